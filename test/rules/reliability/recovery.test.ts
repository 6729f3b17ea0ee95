import { expect, it } from 'vitest';
import { cases, message } from './cases.js';

const copies = (more: string, system = 'rto: 1h'): string =>
  `system { ${system} }\ndatabase d { replicas: 2, ${more} }`;

cases('missing-failover', [
  ['an hour is too short', copies('replication { topology: single-leader }'), ['warning']],
  ['by hand', copies('replication { topology: single-leader, failover: manual }'), ['warning']],
  ['by itself', copies('replication { topology: single-leader, failover: auto }'), []],
  ['more than an hour', copies('replication { topology: single-leader }', 'rto: 61min'), []],
  [
    'the limit can be set',
    copies('replication { topology: single-leader }', 'rto: 61min'),
    ['warning'],
    { manualFailover: 3660 },
  ],
  ['no objective', copies('replication { topology: single-leader }', ''), []],
  ['its own objective', copies('rto: 5min, replication { topology: single-leader }', ''), ['warning']],
  ['availability', copies('replication { topology: single-leader }', 'slo { availability: 99.9% }'), ['warning']],
  ['less availability', copies('replication { topology: single-leader }', 'slo { availability: 99% }'), []],
  [
    'that limit too',
    copies('replication { topology: single-leader }', 'slo { availability: 99% }'),
    ['warning'],
    { availability: 0.99 },
  ],
  ['as the engine is', copies('engine: postgres'), ['warning']],
  ['an engine that elects', copies('engine: cockroachdb'), []],
  ['managed', copies('managed: yes, replication { topology: single-leader }'), []],
  [
    'nothing to fail over to',
    'system { rto: 1h }\ndatabase d { replicas: 1, replication { topology: single-leader } }',
    [],
  ],
  ['no single leader', copies('replication { topology: multi-leader }'), []],
  ['derived', `database o {}\n${copies('derived-from: o, replication { topology: single-leader }')}`, []],
  ['only drawn', copies('future: yes, replication { topology: single-leader }'), []],
  ['a sketch', copies('replication { topology: single-leader }', 'maturity: sketch, rto: 1h'), []],
]);

const shards = 'replicas: 3, replication { topology: single-leader, mode: async, lag: 10s';

cases('rpo-violated', [
  ['a backup an hour', 'system { rpo: 59min }\ndatabase d { backup { interval: 1h } }', ['error']],
  ['exactly the objective', 'system { rpo: 1h }\ndatabase d { backup { interval: 1h } }', []],
  ['no objective', 'database d { backup { interval: 1h } }', []],
  ['no interval', 'system { rpo: 1min }\ndatabase d { backup { retention: 30d } }', []],
  ['any moment', 'system { rpo: 1min }\ndatabase d { backup { interval: 1h, point-in-time: yes } }', []],
  ['a second copy', 'system { rpo: 1min }\ndatabase d { replicas: 2, backup { interval: 1h } }', []],
  [
    'two shards are no copies',
    'system { rpo: 1min }\ndatabase d { replicas: 2, shards: 2, backup { interval: 1h } }',
    ['error'],
  ],
  ['copies of the engine', 'system { rpo: 1min }\ndatabase d { replication-factor: 3, backup { interval: 1h } }', []],
  ['managed', 'system { rpo: 1min }\ndatabase d { managed: yes, backup { interval: 1h } }', []],
  [
    'a region is lost',
    'system { rpo: 1min, survives: region }\nregion r {}\ndatabase d { regions: r, replicas: 2, backup { interval: 1h } }',
    ['error'],
  ],
  [
    'a region of two',
    'system { rpo: 1min, survives: region }\nregion r {}\nregion s {}\ndatabase d { regions: [r, s], replicas: 2, backup { interval: 1h } }',
    [],
  ],
  ['derived', 'system { rpo: 1min }\ndatabase o {}\ndatabase d { derived-from: o, backup { interval: 1h } }', []],
  ['may be lost', 'system { rpo: 1min }\ndatabase d { durability: best-effort, backup { interval: 1h } }', []],
  ['lag', `system { rpo: 9s }\ndatabase d { ${shards} } }`, ['error']],
  ['a lag that is allowed', `system { rpo: 10s }\ndatabase d { ${shards} } }`, []],
  ['copies that are waited for', `system { rpo: 9s }\ndatabase d { ${shards.replace('async', 'semi-sync')} } }`, []],
  ['confirmed by a majority', `system { rpo: 9s }\ndatabase d { ${shards}, acks: quorum } }`, []],
  ['written to two', `system { rpo: 9s }\ndatabase d { ${shards}, write-quorum: 2 } }`, []],
  ['its own objective', `system { rpo: 9s }\ndatabase d { rpo: 1min, ${shards} } }`, []],
  ['a flush', 'system { rpo: 1s }\ncache c { pattern: write-behind, flush-interval: 5s }', ['error']],
  [
    'a flush of a durable log',
    'system { rpo: 1s }\ncache c { pattern: write-behind, flush-interval: 5s, persistence: append-log }',
    [],
  ],
  [
    'a flush of critical data',
    'system { rpo: 1s }\ncache c { pattern: write-behind, flush-interval: 5s, holds: order }',
    [],
  ],
  ['a snapshot', 'system { rpo: 1s }\nservice s { state: in-memory, snapshot { interval: 5s } }', ['error']],
  ['a snapshot of nothing', 'system { rpo: 1s }\nservice s { state: none, snapshot { interval: 5s } }', []],
  ['only drawn', 'system { rpo: 1min }\ndatabase d { future: yes, backup { interval: 1h } }', []],
]);

it('rpo-violated says why', () => {
  expect(message('rpo-violated', `system { rpo: 9s }\ndatabase d { ${shards} } }`)).toBe(
    '`d` can lose 10s of data (its copies lag that far behind), but at most 9s may be lost.',
  );
});

const restored = (rto: string, more: string): string => `system { rto: ${rto} }\ndatabase d { replicas: 1, ${more} }`;

cases('rto-violated', [
  // 3.6 TB at 1 GB/s take an hour.
  ['a restore', restored('59min', 'storage: 3.6TB, backup { interval: 1d }'), ['warning']],
  ['just in time', restored('1h', 'storage: 3.6TB, backup { interval: 1d }'), []],
  ['a slower line', restored('1h', 'storage: 3.6TB, backup { interval: 1d }'), ['warning'], { restoreRate: 9e8 }],
  ['a written speed', restored('1h', 'storage: 360GB, backup { interval: 1d, restore-rate: 50MB/s }'), ['warning']],
  ['warming up', restored('1h', 'storage: 3.6TB, warm-up: 1s, backup { interval: 1d }'), ['warning']],
  [
    'noticing',
    restored('1h', 'storage: 3.6TB, health-check { interval: 10s, unhealthy: 3 }, backup { interval: 1d }'),
    ['warning'],
  ],
  ['how much is not known', restored('1h', 'backup { interval: 1d }'), ['info']],
  ['a sketch', restored('1h, maturity: sketch', 'backup { interval: 1d }'), []],
  ['no backup', restored('1min', 'storage: 3.6TB'), []],
  ['no objective', 'database d { replicas: 1, storage: 3.6TB, backup { interval: 1d } }', []],
  ['managed', restored('1min', 'managed: yes, storage: 3.6TB, backup { interval: 1d }'), []],
  ['derived', `database o {}\n${restored('1min', 'derived-from: o, storage: 3.6TB, backup { interval: 1d }')}`, []],
  ['automatic', 'system { rto: 59s }\ndatabase d { replicas: 2, replication { failover: auto } }', ['warning']],
  ['automatic in a minute', 'system { rto: 1min }\ndatabase d { replicas: 2, replication { failover: auto } }', []],
  [
    'faster',
    'system { rto: 59s }\ndatabase d { replicas: 2, replication { failover: auto } }',
    [],
    { automaticFailover: 59 },
  ],
  [
    'by hand',
    'system { rto: 29min }\ndatabase d { replicas: 2, replication { topology: multi-leader, failover: manual } }',
    ['warning'],
  ],
  [
    'fast hands',
    'system { rto: 29min }\ndatabase d { replicas: 2, replication { topology: multi-leader, failover: manual } }',
    [],
    { manualFailover: 1740 },
  ],
  [
    'left to `missing-failover`',
    'system { rto: 1min }\ndatabase d { replicas: 2, replication { topology: single-leader, failover: manual } }',
    [],
  ],
  [
    'names',
    'system { rto: 59s }\ndns n { routing: failover, ttl: 1min }\nservice a {}\nservice b {}\nn -> a\nn -> b',
    ['warning'],
  ],
  [
    'names that are not the way',
    'system { rto: 59s }\ndns n { routing: latency, ttl: 1min }\nservice a {}\nservice b {}\nn -> a\nn -> b',
    [],
  ],
  ['only drawn', restored('1min', 'future: yes, storage: 3.6TB, backup { interval: 1d }'), []],
]);

it('rto-violated adds up', () => {
  const code = restored('30min', 'storage: 3.6TB, warm-up: 10min, backup { interval: 1d }');
  expect(message('rto-violated', code)).toBe(
    'Recovering `d` takes about 1.17h (1h to restore 3.6TB, 10min to warm up), but it has to be back within 30min.',
  );
});

cases('missing-backup', [
  ['money', 'database d { holds: financial }', ['warning']],
  ['persons in a table', 'database d { table t { holds: pii } }', ['warning']],
  ['health in a field', 'database d { table t { fields { a: int { holds: health } } } }', ['warning']],
  ['anything in production', 'system { maturity: production }\ndatabase d {}', ['warning']],
  ['anything before', 'database d { holds: counter }', []],
  ['a sketch', 'system { maturity: sketch }\ndatabase d { holds: financial }', []],
  ['backed up', 'database d { holds: financial, backup { interval: 1d } }', []],
  ['replicas are no excuse', 'database d { holds: financial, replicas: 5 }', ['warning']],
  ['never changed', 'storage s { holds: financial, immutable: yes }', []],
  ['derived', 'database o {}\ndatabase d { holds: pii, derived-from: o }', []],
  ['may be lost', 'database d { holds: pii, durability: best-effort }', []],
  ['a cache', 'cache c { holds: pii }', []],
  ['only drawn', 'database d { holds: financial, future: yes }', []],
]);
