import { change, drawn, muted, mutedBy, sketched, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [password, console] = wrong('admin-without-mfa');
const [direct, aside] = wrong('gateway-bypass');
const [balancer, intake] = wrong('missing-edge-protection');
const [posts, drawings] = wrong('missing-input-validation');
const [called, headers] = wrong('transport-hardening');
const [open, counted] = wrong('unauthenticated-public-endpoint');
const [documents, ledger] = wrong('missing-authorization');

const staff = change(direct, ['client app {}', 'client app {}\nclient staff {}'], ['app -> orders', 'staff -> orders']);
const entries = change(ledger, [
  'holds: financial, encryption-at-rest: yes',
  'encryption-at-rest: yes, table entries { holds: financial }',
]);
const tenants = change(
  documents,
  [', holds: pii', ''],
  [
    'client',
    'system { tenancy: multi, tenant-key: tenant }\ndatabase wiki { table pages { key: [tenant, id] } }\nclient',
  ],
  ['app ->', 'documents -> wiki { timeout: 1s }\napp ->'],
);
const reader = `client reader {}
flow look { from: reader, op: read, carries: pii }
service articles { rate-limit { algorithm: token-bucket, rate: 100/s, per: ip } }

reader -> articles { timeout: 2s }
`;
const stored = change(
  reader,
  [', carries: pii', ''],
  ['reader ->', 'database texts {}\narticles -> texts { timeout: 1s }\nreader ->'],
);

/** Who comes in, and what asks them first. */
export const entrances: Readonly<Record<string, Held>> = {
  'admin-without-mfa': {
    silences: {
      'The sign-in asks for a second factor (`mfa: yes`): at the client, on a link, at the edge or at the service.': [
        muted(password, 'trusted: yes', 'trusted: yes, auth { method: saml, mfa: yes }'),
        muted(password, '-> console {', '-> console { auth { method: saml, mfa: yes }'),
        muted(console, 'mfa: no', 'mfa: yes'),
        muted(password, 'method: basic', 'method: basic, mfa: yes'),
      ],
      'The client is not `role: admin`.': [
        muted(password, 'role: admin, ', ''),
        muted(console, 'role: admin', 'role: indexing'),
      ],
      'Nothing on the way has `auth`: then nobody says how they sign in at all.': [
        muted(password, 'auth { method: basic }, ', ''),
        muted(password, 'method: basic', 'method: none'),
      ],
      'It is a machine (`platform: server` or `device`), or certificates and keys prove who it is.': [
        muted(change(password, ['trusted', 'platform: browser, trusted']), 'browser', 'server'),
        muted(password, 'trusted', 'platform: device, trusted'),
        muted(password, 'basic', 'mtls'),
        muted(console, 'oidc', 'api-key'),
      ],
      'The design is a sketch, or one of the ends is only drawn (`future: yes`).': [
        sketched(password),
        ...drawn(password, 'client operators', 'service console'),
        ...drawn(console, 'gateway gw'),
      ],
    },
  },
  'gateway-bypass': {
    silences: {
      'The other way has an `auth` of its own: on its links, on what it passes, or on the service.': [
        muted(direct, '-> orders { timeout: 3s', '-> orders { auth { method: api-key }, timeout: 3s'),
        muted(direct, '-> orders { timeout: 3s', '-> orders { mtls: yes, timeout: 3s'),
        muted(aside, 'lb side { ', 'lb side { auth { method: oidc }, '),
        muted(direct, 'orders {}', 'orders { auth { method: jwt } }'),
      ],
      'The client is `trusted`, or what it calls there has an `exposure` other than `public`.': [
        muted(staff, 'client staff {}', 'client staff { trusted: yes }'),
        muted(direct, 'orders {}', 'orders { exposure: private }'),
        muted(change(aside, ['lb side { ', 'lb side { exposure: public, ']), 'public', 'partner'),
      ],
      'The other way is for everybody: `public` data, `static` content, or the `login`.': [
        muted(change(aside, ['op: list', 'op: list, carries: order']), 'carries: order', 'carries: public'),
        muted(change(aside, ['op: list', 'op: list, content: json']), 'content: json', 'content: static'),
        muted(change(aside, ['op: list', 'op: list, purpose: status']), 'purpose: status', 'purpose: login'),
      ],
      'One of the ends is only drawn (`future: yes`).': [
        ...drawn(direct, 'client app', 'gateway gw', 'service orders'),
        ...drawn(aside, 'lb side'),
      ],
    },
  },
  'missing-authorization': {
    silences: {
      'The service, or what its callers pass, has an `authorization` or a stage for it; or the tables check callers row by row (`row-level-security: yes`).':
        [
          muted(documents, 'service documents {', 'service documents { authorization: acl,'),
          muted(ledger, 'gateway gw {', 'gateway gw { authorization: rbac,'),
          muted(ledger, 'gateway gw {', 'gateway gw { stages { auth: 1ms, authorization: 1ms },'),
          muted(entries, 'holds: financial', 'holds: financial, row-level-security: yes'),
        ],
      'Nothing on the way has `auth`, or it says `method: none`: then nobody is known to be asked for rights.': [
        muted(documents, 'auth { method: oidc }, ', ''),
        muted(ledger, 'method: jwt', 'method: none'),
      ],
      'The data it touches is not said to be `pii`, `health` or `financial`, nor is it that of a tenant.': [
        muted(documents, ', holds: pii', ''),
        muted(documents, 'pii', 'telemetry'),
        muted(ledger, 'financial', 'counter'),
        muted(tenants, 'key: [tenant, id]', 'key: id'),
        muted(tenants, 'tenancy: multi', 'tenancy: single'),
      ],
      'Only trusted clients come to it, or its `exposure` is not `public`.': [
        muted(documents, 'app {}', 'app { trusted: yes }'),
        muted(documents, 'service documents {', 'service documents { exposure: internal,'),
      ],
      'The design is a sketch, or one of the ends is only drawn (`future: yes`).': [
        sketched(documents),
        ...drawn(documents, 'client app', 'service documents'),
        ...drawn(ledger, 'gateway gw', 'database ledger'),
      ],
    },
  },
  'missing-edge-protection': {
    silences: {
      'A `waf` or a `cdn` stands on the way.': [
        muted(balancer, 'lb front', 'waf front'),
        muted(change(balancer, ['web ->', 'lb first { managed: yes }\nweb -> first ->']), 'lb first', 'cdn first'),
      ],
      'The client is `trusted`, or what it calls has an `exposure` other than `public`.': [
        muted(balancer, 'web {}', 'web { trusted: yes }'),
        muted(balancer, 'lb front { ', 'lb front { exposure: private, '),
        muted(intake, 'service intake { ', 'service intake { exposure: partner, '),
      ],
      'The design is not `maturity: production`, or one of the ends is only drawn (`future: yes`).': [
        muted(balancer, 'production', 'design'),
        muted(intake, 'production', 'sketch'),
        ...drawn(balancer, 'client web', 'lb front', 'service shop'),
      ],
    },
  },
  'missing-input-validation': {
    silences: {
      'Something on the way says the largest request it takes (`max-body`).': [
        muted(posts, 'gateway gw {', 'gateway gw { max-body: 1MB,'),
        muted(posts, 'posts {}', 'posts { max-body: 1MB }'),
        muted(drawings, 'service board {', 'service board { max-body: 10MB,'),
      ],
      'A `waf` on the way looks into the requests, or they are gRPC, whose messages have a schema and a bound.': [
        muted(posts, 'cdn edge', 'waf edge'),
        muted(change(posts, ['tls: 1.3', 'protocol: http, tls: 1.3']), 'http', 'grpc'),
        muted(posts, 'tls: 1.3', 'protocol: grpc-web, tls: 1.3'),
      ],
      'Nothing is known to be written: the flows read, or nobody says what they do.': [
        muted(posts, 'op: write', 'op: read'),
        muted(posts, ', op: write', ''),
        muted(posts, 'flow post { from: web, op: write }\n', ''),
      ],
      'The client is `trusted`, or what it calls has an `exposure` other than `public`.': [
        muted(posts, 'web {}', 'web { trusted: yes }'),
        muted(drawings, 'cdn edge { ', 'cdn edge { exposure: partner, '),
      ],
      'A function takes the request: its provider bounds it.': muted(drawings, 'service board', 'function board'),
      'The design is not `maturity: production`, or one of the ends is only drawn (`future: yes`).': [
        muted(posts, 'production', 'design'),
        muted(posts, 'production', 'sketch'),
        ...drawn(posts, 'client web', 'cdn edge', 'gateway gw', 'service posts'),
      ],
    },
    options: {
      maxBody: [
        { code: posts, value: 2e6, writes: 'max-body: 2MB' },
        { code: drawings, value: 5_500_000, writes: 'max-body: 5.5MB' },
      ],
    },
  },
  'transport-hardening': {
    silences: {
      'The answers say it (`hsts: yes`), at the first edge or at a service behind it.': [
        muted(called, 'gateway front {}', 'gateway front { hsts: yes }'),
        muted(called, 'service shop {', 'service shop { hsts: yes,'),
        muted(headers, 'hsts: no', 'hsts: yes'),
      ],
      'A `cdn` is the first to answer: those send the header themselves, or by a switch.': muted(
        called,
        'web -> front',
        'cdn edge {}\nweb -> edge -> front',
      ),
      'The client is no browser (`platform`), or is `trusted`; or what it calls has an `exposure` other than `public`.':
        [
          muted(called, 'browser', 'ios'),
          muted(called, 'platform: browser, ', ''),
          muted(called, 'platform: browser', 'platform: browser, trusted: yes'),
          muted(called, 'gateway front {}', 'gateway front { exposure: partner }'),
        ],
      'The connection is not said to be encrypted (`tls`): then that comes first.': [
        muted(called, 'tls: 1.3, ', ''),
        muted(headers, 'tls: 1.3', 'tls: no'),
      ],
      'One of the ends is only drawn (`future: yes`), or the design is a sketch.': [
        ...drawn(called, 'client web', 'gateway front', 'service shop'),
        sketched(called),
      ],
    },
    options: {
      pinning: {
        code: 'client app { platform: ios }\nservice bank { holds: financial }\n\napp -> bank { carries: financial, tls: 1.3, timeout: 3s }\n',
        fires: true,
        silent: false,
      },
    },
  },
  'unauthenticated-public-endpoint': {
    silences: {
      'Something on the way asks: `auth` or `mtls` on a link, on what the requests pass, on the service or on what it is `part-of`; or the client says itself how it signs in.':
        [
          muted(open, '-> accounts {', '-> accounts { auth { method: jwt },'),
          muted(open, '-> accounts {', '-> accounts { mtls: yes,'),
          muted(counted, 'gateway gw {', 'gateway gw { auth { method: oidc },'),
          muted(open, 'service accounts {', 'service accounts { auth { method: basic },'),
          muted(
            change(
              open,
              ['client', 'service whole {}\nclient'],
              ['service accounts {', 'service accounts { part-of: whole,'],
            ),
            'service whole {}',
            'service whole { auth { method: basic } }',
          ),
          muted(open, 'app {}', 'app { auth { method: oidc } }'),
        ],
      'The client is `trusted`, or what it calls has an `exposure` other than `public`.': [
        muted(open, 'app {}', 'app { trusted: yes }'),
        muted(open, 'service accounts {', 'service accounts { exposure: internal,'),
        muted(counted, 'gateway gw {', 'gateway gw { exposure: partner,'),
      ],
      'Everybody may have it: the flows carry only `public` data or `static` content, or read what holds only `public` data; or the flow is the `login`.':
        [
          muted(reader, 'pii', 'public'),
          muted(reader, 'op: read', 'op: read, content: static'),
          muted(reader, 'op: read', 'op: read, purpose: login'),
          muted(stored, 'texts {}', 'texts { holds: public }'),
          muted(change(stored, ['articles {', 'articles { holds: order,']), 'holds: order', 'holds: public'),
        ],
      'The service has `role: auth`, or asks one that has.': [
        muted(change(open, ['accounts {', 'accounts { role: adapter,']), 'adapter', 'auth'),
        muted(
          change(open, ['app ->', 'service people { role: adapter }\naccounts -> people { timeout: 1s }\napp ->']),
          'adapter',
          'auth',
        ),
      ],
      '`auth { method: none }` is written with a reason: `because` on the component, or a title on the link.': [
        muted(
          change(open, ['accounts {', 'accounts { auth { method: none },']),
          'auth { method: none }',
          'auth { method: none }, because: "a demonstration without data"',
        ),
        muted(
          change(open, ['accounts { timeout', 'accounts { auth { method: none }, timeout']),
          'app -> accounts',
          'app -> accounts "a demonstration without data"',
        ),
      ],
      'A gateway with `auth` leads to the same service: then `gateway-bypass` speaks. Stores are for `datastore-exposed-to-client`.':
        [
          mutedBy(open, 'gateway gw { auth { method: oidc } }\napp -> gw -> accounts { timeout: 3s }'),
          muted(open, 'service accounts', 'database accounts'),
        ],
      'The design is a sketch, or one of the ends is only drawn (`future: yes`).': [
        sketched(open),
        ...drawn(open, 'client app', 'service accounts'),
        ...drawn(counted, 'gateway gw'),
      ],
    },
  },
};
