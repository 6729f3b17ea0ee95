import { describe, expect, it } from 'vitest';
import { everything, linted } from './linting.js';

/** What a rule says of a design, by severity, under settings of its options. */
type Case = readonly [
  title: string,
  code: string,
  severities: readonly string[],
  options?: Readonly<Record<string, unknown>>,
];

const load = (perDay: string, rest: string): string =>
  `client web { users: 8.64M }\nflow visit { from: web, rate: ${perDay}/user/day, op: write, peak: 1x }\nlb front { managed: yes }\n${rest}`;

const cases: Readonly<Record<string, readonly Case[]>> = {
  'missing-timeout': [
    ['fires on a call', 'service a {}\nservice b {}\na -> b', ['warning']],
    ['a sketch', 'system { maturity: sketch }\nservice a {}\nservice b {}\na -> b', []],
    ['a deadline bounds it', 'service a {}\nservice b {}\na -> b { deadline: 3s }', []],
    ['defaults of the caller', 'service a { defaults { timeout: 1s } }\nservice b {}\na -> b', []],
    ['defaults of a group', 'group tier { defaults { timeout: 1s }\nservice a {} }\nservice b {}\na -> b', []],
    ['defaults of the system', 'system { defaults { timeout: 1s } }\nservice a {}\nservice b {}\na -> b', []],
    ['a mesh over both', 'mesh m { defaults { timeout: 1s } }\nservice a {}\nservice b {}\na -> b', []],
    ['modules of one deployable', 'service m {}\nservice a { part-of: m }\nservice b { part-of: m }\na -> b', []],
    ['a client of strangers', 'client c {}\nservice b {}\nc -> b', []],
    ['a client of our own', 'client c { trusted: yes }\nservice b {}\nc -> b', ['warning']],
    ['a hand-over', 'service a {}\nqueue q {}\na ~> q', []],
    ['only drawn', 'service a {}\nservice b { future: yes }\na -> b', []],
  ],
  'timeout-inversion': [
    [
      'equal leaves no slack',
      'service a {}\nservice b {}\nservice c {}\na -> b { timeout: 1s }\nb -> c { timeout: 1s }',
      ['error'],
    ],
    [
      'a retry makes it longer',
      'service a {}\nservice b {}\nservice c {}\na -> b { timeout: 3s }\nb -> c { timeout: 1.5s, retries: 1, backoff: constant(100ms) }',
      ['error'],
    ],
    ['enough', 'service a {}\nservice b {}\nservice c {}\na -> b { timeout: 3s }\nb -> c { timeout: 1s }', []],
    [
      'the deadline is passed on',
      'service a {}\nservice b {}\nservice c {}\na -> b { timeout: 1s }\nb -> c { timeout: 3s, deadline: propagate }',
      [],
    ],
    ['no timeout in front', 'service a {}\nservice b {}\nservice c {}\na -> b\nb -> c { timeout: 3s }', []],
    [
      'several in series only together',
      'service a {}\nservice b {}\nservice c {}\nservice d {}\na -> b { timeout: 3s }\nb -> c { timeout: 2s }\nb -> d { timeout: 2s }',
      ['info'],
    ],
    [
      'side by side',
      'service a {}\nservice b {}\nservice c {}\nservice d {}\na -> b { timeout: 3s }\nb -> c { timeout: 2s, parallel: both }\nb -> d { timeout: 2s, parallel: both }',
      [],
    ],
    ['one budget for a chain', 'client c {}\nlb l { managed: yes }\nservice s {}\nc -> l -> s { timeout: 3s }', []],
  ],
  'retry-without-backoff': [
    ['none', 'service a {}\nservice b {}\na -> b { retries: 2, backoff: none }', ['warning']],
    ['constant', 'service a {}\nservice b {}\na -> b { retries: 2, backoff: constant(1s) }', ['warning']],
    ['exponential', 'service a {}\nservice b {}\na -> b { retries: 2, backoff: exponential(100ms, 1s) }', []],
    ['no retries', 'service a {}\nservice b {}\na -> b { retries: 0 }', []],
    ['one hedged read', 'service a {}\nservice b {}\na -> b { retries: 1, hedge: 20ms, op: read }', []],
    [
      'a mesh backs off',
      'mesh m { defaults { backoff: exponential(1s, 8s) } }\nservice a {}\nservice b {}\na -> b { retries: 2 }',
      [],
    ],
  ],
  'retry-without-jitter': [
    [
      'many callers',
      'service a { replicas: 9 }\nservice b {}\na -> b { retries: 2, backoff: exponential(1s, 8s) }',
      ['warning'],
    ],
    [
      'nobody knows how many',
      'service a {}\nservice b {}\na -> b { retries: 2, backoff: exponential(1s, 8s) }',
      ['warning'],
    ],
    [
      'a single caller',
      'service a { replicas: 1 }\nservice b {}\na -> b { retries: 2, backoff: exponential(1s, 8s) }',
      ['hint'],
    ],
    [
      'full',
      'service a { replicas: 9 }\nservice b {}\na -> b { retries: 2, backoff: exponential(1s, 8s), jitter: full }',
      [],
    ],
  ],
  'retry-amplification': [
    ['8 attempts', chain(1, 1, 1), []],
    ['12 attempts', chain(1, 1, 2), ['warning']],
    ['64 attempts', chain(3, 3, 3), ['error']],
    ['a lower limit', chain(1, 1, 1), ['warning'], { maxAmplification: 7 }],
    ['one retrying hop', chain(0, 0, 20), []],
    ['a budget caps them', chain(3, 3, 3, ', retry-budget: 10%'), []],
  ],
  'non-idempotent-retry': [
    ['a write', 'service a {}\nservice b {}\na -> b { op: write, retries: 1 }', ['error']],
    ['nobody knows what it does', 'service a {}\nservice b {}\na -> b { retries: 1 }', []],
    ['a read', 'service a {}\nservice b {}\na -> b { op: read, retries: 1 }', []],
    ['an upsert', 'service a {}\nservice b {}\na -> b { op: upsert, retries: 1 }', []],
    ['a key', 'service a {}\nservice b {}\na -> b { op: write, retries: 1, idempotency-key: order }', []],
    ['idempotent', 'service a {}\nservice b {}\na -> b { op: write, retries: 1, idempotent: yes }', []],
  ],
  'single-point-of-failure': [
    ['three nines', critical('service api { replicas: 1 }', '99.9%'), ['warning']],
    ['two nines', critical('service api { replicas: 1 }', '99%'), []],
    ['a lower gate', critical('service api { replicas: 1 }', '99%'), ['warning'], { availability: 0.98 }],
    ['two replicas', critical('service api { replicas: 2 }', '99.9%'), []],
    ['managed', critical('service api { replicas: 1, managed: yes }', '99.9%'), []],
    ['nobody knows', critical('service api {}', '99.9%'), ['hint']],
    ['optional', critical('service api { replicas: 1, criticality: optional }', '99.9%'), []],
    ['few users', critical('service api { replicas: 1 }', '99.9%', '10k'), ['info']],
  ],
  'over-capacity': [
    ['above', load('11', 'service api { replicas: 1, capacity: 1k/s }\nweb -> front -> api'), ['error']],
    ['at 70%', load('7', 'service api { replicas: 1, capacity: 1k/s }\nweb -> front -> api'), ['warning']],
    ['below 70%', load('6.9', 'service api { replicas: 1, capacity: 1k/s }\nweb -> front -> api'), []],
    [
      'a target of its own',
      load('6.9', 'service api { replicas: 1, capacity: 1k/s, target-utilisation: 50% }\nweb -> front -> api'),
      ['warning'],
    ],
    [
      'another default',
      load('6.9', 'service api { replicas: 1, capacity: 1k/s }\nweb -> front -> api'),
      ['warning'],
      { target: 0.6 },
    ],
    ['no capacity', load('99', 'service api { replicas: 1 }\nweb -> front -> api'), []],
    ['no replicas', load('99', 'service api { capacity: 1k/s }\nweb -> front -> api'), []],
    ['no load', 'service api { replicas: 1, capacity: 1/s }', []],
  ],
  'storage-exceeds-capacity': [
    ['full', store('storage: 8TB'), ['error']],
    ['over the fill', store('storage: 11TB'), ['warning']],
    ['just under the fill', store('storage: 11.9TB'), []],
    ['a fill of its own', store('storage: 11.9TB, fill: 70%'), ['warning']],
    ['another default', store('storage: 11.9TB'), ['warning'], { fill: 0.7 }],
    ['no disk', store('capacity: 1k/s'), []],
    ['no replicas', store('storage: 8TB').replace('replicas: 1, ', ''), []],
  ],
  'hot-shard-key': [
    ['ranges of time', table('created: timestamp', 'shard-key: created, sharding: range'), ['error']],
    ['nothing said', table('created: timestamp', 'shard-key: created'), ['warning']],
    ['hashed time', table('created: timestamp', 'shard-key: created, sharding: hash'), ['info']],
    ['hashed sequence', table('number: id { generated: auto-increment }', 'shard-key: number, sharding: hash'), []],
    [
      'by customer first',
      table('created: timestamp, customer: id', 'shard-key: [customer, created], sharding: range'),
      [],
    ],
    ['declared not to grow', table('created: id { monotonic: no }', 'shard-key: created, sharding: range'), []],
    ['one shard', table('created: timestamp', 'shard-key: created, sharding: range', 1), []],
    ['snowflakes', table('message: id { generated: snowflake }', 'shard-key: message, sharding: range'), ['error']],
  ],
  'low-cardinality-shard-key': [
    ['79 values on 8 shards', table('a: id { cardinality: 79 }', 'shard-key: a, sharding: hash'), ['warning']],
    ['80 values on 8 shards', table('a: id { cardinality: 80 }', 'shard-key: a, sharding: hash'), []],
    [
      'another factor',
      table('a: id { cardinality: 80 }', 'shard-key: a, sharding: hash'),
      ['warning'],
      { valuesPerShard: 20 },
    ],
    ['a telling name', table('status: int', 'shard-key: status, sharding: hash'), ['warning']],
    ['by place', table('region: text(9B)', 'shard-key: region, sharding: geo'), []],
    ['nobody knows', table('a: id', 'shard-key: a, sharding: hash'), []],
    [
      'two parts that spread',
      table('a: id { cardinality: 20 }, b: id { cardinality: 20 }', 'shard-key: [a, b], sharding: hash'),
      [],
    ],
  ],
  'cache-without-expiry-or-invalidation': [
    ['neither', 'service a {}\ncache c {}\ndatabase d {}\na -> c -> d', ['warning']],
    ['a ttl', 'service a {}\ncache c { ttl: 1h }\ndatabase d {}\na -> c -> d', []],
    ['told of changes', 'service a {}\ncache c { invalidation: on-write }\ndatabase d {}\na -> c -> d', []],
    ['never changes', 'service a {}\ncache c { immutable: yes }\ndatabase d {}\na -> c -> d', []],
    ['all writes go through', 'service a {}\ncache c { pattern: write-through }\ndatabase d {}\na -> c -> d', []],
    [
      'some writes go round',
      'service a {}\ncache c { pattern: write-through }\ndatabase d {}\na -> c -> d\na -> d { op: write }',
      ['warning'],
    ],
    ['sessions', 'service a {}\ncache c { holds: session }\ndatabase d {}\na -> c -> d', []],
    ['a sketch', 'system { maturity: sketch }\nservice a {}\ncache c {}\ndatabase d {}\na -> c -> d', []],
    [
      'pictures at the edge',
      'client w {}\nflow f { from: w, op: read, content: image }\ncdn e {}\nstorage s {}\nw -> e -> s',
      [],
    ],
    [
      'pages at the edge',
      'client w {}\nflow f { from: w, op: read, content: html }\ncdn e {}\nservice s {}\nw -> e -> s',
      ['warning'],
    ],
  ],
  'missing-dead-letter-queue': [
    ['a queue', 'queue q {}\nworker w {}\nq ~> w', ['warning']],
    ['a topic that says nothing', 'topic q {}\nworker w {}\nq ~> w', []],
    ['at least once', 'topic q { delivery: at-least-once }\nworker w {}\nq ~> w', ['warning']],
    ['at most once', 'queue q { delivery: at-most-once }\nworker w {}\nq ~> w', []],
    ['set aside', 'queue q {}\nqueue dead {}\nworker w {}\nq ~> w { dead-letter: dead }', []],
    ['may be lost', 'queue q { durability: best-effort }\nworker w {}\nq ~> w', []],
    ['analytics', 'queue q {}\nworker w { role: analytics }\nq ~> w', []],
    ['a sketch', 'system { maturity: sketch }\nqueue q {}\nworker w {}\nq ~> w', []],
  ],
  'replicas-without-load-balancer': [
    ['direct', 'client c {}\nservice s { replicas: 2 }\nc -> s', ['warning']],
    ['one replica', 'client c {}\nservice s { replicas: 1 }\nc -> s', []],
    ['behind a balancer', 'client c {}\nlb l {}\nservice s { replicas: 2 }\nc -> l -> s', []],
    ['behind a gateway', 'client c {}\ngateway g {}\nservice s { replicas: 2 }\nc -> g -> s', []],
    ['kubernetes', 'client c {}\nservice s { replicas: 2, runtime: kubernetes }\nc -> s', []],
    ['discovery', 'service c {}\nservice s { replicas: 2, discovery: registry }\nc -> s', []],
    ['a fixed list is no discovery', 'service c {}\nservice s { replicas: 2, discovery: static }\nc -> s', ['warning']],
    ['a mesh', 'mesh m {}\nservice c {}\nservice s { replicas: 2 }\nc -> s', []],
    ['only messages', 'queue q {}\nservice s { replicas: 2 }\nq ~> s', []],
    ['a function', 'client c {}\nfunction s { replicas: 2 }\nc -> s', []],
    ['managed', 'client c {}\nservice s { replicas: 2, managed: yes }\nc -> s', []],
  ],
  'datastore-exposed-to-client': [
    ['a client', 'client c {}\ndatabase d {}\nc -> d', ['error']],
    ['our own machines', 'client c { trusted: yes }\ndatabase d {}\nc -> d', []],
    ['signed addresses', 'client c {}\nstorage d {}\nc -> d { auth { method: presigned-url } }', []],
    ['objects without them', 'client c {}\nstorage d {}\nc -> d', ['error']],
    ['row rules', 'client c {}\ndatabase d { table t { row-level-security: yes } }\nc -> d', ['info']],
    [
      'counters of a gateway',
      'client c {}\ngateway g { rate-limit { rate: 10/s, store: k } }\ncache k { ttl: 1min }\nc -> g\ng -> k',
      [],
    ],
    ['through a gateway', 'client c {}\ngateway g {}\ndatabase d {}\nc -> g -> d', ['error']],
    ['a service between', 'client c {}\nservice s {}\ndatabase d {}\nc -> s -> d', []],
    ['capture', 'database d {}\ntopic t {}\nd ~> t { capture: cdc }', []],
  ],
  'circular-dependency': [
    ['a circle', 'service a {}\nservice b {}\na -> b\nb -> a', ['error']],
    ['a webhook', 'service a {}\nservice b {}\na -> b\nb -> a { callback: yes }', []],
    ['an event ends it', 'service a {}\nservice b {}\ntopic t {}\na -> b\nb ~> t ~> a', []],
    ['an event loop', 'service a {}\ntopic t {}\na ~> t ~> a', ['info']],
    ['its own replicas', 'service a {}\na -> a', ['info']],
    ['only drawn', 'service a {}\nservice b { future: yes }\na -> b\nb -> a', []],
    ['stores are no services', 'service a {}\ndatabase b {}\na -> b', []],
  ],
};

function chain(first: number, second: number, third: number, more = ''): string {
  const retry = (n: number): string => `retries: ${n}, backoff: exponential(1s, 8s)${more}`;
  return `client w {}\nservice a {}\nservice b {}\nservice c {}\nw -> a { ${retry(first)} }\na -> b { ${retry(second)} }\nb -> c { ${retry(third)} }`;
}

function critical(component: string, availability: string, users = '1M'): string {
  return `system { slo { availability: ${availability} } }\nclient web { users: ${users} }\nlb front { managed: yes }\n${component}\nweb -> front -> api { timeout: 2s }`;
}

/** 100 writes a second of 1 KB kept for three years of 365 days: 9.4608 TB. */
function store(settings: string): string {
  return `client web { users: 8.64M }\nflow save { from: web, rate: 1/user/day, op: write }\ndatabase d { replicas: 1, ${settings}, table t { row: 1KB, retention: 3y } }\nservice api {}\nweb -> api -> d`;
}

function table(fields: string, settings: string, shards = 8): string {
  return `database d { shards: ${shards}\n  table t {\n    fields { ${fields} }\n    ${settings}\n  }\n}`;
}

describe.each(Object.entries(cases))('%s', (rule, list) => {
  it.each(list.map((each) => [each[0], each] as const))('%s', (_, [, code, severities, options]) => {
    const design = linted(code, everything(options ? { [rule]: ['warning', options] } : {}));
    expect(design.model.problems).toEqual([]);
    expect(design.of(rule).map(({ severity }) => severity)).toEqual(severities);
  });
});
