import { change, drawn, muted, sketched, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [two, job] = wrong('missing-anti-corruption-layer');
const [apps] = wrong('missing-bff');
const answered = (how: string): string => apps.replaceAll(/-> (orders|stock|users)/g, `$& { protocol: ${how} }`);
const [nobody, oneOfTwo] = wrong('missing-owner-or-rationale');
const unjustified = change(nobody, ['postgres', 'postgres, owner: "payments"']);
const [monolith] = wrong('oversized-monolith');
const [six, declared] = wrong('premature-microservices');
const even = change(six, ['team: 4', 'team: 6']);
const many = change(six, ['team: 4', 'team: 10']) + [1, 2, 3, 4, 5].map((i) => `service part-${i} {}\n`).join('');
const five = change(even, ['service search {}\n', '']);

/** Who builds it, and for whom. */
export const teams: Readonly<Record<string, Held>> = {
  'missing-anti-corruption-layer': {
    silences: {
      'A single program calls it, or the callers are modules of one deployable.': [
        muted(two, 'stock -> erp { timeout: 3s }', ''),
        muted(two, 'stock {}', 'stock { part-of: orders }'),
        muted(two, 'service stock', 'client stock'),
      ],
      'The callers are adapters (`role: adapter`).': [
        muted(change(two, ['stock {}', 'stock { role: audit }']), 'role: audit', 'role: adapter'),
      ],
      'The design is a sketch, or an end is only drawn (`future: yes`).': [
        sketched(two),
        ...drawn(two, 'service orders', 'external erp'),
        ...drawn(job, 'service shop', 'job sync'),
      ],
    },
    options: { callers: { code: two, fires: 2, silent: 3 } },
  },
  'missing-bff': {
    silences: {
      'Fewer kinds of clients (`platform`), or fewer services that each of them calls, than the limits.': [
        muted(apps, 'platform: android', 'platform: ios'),
        muted(apps, ' { platform: android }', ' {}'),
        muted(apps, 'robot -> users', ''),
        muted(apps, 'robot -> users', 'robot -> stock'),
      ],
      'They come through a gateway, or ask over GraphQL, which put answers together.': [
        {
          fires: apps,
          silent: `gateway gw {}\n${apps.replaceAll(/^(web|iphone|robot) -> /gm, 'gw -> ')}web -> gw\niphone -> gw\nrobot -> gw\n`,
        },
        { fires: answered('http'), silent: answered('graphql') },
      ],
      'A client or a service is only drawn (`future: yes`).': drawn(apps, 'client robot', 'service stock'),
    },
    options: {
      clients: { code: apps, fires: 3, silent: 4 },
      services: { code: apps, fires: 3, silent: 4 },
    },
  },
  'missing-owner-or-rationale': {
    silences: {
      'The design is not in production (`maturity: production`).': [
        muted(nobody, 'production', 'design'),
        muted(nobody, 'production', 'sketch'),
        muted(nobody, ' { maturity: production }', ' {}'),
      ],
      'It, the deployable it is part of, or a block around it has an `owner`; a store that holds the original of its data also says `because`.':
        [
          muted(oneOfTwo, 'stock {}', 'stock { owner: "checkout" }'),
          muted(oneOfTwo, 'stock {}', 'stock { part-of: shop }'),
          {
            fires: 'system { maturity: production }\ngroup back { service stock {} }\n',
            silent: 'system { maturity: production }\ngroup back { owner: "checkout", service stock {} }\n',
          },
          muted(unjustified, 'owner', 'because: "one transaction", owner'),
          muted(
            `database events { owner: "payments", because: "it was there" }\n${unjustified}`,
            'owner: "payments" }\n',
            'owner: "payments", derived-from: events }\n',
          ),
          muted(unjustified, 'database orders { engine: postgres, ', 'service orders { '),
        ],
      'It belongs to others: clients and third parties.': [
        muted(oneOfTwo, 'service stock', 'client stock'),
        muted(oneOfTwo, 'service stock', 'external stock'),
      ],
      'It is only drawn (`future: yes`).': [...drawn(oneOfTwo, 'service stock'), ...drawn(nobody, 'database orders')],
      'It has been said already: all components that lack something are told of once, except those for which it is accepted.':
        {
          fires: `${oneOfTwo}service users {}\naccept missing-owner-or-rationale on users "moves away"\n`,
          silent: `${oneOfTwo}service users {}\n`,
          says: ['hint'],
        },
    },
    options: {
      owner: { code: oneOfTwo, fires: true, silent: false },
      because: { code: unjustified, fires: true, silent: false },
    },
  },
  'oversized-monolith': {
    silences: {
      'The `architecture` is not `monolith`; modules with borders are a choice of their own (`modular-monolith`).': [
        muted(monolith, 'architecture: monolith', 'architecture: modular-monolith'),
        muted(monolith, 'architecture: monolith', 'architecture: microservices'),
        muted(monolith, 'architecture: monolith, ', ''),
      ],
      'The size of the `team` is not written, or it is at most fifty.': [
        muted(monolith, ', team: 120', ''),
        muted(change(monolith, ['120', '51']), '51', '50'),
      ],
      'All of it is only drawn (`future: yes`).': drawn(monolith, 'service shop'),
    },
    options: { team: { code: monolith, fires: 119, silent: 120 } },
  },
  'premature-microservices': {
    silences: {
      'The `team` is not given.': [muted(six, ' { team: 4 }', ' {}'), muted(declared, 'team: 8, ', '')],
      'The services are modules of one deployable (`part-of`), run by a provider (`managed`), or only drawn (`future: yes`).':
        [
          muted(change(even, ['service search {}\n', '']), 'stock {}', 'stock { part-of: orders }'),
          muted(five, 'stock {}', 'stock { managed: yes }'),
          ...drawn(five, 'service stock'),
        ],
    },
    options: {
      smallTeam: { code: even, fires: 7, silent: 6 },
      services: { code: even, fires: 6, silent: 7 },
      microservicesTeam: { code: declared, fires: 9, silent: 8 },
      perEngineer: { code: many, fires: 1.09, silent: 1.1 },
    },
  },
};
