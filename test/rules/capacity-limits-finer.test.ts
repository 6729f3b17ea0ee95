import { expect, it } from 'vitest';
import { fixed, linted } from './linting.js';
import { cases, message } from './reliability/cases.js';

const run = (more: string): string => `job j { volume: 3600, throughput: 1/s, ${more} }`;

cases('batch-window-exceeded', [
  ['as many as autoscaling may reach', run('window: 30min, autoscale { max: 1 }'), ['info']],
  ['autoscaling to enough of them', run('window: 30min, autoscale { max: 2 }'), []],
  ['autoscaling without an end', run('window: 30min, autoscale { min: 1 }'), []],
]);

it('says how many replicas end in time, where they are counted', () => {
  const counted = run('replicas: 1, window: 30min');
  expect(message('batch-window-exceeded', counted)).toBe(
    'A run of `j` takes 1h, but it must be done in 30min; 2 replicas would do.',
  );
  expect(fixed(counted, linted(counted).of('batch-window-exceeded')[0].fixes[0])).toContain('replicas: 2');
  const scaled = run('window: 30min, autoscale { max: 1 }');
  expect(linted(scaled).of('batch-window-exceeded')[0].fixes).toEqual([]);
});

const batch = (flow: string, link: string, role = ''): string =>
  `client c {}\nflow f { from: c, rate: 1/s, op: write, ${flow} }\nservice a {}\nworker w { ${role} }\nc -> a\na ${link}`;

cases('batching-on-latency-critical-path', [
  ['a delay counts for a call as well', batch('max-delay: 1s', '-> w { batch: 9, linger: 2s }'), ['warning']],
  ['a game that waits', batch('criticality: normal', '~> w { linger: 100ms }', 'role: game'), ['warning']],
  ['a game that does not', batch('criticality: normal', '~> w { linger: 0s, batch: 1 }', 'role: game'), []],
  ['live pictures', batch('criticality: normal', '~> w { batch: 2 }', 'role: live'), ['warning']],
  ['a chat may wait', batch('criticality: normal', '~> w { batch: 2 }', 'role: chat'), []],
  [
    'all hops of a chain once',
    'client c {}\nflow f { from: c, max-delay: 1s }\nservice a {}\ntopic t {}\nworker w {}\nc -> a\na ~> t ~> w { linger: 2s }',
    ['warning'],
  ],
]);

const sockets = (rest: string): string => `client c { concurrent: 1M }\n${rest}`;

cases('connection-limit-exceeded', [
  [
    'the client is only drawn',
    'client c { concurrent: 1M, future: yes }\nservice s { replicas: 1, max-connections: 1k }\nc -> s { protocol: mqtt }',
    [],
  ],
  [
    'it has pools to keep, too',
    sockets(
      'service a { replicas: 1 }\nservice s { replicas: 1, max-connections: 1k }\nc -> s { protocol: mqtt }\na -> s { pool: 5 }',
    ),
    [],
  ],
  [
    'the limit of the engine',
    sockets(
      'engine e { kinds: [service], max-connections: 1k }\nservice s { engine: e, replicas: 1 }\nc -> s { protocol: mqtt }',
    ),
    ['warning'],
  ],
]);

it('says which connections stay open, and how many replicas they take', () => {
  const code = sockets(
    'service a {}\nservice s { replicas: 1, max-connections: 100k }\nc -> s { protocol: mqtt }\na -> s { protocol: sse }\nc -> s { protocol: http }',
  );
  const [finding] = linted(code).of('connection-limit-exceeded');
  expect(finding.message).toBe(
    '1M connections stay open to `s` at the same time, and its 1 replica holds 100k: 10 are needed.',
  );
  expect(finding.related).toHaveLength(1);
  expect(fixed(code, finding.fixes[0])).toContain('replicas: 10');
});

const ids = (field: string, flow = 'rate: 1/s, op: write'): string =>
  `client c {}\nflow f { from: c, ${flow} }\ndatabase db { table t { fields { id: text(9B) { ${field} } } } }\nc -> db`;

cases('id-space-exhaustion', [
  ['hashes collide as well', ids('alphabet: 62, length: 9, generated: hash'), ['warning']],
  ['a counter does not', ids('alphabet: 62, length: 9, generated: counter'), []],
  ['nobody knows how many are made', ids('alphabet: 62, length: 9, generated: random', 'op: write'), []],
  ['none are made', ids('alphabet: 62, length: 5, generated: random', 'rate: 0/s, op: write'), []],
]);

it('says how likely two random ids are alike', () => {
  expect(message('id-space-exhaustion', ids('alphabet: 62, length: 9, generated: random'))).toMatch(
    /made at random, two of them will be alike\. Nothing here checks it\.$/,
  );
  expect(message('id-space-exhaustion', ids('alphabet: 62, length: 12, generated: random'))).toMatch(
    /two of them are alike with a probability of /,
  );
});

/** Polls of 1,000 a second beside 9,000 other requests. */
const poll = (service: string, links = 'c -> s', more = ''): string =>
  `client c { concurrent: 10k, peak: 1x }\nflow p { from: c, every: 10s, op: read }\nflow o { from: c, rate: 9k/s, op: read }\n${service}\n${links}${more}`;

cases('polling-load', [
  ['it can serve them', poll('service s { replicas: 1, capacity: 1k/s }'), []],
  ['it cannot', poll('service s { replicas: 1, capacity: 999/s }'), ['info']],
  ['nobody says how many run', poll('service s { capacity: 1/s }'), []],
  ['nobody knows what they can serve', poll('service s { replicas: 1 }'), []],
  ['what autoscaling may reach', poll('service s { capacity: 999/s, autoscale { max: 1 } }'), ['info']],
  [
    'the second cannot',
    poll('service s { replicas: 1, capacity: 9k/s }\nservice t { replicas: 1, capacity: 9/s }', 'c -> s\nc -> t'),
    ['info'],
  ],
  [
    'the first cannot',
    poll('service s { replicas: 1, capacity: 9/s }\nservice t { replicas: 1, capacity: 9k/s }', 'c -> s\nc -> t'),
    ['info'],
  ],
  [
    'what services do is not in the load of clients',
    'client c { concurrent: 10k, peak: 1x }\nflow p { from: c, every: 10s, op: read }\nflow o { from: c, rate: 2k/s, op: read }\nservice s {}\nflow q { from: s, rate: 9k/s, op: read }\nc -> s',
    ['info'],
  ],
  ['nine a second', 'client c { concurrent: 90 }\nflow p { from: c, every: 10s, op: read, peak: 1x }', []],
  ['ten a second', 'client c { concurrent: 100 }\nflow p { from: c, every: 10s, op: read, peak: 1x }', ['info']],
]);

const limited = (limit: string, service = 'replicas: 2, capacity: 1k/s', gateway = '', more = ''): string =>
  `client c { peak: 1x }\nflow f { from: c, rate: 1k/s, op: read }\ngateway g { ${gateway}rate-limit { ${limit}, per: all } }\nservice s { ${service} }\nc -> g\ng -> s${more}`;
const swinging = (limit: string): string =>
  `client c { peak: 3x }\nflow f { from: c, rate: 300/s, op: read }\ngateway g { rate-limit { ${limit}, per: all } }\nservice s { replicas: 2, capacity: 1k/s }\nc -> g -> s`;
const outbound = (link: string, target = 'external x { capacity: 100/s }'): string =>
  `service a {}\nservice b {}\n${target}\na -> ${link}`;

cases('rate-limit-capacity-mismatch', [
  ['no rate', limited('algorithm: token-bucket'), []],
  [
    'the gateway itself is weaker',
    limited('rate: 1800/s', 'replicas: 2, capacity: 1k/s', 'replicas: 1, capacity: 1700/s, '),
    ['warning'],
  ],
  [
    'the gateway itself is stronger',
    limited('rate: 1800/s', 'replicas: 2, capacity: 1k/s', 'replicas: 1, capacity: 9k/s, '),
    [],
  ],
  [
    'the gateway is stronger than what is behind',
    limited('rate: 2001/s', 'replicas: 2, capacity: 1k/s', 'replicas: 1, capacity: 9k/s, '),
    ['warning'],
  ],
  ['what autoscaling may reach', limited('rate: 2001/s', 'capacity: 1k/s, autoscale { max: 2 }'), ['warning']],
  ['messages go elsewhere', `${limited('rate: 2001/s')}\ntopic t {}\ng ~> t`, ['warning']],
  ['the counters are no target', `${limited('rate: 2001/s, store: k')}\ncache k { ttl: 1min }\ng -> k`, ['warning']],
  ['only a share goes there', limited('rate: 2001/s', undefined, undefined, ' { share: 50% }'), []],
  ['several calls each', limited('rate: 2001/s', undefined, undefined, ' { calls: 2 }'), []],
  ['only some flows', limited('rate: 2001/s', undefined, undefined, ' { for: f }'), []],
  ['others call it as well', `${limited('rate: 2001/s')}\nservice t {}\nt -> s`, []],
  ['what is behind is only drawn', limited('rate: 2001/s', 'replicas: 2, capacity: 1k/s, future: yes'), []],
  ['of a link', outbound('x { rate-limit { rate: 101/s, per: all } }'), ['warning']],
  ['of a link, as much as it takes', outbound('x { rate-limit { rate: 100/s, per: all } }'), []],
  [
    'of a link to what is only drawn',
    outbound('x { rate-limit { rate: 101/s, per: all } }', 'external x { capacity: 100/s, future: yes }'),
    [],
  ],
  [
    'of two links at one place',
    outbound('x\na -> y', 'external x { capacity: 100/s }\nexternal y { capacity: 90/s }').replace(
      'service a {}',
      'service a { defaults { rate-limit { rate: 101/s, per: all } } }',
    ),
    ['warning', 'warning'],
  ],
  ['a burst on top', limited('rate: 1600/s, burst: 401'), ['warning']],
  ['a burst that there is room for', limited('rate: 1600/s, burst: 400'), []],
  ['a bucket that leaks evenly', limited('algorithm: leaky-bucket, rate: 1600/s, burst: 401'), []],
  ['a bucket of tokens', limited('algorithm: token-bucket, rate: 1600/s, burst: 401'), ['warning']],
  ['a bucket that leaks evenly, without room', swinging('algorithm: leaky-bucket, rate: 1600/s'), ['warning']],
  ['a bucket with no token to spare', swinging('algorithm: token-bucket, rate: 1600/s, burst: 0'), ['warning']],
  ['tokens of nobody knows how many', swinging('algorithm: token-bucket, rate: 1600/s'), []],
  ['a bucket with room', swinging('algorithm: leaky-bucket, rate: 1600/s, burst: 1'), []],
  ['a window has no slots', swinging('algorithm: fixed-window, rate: 1600/s, burst: 0'), []],
  ['load that hardly swings', swinging('algorithm: leaky-bucket, rate: 1600/s').replace('3x', '2.9x'), []],
  ['it swings enough', swinging('algorithm: leaky-bucket, rate: 1600/s'), ['warning'], { swing: 3 }],
  ['it would have to swing more', swinging('algorithm: leaky-bucket, rate: 1600/s'), [], { swing: 3.1 }],
  ['nobody comes', swinging('algorithm: leaky-bucket, rate: 1600/s').replace('300/s', '0/s'), []],
  ['a burst of nobody knows how much', limited('rate: 1600/s, burst: 9k', 'replicas: 2'), []],
]);

it('says how many find the slot of a strict limit taken, and gives it room', () => {
  const strict = swinging('algorithm: leaky-bucket, rate: 900/s');
  expect(message('rate-limit-capacity-mismatch', strict)).toBe(
    'The limit lets one request through every 1.11ms and no burst, but requests do not come one by one: at the peak of 900/s about 50% of them find the slot taken.',
  );
  const mended = (code: string) => fixed(code, linted(code).of('rate-limit-capacity-mismatch')[0].fixes[0]);
  expect(mended(strict)).toContain('per: all, burst: 900 }');
  expect(mended(swinging('algorithm: token-bucket, rate: 900/s, burst: 0'))).toContain('burst: 900, per: all');
});

it('suggests a limit only where it lets the expected peak through', () => {
  const fixesOf = (code: string) =>
    linted(code)
      .of('rate-limit-capacity-mismatch')[0]
      .fixes.map(({ title }) => title);
  expect(fixesOf(limited('rate: 2001/s'))).toEqual(['Allow 1600/s']);
  expect(fixesOf(limited('rate: 2001/s', 'replicas: 1, capacity: 1250/s'))).toEqual(['Allow 1000/s']);
  expect(fixesOf(limited('rate: 2001/s', 'replicas: 1, capacity: 1249/s'))).toEqual([]);
  expect(fixesOf(outbound('x { rate-limit { rate: 9/s, per: all } }', 'external x { capacity: 1/s }'))).toEqual([]);
  expect(fixesOf(outbound('x { rate-limit { rate: 9/s, per: all } }', 'external x { capacity: 2/s }'))).toEqual([
    'Allow 1/s',
  ]);
  expect(fixesOf(limited('rate: 1600/s, burst: 500'))).toEqual(['Allow a burst of 400']);
  expect(fixesOf(limited('rate: 2k/s, burst: 500'))).toEqual([]);
  expect(message('rate-limit-capacity-mismatch', limited('rate: 1600/s, burst: 800'))).toBe(
    'A burst of 800 on top of 1.6k/s is more than `s` can serve (2k/s): it takes 2s to work off.',
  );
  expect(message('rate-limit-capacity-mismatch', limited('rate: 2k/s, burst: 800'))).toMatch(/takes for ever/);
});

const store = (db: string, op = 'write'): string =>
  `client c { peak: 1x }\nflow f { from: c, rate: 1k/s, op: ${op} }\ndatabase db { ${db}, replication { topology: single-leader } }\nc -> db`;

it('says what the other replicas do', () => {
  expect(message('single-leader-write-bottleneck', store('replicas: 1, capacity: 500/s'))).toBe(
    '1k/s writes at peak all go to the single leader of `db`, which takes 500/s. It would take 2 leaders: shards, or fewer and larger writes.',
  );
  expect(message('single-leader-write-bottleneck', store('replicas: 3, capacity: 500/s'))).toContain(
    'which takes 500/s, whatever the other 2 do.',
  );
});

it('cuts a store into shards with a leader each, where its replicas are counted', () => {
  const cut = (db: string): string | undefined => {
    const code = store(db);
    const [fix] = linted(code).of('single-leader-write-bottleneck')[0].fixes;
    const text = fix && fixed(code, fix);
    if (text !== undefined) expect(linted(text).of('single-leader-write-bottleneck')).toEqual([]);
    return text;
  };
  expect(cut('replicas: 5, capacity: 300/s')).toContain('replicas: 8, shards: 4,');
  expect(cut('replicas: 1, capacity: 300/s')).toContain('replicas: 4, shards: 4,');
  expect(cut('replicas: 3, replication-factor: 3, capacity: 300/s')).toContain('replicas: 12, shards: 4,');
  expect(cut('replicas: 5, shards: 1, capacity: 300/s')).toContain('replicas: 8, shards: 4,');
  expect(cut('capacity: 300/s')).toBeUndefined();
  expect(cut('autoscale { max: 5 }, capacity: 300/s')).toBeUndefined();
});

cases('read-replica-undersized', [
  ['exactly enough', store('replicas: 2, capacity: 500/s', 'read'), []],
  ['not quite', store('replicas: 2, capacity: 499.9/s', 'read'), ['error']],
]);

const checked = (gateway: string, rest: string): string =>
  `client c { users: 1k, rtt: 0s }\nflow f { from: c, rate: 1/user/day, op: read }\ngateway g { latency: 0ms, ${gateway} }\nservice s { latency: 10ms, stages { authorization: 3ms } }\nc -> g { rtt: 0s }\n${rest}`;

cases('security-overhead-budget', [
  ['no flow', checked('stages { tls: 3ms }', 'g -> s { rtt: 0s }').replace(/flow.*\n/, ''), []],
  ['calls that go round', checked('stages { tls: 3ms }', 'g -> s { rtt: 0s }\ns -> g { rtt: 0s }'), []],
  [
    'checks that come with the engine',
    checked('engine: e', 'engine e { kinds: [gateway], stages { tls: 9ms } }\ng -> s { rtt: 0s }'),
    [],
  ],
  ['messages are not waited for', checked('stages { tls: 3ms }', 'topic t {}\ng ~> t\ng -> s { rtt: 0s }'), ['hint']],
  [
    'another flow goes elsewhere',
    checked(
      'stages { tls: 3ms }',
      'flow h { from: c, rate: 1/user/day, op: read }\nservice t { latency: 10ms }\ng -> s { for: f, rtt: 0s }\ng -> t { for: h, rtt: 0s }',
    ),
    ['hint'],
  ],
]);

const logged = (limit: string, clients = 'client c { users: 1k }'): string =>
  `${clients}\ncache k { memory: 16MB }\ngateway g { rate-limit { algorithm: sliding-window-log, ${limit} } }\nc -> g`;

cases('sliding-log-memory', [
  ['no store', logged('rate: 101/min, per: user'), []],
  ['no rate', logged('per: user, store: k'), []],
  [
    'users of all clients',
    logged('rate: 51/min, per: user, store: k', 'client c { users: 1k }\nclient d { users: 1k }\nd -> g'),
    ['hint'],
  ],
  [
    'users of one client are not known',
    logged('rate: 101/min, per: user, store: k', 'client c { users: 1M }\nclient d {}\nd -> g'),
    [],
  ],
  ['per user, nobody comes', logged('rate: 101/min, per: user, store: k').replace('\nc -> g', ''), []],
]);

cases('vertical-scaling-ceiling', [
  [
    'two machines all the same',
    'client c { peak: 1x }\nflow f { from: c, rate: 1k/s }\nservice s { scaling: vertical, replicas: 2, cpu-time: 400ms }\nc -> s',
    [],
  ],
]);

cases('scale-out-trigger-reached', [
  [
    'registered users that seldom come',
    'client c { users: 500k, daily: 10% }\nservice s { scaling: vertical }\nc -> s',
    [],
  ],
]);
