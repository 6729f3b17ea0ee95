import { expect, it } from 'vitest';
import { cases, message } from './cases.js';

const breaker = 'circuit-breaker { failures: 5, open: 60s, half-open: 1 }';
const three = 'service a {}\nservice b {}\nservice c {}\n';
const critical =
  'client web {}\nflow f { from: web, rate: 1/s, criticality: critical }\nservice a {}\nweb -> a { timeout: 9s }\n';

cases('missing-circuit-breaker', [
  ['a third party', 'service a {}\nexternal x {}\na -> x { timeout: 1s }', ['info']],
  ['a third party on a critical journey', `${critical}external x {}\na -> x { timeout: 1s }`, ['warning']],
  ['there with a fallback', `${critical}external x {}\na -> x { timeout: 1s, fallback: ignore }`, ['info']],
  ['two callers', `${three}a -> c { timeout: 1s }\nb -> c { timeout: 1s }`, ['info', 'info']],
  ['one caller', `${three}a -> c { timeout: 1s }`, []],
  ['three are asked for', `${three}a -> c { timeout: 1s }\nb -> c { timeout: 1s }`, [], { callers: 3 }],
  ['one is enough', `${three}a -> c { timeout: 1s }`, ['info'], { callers: 1 }],
  ['a critical service', 'service a {}\nservice b { criticality: critical }\na -> b { timeout: 1s }', ['info']],
  ['a critical store', 'service a {}\ndatabase d { criticality: critical }\na -> d { timeout: 1s }', ['info']],
  ['with a pool', 'service a {}\ndatabase d { criticality: critical }\na -> d { timeout: 1s, pool: 9 }', ['hint']],
  ['a store of many callers', 'service a {}\nservice b {}\ndatabase d {}\na -> d\nb -> d', []],
  ['it has one', `service a {}\nexternal x {}\na -> x { timeout: 1s, ${breaker} }`, []],
  ['one for two links', `service a {}\nexternal x {}\na -> x { op: read }\na -> x { op: write, ${breaker} }`, []],
  ['defaults of the caller', `service a { defaults { ${breaker} } }\nexternal x {}\na -> x { timeout: 1s }`, []],
  ['defaults of the system', `system { defaults { ${breaker} } }\nservice a {}\nexternal x {}\na -> x`, []],
  ['a mesh', `mesh m { covers: [a, b, c], defaults { ${breaker} } }\n${three}a -> c\nb -> c`, []],
  ['a sketch', 'system { maturity: sketch }\nservice a {}\nexternal x {}\na -> x', []],
  [
    'modules',
    'service m {}\nservice a { part-of: m }\nservice b { part-of: m }\nservice c { part-of: m }\na -> c\nb -> c',
    [],
  ],
  ['a monolith', `system { architecture: monolith }\n${three}a -> c\nb -> c`, []],
  ['third parties of a monolith', 'system { architecture: monolith }\nservice a {}\nexternal x {}\na -> x', ['info']],
  ['a client', 'client c {}\nexternal x {}\nc -> x', []],
  ['a balancer', 'lb l {}\nlb k {}\nservice a {}\nl -> a\nk -> a', []],
  ['a hand-over', 'service a {}\nexternal x {}\na ~> x', []],
  ['only drawn', 'service a {}\nexternal x { future: yes }\na -> x', []],
]);

it('missing-circuit-breaker names those who wait', () => {
  expect(message('missing-circuit-breaker', `${critical}external x {}\na -> x { timeout: 1s }`)).toBe(
    'Nothing stops `a` from calling `x` while that fails or hangs: `a` waits for it with every request, and with it `web`.',
  );
});

const slots = (service: string, links: string): string =>
  `service a { ${service} }\nservice fast { latency.p99: 10ms }\nservice slow { latency.p99: 50ms }\nexternal x {}\n${links}`;

cases('missing-bulkhead', [
  ['five times slower', slots('concurrency: 9', 'a -> fast\na -> slow'), ['info']],
  ['not so slow', slots('concurrency: 9', 'a -> fast\na -> slow'), [], { ratio: 5.1 }],
  ['a third party', slots('concurrency: 9', 'a -> fast\na -> x'), ['info']],
  ['slots are not known', slots('', 'a -> fast\na -> slow'), []],
  ['slots of the engine', 'service a { engine: google-cloud-run }\nservice b {}\nexternal x {}\na -> b\na -> x', []],
  ['a single target', slots('concurrency: 9', 'a -> x'), []],
  ['nothing is slow', slots('concurrency: 9', 'a -> fast\nservice other {}\na -> other'), []],
  ['kept apart', slots('concurrency: 9', 'a -> fast\na -> slow { bulkhead: 3 }'), []],
  [
    'on another link',
    slots('concurrency: 9', 'a -> fast\na -> slow { op: read, bulkhead: 3 }\na -> slow { op: write }'),
    [],
  ],
  ['by connections', slots('concurrency: 9, io: non-blocking', 'a -> fast\na -> slow { pool: 3 }'), []],
  ['perhaps by connections', slots('concurrency: 9', 'a -> fast\na -> slow { pool: 3 }'), []],
  ['threads wait for connections', slots('concurrency: 9, io: blocking', 'a -> fast\na -> slow { pool: 3 }'), ['info']],
  ['hand-overs', slots('concurrency: 9', 'a ~> fast\na ~> x'), []],
  [
    'modules',
    'service m {}\nservice a { part-of: m, concurrency: 9 }\nservice b { part-of: m }\nexternal x {}\na -> b\na -> x',
    [],
  ],
  ['only drawn', slots('concurrency: 9, future: yes', 'a -> fast\na -> slow'), []],
  ['a sketch', `system { maturity: sketch }\n${slots('concurrency: 9', 'a -> fast\na -> slow')}`, []],
]);

cases('missing-fallback', [
  ['optional', `${critical}service r { criticality: optional }\na -> r { timeout: 1s }`, ['info']],
  ['recommendations', `${critical}service r { criticality: normal, role: recommendation }\na -> r`, ['info']],
  ['nothing said of it', `${critical}service r { role: recommendation }\na -> r`, []],
  ['critical', `${critical}service r { criticality: critical, role: recommendation }\na -> r`, []],
  ['left out', `${critical}service r { criticality: optional }\na -> r { fallback: ignore }`, []],
  ['failing on purpose', `${critical}service r { criticality: optional }\na -> r { fallback: reject }`, []],
  [
    'behind a fallback',
    `${critical}service b {}\nservice r { criticality: optional }\na -> b { fallback: stale }\nb -> r`,
    [],
  ],
  ['no journey matters', 'client c {}\nservice a {}\nservice r { criticality: optional }\nc -> a\na -> r', []],
  [
    'an objective makes it matter',
    'system { slo { latency.p99: 1s } }\nclient c {}\nservice a {}\nservice r { criticality: optional }\nc -> a\na -> r',
    ['info'],
  ],
  [
    'asked for itself',
    'client c {}\nflow f { from: c, rate: 1/s, criticality: critical }\ngateway g {}\nservice r { criticality: optional }\nc -> g -> r',
    [],
  ],
  ['a hand-over', `${critical}service r { criticality: optional }\na ~> r`, []],
  ['a payment provider', `${critical}external p { role: payment }\na -> p { timeout: 1s }`, ['info']],
  [
    'of a journey that is not said to be critical',
    'system { slo { latency.p99: 1s } }\nclient c {}\nservice a {}\nexternal p { role: payment }\nc -> a\na -> p',
    [],
  ],
  ['with a second provider', `${critical}external p { role: payment }\nexternal q {}\na -> p { fallback: q }`, []],
  ['modules', `${critical}service r { criticality: optional, part-of: a }\na -> r`, []],
  ['only drawn', `${critical}service r { criticality: optional, future: yes }\na -> r`, []],
  ['a sketch', `system { maturity: sketch }\n${critical}service r { criticality: optional }\na -> r`, []],
]);

const row = (n: number, more = ''): string =>
  Array.from({ length: n }, (_, i) => `service s${i} { ${more} }\n`).join('') +
  Array.from({ length: n - 1 }, (_, i) => `s${i} -> s${i + 1} { timeout: ${20 - i}s }\n`).join('');

cases('deep-sync-chain', [
  ['four calls', row(5), ['warning']],
  ['three calls', row(4), ['info']],
  ['two calls', row(3), []],
  ['two are too many', row(3), ['warning'], { warning: 2 }],
  ['an info for two', row(3), ['info'], { info: 2 }],
  ['four are allowed', row(5), ['info'], { warning: 5 }],
  ['the edge does not count', `client c {}\nlb l {}\ngateway g {}\nc -> l -> g -> s0\n${row(3)}`, []],
  ['stores do not count', `${row(3)}cache c {}\ndatabase d {}\ns2 -> c -> d`, []],
  ['third parties do not count', `${row(3)}external x {}\ns2 -> x`, []],
  ['modules', `service m {}\n${row(5, 'part-of: m')}`, []],
  ['a hand-over in between', row(5).replace('s1 -> s2', 's1 ~> s2'), []],
  ['a circle has no end', 'service a {}\nservice b {}\na -> b\nb -> a', []],
  [
    'two flows that never meet',
    `client c {}\nflow f { from: c, rate: 1/s }\nflow g { from: c, rate: 1/s }\n${row(5)}c -> s0 { for: f }\nc -> s2 { for: g }`
      .replace('s1 -> s2 {', 's1 -> s2 { for: g,')
      .replace('s0 -> s1 {', 's0 -> s1 { for: f,'),
    [],
  ],
  ['only drawn', row(5, 'future: yes'), []],
]);

it('deep-sync-chain names the way', () => {
  expect(message('deep-sync-chain', row(5))).toBe(
    '5 services are chained by calls (`s0 -> s1 -> s2 -> s3 -> s4`): their latencies add up, and each one more is one more that can fail the request.',
  );
});
