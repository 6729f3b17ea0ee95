import { expect, it } from 'vitest';
import { fixed, linted } from './linting.js';
import { cases, message } from './reliability/cases.js';

const ids = (field: string, store = '', table = ''): string =>
  `database d { ${store}\n  table t { fields { n: id { ${field} } }, key: n${table} }\n}`;
const rows = (perDay: string, field = 'generated: counter'): string =>
  `client c { users: 86.4M }\nflow f { from: c, rate: ${perDay}/user/day, op: write, peak: 1x }\nservice s {}\n${ids(field)}\nc -> s -> d`;

cases('central-id-generator', [
  ['shards', ids('generated: auto-increment', 'shards: 2'), ['info']],
  ['shards of the table', ids('generated: counter', '', ', shards: 2'), ['info']],
  ['one shard', ids('generated: counter', 'shards: 1'), []],
  [
    'several leaders',
    ids('generated: counter', 'replicas: 2, replication { topology: multi-leader, conflict-resolution: crdt }'),
    ['info'],
  ],
  ['no leader', ids('generated: counter', 'replicas: 3, replication { topology: leaderless }'), ['info']],
  ['one leader', ids('generated: counter', 'replicas: 3, replication { topology: single-leader }'), []],
  ['a clock', ids('generated: snowflake', 'shards: 2'), []],
  ['by chance', ids('generated: uuid', 'shards: 2'), []],
  ['handed out', ids('generated: range-allocated', 'shards: 2'), []],
  ['not said', ids('unique: yes', 'shards: 2'), []],
  ['just below', rows('9.99'), []],
  ['at the limit', rows('10'), []],
  ['above', rows('10.01'), ['info']],
  ['above with a clock', rows('10.01', 'generated: snowflake'), []],
  ['another limit', rows('10.01'), [], { rate: 20_000 }],
  ['only drawn', ids('generated: counter', 'shards: 2, future: yes'), []],
]);

const checked = (stages: string, rest = 'latency: 10ms', client = ', rtt: 0s', more = ''): string =>
  `client c { users: 1k${client} }\nflow f { from: c, rate: 1/user/day, op: read }\ngateway g { latency: 0ms, ${stages} }\nservice s { ${rest} }\nc -> g { rtt: 0s }\ng -> s { rtt: 0s }${more}`;

cases('security-overhead-budget', [
  ['just below', checked('stages { auth: 4.2ms }'), []],
  ['above', checked('stages { auth: 4.4ms }'), ['hint']],
  ['a third of it', checked('stages { auth: 5ms }', 'latency: 10ms'), [], { share: 0.34 }],
  ['several together', checked('stages { tls: 3ms, auth: 3ms }'), ['hint']],
  ['in two places', checked('stages { tls: 3ms }', 'latency: 10ms, stages { authorization: 3ms }'), ['hint']],
  ['no checks', checked('replicas: 2'), []],
  ['not known how long it takes', checked('stages { auth: 40ms }', 'replicas: 2'), []],
  [
    'two ways on',
    checked(
      'stages { tls: 3ms }',
      'latency: 10ms, stages { authorization: 3ms }',
      undefined,
      '\nservice t { latency: 10ms }\ng -> t { rtt: 0s }',
    ),
    [],
  ],
  ['only drawn', checked('future: yes, stages { auth: 40ms }'), []],
]);

it('says what the checks take', () => {
  expect(message('security-overhead-budget', checked('stages { tls: 5ms, auth: 5ms }'))).toBe(
    'Checks take 10ms of the 20ms of `f`, 50%, before the work begins.',
  );
});

const limited = (
  rate: string,
  per = 'user',
  memory = 'memory: 16MB',
  client = 'users: 1k',
  algorithm = 'sliding-window-log',
): string =>
  `client c { ${client} }\ncache k { ${memory} }\ngateway g { rate-limit { algorithm: ${algorithm}, rate: ${rate}, per: ${per}, store: k } }\nc -> g`;

cases('sliding-log-memory', [
  ['just below', limited('99/min'), []],
  ['at the limit', limited('100/min'), []],
  ['above', limited('101/min'), ['hint']],
  ['another share', limited('100/min'), ['hint'], { share: 0.09 }],
  ['smaller entries', limited('101/min'), [], { entry: 8 }],
  ['an hour is longer', limited('101/h'), ['hint']],
  ['a second', limited('101/s'), ['hint']],
  ['a day', limited('101/day'), ['hint']],
  ['by address', limited('101/min', 'ip'), ['hint']],
  ['all together', limited('101/min', 'all'), []],
  ['very many together', limited('101k/min', 'all'), ['hint']],
  ['nobody knows how many keys', limited('101/min', 'api-key'), []],
  ['nobody knows how many users', limited('101/min', 'user', undefined, 'platform: browser'), []],
  ['nobody knows the memory', limited('101/min', 'user', 'replicas: 2'), []],
  ['another algorithm', limited('101/min', undefined, undefined, undefined, 'sliding-window-counter'), []],
  [
    'counted by each replica',
    'client c { users: 1M }\ngateway g { rate-limit { algorithm: sliding-window-log, rate: 1k/min, per: user, store: local } }\nc -> g',
    [],
  ],
  [
    'on a link',
    'client c { users: 1k }\ncache k { memory: 16MB }\nservice s {}\nc -> s { rate-limit { algorithm: sliding-window-log, rate: 101/min, per: user, store: k } }',
    ['hint'],
  ],
  ['only drawn', limited('101/min').replace('gateway g {', 'gateway g { future: yes,'), []],
]);

const outgrown = (service: string, users = '500k', system = ''): string =>
  `${system}client c { users: ${users} }\nservice s { ${service} }\nc -> s`;

cases('scale-out-trigger-reached', [
  ['just below', outgrown('scaling: vertical', '99999'), []],
  ['at the limit', outgrown('scaling: vertical', '100k'), []],
  ['above', outgrown('scaling: vertical', '100001'), ['info']],
  ['another limit', outgrown('scaling: vertical', '100001'), [], { users: 1_000_000 }],
  ['four engineers', 'system { team: 4 }\nservice s { scaling: vertical }', []],
  ['five engineers', 'system { team: 5 }\nservice s { scaling: vertical }', ['info']],
  ['six engineers', 'system { team: 6 }\nservice s { scaling: vertical }', ['info']],
  ['a larger team is fine', 'system { team: 6 }\nservice s { scaling: vertical }', [], { team: 7 }],
  ['by more machines', outgrown('scaling: horizontal'), []],
  ['not said', outgrown('replicas: 1'), []],
  ['two run', outgrown('scaling: vertical, replicas: 2'), []],
  ['one runs', outgrown('scaling: vertical, replicas: 1'), ['info']],
  ['nothing known', 'service s { scaling: vertical }', []],
  [
    'only a promise',
    'system { slo { availability: 99.99% } }\nclient c {}\nservice s { scaling: vertical }\nc -> s',
    [],
  ],
  ['a database grows as it must', 'system { team: 9 }\ndatabase s { scaling: vertical }', []],
  ['only drawn', outgrown('scaling: vertical, future: yes'), []],
]);

it('does not move state that is in memory', () => {
  const [kept] = linted(outgrown('scaling: vertical, state: in-memory')).of('scale-out-trigger-reached');
  const [free] = linted(outgrown('scaling: vertical')).of('scale-out-trigger-reached');
  expect([kept.fixes.length, free.fixes.length]).toEqual([0, 1]);
});

const full = (cache: string, rows = '40M', system = ''): string =>
  `${system}service s {}\ncache k { pattern: cache-aside, ${cache} }\ndatabase d { table t { row: 1KB, rows: ${rows} } }\ns -> k { op: read }\ns -> d { on-miss: k, op: read }`;

cases('missing-eviction-policy', [
  ['more behind than fits', full('memory: 4GB, ttl: 1h'), ['hint']],
  ['just fits', full('memory: 4GB, ttl: 1h', '4M'), []],
  ['just does not fit', full('memory: 4GB, ttl: 1h', '4.01M'), ['hint']],
  ['an eviction', full('memory: 4GB, ttl: 1h, eviction: lru'), []],
  ['none, without expiry', full('memory: 4GB, eviction: none'), ['hint']],
  ['none, with expiry', full('memory: 4GB, ttl: 1h, eviction: none'), []],
  ['the engine refuses', full('memory: 4GB, engine: redis'), ['hint']],
  ['memory not known', full('ttl: 1h'), []],
  ['data not known', 'service s {}\ncache k { memory: 4GB }\ndatabase d {}\ns -> k -> d { op: read }', []],
  [
    'worth keeping',
    'service s {}\ncache k { memory: 4GB, working-set: 5GB }\ndatabase d {}\ns -> k -> d { op: read }',
    ['hint'],
  ],
  ['managed', full('memory: 4GB, ttl: 1h, managed: yes'), []],
  ['sessions thrown out', 'cache k { memory: 4GB, holds: session, eviction: lru }', ['hint']],
  ['sessions in turn', 'cache k { memory: 4GB, holds: session, eviction: fifo }', ['hint']],
  ['expired sessions', 'cache k { memory: 4GB, holds: session, eviction: volatile-ttl }', []],
  ['sessions stay', 'cache k { memory: 4GB, holds: session, eviction: none }', []],
  ['sessions, not said', 'cache k { memory: 4GB, holds: session }', []],
  ['sessions in memory nobody knows', 'cache k { holds: session, eviction: lru }', []],
  ['a sketch', full('memory: 4GB, ttl: 1h', '40M', 'system { maturity: sketch }\n'), []],
  ['only drawn', full('memory: 4GB, ttl: 1h, future: yes'), []],
]);

const apps = (platforms: readonly string[], services: readonly string[], link = '', service = ''): string =>
  [
    ...platforms.map((platform, i) => `client c${i} { platform: ${platform} }`),
    ...services.map((name) => `service ${name} {${service}}`),
    ...platforms.flatMap((_, i) => services.map((name) => `c${i} -> ${name}${link}`)),
  ].join('\n');
const three = ['browser', 'ios', 'android'];

cases('missing-bff', [
  ['three by three', apps(three, ['a', 'b', 'd']), ['hint']],
  ['four by four', apps([...three, 'desktop'], ['a', 'b', 'd', 'e']), ['hint']],
  ['two platforms', apps(['browser', 'ios'], ['a', 'b', 'd']), []],
  ['three of the same platform', apps(['ios', 'ios', 'ios'], ['a', 'b', 'd']), []],
  ['two services', apps(three, ['a', 'b']), []],
  ['two are many', apps(three, ['a', 'b']), ['hint'], { services: 2 }],
  ['two platforms are many', apps(['browser', 'ios'], ['a', 'b', 'd']), ['hint'], { clients: 2 }],
  ['three are few', apps(three, ['a', 'b', 'd']), [], { clients: 4 }],
  ['one graph', apps(three, ['a', 'b', 'd'], ' { protocol: graphql }'), []],
  ['only drawn', apps(three, ['a', 'b', 'd'], '', ' future: yes '), []],
  ['stores are no services', apps(three, ['a', 'b', 'd']).replaceAll('service', 'storage'), []],
  [
    'through a gateway',
    `${apps(three, ['g']).replace('service', 'gateway')}\nservice a {}\nservice b {}\nservice d {}\ng -> a\ng -> b\ng -> d`,
    [],
  ],
]);

it('gives each client a backend that calls what it called', () => {
  const code = apps(three, ['a', 'b', 'd']);
  const [finding] = linted(code).of('missing-bff');
  const text = fixed(code, finding.fixes[0]);
  expect(text).toContain('c0 -> c0-bff\nc0-bff -> a { timeout: 1s }\nc0-bff -> b\nc0-bff -> d');
  expect(text).toContain('client c2 { platform: android }\nservice c2-bff {}');
});

const production = 'system { maturity: production }\n';

cases('missing-owner-or-rationale', [
  ['neither', `${production}database d {}`, ['hint']],
  ['no reason', `${production}database d { owner: "a" }`, ['hint']],
  ['no owner', `${production}database d { because: "a" }`, ['hint']],
  ['both', `${production}database d { owner: "a", because: "b" }`, []],
  ['a service needs no reason', `${production}service s { owner: "a" }`, []],
  [
    'a copy needs no reason',
    `${production}database d { owner: "a", because: "b" }\ndatabase v { owner: "a", derived-from: d }`,
    [],
  ],
  ['owned by its group', `${production}group g { owner: "a"\n  service s {}\n}`, []],
  ['owned with its deployable', `${production}service w { owner: "a" }\nservice s { part-of: w }`, []],
  ['neither it nor its deployable', `${production}service w {}\nservice s { part-of: w }`, ['hint']],
  ['of others', `${production}client c {}\nexternal e {}`, []],
  ['a design', 'database d {}', []],
  ['owners are not asked for', `${production}service s {}`, [], { owner: false }],
  ['reasons are not asked for', `${production}database d { owner: "a" }`, [], { because: false }],
  ['only drawn', `${production}database d { future: yes }`, []],
]);

it('knows the teams that own something', () => {
  const code = `${production}service a { owner: "checkout" }\nservice b {}`;
  const [finding] = linted(code).of('missing-owner-or-rationale');
  expect(finding.fixes.map(({ title }) => title)).toEqual(['Set `owner: "checkout"`']);
});

const twice = (
  reads: string,
  view = 'data-model: relational, derived-from: d',
  table = 'fields { a: id, b: int }',
  source = 'data-model: relational',
): string =>
  `client c { users: 8.64M }\nflow r { from: c, rate: ${reads}/user/day, op: read }\nflow w { from: c, rate: 1/user/day, op: write }\nservice s {}\ndatabase d { ${source}, table t { fields { a: id, b: int } } }\ndatabase v { ${view}, table u { ${table} } }\nc -> s\ns -> d { for: w }\ns -> v { for: r }`;
const derived = 'data-model: relational, derived-from: d';

cases('cqrs-unjustified', [
  ['just below', twice('9.99'), ['hint']],
  ['at the limit', twice('10'), []],
  ['above', twice('10.1'), []],
  ['another limit', twice('10'), ['hint'], { ratio: 11 }],
  [
    'reads of the source count too',
    `${twice('9')}\nflow q { from: c, rate: 1/user/day, op: read }\ns -> d { for: q }`,
    [],
  ],
  ['from one of its tables', twice('1', 'data-model: relational, derived-from: t'), ['hint']],
  ['another data model', twice('1', 'data-model: document, derived-from: d'), []],
  ['no data model', twice('1', 'derived-from: d', undefined, 'replicas: 1'), []],
  ['other fields', twice('1', derived, 'fields { a: id, c: int }'), []],
  ['another type', twice('1', derived, 'fields { a: id, b: money }'), []],
  ['another order of the fields', twice('1', derived, 'fields { b: int, a: id }'), ['hint']],
  ['no fields', twice('1', derived, 'row: 16B'), []],
  ['repeated for readers', twice('1', derived, 'fields { a: id, b: int }, normalized: no'), []],
  ['elsewhere', `region eu {}\n${twice('1', `${derived}, regions: [eu]`)}`, []],
  [
    'in the same place',
    `region eu {}\n${twice('1', `${derived}, regions: [eu]`, undefined, 'data-model: relational, regions: [eu]')}`,
    ['hint'],
  ],
  ['from two', `${twice('1', 'data-model: relational, derived-from: [d, e]')}\ndatabase e {}`, []],
  ['not derived', twice('1', 'data-model: relational'), []],
  ['from a topic', `topic e {}\n${twice('1', 'data-model: relational, derived-from: e')}`, []],
  ['nothing written', twice('1').replace('op: write', 'op: read'), []],
  ['the copy is only drawn', twice('1', `${derived}, future: yes`), []],
  ['the source is only drawn', twice('1', derived, undefined, 'data-model: relational, future: yes'), []],
]);
