import { expect, it } from 'vitest';
import { linted } from '../linting.js';
import { cases } from '../reliability/cases.js';

const signedIn = (auth: string, client = 'platform: browser', link = ''): string =>
  `client web { ${client} }\nservice api { auth { ${auth} } }\nweb -> api { ${link} }`;
const onLink = (auth: string, ends: string): string => `${ends}\na -> b { auth { ${auth} } }`;

cases('token-handling', [
  ['a day', signedIn('method: jwt, token-ttl: 1d'), ['warning']],
  ['an hour', signedIn('method: jwt, token-ttl: 1h'), ['info']],
  ['a quarter', signedIn('method: jwt, token-ttl: 15min'), []],
  ['a shorter one is asked for', signedIn('method: jwt, token-ttl: 15min'), ['info'], { short: 899 }],
  ['two hours are short', signedIn('method: jwt, token-ttl: 2h'), ['info'], { long: 7200 }],
  ['the way of a client of its own counts', signedIn('method: api-key', 'platform: ios, auth { method: oidc }'), []],
  ['a key in an app', signedIn('method: api-key', 'platform: ios'), ['warning']],
  ['a key of a program', signedIn('method: api-key', 'platform: server'), []],
  ['a code in an app', 'client web { platform: ios, auth { flow: authorization-code } }', ['warning']],
  ['a code in nobody knows what', 'client web { auth { flow: authorization-code } }', []],
  ['a code at a service that an app calls', signedIn('flow: authorization-code'), []],
  ['a code on the link of an app', onLink('flow: authorization-code', 'client a { platform: ios }\nservice b {}'), []],
  ['a key on the link of an app', onLink('method: api-key', 'client a { platform: ios }\nservice b {}'), ['warning']],
  ['a key on another link', onLink('method: api-key', 'service a {}\nservice b {}'), []],
  ['the caller is only drawn', onLink('flow: implicit', 'service a { future: yes }\nservice b {}'), []],
  ['the callee is only drawn', onLink('flow: implicit', 'service a {}\nservice b { future: yes }'), []],
  ['both are there', onLink('flow: implicit', 'service a {}\nservice b {}'), ['warning']],
  [
    'of a mesh, once for all',
    'mesh m { defaults { auth { method: jwt, token-ttl: 1d } } }\nservice a {}\nservice b {}\nservice c {}\na -> b { timeout: 1s }\nb -> c { timeout: 1s }',
    ['warning'],
  ],
]);

it.each([
  ['ios', 'keychain'],
  ['browser', 'http-only-cookie'],
])('suggests where %s keeps a token', (platform, text) => {
  const [found] = linted(signedIn('token-storage: local-storage', `platform: ${platform}`)).of('token-handling');
  expect(found.fixes[0].title).toBe(`Use \`${text}\``);
  expect(found.subjects).toEqual(['api', 'web']);
});

const bound = (rest: string, more = '', table = ''): string =>
  `region eu-west { jurisdiction: eu, database db { residency: eu, holds: pii, ${more} }\nservice near {}\nclient folk {} }\nregion us-east { jurisdiction: us\n${rest} }\n${table}`;

cases('data-residency-violation', [
  [
    'nothing is bound',
    'region us-east { jurisdiction: us\ndatabase db { holds: pii }\nservice far {} }\nfar -> db',
    [],
  ],
  ['a call from abroad', bound('service far {}', '', 'far -> db'), ['error']],
  ['a call to abroad', bound('service far {}', '', 'db -> far { op: write }'), ['error']],
  ['from what is only drawn', bound('service far { future: yes }', '', 'far -> db'), []],
  ['a client abroad', bound('client far {}', '', 'far -> db'), []],
  ['pseudonyms', bound('service far {}', '', 'far -> db { masks: pii }'), []],
  ['something else is left out', bound('service far {}', '', 'far -> db { masks: health }'), ['error']],
  [
    'one of two is left out',
    bound('service far {}', 'table t { holds: health }', 'far -> db { masks: pii }'),
    ['error'],
  ],
  [
    'the other table',
    `region eu-west { jurisdiction: eu\ndatabase db { table t { residency: eu, holds: pii }\ntable u {} } }\nregion us-east { jurisdiction: us, service far {} }\nfar -> db { reads: u }`,
    [],
  ],
  [
    'the table itself',
    `region eu-west { jurisdiction: eu\ndatabase db { table t { residency: eu, holds: pii }\ntable u {} } }\nregion us-east { jurisdiction: us, service far {} }\nfar -> db { reads: t }`,
    ['error'],
  ],
  [
    'nobody knows which table',
    `region eu-west { jurisdiction: eu\ndatabase db { table t { residency: eu, holds: pii }\ntable u {} } }\nregion us-east { jurisdiction: us, service far {} }\nfar -> db`,
    [],
  ],
  [
    'sent abroad by who reads it',
    bound('external far {}', '', 'near -> db { reads: db }\nnear -> far { carries: pii, op: write }').replace(
      'reads: db',
      'op: read',
    ),
    ['error'],
  ],
  [
    'sent to nobody knows where',
    bound('', '', 'external far {}\nnear -> db { op: read }\nnear -> far { carries: pii, op: write }'),
    ['error'],
  ],
  [
    'sent by someone else',
    bound('external far {}', '', 'service other {}\nnear -> db { op: read }\nother -> far { carries: pii, op: write }'),
    [],
  ],
  [
    'sent to a service of ours',
    bound('service far {}', '', 'near -> db { op: read }\nnear -> far { carries: pii, op: write }'),
    [],
  ],
  [
    'sent to what is only drawn',
    bound('external far { future: yes }', '', 'near -> db { op: read }\nnear -> far { carries: pii, op: write }'),
    [],
  ],
  [
    'sent, but something else',
    bound('external far {}', '', 'near -> db { op: read }\nnear -> far { carries: analytics, op: write }').replace(
      'analytics',
      'public',
    ),
    [],
  ],
  [
    'sent within the region',
    bound(
      '',
      '',
      'external far { regions: eu-west }\nnear -> db { op: read }\nnear -> far { carries: pii, op: write }',
    ),
    [],
  ],
  ['sent by the store itself', bound('', '', 'external far {}\ndb -> far { carries: pii, op: write }'), ['error']],
  [
    'sent by the store itself, abroad, is said once',
    bound('external far {}', '', 'db -> far { carries: pii, op: write }'),
    ['error'],
  ],
]);

const open = (api: string, link = '', more = '', client = ''): string =>
  `client web { ${client} }\nservice api { ${api} }\nweb -> api ${link}\n${more}`;
const asking = (flow: string, rest: string, db = 'database db { holds: public }'): string =>
  `client web {}\nflow f { from: web, ${flow} }\nservice api {}\n${db}\nweb -> api\n${rest}`;

cases('unauthenticated-public-endpoint', [
  ['nobody asks', open(''), ['warning']],
  ['on purpose, with a reason on the link', open('', '"Anybody may ask" { auth { method: none } }'), []],
  ['on purpose, without', open('', '{ auth { method: none } }'), ['warning']],
  ['a title is no reason', open('', '"Anybody may ask"'), ['warning']],
  ['on purpose, with a reason on the service', open('auth { method: none }, because: "anybody may ask"'), []],
  ['a reason for something else', open('because: "it is small"'), ['warning']],
  ['it asks who knows', open('', '', 'service id { role: auth }\napi -> id'), []],
  ['who knows is only drawn', open('', '', 'service id { role: auth, future: yes }\napi -> id'), ['warning']],
  ['a part of what asks', open('part-of: whole', '', 'service whole { auth { method: jwt } }'), []],
  ['a part of what does not', open('part-of: whole', '', 'service whole {}'), ['warning']],
  ['reads what is public', asking('op: read', 'api -> db'), []],
  ['lists what is public', asking('op: list', 'api -> db'), []],
  ['writes what is public', asking('op: write', 'api -> db'), ['warning']],
  ['reads what is public and more', asking('op: read', 'database d { holds: pii }\napi -> db\napi -> d'), ['warning']],
  [
    'reads what is public, and another flow reads more',
    asking(
      'op: read',
      'database d { holds: pii }\njob j {}\nflow g { from: j, op: read }\nj -> api\napi -> db { for: f }\napi -> d { for: g }',
    ),
    [],
  ],
  [
    'holds what is public',
    'client web {}\nflow f { from: web, op: read }\nservice api { holds: public }\nweb -> api',
    [],
  ],
  [
    'holds what is public and more',
    'client web {}\nflow f { from: web, op: read }\nservice api { holds: [public, pii] }\nweb -> api',
    ['warning'],
  ],
  [
    'holds something private',
    'client web {}\nflow f { from: web, op: read }\nservice api { holds: pii }\nweb -> api',
    ['warning'],
  ],
  ['without a flow nobody knows', 'client web {}\nservice api { holds: public }\nweb -> api', ['warning']],
]);

const exposed = (store: string, link = '', source = 'client web {}'): string =>
  `${source}\n${store}\nweb -> db ${link}`;

cases('datastore-exposed-to-client', [
  ['a database', exposed('database db {}'), ['error']],
  ['rows are checked', exposed('database db { table t { row-level-security: yes } }'), ['info']],
  ['rows of one table only are', exposed('database db { table t { row-level-security: yes }\ntable u {} }'), ['error']],
  ['rows are not', exposed('database db { table t { row-level-security: no } }'), ['error']],
  ['it asks who calls', exposed('database db { auth { method: jwt } }'), ['info']],
  ['it asks nobody', exposed('database db { auth { method: none } }'), ['error']],
  ['a bucket of signed addresses', exposed('storage db { auth { method: presigned-url } }'), []],
  ['a bucket', exposed('storage db {}'), ['error']],
  ['what is captured for a client', 'client web {}\ndatabase db {}\nweb -> db { capture: cdc }', []],
  [
    'a gateway that asks',
    'client web {}\ngateway gw { auth { method: jwt } }\ndatabase db {}\nweb -> gw -> db',
    ['info'],
  ],
  ['a balancer does not ask', 'client web {}\nlb gw {}\ndatabase db {}\nweb -> gw -> db', ['error']],
  ['the counters of a gateway', 'client web {}\ngateway gw {}\ncache db { holds: counter }\nweb -> gw -> db', []],
  ['the counters of a balancer', 'client web {}\nlb gw {}\ncache db { holds: counter }\nweb -> gw -> db', ['error']],
  [
    'more than the counters of a gateway',
    'client web {}\ngateway gw {}\ncache db { holds: [counter, pii] }\nweb -> gw -> db',
    ['error'],
  ],
  [
    'a database of counters',
    'client web {}\ngateway gw {}\ndatabase db { holds: counter }\nweb -> gw -> db',
    ['error'],
  ],
  ['a cache of nobody knows what', 'client web {}\ngateway gw {}\ncache db {}\nweb -> gw -> db', ['error']],
  ['a store that anybody reaches', 'database db { exposure: public }', ['error']],
  ['a bucket that anybody reaches', 'storage db { exposure: public }', []],
  ['a service that anybody reaches', 'service db { exposure: public }', []],
  ['a store that anybody will reach', 'database db { exposure: public, future: yes }', []],
  ['that anybody reaches and a client does is said once', exposed('database db { exposure: public }'), ['error']],
]);

const dsn = 'postgres://shop:hunter22@db.internal/shop';

cases('secret-in-model-or-config', [
  ['in a title', `service api "${dsn}" {}`, ['error']],
  ['in a comment before anything', `// ${dsn}\nservice api {}`, ['error']],
  ['two of them', `service api "${dsn}" {}\nservice b "${dsn}" {}`, ['error', 'error']],
]);

it.each([
  ['the innermost around it', `group g { service api "${dsn}" {}\nservice b {} }`, 'api'],
  ['the one before it', `service a {}\nservice api {}\n// ${dsn}\nservice b {}`, 'api'],
  ['any, before the first', `// ${dsn}\nsystem "Shop" {}\nservice b {}`, 'system'],
  ['a table in its store', `database d { table t { note: "${dsn}" } }`.replace('note: ', 'because: '), 't'],
])('speaks of a secret as of %s', (_, code, subject) => {
  const [found] = linted(code).of('secret-in-model-or-config');
  expect(found.subjects).toEqual([subject]);
});

it('says one secret once, and nothing where there is nothing to say it of', () => {
  const key = 'AKIAIOSFODNN7EXAMPLE';
  expect(linted(`service api "password=${key}" {}`).of('secret-in-model-or-config')).toHaveLength(1);
  expect(linted(`// ${dsn}`).of('secret-in-model-or-config')).toEqual([]);
});

const shared = (edge: string, flow = '', link = '', service = '', first = ''): string =>
  `client app {}\nflow f { from: app, op: read${flow} }\n${edge}\nservice users { ${service} }\napp -> edge ${first}\nedge -> users ${link}`;
const cdn = 'cdn edge { cache-control: public }';

cases('shared-cache-personal-data', [
  ['nothing is known to be personal', shared(cdn), []],
  ['who asks is known at the edge', shared(cdn, '', '', '', '{ auth { method: jwt } }'), ['error']],
  ['who asks is known behind it', shared(cdn, '', '{ auth { method: jwt } }'), ['error']],
  ['who asks is known at the service', shared(cdn, '', '', 'auth { method: jwt }'), ['error']],
  ['nobody is asked', shared(cdn, '', '', 'auth { method: none }'), []],
  ['only the address is a secret', shared(cdn, '', '', 'auth { method: presigned-url }'), []],
  ['a gateway knows', shared('gateway edge { cache-control: public, auth { method: jwt } }'), ['error']],
  [
    'a cdn with a login knows',
    shared('cdn edge { cache-control: public, auth { method: jwt } }', ', content: static'),
    [],
  ],
  ['it will keep it', shared('cdn edge { cache-control: public, future: yes }', '', '', 'auth { method: jwt }'), []],
  ['what is dropped', shared(cdn, '', '{ op: invalidate }', 'auth { method: jwt }'), []],
  ['public to all', shared(cdn, ', carries: public', '', 'auth { method: jwt }'), []],
  ['public and personal', shared(cdn, ', carries: [public, pii]', '', 'auth { method: jwt }'), ['error']],
  ['held for all', shared(cdn, '', '', 'auth { method: jwt }, holds: public'), []],
  ['held for all and for one', shared(cdn, '', '', 'auth { method: jwt }, holds: [public, counter]'), ['error']],
  ['the flow says what, whatever is held', shared(cdn, ', carries: pii'), ['error']],
  ['static, whoever asks', shared(cdn, ', content: static', '', 'auth { method: jwt }'), []],
]);

const windowed = (limit: string, more = '', service = 'capacity: 150/s, replicas: 1', gw = 'gateway'): string =>
  `client web {}\n${gw} gw { rate-limit { algorithm: fixed-window, ${limit} } }\nservice api { ${service} }\nweb -> gw -> api\n${more}`;

cases('fixed-window-rate-limit', [
  ['twice is too much', windowed('rate: 100/s'), ['warning']],
  ['twice is just enough', windowed('rate: 75/s'), []],
  ['three times', windowed('rate: 75/s'), ['warning'], { factor: 3 }],
  ['no rate', windowed('per: ip'), []],
  ['at a balancer', windowed('rate: 100/s', '', undefined, 'lb'), ['warning']],
  ['at a firewall', windowed('rate: 100/s', '', undefined, 'waf'), ['warning']],
  [
    'of the service itself',
    'client web {}\nservice api { capacity: 150/s, replicas: 1, rate-limit { algorithm: fixed-window, rate: 100/s } }\ndatabase db { capacity: 9/s, replicas: 1 }\nweb -> api -> db',
    ['warning'],
  ],
  [
    'its counters are not protected',
    windowed('rate: 75/s, store: limits', 'cache limits { capacity: 100/s, replicas: 1 }\ngw -> limits'),
    [],
  ],
  [
    'what is only drawn is not',
    windowed('rate: 75/s', 'service more { capacity: 100/s, replicas: 1, future: yes }\ngw -> more'),
    [],
  ],
  [
    'the weakest of two is',
    windowed('rate: 75/s', 'service more { capacity: 100/s, replicas: 1 }\ngw -> more'),
    ['warning'],
  ],
  ['nobody knows what it takes', windowed('rate: 100/s', '', ''), []],
  ['a quota of a day', windowed('rate: 8.64M/day'), []],
]);

cases('missing-authorization', [
  [
    'two ways in',
    'client web {}\nclient app {}\nservice api { auth { method: jwt }, holds: pii }\nweb -> api\napp -> api',
    ['info'],
  ],
  [
    'rows of the table it reads are checked',
    'client web {}\nservice api { auth { method: jwt } }\ndatabase db { table t { holds: pii, row-level-security: yes }\ntable u { holds: pii } }\nweb -> api\napi -> db { reads: t }',
    [],
  ],
  [
    'rows of the table it reads are not',
    'client web {}\nservice api { auth { method: jwt } }\ndatabase db { table t { holds: pii, row-level-security: yes }\ntable u { holds: pii } }\nweb -> api\napi -> db { reads: u }',
    ['info'],
  ],
  [
    'rows of one of all are not',
    'client web {}\nservice api { auth { method: jwt } }\ndatabase db { holds: pii, table t { row-level-security: yes }\ntable u {} }\nweb -> api\napi -> db { op: read }',
    ['info'],
  ],
  [
    'rows of all are',
    'client web {}\nservice api { auth { method: jwt } }\ndatabase db { table t { holds: pii, row-level-security: yes }\ntable u { holds: pii, row-level-security: yes } }\nweb -> api\napi -> db { op: read }',
    [],
  ],
]);

const counted = (limit: string, balancer: string): string =>
  `client web {}\nlb front { managed: yes, ${balancer} }\nservice api { replicas: 4, rate-limit { rate: 10/s, store: local, ${limit} } }\nweb -> front -> api`;

cases('rate-limit-not-distributed', [
  ['each replica by itself', counted('per: ip', ''), ['warning']],
  ['by address', counted('per: ip', 'algorithm: ip-hash'), []],
  ['by a hash', counted('per: user', 'algorithm: consistent-hash'), []],
  ['round and round', counted('per: user', 'algorithm: round-robin'), ['warning']],
  ['tied to one', counted('per: user', 'sticky: cookie'), []],
  ['not tied', counted('per: user', 'sticky: none'), ['warning']],
  ['for all together', counted('per: all', 'sticky: cookie'), ['warning']],
  ['nobody knows for whom', counted('', 'sticky: cookie'), ['warning']],
]);

const admin = (rest: string, client = 'auth { method: basic }'): string =>
  `client admins { role: admin, ${client} }\n${rest}`;

cases('admin-without-mfa', [
  ['will be there', admin('service s {}\nadmins -> s', 'auth { method: basic }, future: yes'), []],
  ['nobody says how they sign in', admin('service s {}\nadmins -> s', ''), []],
  ['behind a gateway', admin('gateway g {}\nservice s { auth { method: basic } }\nadmins -> g -> s', ''), ['info']],
  [
    'behind a gateway, with a second factor',
    admin('gateway g {}\nservice s { auth { method: oidc, mfa: yes } }\nadmins -> g -> s'),
    [],
  ],
  [
    'behind what is only drawn',
    admin('gateway g {}\nservice s { auth { method: oidc, mfa: yes }, future: yes }\nadmins -> g -> s'),
    ['info'],
  ],
]);

cases('security-stage-order', [
  [
    'per tenant',
    'gateway gw { rate-limit { rate: 1/s, per: tenant } stages { user-limit: 1ms, auth: 1ms } }',
    ['warning'],
  ],
  ['per address', 'gateway gw { rate-limit { rate: 1/s, per: ip } stages { user-limit: 1ms, auth: 1ms } }', []],
  [
    'what else is wrong stays so',
    'gateway gw { rate-limit { rate: 1/s, per: ip } stages { authorization: 1ms, auth: 1ms } }',
    ['warning'],
  ],
  [
    'two ways to one that counts too early',
    'client web {}\nclient app {}\ngateway gw { rate-limit { rate: 1/s, per: user } }\nservice api { auth { method: jwt } }\nweb -> gw -> api\napp -> gw',
    ['warning'],
  ],
]);

cases('missing-tenant-key', [
  [
    'named as the system says',
    'system { tenancy: multi, tenant-key: shop }\ndatabase db { table shop { key: id } }',
    [],
  ],
  [
    'public and more',
    'system { tenancy: multi }\ndatabase db { table t { key: id, holds: [public, pii] } }',
    ['warning'],
  ],
  ['public', 'system { tenancy: multi }\ndatabase db { table t { key: id, holds: public } }', []],
  [
    'an outbox',
    'system { tenancy: multi }\ndatabase db { table t { key: id } }\ntopic q {}\ndb ~> q { capture: outbox, reads: t }',
    [],
  ],
  [
    'what is captured',
    'system { tenancy: multi }\ndatabase db { table t { key: id } }\ntopic q {}\ndb ~> q { capture: cdc, reads: t }',
    ['warning'],
  ],
]);

const page = (client: string, way: string, front = 'gateway front {}', link = 'tls: 1.3'): string =>
  `client web { ${client} }\n${front}\nservice shop {}\n${way} { ${link} }`;
const browser = 'platform: browser';
const direct = 'web -> front -> shop';

cases('transport-hardening', [
  ['a gateway that tells nobody', page(browser, direct), ['hint']],
  ['a gateway that tells', page(browser, direct, 'gateway front { hsts: yes }'), []],
  ['a service behind tells', page(browser, direct).replace('shop {}', 'shop { hsts: yes }'), []],
  ['it is said that nothing does', page(browser, direct, 'gateway front { hsts: no }'), ['hint']],
  ['a cdn in front', page(browser, direct, 'cdn front {}'), []],
  ['a cdn behind names', page(browser, 'web -> names -> edge -> shop', 'dns names {}\ncdn edge {}'), []],
  [
    'a gateway behind names',
    page(browser, 'web -> names -> front -> shop', 'dns names {}\ngateway front {}'),
    ['hint'],
  ],
  ['a balancer that reads requests', page(browser, direct, 'lb front { layer: 7 }'), ['hint']],
  ['an app', page('platform: ios', direct), []],
  ['nobody says what it is', page('', direct), []],
  ['our own people', page(`${browser}, trusted: yes`, direct), []],
  ['partners only', page(browser, direct, 'gateway front { exposure: partner }'), []],
  ['no encryption', page(browser, direct, undefined, 'tls: no'), []],
  ['nothing said of encryption', page(browser, direct, undefined, ''), []],
  ['only drawn', page(browser, direct, 'gateway front { future: yes }'), []],
  ['a sketch', `system { maturity: sketch }\n${page(browser, direct)}`, []],
  ['two browsers, once', `${page(browser, direct)}\nclient desk { ${browser} }\ndesk -> front { tls: 1.3 }`, ['hint']],
]);

const money = (client = 'platform: ios', link = 'tls: 1.3', carries = 'financial'): string =>
  `client app { ${client} }\nflow pay { from: app, rate: 1/s, op: write, carries: ${carries} }\nservice bank { hsts: yes }\napp -> bank { ${link} }`;

cases('transport-hardening', [
  ['certificates are nobody’s business', money(), []],
  ['an app takes any certificate', money(), ['hint'], { pinning: true }],
  ['another sort of phone', money('platform: android'), ['hint'], { pinning: true }],
  ['only those it knows', money(undefined, 'tls: 1.3, pinning: yes'), [], { pinning: true }],
  ['it is said that it takes any', money(undefined, 'pinning: no'), ['hint'], { pinning: true }],
  ['a browser cannot', money(browser), [], { pinning: true }],
  ['our own people', money('platform: ios, trusted: yes'), [], { pinning: true }],
  ['no money', money(undefined, undefined, 'public'), [], { pinning: true }],
]);

it('points at the balancer’s service where the balancer reads nothing', () => {
  const [found] = linted(page(browser, direct, 'lb front { layer: 4 }')).of('transport-hardening');
  expect(found.subjects).toEqual(['shop', 'web']);
});
