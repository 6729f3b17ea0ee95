import { change, drawn, muted, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [mail, visits] = wrong('async-flow-to-non-broker');
const handedOver = (ends: string): string =>
  `service api {}\ncache likes { pattern: write-behind }\ndatabase posts {}\n${ends}`;

const [unconsumed, unfilled, unsent] = wrong('broker-without-consumer');
const [front, shop] = wrong('repeated-hop');
const events = 'service api {}\ntopic orders {}\n\napi ~> orders\n';

const [aside, through, twice] = wrong('cache-pattern-wiring');
const unread = change(
  through,
  ['places { op: read, timeout', 'places { timeout'],
  ['service api', 'client web {}\nflow find { from: web }\nservice api'],
  ['api -> places', 'web -> api { timeout: 2s }\napi -> places'],
);
const asideUnread = change(unread, ['read-through', 'cache-aside']);
const tables = change(
  twice,
  ['table spots {}', 'table spots {}, table roads {}'],
  ['places -> map { timeout: 500ms }', 'places { timeout: 500ms }\nplaces -> map { reads: spots, timeout: 500ms }'],
  ['\napi -> map { timeout', '\napi -> map { reads: spots, timeout'],
);

/** What is linked with what. */
export const wiring: Readonly<Record<string, Held>> = {
  'async-flow-to-non-broker': {
    silences: {
      'One of the ends is a `queue` or `topic`, or the receiver’s engine keeps a queue of its own.': [
        muted(mail, 'service mailer', 'queue mailer'),
        muted(mail, 'service mailer', 'topic mailer'),
        muted(mail, 'service api', 'queue api'),
        muted(mail, 'service api', 'topic api'),
        ...['aws-lambda', 'temporal', 'sidekiq'].map((engine) =>
          muted(mail, 'mailer {}', `mailer { engine: ${engine} }`),
        ),
      ],
      'Changes are captured from a store (`capture`), a `write-behind` cache writes to it, or copies of stores follow each other.':
        [
          muted(
            'database shop {}\nworker mailer {}\n\nshop ~> mailer\n',
            'shop ~> mailer',
            'shop ~> mailer { capture: cdc }',
          ),
          {
            fires: handedOver('api ~> posts { op: write }\n'),
            silent: handedOver('api -> likes { timeout: 50ms }\nlikes ~> posts\n'),
          },
          muted(visits, 'service api', 'database api'),
          muted(visits, 'service api', 'storage api'),
        ],
      'It is a delivery: a `protocol` of `websocket`, `sse`, `mqtt`, `push`, `webhook` or `udp`, a `callback`, or one of the ends is a client; an outside system repeats what it sends.':
        [
          ...['websocket', 'sse', 'mqtt', 'push', 'webhook', 'udp'].map((protocol) =>
            muted(
              change(mail, ['api ~> mailer', 'api ~> mailer { protocol: http }']),
              'protocol: http',
              `protocol: ${protocol}`,
            ),
          ),
          muted(mail, 'api ~> mailer', 'api ~> mailer { callback: yes }'),
          muted(mail, 'service mailer', 'client mailer'),
          muted(mail, 'service api', 'client api'),
          muted(mail, 'service api', 'external api'),
        ],
      'An entry of a cache may get lost: it is fetched again.': [
        muted(mail, 'service mailer', 'cache mailer'),
        muted(
          'service api {}\ncache mailer { pattern: write-behind }\n\napi ~> mailer\n',
          'write-behind',
          'cache-aside',
        ),
        muted(mail, 'service api', 'cache api'),
      ],
      'Losing it is accepted: `durability: best-effort` or `fallback: ignore`.': [
        muted(visits, 'visits {}', 'visits { durability: best-effort }'),
        muted(
          `client web {}\nflow look { from: web, op: write }\n${visits}web -> api { timeout: 2s }\n`,
          'op: write',
          'op: write, durability: best-effort',
        ),
        muted(mail, 'api ~> mailer', 'api ~> mailer { fallback: ignore }'),
      ],
      'A user needs the outcome at once: `immediate-result-required-async` asks to wait for it, where a queue would be no help.':
        {
          fires: 'client web {}\nservice api {}\nservice quotes {}\nweb -> api { timeout: 3s }\napi ~> quotes\n',
          silent:
            'client web {}\nservice api {}\nservice quotes {}\nweb -> api { timeout: 3s }\napi ~> quotes { result: immediate }\n',
        },
      'Nothing leaves the process, or one of the ends is only drawn (`future: yes`).': [
        muted(mail, 'mailer {}', 'mailer { part-of: api }'),
        ...drawn(mail, 'service api', 'service mailer'),
      ],
    },
  },
  'repeated-hop': {
    silences: {
      'The two carry different flows (`for`), or do different things there (`op`, `reads`, `stores`, `calls`, `share` and the like).':
        [
          muted(
            change(
              front,
              ['service shop', 'flow login { from: web, rate: 1/s, op: write }\nservice shop'],
              ['timeout: 3s', 'for: visit, timeout: 3s'],
            ),
            'users { timeout: 3s',
            'users { for: login, timeout: 3s',
          ),
          muted(front, 'users { timeout', 'users { op: write, timeout'),
          muted(front, 'shop { timeout', 'shop { purpose: status, timeout'),
        ],
      'They go on to the same target, or one of them ends there: then two calls may well be meant.': [
        muted(front, '-> users {', '-> shop {'),
        muted(front, 'front -> users {', 'front {'),
      ],
      'The shared target gives each request to one of several (a balancer, names, a queue), or is a client or a store.':
        [
          ...['lb', 'dns', 'database', 'cache'].map((kind) => muted(front, 'gateway front', `${kind} front`)),
          muted(shop, 'service shop', 'client shop'),
        ],
      'What is only drawn (`future: yes`).': [...drawn(front, 'gateway front'), ...drawn(shop, 'service page')],
    },
  },
  'broker-without-consumer': {
    silences: {
      'What a store hands to it is captured from its changes (`capture`); in a sketch that need not be said yet.': [
        muted(unsent, 'orders ~> placed ~> mailer', 'orders ~> placed { capture: cdc }\nplaced ~> mailer'),
        { fires: unsent, silent: `system { maturity: sketch }\n${unsent}` },
      ],
      'Somebody outside of the design reads it: `external-consumers: yes`.': muted(
        change(unconsumed, ['jobs {}', 'jobs { external-consumers: no }']),
        'consumers: no',
        'consumers: yes',
      ),
      'It is the `dead-letter` of a consumer: that counts as a publisher, and people look into it.': [
        {
          fires: `queue work {}\nworker crew {}\n${unconsumed}\napi ~> work ~> crew\n`,
          silent: `queue work {}\nworker crew {}\n${unconsumed}\napi ~> work ~> crew { dead-letter: jobs }\n`,
        },
        {
          fires: `service api {}\nqueue work {}\nworker crew {}\n${unfilled}\napi ~> work ~> crew\n`,
          silent: `service api {}\nqueue work {}\nworker crew {}\n${unfilled}\napi ~> work ~> crew { dead-letter: orders }\n`,
        },
      ],
      'It is kept as a record: an `event-store`, the `audit` of a store, or a topic with an `archive`.': [
        muted(events, 'orders {}', 'orders { event-store: yes }'),
        muted(`database shop {}\n${events}`, 'shop {}', 'shop { audit: orders }'),
        muted(`storage past {}\n${events}`, 'orders {}', 'orders { archive: past }'),
      ],
      'A flow starts at it; or the other side, or all that it is linked with, is only drawn (`future: yes`).': [
        muted(unfilled, '', 'flow come { from: orders, rate: 5/s }\n'),
        {
          fires: unconsumed,
          silent: `${unconsumed}worker crew { future: yes }\njobs ~> crew\n`,
        },
        { fires: unfilled, silent: `${unfilled}service shop { future: yes }\nshop ~> orders\n` },
        ...drawn(unconsumed, 'queue jobs', 'service api'),
        ...drawn(unfilled, 'topic orders', 'worker mailer'),
      ],
      'A link may be missing because its text has an error.': [
        { fires: unconsumed, silent: `${unconsumed}jobs ~> \n`, broken: true },
        { fires: unconsumed, silent: `${unconsumed}jobs ~> crew\n`, broken: true },
      ],
      'Nothing at all leads to or from it: that is left to `orphan-component`.': [
        muted(unconsumed, 'api ~> jobs', ''),
        muted(unfilled, 'orders ~> mailer', ''),
      ],
    },
  },
  'cache-pattern-wiring': {
    silences: {
      'The cache has no `pattern` of its own, unless a read is drawn both through it and beside it.': [
        muted(aside, 'pattern: cache-aside, ', ''),
        muted(through, 'pattern: read-through, ', ''),
      ],
      'Cache-aside may be drawn either way: the caller’s link with `on-miss`, or a link from the cache to its store.': [
        muted(aside, 'posts { timeout', 'posts { on-miss: pages, timeout'),
        muted(aside, 'api -> posts', 'pages -> posts'),
      ],
      'It is not known that anybody reads from the cache, and the callers do have other links.': [
        {
          fires: asideUnread,
          silent: change(asideUnread, ['api -> places', 'api -> map { timeout: 1s }\napi -> places']),
        },
        muted(aside, 'op: read', 'op: write'),
        muted(aside, ', op: read', ''),
      ],
      'The links beside the cache touch other tables, or take only a `share`.': [
        muted(tables, '\napi -> map { reads: spots', '\napi -> map { reads: roads'),
        muted(twice, '\napi -> map { timeout', '\napi -> map { share: 10%, timeout'),
        muted(
          change(tables, ['api -> places { timeout', 'api -> places { calls: 1, timeout']),
          'places { calls: 1',
          'places { share: 90%',
        ),
      ],
      'A link may be missing because its text has an error.': [
        { fires: through, silent: `${through}places -> \n`, broken: true },
        { fires: aside, silent: `${aside}pages -> \n`, broken: true },
      ],
      'The cache, or the other end, is only drawn (`future: yes`).': [
        ...drawn(aside, 'service api', 'cache pages'),
        ...drawn(through, 'service api', 'cache places'),
        ...drawn(twice, 'service api', 'cache places', 'database map'),
      ],
    },
  },
};
