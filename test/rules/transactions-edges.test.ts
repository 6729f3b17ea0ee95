import { expect, it } from 'vitest';
import { everything, fixed, linted } from './linting.js';
import { cases, message } from './reliability/cases.js';

/** A flow by which a service writes a store and does something else. */
const two = (
  second: string,
  target: string,
  more = '',
  store = 'database d {}',
  flow = 'op: write',
  writer = 'service s {}',
): string =>
  `client c {}\nflow f { from: c, rate: 1/s, ${flow} }\n${writer}\n${store}\n${target}\nc -> s\ns -> d\n${second}\n${more}`;

cases('dual-write', [
  ['an event', two('s ~> q', 'topic q {}'), ['error']],
  [
    'an event, published first',
    `client c {}\nflow f { from: c, rate: 1/s, op: write }\nservice s {}\ndatabase d {}\ntopic q {}\nc -> s\ns ~> q\ns -> d`,
    ['error'],
  ],
  ['another store', two('s -> e', 'database e {}'), ['error']],
  ['the same store again', two('s -> d { op: delete }', ''), []],
  ['a call to a broker that answers', two('s -> q', 'queue q {}'), []],
  ['a balancer writes nothing itself', two('s ~> q', 'topic q {}', '', undefined, undefined, 'lb s {}'), []],
  ['to what is only drawn', two('s ~> q', 'topic q { future: yes }'), []],
  ['a cache', two('s -> e', 'cache e {}'), []],
  ['a cache first', two('s ~> q', 'topic q {}', '', 'cache d {}'), []],
  ['files', two('s -> e', 'storage e {}'), ['info']],
  ['files first', two('s ~> q', 'topic q {}', '', 'storage d {}'), ['info']],
  ['files first, then rows', two('s -> e', 'database e {}', '', 'storage d {}'), ['info']],
  ['files and rows and an event', two('s -> e\ns ~> q', 'storage e {}\ntopic q {}'), ['error']],
  ['a read beside it', two('s -> e { op: read }', 'database e {}'), []],
  ['only an event for what is read', two('s ~> q', 'topic q {}', '', undefined, 'op: read'), []],
  [
    'an event for another flow',
    two('s ~> q { for: g }', 'topic q {}', 'flow g { from: c, rate: 1/s, op: write }').replace(
      's -> d',
      's -> d { for: f }',
    ),
    [],
  ],
  [
    'two stores for two flows',
    two('s -> e { for: g }', 'database e {}', 'flow g { from: c, rate: 1/s, op: write }').replace(
      's -> d',
      's -> d { for: f }',
    ),
    [],
  ],
  ['without flows nobody knows', 'service s {}\ndatabase d {}\ntopic q {}\ns -> d { op: write }\ns ~> q', ['info']],
  ['its changes are captured', two('s ~> q', 'topic q {}\ntopic r {}', 'd ~> r { capture: cdc }'), []],
  ['it hands on something else', two('s ~> q', 'topic q {}\ntopic r {}', 'd ~> r'), ['error']],
  ['captured into the other store', two('s -> e', 'database e {}', 'd ~> e { capture: cdc }'), []],
  ['the other one is captured into it', two('s -> e', 'database e {}', 'e ~> d { capture: cdc }'), []],
  ['captured into a third', two('s -> e', 'database e {}\ndatabase g {}', 'd ~> g { capture: cdc }'), ['error']],
  ['a topic that may lose', two('s ~> q', 'topic q { durability: best-effort }'), []],
  ['a topic that may not', two('s ~> q', 'topic q { durability: required }'), ['error']],
  ['a topic of counters', two('s ~> q', 'topic q { holds: counter }'), []],
  ['a topic of telemetry', two('s ~> q', 'topic q { holds: telemetry }'), []],
  ['a topic of both', two('s ~> q', 'topic q { holds: [counter, telemetry] }'), []],
  ['a topic of counters and orders', two('s ~> q', 'topic q { holds: [counter, order] }'), ['error']],
  ['one transaction', two('s -> e', 'database e {}', 'transaction x { mode: two-phase-commit, writes: [d, e] }'), []],
  [
    'a transaction of one of them',
    two('s -> e', 'database e {}\ndatabase g {}', 'transaction x { mode: two-phase-commit, writes: [d, g] }'),
    ['error'],
  ],
  ['a step of a saga', two('s -> e', 'database e {}', 'saga x {\n  step a compensate b { at: s }\n  step z\n}'), []],
  ['a step at the store', two('s -> e', 'database e {}', 'saga x {\n  step a compensate b { at: e }\n  step z\n}'), []],
  [
    'a saga of others',
    two('s -> e', 'database e {}', 'service o {}\nsaga x {\n  step a compensate b { at: o }\n  step z { at: o }\n}'),
    ['error'],
  ],
  [
    'it drives a saga',
    two(
      's -> e',
      'database e {}',
      'service o {}\nsaga x {\n  orchestrator: s\n  step a compensate b { at: o }\n  step z { at: o }\n}',
    ),
    [],
  ],
  [
    'another one drives it',
    two(
      's -> e',
      'database e {}',
      'service o {}\nsaga x {\n  orchestrator: o\n  step a compensate b { at: o }\n  step z { at: o }\n}',
    ),
    ['error'],
  ],
  ['data moves', two('s -> e { purpose: migration }', 'database e {}'), ['info']],
  ['data moves out of it', two('s -> e', 'database e {}').replace('s -> d', 's -> d { purpose: migration }'), ['info']],
]);

const pay = (link: string, target = 'external p { role: payment }', more = '', caller = 'service s {}'): string =>
  `system { maturity: production }\n${more}${caller}\n${target}\ns -> p { ${link} }`;
const fed = (broker: string, link = ''): string =>
  `system { maturity: production }\nservice a {}\n${broker}\nworker s {}\nexternal p { role: payment }\na ~> q\nq ~> s { ${link} }\ns -> p { op: write }`;

cases('payment-without-idempotency-key', [
  ['to a provider', pay('op: write'), ['error']],
  ['to a service', pay('op: write', 'service p { role: payment }'), ['error']],
  ['to a function', pay('op: write', 'function p { role: payment }'), ['error']],
  ['to a store', pay('op: write', 'database p { role: payment }'), []],
  ['to what is only drawn', pay('op: write', 'external p { role: payment, future: yes }'), []],
  [
    'a flow that pays, at its first call',
    'system { maturity: production }\nclient s {}\nflow f { from: s, rate: 1/s, op: write, purpose: payment }\nservice p {}\ns -> p',
    ['error'],
  ],
  [
    'a flow that pays, further on',
    'system { maturity: production }\nclient s {}\nflow f { from: s, rate: 1/s, op: write, purpose: payment }\nservice p { idempotent: yes }\nservice o {}\ns -> p\np -> o',
    [],
  ],
  [
    'a flow of something else',
    'system { maturity: production }\nclient s {}\nflow f { from: s, rate: 1/s, op: write, purpose: reserve }\nservice p {}\ns -> p',
    [],
  ],
  ['told twice', fed('queue q { delivery: at-least-once }'), []],
  ['told twice, and knows', fed('queue q { delivery: at-least-once }', 'idempotency-key: id'), ['error']],
  ['told once at most', fed('queue q { delivery: at-most-once }'), ['error']],
  ['told by calls as well', fed('queue q { delivery: at-least-once }').replace('a ~> q', 'a ~> q\na -> s'), ['error']],
]);

const driven = (by: string, more = '', name = 'o'): string =>
  `service o { ${by} }\nservice b {}\n${more}\nsaga s {\n  orchestrator: ${name}\n  step x compensate y { at: b }\n  step z { at: b }\n}`;

cases('saga-orchestrator-not-resilient', [
  ['alone', driven('replicas: 1'), ['warning']],
  ['two', driven('replicas: 2'), []],
  ['nobody says how many', driven(''), []],
  ['two that forget', driven('replicas: 2, state: in-memory'), ['warning']],
  ['one that scales', driven('replicas: 1, autoscale { min: 1, max: 1 }'), ['warning']],
  [
    'nobody drives it',
    'service b { replicas: 1 }\nsaga s {\n  step x compensate y { at: b }\n  step z { at: b }\n}',
    [],
  ],
  [
    'a transaction has no driver',
    'database a {}\ndatabase b {}\ntransaction x { mode: two-phase-commit, writes: [a, b] }',
    [],
  ],
]);

const reserve = (link: string, target = 'service t {}', arrow = '->', flow = ''): string =>
  `client c {}\nflow f { from: c, rate: 1/s, op: write, purpose: reserve${flow} }\nservice s {}\n${target}\nc -> s\ns ${arrow} t { ${link} }`;

cases('oversell-risk', [
  ['nobody waits', 'service s {}\nservice t {}\ns ~> t { purpose: reserve }', ['warning']],
  ['stock that is read', reserve('op: read', 'cache t { holds: inventory }'), []],
  ['stock that is taken', reserve('', 'cache t { holds: inventory }'), ['warning']],
  ['nobody knows how it ends', reserve('purpose: reserve', 'service t {}', '~>', ', result: none'), []],
  ['a service whose answers are old', reserve('purpose: reserve', 'service t {}'), []],
  ['a store whose copies differ', reserve('purpose: reserve', 'database t { consistency: eventual }'), ['warning']],
]);

const atomic = (participant: string, more = ''): string =>
  `${more}database a {}\n${participant}\ntransaction x { mode: two-phase-commit, writes: [a, b] }`;

cases('distributed-two-phase-commit', [
  ['two databases', atomic('database b {}'), ['warning']],
  ['a third party', atomic('external b {}'), ['error']],
  ['a queue', atomic('queue b {}'), ['error']],
  ['a topic', atomic('topic b {}'), ['error']],
  ['files', atomic('storage b {}'), ['error']],
  ['a cache', atomic('cache b {}'), ['error']],
  [
    'two databases of a system that promises much',
    atomic('database b {}', 'system { slo { availability: 99.9% } }\n'),
    ['error'],
  ],
  ['of one that promises less', atomic('database b {}', 'system { slo { availability: 99.8% } }\n'), ['warning']],
]);

it('says against which promise two-phase commit works', () => {
  const code = atomic('database b {}', 'system { slo { availability: 99.8% } }\n');
  const rule = 'distributed-two-phase-commit';
  expect(linted(code).of(rule)[0].message).not.toContain('although');
  const strict = everything({ [rule]: ['warning', { availability: 0.998 }] });
  expect(linted(code, strict).of(rule)[0].message).toContain('although the system promises 99.8%');
});

it.each([
  ['replicas: 1', '', 'replicas: 2'],
  ['replicas: 1, autoscale { min: 1, max: 1 }', '', undefined],
  ['replicas: 2, state: in-memory', 'database d {}\no -> d', 'state: external(d)'],
  ['replicas: 2, state: in-memory', '', undefined],
  ['replicas: 2, state: in-memory', 'cache d {}\no -> d', undefined],
  ['replicas: 1', 'database d {}\no -> d', 'replicas: 2'],
])('lets a driver with `%s` survive where that is known how', (by, more, text) => {
  const code = driven(by, more);
  const [found] = linted(code).of('saga-orchestrator-not-resilient');
  expect(found.fixes.length).toBe(text === undefined ? 0 : 1);
  if (text === undefined) return;
  const mended = fixed(code, found.fixes[0]);
  expect(mended).toContain(text);
  expect(mended.includes('external(')).toBe(text.includes('external('));
});

it('names who asks again: the one behind what only passes requests on', () => {
  const through = (front: string): string =>
    `system { maturity: production }\nclient buyer {}\nflow f { from: buyer, rate: 1/s, op: write, purpose: payment }\n${front}\nservice p {}\nbuyer -> front { idempotency-key: id }\nfront -> p`;
  expect(message('payment-without-idempotency-key', through('lb front {}'))).toContain('when `buyer` sends');
  expect(message('payment-without-idempotency-key', pay('op: write'))).toContain('when `s` sends');
});
