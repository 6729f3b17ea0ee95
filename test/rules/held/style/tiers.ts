import { change, drawn, muted, mutedBy, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [page, cart] = wrong('chatty-services');
const unnamed = change(cart, ['for: cart, ', '']);
const [pair, three] = wrong('circular-dependency');
const rounds = `client web {}\nflow buy { from: web }\nflow return { from: web }\n${pair}web -> orders { timeout: 5s }\n`;

const [twoReads, written] = wrong('cqrs-unjustified');
const [rows, adapter, placing] = wrong('domain-depends-on-infrastructure');
const [scaling, contained] = wrong('hardcoded-service-address');

const [gatewayReads, storeCalls, past] = wrong('layer-violation');
const internal = 'client staff { trusted: yes }\nlb front {}\ndatabase db {}\n\nstaff -> front -> db { timeout: 1s }\n';
const upwards =
  'client web {}\nlb front {}\nservice api {}\nservice orders {}\n\nweb -> front -> api { timeout: 3s }\norders -> front { timeout: 2s }\n';

const [unused, uncalled] = wrong('orphan-component');
const unread = change(uncalled, ['database db', 'queue jobs'], ['-> db', '~> jobs']);

/** What calls what. */
export const tiers: Readonly<Record<string, Held>> = {
  'chatty-services': {
    silences: {
      'The calls run at the same time (`parallel`), or many items go in one (`batch`).': [
        muted(page, 'stock { calls: 2', 'stock { calls: 2, parallel: page'),
        muted(cart, 'calls: 8', 'calls: 8, parallel: cart'),
        muted(change(cart, ['calls: 8', 'calls: 8, batch: 1']), 'batch: 1', 'batch: 2'),
      ],
      'Nobody waits for them, they stay in one process, or they go to stores and to what is outside.': [
        muted(cart, 'shop -> prices', 'shop ~> prices'),
        muted(cart, 'prices {}', 'prices { part-of: shop }'),
        ...['database', 'cache', 'storage', 'external'].map((kind) => muted(cart, 'service prices', `${kind} prices`)),
      ],
      'It is not known which flow makes them: no flow reaches the caller, or several do and the links do not name theirs.':
        [
          muted(unnamed, 'flow cart { from: web, op: read }', ''),
          mutedBy(unnamed, 'flow look { from: web, op: read }'),
          muted(`flow look { from: web, op: read }\n${cart}`, 'for: cart, ', ''),
        ],
      'A single link with more than ten `calls` is left to `n-plus-one-calls`.': muted(
        change(cart, ['calls: 8', 'calls: 10']),
        'calls: 10',
        'calls: 11',
      ),
      'The caller or a service that it calls is only drawn (`future: yes`).': drawn(
        page,
        'service shop',
        'service stock',
      ),
    },
    options: {
      calls: [
        { code: page, fires: 5, silent: 6 },
        { code: cart, fires: 7, silent: 8 },
      ],
      loop: { code: cart, fires: 8, silent: 7 },
    },
  },
  'circular-dependency': {
    silences: {
      'The way back is a `callback: yes`, such as a webhook.': [
        muted(pair, 'stock -> orders {', 'stock -> orders { callback: yes,'),
        muted(
          change(pair, ['->', '~>'], ['->', '~>'], ['{ timeout: 1s }', ''], ['{ timeout: 1s }', '']),
          'stock ~> orders',
          'stock ~> orders { callback: yes }',
        ),
      ],
      'A circle of hand-overs alone is an info: an event loop is often meant, but it needs an end; nothing where no flow goes all the way round. With a call in it, it is no circle of waiting.':
        [
          muted(pair, 'orders -> stock { timeout: 1s }\nstock -> orders { timeout: 1s }', 'orders ~> stock ~> orders', [
            'info',
          ]),
          muted(
            rounds,
            'orders -> stock { timeout: 1s }\nstock -> orders { timeout: 1s }',
            'orders ~> stock { for: buy }\nstock ~> orders { for: return }',
          ),
          muted(pair, 'stock -> orders { timeout: 1s }', 'stock ~> orders'),
          muted(three, 'b -> c { timeout: 2s }', 'b ~> c'),
        ],
      'A component that calls itself is an info: usually replicas that talk to each other.': muted(
        pair,
        'orders -> stock { timeout: 1s }\nstock -> orders { timeout: 1s }',
        'orders -> orders { timeout: 1s }',
        ['info'],
      ),
      'One of the ends is only drawn (`future: yes`).': [
        ...drawn(pair, 'service orders', 'service stock'),
        ...drawn(three, 'service b'),
        ...drawn('service orders {}\n\norders -> orders { timeout: 1s }\n', 'service orders'),
      ],
    },
  },
  'domain-depends-on-infrastructure': {
    silences: {
      'The module does not say that it is of the domain (`code-layer: domain`).': [
        muted(rows, ', code-layer: domain', ''),
        muted(placing, 'code-layer: domain', 'code-layer: application'),
      ],
      'It calls through an interface of its own (`port`).': muted(rows, 'timeout: 1s', 'timeout: 1s, port: "Prices"'),
      'What it calls is a module of the domain or of the application, or says no layer and is neither a store, a broker, an edge nor external.':
        [
          muted(
            change(adapter, ['price-rows -> prices { timeout: 1s }\n', '']),
            'code-layer: adapter',
            'code-layer: domain',
          ),
          muted(adapter, 'code-layer: adapter', 'code-layer: application'),
          muted(adapter, ', code-layer: adapter', ''),
        ],
      'One of the ends is only drawn (`future: yes`).': [
        ...drawn(placing, 'service orders', 'topic placed'),
        ...drawn(rows, 'database prices'),
      ],
    },
  },
  'cqrs-unjustified': {
    silences: {
      'Reads outnumber writes by at least the limit, or how many there are is not known.': [
        muted(change(twoReads, ['rate: 20/user', 'rate: 99/user']), 'rate: 99/user', 'rate: 100/user'),
        muted(twoReads, 'rate: 20/user/day, ', ''),
        muted(twoReads, 'rate: 10/user/day, ', ''),
        muted(twoReads, 'rate: 10/user/day, op: write', 'rate: 10/user/day'),
      ],
      'The two differ in shape: in their data model, in the fields of a table, or facts are repeated for readers (`normalized: no`).':
        [
          muted(twoReads, 'views { data-model: relational', 'views { data-model: document'),
          muted(twoReads, 'views { data-model: relational, ', 'views { '),
          muted(twoReads, 'shown { fields { id: id, line: text(200B) } }', 'shown { fields { id: id } }'),
          muted(
            twoReads,
            'shown { fields { id: id, line: text(200B) } }',
            'shown { fields { id: id, words: text(200B) } }',
          ),
          muted(twoReads, 'shown { ', 'shown { normalized: no, '),
          muted(twoReads, 'table shown', 'table again { fields { id: id } }, table shown'),
        ],
      'A table of the read model, or its counterpart, does not say what its fields are.': [
        muted(twoReads, 'shown { fields { id: id, line: text(200B) } }', 'shown {}'),
        muted(twoReads, 'texts { fields { id: id, line: text(200B) } }', 'texts {}'),
        muted(twoReads, ', table shown { fields { id: id, line: text(200B) } }', ''),
        muted(
          change(twoReads, ['table shown', 'table ids { fields { id: id, line: text(200B) } }, table shown']),
          'ids { fields { id: id, line: text(200B) } }',
          'ids {}',
        ),
      ],
      'The read model is in other regions than its source, or is built from several.': [
        muted(
          `region eu {}\nregion us {}\n${change(twoReads, ['notes { ', 'notes { regions: eu, '], ['views { ', 'views { regions: eu, '])}`,
          'views { regions: eu',
          'views { regions: us',
        ),
        muted(`database users {}\n${twoReads}`, 'derived-from: notes', 'derived-from: [notes, users]'),
      ],
      'One of the two is only drawn (`future: yes`).': [
        ...drawn(twoReads, 'database notes', 'database views'),
        ...drawn(written, 'database visits', 'database copies'),
      ],
    },
    options: {
      ratio: [
        { code: twoReads, fires: 2.01, silent: 2 },
        { code: written, fires: 0.201, silent: 0.2 },
      ],
    },
  },
  'hardcoded-service-address': {
    silences: {
      'The link has no `address`, or it is a name.': [
        muted(scaling, 'address: "10.0.1.5:8080", ', ''),
        muted(scaling, '10.0.1.5:8080', 'stock.internal:8080'),
        muted(scaling, '10.0.1.5:8080', '10-0-1-5.stock.internal'),
        muted(change(scaling, ['10.0.1.5:8080', '[fd00::1]:80']), '[fd00::1]:80', 'fd00.internal:80'),
      ],
      'The target is somebody else’s (`external`), a client, or an edge whose address is meant to stay.': [
        'external',
        'client',
        'lb',
        'gateway',
        'cdn',
        'waf',
        'dns',
      ].map((kind) => muted(contained, 'service stock', `${kind} stock`)),
      'It is one machine that nothing moves: a single replica without an orchestrator.': [
        muted(contained, ' { runtime: kubernetes }', ' {}'),
        muted(contained, 'kubernetes', 'none'),
        muted(scaling, 'autoscale { min: 2, max: 9 }, ', ''),
        muted(change(scaling, ['autoscale { min: 2, max: 9 }', 'replicas: 2']), 'replicas: 2', 'replicas: 1'),
      ],
      'An end is only drawn (`future: yes`).': drawn(contained, 'service shop', 'service stock'),
    },
  },
  'layer-violation': {
    silences: {
      'Changes leave a store by `capture`, or the call is a `callback` or webhook.': [
        muted(storeCalls, 'mailer { timeout', 'mailer { capture: cdc, timeout'),
        muted(storeCalls, 'mailer { timeout', 'mailer { callback: yes, timeout'),
        muted(storeCalls, 'mailer { timeout', 'mailer { protocol: webhook, timeout'),
      ],
      'A cdn or a client with a signed address takes objects from a `storage`; a gateway keeps counters and sessions in a cache.':
        [
          muted(change(internal, ['lb', 'cdn']), 'database', 'storage'),
          muted(past, 'service api', 'storage api'),
          muted(gatewayReads, 'database', 'cache'),
        ],
      'A balancer that no client reaches stands in front of a store or between services.': [
        muted(internal, 'client staff { trusted: yes }', 'service staff {}'),
        muted(upwards, 'client web', 'service web'),
      ],
      'The client is `trusted`, the direct way has an `auth` of its own, or its protocol keeps a connection open.': [
        muted(past, 'web {}', 'web { trusted: yes }'),
        ...['oauth2', 'jwt', 'api-key', 'mtls'].map((auth) =>
          muted(
            change(past, ['\nweb -> api {', '\nweb -> api { auth { method: none },']),
            'method: none',
            `method: ${auth}`,
          ),
        ),
        muted(past, '\nweb -> api {', '\nweb -> api { mtls: yes,'),
        ...['websocket', 'sse', 'mqtt', 'udp'].map((protocol) =>
          muted(
            change(past, ['\nweb -> api {', '\nweb -> api { protocol: http,']),
            'protocol: http',
            `protocol: ${protocol}`,
          ),
        ),
      ],
      'A public client that reaches a store is left to `datastore-exposed-to-client`, one that goes around a gateway to `gateway-bypass`, a circle of calls to `circular-dependency`.':
        [
          { fires: gatewayReads, silent: `client web {}\n${gatewayReads}web -> gw { timeout: 2s }\n` },
          muted(internal, '{ trusted: yes }', '{}'),
          muted(
            change(past, ['lb front {}', 'gateway front {}']),
            'gateway front {}',
            'gateway front { auth { method: jwt } }',
          ),
          {
            fires: change(upwards, ['lb', 'gateway']),
            silent: `${change(upwards, ['lb', 'gateway'])}front -> orders { timeout: 1s }\n`,
          },
        ],
      'One of the ends is only drawn (`future: yes`).': [
        ...drawn(gatewayReads, 'gateway gw', 'database db'),
        ...drawn(storeCalls, 'service mailer', 'database db'),
        ...drawn(past, 'client web', 'lb front', 'service api'),
        ...drawn(upwards, 'lb front', 'service orders', 'client web'),
      ],
    },
  },
  'orphan-component': {
    silences: {
      'It is only drawn (`future: yes`), a `mesh`, or a module that is `part-of` another component.': [
        ...drawn(unused, 'cache hot'),
        ...drawn(uncalled, 'service prices'),
        muted(unused, 'cache hot', 'mesh hot'),
        muted(change(unused, ['cache hot', 'service hot']), 'hot {}', 'hot { part-of: api }'),
        muted(uncalled, 'prices {}', 'prices { part-of: api }'),
      ],
      'Another statement names it: as a store of limits or state, a fallback, a dead-letter queue, the place of a step.':
        [
          muted(unused, 'api {}', 'api { rate-limit { algorithm: token-bucket, rate: 10/s, per: user, store: hot } }'),
          muted(unused, 'api {}', 'api { state: external(hot) }'),
          muted(unused, 'timeout: 2s', 'timeout: 2s, fallback: hot'),
          {
            fires: `service shop {}\n${change(unused, ['cache hot', 'service hot'])}web -> shop { timeout: 2s }\nsaga buy { step pay { at: shop } }\n`,
            silent: `service shop {}\n${change(unused, ['cache hot', 'service hot'])}web -> shop { timeout: 2s }\nsaga buy { step pay { at: hot } }\n`,
          },
          {
            fires: change(unused, [
              'cache hot {}',
              'queue hot {}\nqueue jobs {}\nworker crew {}\n\napi ~> jobs ~> crew',
            ]),
            silent: change(unused, [
              'cache hot {}',
              'queue hot {}\nqueue jobs {}\nworker crew {}\n\napi ~> jobs ~> crew { dead-letter: hot }',
            ]),
          },
        ],
      'Nothing in the design is linked yet, or a link may be missing because its text has an error.': [
        muted(unused, 'web -> api { timeout: 2s }', ''),
        { fires: unused, silent: `${unused}api -> \n`, broken: true },
        { fires: uncalled, silent: `${uncalled}api -> prizes\n`, broken: true },
      ],
      'Nobody calls it, but a flow starts at it, or it starts by itself: a worker, a job, a store, something outside, a `role` such as `scheduler`, a service that asks a broker for work.':
        [
          mutedBy(uncalled, 'flow come { from: prices, rate: 1/s }'),
          ...['worker', 'job', 'external', 'database', 'cache'].map((kind) =>
            muted(uncalled, 'service prices', `${kind} prices`),
          ),
          ...['scheduler', 'crawler', 'reconciliation', 'admin'].map((role) =>
            muted(change(uncalled, ['prices {}', 'prices { role: audit }']), 'role: audit', `role: ${role}`),
          ),
          muted(unread, 'prices ~> jobs { timeout: 500ms }', 'prices -> jobs { op: read, timeout: 20s }'),
        ],
      'A queue or topic that lacks one side is left to `broker-without-consumer`.': [
        {
          fires: change(unused, ['cache', 'queue']),
          silent: `${change(unused, ['cache', 'queue'])}api ~> hot\n`,
        },
        {
          fires: change(unused, ['cache', 'topic']),
          silent: `worker crew {}\n${change(unused, ['cache', 'topic'])}hot ~> crew\n`,
        },
      ],
    },
  },
};
