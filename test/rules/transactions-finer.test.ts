import { expect, it } from 'vitest';
import { fixed, linted } from './linting.js';
import { cases, message } from './reliability/cases.js';

const undone = (step: string, component = '', undo = 'compensate y'): string =>
  `service a { ${component} }\nsaga s {\n  step x ${undo} { at: a, ${step} }\n  step z\n}`;

cases('saga-compensation-order', [
  ['not idempotent', undone('idempotent: no'), ['warning']],
  ['idempotent', undone('idempotent: yes'), []],
  ['nobody says', undone(''), []],
  ['the component is not', undone('', 'idempotent: no'), ['warning']],
  ['the step knows better', undone('idempotent: yes', 'idempotent: no'), []],
  ['nothing to undo', undone('idempotent: no', '', 'compensate none "harmless"'), []],
  ['only drawn', undone('idempotent: no', 'future: yes'), []],
]);

it('says which compensation does harm', () => {
  const code = undone('idempotent: no');
  expect(message('saga-compensation-order', code)).toBe(
    '`y` undoes `x` at `a` and is repeated until it works, but it is not idempotent: when it runs twice, it does harm.',
  );
  expect(fixed(code, linted(code).of('saga-compensation-order')[0].fixes[0])).toContain('idempotent: yes');
});

const books = (ledger = 'holds: financial', provider = 'role: payment', more = '', kind = 'database'): string =>
  `service s {}\n${kind} d { ${ledger} }\nexternal p { ${provider} }\ns -> p\ns -> d\n${more}`;

cases('missing-reconciliation', [
  ['a ledger and a provider', books(), ['hint']],
  ['files', books(undefined, undefined, '', 'storage'), ['hint']],
  ['a cache', books(undefined, undefined, '', 'cache'), []],
  ['other data', books('holds: pii'), []],
  ['a copy', books('holds: financial, derived-from: o', undefined, 'database o {}'), []],
  ['another role', books(undefined, 'role: email'), []],
  ['not called', 'database d { holds: financial }\nexternal p { role: payment }', []],
  ['our own payments', 'service s {}\ndatabase d { holds: financial }\nservice p { role: payment }\ns -> p', []],
  ['somebody reconciles', books(undefined, undefined, 'worker r { role: reconciliation }'), []],
  ['somebody will', books(undefined, undefined, 'worker r { role: reconciliation, future: yes }'), ['hint']],
  ['a job reads the books', books(undefined, undefined, 'job j { every: 1d }\nj -> d'), []],
  ['a job asks the provider', books(undefined, undefined, 'job j { every: 1d }\nj -> p'), []],
  ['a job that is only drawn', books(undefined, undefined, 'job j { future: yes }\nj -> p'), ['hint']],
  ['a sketch', `system { maturity: sketch }\n${books()}`, []],
  ['a ledger that is only drawn', books('holds: financial, future: yes'), []],
  ['a provider that is only drawn', books(undefined, 'role: payment, future: yes'), []],
]);

it('compares both every day', () => {
  const code = books();
  expect(fixed(code, linted(code).of('missing-reconciliation')[0].fixes[0])).toBe(
    'service s {}\ndatabase d { holds: financial }\nexternal p { role: payment }\njob reconciler { role: reconciliation, every: 1d }\ns -> p\nreconciler -> d { op: read, timeout: 30s }\nreconciler -> p { op: read, timeout: 30s }\ns -> d\n',
  );
});

const reserve = (link: string, target = 'service t {}', arrow = '->'): string =>
  `service s {}\n${target}\ns ${arrow} t { ${link} }`;
const bought = (flow: string, target: string): string =>
  `client c {}\nflow f { from: c, rate: 1/s, op: write, ${flow} }\nservice s {}\n${target}\nc -> s\ns -> t`;

cases('oversell-risk', [
  ['nobody waits', reserve('purpose: reserve', undefined, '~>'), ['warning']],
  ['into a queue', reserve('purpose: reserve', 'queue t {}', '~>'), ['warning']],
  ['somebody waits', reserve('purpose: reserve'), []],
  ['another purpose', reserve('purpose: payment', undefined, '~>'), []],
  ['no purpose', reserve('', undefined, '~>'), []],
  ['the outcome comes later', reserve('purpose: reserve, result: eventual', undefined, '~>'), []],
  ['nobody needs the outcome', reserve('purpose: reserve, result: none', undefined, '~>'), []],
  ['the outcome comes at once', reserve('purpose: reserve, result: immediate', undefined, '~>'), ['warning']],
  ['a cache', reserve('purpose: reserve, op: write', 'cache t {}'), ['warning']],
  ['a look at a cache', reserve('purpose: reserve, op: read', 'cache t {}'), []],
  ['a store that agrees later', reserve('purpose: reserve', 'database t { consistency: eventual }'), ['warning']],
  ['a store that agrees', reserve('purpose: reserve', 'database t { consistency: linearizable }'), []],
  ['a store that says nothing', reserve('purpose: reserve', 'database t {}'), []],
  ['the call says so', reserve('purpose: reserve, consistency: eventual'), ['warning']],
  [
    'the call knows better',
    reserve('purpose: reserve, consistency: linearizable', 'database t { consistency: eventual }'),
    [],
  ],
  ['a flow that reserves seats', bought('purpose: reserve', 'cache t { holds: booking }'), ['warning']],
  ['a flow that reserves stock', bought('purpose: reserve', 'cache t { holds: inventory }'), ['warning']],
  ['a flow that reserves, and other data', bought('purpose: reserve', 'cache t { holds: counter }'), []],
  ['a flow that does not reserve', bought('purpose: payment', 'cache t { holds: inventory }'), []],
  [
    'a flow whose outcome comes later',
    bought('purpose: reserve, result: eventual', 'cache t { holds: inventory }'),
    [],
  ],
  ['only drawn', reserve('purpose: reserve', 'service t { future: yes }', '~>'), []],
]);

it('waits for the reservation, or makes it strict', () => {
  const mended = (code: string) =>
    linted(code)
      .of('oversell-risk')[0]
      .fixes.map((fix) => fixed(code, fix));
  expect(mended(reserve('purpose: reserve', undefined, '~>'))).toEqual([reserve('purpose: reserve')]);
  expect(mended(reserve('purpose: reserve', 'queue t {}', '~>'))).toEqual([]);
  expect(mended(reserve('purpose: reserve', 'cache t {}'))).toEqual([]);
  expect(mended(reserve('purpose: reserve, consistency: eventual'))).toEqual([
    reserve('purpose: reserve, consistency: linearizable'),
  ]);
  expect(mended(reserve('purpose: reserve', 'database t { consistency: eventual }'))).toEqual([
    reserve('purpose: reserve', 'database t { consistency: linearizable }'),
  ]);
});
