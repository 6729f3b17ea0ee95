import { change, drawn, muted, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [orders, seats] = wrong('cache-as-system-of-record');
const [balances, reserve, near] = wrong('consistency-mismatch');
const asked = change(reserve, ['engine: dynamodb', 'consistency: eventual']);
const overlapping = change(reserve, [
  'engine: dynamodb',
  'engine: cassandra, replicas: 6, replication-factor: 3, replication { topology: leaderless, write-quorum: 2, read-quorum: 2 }',
]);
const [both, projector] = wrong('cqrs-read-model-not-derived');
const [week, deleted] = wrong('event-store-not-durable');
const [endless, busy] = wrong('event-store-without-snapshots');
const [accounts, clinic] = wrong('financial-without-audit-trail');
const written = `service api {}\n${accounts}\napi -> accounts { op: write, timeout: 1s }\n`;
const [articles, crawled] = wrong('search-as-primary-store');
const ofFlow = `client web {}\nflow save { from: web, op: write }\n${change(articles, ['op: write, ', ''])}web -> api { timeout: 3s }\n`;
const [twoServices, sameTable] = wrong('shared-database');
const twoRegions =
  'region eu { service orders "Orders" {} }\nregion us { service billing "Billing" {} }\ndatabase db {}\neu.orders -> db { op: write, timeout: 1s }\nus.billing -> db { op: write, timeout: 1s }\n';
const reader = change(twoServices, ['billing -> db { op: write', 'billing -> db { op: read']);

/** Where data is at home, and who may change it. */
export const sources: Readonly<Record<string, Held>> = {
  'cache-as-system-of-record': {
    silences: {
      'The flow writes a store, a broker or somebody else’s system as well, or the cache stands in front of one.': [
        ...['database', 'storage'].map((kind) => ({
          fires: `${kind} kept {}\n${orders}`,
          silent: `${kind} kept {}\n${orders}\napi -> kept { op: write, timeout: 1s }\n`,
        })),
        ...['queue', 'topic'].map((kind) => ({
          fires: `${kind} kept {}\n${orders}`,
          silent: `${kind} kept {}\n${orders}\napi ~> kept\n`,
        })),
        { fires: seats, silent: `external partner {}\n${seats}\napi -> partner { timeout: 1s }\n` },
        { fires: `database kept {}\n${orders}`, silent: `database kept {}\n${orders}\norders ~> kept\n` },
        {
          fires: `database kept {}\n${orders}\napi -> kept { op: read, timeout: 1s }\n`,
          silent: `database kept {}\n${orders}\napi -> kept { op: read, on-miss: orders, timeout: 1s }\n`,
        },
      ],
      'It holds what may be lost: sessions, presence, counters, telemetry, or `durability: best-effort`.': [
        ...['session', 'presence', 'counter', 'telemetry', '[order, session]'].map((held) =>
          muted(orders, 'holds: order', `holds: ${held}`),
        ),
        muted(orders, 'holds: order', 'holds: order, durability: best-effort'),
        muted(seats, 'durability: required', 'durability: best-effort'),
      ],
      'Nothing says that the data must last: no class of data and no `durability: required`.': [
        muted(orders, 'holds: order, ', ''),
        muted(seats, ', durability: required', ''),
        muted(change(orders, ['holds: order', 'durability: required']), 'durability: required, ', ''),
      ],
      'It survives a restart (`persistence`) and runs on at least two replicas.': [
        muted(change(orders, ['ttl', 'persistence: append-log, replicas: 1, ttl']), 'replicas: 1', 'replicas: 2'),
        muted(seats, 'persistence: none', 'persistence: append-log'),
        muted(
          change(orders, ['ttl', 'persistence: none, replicas: 2, ttl']),
          'persistence: none',
          'persistence: snapshot',
        ),
      ],
      'The cache, or what writes to it, is only drawn (`future: yes`).': [
        ...drawn(orders, 'service api', 'cache orders'),
        ...drawn(seats, 'service api', 'cache seats'),
      ],
    },
    options: {
      replicas: {
        code: change(orders, ['ttl', 'persistence: append-log, replicas: 2, ttl']),
        fires: 3,
        silent: 2,
      },
    },
  },
  'consistency-mismatch': {
    silences: {
      'What is asked or what is given is unknown: no `consistency` on the flow, link or store, and no class of data that asks for it.':
        [
          muted(asked, ', consistency: linearizable', ''),
          muted(asked, ' consistency: eventual ', ''),
          muted(balances, 'consistency: eventual, ', ''),
          muted(balances, 'holds: [financial], ', ''),
          muted(balances, 'financial', 'order'),
          muted(
            change(
              asked,
              [', consistency: linearizable', ''],
              ['seats { timeout', 'seats { consistency: session, timeout'],
            ),
            'consistency: session, ',
            '',
          ),
          muted(asked, 'consistency: eventual', 'consistency: linearizable'),
        ],
      'The store is `derived-from` another one: a read model or an index lags on purpose, unless a flow that reads it asks for more.':
        [
          muted(
            `database books {}\n${balances}`,
            'consistency: eventual',
            'consistency: eventual, derived-from: books',
          ),
          muted(`database books {}\n${asked}`, 'consistency: eventual', 'consistency: eventual, derived-from: books'),
          muted(
            `database books {}\n${change(asked, ['op: write', 'op: read'], ['seats { consistency: eventual', 'seats { consistency: eventual, derived-from: books'])}`,
            ', consistency: linearizable',
            '',
          ),
        ],
      'A weaker `consistency` of a store with such data is written together with a reason (`because`), or all flows to it say themselves what they need.':
        [
          muted(balances, 'consistency: eventual', 'consistency: eventual, because: "settled at night"'),
          {
            fires: `client web {}\nflow look { from: web, op: read }\nservice api {}\n${balances}web -> api -> balances { timeout: 1s }\n`,
            silent: `client web {}\nflow look { from: web, op: read, consistency: eventual }\nservice api {}\n${balances}web -> api -> balances { timeout: 1s }\n`,
          },
        ],
      'Beyond an asynchronous hand-over, a `fallback` or a component that is `criticality: optional`, the flow no longer asks.':
        [
          muted(asked, 'booking -> seats', 'booking ~> seats'),
          muted(asked, 'web -> booking', 'web ~> booking'),
          muted(change(asked, ['timeout: 500ms', 'timeout: 500ms, fallback: reject']), 'reject', 'stale'),
          muted(asked, 'consistency: eventual', 'consistency: eventual, criticality: optional'),
          muted(asked, 'booking {}', 'booking { criticality: optional }'),
        ],
      'Reads of followers, quorums that do not overlap, and caches whose entries expire are left to `stale-replica-read`, `quorum-not-overlapping` and `cache-aside-strong-consistency`.':
        [
          {
            fires: change(asked, ['op: write', 'op: read']),
            silent: change(
              asked,
              ['op: write', 'op: read'],
              ['consistency: eventual }', 'consistency: linearizable, replicas: 3, replication { mode: async } }'],
              ['seats { timeout', 'seats { read-from: followers, timeout'],
            ),
          },
          muted(overlapping, 'read-quorum: 2', 'read-quorum: 1'),
          muted(near, 'write-through', 'cache-aside'),
          muted(near, 'write-through', 'read-through'),
        ],
      'The store, or something on the way to it, is only drawn (`future: yes`).': [
        ...drawn(balances, 'database balances'),
        ...drawn(reserve, 'client web', 'service booking', 'database seats'),
        ...drawn(near, 'cache near'),
      ],
    },
  },
  'cqrs-read-model-not-derived': {
    silences: {
      'The changes of the source reach its writer: captured, published by what writes the source, or read from it.': [
        muted(both, 'commands -> order-views { op: upsert, timeout: 1s }', 'orders ~> order-views { capture: cdc }'),
        { fires: projector, silent: `${projector}commands ~> clicks\n` },
        { fires: projector, silent: `${projector}orders ~> clicks { capture: outbox }\n` },
        { fires: projector, silent: `${projector}projector -> orders { op: read, timeout: 1s }\n` },
      ],
      'Source and read model are tables of one database: a view, or one transaction.': {
        fires: both,
        silent: change(
          both,
          [
            'database orders {}\ndatabase order-views { derived-from: orders }',
            'database shop { derived-from: orders, table orders {}, table order-views {} }',
          ],
          ['commands -> orders { op: write', 'commands -> shop { stores: orders, op: write'],
          ['commands -> order-views { op: upsert', 'commands -> shop { stores: order-views, op: upsert'],
        ),
      },
      'Nothing is drawn that writes the read model, or nothing says what it is derived from.': [
        muted(both, 'commands -> order-views { op: upsert, timeout: 1s }', ''),
        muted(both, ' { derived-from: orders }', ' {}'),
        muted(projector, 'projector -> order-views { op: upsert, timeout: 1s }', ''),
        muted(projector, ' { derived-from: orders }', ' {}'),
      ],
    },
  },
  'event-store-not-durable': {
    silences: {
      '`retention: forever`, or no retention is written: that of the engine is not held against the design.': [
        muted(week, 'retention: 7d', 'retention: forever'),
        muted(week, ', retention: 7d', ''),
        muted(change(week, ['retention: 7d', 'engine: kafka, retention: 7d']), ', retention: 7d', ''),
        muted(week, 'event-store: yes', 'event-store: no'),
      ],
      'What expires stays in an `archive`, or the state before it is in a `snapshot`.': [
        muted(`storage cold {}\n${week}`, 'retention: 7d', 'retention: 7d, archive: cold'),
        muted(week, 'retention: 7d', 'retention: 7d, snapshot { every: 100 }'),
      ],
      'Nothing deletes or changes events; an `upsert` is only an info, as it may be an event that is sent again.': [
        muted(deleted, 'op: delete', 'op: write'),
        muted(deleted, 'op: delete', 'op: read'),
        muted(deleted, 'op: delete', 'op: upsert', ['info']),
        ...drawn(deleted, 'database accounts'),
      ],
      'The store, or what changes its events, is only drawn (`future: yes`).': [
        ...drawn(week, 'topic ledger'),
        ...drawn(deleted, 'service api', 'database accounts'),
      ],
    },
  },
  'event-store-without-snapshots': {
    silences: {
      'A `snapshot` is declared on the store, or on a program that uses it.': [
        muted(endless, 'event-store: yes', 'event-store: yes, snapshot { every: 500 }'),
        muted(`service api {}\n${busy}api -> accounts { timeout: 1s }\n`, 'api {}', 'api { snapshot { every: 500 } }'),
        muted(`worker view {}\n${endless}ledger ~> view\n`, 'view {}', 'view { snapshot { every: 500 } }'),
      ],
      'An aggregate has at most 1,000 events, or nothing says how many and the events end with a `retention`.': [
        muted(change(busy, ['20k', '1001']), '1001', '1000'),
        muted(endless, 'retention: forever', 'retention: 7y'),
        muted(endless, ', retention: forever', ''),
      ],
      'The store is only drawn (`future: yes`).': [
        ...drawn(endless, 'topic ledger'),
        ...drawn(busy, 'database accounts'),
      ],
    },
    options: {
      events: { code: busy, fires: 19_999, silent: 20_000 },
      every: { code: busy, value: 50, writes: 'snapshot { every: 50 }' },
    },
  },
  'financial-without-audit-trail': {
    silences: {
      'Changes are recorded: `audit` names where, the store is an event store, its changes are captured, or its writers also write a component with `role: audit`.':
        [
          muted(`topic ledger {}\n${accounts}`, 'holds: [financial]', 'holds: [financial], audit: ledger'),
          muted(accounts, 'holds: [financial]', 'holds: [financial], event-store: yes'),
          muted(`topic changes {}\n${accounts}accounts ~> changes\n`, '~> changes', '~> changes { capture: cdc }'),
          muted(`service trail {}\n${written}api -> trail { timeout: 1s }\n`, 'trail {}', 'trail { role: audit }'),
          muted(
            `database trail {}\n${written}api -> trail { op: write, timeout: 1s }\n`,
            'trail {}',
            'trail { role: audit }',
          ),
        ],
      'The class of the data is not declared, or the store is only `derived-from` another one.': [
        muted(accounts, ' holds: [financial] ', ''),
        muted(accounts, 'financial', 'order'),
        muted(clinic, 'health, ', ''),
        muted(`topic books { event-store: yes }\n${accounts}`, 'holds', 'derived-from: books, holds'),
        ...drawn(accounts, 'database accounts'),
      ],
      'The store is only drawn (`future: yes`).': [
        ...drawn(accounts, 'database accounts'),
        ...drawn(clinic, 'database clinic'),
      ],
    },
  },
  'search-as-primary-store': {
    silences: {
      'It is `derived-from` a store, or what writes it also keeps, reads or captures the data elsewhere.': [
        muted(`database texts {}\n${articles}`, 'data-model: search', 'data-model: search, derived-from: texts'),
        { fires: articles, silent: `database texts {}\n${articles}api -> texts { op: write, timeout: 1s }\n` },
        { fires: crawled, silent: `database texts {}\n${crawled}indexer -> texts { op: read, timeout: 1s }\n` },
        {
          fires: crawled,
          silent: `database texts {}\n${change(crawled, ['crawler ~> pages', 'texts ~> pages { capture: cdc }'])}`,
        },
      ],
      'Loss is acceptable: `durability: best-effort` on the store or on every flow that writes it.': [
        muted(articles, 'data-model: search', 'data-model: search, durability: best-effort'),
        muted(ofFlow, 'op: write', 'op: write, durability: best-effort'),
        muted(
          `client app {}\nflow post { from: app, op: write }\n${change(ofFlow, ['save { from: web, op: write', 'save { from: web, op: write, durability: best-effort'])}app -> api { timeout: 3s }\n`,
          'from: app, op: write',
          'from: app, op: write, durability: best-effort',
        ),
      ],
      'It only holds telemetry: logs that nobody keeps anywhere else on purpose.': [
        muted(change(articles, ['data-model: search', 'data-model: search, holds: public']), 'public', 'telemetry'),
        muted(
          change(articles, ['data-model: search', 'data-model: search, holds: [telemetry, public]']),
          '[telemetry, public]',
          'telemetry',
        ),
      ],
      'Nothing is known to write it.': [
        muted(articles, 'op: write', 'op: read'),
        muted(articles, 'api -> articles { op: write, timeout: 1s }', ''),
        ...drawn(articles, 'database articles', 'service api'),
      ],
      'The store, or what writes to it, is only drawn (`future: yes`).': [
        ...drawn(articles, 'service api', 'database articles'),
        ...drawn(crawled, 'worker indexer', 'database found'),
      ],
    },
  },
  'shared-database': {
    silences: {
      'The system is a `monolith` or a `modular-monolith`, or the services are modules of one deployable (`part-of`).':
        [
          ...['monolith', 'modular-monolith'].map((style) =>
            muted(`system { architecture: microservices }\n${twoServices}`, 'microservices', style),
          ),
          muted(twoServices, 'billing {}', 'billing { part-of: orders }'),
        ],
      'They have the same `owner`: one bounded context may have several programs.': [
        muted(
          change(twoServices, ['orders {}', 'orders { owner: "shop" }'], ['billing {}', 'billing { owner: "money" }']),
          'owner: "money"',
          'owner: "shop"',
        ),
      ],
      'They are one program in several regions: of one kind, and under one title or, without titles, one name.': [
        muted(twoRegions, 'billing "Billing"', 'billing "Orders"'),
        {
          fires: twoRegions.replaceAll(/ "\w+"/g, ''),
          silent: twoRegions.replaceAll(/ "\w+"/g, '').replaceAll('billing', 'orders'),
        },
      ],
      'Each writes tables of its own, named in `stores`.': [
        muted(sameTable, '[invoices, customers]', 'invoices'),
        muted(sameTable, '[invoices, customers]', '[invoices]'),
      ],
      'A worker, function or job beside a service, unless both say that different teams own them.': [
        'worker',
        'function',
        'job',
      ].flatMap((kind) => [
        muted(twoServices, 'service billing', `${kind} billing`),
        muted(
          change(
            twoServices,
            ['orders {}', 'orders { owner: "shop" }'],
            ['service billing {}', `${kind} billing { owner: "money" }`],
          ),
          ' { owner: "money" }',
          ' {}',
        ),
      ]),
      'Only an info where one of them only reads, or where the data is being moved (`purpose: migration`); nothing where what is read is a read model (`derived-from`).':
        [
          muted(twoServices, 'billing -> db { op: write', 'billing -> db { op: read', ['info']),
          muted(twoServices, 'billing -> db { op: write', 'billing -> db { op: write, purpose: migration', ['info']),
          muted(`database source {}\n${reader}`, 'db {}', 'db { derived-from: source }'),
        ],
      'The store, or one of the two, is only drawn (`future: yes`).': [
        ...drawn(twoServices, 'service orders', 'service billing', 'database db'),
        ...drawn(reader, 'service billing'),
      ],
    },
    options: { writers: { code: twoServices, fires: 2, silent: 3 } },
  },
};
