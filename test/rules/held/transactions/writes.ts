import { change, drawn, muted, mutedBy, sketched, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [settle, place] = wrong('atomic-group-spans-stores');
const [checkout, foreign] = wrong('distributed-two-phase-commit');
const [events, accounts] = wrong('dual-write');
const [ledger, charges] = wrong('missing-reconciliation');
const [queued, eventual] = wrong('oversell-risk');
const [cards, payments] = wrong('payment-without-idempotency-key');

const both = change(
  accounts,
  ['flow transfer', 'flow move { from: app, rate: 1/s, op: write }\nflow transfer'],
  ['giro { timeout', 'giro { for: transfer, timeout'],
  ['savings { timeout', 'savings { for: [transfer, move], timeout'],
);
const fed = change(
  accounts,
  ['client app {}', 'client app {}\nservice door {}\nqueue transfers {}'],
  ['app -> accounts { timeout: 3s }', 'app -> door { timeout: 3s }\ndoor ~> transfers ~> accounts'],
);
const promised = `system { slo { availability: 99.9% } }
client web {}
flow buy { from: web, rate: 1/s, op: write }
service shop {}
${checkout}
web -> shop { timeout: 3s }
shop -> orders { timeout: 1s }
`;
const stock = `client web {}
flow buy { from: web, rate: 1/s, op: write, purpose: reserve }
service shop {}
database stock { consistency: eventual, holds: inventory }

web -> shop { timeout: 3s }
shop -> stock { timeout: 1s }
`;
const consumer = `service shop {}
queue waiting {}
worker charger {}
external cards { role: payment }

shop ~> waiting ~> charger
charger -> cards { op: write, timeout: 3s }
`;

/** What is written in several places, or must be written once. */
export const writes: Readonly<Record<string, Held>> = {
  'atomic-group-spans-stores': {
    silences: {
      'All it writes lies in one store.': [
        muted(settle, '[drivers, riders]', 'drivers'),
        muted(place, ' }\ndatabase stock {', ''),
      ],
      'One of the stores hands on to the others what is committed in it (`capture`).': mutedBy(
        settle,
        'drivers ~> riders { capture: outbox }',
      ),
      'It is driven by two-phase commit: that has a rule of its own, `distributed-two-phase-commit`.': muted(
        place,
        'local',
        'two-phase-commit',
      ),
      'It is a saga.': muted(
        settle,
        'transaction settle { writes: [drivers, riders] }',
        'saga settle {\n  step drive compensate undo { at: drivers }\n  step ride { at: riders }\n}',
      ),
      'A participant is only drawn (`future: yes`).': drawn(settle, 'database drivers', 'database riders'),
    },
  },
  'distributed-two-phase-commit': {
    silences: {
      'All it writes lies in one store: its own two-phase commit is its own business.': [
        muted(checkout, '[orders, payments]', 'orders'),
        muted(change(place, ['local', 'two-phase-commit']), ' }\ndatabase stock {', ''),
      ],
      'It is `local`, or says nothing of how it is driven.': [
        muted(checkout, 'two-phase-commit', 'local'),
        muted(checkout, 'mode: two-phase-commit, ', ''),
      ],
      'A participant is only drawn (`future: yes`).': [
        ...drawn(checkout, 'database orders', 'database payments'),
        ...drawn(foreign, 'external cards'),
      ],
    },
    options: { availability: { code: promised, fires: 0.999, silent: 0.9991, says: ['warning'] } },
  },
  'dual-write': {
    silences: {
      'The store passes its changes on itself: an outbox or its change log (`capture` on a link out of it).': [
        muted(events, 'orders ~> order-events', 'orders-db ~> order-events { capture: outbox }'),
        mutedBy(accounts, 'giro ~> savings { capture: cdc }'),
      ],
      'A saga or a transaction spans them.': [
        mutedBy(accounts, 'transaction both { writes: [giro, savings] }'),
        mutedBy(accounts, 'saga both {\n  step take compensate give { at: giro }\n  step put { at: savings }\n}'),
      ],
      'A repeatable job (`idempotent: yes`) reads the one and writes or publishes to the other again: what was lost comes later.':
        [
          muted(
            `job again { every: 1h }\nagain -> orders-db { op: read, timeout: 9s }\nagain ~> order-events\n${events}`,
            'every: 1h',
            'every: 1h, idempotent: yes',
          ),
        ],
      'The second write may be lost: `durability: best-effort` on the broker or the flow, analytics, counters and telemetry.':
        [
          muted(events, 'order-events {}', 'order-events { durability: best-effort }'),
          muted(events, 'op: write', 'op: write, durability: best-effort'),
          muted(events, 'order-events {}', 'order-events { role: analytics }'),
          muted(events, 'order-events {}', 'order-events { holds: telemetry }'),
          muted(change(accounts, ['savings {}', 'savings { holds: financial }']), 'financial', 'counter'),
        ],
      'It goes to a cache, or to a store that is derived from another (`derived-from`, a search index): other rules look at those.':
        [
          muted(accounts, 'database savings', 'cache savings'),
          muted(accounts, 'savings {}', 'savings { derived-from: giro }'),
          muted(change(accounts, ['savings {}', 'savings { data-model: document }']), 'document', 'search'),
        ],
      'The caller is a repeatable consumer of a broker: after a crash it gets its message again and does both.': muted(
        fed,
        'service accounts {}',
        'service accounts { idempotent: yes }',
      ),
      'They belong to different flows; an info where no flow is known, or one of them writes objects, or data is moved (`purpose: migration`).':
        [
          muted(both, '[transfer, move]', 'move'),
          {
            fires: accounts,
            silent: change(
              accounts,
              ['flow transfer { from: app, rate: 10/s, op: write }\n', ''],
              ['giro { timeout', 'giro { op: write, timeout'],
              ['savings { timeout', 'savings { op: write, timeout'],
            ),
            says: ['info'],
          },
          muted(accounts, 'database savings', 'storage savings', ['info']),
          muted(accounts, 'savings { timeout', 'savings { purpose: migration, timeout', ['info']),
        ],
      'One of the ends is only drawn (`future: yes`).': [
        ...drawn(accounts, 'service accounts', 'database giro', 'database savings'),
        ...drawn(events, 'topic order-events'),
      ],
    },
  },
  'missing-reconciliation': {
    silences: {
      'Something reconciles: a component with `role: reconciliation`, or a job that calls the provider or reads the books.':
        [
          muted(`worker matcher { role: audit }\n${ledger}`, 'role: audit', 'role: reconciliation'),
          muted(
            `worker nightly {}\nnightly -> cards { op: read, timeout: 9s }\n${ledger}`,
            'worker nightly',
            'job nightly',
          ),
          muted(
            `worker nightly {}\nnightly -> ledger { op: read, timeout: 9s }\n${ledger}`,
            'worker nightly',
            'job nightly',
          ),
        ],
      'There is no external with `role: payment` that is called.': [
        muted(ledger, ' { role: payment }', ' {}'),
        muted(ledger, 'payments -> cards { op: write, idempotency-key: order, timeout: 3s }\n', ''),
      ],
      'No store of our own holds financial data.': [
        muted(ledger, ' { holds: financial }', ' {}'),
        muted(charges, 'holds: financial', 'holds: order'),
        muted(ledger, 'database ledger', 'external ledger'),
      ],
      'The design is a sketch, or the provider or the store is only drawn (`future: yes`).': [
        sketched(ledger),
        ...drawn(ledger, 'external cards', 'database ledger'),
      ],
    },
  },
  'oversell-risk': {
    silences: {
      'Nothing says that it reserves: neither the link has `purpose: reserve`, nor has a flow that writes inventory or bookings.':
        [
          muted(queued, ' { purpose: reserve }', ''),
          muted(eventual, 'purpose: reserve, ', ''),
          muted(stock, ', purpose: reserve', ''),
          muted(change(stock, ['inventory', 'booking']), 'booking', 'order'),
        ],
      'It only reads: `stale-replica-read` looks at decisions on old data.': [
        muted(eventual, 'op: write', 'op: read'),
        muted(stock, 'op: write', 'op: read'),
      ],
      'It is a call that is waited for, to a store or service that is not eventually consistent.': [
        muted(
          change(queued, ['queue reservations', 'service reservations'], ['reservations ~> inventory', '']),
          '~>',
          '->',
        ),
        muted(eventual, 'eventual', 'linearizable'),
        muted(eventual, 'consistency: eventual, ', ''),
        muted(change(eventual, ['consistency: eventual, ', ''], ['database', 'cache']), 'cache', 'database'),
        muted(
          change(eventual, ['consistency: eventual, ', ''], ['op: write', 'op: write, consistency: eventual']),
          'eventual',
          'session',
        ),
      ],
      'The buyer learns the outcome later (`result: eventual`): first come, first served, behind the queue.': [
        muted(queued, 'purpose: reserve', 'purpose: reserve, result: eventual'),
        muted(stock, 'op: write', 'op: write, result: eventual'),
      ],
      'One of the ends is only drawn (`future: yes`).': [
        ...drawn(queued, 'service checkout', 'queue reservations'),
        ...drawn(eventual, 'database stock'),
      ],
    },
  },
  'payment-without-idempotency-key': {
    silences: {
      'The call has an `idempotency-key`, or the call or its target is `idempotent`.': [
        muted(cards, 'op: write', 'op: write, idempotency-key: order'),
        muted(cards, 'op: write', 'op: write, idempotent: yes'),
        muted(payments, 'payments {}', 'payments { idempotent: yes }'),
      ],
      'It writes nothing: it reads, or repeats change nothing (`upsert`, `delete`).': [
        'read',
        'upsert',
        'delete',
      ].flatMap((op) => [muted(cards, 'op: write', `op: ${op}`), muted(payments, 'op: write', `op: ${op}`)]),
      'Nobody says that it pays: neither the target’s role nor the purpose is a payment, or the operation is unknown.':
        [
          muted(cards, ' { role: payment }', ' {}'),
          muted(cards, 'op: write, ', ''),
          muted(payments, ', purpose: payment', ''),
          muted(cards, 'op: write', 'op: write, purpose: status'),
        ],
      'The call is retried: `non-idempotent-retry` says it. The caller is a consumer that may get its message twice: `non-idempotent-consumer` says it.':
        [
          muted(change(cards, ['op: write', 'op: write, retries: 0']), 'retries: 0', 'retries: 1'),
          muted(consumer, 'waiting {}', 'waiting { delivery: at-least-once }'),
        ],
      'The design is a sketch, or an end is only drawn (`future: yes`).': [
        sketched(cards),
        ...drawn(cards, 'service checkout', 'external cards'),
        ...drawn(payments, 'client shopper', 'service payments'),
      ],
    },
    options: { key: { code: cards, value: 'payment-id', writes: 'idempotency-key: payment-id' } },
  },
};
