import { describe, expect, it } from 'vitest';
import { everything, fixed, linted, underlined } from './linting.js';

/** What a rule says of a design, by severity, under settings of its options. */
type Case = readonly [
  title: string,
  code: string,
  severities: readonly string[],
  options?: Readonly<Record<string, unknown>>,
];

const reading =
  'client web {}\nflow view { from: web, op: read }\nflow edit { from: web, op: write }\nservice api {}\nweb -> api\n';
const split = (rest: string): string => `lb l {}\nservice a {}\nservice b {}\nservice c {}\n${rest}`;

const load = (perSecond: number, service: string, flow = ', peak: 1x'): string =>
  `client w {}\nflow f { from: w, rate: ${perSecond}/s, op: read, request: 0B, response: 1MB${flow} }\nservice s { ${service} }\nw -> s`;

const cases: Readonly<Record<string, readonly Case[]>> = {
  'broker-without-consumer': [
    ['nothing consumes', 'service a {}\nqueue q {}\na ~> q', ['warning']],
    ['nothing publishes', 'worker w {}\nqueue q {}\nq ~> w', ['warning']],
    ['both', 'service a {}\nworker w {}\nqueue q {}\na ~> q\nq ~> w', []],
    ['read from outside', 'service a {}\ntopic t { external-consumers: yes }\na ~> t', []],
    ['said not to be read from outside', 'service a {}\ntopic t { external-consumers: no }\na ~> t', ['warning']],
    ['a dead-letter queue', 'service a {}\nworker w {}\nqueue q {}\nqueue d {}\na ~> q\nq ~> w { dead-letter: d }', []],
    [
      'a dead-letter queue that is worked on',
      'service a {}\nworker w {}\nworker r {}\nqueue q {}\nqueue d {}\na ~> q\nq ~> w { dead-letter: d }\nd ~> r',
      [],
    ],
    ['an event store', 'service a {}\ntopic t { event-store: yes }\na ~> t', []],
    ['an archive', 'service a {}\nstorage s {}\ntopic t { archive: s }\na ~> t', []],
    ['the audit of a store', 'service a {}\ntopic t {}\ndatabase d { audit: t }\na ~> t', []],
    ['a flow starts at it', 'worker w {}\ntopic t {}\nflow f { from: t, rate: 1/s }\nt ~> w', []],
    ['it is asked for messages', 'service a {}\nworker w {}\nqueue q {}\na ~> q\nw -> q { op: read }', []],
    ['captured changes fill it', 'database d {}\nworker w {}\ntopic t {}\nd ~> t { capture: cdc }\nt ~> w', []],
    ['the consumer is only drawn', 'service a {}\nworker w { future: yes }\nqueue q {}\na ~> q\nq ~> w', []],
    ['it is only drawn', 'service a {}\nqueue q { future: yes }\na ~> q', []],
    ['not connected at all', 'service a {}\nservice b {}\nqueue q {}\na -> b', []],
  ],
  'async-flow-to-non-broker': [
    ['a service', 'service a {}\nservice b {}\na ~> b', ['warning']],
    ['something outside', 'service a {}\nexternal b {}\na ~> b', ['warning']],
    ['a write to a database', 'service a {}\ndatabase b {}\na ~> b', ['warning']],
    ['a database to a service', 'database a {}\nservice b {}\na ~> b', ['warning']],
    ['all hops of a chain once', 'service a {}\nlb l {}\nservice b {}\na ~> l ~> b', ['warning']],
    ['a queue', 'service a {}\nqueue b {}\na ~> b', []],
    ['a topic delivers', 'topic a {}\nservice b {}\na ~> b', []],
    ['captured', 'database a {}\nservice b {}\na ~> b { capture: cdc }', []],
    ['write-behind', 'cache a { pattern: write-behind }\ndatabase b {}\na ~> b', []],
    ['a cache is filled', 'service a {}\ncache b {}\na ~> b', []],
    ['a copy of a store', 'database a {}\nstorage b {}\na ~> b', []],
    ['a socket', 'service a {}\nservice b {}\na ~> b { protocol: websocket }', []],
    ['a webhook', 'service a {}\nexternal b {}\na ~> b { protocol: webhook }', []],
    ['datagrams', 'service a {}\nservice b {}\na ~> b { protocol: udp }', []],
    ['a request', 'service a {}\nservice b {}\na ~> b { protocol: http }', ['warning']],
    ['a callback', 'service a {}\nservice b {}\na ~> b { callback: yes }', []],
    ['to a client', 'service a {}\nclient b {}\na ~> b', []],
    ['from a client', 'client a {}\nservice b {}\na ~> b', []],
    ['from outside', 'external a {}\nservice b {}\na ~> b', []],
    ['it may fail', 'service a {}\nexternal b {}\na ~> b { fallback: ignore }', []],
    [
      'it may be lost',
      'client c {}\nflow f { from: c, durability: best-effort }\nservice a {}\nservice b {}\nc -> a\na ~> b',
      [],
    ],
    ['the receiver keeps it', 'service a {}\nfunction b { engine: aws-lambda }\na ~> b', []],
    [
      'the receiver extends one that does',
      'engine ours extends temporal {}\nservice a {}\nservice b { engine: ours }\na ~> b',
      [],
    ],
    ['in one process', 'service m {}\nservice a { part-of: m }\nservice b { part-of: m }\na ~> b', []],
    ['only drawn', 'service a {}\nservice b { future: yes }\na ~> b', []],
    ['it is awaited', 'service a {}\nservice b {}\na -> b', []],
  ],
  'cache-pattern-wiring': [
    [
      'aside, misses carried',
      `${reading}cache c { pattern: cache-aside }\ndatabase d {}\napi -> c { for: view }\napi -> d { for: view, on-miss: c }`,
      [],
    ],
    [
      'aside, falling through',
      `${reading}cache c { pattern: cache-aside }\ndatabase d {}\napi -> c -> d { for: view }`,
      [],
    ],
    [
      'aside, both',
      `${reading}cache c { pattern: cache-aside }\ndatabase d {}\napi -> c -> d { for: view }\napi -> d { for: view, on-miss: c }`,
      [],
    ],
    [
      'aside, only writes go on',
      `${reading}cache c { pattern: cache-aside }\ndatabase d {}\napi -> c { for: view }\napi -> d { for: edit }`,
      ['warning'],
    ],
    ['aside, nothing goes on', `${reading}cache c { pattern: cache-aside }\napi -> c { for: view }`, ['warning']],
    [
      'aside, nobody knows who reads',
      'service a {}\ncache c { pattern: cache-aside }\ndatabase d {}\na -> c\na -> d',
      [],
    ],
    ['aside, and no other link at all', 'service a {}\ncache c { pattern: cache-aside }\na -> c', ['warning']],
    ['aside, only written to', `${reading}cache c { pattern: cache-aside }\napi -> c { for: edit }`, []],
    ['no pattern', `${reading}cache c {}\napi -> c { for: view }`, []],
    ['nobody uses it', 'cache c { pattern: read-through }', []],
    ['read-through', 'service a {}\ncache c { pattern: read-through }\ndatabase d {}\na -> c -> d', []],
    ['read-through without a store', 'service a {}\ncache c { pattern: read-through }\na -> c', ['warning']],
    ['refresh-ahead without a store', 'service a {}\ncache c { pattern: refresh-ahead }\na -> c', ['warning']],
    ['write-behind without a store', 'service a {}\ncache c { pattern: write-behind }\na -> c', ['warning']],
    ['write-behind', 'service a {}\ncache c { pattern: write-behind }\ndatabase d {}\na -> c\nc ~> d', []],
    [
      'write-through that nobody waits for',
      'service a {}\ncache c { pattern: write-through }\ndatabase d {}\na -> c\nc ~> d',
      ['warning'],
    ],
    [
      'the store is only drawn',
      'service a {}\ncache c { pattern: read-through }\ndatabase d { future: yes }\na -> c\nc -> d',
      [],
    ],
    [
      'read twice',
      `${reading}cache c {}\ndatabase d {}\napi -> c -> d { for: view }\napi -> d { for: view }`,
      ['warning'],
    ],
    [
      'only written beside',
      `${reading}cache c {}\ndatabase d {}\napi -> c -> d { for: view }\napi -> d { for: edit }`,
      [],
    ],
    [
      'a share goes beside',
      `${reading}cache c {}\ndatabase d {}\napi -> c -> d { for: view }\napi -> d { for: view, share: 10% }`,
      [],
    ],
    [
      'another table is read beside',
      `${reading}cache c {}\ndatabase d { table t {}\ntable u {} }\napi -> c { for: view }\nc -> d { reads: t }\napi -> d { for: view, reads: u }`,
      [],
    ],
    [
      'the same table is read beside',
      `${reading}cache c {}\ndatabase d { table t {}\ntable u {} }\napi -> c { for: view }\nc -> d { reads: t }\napi -> d { for: view, reads: t }`,
      ['warning'],
    ],
    [
      'nobody knows which table',
      `${reading}cache c {}\ndatabase d { table t {}\ntable u {} }\napi -> c -> d { for: view }\napi -> d { for: view }`,
      [],
    ],
  ],
  'bits-bytes-confusion': [
    ['eight times', load(100, 'replicas: 1, bandwidth: 100Mbps'), ['warning']],
    ['at the edge', load(95, 'replicas: 1, bandwidth: 100Mbps'), ['warning']],
    ['beyond it', load(94, 'replicas: 1, bandwidth: 100Mbps'), []],
    ['a wider tolerance', load(94, 'replicas: 1, bandwidth: 100Mbps'), ['warning'], { tolerance: 0.1 }],
    ['over all replicas', load(200, 'replicas: 2, bandwidth: 100Mbps'), ['warning']],
    ['in bytes', load(800, 'replicas: 1, bandwidth: 100MB/s'), []],
    ['an assumed peak', load(33.3333, 'replicas: 1, bandwidth: 100Mbps', ''), []],
    ['an assumed number of replicas', load(100, 'bandwidth: 100Mbps'), []],
    ['no bandwidth', load(10000, 'replicas: 1'), []],
    ['only drawn', load(100, 'replicas: 1, bandwidth: 100Mbps, future: yes'), []],
  ],
  'engine-kind-mismatch': [
    ['a broker as a store', 'database d { engine: kafka }', ['error']],
    ['a store as a cache', 'cache c { engine: postgres }', ['error']],
    ['a function as a worker', 'worker w { engine: aws-lambda }', []],
    ['something outside', 'external x { engine: postgres }', []],
    ['an own engine without kinds', 'engine e {}\ndatabase d { engine: e }', []],
    ['an own engine of another kind', 'engine e { kinds: [cache] }\ndatabase d { engine: e }', ['error']],
    ['the model it has', 'database d { engine: postgres, data-model: relational }', []],
    ['a model it can be', 'database d { engine: postgres, data-model: document }', []],
    ['a model it cannot be', 'database d { engine: cassandra, data-model: graph }', ['error']],
    [
      'consensus with several leaders',
      'database d { engine: cockroachdb, replication { topology: multi-leader } }',
      ['error'],
    ],
    ['consensus with one leader', 'database d { engine: cockroachdb, replication { topology: single-leader } }', []],
    ['a store with global tables', 'database d { engine: dynamodb, replication { topology: multi-leader } }', []],
    [
      'leaderless with a leader',
      'database d { engine: cassandra, replication { topology: single-leader } }',
      ['error'],
    ],
    ['one leader made several', 'database d { engine: postgres, replication { topology: multi-leader } }', []],
    ['available, called consistent', 'database d { engine: cassandra, cap: CP }', ['error']],
    [
      'consistent by quorums',
      'database d { engine: cassandra, cap: CP, replication { write-quorum: 2, read-quorum: 2 } }',
      [],
    ],
    ['consistent by acknowledgements', 'database d { engine: cassandra, cap: CP, replication { acks: quorum } }', []],
    ['consistent, called available', 'database d { engine: etcd, cap: AP }', ['error']],
    ['CA is another matter', 'database d { engine: etcd, cap: CA }', []],
    ['only drawn', 'database d { engine: kafka, future: yes }', []],
  ],
  'ratio-sum-invalid': [
    ['105%', split('l -> a { weight: 95% }\nl -> b { weight: 10% }'), ['error']],
    ['90%', split('l -> a { weight: 80% }\nl -> b { weight: 10% }'), ['error']],
    ['100%', split('l -> a { weight: 95% }\nl -> b { weight: 5% }'), []],
    ['within the tolerance', split('l -> a { weight: 95% }\nl -> b { weight: 5.5% }'), []],
    ['just beyond', split('l -> a { weight: 95% }\nl -> b { weight: 5.6% }'), ['error']],
    ['a wider tolerance', split('l -> a { weight: 95% }\nl -> b { weight: 10% }'), [], { tolerance: 0.05 }],
    ['plain numbers', split('l -> a { weight: 95 }\nl -> b { weight: 10 }'), []],
    ['one is left open', split('l -> a { weight: 95% }\nl -> b'), ['error']],
    [
      'each flow has a split of its own',
      `client w {}\nflow f { from: w }\nflow g { from: w }\n${split('w -> l\nl -> a { for: f, weight: 60% }\nl -> b { for: f, weight: 40% }\nl -> c { for: g }')}`,
      [],
    ],
    [
      'the split of one flow is wrong',
      `client w {}\nflow f { from: w }\nflow g { from: w }\n${split('w -> l\nl -> a { for: f, weight: 60% }\nl -> b { for: f, weight: 50% }\nl -> c { for: g }')}`,
      ['error'],
    ],
    ['a single target', split('l -> a { weight: 95% }'), []],
    [
      'shares are independent',
      'service a {}\nservice b {}\nservice c {}\na -> b { share: 80% }\na -> c { share: 80% }',
      [],
    ],
    [
      'a target is only drawn',
      'lb l {}\nservice a {}\nservice b { future: yes }\nl -> a { weight: 90% }\nl -> b { weight: 20% }',
      [],
    ],
    ['queries beyond 100%', 'database d { table t { query by a 70%\n query by b 31% } }', ['error']],
    ['queries of 100%', 'database d { table t { query by a 70%\n query by b 30% } }', []],
    ['queries that are not all', 'database d { table t { query by a 70% } }', []],
  ],
  'sharding-strategy-contradiction': [
    ['hash with ranges', 'database d { sharding: hash, ranges: ["a-m", "n-z"] }', ['error']],
    ['a ring with ranges', 'database d { sharding: consistent-hash, ranges: ["a-m", "n-z"] }', ['error']],
    [
      'a table under a store that hashes',
      'database d { sharding: hash\n table t { ranges: ["a-m", "n-z"] } }',
      ['error'],
    ],
    [
      'said of store and table, told once',
      'database d { sharding: hash, ranges: ["a-m", "n-z"]\n table t {} }',
      ['error'],
    ],
    ['a directory may list ranges', 'database d { sharding: directory, ranges: ["a-m", "n-z"], shards: 5 }', []],
    ['as many ranges as shards', 'database d { sharding: range, ranges: ["a-m", "n-z"], shards: 2 }', []],
    ['fewer ranges than shards', 'database d { sharding: range, ranges: ["a-m", "n-z"], shards: 3 }', ['error']],
    [
      'shards that split by themselves',
      'database d { sharding: range, ranges: ["a-m", "n-z"], shards: 3, rebalance: auto }',
      [],
    ],
    ['two cuts make three shards', 'database d { sharding: range, ranges: [100, 200], shards: 3 }', []],
    ['two cuts and four shards', 'database d { sharding: range, ranges: [100, 200], shards: 4 }', ['error']],
    ['range alone', 'database d { sharding: range }', []],
    ['range, moved by hand, without bounds', 'database d { sharding: range, rebalance: manual }', ['error']],
    ['ranges alone', 'database d { ranges: ["a-m", "n-z"] }', []],
    ['geo in one region', 'region r { database d { sharding: geo } }', ['error']],
    ['geo in two', 'database d { sharding: geo, regions: [r, s] }', []],
    ['geo, one of several', 'region s {}\nregion r { database d { sharding: geo } }', []],
    ['geo, nobody knows where', 'database d { sharding: geo }', []],
    ['only drawn', 'database d { sharding: hash, ranges: ["a-m", "n-z"], future: yes }', []],
  ],
  'unit-or-range-invalid': [
    ['100% available', 'system { slo { availability: 100% } }', ['error']],
    ['just below', 'system { slo { availability: 99.999% } }', []],
    ['0% available', 'service a { availability: 0% }', ['error']],
    ['promised to customers', 'system { sla { availability: 100% } }', ['error']],
    ['measured', 'system { sli { availability: 100% } }', []],
    ['the objective of a flow', 'client c {}\nflow f { from: c, slo { availability: 100% } }', ['error']],
    ['percentiles upside down', 'system { slo { latency.p50: 2s, latency.p99: 1s } }', ['error']],
    ['percentiles alike', 'system { slo { latency.p50: 1s, latency.p99: 1s } }', []],
    ['latency above its 99th percentile', 'service a { latency: 50ms, latency.p99: 20ms }', ['error']],
    ['the 99th percentile of the engine', 'database a { engine: etcd, latency: 50ms }', []],
    ['min above max', 'service a { autoscale { min: 5, max: 4 } }', ['error']],
    ['min is max', 'service a { autoscale { min: 5, max: 5 } }', []],
    ['no max', 'service a { autoscale { min: 5 } }', []],
    ['more zones than replicas', 'service a { replicas: 2, zones: [a, b, c] }', ['info']],
    ['one in each zone', 'service a { replicas: 3, zones: [a, b, c] }', []],
    ['placed by the provider', 'service a { managed: yes, replicas: 2, zones: [a, b, c] }', []],
    ['their number changes', 'service a { replicas: 2, zones: [a, b, c], autoscale { min: 2, max: 6 } }', []],
    ['nobody knows how many', 'service a { zones: [a, b, c] }', []],
    ['a quorum of more than there are', 'service a { replicas: 2, quorum: 3 }', ['error']],
    ['a quorum of all', 'service a { replicas: 2, quorum: 2 }', []],
    ['no time', 'service a {}\nservice b {}\na -> b { timeout: 0s }', ['error']],
    [
      'no time, for all calls',
      'service a { defaults { timeout: 0s } }\nservice b {}\nservice c {}\na -> b\na -> c',
      ['error'],
    ],
    ['some time', 'service a {}\nservice b {}\na -> b { timeout: 1ms }', []],
    ['no time to connect', 'service a {}\nservice b {}\na -> b { connect-timeout: 0s, timeout: 1s }', ['error']],
    [
      'first wait above the longest',
      'service a {}\nservice b {}\na -> b { retries: 1, backoff: exponential(2s, 1s) }',
      ['error'],
    ],
    [
      'jitter above the longest wait',
      'service a {}\nservice b {}\na -> b { retries: 1, backoff: exponential(1s, 2s), jitter: 3s }',
      ['error'],
    ],
    [
      'jitter within it',
      'service a {}\nservice b {}\na -> b { retries: 1, backoff: exponential(1s, 2s), jitter: 2s }',
      [],
    ],
    ['only drawn', 'service a { availability: 100%, future: yes }', []],
  ],
};

describe.each(Object.entries(cases))('%s', (rule, list) => {
  it.each(list.map((entry) => [entry[0], entry] as const))('%s', (_, [, code, severities, options]) => {
    const design = linted(code, options ? everything({ [rule]: ['error', options] }) : everything());
    expect(design.model.problems.map(({ message }) => message)).toEqual([]);
    const found = design.of(rule);
    expect(found.map(({ severity, message }) => `${severity}: ${message}`)).toHaveLength(severities.length);
    if (!options) expect(found.map(({ severity }) => severity)).toEqual(severities);
    for (const finding of found) {
      expect(underlined(design, finding).trim()).not.toBe('');
      for (const fix of finding.fixes) {
        const after = linted(fixed(code, fix));
        expect(after.model.problems.map(({ message }) => message)).toEqual([]);
        expect(after.of(rule).length).toBeLessThan(found.length);
      }
    }
  });
});

describe('messages', () => {
  it.each([
    [
      'broker-without-consumer',
      'service api {}\nqueue jobs {}\napi ~> jobs',
      'Nothing consumes `jobs`: what `api` sends stays there until it expires.',
    ],
    [
      'async-flow-to-non-broker',
      'service api {}\nservice mailer {}\napi ~> mailer',
      '`api ~> mailer` has no queue: if `mailer` is down or `api` restarts, the work is lost and nobody notices.',
    ],
    [
      'cache-pattern-wiring',
      'service api {}\ncache hot { pattern: read-through }\napi -> hot',
      '`hot` is read-through, so it fetches what it lacks from a store itself, but no link leads from it to one.',
    ],
    [
      'engine-kind-mismatch',
      'queue clicks { engine: kafka }',
      'Apache Kafka is a topic, but `clicks` is drawn as a queue.',
    ],
    [
      'ratio-sum-invalid',
      split('l -> a { weight: 95% }\nl -> b { weight: 10% }'),
      'The weights of `l` add up to 105%, not to 100%.',
    ],
    [
      'sharding-strategy-contradiction',
      'database d { sharding: range, shards: 4, ranges: ["a-m", "n-z"] }',
      '`d`: it has 4 shards, but 2 ranges.',
    ],
    [
      'unit-or-range-invalid',
      'service a { autoscale { min: 5, max: 4 } }',
      '`a` scales from at least 5 to at most 4 replicas: the least is above the most.',
    ],
  ])('of %s', (rule, code, message) => {
    expect(
      linted(code)
        .of(rule)
        .map((finding) => finding.message),
    ).toEqual([message]);
  });
});

it('concludes nothing from a link that cannot be read', () => {
  const broker = linted('service a {}\nqueue q {}\na ~> q\nq ~> crew');
  expect(broker.model.problems).toHaveLength(1);
  expect(broker.of('broker-without-consumer')).toEqual([]);
  const cache = linted('service a {}\ncache c { pattern: read-through }\na -> c\nc -> store');
  expect(cache.of('cache-pattern-wiring')).toEqual([]);
  const orphan = linted('client w {}\nservice a {}\nservice b {}\nw -> a\nx -> b');
  expect(orphan.of('orphan-component')).toEqual([]);
});
