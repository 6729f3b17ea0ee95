import { describe, expect, it } from 'vitest';
import { fixed, linted } from './linting.js';
import { cases, message } from './reliability/cases.js';

const titles = (rule: string, code: string): string[] =>
  linted(code)
    .of(rule)
    .flatMap(({ fixes }) => fixes.map(({ title }) => title));

cases('async-flow-to-non-broker', [
  ['behind a call in a chain', 'service a {}\nlb l {}\nservice b {}\na -> l ~> b', ['warning']],
  ['objects to a service', 'storage a {}\nservice b {}\na ~> b', ['warning']],
  ['a cache that holds writes', 'service a {}\ncache b { pattern: write-behind }\na ~> b', ['warning']],
  ['a product without a queue', 'service a {}\nservice b { engine: nginx }\na ~> b', ['warning']],
  ['the receiver may lose it', 'service a {}\ndatabase b { durability: best-effort }\na ~> b', []],
  [
    'only one of two flows may be lost',
    'client c {}\nflow f { from: c, durability: best-effort }\nflow g { from: c }\nservice a {}\nservice b {}\nc -> a\na ~> b',
    ['warning'],
  ],
]);

it('ends with engines that extend each other', () => {
  const design = linted('engine a extends b {}\nengine b extends a {}\nservice x {}\nservice y { engine: a }\nx ~> y');
  expect(design.of('async-flow-to-non-broker')).toHaveLength(1);
});

it('reads the changes of a store from its log', () => {
  expect(titles('async-flow-to-non-broker', 'storage a {}\nservice b {}\na ~> b')[0]).toContain('capture: cdc');
  expect(message('async-flow-to-non-broker', 'storage a {}\nservice b {}\na ~> b')).toContain('never reaches it');
});

const load = (service: string, head = ''): string =>
  `${head}client w {}\nflow f { from: w, rate: 100/s, op: read, request: 0B, response: 1MB, peak: 1x }\nservice s { ${service} }\nw -> s`;

cases('bits-bytes-confusion', [
  ['of the engine', load('replicas: 1, engine: e', 'engine e { bandwidth: 100Mbps }\n'), []],
  ['of a knob', load('replicas: 1, bandwidth: b', 'param b = 100Mbps in 10Mbps..1Gbps\n'), []],
  ['nobody knows the load', 'service s { replicas: 1, bandwidth: 100Mbps }', []],
  [
    'a hit ratio that is assumed',
    `${load('replicas: 1, bandwidth: 100Mbps').replace('w -> s', 'cdn e {}\nw -> e -> s')}`,
    [],
  ],
]);

cases('broker-without-consumer', [
  ['it is asked for a list', 'service a {}\nworker w {}\nqueue q {}\na ~> q\nw -> q { op: list }', []],
  ['it is only ever asked', 'worker w {}\nqueue q {}\nw -> q { op: list }', ['warning']],
  [
    'a flow starts at it, and ends there',
    'topic t {}\nflow f { from: t, rate: 1/s }\nservice a {}\nservice b {}\na -> b',
    ['warning'],
  ],
  ['a record that somebody reads', 'worker w {}\ntopic t {}\ndatabase d { audit: t }\nt ~> w', []],
]);

it('names who sends and who waits', () => {
  const said = (code: string): string => message('broker-without-consumer', code);
  expect(said('service a {}\nservice b {}\nqueue q {}\na ~> q\nb ~> q')).toBe(
    'Nothing consumes `q`: what `a` and `b` send stays there until it expires.',
  );
  expect(said('topic t {}\nflow f { from: t, rate: 1/s }\nservice a {}\nservice b {}\na -> b')).toBe(
    'Nothing consumes `t`.',
  );
  expect(said('topic t {}\nworker v {}\nworker w {}\nt ~> v\nt ~> w')).toBe(
    'Nothing publishes to `t`: `v` and `w` wait for messages that never come.',
  );
});

const reading =
  'client web {}\nflow view { from: web, op: read }\nflow edit { from: web, op: write }\nservice api {}\nweb -> api\n';
const twoTables = 'database d { table t {}\ntable u {} }\n';

cases('cache-pattern-wiring', [
  [
    'a service in between is no cache',
    `${reading}service c {}\ndatabase d {}\napi -> c -> d { for: view }\napi -> d { for: view }`,
    [],
  ],
  ['only drawn', 'service a {}\ncache c { pattern: read-through, future: yes }\na -> c', []],
  ['the caller is only drawn', 'service a { future: yes }\ncache c { pattern: read-through }\na -> c', []],
  [
    'clients that it tells are no store',
    'client w {}\nservice a {}\ncache c { pattern: read-through }\na -> c\nc ~> w',
    ['warning'],
  ],
  [
    'the pattern is that of the engine',
    'engine e { kinds: [cache], pattern: read-through }\nservice a {}\ncache c { engine: e }\na -> c',
    [],
  ],
  [
    'what is handed over answers no miss',
    'service a {}\nservice b {}\ncache c { pattern: cache-aside }\na -> c\na ~> b',
    ['warning'],
  ],
  [
    'written through to one store, told to another',
    'service a {}\ncache c { pattern: write-through }\ndatabase d {}\ndatabase e {}\na -> c\nc -> d\nc ~> e',
    [],
  ],
  ['written behind, as it says', 'service a {}\ncache c { pattern: write-behind }\ndatabase d {}\na -> c\nc ~> d', []],
  [
    'handed over to the store that is read',
    `${reading}cache c {}\ndatabase d {}\napi -> c { for: view }\nc ~> d\napi -> d { for: view }`,
    [],
  ],
  [
    'in front of a service that is called as well',
    `${reading}cache c {}\nservice d {}\napi -> c -> d { for: view }\napi -> d { for: view }`,
    [],
  ],
  [
    'only a share goes through it',
    `${reading}cache c {}\ndatabase d {}\napi -> c { for: view, share: 50% }\nc -> d\napi -> d { for: view }`,
    [],
  ],
  [
    'handed over beside it',
    `${reading}cache c {}\ndatabase d {}\napi -> c -> d { for: view }\napi ~> d { for: view }`,
    [],
  ],
  [
    'nobody knows which table is read beside',
    `${reading}cache c {}\n${twoTables}api -> c { for: view }\nc -> d { reads: t }\napi -> d { for: view }`,
    [],
  ],
  [
    'nobody knows which table is cached',
    `${reading}cache c {}\n${twoTables}api -> c -> d { for: view }\napi -> d { for: view, reads: t }`,
    [],
  ],
  [
    'other reads fall through',
    `${reading}flow list { from: web, op: list }\ncache c {}\ndatabase d {}\napi -> c { for: [view, list] }\nc -> d { for: list }\napi -> d { for: view }`,
    [],
  ],
  [
    'only its writes go beside',
    `${reading}cache c {}\ndatabase d {}\napi -> c -> d { for: [view, edit] }\napi -> d { for: edit }`,
    [],
  ],
]);

describe('cache-pattern-wiring', () => {
  const rule = 'cache-pattern-wiring';
  it('names those who read, and offers a way only where there is one reader', () => {
    const cache = 'cache c { pattern: cache-aside }\n';
    const one = `${reading}service job {}\n${cache}api -> c { for: view }\njob -> c { op: write }\ndatabase d {}`;
    expect(message(rule, one)).toBe(
      '`c` is cache-aside, but nothing carries what it misses: `api` has no link to a store.',
    );
    expect(titles(rule, one)).toEqual(['Fetch from `d` on a miss']);
    const two = `service a {}\nservice b {}\n${cache}a -> c { op: read }\nb -> c { op: read }\ndatabase d {}`;
    expect(message(rule, two)).toContain('`a` and `b` have no link to a store');
    expect(titles(rule, two)).toEqual([]);
  });

  const missed = (pattern: string): string =>
    `${reading}cache c { pattern: ${pattern} }\ndatabase d {}\napi -> c { for: view }\napi -> d { for: view, on-miss: c }`;

  it('calls a pattern by its name where the caller fetches', () => {
    const aside = 'Its caller fetches what it misses: `pattern: cache-aside`';
    expect(titles(rule, missed('read-through'))).toEqual([aside, 'Link it to `d`']);
    expect(titles(rule, missed('refresh-ahead'))).toEqual([aside, 'Link it to `d`']);
    expect(titles(rule, missed('write-through'))).toEqual(['Link it to `d`']);
    expect(titles(rule, missed('read-through').replace(', on-miss: c', ''))).toEqual(['Link it to `d`']);
  });

  it('links a cache to the only store that is built, in the way of its pattern', () => {
    const code = 'service a {}\ncache c { pattern: write-behind }\ndatabase d {}\ndatabase e { future: yes }\na -> c';
    expect(fixed(code, linted(code).of(rule)[0].fixes[0])).toContain('c ~> d');
    const through = code.replace('write-behind', 'write-through');
    expect(fixed(through, linted(through).of(rule)[0].fixes[0])).toContain('c -> d');
    expect(titles(rule, code.replace(' future: yes ', ''))).toEqual([]);
  });
});

const own = (engine: string, component: string): string =>
  `engine e { kinds: [database], ${engine} }\ndatabase d { engine: e, ${component} }`;

cases('engine-kind-mismatch', [
  ['a program as a store', 'database d { engine: aws-lambda }', ['error']],
  ['a store as a program', 'service s { engine: postgres }', ['error']],
  ['an engine of no model', own('supports: key', 'data-model: relational'), []],
  ['an engine of no abilities', own('data-model: document', 'data-model: relational'), []],
  ['the model it has, whatever it can', own('data-model: relational, supports: key', 'data-model: relational'), []],
  [
    'one leader and consistent, made several',
    own('cap: CP, replication { topology: single-leader }', 'replication { topology: multi-leader }'),
    [],
  ],
  [
    'consensus without a leader',
    own('cap: CP, replication { topology: consensus }', 'replication { topology: leaderless }'),
    ['error'],
  ],
  ['leaderless, as it is', own('replication { topology: leaderless }', 'replication { topology: leaderless }'), []],
  [
    'leaderless with several leaders',
    own('replication { topology: leaderless }', 'replication { topology: multi-leader }'),
    [],
  ],
  ['nothing is known of its leaders', own('cap: CP', 'replication { topology: multi-leader }'), []],
  ['available, as it is', own('cap: AP, replication { topology: consensus }', 'cap: AP'), []],
  [
    'consistent with one leader, called available',
    own('cap: CP, replication { topology: single-leader }', 'cap: AP'),
    [],
  ],
  [
    'the quorums are those of the engine',
    own('cap: AP, replication { topology: leaderless, write-quorum: 2, read-quorum: 2 }', 'cap: CP'),
    ['error'],
  ],
  [
    'consistent by what is written',
    own('cap: AP, replication { topology: leaderless }', 'cap: CP, replication { write-quorum: 2 }'),
    [],
  ],
  [
    'consistent by what is read',
    own('cap: AP, replication { topology: leaderless }', 'cap: CP, replication { read-quorum: 2 }'),
    [],
  ],
  [
    'confirmed by a single copy',
    own('cap: AP, replication { topology: leaderless }', 'cap: CP, replication { acks: leader }'),
    ['error'],
  ],
  ['available, called CA', own('cap: AP, replication { topology: leaderless }', 'cap: CA'), []],
  ['nobody says on which side it is', own('replication { topology: leaderless }', 'cap: CP'), []],
  [
    'available with several leaders, called consistent',
    own('cap: AP, replication { topology: multi-leader }', 'cap: CP'),
    [],
  ],
]);

const split = (rest: string, kind = 'lb'): string => `${kind} l {}\nservice a {}\nservice b {}\nservice c {}\n${rest}`;
const flows = 'client w {}\nflow f { from: w }\nflow g { from: w }\n';

cases('ratio-sum-invalid', [
  ['a queue', split('l ~> a { weight: 80% }\nl ~> b { weight: 80% }', 'queue'), ['error']],
  ['names', split('l -> a { weight: 80% }\nl -> b { weight: 80% }', 'dns'), ['error']],
  ['a service splits nothing', split('l -> a { weight: 80% }\nl -> b { weight: 80% }', 'service'), []],
  [
    'another flow is split evenly',
    `${flows}service d {}\n${split('w -> l\nl -> a { for: f, weight: 60% }\nl -> b { for: f, weight: 40% }\nl -> c { for: g }\nl -> d { for: g }')}`,
    [],
  ],
  [
    'one target takes all flows',
    `${flows}${split('w -> l\nl -> a { weight: 60% }\nl -> b { for: f, weight: 60% }')}`,
    ['error'],
  ],
  [
    'a flow with a single target',
    `${flows}${split('w -> l\nl -> a { for: f, weight: 60% }\nl -> b { for: f, weight: 40% }\nl -> c { for: g, weight: 50% }')}`,
    [],
  ],
  [
    'queries of a store that is only drawn',
    'database d { future: yes, table t { query by a 70%\n query by b 31% } }',
    [],
  ],
  ['half a percent more of queries', 'database d { table t { query by a 70%\n query by b 30.5% } }', []],
  ['a little more', 'database d { table t { query by a 70%\n query by b 30.6% } }', ['error']],
  [
    'a wider tolerance for queries',
    'database d { table t { query by a 70%\n query by b 31% } }',
    [],
    { tolerance: 0.01 },
  ],
]);

it('points at the last query with a share', () => {
  const code = 'database d { table t { query by a 70%\n query by b 40%\n query by c } }';
  const [finding] = linted(code).of('ratio-sum-invalid');
  expect(code.slice(finding.at.offset, finding.at.end)).toContain('by b');
});

it('gives the rest to the one that has none, if there is a rest', () => {
  const rule = 'ratio-sum-invalid';
  expect(titles(rule, split('l -> a { weight: 90% }\nl -> b'))).toEqual(['Give `b` the rest: `weight: 10%`']);
  expect(titles(rule, split('l -> a { weight: 100% }\nl -> b'))).toEqual([]);
  expect(titles(rule, split('l -> a { weight: 90% }\nl -> b -> c'))).toEqual([]);
  const two = split('l -> a { weight: 90% }\nl -> b\nl -> c');
  expect(titles(rule, two)).toEqual([]);
  expect(message(rule, two)).toContain('`b` and `c` have none and count as 100%');
  expect(message(rule, split('l -> a { weight: 90% }\nl -> b'))).toContain('`b` has none and counts as 100%');
});
