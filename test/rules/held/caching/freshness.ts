import { change, drawn, muted, sketched, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [balance] = wrong('cache-aside-strong-consistency');
const atEdge =
  'client web {}\nflow balance { from: web, op: read, consistency: linearizable }\ncdn edge { ttl: 1min, cache-control: public }\nservice api {}\nweb -> edge -> api { timeout: 3s }\n';

const [unending, readThrough] = wrong('cache-without-expiry-or-invalidation');
const bypassed =
  'service api {}\nservice admin {}\ncache safe { pattern: write-through }\ndatabase accounts {}\napi -> safe -> accounts { timeout: 500ms }\nadmin -> accounts { op: write, timeout: 500ms }\n';
const site =
  'client web {}\nflow load { from: web, op: read, content: json }\ncdn edge { managed: yes }\nservice pages {}\nweb -> edge -> pages { timeout: 5s }\n';

const [prices, twoCaches] = wrong('ttl-exceeds-staleness');
const [scripts, page] = wrong('long-ttl-without-versioning');
const [disagreeing, onWrite] = wrong('local-cache-with-replicas');

const [imported, pastCache] = wrong('database-write-bypasses-cache');
const tolerated = change(
  imported,
  ['service api', 'client web {}\nflow view { from: web, op: read, max-staleness: 86_399s }\nservice api'],
  ['api -> near', 'web -> api { timeout: 3s }\napi -> near'],
);
const told = `topic changes {}\nworker dropper {}\n${imported}`;

const [everyRead, everybody] = wrong('refresh-ahead-misconfigured');

/** How old an answer may be. */
export const freshness: Readonly<Record<string, Held>> = {
  'cache-aside-strong-consistency': {
    silences: {
      'Neither flow nor link declares a `consistency`, or what it asks for is less than `sequential`.': [
        muted(balance, ', consistency: linearizable', ''),
        ...['causal', 'session', 'eventual'].flatMap((level) => [
          muted(balance, 'linearizable', level),
          muted(change(balance, ['linearizable', 'sequential']), 'sequential', level),
        ]),
        muted(
          change(
            balance,
            [', consistency: linearizable', ''],
            ['api -> near {', 'api -> near { consistency: linearizable,'],
          ),
          'consistency: linearizable,',
          '',
        ),
      ],
      'Entries never change (`immutable: yes`, `invalidation: versioned-key`), or the cdn keeps no answers for all.': [
        muted(balance, 'ttl: 1h', 'ttl: 1h, immutable: yes'),
        muted(balance, 'ttl: 1h', 'ttl: 1h, invalidation: versioned-key'),
        muted(atEdge, 'public', 'private'),
        muted(atEdge, 'public', 'no-store'),
        muted(atEdge, 'ttl: 1min, ', ''),
      ],
      'Write-through and write-behind caches are left to `consistency-mismatch`, decisions on money and stock to `stale-replica-read`.':
        [
          muted(balance, 'read-through', 'write-through'),
          muted(balance, 'read-through', 'write-behind'),
          muted(balance, 'op: read', 'op: read, purpose: debit'),
          muted(balance, 'op: read', 'op: read, purpose: reserve'),
        ],
      'Nobody waits for the cache, or the answer may be left out (`fallback`, `criticality: optional`).': [
        muted(balance, 'api -> near', 'api ~> near'),
        muted(balance, 'timeout: 500ms', 'timeout: 500ms, fallback: ignore'),
        muted(change(balance, ['timeout: 500ms', 'timeout: 500ms, fallback: reject']), 'reject', 'stale'),
        muted(balance, 'ttl: 1h', 'ttl: 1h, criticality: optional'),
      ],
      'The cache, its caller or what is behind it is only drawn (`future: yes`).': drawn(
        balance,
        'service api',
        'cache near',
        'database accounts',
      ),
    },
  },
  'cache-without-expiry-or-invalidation': {
    silences: {
      'It has a `ttl` or an `invalidation`, or its entries never change (`immutable: yes`).': [
        muted(unending, 'cache-aside', 'cache-aside, ttl: 5min'),
        ...['on-write', 'event', 'broadcast', 'versioned-key', 'purge'].map((way) =>
          muted(unending, 'cache-aside', `cache-aside, invalidation: ${way}`),
        ),
        muted(unending, 'cache-aside', 'cache-aside, immutable: yes'),
      ],
      'It is written through or behind, and all writes of the stores below go through it.': [
        muted(readThrough, 'read-through', 'write-through'),
        muted(readThrough, 'read-through', 'write-behind'),
        muted(bypassed, 'admin -> accounts', 'admin -> safe'),
        muted(bypassed, 'op: write', 'op: read'),
      ],
      'A cdn that only serves static files, images, videos or downloads.': ['static', 'image', 'video', 'file'].map(
        (content) => muted(site, 'json', content),
      ),
      'It holds sessions, counters or presence, or keeps data of its own: then it is a store, not a copy.': [
        ...['session', 'counter', 'presence'].map((held) =>
          muted(unending, 'cache-aside', `cache-aside, holds: ${held}`),
        ),
        muted('cache hot { pattern: read-through }\n', 'pattern: read-through', 'table limits { row: 100B }'),
        muted('cache hot { pattern: read-through }\n', 'read-through', 'read-through, table limits { row: 100B }'),
      ],
      'The design is a sketch, or the cache is only drawn (`future: yes`).': [
        sketched(unending),
        ...drawn(unending, 'cache hot'),
      ],
    },
    options: { ttl: { code: unending, value: '7min', writes: 'ttl: 7min' } },
  },
  'ttl-exceeds-staleness': {
    silences: {
      'The flow has no `max-staleness`, or the cache no `ttl`.': [
        muted(prices, ', max-staleness: 10s', ''),
        muted(prices, ', ttl: 1h', ''),
        muted(change(prices, ['max-staleness: 10s', 'max-staleness: 3599s']), '3599s', '1h'),
        muted(change(twoCaches, ['90s', '119s']), '119s', '2min'),
      ],
      'Changes reach the cache (`invalidation`), or its entries never change (`immutable: yes`).': [
        ...['on-write', 'event', 'broadcast', 'versioned-key'].map((way) =>
          muted(prices, 'ttl: 1h', `ttl: 1h, invalidation: ${way}`),
        ),
        muted(prices, 'ttl: 1h', 'ttl: 1h, immutable: yes'),
      ],
      'It is a store of sessions, counters or presence, or a cdn that keeps no answers for all.': [
        ...['session', 'counter', 'presence'].map((held) => muted(prices, 'ttl: 1h', `ttl: 1h, holds: ${held}`)),
        muted(twoCaches, 'managed: yes', 'managed: yes, cache-control: private'),
        muted(twoCaches, 'managed: yes', 'managed: yes, cache-control: no-store'),
      ],
      'The flow writes, or does not wait for what the cache answers.': [
        ...['write', 'upsert', 'delete'].map((op) => muted(prices, 'op: read', `op: ${op}`)),
        muted(prices, 'api -> near', 'api ~> near'),
        muted(prices, 'timeout: 500ms', 'timeout: 500ms, op: write'),
        muted(change(prices, ['timeout: 500ms', 'timeout: 500ms, op: read']), 'op: read, max', 'op: write, max'),
      ],
      'The cache, or something on the way to it, is only drawn (`future: yes`).': drawn(
        prices,
        'client web',
        'service api',
        'cache near',
      ),
    },
  },
  'long-ttl-without-versioning': {
    silences: {
      'Names carry a version (`invalidation: versioned-key`), or entries can be withdrawn (`purge`, `event`, `on-write`).':
        ['versioned-key', 'purge', 'event', 'on-write'].flatMap((way) => [
          muted(scripts, 'ttl: 1y', `ttl: 1y, invalidation: ${way}`),
          muted(page, 'ttl: 1h', `ttl: 1h, invalidation: ${way}`),
        ]),
      'Entries never change (`immutable: yes`), or the cdn keeps no answers for all (`cache-control: private`, `no-store`).':
        [
          muted(scripts, 'ttl: 1y', 'ttl: 1y, immutable: yes'),
          muted(scripts, 'ttl: 1y', 'ttl: 1y, cache-control: private'),
          muted(change(scripts, ['ttl: 1y', 'ttl: 1y, cache-control: public']), 'public', 'no-store'),
        ],
      'The `ttl` is not written, or short.': [
        muted(scripts, 'ttl: 1y, ', ''),
        muted(change(scripts, ['ttl: 1y', 'ttl: 1d']), 'ttl: 1d', 'ttl: 86_399s'),
        muted(change(page, ['ttl: 1h', 'ttl: 301s']), 'ttl: 301s', 'ttl: 5min'),
        muted(page, 'content: html', 'content: json'),
      ],
      'The cdn is only drawn (`future: yes`).': drawn(scripts, 'cdn edge'),
    },
    options: {
      ttl: { code: change(scripts, ['1y', '10d']), fires: 864_000, silent: 864_001 },
      page: { code: page, fires: 3599, silent: 3600 },
      pageTtl: { code: page, value: '7min', writes: 'ttl: 7min' },
    },
  },
  'local-cache-with-replicas': {
    silences: {
      'The cache is shared, or its caller is a single replica, or how many there are is not written.': [
        muted(disagreeing, 'scope: local', 'scope: shared'),
        muted(disagreeing, 'replicas: 4', 'replicas: 1'),
        muted(disagreeing, '{ replicas: 4 }', '{}'),
        muted(change(onWrite, ['min: 2, max: 20', 'min: 1, max: 2']), 'max: 2', 'max: 1'),
      ],
      'All replicas hear of changes (`invalidation: broadcast`, `event`), keys carry a version, or entries never change (`immutable: yes`).':
        [
          ...['broadcast', 'event', 'versioned-key'].map((way) => muted(onWrite, 'on-write', way)),
          muted(disagreeing, 'ttl: 1h', 'ttl: 1h, immutable: yes'),
        ],
      'Entries that expire soon, within a minute unless set otherwise, are only a hint.': muted(
        change(disagreeing, ['ttl: 1h', 'ttl: 61s']),
        '61s',
        '1min',
        ['hint'],
      ),
      'It copies nothing that is known: no store behind it and no `pattern`; or it counts, or holds sessions or presence.':
        [
          muted(
            change(disagreeing, ['api -> prices { on-miss: near, timeout: 300ms }', '']),
            ', pattern: cache-aside',
            '',
          ),
          ...['counter', 'session', 'presence'].map((held) => muted(disagreeing, 'ttl: 1h', `ttl: 1h, holds: ${held}`)),
        ],
      'The cache or its caller is only drawn (`future: yes`).': drawn(disagreeing, 'service api', 'cache near'),
    },
    options: { ttl: { code: disagreeing, fires: 3599, silent: 3600, says: ['hint'] } },
  },
  'database-write-bypasses-cache': {
    silences: {
      'The cache is told by events or broadcasts (`invalidation`), or its entries never change.': [
        muted(imported, 'on-write', 'event'),
        muted(imported, 'on-write', '[on-write, broadcast]'),
        muted(imported, 'on-write', 'on-write, immutable: yes'),
      ],
      'The writer, or a module of the same deployable, calls the cache as well.': [
        { fires: imported, silent: `${imported}importer -> near { op: invalidate, timeout: 50ms }\n` },
        muted(pastCache, 'admin {}', 'admin { part-of: api }'),
      ],
      'Changes get there: from the store (`capture`) or from the writer over a broker to something that calls the cache.':
        [
          {
            fires: told,
            silent: `${told}shop ~> changes { capture: cdc }\nchanges ~> dropper\ndropper -> near { op: invalidate, timeout: 50ms }\n`,
          },
          {
            fires: `${told}shop ~> changes { capture: cdc }\nchanges ~> dropper\n`,
            silent: `${told}shop ~> changes { capture: cdc }\nchanges ~> dropper\ndropper -> near { op: invalidate, timeout: 50ms }\n`,
          },
          {
            fires: `${told}changes ~> dropper\ndropper -> near { op: invalidate, timeout: 50ms }\n`,
            silent: `${told}importer ~> changes\nchanges ~> dropper\ndropper -> near { op: invalidate, timeout: 50ms }\n`,
          },
        ],
      'It is not known that both touch the same table: a store of several tables, and a link that names none.': [
        muted(imported, 'table prices {}', 'table prices {}, table pictures {}'),
        muted(
          change(
            imported,
            ['table prices {}', 'table prices {}, table pictures {}'],
            ['op: read', 'reads: prices'],
            ['op: upsert', 'op: upsert, stores: prices'],
          ),
          'stores: prices',
          'stores: pictures',
        ),
      ],
      'Entries expire, and all readers tolerate that: `consistency: eventual`, or a `max-staleness` of at least the `ttl`.':
        [
          muted(tolerated, '86_399s', '1d'),
          muted(tolerated, 'max-staleness: 86_399s', 'consistency: eventual'),
          muted(
            change(tolerated, ['max-staleness: 86_399s', 'consistency: eventual'], ['ttl: 1d, ', '']),
            'invalidation: on-write',
            'invalidation: on-write, ttl: 1d',
          ),
        ],
      'Links may be missing because the text has an error, or an end is only drawn (`future: yes`).': [
        { fires: imported, silent: `${imported}importer -> \n`, broken: true },
        ...drawn(imported, 'job importer', 'cache near', 'database shop'),
      ],
    },
  },
  'refresh-ahead-misconfigured': {
    silences: {
      'The cache is not refreshed ahead, or neither `refresh-at` nor `stampede-protection` is written.': [
        muted(everyRead, 'refresh-ahead', 'read-through'),
        muted(everyRead, 'refresh-at: 100%, ', ''),
        muted(everybody, ', stampede-protection: none', ''),
      ],
      'It begins when part of the `ttl` has passed, and one caller fetches (`coalescing`, `lock`, `early-expiry`).': [
        muted(everyRead, 'refresh-at: 100%', 'refresh-at: 99.9%'),
        ...['coalescing', 'lock', 'early-expiry'].map((way) =>
          muted(everybody, 'stampede-protection: none', `stampede-protection: ${way}`),
        ),
      ],
      'The cache is only drawn (`future: yes`).': [
        ...drawn(everyRead, 'cache near'),
        ...drawn(everybody, 'cache near'),
      ],
    },
    options: { refreshAt: { code: everyRead, value: '17%', writes: 'refresh-at: 17%' } },
  },
};
