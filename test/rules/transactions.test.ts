import { expect, it } from 'vitest';
import { fixed, linted } from './linting.js';
import { cases, message } from './reliability/cases.js';

const steps = (list: string, more = ''): string => `service a {}\nservice b {}\nsaga s {\n  ${more}\n${list}\n}`;

cases('saga-missing-compensation', [
  ['a first step without one', steps('step x\nstep y'), ['error']],
  ['two of three', steps('step x\nstep y\nstep z'), ['error', 'error']],
  ['only the last', steps('step x compensate undo-x\nstep y'), []],
  ['a reason', steps('step x compensate none "harmless"\nstep y'), []],
  ['none without a reason', steps('step x compensate none\nstep y'), ['error']],
  ['repeated until it works', steps('step x { retriable: yes }\nstep y'), []],
  [
    'it only reads',
    `client c {}\nflow f { from: c, rate: 1/s, op: read }\n${steps('step x { at: a }\nstep y')}\nc -> a`,
    [],
  ],
  [
    'it writes',
    `client c {}\nflow f { from: c, rate: 1/s, op: write }\n${steps('step x { at: a }\nstep y')}\nc -> a`,
    ['error'],
  ],
  ['the point of no return', steps('step x { pivot: yes }\nstep y { retriable: yes }'), []],
  ['after it, not repeated', steps('step x { pivot: yes }\nstep y'), ['error']],
  ['after it, undoing does not help', steps('step x { pivot: yes }\nstep y compensate z'), ['error']],
]);

it('names the step and what may fail after it', () => {
  const code = steps('step x { at: a }\nstep y');
  expect(message('saga-missing-compensation', code)).toBe(
    'Step 1 of `s`, `x` at `a`, has no compensation: when `y` or a later step fails, what it did stays.',
  );
  const [finding] = linted(code).of('saga-missing-compensation');
  expect(fixed(code, finding.fixes[0])).toContain('step x compensate undo-x { at: a }');
  const none = steps('step x compensate none\nstep y');
  expect(fixed(none, linted(none).of('saga-missing-compensation')[0].fixes[0])).toContain('step x compensate undo-x\n');
});

const atomic = (mode: string, writes: string, more = ''): string =>
  `database a { ${more} }\ndatabase b { table t {}, table u {} }\nexternal e {}\nqueue q {}\ntransaction x { ${mode} writes: ${writes} }`;

cases('distributed-two-phase-commit', [
  ['two stores', atomic('mode: two-phase-commit,', '[a, b]'), ['warning']],
  ['a table of another store', atomic('mode: two-phase-commit,', '[a, t]'), ['warning']],
  ['what cannot prepare', atomic('mode: two-phase-commit,', '[a, e]'), ['error']],
  ['a queue', atomic('mode: two-phase-commit,', '[a, q]'), ['error']],
  ['one store', atomic('mode: two-phase-commit,', '[t, u]'), []],
  ['local', atomic('mode: local,', '[a, b]'), []],
  ['nothing is said', atomic('', '[a, b]'), []],
  ['only drawn', atomic('mode: two-phase-commit,', '[a, b]', 'future: yes'), []],
]);

cases('atomic-group-spans-stores', [
  ['two stores', atomic('', '[a, b]'), ['error']],
  ['local', atomic('mode: local,', '[a, t]'), ['error']],
  ['one store', atomic('mode: local,', '[t, u]'), []],
  ['two-phase commit has its own rule', atomic('mode: two-phase-commit,', '[a, b]'), []],
  ['a saga', steps('step x compensate y { at: a }\nstep z { at: b }'), []],
  ['only drawn', atomic('', '[a, b]', 'future: yes'), []],
]);

const dance = (count: number, mode = 'mode: choreography'): string =>
  steps(Array.from({ length: count }, (_, i) => `step x${i} compensate y${i}`).join('\n'), mode);

cases('choreography-too-many-steps', [
  ['three', dance(3), []],
  ['four', dance(4), ['info']],
  ['five', dance(5), ['warning']],
  ['six', dance(6), ['warning']],
  ['another limit', dance(3), ['warning'], { steps: 3 }],
  ['one less than another limit', dance(5), ['info'], { steps: 6 }],
  ['driven by one', dance(6, 'mode: orchestration'), []],
  ['nothing is said', dance(6, ''), []],
]);

const driven = (by: string): string =>
  `service o { ${by} }\ndatabase d {}\nsaga s {\n  orchestrator: o\n  step x compensate y\n  step z\n}`;

cases('saga-orchestrator-not-resilient', [
  ['alone', driven('replicas: 1'), ['warning']],
  ['two', driven('replicas: 2'), []],
  ['nothing is said', driven(''), []],
  ['in memory', driven('replicas: 2, state: in-memory'), ['warning']],
  ['in a store', driven('replicas: 2, state: external(d)'), []],
  ['scaled', driven('autoscale { min: 1, max: 3 }'), []],
  ['managed', driven('managed: yes, replicas: 1'), []],
  ['only drawn', driven('future: yes, replicas: 1'), []],
]);

const pay = (link: string, target = 'role: payment', more = ''): string =>
  `${more}service s {}\nexternal p { ${target} }\ns -> p { ${link} }`;
const production = 'system { maturity: production }\n';

cases('payment-without-idempotency-key', [
  ['no key', pay('op: write', undefined, production), ['error']],
  ['in a design', pay('op: write'), ['warning']],
  ['a key', pay('op: write, idempotency-key: order'), []],
  ['idempotent', pay('op: write, idempotent: yes'), []],
  ['an idempotent target', 'service s {}\nservice p { role: payment, idempotent: yes }\ns -> p { op: write }', []],
  ['a read', pay('op: read'), []],
  ['an upsert', pay('op: upsert'), []],
  ['nobody says what it does', pay(''), []],
  ['another role', pay('op: write', 'role: email'), []],
  ['a purpose', pay('op: write, purpose: payment', ''), ['warning']],
  ['another purpose', pay('op: write, purpose: status'), []],
  ['retried: another rule says it', pay('op: write, retries: 1'), []],
  [
    'a consumer that gets it twice: another rule says it',
    'service s {}\nqueue q { delivery: at-least-once }\nworker w {}\nexternal p { role: payment }\ns ~> q ~> w\nw -> p { op: write }',
    [],
  ],
  ['a sketch', pay('op: write', undefined, 'system { maturity: sketch }\n'), []],
  ['only drawn', pay('op: write', 'role: payment, future: yes'), []],
]);

it('leaves to one rule what is charged twice', () => {
  expect(linted(pay('op: write, retries: 1')).of('non-idempotent-retry')).toHaveLength(1);
  const consumer =
    'service s {}\nqueue q { delivery: at-least-once }\nworker w {}\nexternal p { role: payment }\ns ~> q ~> w\nw -> p { op: write }';
  expect(linted(consumer).of('non-idempotent-consumer')).toHaveLength(1);
});

const two = (second: string, target: string, more = '', store = '', flow = 'op: write', caller = ''): string =>
  `client c {}\nflow f { from: c, rate: 1/s, ${flow} }\nservice s { ${caller} }\ndatabase d { ${store} }\n${target}\nc -> s\ns -> d\n${second}\n${more}`;

cases('dual-write', [
  ['a store and a topic', two('s ~> t', 'topic t {}'), ['error']],
  ['a store and a queue', two('s ~> t', 'queue t {}'), ['error']],
  ['two stores', two('s -> t', 'database t {}'), ['error']],
  ['the store passes it on', two('s ~> t', 'topic t {}\ntopic u {}', 'd ~> u { capture: cdc }'), []],
  [
    'a saga spans them',
    two('s -> t', 'database t {}', 'saga g { step x compensate y { at: s }, step z { at: t } }'),
    [],
  ],
  ['the saga it drives', two('s -> t', 'database t {}', 'saga g { orchestrator: s, step x }'), []],
  [
    'a transaction spans them',
    two('s -> t', 'database t {}', 'transaction g { mode: two-phase-commit, writes: [d, t] }'),
    [],
  ],
  ['a broker that may lose it', two('s ~> t', 'topic t { durability: best-effort }'), []],
  ['a flow that may be lost', two('s ~> t', 'topic t {}', '', '', 'op: write, durability: best-effort'), []],
  ['analytics', two('s -> t', 'database t { role: analytics }'), []],
  ['counters', two('s -> t', 'database t { holds: counter }'), []],
  ['a cache', two('s -> t', 'cache t {}'), []],
  ['a derived store', two('s -> t', 'database t { derived-from: d }'), []],
  ['a search index', two('s -> t', 'database t { engine: elasticsearch }'), []],
  ['it only reads', two('s ~> t', 'topic t {}', '', '', 'op: read'), []],
  [
    'different flows',
    'client c {}\nflow f { from: c, rate: 1/s, op: write }\nflow g { from: c, rate: 1/s, op: write }\nservice s {}\ndatabase d {}\ntopic t {}\nc -> s\ns -> d { for: f }\ns ~> t { for: g }',
    [],
  ],
  ['no flow is known', 'service s {}\ndatabase d {}\ntopic t {}\ns -> d { op: write }\ns ~> t', ['info']],
  ['objects', two('s -> t', 'storage t {}'), ['info']],
  ['moving house', two('s -> t { purpose: migration }', 'database t {}'), ['info']],
  [
    'a consumer that does both again',
    'client c {}\nflow f { from: c, rate: 1/s, op: write }\nqueue q {}\nworker s { idempotent: yes }\ndatabase d {}\ntopic t {}\nc ~> q ~> s\ns -> d\ns ~> t',
    [],
  ],
  [
    'a consumer that may not do it again',
    'client c {}\nflow f { from: c, rate: 1/s, op: write }\nqueue q {}\nworker s {}\ndatabase d {}\ntopic t {}\nc ~> q ~> s\ns -> d\ns ~> t',
    ['error'],
  ],
  ['only drawn', two('s ~> t', 'topic t { future: yes }'), []],
]);
