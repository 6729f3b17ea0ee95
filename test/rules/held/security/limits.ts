import { change, drawn, muted, mutedBy, sketched, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [guessed, carrier] = wrong('fixed-window-rate-limit');
const [search, login] = wrong('missing-rate-limit');
const [four, six] = wrong('rate-limit-not-distributed');
const [early, ahead] = wrong('security-stage-order');
const [tickets, mailer] = wrong('missing-tenant-quota');

const look = change(
  search,
  ['client app {}', 'client app {}\nflow look { from: app, op: read, content: json }\nlb edge { managed: yes }'],
  ['app -> gw', 'app -> edge -> gw'],
);
const bare =
  'client app {}\ngateway gw { rate-limit { algorithm: token-bucket, rate: 9/s, per: ip } }\nservice search {}\n\napp -> search { timeout: 3s }\n';
const balanced = change(
  four,
  ['gateway', 'lb front { managed: yes, algorithm: round-robin }\ngateway'],
  ['gw -> api', 'front -> gw -> api'],
);
const asked = change(tickets, [
  'client app {}',
  'client app {}\nflow ask { from: app, op: read, carries: order, content: json, purpose: status }',
]);

/** How often one may call, and who counts. */
export const limits: Readonly<Record<string, Held>> = {
  'fixed-window-rate-limit': {
    silences: {
      'The algorithm is another, or is not written.': [
        muted(guessed, 'fixed-window', 'sliding-window-log'),
        muted(guessed, 'fixed-window', 'token-bucket'),
        muted(guessed, 'algorithm: fixed-window, ', ''),
      ],
      'Twice the limit is within the capacity behind it, or one of the two is not known.': [
        muted(change(guessed, ['500/s', '666.6/s']), '666.6/s', '666.7/s'),
        muted(guessed, ', capacity: 500/s', ''),
        muted(guessed, 'rate: 1k/s, ', ''),
        muted(change(carrier, ['100/s', '179/s']), '179/s', '180/s'),
        muted(carrier, ' { quota: 100/s }', ' {}'),
      ],
      'The limit alone is above that capacity: that is another fault.': [
        muted(change(guessed, ['1k/s', '1500/s']), '1500/s', '1501/s'),
        muted(change(carrier, ['90/s', '100/s']), 'rate: 100/s', 'rate: 101/s'),
      ],
      'It is a quota: the window is a day or longer.': [
        muted(guessed, '1k/s', '86.4M/d'),
        muted(guessed, '1k/s', '2.5bn/month'),
      ],
      'What it limits is only drawn (`future: yes`).': [
        ...drawn(guessed, 'gateway gw', 'service api'),
        ...drawn(carrier, 'service shop', 'external carrier'),
      ],
    },
    options: {
      factor: [
        { code: guessed, fires: 1.501, silent: 1.5 },
        { code: carrier, fires: 1.112, silent: 1.111 },
      ],
    },
  },
  'missing-rate-limit': {
    silences: {
      'Something on the way has a `rate-limit`: a link, what the requests pass, or the service.': [
        muted(login, 'accounts { timeout', 'accounts { rate-limit { rate: 5/s, per: ip }, timeout'),
        muted(search, 'gateway gw {', 'gateway gw { rate-limit { rate: 5/s, per: user },'),
        muted(search, 'search {}', 'search { rate-limit { rate: 5/s, per: user } }'),
      ],
      'The client is `trusted`, or what it calls has an `exposure` other than `public`.': [
        muted(search, 'app {}', 'app { trusted: yes }'),
        muted(search, 'gateway gw {', 'gateway gw { exposure: internal,'),
      ],
      'The flows carry `static` content, or read images, videos and files through a cdn.': [
        muted(look, 'json', 'static'),
        ...['image', 'video', 'file'].map((content) =>
          muted(change(look, ['json', content]), 'lb edge { managed: yes }', 'cdn edge {}'),
        ),
        muted(change(look, ['lb edge { managed: yes }', 'cdn edge {}']), 'json', 'image'),
        muted(
          change(look, ['lb edge { managed: yes }', 'cdn edge {}'], ['json', 'image'], ['op: read', 'op: write']),
          'op: write',
          'op: read',
        ),
      ],
      'A gateway with a `rate-limit` leads to the same service: then `gateway-bypass` speaks.': mutedBy(
        bare,
        'app -> gw -> search { timeout: 3s }',
      ),
      'The design is a sketch, or one of the ends is only drawn (`future: yes`).': [
        sketched(search),
        ...drawn(search, 'client app', 'gateway gw', 'service search'),
      ],
    },
    options: {
      rate: { code: search, value: 50, writes: 'rate: 50/s, burst: 100,' },
      burst: { code: search, value: 4, writes: 'rate: 100/s, burst: 400,' },
    },
  },
  'missing-tenant-quota': {
    silences: {
      'The system is not `tenancy: multi`.': [muted(tickets, 'multi', 'single'), muted(mailer, 'tenancy: multi, ', '')],
      'A limit on the way counts per `tenant`, or per `api-key`, of which each customer has its own.': [
        muted(tickets, 'per: user', 'per: tenant'),
        muted(mailer, 'per: all', 'per: api-key'),
        muted(tickets, 'tickets {}', 'tickets { rate-limit { rate: 200/s, per: tenant } }'),
      ],
      'Nothing on the way has a `rate-limit`: then `missing-rate-limit` speaks.': muted(
        tickets,
        ', rate-limit { algorithm: token-bucket, rate: 20/s, per: user }',
        '',
      ),
      'The client is `trusted`, or what it calls has an `exposure` other than `public`.': [
        muted(tickets, 'app {}', 'app { trusted: yes }'),
        muted(mailer, 'service mailer {', 'service mailer { exposure: private,'),
      ],
      'What is asked for belongs to no customer: public data, static content, the login itself.': [
        muted(asked, 'carries: order', 'carries: public'),
        muted(asked, 'content: json', 'content: static'),
        muted(asked, 'purpose: status', 'purpose: login'),
      ],
      'The design is a sketch, or one of the ends is only drawn (`future: yes`).': [
        muted(tickets, 'tenancy', 'maturity: sketch, tenancy'),
        ...drawn(tickets, 'client app', 'gateway gw', 'service tickets'),
      ],
    },
  },
  'rate-limit-not-distributed': {
    silences: {
      'The counters live in a store that all replicas share, or where they live is not written.': [
        muted(four, 'store: local', 'store: limits } }\ncache limits { ttl: 1min, price { storage: $1/GB/month'),
        muted(four, ', store: local', ''),
        muted(six, ', store: local', ''),
      ],
      'It runs once, or how often is not written.': [
        muted(change(four, ['replicas: 4', 'replicas: 2']), 'replicas: 2', 'replicas: 1'),
        muted(four, 'replicas: 4, ', ''),
        muted(six, ' { replicas: 6 }', ' {}'),
        muted(change(four, ['replicas: 4', 'autoscale { min: 1, max: 2 }']), 'max: 2', 'max: 1'),
      ],
      'The balancers in front keep a caller with one replica (`sticky`, or an algorithm by hash), and the limit is per caller.':
        [
          muted(balanced, 'round-robin', 'ip-hash'),
          muted(balanced, 'round-robin', 'consistent-hash'),
          muted(balanced, 'managed: yes', 'managed: yes, sticky: cookie'),
          muted(change(balanced, ['round-robin', 'ip-hash'], ['per: user', 'per: all']), 'per: all', 'per: ip'),
        ],
      'What it limits is only drawn (`future: yes`).': [
        ...drawn(four, 'gateway gw'),
        ...drawn(six, 'worker sender', 'external mail'),
      ],
    },
  },
  'security-stage-order': {
    silences: {
      'No `stages` are written, or they stand in an order in which each has what it needs.': [
        muted(early, '  stages { user-limit: 500us, tls: 2ms, auth: 1ms, validation: 1ms }\n', ''),
        muted(early, 'user-limit: 500us, tls: 2ms, auth: 1ms', 'tls: 2ms, auth: 1ms, user-limit: 500us'),
        muted(early, 'user-limit: 500us, tls: 2ms', 'tls: 2ms', []),
      ],
      'The limit is not counted per user (`per: ip`, `api-key`, `host`, `all`).': [
        ...['ip', 'api-key', 'host', 'all'].map((per) => muted(early, 'per: user', `per: ${per}`)),
        ...['ip', 'api-key', 'host', 'all'].map((per) => muted(ahead, 'per: user', `per: ${per}`)),
      ],
      'Something before the limit authenticates already, or nothing on the way does.': [
        muted(
          `gateway first {}\n${change(early, ['user-limit: 500us, tls: 2ms', 'tls: 2ms, user-limit: 500us'])}first -> gw { timeout: 3s }\n`,
          'first {}',
          'first { auth { method: oidc } }',
        ),
        muted(ahead, 'app {}', 'app { auth { method: oidc } }'),
        muted(ahead, 'lb front {', 'lb front { auth { method: oidc },'),
        muted(ahead, 'app -> front', 'gateway first { auth { method: oidc } }\napp -> first -> front'),
        muted(ahead, 'auth { method: oidc }', ''),
      ],
      'The component is only drawn (`future: yes`).': [
        muted(early, 'gateway gw {', 'gateway gw {\n  future: yes'),
        ...drawn(ahead, 'lb front', 'gateway gw'),
      ],
    },
  },
};
