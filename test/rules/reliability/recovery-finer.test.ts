import { expect, it } from 'vitest';
import { linted } from '../linting.js';
import { cases } from './cases.js';

const store = (rpo: string, more: string, system = ''): string =>
  `system { ${rpo}${system} }\nregion r {}\ndatabase d { ${more} }`;
const async = (more: string): string => `replicas: 3, replication { topology: single-leader, mode: async, ${more} }`;

cases('rpo-violated', [
  ['copies that lag', store('rpo: 5s', async('lag: 6s')), ['error']],
  ['nobody knows how far', store('rpo: 5s', async('acks: leader')), []],
  ['all have confirmed', store('rpo: 5s', async('lag: 6s, acks: all')), []],
  ['most have confirmed', store('rpo: 5s', async('lag: 6s, acks: quorum')), []],
  ['one has confirmed', store('rpo: 5s', async('lag: 6s, acks: leader')), ['error']],
  ['a copy of one', store('rpo: 5s', async('lag: 6s').replace('replicas: 3', 'replicas: 1')), []],
  ['a backup, and nothing else', store('rpo: 1h', 'replicas: 1, backup { interval: 2h }'), ['error']],
  ['a backup besides copies', store('rpo: 1h', 'replicas: 2, backup { interval: 2h }'), []],
  [
    'a backup besides a replication',
    store('rpo: 1h', 'backup { interval: 2h }, replication { topology: single-leader }'),
    [],
  ],
  [
    'a backup, and an engine that could copy',
    store('rpo: 1h', 'engine: postgres, replicas: 1, backup { interval: 2h }'),
    ['error'],
  ],
  [
    'copies, all in one region',
    store('rpo: 1h', 'replicas: 2, regions: r, backup { interval: 2h }', ', survives: region'),
    ['error'],
  ],
  [
    'copies, all in one region, that need not be survived',
    store('rpo: 1h', 'replicas: 2, regions: r, backup { interval: 2h }', ', survives: zone'),
    [],
  ],
  ['a buffer', 'system { rpo: 5s }\ncache c { pattern: write-behind, flush-interval: 6s }', ['error']],
  ['a buffer of which nobody knows', 'system { rpo: 5s }\ncache c { pattern: write-behind }', []],
  ['a cache that is no buffer', 'system { rpo: 5s }\ncache c { pattern: write-through, flush-interval: 6s }', []],
  [
    'a buffer that says what it may lose',
    'system { rpo: 5s }\ncache c { pattern: write-behind, flush-interval: 6s, durability: required }',
    [],
  ],
  ['in memory', 'system { rpo: 5s }\nservice s { state: in-memory, snapshot { interval: 6s } }', ['error']],
  [
    'in memory, and nobody knows how often it is kept',
    'system { rpo: 5s }\nservice s { state: in-memory, snapshot { } }',
    [],
  ],
]);

const back = (rto: string, more: string): string => `system { rto: ${rto} }\ndatabase d { ${more} }`;
const hand = 'replicas: 3, replication { topology: leaderless, failover: manual }';

cases('rto-violated', [
  ['managed', back('1s', 'managed: yes, replicas: 3, replication { topology: leaderless, failover: manual }'), []],
  ['by hand', back('29min', hand), ['warning']],
  ['by hand, in time', back('30min', hand), []],
  ['by hand, faster', back('29min', hand), [], { manualFailover: 1_700 }],
  [
    'by hand, with a single leader',
    back('29min', 'replicas: 3, replication { topology: single-leader, failover: manual }'),
    [],
  ],
  ['by itself', back('59s', 'replicas: 3, replication { topology: single-leader, failover: auto }'), ['warning']],
  ['by itself, in time', back('60s', 'replicas: 3, replication { topology: single-leader, failover: auto }'), []],
  [
    'by itself, slower',
    back('60s', 'replicas: 3, replication { topology: single-leader, failover: auto }'),
    ['warning'],
    { automaticFailover: 61 },
  ],
  ['not at all', back('1s', 'replicas: 3, replication { topology: leaderless, failover: none }'), []],
  ['nobody says how', back('1s', 'replicas: 3, replication { topology: leaderless }'), []],
  ['restored', back('99s', 'replicas: 1, storage: 100GB, backup { interval: 1h }'), ['warning']],
  ['restored in time', back('100s', 'replicas: 1, storage: 100GB, backup { interval: 1h }'), []],
  ['restored faster', back('99s', 'replicas: 1, storage: 100GB, backup { interval: 1h }'), [], { restoreRate: 2e9 }],
  [
    'restored as written',
    back('100s', 'replicas: 1, storage: 100GB, backup { interval: 1h, restore-rate: 900MB/s }'),
    ['warning'],
  ],
  ['nobody knows how much', back('1h', 'replicas: 1, backup { interval: 1h }'), ['info']],
  ['a sketch', back('1h, maturity: sketch', 'replicas: 1, backup { interval: 1h }'), []],
  [
    'a replication that says nothing',
    back('1s', 'replicas: 1, storage: 100GB, backup { interval: 1h }, replication { topology: single-leader }'),
    [],
  ],
  [
    'an engine that could copy',
    back('1s', 'engine: postgres, replicas: 1, storage: 100GB, backup { interval: 1h }'),
    ['warning'],
  ],
  [
    'what is kept, not what there is room for',
    `${back('10s', 'replicas: 1, storage: 1PB, backup { interval: 1h }, table t { row: 1KB, rows: 1M }')}`,
    [],
  ],
  [
    'a name',
    'system { rto: 1min }\ndns n { routing: failover, ttl: 61s }\nservice a {}\nservice b {}\nn -> a\nn -> b',
    ['warning'],
  ],
  ['a name of one', 'system { rto: 1min }\ndns n { routing: failover, ttl: 61s }\nservice a {}\nn -> a', []],
  [
    'a name for ever',
    'system { rto: 1min }\ndns n { routing: failover }\nservice a {}\nservice b {}\nn -> a\nn -> b',
    [],
  ],
  [
    'a name that goes round',
    'system { rto: 1min }\ndns n { routing: latency, ttl: 61s }\nservice a {}\nservice b {}\nn -> a\nn -> b',
    [],
  ],
]);

it('offers a second copy only where that is fast enough', () => {
  const titles = (rto: string): readonly string[] =>
    linted(back(rto, 'replicas: 1, storage: 1TB, backup { interval: 1h }'))
      .of('rto-violated')
      .flatMap(({ fixes }) => fixes.map(({ title }) => title));
  expect(titles('60s')).toHaveLength(1);
  expect(titles('59s')).toEqual([]);
});

it('shortens the life of a name only where it is noticed in time', () => {
  const titles = (interval: string): readonly string[] =>
    linted(
      `system { rto: 1min }\ndns n { routing: failover, ttl: 61s, health-check { interval: ${interval}, unhealthy: 1 } }\nservice a {}\nservice b {}\nn -> a\nn -> b`,
    )
      .of('rto-violated')
      .flatMap(({ fixes }) => fixes.map(({ title }) => title));
  expect(titles('20s')).toEqual(['Set `ttl: 40s`']);
  expect(titles('60s')).toEqual([]);
});

const scaled = (component: string, flow = 'slo { latency.p99: 200ms }', system = '', link = '->'): string =>
  `${system}client c {}\nflow f { from: c, rate: 1/s, ${flow} }\n${component}\nc ${link} a`;
const ample = 'max: 9, metric: cpu';

cases('autoscaling-without-bounds', [
  ['shrinks to nothing', scaled(`service a { autoscale { min: 0, ${ample} } }`), ['info']],
  ['nobody waits', scaled(`queue a {}\nservice b { autoscale { min: 0, ${ample} } }\na ~> b`, undefined, '', '~>'), []],
  ['nobody was promised anything', scaled(`service a { autoscale { min: 0, ${ample} } }`, 'op: read'), []],
  [
    'promised is only that it works',
    scaled(`service a { autoscale { min: 0, ${ample} } }`, 'slo { availability: 99% }'),
    [],
  ],
  [
    'all are promised, and no flow says what',
    `system { slo { latency.p99: 1s } }\nclient c {}\nservice a { autoscale { min: 0, ${ample} } }\nc -> a`,
    ['info'],
  ],
  [
    'all are promised that it works',
    `system { slo { availability: 99% } }\nclient c {}\nservice a { autoscale { min: 0, ${ample} } }\nc -> a`,
    [],
  ],
  ['a function with slots', scaled('function a { concurrency: 5, autoscale { min: 1 } }'), []],
  ['a function without', scaled('function a { autoscale { min: 1 } }'), ['info']],
  ['a service with slots', scaled('service a { concurrency: 5, autoscale { min: 1, max: 3 } }'), ['info']],
  [
    'a service with slots and no end',
    scaled('service a { concurrency: 5, autoscale { min: 1, metric: cpu } }'),
    ['info'],
  ],
]);

it.each([
  [
    'ten, where the load is not known',
    'client c {}\nservice a { autoscale { min: 1, metric: cpu } }\nc -> a',
    'max: 10',
  ],
  ['twice the least', 'client c {}\nservice a { autoscale { min: 8, metric: cpu } }\nc -> a', 'max: 16'],
  [
    'what the peak needs',
    'client c {}\nflow f { from: c, rate: 1k/s, peak: 7x }\nservice a { capacity: 100/s, autoscale { min: 8, metric: cpu } }\nc -> a',
    'max: 101',
  ],
])('suggests as the most %s', (_, code, text) => {
  expect(linted(code).of('autoscaling-without-bounds')[0].fixes[0].title).toBe(`Set \`${text}\``);
});

const lone = (component: string, more = 'slo { availability: 99.9% }', system = '', users = '1M'): string =>
  `${system}client web { users: ${users} }\nflow f { from: web, rate: 1/user/day, ${more} }\n${component}\nweb -> a { timeout: 2s }`;

cases('single-point-of-failure', [
  ['a flow that is promised', lone('service a { replicas: 1 }'), ['warning']],
  ['a critical flow', lone('service a { replicas: 1 }', 'criticality: critical'), ['warning']],
  ['a flow without a promise', lone('service a { replicas: 1 }', 'op: read'), []],
  ['a critical component', lone('service a { replicas: 1, criticality: critical }', 'op: read'), ['warning']],
  [
    'a component that promises',
    lone('service a { replicas: 1, slo { availability: 99.9% } }', 'op: read'),
    ['warning'],
  ],
  ['a component that promises less', lone('service a { replicas: 1, slo { availability: 99.8% } }', 'op: read'), []],
  ['an optional one', lone('service a { replicas: 1, criticality: optional }'), []],
  ['99,999 people', lone('service a { replicas: 1 }', undefined, '', '99_999'), ['info']],
  ['100,000 people', lone('service a { replicas: 1 }', undefined, '', '100k'), ['warning']],
  ['few, as is set', lone('service a { replicas: 1 }', undefined, '', '100k'), ['info'], { fewUsers: 100_001 }],
  [
    'few people, in production',
    lone('service a { replicas: 1 }', undefined, 'system { maturity: production }\n', '10k'),
    ['warning'],
  ],
  ['nobody says how many', lone('service a {}'), ['hint']],
  ['nobody says how many, in a sketch', lone('service a {}', undefined, 'system { maturity: sketch }\n'), []],
  ['only drawn', lone('service a { future: yes }'), []],
  ['a name for its modules', lone('service a {}\nservice b { part-of: a }'), []],
  ['a host of modules that says something', lone('service a { capacity: 1k/s }\nservice b { part-of: a }'), ['hint']],
  ['a quorum of all', lone('service a { replicas: 3, quorum: 3 }'), ['warning']],
  ['a quorum of most', lone('service a { replicas: 3, quorum: 2 }'), []],
  ['shrinks to one', lone('service a { autoscale { min: 1, max: 9 } }'), ['warning']],
  ['in two zones', lone('service a { zones: [a, b] }'), []],
  ['in one zone', lone('service a { zones: [a] }'), ['hint']],
  [
    'all are promised, and no flow says what',
    'system { slo { availability: 99.9% } }\nclient web { users: 1M }\nservice a { replicas: 1 }\nweb -> a { timeout: 1s }',
    ['warning'],
  ],
  [
    'all are promised, and nobody asks',
    'system { slo { availability: 99.9% } }\njob j {}\nservice a { replicas: 1 }\nj -> a { timeout: 1s }',
    [],
  ],
]);

const reached = (slo: string, more: string, system = ''): string =>
  `${system}client c {}\nflow f { from: c, rate: 1/s, ${slo} }\n${more}`;

cases('availability-target-unreachable', [
  [
    'in a sketch nobody asks',
    reached(
      'slo { availability: 99.9% }',
      'service a { availability: 99.99% }\nservice b {}\nc -> a\na -> b',
      'system { maturity: sketch }\n',
    ),
    [],
  ],
  [
    'of a part nobody knows',
    reached('slo { availability: 99.9% }', 'service a { availability: 99.99% }\nservice b {}\nc -> a\na -> b'),
    ['info'],
  ],
  ['of all nobody knows', reached('slo { availability: 99.9% }', 'service a {}\nc -> a'), []],
  ['exactly as much', reached('slo { availability: 99% }', 'service a { availability: 99% }\nc -> a'), []],
  ['a component', 'service a { availability: 99%, slo { availability: 99.9% } }', ['error']],
]);

it('says whose promise is not kept', () => {
  const system = 'system { slo { availability: 99.9% } }\n';
  const flows = linted(
    `${system}client c {}\nflow f { from: c, rate: 1/s }\nflow g { from: c, rate: 1/s }\nservice a { availability: 99% }\nc -> a`,
  );
  const [one] = flows.of('availability-target-unreachable');
  expect(one.message).toMatch(/^`[fg]` promises/);
  expect(one.related.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^So does `[fg]`, which reaches 99%\.$/),
  ]);
});

const regions = 'region r {}\nregion s {}\nclient c {}\n';

cases('multi-region-without-global-routing', [
  ['a service in two', `${regions}service a { regions: [r, s] }\nc -> a`, ['warning']],
  ['handed over', `${regions}service a { regions: [r, s] }\nc ~> a`, []],
  ['a function in two', `${regions}function a { regions: [r, s] }\nc -> a`, ['warning']],
  ['a gateway in two', `${regions}gateway a { regions: [r, s] }\nc -> a`, ['warning']],
  ['a managed gateway in two', `${regions}gateway a { regions: [r, s], managed: yes }\nc -> a`, []],
  ['a store in two', `${regions}database a { regions: [r, s] }\nc -> a`, []],
  ['two gateways', `${regions}gateway a { regions: r }\ngateway b { regions: s }\nc -> a\nc -> b`, ['warning']],
  ['two gateways in one', `${regions}gateway a { regions: r }\ngateway b { regions: r }\nc -> a\nc -> b`, []],
  [
    'two services do different things',
    `${regions}service a { regions: r }\nservice b { regions: s }\nc -> a\nc -> b`,
    [],
  ],
  [
    'two gateways for different flows',
    `${regions}flow f { from: c, op: read }\nflow g { from: c, op: read }\ngateway a { regions: r }\ngateway b { regions: s }\nc -> a { for: f }\nc -> b { for: g }`,
    [],
  ],
  [
    'two gateways, one of them for all',
    `${regions}flow f { from: c, op: read }\nflow g { from: c, op: read }\ngateway a { regions: r }\ngateway b { regions: s }\nc -> a { for: f }\nc -> b`,
    ['warning'],
  ],
  ['a plain name', `${regions}dns n { routing: simple }\nservice a { regions: [r, s] }\nc -> n -> a`, ['warning']],
  ['a plain firewall', `${regions}waf n {}\nservice a { regions: [r, s] }\nc -> n -> a`, ['warning']],
]);
