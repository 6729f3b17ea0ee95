import { expect, it } from 'vitest';
import { fixed, linted } from './linting.js';
import { cases, message } from './reliability/cases.js';

const sockets = (service: string, client = 'concurrent: 1M', link = 'protocol: websocket'): string =>
  `client c { ${client} }\nservice s { ${service} }\nc -> s { ${link} }`;

cases('connection-limit-exceeded', [
  ['too many', sockets('replicas: 9, max-connections: 100k'), ['warning']],
  ['exactly as many', sockets('replicas: 10, max-connections: 100k'), []],
  ['some to spare', sockets('replicas: 10, max-connections: 100k'), ['warning'], { limit: 0.9 }],
  [
    'two each',
    sockets('replicas: 10, max-connections: 100k', 'concurrent: 1M', 'protocol: sse, connections: 2'),
    ['warning'],
  ],
  ['autoscaling may add them', sockets('autoscale { min: 1, max: 10 }, max-connections: 100k'), []],
  ['the devices are not known', sockets('replicas: 1, max-connections: 1k', 'platform: ios'), []],
  ['the limit is not known', sockets('replicas: 1'), []],
  ['the replicas are not known', sockets('max-connections: 1k'), []],
  ['they come and go', sockets('replicas: 1, max-connections: 1k', 'concurrent: 1M', 'protocol: http'), []],
  ['managed', sockets('replicas: 1, max-connections: 1k, managed: yes'), []],
  ['only drawn', sockets('replicas: 1, max-connections: 1k, future: yes'), []],
  [
    'pools are counted elsewhere',
    'service a { replicas: 99 }\nservice s { replicas: 1, max-connections: 9 }\na -> s { pool: 9, protocol: sse }',
    [],
  ],
]);

const ids = (field: string, table = '', rate = '1/s', head = ''): string =>
  `${head}client c {}\nflow f { from: c, rate: ${rate}, op: write }\ndatabase db { table t { fields { id: text(9B) { ${field} } }${table} } }\nc -> db`;

cases('id-space-exhaustion', [
  // 62^5 = 916M ids, 315.4M seconds in ten years.
  ['three a second for ten years', ids('alphabet: 62, length: 5', '', '3/s'), ['warning']],
  ['two a second', ids('alphabet: 62, length: 5', '', '2/s'), []],
  ['another horizon', ids('alphabet: 62, length: 5', '', '2/s'), ['warning'], { horizon: 20 }],
  ['the horizon of the system', ids('alphabet: 62, length: 5', '', '2/s', 'system { horizon: 20y }\n'), ['warning']],
  ['rows are kept for a year', ids('alphabet: 62, length: 5', ', retention: 1y', '3/s'), []],
  ['rows are kept for ever', ids('alphabet: 62, length: 5', ', retention: forever', '3/s'), ['warning']],
  ['no length', ids('alphabet: 62'), []],
  ['no block', ids('generated: uuid'), []],
  ['random ones collide', ids('alphabet: 62, length: 9, generated: random'), ['warning']],
  ['unless it is checked', ids('alphabet: 62, length: 9, generated: random, unique: yes'), []],
  ['or there are very many', ids('alphabet: 62, length: 20, generated: random'), []],
  ['a risk that is accepted', ids('alphabet: 62, length: 14, generated: random'), [], { collisions: 1e-3 }],
  ['a risk that is not', ids('alphabet: 62, length: 12, generated: random'), ['warning'], { collisions: 1e-9 }],
  ['only drawn', ids('alphabet: 62, length: 5', '', '3/s').replace('database db {', 'database db { future: yes,'), []],
]);

it('suggests ids that last', () => {
  const code = ids('alphabet: 62, length: 5', '', '3/s');
  const [finding] = linted(code).of('id-space-exhaustion');
  expect(finding.message).toMatch(
    /^5 characters out of 62 make 916M ids for `t\.id`: at 3\/s they are used up after 9\.68y/,
  );
  expect(fixed(code, finding.fixes[0])).toContain('length: 6');
});

const batch = (flow: string, link: string, arrow = '~>', worker = ''): string =>
  `client c {}\nflow f { from: c, rate: 1/s, op: write, ${flow} }\nservice a {}\nworker w { ${worker} }\nc -> a\na ${arrow} w { ${link} }`;

cases('batching-on-latency-critical-path', [
  ['longer than the delay', batch('max-delay: 1s', 'batch: 9, linger: 1001ms'), ['warning']],
  ['exactly as long', batch('max-delay: 1s', 'batch: 9, linger: 1s'), []],
  ['longer than the promised answer', batch('slo { latency.p99: 1s }', 'batch: 9, linger: 2s', '->'), ['warning']],
  ['shorter', batch('slo { latency.p99: 1s }', 'batch: 9, linger: 500ms', '->'), []],
  ['a hand-over is not part of the answer', batch('slo { latency.p99: 1s }', 'batch: 9, linger: 2s'), []],
  ['nothing is promised', batch('criticality: normal', 'batch: 9, linger: 1min'), []],
  ['no linger', batch('max-delay: 1s', 'batch: 9'), []],
  ['a game', batch('criticality: normal', 'batch: 9', '~>', 'role: game'), ['warning']],
  ['a game, one by one', batch('criticality: normal', 'batch: 1', '~>', 'role: game'), []],
  ['other roles', batch('criticality: normal', 'batch: 9', '~>', 'role: game'), [], { roles: ['chat'] }],
  ['only drawn', batch('max-delay: 1s', 'batch: 9, linger: 5s', '~>', 'future: yes'), []],
]);

/** 1,000 requests a second. */
const store = (db: string, op = 'write', link = 'tls: 1.3'): string =>
  `client c { users: 8.64M, peak: 1x }\nflow f { from: c, rate: 10/user/day, op: ${op} }\nservice s {}\ndatabase db { ${db} }\nc -> s\ns -> db { ${link} }`;
const single = 'replication { topology: single-leader }';

cases('single-leader-write-bottleneck', [
  ['too many', store(`replicas: 5, capacity: 999/s, ${single}`), ['error']],
  [
    'too many for a typical one',
    store(`engine: postgres, replicas: 5, ${single}`).replace(/rate: [^,}]+/, 'rate: 100k/s'),
    ['warning'],
  ],
  ['too many for one box', store(`capacity: 999/s, ${single}`), ['warning']],
  ['as many as it takes', store(`replicas: 5, capacity: 1k/s, ${single}`), []],
  ['a capacity for writes', store(`replicas: 5, capacity: 2k/s, write-capacity: 900/s, ${single}`), ['error']],
  ['another limit', store(`replicas: 5, capacity: 1k/s, ${single}`), ['warning'], { limit: 0.7 }],
  ['reads', store(`replicas: 5, capacity: 999/s, ${single}`, 'read'), []],
  ['nobody says that there is one leader', store('replicas: 5, capacity: 999/s'), []],
  ['no leader', store('replicas: 5, replication-factor: 3, capacity: 99/s, replication { topology: leaderless }'), []],
  ['shards', store(`replicas: 5, shards: 5, capacity: 999/s, ${single}`), []],
  ['the capacity is not known', store(`replicas: 5, ${single}`), []],
  ['managed', store(`managed: yes, capacity: 999/s, ${single}`), []],
  ['only drawn', store(`replicas: 5, capacity: 999/s, future: yes, ${single}`), []],
]);

cases('read-replica-undersized', [
  ['too few', store(`replicas: 2, capacity: 499/s, ${single}`, 'read'), ['error']],
  ['enough', store(`replicas: 2, capacity: 500/s, ${single}`, 'read'), []],
  ['all on the leader', store(`replicas: 4, capacity: 500/s, ${single}`, 'read', 'read-from: leader'), ['error']],
  ['writes are another matter', store(`replicas: 2, capacity: 499/s, ${single}`), []],
  ['one replica', store(`replicas: 1, capacity: 499/s, ${single}`, 'read'), []],
  ['not written', store(`capacity: 499/s, ${single}`, 'read'), []],
  ['nobody says that there is one leader', store('replicas: 2, capacity: 499/s', 'read'), []],
  ['shards', store(`replicas: 2, shards: 2, capacity: 100/s, ${single}`, 'read'), []],
  ['the capacity is not known', store(`replicas: 2, ${single}`, 'read'), []],
  ['managed', store(`managed: yes, capacity: 499/s, ${single}`, 'read'), []],
  ['only drawn', store(`replicas: 2, capacity: 499/s, future: yes, ${single}`, 'read'), []],
]);

it('speaks once of an overloaded leader', () => {
  const found = (code: string) =>
    linted(code).findings.flatMap(({ rule }) => (/capacity|leader|replica/.test(rule) ? [rule] : []));
  expect(found(store(`replicas: 5, capacity: 999/s, ${single}`))).toEqual(['single-leader-write-bottleneck']);
  expect(found(store(`replicas: 2, capacity: 499/s, ${single}`, 'read'))).toEqual(['read-replica-undersized']);
  expect(found(store(`replicas: 2, capacity: 501/s, ${single}`, 'read'))).toEqual(['over-capacity']);
  expect(found(store(`replicas: 1, capacity: 499/s, ${single}`, 'read'))).toContain('over-capacity');
});

it('says what is left for reads', () => {
  expect(message('read-replica-undersized', store(`replicas: 2, capacity: 400/s, ${single}`, 'read'))).toBe(
    'The 2 nodes of `db` can serve 800/s reads; at peak there are 1k/s.',
  );
});

/** Polls of 1,000 a second, beside so many other requests a second. */
const poll = (others: number, more = 'op: read', service = ''): string =>
  `client c { concurrent: 10k, users: 86.4k, peak: 1x }\nflow p { from: c, every: 10s, ${more} }\nflow o { from: c, rate: ${others}/user/day, op: read }\nservice s { ${service} }\nc -> s`;

cases('polling-load', [
  ['more than a fifth', poll(3999), ['info']],
  ['a fifth', poll(4000), []],
  ['another share', poll(4000), ['info'], { share: 0.1 }],
  ['they report', poll(1, 'op: write'), []],
  ['nobody says what they do', poll(1, 'request: 1KB'), []],
  ['conditional', poll(1, 'op: read, conditional: yes'), []],
  ['too much for the service', poll(9000, 'op: read', 'replicas: 1, capacity: 900/s'), ['info']],
  ['few', poll(1), [], { least: 1001 }],
  ['the devices are not known', poll(1).replace('concurrent: 10k, ', ''), []],
  ['another flow is not known', poll(1).replace('users: 86.4k, ', ''), []],
  ['only drawn', poll(1).replace('concurrent: 10k', 'concurrent: 10k, future: yes'), []],
]);

const sql = (
  link = 'timeout: 1s',
  rate = '50/s',
  caller = 'service s {}',
  db = 'data-model: relational',
  head = '',
): string =>
  `${head}client c { peak: 1x }\nflow f { from: c, rate: ${rate}, op: read }\n${caller}\ndatabase db { ${db} }\nc -> s\ns -> db { ${link} }`;

cases('missing-connection-pool', [
  ['fifty a second', sql(), ['info']],
  ['forty-nine', sql('timeout: 1s', '49/s'), []],
  ['another limit', sql('timeout: 1s', '49/s'), ['info'], { rate: 40 }],
  ['a pool', sql('pool: 5'), []],
  ['a function, however seldom', sql('timeout: 1s', '1/s', 'function s {}'), ['info']],
  ['a function with a pool', sql('pool: 1', '1/s', 'function s {}'), []],
  ['a pooler', sql('timeout: 1s', '99/s', 'service s { role: pooler }'), []],
  ['over HTTP', sql('protocol: http'), []],
  ['no relational database', sql('timeout: 1s', '99/s', 'service s {}', 'data-model: document'), []],
  ['nobody knows which', sql('timeout: 1s', '99/s', 'service s {}', 'replicas: 1'), []],
  ['the rate is not known', 'service s {}\ndatabase db { data-model: relational }\ns -> db', []],
  [
    'a sketch',
    sql('timeout: 1s', '99/s', 'service s {}', 'data-model: relational', 'system { maturity: sketch }\n'),
    [],
  ],
  ['only drawn', sql('timeout: 1s', '99/s', 'service s {}', 'data-model: relational, future: yes'), []],
]);

/** 100 calls a second of 500 ms: 50 in flight. */
const threads = (service: string, link = 'timeout: 500ms', head = 'client c { peak: 1x }'): string =>
  `${head}\nflow f { from: c, rate: 100/s, op: read }\nservice s { replicas: 1, latency: 0ms, ${service} }\nexternal x { latency: 500ms }\nc -> s\ns -> x { rtt: 0ms, ${link} }`;

cases('thread-pool-starvation', [
  ['80%', threads('capacity: 1k/s, concurrency: 62'), ['warning']],
  ['79%', threads('capacity: 1k/s, concurrency: 64'), []],
  ['another limit', threads('capacity: 1k/s, concurrency: 64'), ['warning'], { limit: 0.5 }],
  ['no capacity is written: over-capacity says so', threads('concurrency: 51'), []],
  ['only when it hangs', threads('concurrency: 99', 'timeout: 1s'), ['info']],
  ['enough even then', threads('concurrency: 100', 'timeout: 1s'), []],
  ['a bulkhead keeps it apart', threads('concurrency: 99', 'timeout: 1s, bulkhead: 80'), []],
  ['a bulkhead that is too small', threads('io: non-blocking', 'timeout: 1s, bulkhead: 50'), ['warning']],
  ['a circuit breaker opens', threads('concurrency: 99', 'timeout: 1s, circuit-breaker { failures: 5 }'), []],
  ['nothing is held', threads('capacity: 1k/s, concurrency: 10, io: non-blocking', 'timeout: 9s'), []],
  ['the slots are not known', threads('capacity: 1k/s', 'timeout: 9s'), []],
  ['only drawn', threads('concurrency: 10, future: yes', 'timeout: 9s'), []],
  [
    'messages wait in their queue',
    'service c {}\nflow f { from: c, rate: 100/s, peak: 1x }\nqueue q {}\nworker s { replicas: 1, latency: 0ms, concurrency: 60 }\nexternal x { latency: 500ms }\nc ~> q ~> s\ns -> x { timeout: 9s }',
    [],
  ],
]);

/** 1,000 requests a second. */
const machine = (service: string): string =>
  `client c { peak: 1x }\nflow f { from: c, rate: 1k/s, op: read }\nservice s { ${service} }\nc -> s`;

cases('vertical-scaling-ceiling', [
  ['449 cores', machine('scaling: vertical, cpu-time: 314.3ms'), ['warning']],
  ['448 cores', machine('scaling: vertical, cpu-time: 313.6ms'), []],
  ['a single replica', machine('replicas: 1, cpu-time: 400ms'), ['warning']],
  ['a smaller ceiling', machine('scaling: vertical, cpu-time: 100ms'), ['warning'], { maxCpu: 96 }],
  ['another target', machine('scaling: vertical, cpu-time: 313.6ms'), ['warning'], { target: 0.5 }],
  ['two replicas', machine('replicas: 2, cpu-time: 400ms'), []],
  ['autoscaling', machine('replicas: 1, autoscale { max: 9 }, cpu-time: 400ms'), []],
  ['nobody says how many', machine('cpu-time: 400ms'), []],
  ['the time is not known', machine('scaling: vertical'), []],
  ['managed', machine('scaling: vertical, managed: yes, cpu-time: 400ms'), []],
  ['only drawn', machine('scaling: vertical, future: yes, cpu-time: 400ms'), []],
  ['memory', 'service a {}\ncache s { replicas: 1, working-set: 17TB }\na -> s', ['warning']],
  ['memory that fits', 'service a {}\ncache s { replicas: 1, working-set: 15TB }\na -> s', []],
  ['less memory', 'service a {}\ncache s { replicas: 1, working-set: 15TB }\na -> s', ['warning'], { maxMemory: 20 }],
]);

const limit = (rate: string, service = 'replicas: 2, capacity: 1k/s', per = 'all'): string =>
  `client c { peak: 1x }\nflow f { from: c, rate: 1k/s, op: read }\ngateway g { rate-limit { rate: ${rate}, per: ${per} } }\nservice s { ${service} }\nc -> g -> s`;

cases('rate-limit-capacity-mismatch', [
  ['above the capacity', limit('2001/s'), ['warning']],
  ['at the capacity', limit('2k/s'), []],
  ['below the peak', limit('999/s'), ['warning']],
  ['at the peak', limit('1k/s'), []],
  ['for each user', limit('9k/s', 'replicas: 2, capacity: 1k/s', 'user'), []],
  ['the capacity is not known', limit('9k/s', 'replicas: 2'), []],
  ['the replicas are not known', limit('9k/s', 'capacity: 1k/s'), []],
  [
    'of the service itself',
    'service s { replicas: 1, capacity: 100/s, rate-limit { rate: 200/s, per: all } }',
    ['warning'],
  ],
  ['only drawn', 'service s { future: yes, replicas: 1, capacity: 100/s, rate-limit { rate: 200/s, per: all } }', []],
  ['several targets', `${limit('2001/s')}\nservice t {}\ng -> t`, []],
]);

it('allows a part of the capacity', () => {
  const code = limit('5k/s');
  const [finding] = linted(code).of('rate-limit-capacity-mismatch');
  expect(finding.message).toBe('The limit lets 5k/s through, and `s` can serve 2k/s: it never protects anything.');
  expect(fixed(code, finding.fixes[0])).toContain('rate: 1600/s');
});

const notes = (flow: string, table: string, head = 'system "Notes" {}\n', client = 'users: 9'): string =>
  `${head}client c { ${client} }\n${flow}\ndatabase d { table t { ${table} } }\nc -> d`;
const save = 'flow f { from: c, rate: 1/user/day, op: write, request: 1KB }';

cases('incomplete-workload', [
  ['complete', notes(save, 'row: 1KB, retention: 1y'), []],
  ['no flows', notes('', 'row: 1KB, retention: 1y'), ['info']],
  ['no users', notes(save, 'row: 1KB, retention: 1y', undefined, 'platform: ios'), ['info']],
  ['no operation', notes(save.replace('op: write, ', ''), 'row: 1KB, retention: 1y'), ['info']],
  ['no payload', notes(save.replace(', request: 1KB', ''), 'row: 1KB, retention: 1y'), ['info']],
  ['no row', notes(save, 'retention: 1y'), ['info']],
  ['no retention', notes(save, 'row: 1KB'), ['info']],
  ['rows that exist', notes(save, 'row: 1KB, rows: 1M'), []],
  ['no system', notes('', '', ''), []],
  ['no client', 'system "Part" {}\nservice s {}', []],
  ['a sketch', notes('', '', 'system { maturity: sketch }\n'), []],
  ['only drawn', notes('', '', undefined, 'future: yes'), []],
]);

it('names what is missing', () => {
  expect(message('incomplete-workload', notes(save, 'retention: 1y'))).toMatch(
    /^The load is not complete: `t\..*missing, so that nobody can work out storage\.$/,
  );
});

const run = (more: string): string => `job j { volume: 3600, throughput: 1/s, ${more} }`;

cases('batch-window-exceeded', [
  ['longer than its window', run('replicas: 1, window: 3599s'), ['info']],
  ['as long', run('replicas: 1, window: 1h'), []],
  ['shorter', run('replicas: 1, window: 3601s'), []],
  ['longer than its period', run('replicas: 1, every: 59min'), ['info']],
  ['as long as its period', run('replicas: 1, every: 1h'), []],
  ['a window longer than the period', run('replicas: 1, every: 59min, window: 2h'), ['info']],
  ['two replicas', run('replicas: 2, window: 30min'), []],
  ['nobody knows how many', run('window: 1min'), []],
  ['nobody knows how fast', 'job j { volume: 3600, replicas: 1, window: 1min }', []],
  ['nobody knows how much', 'job j { throughput: 1/s, replicas: 1, window: 1min }', []],
  ['at any time', run('replicas: 1'), []],
  ['only drawn', run('replicas: 1, window: 1min, future: yes'), []],
]);
