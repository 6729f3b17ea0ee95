import { change, drawn, muted, mutedBy, sketched, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [lost, bookings, datagrams] = wrong('at-most-once-critical-data');
const [receipts, outside] = wrong('exactly-once-claim');
const [jobs, counted] = wrong('missing-dead-letter-queue');
const [charges, books] = wrong('non-idempotent-consumer');
const [movements, changes] = wrong('ordering-not-guaranteed');
const [broadcast, grouped] = wrong('queue-used-for-broadcast');
const [queued, forgetful] = wrong('replay-on-queue');
const [task, log] = wrong('stream-used-as-task-queue');
const [teams, programs] = wrong('event-contract-unversioned');

const ordered = change(bookings, ['redis-pubsub', 'redis-pubsub, holds: order'], [', durability: required', '']);
const inBroker = change(
  outside,
  ['database books {}', 'topic books { engine: kafka }'],
  ['booker -> books { op: write, timeout: 1s }', 'booker ~> books'],
);
const parted = change(jobs, ['api ~> jobs ~> transcoder', 'api ~> jobs\njobs ~> transcoder']);
const asked = `client web {}
flow convert { from: web, rate: 1/s, op: write, durability: required }
${jobs}web -> api { timeout: 1s }
`;
const flows = `client web {}
flow buy { from: web, rate: 1/s, op: write }
flow look { from: web, rate: 1/s, op: write }
${broadcast}web -> shop { timeout: 1s }
`;
const apart = `region a { worker mailer {} }
region b { worker poster {} }
service shop {}
queue orders {}

shop ~> orders
orders ~> a.mailer
orders ~> b.poster
`;

/** What is delivered to whom, how often and in which order. */
export const delivery: Readonly<Record<string, Held>> = {
  'at-most-once-critical-data': {
    silences: {
      'Nothing says that it matters: no financial or order data, no `durability: required`.': [
        muted(lost, ', holds: order', ''),
        muted(lost, 'holds: order', 'holds: session'),
        muted(bookings, ', durability: required', ''),
        muted(datagrams, 'carries: financial, ', ''),
      ],
      'What is lost was stored before or may be lost: `durability: best-effort` on the broker, or on all its flows.': [
        muted(lost, 'holds: order', 'holds: order, durability: best-effort'),
        muted(ordered, 'op: write', 'op: write, durability: best-effort'),
        muted(
          change(
            ordered,
            ['flow book', 'flow look { from: web, rate: 1/s }\nflow book'],
            ['op: write', 'op: write, durability: best-effort'],
          ),
          'rate: 1/s }',
          'rate: 1/s, durability: best-effort }',
        ),
      ],
      'It only carries counters and telemetry.': [
        muted(lost, 'holds: order', 'holds: [counter, telemetry]'),
        muted(change(bookings, ['redis-pubsub', 'redis-pubsub, holds: session']), 'session', 'telemetry'),
      ],
      'The broker is only drawn (`future: yes`), or an end of what is sent over UDP.': [
        ...drawn(lost, 'topic orders'),
        ...drawn(bookings, 'topic bookings'),
        ...drawn(datagrams, 'service till', 'service ledger'),
      ],
    },
  },
  'event-contract-unversioned': {
    silences: {
      'The topic has a `schema`.': [
        muted(teams, 'orders {}', 'orders { schema: "orders.v1" }'),
        muted(programs, 'engine: kafka', 'engine: kafka, schema: "orders.v1"'),
      ],
      'At most one consumer belongs to another `owner` than those who publish.': [
        muted(teams, 'owner: "finance"', 'owner: "sales"'),
        muted(teams, ' { owner: "finance" }', ' {}'),
        muted(programs, 'orders ~> tracker', ''),
      ],
      'Nobody says who publishes: neither the topic nor a publisher has an `owner`.': [
        muted(teams, ' { owner: "sales" }', ' {}'),
        muted(programs, 'owner: "sales", ', ''),
      ],
      'The design is a sketch, or the topic is only drawn (`future: yes`).': [
        sketched(teams),
        ...drawn(teams, 'topic orders'),
      ],
    },
  },
  'exactly-once-claim': {
    silences: {
      'Reading, processing and writing are one transaction inside the broker (`transactional`), and the consumer writes nothing else.':
        [
          muted(change(inBroker, [', transactional: yes', '']), 'group: books', 'group: books, transactional: yes'),
          { fires: outside, silent: inBroker },
        ],
      'Repeats are harmless anyway: the link or the consumer is `idempotent` or has an `idempotency-key`.': [
        muted(outside, 'transactional: yes', 'transactional: yes, idempotent: yes'),
        muted(outside, 'transactional: yes', 'transactional: yes, idempotency-key: order'),
        muted(outside, 'booker {}', 'booker { idempotent: yes }'),
        muted(receipts, 'role: email', 'role: email, idempotent: yes'),
      ],
      'Nothing that the consumer does has an effect outside: it reads, `upsert`s, counts, or nobody says what it does.':
        [
          muted(outside, 'op: write', 'op: read'),
          muted(outside, 'op: write', 'op: upsert'),
          muted(outside, 'op: write, ', ''),
          muted(change(outside, ['books {}', 'books { holds: order }']), 'holds: order', 'holds: counter'),
          muted(receipts, 'role: email', 'role: indexing'),
        ],
      'The broker or the consumer is only drawn (`future: yes`).': [
        ...drawn(outside, 'topic orders', 'worker booker'),
        ...drawn(receipts, 'queue receipts', 'worker mailer'),
      ],
    },
    options: { key: { code: outside, value: 'order-id', writes: 'idempotency-key: order-id' } },
  },
  'missing-dead-letter-queue': {
    silences: {
      'The consuming link has a `dead-letter`, or the consumer handles failures itself (`fallback` on the link).': [
        muted(
          `queue aside {}\nqueue aside-dead {}\naside ~> shipping { dead-letter: aside-dead }\n${counted}`,
          'max-receive: 10',
          'max-receive: 10, dead-letter: aside',
        ),
        muted(counted, 'max-receive: 10', 'max-receive: 10, fallback: ignore'),
      ],
      'The broker delivers at most once: nothing comes back.': [
        muted(jobs, 'at-least-once', 'at-most-once'),
        muted(counted, 'engine: kafka', 'delivery: at-most-once'),
      ],
      "The messages may be lost: `durability: best-effort` on the broker, the link's flows or the consumer's role being analytics.":
        [
          muted(jobs, 'at-least-once', 'at-least-once, durability: best-effort'),
          muted(asked, 'required', 'best-effort'),
          muted(
            change(asked, ['~> jobs ~> transcoder', '~> jobs ~> transcoder { for: convert }']),
            'required',
            'best-effort',
          ),
          muted(change(jobs, ['transcoder {}', 'transcoder { role: thumbnail }']), 'thumbnail', 'analytics'),
        ],
      'The queue is itself where dead letters go.': mutedBy(
        jobs,
        'queue work {}\nworker doer {}\nwork ~> doer { dead-letter: jobs }',
      ),
      'The design is a sketch, or one of the ends is only drawn (`future: yes`).': [
        sketched(jobs),
        ...drawn(jobs, 'queue jobs', 'worker transcoder'),
      ],
    },
    options: { attempts: { code: parted, value: 3, writes: 'dead-letter: jobs-dead, max-receive: 3' } },
  },
  'non-idempotent-consumer': {
    silences: {
      'The broker delivers at most or exactly once, or what it does is known neither from the design nor from its engine.':
        [
          muted(charges, 'at-least-once', 'at-most-once'),
          muted(charges, 'at-least-once', 'exactly-once'),
          muted(charges, ' { delivery: at-least-once }', ' {}'),
          muted(books, ' { engine: sqs }', ' {}'),
        ],
      'The consumer or the link is `idempotent`, has an `idempotency-key`, or reads and writes in one transaction of the broker.':
        [
          muted(charges, 'charger {}', 'charger { idempotent: yes }'),
          ...['idempotent: yes', 'idempotency-key: order', 'transactional: yes'].map((said) =>
            muted(charges, 'max-receive: 5', `max-receive: 5, ${said}`),
          ),
        ],
      'What it calls can be repeated: reads, `upsert`, `delete`, and calls that are idempotent themselves or only publish.':
        [
          ...['read', 'upsert', 'delete'].map((op) => muted(books, 'op: write', `op: ${op}`)),
          muted(charges, 'op: write', 'op: write, idempotency-key: order'),
          muted(charges, 'op: write', 'op: write, idempotent: yes'),
          {
            fires: books,
            silent: change(
              books,
              ['database books', 'topic books'],
              ['-> books { op: write, timeout: 1s }', '~> books'],
            ),
          },
        ],
      'It only counts: its role is analytics, or it writes counters and telemetry.': [
        muted(books, 'booker {}', 'booker { role: analytics }'),
        muted(books, 'books {}', 'books { holds: counter }'),
        muted(change(books, ['books {}', 'books { holds: [order, telemetry] }']), 'order, ', ''),
      ],
      'An info where nothing says what the consumer does, or it writes objects, which replaces them.': [
        muted(charges, 'op: write, ', '', ['info']),
        muted(books, 'database books', 'storage books', ['info']),
      ],
      'The design is a sketch, or an end is only drawn (`future: yes`).': [
        sketched(charges),
        ...drawn(charges, 'queue charges', 'worker charger'),
      ],
    },
    options: { key: { code: books, value: 'order-id', writes: 'idempotency-key: order-id' } },
  },
  'ordering-not-guaranteed': {
    silences: {
      'Nothing asks for an order: neither the flows nor the link have `ordering: per-key` or `total`.': [
        muted(movements, ' { ordering: per-key }', ''),
        muted(change(movements, ['per-key', 'total']), 'total', 'none'),
        muted(changes, ', ordering: per-key', ''),
        muted(changes, 'per-key', 'none'),
      ],
      'A queue that is `fifo` with an order per key, or that a single consumer without concurrency works off.': [
        muted(changes, 'changes {}', 'changes { fifo: yes }'),
        muted(change(changes, ['changes {}', 'changes { fifo: yes }'], ['per-key', 'total']), 'total', 'per-key'),
        muted(change(changes, ['replicas: 4', 'replicas: 2']), 'replicas: 2', 'replicas: 1'),
        muted(change(changes, ['replicas: 4', 'concurrency: 2']), 'concurrency: 2', 'concurrency: 1'),
        muted(
          change(
            changes,
            ['replicas: 4', 'replicas: 1'],
            ['worker', 'worker other {}\nworker'],
            ['shop ~>', 'changes ~> other\nshop ~>'],
          ),
          'changes ~> other\n',
          '',
        ),
      ],
      'A topic with a `partition-key`, or with one partition; nobody knows how many it has.': [
        muted(movements, 'partitions: 12', 'partitions: 12, partition-key: account'),
        muted(change(movements, ['partitions: 12', 'partitions: 2']), 'partitions: 2', 'partitions: 1'),
        muted(change(movements, ['per-key', 'total'], ['12', '2']), 'partitions: 2', 'partitions: 1'),
        muted(change(movements, ['per-key', 'total'], ['12', '12, partition-key: account']), 'total', 'per-key'),
        muted(movements, ' { partitions: 12 }', ' {}'),
      ],
      'The broker or a consumer is only drawn (`future: yes`).': [
        ...drawn(movements, 'topic movements', 'worker booker'),
        ...drawn(changes, 'queue changes', 'worker indexer'),
      ],
    },
    options: { key: { code: movements, value: 'account', writes: 'partition-key: account' } },
  },
  'queue-used-for-broadcast': {
    silences: {
      'There is one consumer, however many replicas it has, or the same one in several regions.': [
        muted(broadcast, 'orders ~> analyst', ''),
        muted(change(broadcast, ['mailer {}', 'mailer { replicas: 9 }']), 'orders ~> analyst', ''),
        { fires: apart, silent: change(apart, ['worker poster', 'worker mailer'], ['b.poster', 'b.mailer']) },
      ],
      'They compete on purpose: the same `group`, or the same `role`.': [
        muted(grouped, 'group: billing', 'group: shipping'),
        muted(
          change(broadcast, ['mailer {}', 'mailer { role: email }'], ['analyst {}', 'analyst { role: sms }']),
          'sms',
          'email',
        ),
      ],
      'Each gets its own part: a `share`, a `weight`, or different flows on the links (`for`).': [
        {
          fires: broadcast,
          silent: change(
            broadcast,
            ['~> mailer', '~> mailer { share: 30% }'],
            ['~> analyst', '~> analyst { share: 70% }'],
          ),
        },
        {
          fires: broadcast,
          silent: change(
            broadcast,
            ['~> mailer', '~> mailer { weight: 3 }'],
            ['~> analyst', '~> analyst { weight: 7 }'],
          ),
        },
        muted(
          change(flows, ['~> mailer', '~> mailer { for: buy }'], ['~> analyst', '~> analyst { for: [buy, look] }']),
          '[buy, look]',
          'look',
        ),
      ],
      'The queue or a consumer is only drawn (`future: yes`).': drawn(
        broadcast,
        'queue orders',
        'worker mailer',
        'worker analyst',
      ),
    },
  },
  'replay-on-queue': {
    silences: {
      'No consumer says `replay: yes`.': [muted(queued, ' { replay: yes }', ''), muted(forgetful, 'yes', 'no')],
      'The broker is a topic that keeps messages: `retention` of its own or of its engine, or it is an event store.': [
        muted(forgetful, 'engine: sns', 'engine: sns, retention: 7d'),
        muted(forgetful, 'sns', 'kafka'),
        muted(forgetful, 'engine: sns', 'engine: sns, event-store: yes'),
      ],
      'Nothing says what the topic keeps: neither a retention nor an engine.': muted(
        forgetful,
        ' { engine: sns }',
        ' {}',
      ),
      'What has expired or gone can be read from an `archive`.': [
        muted(`storage kept {}\n${queued}`, 'events {}', 'events { archive: kept }'),
        muted(`storage kept {}\n${forgetful}`, 'engine: sns', 'engine: sns, archive: kept'),
      ],
      'One of the ends is only drawn (`future: yes`).': drawn(queued, 'queue events', 'worker projector'),
    },
    options: { retention: { code: queued, value: '3d', writes: 'retention: 3d' } },
  },
  'stream-used-as-task-queue': {
    silences: {
      'Nobody counts the attempts of single messages (`max-receive` on the link to the consumer).': muted(
        task,
        ', max-receive: 5',
        '',
      ),
      'Several consumers read it, or others do outside of the design (`external-consumers`).': [
        mutedBy(task, 'worker watcher {}\njobs ~> watcher'),
        muted(task, 'partitions: 12', 'partitions: 12, external-consumers: yes'),
      ],
      'Something needs a log: `retention` of its own, `partition-key`, `schema`, `archive`, an event store, `replay`, `transactional`, an `ordering`, or a store that captures its changes into it.':
        [
          ...['retention: 3d', 'partition-key: id', 'schema: "jobs.v1"', 'archive: kept', 'event-store: yes'].map(
            (said) => muted(`storage kept {}\n${log}`, 'engine: kafka', `engine: kafka, ${said}`),
          ),
          ...['replay: yes', 'transactional: yes', 'ordering: per-key', 'ordering: total'].map((said) =>
            muted(log, 'max-receive: 5', `max-receive: 5, ${said}`),
          ),
          muted(
            `client web {}\nflow shrink { from: web, rate: 1/s, op: write, ordering: none }\n${log}web -> api { timeout: 1s }\n`,
            'ordering: none',
            'ordering: per-key',
          ),
          mutedBy(log, 'database pictures {}\npictures ~> jobs { capture: cdc }'),
        ],
      'It is no log: its engine is none, or there is no engine and it has no `partitions`.': [
        muted(log, 'kafka', 'nats'),
        muted(task, ' { partitions: 12 }', ' {}'),
      ],
      'It or its consumer is only drawn (`future: yes`).': drawn(task, 'topic jobs', 'worker shrinker'),
    },
  },
};
