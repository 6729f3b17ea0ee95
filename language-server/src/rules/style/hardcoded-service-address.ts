import { isBuilt } from '../../model/planned.js';
import { isOwn, removeProperty } from '../edits.js';
import { mostReplicas } from '../replicas.js';
import { defineRule } from '../rule.js';
import { call } from '../words.js';

/** `10.0.1.5`, `10.0.1.5:8080`, `[fd00::1]:80` */
const numeric = /^(\w+:\/\/)?(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:]+\])(:\d+)?(\/|$)/i;
const movable: ReadonlySet<string> = new Set(['service', 'function', 'worker', 'cache', 'database', 'queue', 'topic']);
const orchestrated: ReadonlySet<string> = new Set(['kubernetes', 'ecs', 'nomad']);

/** Machines come and go; their addresses with them. */
export const hardcodedServiceAddress = defineRule({
  name: 'hardcoded-service-address',
  category: 'style',
  mode: 'presence',
  severity: 'warning',
  tier: 3,
  summary: 'A caller knows one of our own components by a fixed numeric address.',
  why: 'A number in a configuration names one machine. When that machine is replaced, when the service scales or moves, the caller goes on asking where nobody answers, and a second replica is never asked at all. A name that is looked up, or a balancer with an address that stays, takes the change without a new release.',
  silent: [
    'The link has no `address`, or it is a name.',
    'The target is somebody else’s (`external`), a client, or an edge whose address is meant to stay.',
    'It is one machine that nothing moves: a single replica without an orchestrator.',
    'An end is only drawn (`future: yes`).',
  ],
  references: [
    'Sam Newman, Building Microservices, 2nd edition (2021), chapter 5: service discovery',
    'Adam Wiggins, The Twelve-Factor App (2011), factor IV: Backing services',
  ],
  incorrect: [
    {
      title: 'a service that scales',
      code: 'service shop {}\nservice stock { autoscale { min: 2, max: 9 }, discovery: registry }\n\nshop -> stock { address: "10.0.1.5:8080", timeout: 1s }\n',
    },
    {
      title: 'containers get new addresses',
      code: 'system { runtime: kubernetes }\nservice shop {}\nservice stock {}\n\nshop -> stock { address: "10.0.1.5", timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'a name',
      code: 'system { runtime: kubernetes }\nservice shop {}\nservice stock { replicas: 3 }\n\nshop -> stock { address: "stock.shop.internal:8080", timeout: 1s }\n',
    },
    {
      title: 'a partner’s list of allowed addresses',
      code: 'service shop {}\nexternal bank {}\n\nshop -> bank { address: "203.0.113.7:443", timeout: 3s }\n',
    },
  ],
  check({ model, report }) {
    for (const link of model.links) {
      const { address } = link.properties;
      const { target } = link;
      if (!address || !numeric.test(address.value) || !isBuilt(link) || !movable.has(target.kind)) continue;
      const { runtime, autoscale } = target.properties;
      const moves = autoscale !== undefined || orchestrated.has(runtime?.value ?? '');
      if (!moves && (mostReplicas(target) ?? 1) < 2) continue;
      report(
        link,
        `\`${call(link)}\` goes to ${address.value}: that is one machine, and those of \`${target.id}\` ${moves ? 'come and go' : 'are several'}.`,
        {
          at: address.property,
          fixes: isOwn(link, address)
            ? [{ title: 'Call it by its name', safe: false, edits: [removeProperty(model, address)] }]
            : [],
        },
      );
    }
  },
});
