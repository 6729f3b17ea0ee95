import { expect, it } from 'vitest';
import { linted } from './linting.js';
import { cases } from './reliability/cases.js';

/** One request a second at peak, of the so many that one node can serve. */
const small = (rest: string, client = 'users: 99'): string =>
  `region a {}\nregion b {}\nclient c { ${client}, peak: 1x }\nflow f { from: c, rate: 1/s, op: read }\n${rest}`;
const idle = 'service s { capacity: 10/s, replicas: 2, regions: [a, b] }\nc -> s\n';
const store = (properties: string, table = ''): string =>
  small(`service s {}\ndatabase d { replicas: 4, ${properties}${table} }\nc -> s -> d`);
const services = (n: number, capacity = '10/s'): string =>
  small(
    `service s { replicas: 1, capacity: ${capacity} }\nc -> s\n${Array.from({ length: n - 1 }, (_, i) => `service t${i} {}\n`).join('')}`,
  );

cases('over-engineering', [
  ['the edge belongs near its users', small('gateway s { capacity: 10/s, replicas: 2, regions: [a, b] }\nc -> s'), []],
  ['another of them is busy', small(`${idle}service t { capacity: 1/s, replicas: 2, regions: [a, b] }\ns -> t`), []],
  [
    'nobody knows how busy another is',
    small(`${idle}service t { capacity: 10/s, replicas: 2, regions: [a, b] }`),
    ['info'],
  ],
  ['users of a client that is only drawn do not count', small(`${idle}client d { future: yes }\nd -> s`), ['info']],
  [
    'no clients at all',
    'region a {}\nregion b {}\nflow f { from: j, rate: 1/s }\nservice j {}\nservice s { capacity: 10/s, replicas: 2, regions: [a, b] }\nj -> s',
    [],
  ],
  ['a reason for something else', small(`${idle}database z { because: "we know it" }\ns -> z`), ['info']],
  ['rows that stay in a region', small(`${idle}database z { table t { residency: a } }\ns -> z`), []],
  [
    'rows that have a home',
    small(`${idle}database z { table t { fields { home: id }, home-region: home } }\ns -> z`),
    [],
  ],
  ['rows that may be anywhere', small(`${idle}database z { table t { row: 1KB } }\ns -> z`), ['info']],
  [
    'the shards are those of the engine',
    `engine e { kinds: [database], shards: 4 }\n${store('engine: e, capacity: 10/s')}`,
    [],
  ],
  ['a busy store', store('shards: 4, capacity: 1/s'), []],
  ['more than a usual disk', store('shards: 4, capacity: 10/s', ', table t { row: 1KB, rows: 1.1bn }'), []],
  ['a usual disk', store('shards: 4, capacity: 10/s', ', table t { row: 1KB, rows: 1bn }'), ['info']],
  ['a function is one of them', services(11).replace('service t9', 'function t9'), ['info']],
  ['nobody knows how busy they are', services(11).replace(', capacity: 10/s', ''), []],
  ['one is just busy enough', services(11), [], { load: 0.1 }],
  ['just less busy', services(11), ['info'], { load: 0.101 }],
]);

const connected = (rest: string): string => `client c { concurrent: 900k }\nservice s {}\nservice t {}\n${rest}`;

cases('push-for-rare-updates', [
  [
    'to two servers',
    connected('flow f { from: c, rate: 1/s }\nc -> s { protocol: websocket }\nc -> t { protocol: websocket }'),
    ['hint', 'hint'],
  ],
  [
    'to two servers, one of them busy',
    connected(
      'flow f { from: c, rate: 1/s }\nflow g { from: c, rate: 9k/s }\nc -> s { protocol: websocket, for: f }\nc -> t { protocol: websocket, for: g }',
    ),
    ['hint'],
  ],
  [
    'two links of one server, often together',
    connected(
      'flow f { from: s, rate: 600/s }\nflow g { from: s, rate: 600/s }\ns ~> c { protocol: sse, for: f }\ns ~> c { protocol: sse, for: g }',
    ),
    [],
  ],
]);

const uneven = (service: string, flow = 'rate: 1k/s, peak: 4x', kind = 'service'): string =>
  `client c {}\nflow f { from: c, ${flow} }\n${kind} s { ${service} }\nc -> s`;

cases('static-peak-provisioning', [
  ['a service', uneven('replicas: 8, capacity: 500/s, state: none'), ['hint']],
  ['a worker scales with its queue', uneven('replicas: 8, capacity: 500/s, state: none', undefined, 'worker'), []],
  ['replicas that wait for each other', uneven('replicas: 9, capacity: 500/s, state: none, contention: 0.001'), []],
  ['replicas that talk to each other', uneven('replicas: 9, capacity: 500/s, state: none, coherency: 0.0001'), []],
  ['nobody knows how often', uneven('replicas: 8, capacity: 500/s, state: none', 'peak: 4x'), []],
  ['nobody comes', 'service s { replicas: 8, capacity: 500/s, state: none }', []],
]);

it('replaces replicas where they are written', () => {
  const fixesOf = (code: string) =>
    linted(code)
      .of('static-peak-provisioning')
      .map(({ fixes }) => fixes.length);
  expect(fixesOf(uneven('replicas: 8, capacity: 500/s, state: none'))).toEqual([1]);
  expect(fixesOf(`engine e { replicas: 8 }\n${uneven('engine: e, capacity: 500/s, state: none')}`)).toEqual([0]);
});

const stream = (flows: string): string =>
  `client c {}\n${flows}\nservice s {}\ntopic t {}\nworker w {}\nc -> s ~> t ~> w`;

cases('stream-for-offline-report', [
  [
    'several flows that may be late',
    stream('flow f { from: c, max-delay: 2d }\nflow g { from: c, max-delay: 1d }'),
    ['hint'],
  ],
  [
    'the first does not say',
    stream('flow f { from: c }\nflow g { from: c, max-delay: 2d }\nflow h { from: c, max-delay: 2d }'),
    [],
  ],
]);

cases('budget-exceeded', [
  ['no budget', 'system { team: 5 }\nservice s { replicas: 1, price { replica: $9/month } }', []],
]);

const old = (table: string, store = 'database', more = ''): string => `${store} d { ${more}table t { ${table} } }`;

cases('cold-data-on-hot-storage', [
  ['a year for a week', old('retention: 1y, read-window: 7d'), ['hint']],
  ['for ever', old('retention: forever, read-window: 7d'), ['hint']],
  ['90 days', old('retention: 90d, read-window: 7d'), ['hint']],
  ['89 days', old('retention: 89d, read-window: 7d'), []],
  ['another limit', old('retention: 89d, read-window: 7d'), ['hint'], { days: 89 }],
  ['as the store keeps them', old('read-window: 7d', 'database', 'retention: 1y, '), ['hint']],
  ['read for as long', old('retention: 1y, read-window: 1y'), []],
  ['read for longer', old('retention: 1y, read-window: 2y'), []],
  ['read for a little less', old('retention: 1y, read-window: 364d'), ['hint']],
  ['nobody says how far back', old('retention: 1y'), []],
  ['nobody says how long', old('read-window: 7d'), []],
  ['they move away', `storage cold {}\n${old('retention: 1y, read-window: 7d, tiering { after: 7d, to: cold }')}`, []],
  ['they get coarser', old('retention: 1y, read-window: 7d, downsampling: keep(1h, 1y)'), []],
  ['objects', old('retention: 1y, read-window: 7d', 'storage'), []],
  ['only drawn', old('retention: 1y, read-window: 7d', 'database', 'future: yes, '), []],
]);

it('says how much is old, and moves it to the object store that is there', () => {
  const rule = 'cold-data-on-hot-storage';
  const said = (code: string): string => linted(code).of(rule)[0].message;
  expect(said(old('retention: 100d, read-window: 10d'))).toBe(
    '`t` is read for 10d, and kept for 100d on `d`. About 90% of it is older: it pays for fast disks that it does not need.',
  );
  expect(said(old('retention: 100d, read-window: 10d, row: 1KB, rows: 1M'))).toContain(
    'About 90% of it, 900MB, is older',
  );
  expect(said(old('retention: forever, read-window: 10d'))).toContain('kept for ever on `d`. Sooner or later');
  const title = (code: string): string => linted(code).of(rule)[0].fixes[0].title;
  expect(title(old('retention: 1y, read-window: 10d'))).toBe('Add `tiering { after: 10d, to: archive }`');
  expect(title(`storage s { future: yes }\nstorage cold {}\n${old('retention: 1y, read-window: 10d')}`)).toBe(
    'Add `tiering { after: 10d, to: cold }`',
  );
});
