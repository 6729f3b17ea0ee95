import { expect, it } from 'vitest';
import { everything, fixed, linted } from '../linting.js';
import { cases, message } from '../reliability/cases.js';

const production = 'system { maturity: production }\n';
const store = (properties: string, head = production): string => `${head}database d { ${properties} }`;
const secret = 'holds: health, encryption-at-rest: yes';

cases('key-rotation-missing', [
  ['keys of callers', `${production}service s { auth { method: api-key } }`, ['hint']],
  ['tokens are no keys', `${production}service s { auth { method: jwt } }`, []],
  ['keys for a third party', `${production}service s {}\nexternal e {}\ns -> e { auth { method: api-key } }`, ['hint']],
  ['the third party says so', `${production}service s {}\nexternal e { auth { method: api-key } }\ns -> e`, ['hint']],
  [
    'the link says otherwise',
    `${production}service s {}\nexternal e { auth { method: api-key } }\ns -> e { auth { method: oauth2 } }`,
    [],
  ],
  ['keys for a service of ours', `${production}service s {}\nservice e {}\ns -> e { auth { method: api-key } }`, []],
  [
    'a third party that is only drawn',
    `${production}service s {}\nexternal e { future: yes }\ns -> e { auth { method: api-key } }`,
    [],
  ],
  ['a client', `${production}client c { auth { method: api-key } }`, []],
  ['secrets in a vault', `${production}service s { secrets: vault }`, ['hint']],
  ['secrets in the environment', `${production}service s { secrets: env }`, ['hint']],
  ['secrets in the code are for another rule', `${production}service s { secrets: code }`, []],
  ['secrets in an image are for another rule', `${production}service s { secrets: image }`, []],
  ['encryption', store(secret), ['hint']],
  ['encryption of what is public', store('holds: public, encryption-at-rest: yes'), []],
  ['no encryption', store('holds: health, encryption-at-rest: no'), []],
  ['the engine encrypts by itself', `${production}storage d { engine: s3, holds: health }`, []],
  ['they are replaced', store(`${secret}, key-rotation: 30d`), []],
  ['a provider does', store(`${secret}, managed: yes`), []],
  ['nobody else does', store(`${secret}, managed: no`), ['hint']],
  ['a design', store(secret, 'system { maturity: design }\n'), []],
  ['a sketch', store(secret, 'system { maturity: sketch }\n'), []],
  ['only drawn', store(`${secret}, future: yes`), []],
]);

it.each([
  ['service s { auth { method: api-key } }', 'the API keys of those who call `s`'],
  ['service s {}\nexternal e { auth { method: api-key } }\ns -> e', 'the API keys that `s` has for `e`'],
  ['service s { secrets: vault }', 'the secrets of `s`'],
  [`database d { ${secret} }`, 'the keys that encrypt `d`'],
])('names the keys of %s', (code, keys) => {
  expect(message('key-rotation-missing', production + code)).toBe(
    `Nothing says that ${keys} are ever replaced: one that was copied stays good for ever.`,
  );
});

it.each([
  [{}, 'key-rotation: 90d'],
  [{ rotation: 30 * 86_400 }, 'key-rotation: 30d'],
])('writes how often, by %o', (options, text) => {
  const code = store(secret);
  const [finding] = linted(code, everything({ 'key-rotation-missing': ['hint', options] })).of('key-rotation-missing');
  expect(fixed(code, finding.fixes[0])).toContain(text);
});

const right = (link: string, flows = ''): string =>
  `service s {}\ndatabase d { table t { row: 1B } }\n${flows}s -> d { ${link} }`;
const flow = (properties: string): string => `flow f { from: s, ${properties} }\n`;

cases('excessive-privilege', [
  ['an administrator reads', right('privilege: admin, op: read'), ['info']],
  ['a writer lists', right('privilege: write, op: list'), ['info']],
  ['a reader reads', right('privilege: read, op: read'), []],
  ['nobody says which', right('op: read'), []],
  ['a writer writes', right('privilege: write, op: write'), []],
  ['an administrator deletes', right('privilege: admin, op: delete'), []],
  ['a cache is told', right('privilege: write, op: invalidate'), []],
  ['nobody says what it does', right('privilege: admin'), []],
  ['its flow reads', right('privilege: admin', flow('op: read')), ['info']],
  ['one of two flows writes', right('privilege: admin', `${flow('op: read')}flow g { from: s, op: write }\n`), []],
  [
    'nobody says what one of two flows does',
    right('privilege: admin', `${flow('op: read')}flow g { from: s, rate: 1/s }\n`),
    [],
  ],
  ['its tables say so', right('privilege: admin, reads: t'), ['info']],
  ['a migration', right('privilege: admin, op: read, purpose: migration'), []],
  ['a flow that migrates', right('privilege: admin', flow('op: read, purpose: migration')), []],
  ['only drawn', right('privilege: admin, op: read').replace('service s {}', 'service s { future: yes }'), []],
  ['a chain', 'service s {}\nservice m {}\ndatabase d {}\ns -> m -> d { privilege: admin, op: read }', ['info']],
]);

it('changes what several hops share only where all of them read', () => {
  const chain =
    'service s {}\nservice m {}\ndatabase d {}\nflow f { from: s, op: read }\nflow g { from: m, op: write }\n';
  const fixes = (code: string) => linted(code).of('excessive-privilege')[0].fixes;
  expect(fixes(`${chain}s -> m -> d { privilege: admin, op: read }`)).toHaveLength(1);
  expect(fixes(`${chain}s -> m -> d { privilege: admin }`)).toEqual([]);
  expect(fixes('service s { defaults { privilege: admin } }\ndatabase d {}\ns -> d { op: read }')).toEqual([]);
});

it.each([
  ['admin', 'the rights of an administrator'],
  ['write', 'the right to write'],
])('says what %s means', (privilege, what) => {
  expect(message('excessive-privilege', right(`privilege: ${privilege}, op: read`))).toBe(
    `\`s\` has ${what} on \`d\`, but only reads.`,
  );
});

const sent = (link: string, external = '', more = ''): string =>
  `service s {}\nexternal e { ${external} }\n${more}s -> e { ${link} }`;

cases('sensitive-data-to-third-party', [
  ['personal data', sent('carries: pii'), ['warning']],
  ['health data', sent('carries: health'), ['warning']],
  ['financial data', sent('carries: financial'), ['warning']],
  ['in the background', sent('carries: pii').replace('->', '~>'), ['warning']],
  ['what its flow carries', sent('timeout: 1s', '', 'flow f { from: s, carries: pii }\n'), ['warning']],
  ['nobody says what', sent('timeout: 1s'), []],
  ['telemetry', sent('carries: telemetry'), []],
  ['masked', sent('carries: pii, masks: pii'), []],
  ['half of it masked', sent('carries: [pii, health], masks: pii'), ['warning']],
  ['to a service of ours', sent('carries: pii').replace('external', 'service'), []],
  ['for analytics', sent('carries: pii', 'role: analytics'), ['warning']],
  ['for sending mail', sent('carries: pii', 'role: email'), []],
  ['for sending messages', sent('carries: pii', 'role: sms'), []],
  ['for notifying', sent('carries: pii', 'role: notification'), []],
  ['for signing in', sent('carries: pii', 'role: auth'), []],
  ['health data by mail', sent('carries: health', 'role: email'), ['warning']],
  ['for a payment', sent('carries: [pii, financial]', 'role: payment'), []],
  ['health data for a payment', sent('carries: health', 'role: payment'), ['warning']],
  ['a contract', sent('carries: pii', 'because: "a processor under contract"'), []],
  ['bound to a place', sent('carries: pii', '', 'database d { holds: pii, residency: eu }\n'), []],
  ['bound by a table', sent('carries: pii', '', 'database d { table t { row: 1B, holds: pii, residency: eu } }\n'), []],
  ['other data is bound', sent('carries: pii', '', 'database d { holds: health, residency: eu }\n'), ['warning']],
  ['kept, and not bound', sent('carries: pii', '', 'database d { holds: pii }\n'), ['warning']],
  ['only drawn', sent('carries: pii', 'future: yes'), []],
]);

it('adds to what is masked already, and does not change a chain', () => {
  const rule = 'sensitive-data-to-third-party';
  const code = sent('carries: [pii, health], masks: pii');
  expect(fixed(code, linted(code).of(rule)[0].fixes[0])).toContain('masks: [pii, health]');
  expect(message(rule, code)).toBe('`s -> e` hands health data to a third party as it is.');
  const chain = 'service a {}\nservice s {}\nexternal e {}\na -> s -> e { carries: pii }';
  expect(linted(chain).of(rule)[0].fixes).toEqual([]);
});
