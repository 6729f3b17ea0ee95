import { expect, it } from 'vitest';
import { everything, fixed, linted } from './linting.js';
import { cases, message } from './reliability/cases.js';

/** So many requests a second, without a peak above them. */
const load = (perSecond: number, rest: string, more = ''): string =>
  `client web { peak: 1x }\nflow visit { from: web, rate: ${perSecond}/s, op: write${more} }\n${rest}`;

cases('over-capacity', [
  ['just what it can serve', load(1000, 'service s { replicas: 1, capacity: 1k/s }\nweb -> s'), ['warning']],
  ['a little more', load(1001, 'service s { replicas: 1, capacity: 1k/s }\nweb -> s'), ['error']],
  ['only drawn', load(2000, 'service s { replicas: 1, capacity: 1k/s, future: yes }\nweb -> s'), []],
  ['what autoscaling may reach', load(2000, 'service s { capacity: 1k/s, autoscale { max: 1 } }\nweb -> s'), ['error']],
  ['autoscaling without an end', load(2000, 'service s { capacity: 1k/s, autoscale { min: 1 } }\nweb -> s'), []],
  ['the machines of others are not counted', load(2000, 'external s { capacity: 1k/s }\nweb -> s'), ['error']],
  [
    'a store cannot let its queue wait',
    load(2000, 'topic t {}\ndatabase s { replicas: 1, capacity: 1k/s }\nweb ~> t ~> s'),
    ['error'],
  ],
  ['a worker can', load(2000, 'topic t {}\nworker s { replicas: 1, capacity: 1k/s }\nweb ~> t ~> s'), []],
]);

it('lets autoscaling reach what is needed, and leaves the machines of others alone', () => {
  const scaling = load(2000, 'service s { capacity: 1k/s, autoscale { min: 1, max: 1 } }\nweb -> s');
  expect(fixed(scaling, linted(scaling).of('over-capacity')[0].fixes[0])).toContain('max: 4');
  const others = load(2000, 'external s { capacity: 1k/s }\nweb -> s');
  expect(linted(others).of('over-capacity')[0].fixes).toEqual([]);
});

/** 1,000 writes a second of 1 KB, kept for ten days: 864 GB. */
const kept = (settings: string): string =>
  `client web { peak: 1x }\nflow save { from: web, rate: 1k/s, op: write }\ndatabase d { ${settings}, table t { row: 1KB, retention: 10d } }\nweb -> d`;

cases('storage-exceeds-capacity', [
  ['full to the brim', kept('replicas: 1, storage: 864GB'), ['warning']],
  ['one byte more', kept('replicas: 1, storage: 863.9GB'), ['error']],
  ['exactly filled as far as it may', kept('replicas: 1, storage: 1080GB'), ['warning']],
  ['a little less', kept('replicas: 1, storage: 1080.1GB'), []],
  ['only drawn', kept('replicas: 1, storage: 800GB, future: yes'), []],
  ['grown by the provider', kept('managed: yes, replicas: 1'), []],
]);

const pools = (links: string, db = 'max-connections: 500'): string =>
  `service api { replicas: 26 }\ndatabase db { ${db} }\n${links}`;

cases('connection-pool-exhaustion', [
  ['a hand-over holds none', pools('api ~> db { pool: 20 }'), []],
  ['the wider of two pools counts', pools('api -> db { pool: 20 }\napi -> db { pool: 10 }'), ['error']],
  ['whichever comes first', pools('api -> db { pool: 10 }\napi -> db { pool: 20 }'), ['error']],
  [
    'a provider that says how many run',
    pools('api -> db { pool: 20 }', 'managed: yes, replicas: 1, max-connections: 500'),
    ['error'],
  ],
]);

const feed = (link: string, flow = 'rate: 1/s, op: write', db = 'database db {}'): string =>
  `client c { peak: 1x }\nflow f { from: c, ${flow} }\nservice s {}\n${db}\nc -> s\ns -> db { ${link} }`;

cases('fan-out-write-amplification', [
  ['one write is one write', feed('timeout: 1s'), []],
  ['nobody says that it writes', feed('fan-out { max: 100M }', 'rate: 1/s'), []],
  ['pushed, whatever it does', feed('fan-out { mode: push, max: 100M }', 'rate: 1/s'), ['warning']],
  ['pushed to workers', feed('fan-out { mode: push, max: 100M }', undefined, 'worker db {}'), ['warning']],
  ['nobody says how often', feed('fan-out { mode: push, average: 9, max: 100M }', 'op: write'), ['warning']],
]);

it('pulls for large audiences only where the average is no trouble', () => {
  const [rare] = linted(feed('fan-out { mode: push, average: 2, max: 100M }')).of('fan-out-write-amplification');
  expect(rare.fixes).toHaveLength(1);
  expect(
    fixed(
      feed('fan-out { max: 100M }'),
      linted(feed('fan-out { max: 100M }')).of('fan-out-write-amplification')[0].fixes[0],
    ),
  ).toContain('fan-out { max: 100M, mode: hybrid, push-below: 10000 }');
  const bounded = feed('fan-out { max: 100M, push-below: 5k }');
  expect(fixed(bounded, linted(bounded).of('fan-out-write-amplification')[0].fixes[0])).toContain(
    'push-below: 5k, mode: hybrid }',
  );
  const store = 'database db { replicas: 1, capacity: 1/s }';
  const [always] = linted(feed('fan-out { mode: push, average: 2, max: 100M }', undefined, store)).of(
    'fan-out-write-amplification',
  );
  expect(always.fixes).toEqual([]);
  expect(
    message('fan-out-write-amplification', feed('fan-out { mode: push, average: 9, max: 100M }', 'op: write')),
  ).toBe('Each event is written to `db` once for each receiver: a single event can make 100M of them at once.');
});

const promised = (flow: string, service = 'latency: 9s', head = ''): string =>
  `${head}client c {}\nservice j { latency: 1ms }\nflow f { ${flow} }\nservice s { ${service} }\nc -> s { rtt: 0ms }\nj -> s { rtt: 0ms }`;
const system = 'system { slo { latency.p50: 1s } }\n';

cases('latency-budget-exceeded', [
  ['promised to people, asked by a service', promised('from: j, rate: 1/s', undefined, system), []],
  ['promised to people, asked by people', promised('from: c, rate: 1/s', undefined, system), ['error']],
  ['promised to the service itself', promised('from: j, rate: 1/s, slo { latency.p50: 1s }'), ['error']],
  ['by a component', promised('from: c, rate: 1/s', 'latency: 9s, slo { latency.p50: 1s }'), ['error']],
  [
    'by one that is only drawn',
    promised('from: c, rate: 1/s', 'latency: 9s, slo { latency.p50: 1s }, future: yes'),
    [],
  ],
  [
    'waits without an end',
    promised('from: c, rate: 2k/s, op: read, slo { latency.p50: 1s }', 'latency: 10ms, replicas: 1, capacity: 1k/s'),
    [],
  ],
  ['nothing known', promised('from: c, rate: 1/s, slo { latency.p50: 1s }', 'replicas: 2'), []],
]);

const filling = (slo: string, linger: string): string =>
  `client c {}\nflow f { from: c, rate: 1/s, op: read, slo { ${slo} } }\nservice s { latency: 50ms, latency.p99: 100ms }\nc -> s { rtt: 0ms, batch: 10, linger: ${linger} }`;

cases('latency-budget-exceeded', [
  ['a batch that fills just as long', filling('latency.p99: 99ms', '99ms'), ['error']],
  ['a batch that fills longer', filling('latency.p99: 99ms', '100ms'), []],
  ['a median is not what batches are measured by', filling('latency.p50: 49ms', '60ms'), ['error']],
]);

/** 1,000 requests a second. */
const peak = (service: string, promise = 'slo { availability: 99.9% }'): string =>
  `system { ${promise} }\nclient c { peak: 1x }\nflow f { from: c, rate: 1k/s, op: read }\nservice s { ${service} }\nc -> s`;

cases('insufficient-failover-headroom', [
  ['nobody says how many', peak('capacity: 2k/s'), []],
  ['nothing is promised', peak('replicas: 2, capacity: 999/s', 'team: 5'), []],
  ['only drawn, though it has to survive', peak('replicas: 2, capacity: 999/s, future: yes', 'survives: zone'), []],
  [
    'less is promised than has to be survived',
    peak('replicas: 2, capacity: 999/s', 'slo { availability: 99% }, survives: zone'),
    [],
  ],
  ['all in one zone', peak('replicas: 4, zones: [a], capacity: 400/s', 'slo { availability: 99.95% }'), []],
  [
    'one replica for two zones',
    peak('replicas: 1, zones: [a, b], capacity: 2k/s', 'slo { availability: 99.95% }'),
    ['warning'],
  ],
  ['a region', peak('replicas: 4, regions: [a, b], capacity: 400/s', 'survives: region'), ['warning']],
  ['a region that is not to be survived', peak('replicas: 4, regions: [a, b], capacity: 400/s', 'survives: zone'), []],
]);

it('says what is left after a loss', () => {
  expect(message('insufficient-failover-headroom', peak('replicas: 2, capacity: 999/s'))).toBe(
    'When `s` loses one of its replicas, 999/s are left for a peak of 1k/s. The system promises 99.9%.',
  );
  expect(
    message('insufficient-failover-headroom', peak('replicas: 1, zones: [a, b], capacity: 2k/s', 'survives: zone')),
  ).toBe('When `s` loses one of its zones, nothing is left for a peak of 1k/s.');
});

cases('missing-peak-factor', [
  ['only drawn', 'client c { users: 1k, future: yes }\nflow f { from: c, rate: 1/user/day }', []],
  [
    'two flows of a client at once',
    'client c { users: 1k }\nflow f { from: c, rate: 1/user/day }\nflow g { from: c, rate: 1/user/day }',
    ['info'],
  ],
  [
    'an unusual one for two flows',
    'client c { users: 1k, peak: 1.2x }\nflow f { from: c, rate: 1/user/day }\nflow g { from: c, rate: 1/user/day }',
    ['info'],
  ],
]);

it('names the flows that lack a peak', () => {
  const code = 'client c { users: 1k }\nflow f { from: c, rate: 1/user/day }\nflow g { from: c, rate: 1/user/day }';
  expect(message('missing-peak-factor', code)).toContain('at the peak of `f` and `g`');
  expect(fixed(code, linted(code).of('missing-peak-factor')[0].fixes[0])).toContain('peak: 3x');
});

it('counts what is missing', () => {
  const code = 'system "Notes" {}\nclient c { users: 9 }\nflow f { from: c, rate: 1/user/day }\ndatabase d {}\nc -> d';
  expect(message('incomplete-workload', code)).toContain('`f.op` and `f.request` are missing');
});

cases('declared-estimate-mismatch', [['two numbers', 'client c {}\nexpect 9/s = 5/s within 5%\n', []]]);

/** 1 MB/s. */
const bytes = (link: string, service = 'replicas: 1'): string =>
  `client c { peak: 1x }\nflow f { from: c, rate: 1/s, op: read, request: 0B, response: 1MB }\nservice s { ${service} }\nc -> s { ${link} }`;

cases('bandwidth-saturation', [
  ['a line that is full', bytes('bandwidth: 8Mbps'), ['warning']],
  ['at 70%', bytes('bandwidth: 11.4Mbps'), ['warning']],
  ['below 70%', bytes('bandwidth: 11.5Mbps'), []],
  ['a line to what is only drawn', bytes('bandwidth: 8Mbps', 'replicas: 1, future: yes'), []],
  ['what autoscaling may reach', bytes('timeout: 1s', 'bandwidth: 8Mbps, autoscale { max: 1 }'), ['warning']],
]);

const sql = (links: string, caller = 'service s {}', db = 'data-model: relational', rate = '99/s'): string =>
  `client c { peak: 1x }\nflow f { from: c, rate: ${rate}, op: read }\nflow g { from: c, rate: ${rate}, op: read }\n${caller}\ndatabase db { ${db} }\nc -> s\n${links}`;

cases('missing-connection-pool', [
  ['a balancer opens none', sql('s -> db', 'lb s {}'), []],
  ['a hand-over opens none', sql('s ~> db'), []],
  [
    'in one process',
    sql('s -> db', 'service m {}\nservice s { part-of: m }', 'data-model: relational, part-of: m'),
    [],
  ],
  ['its own protocol', sql('s -> db { protocol: sql }'), ['info']],
  ['a socket', sql('s -> db { protocol: tcp }'), ['info']],
  ['several links together', sql('s -> db { for: f }\ns -> db { for: g }', undefined, undefined, '30/s'), ['info']],
  ['a pool on one of several links', sql('s -> db { for: f, pool: 5 }\ns -> db { for: g }'), []],
]);

it('says how often it connects', () => {
  expect(message('missing-connection-pool', sql('s -> db'))).toBe(
    '`s` calls `db`, 198/s at peak, and nothing says that it keeps connections open.',
  );
  expect(message('missing-connection-pool', sql('s -> db', 'function s {}', undefined, '1/s'))).toBe(
    'Each instance of the function `s` opens connections of its own to `db`: a burst uses up all there are.',
  );
});

/** 100 calls a second of 500 ms: 50 in flight. */
const threads = (
  service: string,
  link: string,
  outside = 'external x { latency: 500ms }',
  rate = 'rate: 100/s, ',
): string =>
  `client c { peak: 1x }\nflow f { from: c, ${rate}op: read }\nservice s { latency: 0ms, ${service} }\n${outside}\nc -> s\ns ${link}`;

cases('thread-pool-starvation', [
  ['nobody says how many run', threads('io: non-blocking', '-> x { rtt: 0ms, bulkhead: 50 }'), []],
  [
    'exactly at the limit of a bulkhead',
    threads('replicas: 1, io: non-blocking', '-> x { rtt: 0ms, bulkhead: 62.5 }'),
    ['warning'],
  ],
  ['just below it', threads('replicas: 1, io: non-blocking', '-> x { rtt: 0ms, bulkhead: 63 }'), []],
  ['only drawn', threads('replicas: 1, capacity: 1k/s, concurrency: 10, future: yes', '-> x { rtt: 0ms }'), []],
  ['nobody waits for it', threads('replicas: 1, concurrency: 10', '~> x { timeout: 9s }'), []],
  [
    'to what is only drawn',
    threads('replicas: 1, concurrency: 10', '-> x { timeout: 9s }', 'external x { latency: 0s, future: yes }'),
    [],
  ],
  [
    'in one process',
    threads(
      'replicas: 1, concurrency: 10, part-of: m',
      '-> x { timeout: 9s }',
      'service m {}\nservice x { latency: 0s, part-of: m }',
    ),
    [],
  ],
  [
    'nobody knows how long the call takes',
    threads('replicas: 1, io: non-blocking', '-> x { bulkhead: 1 }', 'external x {}'),
    [],
  ],
  [
    'the slots are only those of the engine',
    threads(
      'replicas: 1, engine: e',
      '-> x { timeout: 9s }',
      'engine e { concurrency: 60 }\nexternal x { latency: 500ms }',
    ),
    [],
  ],
  ['without a timeout it hangs for ever', threads('replicas: 1, concurrency: 99', '-> x'), []],
  ['nobody knows how many come', threads('replicas: 1, concurrency: 10', '-> x { timeout: 9s }', undefined, ''), []],
  [
    'the caller is only drawn',
    threads('replicas: 1, concurrency: 60', '-> x { timeout: 9s }').replace('client c {', 'client c { future: yes,'),
    [],
  ],
]);

it('puts a pooler before what takes too few connections, where no link says more than that', () => {
  const [, pooler] = linted(pools('api -> db { pool: 20, timeout: 1s }')).of('connection-pool-exhaustion')[0].fixes;
  const text = fixed(pools('api -> db { pool: 20, timeout: 1s }'), pooler);
  expect(text).toContain('service db-pooler { role: pooler, replicas: 2 }\ndatabase db');
  expect(text).toContain(
    'api -> db-pooler { pool: 20, timeout: 1s }\ndb-pooler -> db { pool: 224, deadline: propagate }',
  );
  expect(linted(text).of('connection-pool-exhaustion')).toEqual([]);
  expect(linted(text).of('timeout-inversion')).toEqual([]);
  const titles = (links: string, db?: string): number =>
    linted(pools(links, db))
      .of('connection-pool-exhaustion')[0]
      .fixes.filter(({ title }) => title.includes('pooler')).length;
  expect(titles('api -> db { pool: 20, read-from: leader }')).toBe(0);
  expect(titles('api -> db { pool: 20 }', 'max-connections: 500, table t {}')).toBe(1);
  expect(titles('api -> db { pool: 20, reads: t }', 'max-connections: 500, table t {}')).toBe(0);
  expect(titles('api -> db { pool: 20 }', 'max-connections: 2')).toBe(0);
  const several = sql('s -> db { for: f }\ns -> db { for: g }');
  const [finding] = linted(several).of('missing-connection-pool');
  expect(fixed(several, finding.fixes[1])).toContain(
    's -> db-pooler { for: f }\ns -> db-pooler { for: g }\ndb-pooler -> db { pool: 10',
  );
});

it('writes what the configuration suggests', () => {
  const first = (rule: string, code: string, options: Readonly<Record<string, unknown>>): string =>
    linted(code, everything({ [rule]: ['warning', options] })).of(rule)[0].fixes[0].title;
  expect(first('missing-connection-pool', sql('s -> db'), { suggested: 25 })).toBe('Add `pool: 25`');
  const users = 'client c { users: 1k }\nflow f { from: c, rate: 1/user/day }';
  expect(first('missing-peak-factor', users, { suggested: 5 })).toBe('Add `peak: 5x`');
  const limited = 'service s { replicas: 1, capacity: 1k/s, rate-limit { rate: 2k/s, per: all } }';
  expect(first('rate-limit-capacity-mismatch', limited, { safety: 0.5 })).toBe('Allow 500/s');
});

it('offers as many slots, bulkheads and as much bandwidth as the peak takes', () => {
  const mended = (rule: string, code: string): string => {
    const design = linted(code);
    expect(design.of(rule)).toHaveLength(1);
    const text = fixed(code, design.of(rule)[0].fixes[0]);
    expect(linted(text).of(rule)).toEqual([]);
    return text;
  };
  const busy = (service: string, link: string) =>
    `client c {}\nflow f { from: c, rate: 100/s, peak: 1x, op: read, request: 1KB, response: 1KB }\nservice s { replicas: 2, latency: 100ms, ${service} }\nservice t { latency: 400ms }\nc -> s\ns -> t { ${link} }`;
  expect(mended('thread-pool-starvation', busy('capacity: 1k/s, concurrency: 20', 'timeout: 450ms'))).toContain(
    'concurrency: 32',
  );
  expect(mended('thread-pool-starvation', busy('', 'timeout: 450ms, bulkhead: 20'))).toContain('bulkhead: 26');
  expect(mended('thread-pool-starvation', busy('capacity: 1k/s, concurrency: 64', 'timeout: 10s'))).toContain(
    'timeout: 10s, bulkhead: 32',
  );
  expect(linted(busy('capacity: 1k/s, concurrency: 40', 'timeout: 10s')).of('thread-pool-starvation')[0].fixes).toEqual(
    [],
  );
  expect(mended('bandwidth-saturation', busy('bandwidth: 1Mbps', 'timeout: 450ms'))).toContain('bandwidth: 1.2Mbps');
});

const slow = (op: string, objective: string, rest: string): string =>
  `client web {}\nflow visit { from: web, rate: 1/s, peak: 1x, op: ${op}, request: 1KB, slo { ${objective} } }\nservice s { latency: 20ms, latency.p99: 40ms }\nweb -> s { timeout: 3s }\n${rest}`;
const mails = 'external mails { latency: 200ms, latency.p99: 900ms }\ns -> mails { timeout: 2s }';
const prices = (calls: number): string => `service t { latency: 30ms }\ns -> t { calls: ${calls}, timeout: 1s }`;

it.each([
  ['a mail that need not be waited for', slow('write', 'latency.p50: 100ms', mails), ['~> mails-jobs']],
  ['the tail too', slow('write', 'latency.p99: 100ms', mails), ['~> mails-jobs']],
  ['its answer is read', slow('read', 'latency.p50: 100ms', mails), []],
  ['the rest is too slow anyway', slow('write', 'latency.p50: 10ms', mails), []],
  ['a store of the record', slow('write', 'latency.p50: 100ms', mails.replace('external', 'database')), []],
  ['calls side by side', slow('read', 'latency.p50: 100ms', prices(5)), ['parallel: t']],
  ['side by side they are too slow as well', slow('read', 'latency.p50: 45ms', prices(5)), []],
])('latency-budget-exceeded offers what is enough: %s', (_, code, writes) => {
  const [{ fixes }] = linted(code).of('latency-budget-exceeded');
  expect(fixes).toHaveLength(writes.length);
  for (const [i, fix] of fixes.entries()) {
    const text = fixed(code, fix);
    expect(text).toContain(writes[i]);
    expect(linted(text).model.problems).toEqual([]);
    expect(linted(text).of('latency-budget-exceeded')).toEqual([]);
  }
});

it('says that a hot key is spread, and not enough', () => {
  const profiles = (way: string): string =>
    `client web {}\nflow view { from: web, rate: 10k/s, op: read, peak: 1x }\nservice api {}\ndatabase people { replicas: 10, shards: 10, capacity: 1.5k/s\n  table profiles { skew: 40%, hot-keys: ${way} }\n}\nweb -> api -> people { timeout: 1s }\n`;
  const said = (way: string) => linted(profiles(way)).of('over-capacity');
  // Each of the two copies gets 2,000 and its shard 2,800; writes of a salted key are spread, its reads are not.
  expect(said('copies(2)').map(({ message }) => message)).toEqual([
    '`people` receives 10k/s at peak (10k/s on average) and can serve 5.36k/s: 187% of it, so its queue grows for as long as the peak lasts. Spread evenly it would be 66.7%: `hot-keys: copies(2)` leaves too much of `profiles` on one key.',
  ]);
  expect(said('salt(1000)').map(({ severity }) => severity)).toEqual(['error']);
  expect(said('copies(200)')).toEqual([]);
  expect(said('local-cache')).toEqual([]);
});

it('says that reads of a hot key share answers, and too few do', () => {
  const said = (store: string, readers = 'replicas: 2') =>
    linted(
      `client web {}\nflow view { from: web, rate: 10k/s, op: read, peak: 1x }\nservice api { ${readers} }\ndatabase people { replicas: 10, shards: 10, capacity: 1.5k/s, ${store}\n  table profiles { skew: 40%, hot-keys: coalescing }\n}\nweb -> api -> people { timeout: 1s }\n`,
    )
      .of('over-capacity')
      .map(({ message }) => message);
  // Of 4,000/s two replicas that wait 1 ms for each let 1,333 through; after 100 ms each has asked ten times a second.
  expect(said('latency: 1ms')).toEqual([
    '`people` receives 10k/s at peak (10k/s on average) and can serve 6.82k/s: 147% of it, so its queue grows for as long as the peak lasts. Spread evenly it would be 66.7%: `hot-keys: coalescing` leaves too much of `profiles` on one key.',
  ]);
  expect(said('latency: 100ms')).toEqual([]);
  expect(said('latency: 1ms', '')).toEqual([]);
  expect(said('')).toEqual([]);
});
