import { expect, it } from 'vitest';
import { fixed, linted } from '../linting.js';
import { cases } from './cases.js';

const pair = 'service a {}\nservice b {}\n';
const three = `${pair}service c {}\n`;

cases('missing-timeout', [
  ['a third party has its own policies', 'external x {}\nservice b {}\nx -> b', []],
  ['the wait for the answer is bounded', `${pair}a -> b { read-timeout: 1s }`, []],
  ['nobody waits for a datagram', `${pair}a -> b { protocol: udp }`, []],
  ['a chain is one statement', `${three}a -> b -> c`, ['warning']],
  ['two statements are two', `${three}a -> b\nb -> c`, ['warning', 'warning']],
  ['a queue of a provider', 'service a {}\nqueue q { managed: yes }\na -> q', []],
  ['a topic of a provider', 'service a {}\ntopic q { managed: yes }\na -> q', []],
  ['a queue of ours', 'service a {}\nqueue q {}\na -> q', ['warning']],
  ['a service of a provider', 'service a {}\nservice q { managed: yes }\na -> q', ['warning']],
  [
    'a queue of a provider, in production',
    'system { maturity: production }\nservice a {}\nqueue q { managed: yes }\na -> q',
    ['warning'],
  ],
]);

it.each([
  ['where nothing is known', `${pair}a -> b`, '2s', true],
  ['three times the slowest percent', 'service a {}\nservice b { latency.p99: 100ms }\na -> b', '300ms', true],
  ['not less than is sensible', 'service a {}\nservice b { latency.p99: 1ms }\na -> b', '100ms', true],
  ['within what its caller waits', `service w {}\n${pair}w -> a { timeout: 1s }\na -> b`, '800ms', true],
  ['whatever hands over to its caller', `service w {}\n${pair}w ~> a { timeout: 1s }\na -> b`, '2s', true],
  ['above what it waits for itself', `${three}a -> b\nb -> c { timeout: 3s }`, '3.4s', true],
  [
    'above its own latency, whatever its caller wants',
    'service w {}\nservice a {}\nservice b { latency.p99: 900ms }\nw -> a { timeout: 1s }\na -> b',
    '900ms',
    true,
  ],
  ['while nobody knows how long it waits itself', `${three}a -> b\nb -> c`, '2s', false],
])('suggests a timeout %s', (_, code, text, safe) => {
  const [fix] = linted(code).of('missing-timeout')[0].fixes;
  expect([fix.title, fix.safe]).toEqual([`Set \`timeout: ${text}\``, safe]);
});

const calls = (outer: string, inner: string, more = '', b = 'service b {}'): string =>
  `service a {}\n${b}\nservice c {}\nservice d {}\na -> b { timeout: ${outer} }\nb -> c { ${inner} }\n${more}`;

cases('timeout-inversion', [
  ['a hand-over waits for nobody', calls('1s', 'timeout: 3s').replace('a -> b', 'a ~> b'), []],
  ['the inner one is handed over', calls('1s', 'timeout: 3s').replace('b -> c', 'b ~> c'), []],
  ['the inner one may last for ever', calls('1s', 'retries: 3'), []],
  ['just above, without network', calls('3001ms', 'timeout: 3s'), []],
  ['just above, with network', calls('3001ms', 'timeout: 3s'), ['error'], { networkOverhead: 0.001 }],
  ['the longest of two', calls('2s', 'timeout: 1s', 'b -> d { timeout: 5s }'), ['error']],
  ['the longest of two, the other way round', calls('2s', 'timeout: 5s', 'b -> d { timeout: 1s }'), ['error']],
  ['one after the other', calls('3s', 'timeout: 2s', 'b -> d { timeout: 2s }'), ['info']],
  ['one after the other, and that is enough', calls('5s', 'timeout: 2s', 'b -> d { timeout: 2s }'), []],
  ['a balancer takes one of them', calls('3s', 'timeout: 2s', 'b -> d { timeout: 2s }', 'lb b {}'), []],
  ['a name leads to one of them', calls('3s', 'timeout: 2s', 'b -> d { timeout: 2s }', 'dns b {}'), []],
  ['three calls one after the other', calls('3s', 'timeout: 2s, calls: 3'), ['info']],
  ['three calls side by side', calls('3s', 'timeout: 2s, calls: 3, parallel: all'), []],
  [
    'two groups side by side one after the other',
    calls('3s', 'timeout: 2s, parallel: x', 'b -> d { timeout: 2s, parallel: y }'),
    ['info'],
  ],
  [
    'another flow takes the inner one',
    'client w {}\nflow f { from: w, op: read }\nflow g { from: w, op: read }\nservice a {}\nservice b {}\nw -> a { for: f, timeout: 1s }\nw -> a { for: g, timeout: 9s }\na -> b { for: g, timeout: 3s }',
    [],
  ],
  [
    'the same flow takes both',
    'client w {}\nflow f { from: w, op: read }\nflow g { from: w, op: read }\nservice a {}\nservice b {}\nw -> a { for: f, timeout: 1s }\nw -> a { for: g, timeout: 9s }\na -> b { for: f, timeout: 3s }',
    ['error'],
  ],
  [
    'what misses a cache is asked by its caller',
    'service a {}\ncache c { pattern: cache-aside }\ndatabase d {}\na -> c { timeout: 50ms }\nc -> d { timeout: 1s }',
    [],
  ],
  [
    'a cache that asks by itself',
    'service a {}\ncache c { pattern: read-through }\ndatabase d {}\na -> c { timeout: 50ms }\nc -> d { timeout: 1s }',
    ['error'],
  ],
  [
    'over an ocean',
    `region r {}\nregion s {}\nservice a { regions: r }\nservice b { regions: s }\nservice c { regions: s }\na -> b { timeout: 3.15s }\nb -> c { timeout: 3s }`,
    ['error'],
  ],
  [
    'over an ocean, with time for it',
    `region r {}\nregion s {}\nservice a { regions: r }\nservice b { regions: s }\nservice c { regions: s }\na -> b { timeout: 3.16s }\nb -> c { timeout: 3s }`,
    [],
  ],
  [
    'over a wider one',
    `region r {}\nregion s {}\nservice a { regions: r }\nservice b { regions: s }\nservice c { regions: s }\na -> b { timeout: 3.16s }\nb -> c { timeout: 3s }`,
    ['error'],
    { networkOverheadBetweenRegions: 0.16 },
  ],
]);

it('points at the timeout of the outer call where that is written there', () => {
  const own = linted(calls('1s', 'timeout: 3s'));
  expect(own.text.slice(own.of('timeout-inversion')[0].at.offset)).toMatch(/^1s/);
  const shared = linted(
    'service a { defaults { timeout: 1s } }\nservice b {}\nservice c {}\na -> b\nb -> c { timeout: 3s }',
  );
  expect(shared.text.slice(shared.of('timeout-inversion')[0].at.offset)).toMatch(/^a -> b/);
});

const retried = (link: string, arrow = '->'): string => `${pair}a ${arrow} b { ${link} }`;

cases('retry-without-backoff', [
  ['a message that comes again', retried('retries: 2', '~>'), []],
  ['two hedges', retried('retries: 2, hedge: 20ms, op: read'), ['warning']],
  ['one retry, no hedge', retried('retries: 1'), ['warning']],
]);

cases('retry-without-jitter', [
  ['a message that comes again', retried('retries: 2, backoff: exponential(1s, 8s)', '~>'), []],
  ['no retry', retried('retries: 0, backoff: exponential(1s, 8s)'), []],
  ['no wait at all', retried('retries: 2'), []],
  ['no wait, as is written', retried('retries: 2, backoff: none'), []],
  ['half of it is random', retried('retries: 2, backoff: exponential(1s, 8s), jitter: equal'), []],
  ['a jitter of a quarter', retried('retries: 4, backoff: exponential(1s, 8s), jitter: 2s'), []],
  ['a smaller one', retried('retries: 4, backoff: exponential(1s, 8s), jitter: 1.9s'), ['hint']],
  ['another share', retried('retries: 4, backoff: exponential(1s, 8s), jitter: 2s'), ['hint'], { leastShare: 0.26 }],
  [
    'one client is many people',
    'client a {}\nservice b {}\na -> b { retries: 2, backoff: exponential(1s, 8s) }',
    ['warning'],
  ],
  [
    'one now, more later',
    'service a { replicas: 1, autoscale { min: 1, max: 9 } }\nservice b {}\na -> b { retries: 2, backoff: exponential(1s, 8s) }',
    ['warning'],
  ],
  [
    'of two under one setting, one is many',
    'system { defaults { retries: 2, backoff: exponential(1s, 8s) } }\nservice a { replicas: 1 }\nservice b { replicas: 3 }\nservice c {}\na -> c { timeout: 1s }\nb -> c { timeout: 1s }',
    ['warning'],
  ],
]);

cases('retry-amplification', [
  ['what is handed over does not multiply', `${three}a -> b { retries: 3 }\nb ~> c { retries: 9 }`, []],
  ['a hop behind a hand-over', `${three}service d {}\na -> b { retries: 9 }\nb ~> c\nc -> d { retries: 9 }`, []],
  [
    'a hop in between that does not retry',
    `${three}service d {}\na -> b { retries: 3 }\nb -> c\nc -> d { retries: 2 }`,
    ['warning'],
  ],
  ['thirty', `${three}a -> b { retries: 5 }\nb -> c { retries: 4 }`, ['warning']],
  ['more', `${three}a -> b { retries: 5 }\nb -> c { retries: 5 }`, ['error']],
  ['an error later', `${three}a -> b { retries: 5 }\nb -> c { retries: 5 }`, ['warning'], { errorAmplification: 36 }],
  ['ten', `${three}a -> b { retries: 4 }\nb -> c { retries: 1 }`, []],
  [
    'two ways to the same',
    `${three}service d {}\na -> b { retries: 3 }\na -> c { retries: 1 }\nb -> d { retries: 3 }\nc -> d { retries: 3 }`,
    ['warning'],
  ],
  ['a circle has no longest path', `${pair}a -> b { retries: 9 }\nb -> a { retries: 9 }`, []],
  [
    'of different flows',
    'client w {}\nflow f { from: w, op: read }\nflow g { from: w, op: read }\nservice a {}\nservice b {}\nw -> a { for: f, retries: 3 }\nw -> a { for: g }\na -> b { for: g, retries: 3 }',
    [],
  ],
  [
    'of one flow',
    'client w {}\nflow f { from: w, op: read }\nflow g { from: w, op: read }\nservice a {}\nservice b {}\nw -> a { for: f, retries: 3 }\nw -> a { for: g }\na -> b { for: f, retries: 3 }',
    ['warning'],
  ],
  [
    'two hops that have nothing to do with each other',
    `${three}service d {}\na -> b { retries: 20 }\nc -> d { retries: 20 }`,
    [],
  ],
  [
    'for two clients is said once',
    `client v {}\nclient w {}\n${three}v -> a\nw -> a\na -> b { retries: 3 }\nb -> c { retries: 3 }`,
    ['warning'],
  ],
  ['out of a circle', `${three}a -> b { retries: 9 }\nb -> a { retries: 9 }\nb -> c { retries: 3 }`, []],
  [
    'two ways to the same, the weaker first',
    `${three}service d {}\na -> c { retries: 1 }\na -> b { retries: 3 }\nc -> d { retries: 2 }\nb -> d { retries: 2 }`,
    ['warning'],
  ],
  [
    'a hop behind that does not retry',
    `${three}service d {}\na -> b { retries: 3 }\nb -> c { retries: 3 }\nc -> d`,
    ['warning'],
  ],
]);

cases('non-idempotent-retry', [
  ['a message that comes again', retried('op: write, retries: 2', '~>'), []],
  ['a queue', 'service a {}\nqueue b {}\na -> b { op: write, retries: 2 }', []],
  ['a topic', 'service a {}\ntopic b {}\na -> b { op: write, retries: 2 }', []],
  [
    'a target that knows what it has done',
    'service a {}\nservice b { idempotent: yes }\na -> b { op: write, retries: 2 }',
    [],
  ],
  ['only what was never sent', retried('op: write, retries: 2, retry-on: connection'), []],
  ['what was sent, too', retried('op: write, retries: 2, retry-on: [connection, timeout]'), ['error']],
  ['a chain is one statement', `${three}a -> b -> c { op: write, retries: 2 }`, ['error']],
  ['the flow writes', 'client w {}\nflow f { from: w, op: write }\nservice a {}\nw -> a { retries: 1 }', ['error']],
  ['the flow reads', 'client w {}\nflow f { from: w, op: read }\nservice a {}\nw -> a { retries: 1 }', []],
  ['whatever fails, where nothing is named', retried('op: write, retries: 2, retry-on: []'), ['error']],
]);

cases('excessive-retries', [
  ['five on no user path', retried('retries: 5'), []],
  ['six', retried('retries: 6'), ['warning']],
  ['six are allowed', retried('retries: 6'), [], { maxRetries: 6 }],
  ['a message that comes again', retried('retries: 60', '~>'), []],
]);

it.each([
  ['[4xx, 5xx]', '[5xx, timeout, connection]'],
  ['any', '[5xx, timeout, connection]'],
  ['[404]', '[5xx, timeout, connection]'],
  ['[404, 503]', '[503]'],
])('retries on `%s` become those on `%s`', (written, text) => {
  const [found] = linted(retried(`retries: 2, retry-on: ${written}`)).of('retry-on-client-error');
  expect(found.fixes[0].title).toBe(`Set \`retry-on: ${text}\``);
});

it('speaks of a setting for many links at the one that many callers take, and names the others', () => {
  const code =
    'system { defaults { retries: 2, backoff: exponential(1s, 8s) } }\nservice a { replicas: 1 }\nservice b { replicas: 3 }\nservice c {}\na -> c { timeout: 1s }\nb -> c { timeout: 1s }';
  const [found] = linted(code).of('retry-without-jitter');
  expect(found.subjects).toEqual(['b->c', 'a->c']);
  const [constant] = linted(code.replace('exponential(1s, 8s)', 'constant(1s)')).of('retry-without-backoff');
  expect(constant.message).toContain('So does one other link under the same setting.');
  const [many] = linted(code.replace('retries: 2', 'retries: 6')).of('excessive-retries');
  expect(many.subjects).toEqual(['a->c', 'b->c']);
});

it('offers to shorten the inner call where that is one attempt', () => {
  const after = (inner: string): string[] => {
    const code = `service a {}\nservice b {}\nservice c {}\na -> b { timeout: 1s }\nb -> c { ${inner} }`;
    return linted(code)
      .of('timeout-inversion')[0]
      .fixes.filter(({ title }) => title.startsWith('Shorten'))
      .map((fix) => {
        const text = fixed(code, fix);
        expect(linted(text).of('timeout-inversion')).toEqual([]);
        return text.slice(text.indexOf('b -> c'));
      });
  };
  expect(after('timeout: 3s')).toEqual(['b -> c { timeout: 940ms }']);
  expect(after('timeout: 3s, retries: 1, backoff: exponential(1ms, 2ms)')).toEqual([]);
  expect(after('deadline: 3s')).toEqual([]);
});
