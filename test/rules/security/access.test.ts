import { cases } from '../reliability/cases.js';

const asked = 'client web {}\nservice api {}\nweb -> api { timeout: 2s }\n';
const withFlow = (flow: string, rest = 'service api {}\nweb -> api { timeout: 2s }\n'): string =>
  `client web {}\nflow f { from: web, ${flow} }\n${rest}`;

cases('unauthenticated-public-endpoint', [
  ['nobody asks who calls', asked, ['warning']],
  ['in production', `system { maturity: production }\n${asked}`, ['error']],
  ['a sketch', `system { maturity: sketch }\n${asked}`, []],
  ['the service asks', 'client web {}\nservice api { auth { method: jwt } }\nweb -> api', []],
  ['the link asks', 'client web {}\nservice api {}\nweb -> api { auth { method: api-key } }', []],
  ['certificates of both ends', 'client web {}\nservice api {}\nweb -> api { mtls: yes }', []],
  [
    'a gateway on the way asks',
    'client web {}\ngateway gw { auth { method: oidc } }\nservice api {}\nweb -> gw -> api',
    [],
  ],
  ['the client says how it signs in', 'client web { auth { method: oidc } }\nservice api {}\nweb -> api', []],
  [
    'the deployable it is part of asks',
    'client web {}\nservice shop { auth { method: jwt } }\nservice api { part-of: shop }\nweb -> api',
    [],
  ],
  ['an auth of `none`', 'client web {}\nservice api { auth { method: none } }\nweb -> api', ['warning']],
  [
    'an auth of `none` for a reason',
    'client web {}\nservice api { auth { method: none }, because: "the menu is for everybody" }\nweb -> api',
    [],
  ],
  [
    'an auth of `none` on a link with a title',
    'client web {}\nservice api {}\nweb -> api "the menu" { auth { method: none } }',
    [],
  ],
  ['a trusted client', 'client web { trusted: yes }\nservice api {}\nweb -> api', []],
  ['a partner endpoint', 'client web {}\nservice api { exposure: partner }\nweb -> api', []],
  ['a private endpoint', 'client web {}\nservice api { exposure: private }\nweb -> api', []],
  ['said to be public', 'client web {}\nservice api { exposure: public }\nweb -> api', ['warning']],
  ['public data', withFlow('carries: public'), []],
  ['static content', withFlow('content: static'), []],
  ['the login itself', withFlow('purpose: login, op: write'), []],
  ['one flow of two is not public', `${withFlow('carries: public')}flow g { from: web, op: write }\n`, ['warning']],
  [
    'reads of what is only public',
    withFlow('op: read', 'service api {}\ndatabase menu { holds: public }\nweb -> api -> menu'),
    [],
  ],
  [
    'writes of it',
    withFlow('op: write', 'service api {}\ndatabase menu { holds: public }\nweb -> api -> menu'),
    ['warning'],
  ],
  ['the service that signs people in', 'client web {}\nservice api { role: auth }\nweb -> api', []],
  [
    'it asks the service that signs people in',
    'client web {}\nservice api {}\nservice id { role: auth }\nweb -> api -> id',
    [],
  ],
  [
    'a way around a gateway is for another rule',
    'client web {}\ngateway gw { auth { method: oidc } }\nservice api {}\nweb -> gw -> api\nweb -> api',
    [],
  ],
  ['a store is for another rule', 'client web {}\ndatabase db {}\nweb -> db', []],
  ['only drawn', 'client web {}\nservice api { future: yes }\nweb -> api', []],
]);

cases('missing-rate-limit', [
  ['nobody counts', asked, ['warning']],
  ['a sketch', `system { maturity: sketch }\n${asked}`, []],
  ['the service counts', 'client web {}\nservice api { rate-limit { rate: 10/s } }\nweb -> api', []],
  ['the link counts', 'client web {}\nservice api {}\nweb -> api { rate-limit { rate: 10/s } }', []],
  [
    'a gateway on the way counts',
    'client web {}\ngateway gw { rate-limit { rate: 10/s } }\nservice api {}\nweb -> gw -> api',
    [],
  ],
  [
    'a gateway that does not count is named once',
    'client web {}\ngateway gw {}\nservice a {}\nservice b {}\nweb -> gw -> a\ngw -> b',
    ['warning'],
  ],
  ['a trusted client', 'client web { trusted: yes }\nservice api {}\nweb -> api', []],
  ['an internal endpoint', 'client web {}\nservice api { exposure: internal }\nweb -> api', []],
  ['logins', withFlow('purpose: login'), ['warning']],
  ['logins in production', `system { maturity: production }\n${withFlow('purpose: login')}`, ['error']],
  ['payments in production', `system { maturity: production }\n${withFlow('purpose: payment')}`, ['error']],
  ['anything else in production', `system { maturity: production }\n${asked}`, ['warning']],
  [
    'the service that signs people in',
    'system { maturity: production }\nclient web {}\nservice api { role: auth }\nweb -> api',
    ['error'],
  ],
  [
    'the service that takes payments',
    'system { maturity: production }\nclient web {}\nservice api { role: payment }\nweb -> api',
    ['error'],
  ],
  ['static content', withFlow('content: static'), []],
  ['videos through a cdn', withFlow('op: read, content: video', 'cdn edge {}\nservice api {}\nweb -> edge -> api'), []],
  [
    'pictures through a cdn',
    withFlow('op: read, content: image', 'cdn edge {}\nservice api {}\nweb -> edge -> api'),
    [],
  ],
  ['videos without a cdn', withFlow('op: read, content: video'), ['warning']],
  [
    'uploads through a cdn',
    withFlow('op: write, content: video', 'cdn edge {}\nservice api {}\nweb -> edge -> api'),
    ['warning'],
  ],
  [
    'pages through a cdn',
    withFlow('op: read, content: html', 'cdn edge {}\nservice api {}\nweb -> edge -> api'),
    ['warning'],
  ],
  [
    'a way around a gateway is for another rule',
    'client web {}\ngateway gw { rate-limit { rate: 10/s } }\nservice api {}\nweb -> gw -> api\nweb -> api',
    [],
  ],
  ['only drawn', 'client web {}\nservice api { future: yes }\nweb -> api', []],
]);

const around = (gateway: string, api = '', link = ''): string =>
  `client web {}\ngateway gw { ${gateway} }\nservice api { ${api} }\nweb -> gw -> api\nweb -> api { ${link} }\n`;
const token = 'auth { method: oidc }';

cases('gateway-bypass', [
  ['around the login', around(token), ['error']],
  ['around the rate limit', around('rate-limit { rate: 10/s }'), ['error']],
  ['around the firewall', 'client web {}\nwaf wall {}\nservice api {}\nweb -> wall -> api\nweb -> api', ['error']],
  ['a gateway that guards nothing', around(''), []],
  ['the service asks itself', around(token, 'auth { method: jwt }'), []],
  ['the link asks', around(token, '', 'auth { method: api-key }'), []],
  ['an internal service', around(token, 'exposure: internal'), []],
  ['a trusted client', around(token).replace('client web {}', 'client web { trusted: yes }'), []],
  ['public data', `${around(token)}flow f { from: web, carries: public }\n`, []],
  ['only drawn', around(token, 'future: yes'), []],
]);

cases('missing-authorization', [
  ['anybody who is signed in', 'client web {}\nservice api { auth { method: jwt }, holds: pii }\nweb -> api', ['info']],
  [
    'data of the store behind',
    'client web {}\nservice api { auth { method: jwt } }\ndatabase db { holds: health }\nweb -> api -> db',
    ['info'],
  ],
  [
    'the service decides',
    'client web {}\nservice api { auth { method: jwt }, authorization: rbac, holds: pii }\nweb -> api',
    [],
  ],
  [
    'the gateway decides',
    'client web {}\ngateway gw { auth { method: jwt }, authorization: policy }\nservice api { holds: pii }\nweb -> gw -> api',
    [],
  ],
  [
    'a stage decides',
    'client web {}\nservice api { auth { method: jwt }, holds: pii, stages { authorization: 1ms } }\nweb -> api',
    [],
  ],
  [
    'the store checks every row',
    'client web {}\nservice api { auth { method: jwt } }\ndatabase db { table people { holds: pii, row-level-security: yes } }\nweb -> api -> db',
    [],
  ],
  [
    'one table of two is not checked',
    'client web {}\nservice api { auth { method: jwt } }\ndatabase db { holds: pii, table a { row-level-security: yes }, table b {} }\nweb -> api -> db',
    ['info'],
  ],
  ['nobody is asked', 'client web {}\nservice api { holds: pii }\nweb -> api', []],
  ['auth of `none`', 'client web {}\nservice api { auth { method: none }, holds: pii }\nweb -> api', []],
  ['nothing personal', 'client web {}\nservice api { auth { method: jwt }, holds: counter }\nweb -> api', []],
  [
    'rows of tenants',
    'system { tenancy: multi, tenant-key: org }\nclient web {}\nservice api { auth { method: jwt } }\ndatabase db { table t { fields { org: id, id: id }, key: [org, id] } }\nweb -> api -> db',
    ['info'],
  ],
  [
    'a single tenant',
    'system { tenancy: single, tenant-key: org }\nclient web {}\nservice api { auth { method: jwt } }\ndatabase db { table t { fields { org: id, id: id }, key: [org, id] } }\nweb -> api -> db',
    [],
  ],
  [
    'trusted clients only',
    'client web { trusted: yes }\nservice api { auth { method: jwt }, holds: pii }\nweb -> api',
    [],
  ],
  [
    'an internal service',
    'client web {}\nservice api { auth { method: jwt }, holds: pii, exposure: internal }\nweb -> api',
    [],
  ],
  [
    'a sketch',
    'system { maturity: sketch }\nclient web {}\nservice api { auth { method: jwt }, holds: pii }\nweb -> api',
    [],
  ],
  ['only drawn', 'client web {}\nservice api { auth { method: jwt }, holds: pii, future: yes }\nweb -> api', []],
]);

const production = 'system { maturity: production }\n';

cases('missing-edge-protection', [
  ['nothing filters', production + asked, ['info']],
  [
    'behind a balancer and a name',
    `${production}client web {}\ndns names {}\nlb front {}\nservice api {}\nweb -> names -> front -> api`,
    ['info'],
  ],
  ['a firewall', `${production}client web {}\nwaf wall {}\nservice api {}\nweb -> wall -> api`, []],
  ['a cdn', `${production}client web {}\ncdn edge {}\nservice api {}\nweb -> edge -> api`, []],
  ['a trusted client', `${production}client web { trusted: yes }\nservice api {}\nweb -> api`, []],
  ['an internal endpoint', `${production}client web {}\nservice api { exposure: internal }\nweb -> api`, []],
  ['not yet in production', asked, []],
  ['only drawn', `${production}client web {}\nservice api { future: yes }\nweb -> api`, []],
]);

const limited = (limit: string, more = ''): string =>
  `client web {}\ngateway gw { ${more} rate-limit { ${limit} } }\nservice api { capacity: 150/s, replicas: 1 }\nweb -> gw -> api\n`;

cases('fixed-window-rate-limit', [
  ['twice the limit is too much', limited('algorithm: fixed-window, rate: 100/s'), ['warning']],
  ['twice the limit is just enough', limited('algorithm: fixed-window, rate: 75/s'), []],
  ['a little more than enough', limited('algorithm: fixed-window, rate: 75.1/s'), ['warning']],
  ['with a lower factor', limited('algorithm: fixed-window, rate: 100/s'), [], { factor: 1.5 }],
  ['another algorithm', limited('algorithm: token-bucket, rate: 100/s'), []],
  ['no algorithm', limited('rate: 100/s'), []],
  ['the limit alone is too much', limited('algorithm: fixed-window, rate: 200/s'), []],
  ['the limit is what there is', limited('algorithm: fixed-window, rate: 150/s'), ['warning']],
  [
    'an unknown capacity',
    'client web {}\ngateway gw { rate-limit { algorithm: fixed-window, rate: 100/s } }\nservice api {}\nweb -> gw -> api',
    [],
  ],
  ['a quota by the day', limited('algorithm: fixed-window, rate: 8M/d'), []],
  [
    'the quota of a partner',
    'service api {}\nexternal bank { quota: 150/s }\napi -> bank { rate-limit { algorithm: fixed-window, rate: 100/s } }',
    ['warning'],
  ],
  ['only drawn', limited('algorithm: fixed-window, rate: 100/s', 'future: yes,'), []],
]);

cases('rate-limit-not-distributed', [
  ['each replica counts', limited('rate: 100/s, store: local', 'replicas: 4,'), ['warning']],
  ['as many as it may scale to', limited('rate: 100/s, store: local', 'autoscale { min: 1, max: 3 },'), ['warning']],
  ['a shared store', `cache counts {}\n${limited('rate: 100/s, store: counts', 'replicas: 4,')}`, []],
  ['nobody says where they are', limited('rate: 100/s', 'replicas: 4,'), []],
  ['one replica', limited('rate: 100/s, store: local', 'replicas: 1,'), []],
  ['two replicas', limited('rate: 100/s, store: local', 'replicas: 2,'), ['warning']],
  ['nobody says how many', limited('rate: 100/s, store: local'), []],
  [
    'sticky per caller',
    'client web {}\nlb front { sticky: cookie }\nservice api { replicas: 3, rate-limit { rate: 10/s, per: ip, store: local } }\nweb -> front -> api',
    [],
  ],
  [
    'by hash per caller',
    'client web {}\nlb front { algorithm: ip-hash }\nservice api { replicas: 3, rate-limit { rate: 10/s, per: ip, store: local } }\nweb -> front -> api',
    [],
  ],
  [
    'sticky, but counted for all',
    'client web {}\nlb front { sticky: cookie }\nservice api { replicas: 3, rate-limit { rate: 10/s, per: all, store: local } }\nweb -> front -> api',
    ['warning'],
  ],
  [
    'sticky of `none`',
    'client web {}\nlb front { sticky: none }\nservice api { replicas: 3, rate-limit { rate: 10/s, per: ip, store: local } }\nweb -> front -> api',
    ['warning'],
  ],
  ['only drawn', limited('rate: 100/s, store: local', 'replicas: 4, future: yes,'), []],
]);

const signedIn = (auth: string, client = 'platform: browser'): string =>
  `client web { ${client} }\nservice api { auth { ${auth} } }\nweb -> api\n`;

cases('token-handling', [
  ['a token for a day', signedIn('method: jwt, token-ttl: 24h'), ['warning']],
  ['for fifteen minutes', signedIn('method: jwt, token-ttl: 15min'), []],
  ['a little longer', signedIn('method: jwt, token-ttl: 16min'), ['info']],
  ['for an hour', signedIn('method: jwt, token-ttl: 1h'), ['info']],
  ['a little longer than that', signedIn('method: jwt, token-ttl: 61min'), ['warning']],
  ['as long as the configuration allows', signedIn('method: jwt, token-ttl: 24h'), [], { short: 86_400 }],
  ['an info up to a longer bound', signedIn('method: jwt, token-ttl: 24h'), ['info'], { long: 86_400 }],
  ['a session', signedIn('method: session, token-ttl: 24h'), []],
  ['a signed address', signedIn('method: presigned-url, token-ttl: 24h'), []],
  ['where scripts can read it', signedIn('method: jwt, token-storage: local-storage'), ['warning']],
  ['in a cookie they cannot read', signedIn('method: jwt, token-storage: http-only-cookie'), []],
  ['the implicit grant', signedIn('method: oauth2, flow: implicit'), ['warning']],
  ['the password grant', signedIn('method: oauth2, flow: password'), ['warning']],
  [
    'a code without proof in an app',
    'client web { platform: ios, auth { method: oauth2, flow: authorization-code } }',
    ['warning'],
  ],
  [
    'a code without proof on a server',
    'client web { platform: server, auth { method: oauth2, flow: authorization-code } }',
    [],
  ],
  ['a code without proof, nobody says where', 'client web { auth { method: oauth2, flow: authorization-code } }', []],
  ['a key inside an app', signedIn('method: api-key', 'platform: android'), ['warning']],
  ['a key on a server', signedIn('method: api-key', 'platform: server'), []],
  ['a key, nobody says where', signedIn('method: api-key', ''), []],
  ['nothing is written', signedIn('method: oidc'), []],
  [
    'only drawn',
    'client web { platform: ios }\nservice api { future: yes, auth { method: jwt, token-ttl: 24h } }\nweb -> api',
    [],
  ],
]);

const staged = (stages: string, more = ''): string => `gateway gw { ${more} stages { ${stages} } }\n`;

cases('security-stage-order', [
  ['users before anybody is known', staged('user-limit: 1ms, auth: 1ms'), ['warning']],
  ['rights before anybody is known', staged('authorization: 1ms, auth: 1ms'), ['warning']],
  ['in order', staged('ip-limit: 1ms, tls: 1ms, auth: 1ms, user-limit: 1ms, authorization: 1ms, validation: 1ms'), []],
  ['a limit by address may come first', staged('user-limit: 1ms, auth: 1ms', 'rate-limit { per: ip },'), []],
  ['a limit by user may not', staged('user-limit: 1ms, auth: 1ms', 'rate-limit { per: user },'), ['warning']],
  ['no stages', 'gateway gw { auth { method: jwt } }', []],
  [
    'the balancer counts whom only the gateway knows',
    'client app {}\nlb front { rate-limit { per: user } }\ngateway gw { auth { method: oidc } }\napp -> front -> gw',
    ['warning'],
  ],
  [
    'the balancer counts addresses',
    'client app {}\nlb front { rate-limit { per: ip } }\ngateway gw { auth { method: oidc } }\napp -> front -> gw',
    [],
  ],
  [
    'the limiter asks itself',
    'client app {}\ngateway gw { auth { method: oidc }, rate-limit { per: user } }\nservice api { auth { method: jwt } }\napp -> gw -> api',
    [],
  ],
  [
    'the client is known already',
    'client app { auth { method: oidc } }\nlb front { rate-limit { per: user } }\ngateway gw { auth { method: oidc } }\napp -> front -> gw',
    [],
  ],
  ['nobody asks', 'client app {}\nlb front { rate-limit { per: user } }\nservice api {}\napp -> front -> api', []],
  ['only drawn', staged('user-limit: 1ms, auth: 1ms', 'future: yes,'), []],
]);
