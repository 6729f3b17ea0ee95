import { expect, it } from 'vitest';
import { everything, fixed, linted } from '../linting.js';
import { cases, message } from '../reliability/cases.js';

const multi = 'system { tenancy: multi }\n';
const limited = (limit: string, head = multi, more = ''): string =>
  `${head}client web {}\nservice api { rate-limit { rate: 10/s, ${limit} }${more} }\nweb -> api`;

cases('missing-tenant-quota', [
  ['per user', limited('per: user'), ['info']],
  ['per address', limited('per: ip'), ['info']],
  ['for all together', limited('per: all'), ['info']],
  ['nobody says for whom', limited('burst: 9'), ['info']],
  ['per tenant', limited('per: tenant'), []],
  ['per key', limited('per: api-key'), []],
  ['one tenant', limited('per: user', 'system { tenancy: single }\n'), []],
  ['nobody says who shares it', limited('per: user', ''), []],
  ['a sketch', limited('per: user', 'system { tenancy: multi, maturity: sketch }\n'), []],
  ['no limit at all is for another rule', `${multi}client web {}\nservice api {}\nweb -> api`, []],
  [
    'another limit on the way',
    `${limited('per: user').replace('web -> api', 'gateway g { rate-limit { rate: 1/s, per: tenant } }\nweb -> g -> api')}`,
    [],
  ],
  ['the link limits per tenant', `${limited('per: user')} { rate-limit { rate: 1/s, per: tenant } }`, []],
  [
    'the link limits per user',
    `${multi}client web {}\nservice api {}\nweb -> api { rate-limit { rate: 1/s, per: user } }`,
    ['info'],
  ],
  [
    'a gateway is named once',
    `${multi}client web {}\ngateway g { rate-limit { rate: 1/s, per: user } }\nservice a {}\nservice b {}\nweb -> g -> a\ng -> b`,
    ['info'],
  ],
  ['a trusted client', limited('per: user').replace('web {}', 'web { trusted: yes }'), []],
  ['an internal service', limited('per: user', multi, ', exposure: internal'), []],
  ['public data', `${limited('per: user')}\nflow f { from: web, carries: public }`, []],
  ['static content', `${limited('per: user')}\nflow f { from: web, content: static }`, []],
  ['the login', `${limited('per: user')}\nflow f { from: web, purpose: login }`, []],
  ['only drawn', limited('per: user', multi, ', future: yes'), []],
]);

it.each([
  ['per: user', 'counts per user'],
  ['per: all', 'counts all together'],
  ['burst: 9', 'does not say whom it counts'],
])('says how a limit of `%s` counts', (limit, how) => {
  expect(message('missing-tenant-quota', limited(limit))).toBe(
    `One customer can use up \`api\` for all others: its rate limit ${how}, not per tenant.`,
  );
});

it('does not write a limit into what inherits it', () => {
  const inherited = `${multi}client web { defaults { rate-limit { rate: 1/s, per: user } } }\nservice api {}\nweb -> api`;
  expect(linted(inherited).of('missing-tenant-quota')[0].fixes).toEqual([]);
});

const production = 'system { maturity: production }\n';
const posted = (api: string, flow = 'op: write', link = '', head = production): string =>
  `${head}client web {}\nflow f { from: web, ${flow} }\nservice api { ${api} }\nweb -> api { ${link} }`;

cases('missing-input-validation', [
  ['any size', posted(''), ['hint']],
  ['an upsert', posted('', 'op: upsert'), ['hint']],
  ['a limit', posted('max-body: 1MB'), []],
  ['a limit at the gateway', posted('').replace('web -> api', 'gateway g { max-body: 1MB }\nweb -> g -> api'), []],
  ['a gateway without one', posted('').replace('web -> api', 'gateway g {}\nweb -> g -> api'), ['hint']],
  ['a firewall', posted('').replace('web -> api', 'waf g {}\nweb -> g -> api'), []],
  ['grpc', posted('', 'op: write', 'protocol: grpc'), []],
  ['grpc-web', posted('', 'op: write', 'protocol: grpc-web'), []],
  ['graphql', posted('', 'op: write', 'protocol: graphql'), ['hint']],
  ['reads', posted('', 'op: read'), []],
  ['nobody knows', posted('', 'purpose: status'), []],
  ['the link writes', `${production}client web {}\nservice api {}\nweb -> api { op: write }`, ['hint']],
  ['nobody says what the link does', `${production}client web {}\nservice api {}\nweb -> api`, []],
  ['a trusted client', posted('').replace('web {}', 'web { trusted: yes }'), []],
  ['an internal service', posted('exposure: internal'), []],
  ['a function', posted('').replace('service api', 'function api'), []],
  ['a design', posted('', 'op: write', '', 'system { maturity: design }\n'), []],
  ['a sketch', posted('', 'op: write', '', 'system { maturity: sketch }\n'), []],
  ['only drawn', posted('future: yes'), []],
]);

it.each([
  ['op: write', {}, 'max-body: 1MB'],
  ['op: write, request: 1MB', {}, 'max-body: 1MB'],
  ['op: write, request: 3MB', {}, 'max-body: 3MB'],
  ['op: write', { maxBody: 2e5 }, 'max-body: 200KB'],
])('bounds `%s` by what is sent', (flow, options, text) => {
  const code = posted('', flow);
  const setting = { 'missing-input-validation': ['hint', options] };
  const [{ fixes }] = linted(code, everything(setting)).of('missing-input-validation');
  expect(fixed(code, fixes[0])).toContain(text);
});

const admin = (client: string, service: string, rest = 'admins -> console'): string =>
  `client admins { role: admin, ${client} }\nservice console { ${service} }\n${rest}`;
const password = 'auth { method: basic }';

cases('admin-without-mfa', [
  ['a password', admin('trusted: yes', password), ['info']],
  ['no second factor', admin('trusted: yes', 'auth { method: oidc, mfa: no }'), ['info']],
  ['nobody says how', admin('trusted: yes', 'auth { token-ttl: 1h }'), ['info']],
  ['a second factor', admin('trusted: yes', 'auth { method: oidc, mfa: yes }'), []],
  ['at the client', admin('auth { method: saml, mfa: yes }', password), []],
  ['a password at the client', admin('auth { method: saml }', ''), ['info']],
  ['on the link', admin('trusted: yes', password, 'admins -> console { auth { mfa: yes } }'), []],
  ['at the gateway', admin('trusted: yes', password, 'gateway g { auth { mfa: yes } }\nadmins -> g -> console'), []],
  ['a gateway that does not ask', admin('trusted: yes', password, 'gateway g {}\nadmins -> g -> console'), ['info']],
  [
    'behind the first program it is no matter of people',
    admin('trusted: yes', '', `service b { ${password} }\nadmins -> console -> b`),
    [],
  ],
  ['users', admin('trusted: yes', password).replace('role: admin, ', ''), []],
  [
    'a service of that role',
    'service admins { role: admin }\nservice console { auth { method: jwt } }\nadmins -> console',
    [],
  ],
  ['nobody says how they sign in', admin('trusted: yes', ''), []],
  ['nobody has to', admin('trusted: yes', 'auth { method: none }'), []],
  ['a server', admin('platform: server', password), []],
  ['a device', admin('platform: device', password), []],
  ['a browser', admin('platform: browser', password), ['info']],
  ['certificates', admin('trusted: yes', 'auth { method: mtls }'), []],
  ['keys', admin('trusted: yes', 'auth { method: api-key }'), []],
  ['a sketch', `system { maturity: sketch }\n${admin('trusted: yes', password)}`, []],
  ['a console that is only drawn', admin('trusted: yes', `${password}, future: yes`), []],
  ['people who are only drawn', admin('future: yes', password), []],
  [
    'two consoles',
    admin('trusted: yes', password, `service b { ${password} }\nadmins -> console\nadmins -> b`),
    ['info', 'info'],
  ],
  ['one sign-in for two consoles', admin(password, '', 'service b {}\nadmins -> console\nadmins -> b'), ['info']],
]);

it('says where administrators come without a second factor', () => {
  expect(message('admin-without-mfa', admin('trusted: yes', password))).toBe(
    'Administrators (`admins`) come to `console` without a second factor.',
  );
});

cases('supply-chain-unverified', [
  ['one of three', 'system { supply-chain: sast }', ['hint']],
  ['two of three', 'system { supply-chain: [sca, signing] }', ['hint']],
  ['all', 'system { supply-chain: [signing, sca, sast] }', []],
  ['nothing is said', 'system { tenancy: single }', []],
  ['a sketch', 'system { supply-chain: sast, maturity: sketch }', []],
]);

it('names the checks that are missing', () => {
  expect(message('supply-chain-unverified', 'system { supply-chain: sca }')).toBe(
    'The build has a gap: nobody looks for faults in the code itself (`sast`), and nobody can tell what is run from what was built (`signing`).',
  );
});
