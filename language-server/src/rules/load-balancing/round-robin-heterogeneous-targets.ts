import type { Component, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { insertProperty, isOwn, replaceValue } from '../edits.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { call, rate } from '../words.js';

/** Round robin treats a small machine like a big one. */
export const roundRobinHeterogeneousTargets = defineRule({
  name: 'round-robin-heterogeneous-targets',
  category: 'load-balancing',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'Targets of different size get equal shares.',
  why: 'Round robin hands the next request to the next target, whatever that target can do. Where one can serve four times as much as another, the small one is saturated while the big one is mostly idle, and the pool as a whole serves no more than its smallest member allows. Weights, or a count of what is open, follow what each can take.',
  silent: [
    'The balancer does not say `algorithm: round-robin` itself.',
    'The capacity of a target is not written, or they differ by at most a fifth.',
    'Requests are routed by content (`routes-by`), or take different links by flow: then they are different pools.',
    'The links have a `weight`. A gateway: its targets are different services, not a pool.',
    'The balancer or a target is only drawn (`future: yes`).',
  ],
  references: [
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 20: load balancing in the datacenter, weighted round robin',
    'NGINX documentation, HTTP Load Balancing: methods and server weights',
    'Bartek Wydrowski and others, "Load is not what you should balance: Introducing Prequal", NSDI (2024)',
  ],
  options: {
    tolerance: {
      default: 0.2,
      doc: 'Difference of capacities, as a ratio of the larger, up to which equal shares are fine.',
    },
  },
  incorrect: [
    {
      title: 'old and new machines in one pool',
      code: 'client web {}\nlb front { managed: yes, algorithm: round-robin }\nservice new-api { capacity: 1k/s }\nservice old-api { capacity: 250/s }\n\nweb -> front { timeout: 3s }\nfront -> new-api { timeout: 2s }\nfront -> old-api { timeout: 2s }\n',
    },
    {
      title: 'two thirds of the others',
      code: 'lb pool { managed: yes, algorithm: round-robin }\nservice a { capacity: 500/s }\nservice b { capacity: 500/s }\nservice c { capacity: 350/s }\n\npool -> a { timeout: 2s }\npool -> b { timeout: 2s }\npool -> c { timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'shares by weight',
      code: 'client web {}\nlb front { managed: yes, algorithm: weighted-round-robin }\nservice new-api { capacity: 1k/s }\nservice old-api { capacity: 250/s }\n\nweb -> front { timeout: 3s }\nfront -> new-api { weight: 4, timeout: 2s }\nfront -> old-api { weight: 1, timeout: 2s }\n',
    },
    {
      title: 'different services by path',
      code: 'client web {}\nlb front { managed: yes, algorithm: round-robin, routes-by: path }\nservice api { capacity: 1k/s }\nservice site { capacity: 250/s }\n\nweb -> front { timeout: 3s }\nfront -> api { timeout: 2s }\nfront -> site { timeout: 2s }\n',
    },
  ],
  check({ model, options, report }) {
    for (const balancer of model.components) {
      if (balancer.kind !== 'lb') continue;
      const { algorithm, 'routes-by': routes } = balancer.properties;
      if (algorithm?.value !== 'round-robin' || algorithm.origin === 'engine' || routes) continue;
      for (const pool of poolsOf(balancer)) {
        const [small, big] = [pool[0], pool[pool.length - 1]];
        if (!exceeds(1 - capacityOf(small) / capacityOf(big), options.tolerance)) continue;
        report(
          balancer,
          `Round robin gives \`${small.target.id}\`, which can serve ${rate(capacityOf(small))}, as much as \`${big.target.id}\`, which can serve ${rate(capacityOf(big))}.`,
          {
            at: algorithm.property,
            subjects: [small.target, big.target],
            related: [small, big].map((link) => ({ at: link.head, message: `\`${call(link)}\`` })),
            fixes: fixes(model, balancer, algorithm, pool),
          },
        );
        break;
      }
    }
  },
});

function capacityOf({ target }: Link): number {
  return target.properties.capacity?.value ?? 0;
}

/** Links that the same requests may take, by what one replica of the target can serve; only where all of them say it. */
function poolsOf(balancer: Component): readonly (readonly Link[])[] {
  const pools = new Map<string, Link[]>();
  for (const link of balancer.outgoing) {
    if (!isBuilt(link) || !link.synchronous) continue;
    const key = (link.flows ?? []).map(({ id }) => id).join(' ');
    const others = pools.get(key);
    if (others) others.push(link);
    else pools.set(key, [link]);
  }
  const isStated = ({ target, properties }: Link): boolean => {
    const capacity = target.properties.capacity;
    return capacity !== undefined && capacity.value > 0 && capacity.origin !== 'engine' && !properties.weight;
  };
  return [...pools.values()]
    .filter((links) => links.every(isStated))
    .map((links) => links.sort((a, b) => capacityOf(a) - capacityOf(b)));
}

function fixes(model: Model, balancer: Component, algorithm: Value<string>, pool: readonly Link[]): Fix[] {
  if (!isOwn(balancer, algorithm)) return [];
  const counting: Fix = {
    title: 'Count what is open: `algorithm: least-connections`',
    safe: false,
    edits: [replaceValue(algorithm, 'least-connections')],
  };
  if (pool.some(({ chain }) => chain.links.length > 1)) return [counting];
  const smallest = capacityOf(pool[0]);
  const weights = pool.map((link) =>
    insertProperty(model, link, 'weight', String(Math.round((10 * capacityOf(link)) / smallest) / 10)),
  );
  const edits = [replaceValue(algorithm, 'weighted-round-robin'), ...weights];
  return [{ title: 'Give each a weight by its capacity', safe: false, edits }, counting];
}
