import { expect, it } from 'vitest';
import { fixed, linted } from './linting.js';
import { cases, message } from './reliability/cases.js';

const pool = (api: string, db: string, link = 'pool: 20'): string =>
  `service api { ${api} }\ndatabase db { ${db} }\napi -> db { ${link} }`;

cases('connection-pool-exhaustion', [
  ['above', pool('replicas: 26', 'max-connections: 500'), ['error']],
  ['all of them', pool('replicas: 25', 'max-connections: 500'), ['warning']],
  ['exactly 90%', pool('replicas: 45', 'max-connections: 1000'), ['warning']],
  ['just below 90%', pool('replicas: 44', 'max-connections: 1000'), []],
  ['a stricter warning', pool('replicas: 44', 'max-connections: 1000'), ['warning'], { warning: 0.8 }],
  ['two replicas of the store hold twice as many', pool('replicas: 26', 'replicas: 2, max-connections: 500'), []],
  ['what autoscaling may reach', pool('autoscale { min: 1, max: 26 }', 'max-connections: 500'), ['error']],
  ['the callers are not counted', pool('latency: 1ms', 'max-connections: 500'), []],
  ['no pool', pool('replicas: 99', 'max-connections: 500', 'timeout: 1s'), []],
  ['no limit', pool('replicas: 99', 'replicas: 1'), []],
  ['a default of the engine', pool('replicas: 26', 'engine: postgres'), []],
  ['which may count, too', pool('replicas: 26', 'engine: postgres'), ['error'], { engineLimits: true }],
  ['a provider hides its machines', pool('replicas: 26', 'max-connections: 500, managed: yes'), []],
  ['only drawn', pool('replicas: 26', 'max-connections: 500, future: yes'), []],
  ['the caller is only drawn', pool('replicas: 26, future: yes', 'max-connections: 500'), []],
  [
    'links with the same ends share a pool',
    `service api { replicas: 20 }\ndatabase db { max-connections: 500 }\napi -> db { pool: 20 }\napi -> db { pool: 20 }`,
    [],
  ],
  [
    'devices are counted elsewhere',
    'client c { concurrent: 9k }\nservice s { replicas: 1, max-connections: 500 }\nc -> s { protocol: sse }',
    [],
  ],
]);

it('says who opens how many connections', () => {
  expect(message('connection-pool-exhaustion', pool('replicas: 50', 'max-connections: 500'))).toBe(
    '`api` can open 1k connections with 50 × 20, but `db` allows 500: the last to connect are refused.',
  );
});

const feed = (fanOut: string, more = 'database db {}', op = 'write'): string =>
  `client c { users: 864k, peak: 1x }\nflow f { from: c, rate: 1/user/day, op: ${op} }\nservice s {}\n${more}\nc -> s\ns -> db { for: f, fan-out { ${fanOut} } }`;
const reads = (perDay: number): string =>
  `database db {}\nflow r { from: c, rate: ${perDay}/user/day, op: read }\ns -> db { for: r }`;

cases('fan-out-write-amplification', [
  ['10,001 receivers', feed('mode: push, max: 10_001'), ['warning']],
  ['10,000 receivers', feed('mode: push, max: 10_000'), []],
  ['another limit', feed('mode: push, max: 10_000'), ['warning'], { maxReceivers: 9999 }],
  ['into a store, without a mode', feed('max: 100M'), ['warning']],
  ['hybrid', feed('mode: hybrid, max: 100M, push-below: 10k'), []],
  ['pull', feed('mode: pull, max: 100M'), []],
  ['the fan-out is not known', feed('mode: push'), []],
  ['a read that asks many shards', feed('average: 30, max: 100k', 'database db {}', 'read'), []],
  ['to workers, without a mode', feed('max: 100k', 'worker db {}'), []],
  ['more writes than reads', feed('mode: push, average: 20', reads(10)), ['warning']],
  ['as many reads', feed('mode: push, average: 20', reads(20)), []],
  ['reads are not drawn', feed('mode: push, average: 20'), []],
  [
    'more than the store can take',
    feed('mode: push, average: 20', 'database db { replicas: 1, capacity: 100/s }'),
    ['warning'],
  ],
  ['it can take them', feed('mode: push, average: 20', 'database db { replicas: 1, capacity: 300/s }'), []],
  ['nobody says how many replicas', feed('mode: push, average: 20', 'database db { capacity: 100/s }'), []],
  ['only drawn', feed('mode: push, max: 100M', 'database db { future: yes }'), []],
]);

const slow = (slo: string, db = 'latency: 50ms, latency.p99: 100ms', rest = ''): string =>
  `client c {}\nflow f { from: c, rate: 1/s, op: read, slo { ${slo} } }\nservice s { latency: 0ms, latency.p99: 0ms }\ndatabase db { ${db} }\nc -> s { rtt: 0ms }\ns -> db { rtt: 0ms${rest} }`;

cases('latency-budget-exceeded', [
  ['the tail is too long', slow('latency.p99: 99ms'), ['error']],
  ['it fits', slow('latency.p99: 101ms'), []],
  ['the median', slow('latency.p50: 49ms'), ['error']],
  ['the median fits', slow('latency.p50: 51ms'), []],
  ['said once for all percentiles', slow('latency.p50: 49ms, latency.p99: 99ms'), ['error']],
  ['a service time is not known', slow('latency.p99: 99ms', 'replicas: 1'), []],
  ['the tail is not known', slow('latency.p99: 49ms', 'latency: 50ms'), []],
  ['nothing is promised', slow('availability: 99%'), []],
  ['a batch that fills longer', slow('latency.p99: 99ms', undefined, ', batch: 10, linger: 200ms'), []],
  [
    'what the system promises to people is not for jobs',
    'system { slo { latency.p50: 1s } }\njob j {}\nflow f { from: j, rate: 1/s }\nservice s { latency: 9s }\nj -> s',
    [],
  ],
  [
    'but for clients',
    'system { slo { latency.p50: 1s } }\nclient j {}\nflow f { from: j, rate: 1/s }\nservice s { latency: 9s }\nj -> s',
    ['error'],
  ],
]);

it('names the largest parts', () => {
  const code =
    'client c {}\nflow f { from: c, rate: 1/s, op: read, slo { latency.p50: 10ms } }\nservice s { latency: 7ms }\ndatabase db { latency: 9ms }\nc -> s\ns -> db';
  expect(message('latency-budget-exceeded', code)).toMatch(
    /above the 10ms it promises\. The largest parts are `db` \(9ms\), `s` \(7ms\), the network of `s -> db` \(500us\)\.$/,
  );
});

/** 1,000 requests a second. */
const peak = (service: string, promise = 'slo { availability: 99.9% }'): string =>
  `system { ${promise} }\nclient c { users: 8.64M, peak: 1x }\nflow f { from: c, rate: 10/user/day, op: read }\nservice s { ${service} }\nc -> s`;

cases('insufficient-failover-headroom', [
  ['one is not enough', peak('replicas: 2, capacity: 999/s'), ['warning']],
  ['one is enough', peak('replicas: 2, capacity: 1k/s'), []],
  [
    'a zone from 99.95% on',
    peak('replicas: 3, zones: [a, b, c], capacity: 499/s', 'slo { availability: 99.95% }'),
    ['warning'],
  ],
  ['a replica of four below it', peak('replicas: 4, zones: [a, b], capacity: 400/s'), []],
  [
    'two of four above it',
    peak('replicas: 4, zones: [a, b], capacity: 400/s', 'slo { availability: 99.95% }'),
    ['warning'],
  ],
  [
    'another gate for zones',
    peak('replicas: 4, zones: [a, b], capacity: 400/s'),
    ['warning'],
    { zoneAvailability: 0.999 },
  ],
  ['two nines', peak('replicas: 2, capacity: 999/s', 'slo { availability: 99% }'), []],
  [
    'another gate',
    peak('replicas: 2, capacity: 999/s', 'slo { availability: 99% }'),
    ['warning'],
    { availability: 0.99 },
  ],
  ['it has to survive a zone', peak('replicas: 4, zones: [a, b], capacity: 400/s', 'survives: zone'), ['warning']],
  ['there is only one', peak('replicas: 1, capacity: 1k/s'), []],
  ['too little even so', peak('replicas: 2, capacity: 400/s'), []],
  ['the capacity is not known', peak('replicas: 2'), []],
  ['autoscaling', peak('replicas: 2, capacity: 999/s, autoscale { min: 2, max: 2 }'), []],
  ['managed', peak('replicas: 2, capacity: 999/s, managed: yes'), []],
  ['only drawn', peak('replicas: 2, capacity: 999/s, future: yes'), []],
]);

it('suggests replicas that endure the loss', () => {
  const code = peak('replicas: 3, zones: [a, b, c], capacity: 480/s', 'slo { availability: 99.95% }');
  const [finding] = linted(code).of('insufficient-failover-headroom');
  expect(fixed(code, finding.fixes[0])).toContain('replicas: 5');
});

const loaded = (client: string, flow = 'rate: 1/user/day', head = ''): string =>
  `${head}client c { ${client} }\nflow f { from: c, ${flow} }`;

cases('missing-peak-factor', [
  ['nobody says', loaded('users: 1k'), ['info']],
  ['the client', loaded('users: 1k, peak: 3x'), []],
  ['the flow', loaded('users: 1k', 'rate: 1/user/day, peak: 3x'), []],
  ['the system', loaded('users: 1k', 'rate: 1/user/day', 'system { peak: 3x }\n'), []],
  ['below twice', loaded('users: 1k, peak: 1.9x'), ['info']],
  ['twice', loaded('users: 1k, peak: 2x'), []],
  ['ten times', loaded('users: 1k, peak: 10x'), []],
  ['eleven times', loaded('users: 1k, peak: 11x'), ['info']],
  ['other limits', loaded('users: 1k, peak: 2x'), ['info'], { least: 3 }],
  ['other limits above', loaded('users: 1k, peak: 9x'), ['info'], { most: 8 }],
  ['devices at intervals', loaded('concurrent: 1k', 'every: 30s'), []],
  ['a job', 'job j {}\nflow f { from: j, rate: 1/s }', []],
  ['no load', 'client c { users: 1k }', []],
  ['a sketch', loaded('users: 1k', 'rate: 1/user/day', 'system { maturity: sketch }\n'), []],
]);

it('writes the suggested peak', () => {
  const [finding] = linted(loaded('users: 1k')).of('missing-peak-factor');
  expect(fixed(loaded('users: 1k'), finding.fixes[0])).toContain('client c { users: 1k, peak: 3x }');
});

/** 100 requests a second with 1 MB answers: 800 Mbps. */
const bytes = (service: string, payload = 'response: 1MB, request: 0B', link = 'tls: 1.3'): string =>
  `client c { users: 864k, peak: 1x }\nflow f { from: c, rate: 10/user/day, op: read, ${payload} }\nservice s { ${service} }\nc -> s { ${link} }`;

cases('bandwidth-saturation', [
  ['80%', bytes('replicas: 1, bandwidth: 1Gbps'), ['warning']],
  ['40%', bytes('replicas: 2, bandwidth: 1Gbps'), []],
  ['another limit', bytes('replicas: 2, bandwidth: 1Gbps'), ['warning'], { limit: 0.4 }],
  ['no card is written, and the usual one is enough', bytes('replicas: 1'), []],
  ['the usual card is too small', bytes('replicas: 1', 'response: 10MB, request: 0B'), ['hint']],
  ['no payload', bytes('replicas: 1, bandwidth: 1Gbps', 'criticality: normal'), []],
  ['no replicas', bytes('bandwidth: 1Gbps'), []],
  ['managed', bytes('replicas: 1, bandwidth: 1Gbps, managed: yes'), []],
  ['only drawn', bytes('replicas: 1, bandwidth: 1Gbps, future: yes'), []],
  ['a line', bytes('latency: 1ms', 'response: 1MB, request: 0B', 'bandwidth: 1Gbps'), ['warning']],
]);

const declared = (expectation: string, store = ''): string =>
  `client w { users: 8.64M, peak: 2x }\nflow f { from: w, rate: 1/user/day, op: write }\nservice s { replicas: 2 }\ndatabase d { ${store}table t { row: 1KB, retention: 10d } }\nw -> s -> d { timeout: 1s }\nexpect ${expectation}\n`;

cases('declared-estimate-mismatch', [
  ['no estimate', declared('f.rate.average < 99k/s'), []],
  ['agrees', declared('f.rate.average = 100/s within 5%'), []],
  ['at the tolerance', declared('f.rate.average = 80/s within 25%'), []],
  ['above it', declared('f.rate.average = 80/s within 24%'), ['warning']],
  ['below it', declared('f.rate.average = 125/s within 19%'), ['warning']],
  ['a limit that is broken', declared('f.rate.average < 9/s'), []],
  ['an equality without a tolerance', declared('f.rate.average = 9/s'), []],
  ['the figure is not known', declared('s.utilisation = 9% within 5%'), []],
  ['the figure stands on the right', declared('9/s = f.rate.average within 5%'), ['warning']],
  ['a sum', declared('f.rate.average * 2 = 9/s within 5%'), ['warning']],
]);

it('says one fault once, under one name', () => {
  const own = (code: string): string[] =>
    linted(code)
      .findings.map(({ rule }) => rule)
      .filter((rule) => rule === 'expectation' || rule === 'declared-estimate-mismatch');
  expect(own(declared('f.rate.average = 9/s within 5%'))).toEqual(['declared-estimate-mismatch']);
  expect(own(declared('f.rate.average = 9/s'))).toEqual(['expectation']);
  expect(own(declared('f.rate.average < 9/s'))).toEqual(['expectation']);
  expect(own(declared('s.utilisation = 9% within 5%'))).toEqual(['expectation']);
});

it('is about what the figure is of', () => {
  const subjects = (expectation: string): readonly string[] =>
    linted(`system x {}\nservice p { replicas: 1, price { replica: $9/month } }\n${declared(expectation)}`).of(
      'declared-estimate-mismatch',
    )[0].subjects;
  expect(subjects('t.storage = 9B within 5%')).toEqual(['t']);
  expect(subjects('w->s.rate.average = 9/s within 5%')).toEqual(['w->s']);
  expect(subjects('system.cost.month = $1 within 5%')).toEqual(['system']);
});

it('says how far off an estimate is, and that it left out the copies', () => {
  expect(message('declared-estimate-mismatch', declared('f.rate.average = 80/s within 5%'))).toBe(
    '`f.rate.average` is declared as 80/s, and works out at 100/s, 25% more.',
  );
  expect(message('declared-estimate-mismatch', declared('f.rate.average = 0/s within 5% "Posts"'))).toBe(
    '"Posts" is declared as 0/s, and works out at 100/s.',
  );
  const copies = declared('d.storage = 86.4GB within 5%', 'replicas: 3, replication-factor: 3, ');
  expect(message('declared-estimate-mismatch', copies)).toContain('That is one copy');
  const wrong = declared('d.storage = 50GB within 5%', 'replicas: 3, replication-factor: 3, ');
  expect(message('declared-estimate-mismatch', wrong)).not.toContain('one copy');
  expect(fixed(copies, linted(copies).of('declared-estimate-mismatch')[0].fixes[0])).toContain('= 259GB within 5%');
});
