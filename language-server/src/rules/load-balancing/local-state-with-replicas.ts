import type { Component, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Severity } from '../../model/problem.js';
import { freeName, insertDeclaration, replaceValue } from '../edits.js';
import { mostReplicas, replicaCount } from '../replicas.js';
import { defineRule } from '../rule.js';
import { time } from '../words.js';

/** State that travels with an open connection, and not with a request. */
const openProtocols: ReadonlySet<string> = new Set(['websocket', 'sse', 'mqtt']);
/** What lives in rooms: those who play or talk together are sent to the same place. */
const roomed: ReadonlySet<string> = new Set(['game', 'live', 'chat', 'matching']);

/** The next request may reach a replica that knows nothing of the last one. */
export const localStateWithReplicas = defineRule({
  name: 'local-state-with-replicas',
  category: 'load-balancing',
  mode: 'presence',
  severity: 'error',
  tier: 1,
  summary: 'Replicas remember in their own memory or on their own disk what the others would need.',
  why: 'Of several replicas any may get the next request. A session, a basket or a half-finished upload that one of them keeps to itself is missing on all others: the user is logged out, the upload starts again, and it happens at random. Sending each user to the same replica hides that until the replica is restarted, and keeps the load from spreading.',
  silent: [
    'Where the state is kept is not written, or it is kept outside (`state: none`, `external(…)`).',
    'The service is a single replica, or how many there are is not written.',
    'It takes no requests that are waited for, or only connections that stay open: then `websocket-without-backplane` asks.',
    'A warning where users stay with their replica (`sticky`, `ip-hash`, `consistent-hash`).',
    'An info for games and the like that are routed by their session: `stateful-service-no-recovery` asks what a crash costs.',
    'The service is only drawn (`future: yes`).',
  ],
  references: [
    'Adam Wiggins, The Twelve-Factor App (2011), factor VI: Processes',
    'AWS Well-Architected Framework, Reliability Pillar: make services stateless where possible',
    'Sam Newman, Building Microservices, 2nd edition (2021), chapter 13: scaling',
  ],
  options: {
    ttl: {
      default: '30min',
      doc: 'The `ttl` of the store for sessions that a fix writes, where the service says no `session`.',
    },
  },
  incorrect: [
    {
      title: 'sessions in the memory of three replicas',
      code: 'client web {}\nlb front { managed: yes, layer: 7, algorithm: least-connections }\nservice shop { replicas: 3, state: in-memory }\n\nweb -> front -> shop { timeout: 3s }\n',
    },
    {
      title: 'a cookie leads back, as long as the replica lives',
      code: 'client web {}\nlb front { managed: yes, layer: 7, sticky: cookie }\nservice uploads { autoscale { min: 2, max: 10 }, state: local-disk }\n\nweb -> front -> uploads { timeout: 30s }\n',
    },
  ],
  correct: [
    {
      title: 'any replica can serve any user',
      code: 'client web {}\nlb front { managed: yes, layer: 7, algorithm: least-connections }\nservice shop { replicas: 3, state: external(sessions) }\ncache sessions { replicas: 2, holds: session, ttl: 30min }\n\nweb -> front -> shop { timeout: 3s }\nshop -> sessions { timeout: 50ms }\n',
    },
    {
      title: 'a single replica',
      code: 'client web {}\nservice shop { replicas: 1, state: in-memory }\n\nweb -> shop { timeout: 3s }\n',
    },
  ],
  check({ model, options, report }) {
    for (const service of model.components) {
      const { state, session, autoscale } = service.properties;
      if (service.kind !== 'service' || (mostReplicas(service) ?? 1) < 2) continue;
      if (state?.value !== 'in-memory' && state?.value !== 'local-disk') continue;
      const requests = service.incoming.filter((link) => link.synchronous && isBuilt(link));
      const arriving = requests.filter(({ properties }) => !openProtocols.has(properties.protocol?.value ?? ''));
      if (arriving.length === 0) continue;
      const isPinned = arriving.every(({ source }) => keepsUsers(source));
      const where = state.value === 'in-memory' ? 'in its own memory' : 'on its own disk';
      const keeps = `Each of the ${replicaCount(service)} replicas of \`${service.id}\` keeps state ${where}`;
      const lost = autoscale ? 'with every replica that is stopped, and scaling in stops some' : 'with the replica';
      report(
        service,
        isPinned
          ? `${keeps}, and users stay with theirs: the load cannot spread, and the state is gone ${lost}.`
          : `${keeps}: a request may reach a replica that does not have it.`,
        {
          at: state.property,
          ...severity(service, isPinned),
          related: arriving.map((link) => ({ at: link.head, message: 'Requests arrive here.' })),
          fixes: moveOut(model, service, state, session ? time(session.value) : options.ttl),
        },
      );
    }
  },
});

/** Does a balancer send the same user to the same replica? */
function keepsUsers({ kind, properties }: Component): boolean {
  if (kind !== 'lb' && kind !== 'gateway') return false;
  const { sticky, algorithm } = properties;
  if (sticky && sticky.value !== 'none') return true;
  return algorithm?.value === 'ip-hash' || algorithm?.value === 'consistent-hash';
}

function severity({ properties }: Component, isPinned: boolean): { readonly severity?: Severity } {
  if (!isPinned) return {};
  const isRoom = roomed.has(properties.role?.value ?? '');
  return { severity: isRoom ? 'info' : 'warning' };
}

function moveOut(model: Model, service: Component, state: NonNullable<Component['properties']['state']>, ttl: string) {
  const name = freeName(model, `${service.name}-sessions`);
  return [
    {
      title: `Keep it in a new store \`${name}\` that all replicas share`,
      safe: false,
      edits: [
        insertDeclaration(model, service, `cache ${name} { replicas: 2, holds: session, ttl: ${ttl} }`, 'before'),
        replaceValue(state, `external(${name})`),
        insertDeclaration(model, service, `${service.id} -> ${name} { timeout: 50ms }`),
      ],
    },
  ];
}
