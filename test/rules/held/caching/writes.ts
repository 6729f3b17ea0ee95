import { change, drawn, muted, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [balances, seats] = wrong('write-behind-critical-data');
const promised =
  'service api {}\ncache likes { pattern: write-behind, flush-interval: 5s }\ndatabase counts { rpo: 4s }\napi -> likes { op: write, timeout: 50ms }\nlikes ~> counts\n';

const [cacheFirst, , racing] = wrong('write-through-order');

/** What a cache does with writes. */
export const writes: Readonly<Record<string, Held>> = {
  'write-behind-critical-data': {
    silences: {
      'The cache keeps a log on disk (`persistence: append-log`).': [
        muted(balances, 'holds: financial', 'holds: financial, persistence: append-log'),
        muted(change(seats, ['write-behind', 'write-behind, persistence: snapshot']), 'snapshot', 'append-log'),
      ],
      'What it takes is said to be of another class, or may be lost (`durability: best-effort`).': [
        ...['inventory', 'booking', 'health', 'order'].map((held) =>
          muted(change(balances, ['financial', held]), `holds: ${held}`, 'holds: counter'),
        ),
        muted(balances, 'holds: financial', 'holds: telemetry'),
        muted(
          change(balances, [' holds: financial,', ''], ['op: write', 'op: write, carries: financial']),
          'carries: financial',
          'carries: telemetry',
        ),
        muted(seats, 'durability: required', 'durability: best-effort'),
        muted(change(seats, [', durability: required', '']), 'write-behind', 'write-behind, durability: best-effort'),
        muted(
          change(seats, [', durability: required', ''], ['write-behind', 'write-behind, durability: required']),
          'durability: required',
          'durability: best-effort',
        ),
      ],
      'Only an info where nothing says what it takes.': [
        muted(balances, ' holds: financial,', '', ['info']),
        muted(seats, ', durability: required', '', ['info']),
      ],
      'The time between two flushes (`flush-interval`) is within the `rpo`; where it is longer than that of the system, `rpo-violated` says so.':
        [
          muted(change(promised, ['rpo: 4s', 'rpo: 4.999s']), '4.999s', '5s'),
          { fires: promised, silent: `system { rpo: 4s }\n${change(promised, [' rpo: 4s ', ''])}` },
        ],
      'The cache is only drawn (`future: yes`).': drawn(balances, 'cache balances'),
    },
  },
  'write-through-order': {
    silences: {
      'The order is not written, or it is `store-first`.': [
        muted(cacheFirst, 'write-order: cache-first, ', ''),
        muted(cacheFirst, 'cache-first', 'store-first'),
      ],
      'Nobody says that entries are replaced blindly (`compare-and-set: no`), or only one writer is there: one caller of one replica.':
        [
          muted(racing, 'compare-and-set: no, ', ''),
          muted(racing, 'compare-and-set: no', 'compare-and-set: yes'),
          muted(racing, 'admin -> goods { timeout: 500ms }', ''),
          muted(racing, 'from: admin, rate: 1/s, op: write', 'from: admin, rate: 1/s, op: read'),
          muted(
            change(racing, ['admin -> goods { timeout: 500ms }\n', ''], ['api {', 'api { replicas: 2 ']),
            'replicas: 2',
            'replicas: 1',
          ),
        ],
      'The cache is not written through.': [
        muted(cacheFirst, 'write-through', 'read-through'),
        muted(cacheFirst, 'write-through', 'write-behind'),
      ],
      'The cache is only drawn (`future: yes`).': drawn(cacheFirst, 'cache safe'),
    },
  },
};
