import { describe, expect, it } from 'vitest';
import { cachingRules } from '../../language-server/src/rules/caching/index.js';
import { expectOnly } from './categories.js';
import { linted } from './linting.js';
import { cases } from './reliability/cases.js';

/** A cache that is too small is full, and then needs a way to choose what goes: two things to say about it. */
const full: ReadonlySet<string> = new Set(['cache-memory-undersized', 'missing-eviction-policy']);

describe.each(cachingRules.map((rule) => [rule.name, rule] as const))('%s', (_, rule) => {
  it.each(rule.incorrect.map(({ title, code }) => [title, code]))('fires alone: %s', (_title, code) => {
    expectOnly(
      rule,
      cachingRules.filter(({ name }) => name === rule.name || !full.has(name) || !full.has(rule.name)),
      code,
    );
  });
});

/** Beside a store, with what flow, cache and links say. */
const aside = ({ flow = '', cache = '', link = '', store = '' }): string =>
  `client web {}\nflow see { from: web, op: read${flow} }\nservice api {}\ncache hot { pattern: cache-aside, ttl: 10s${cache} }\ndatabase db {${store}}\nweb -> api\napi -> hot { timeout: 1s${link} }\napi -> db { on-miss: hot }`;
const strict = ', consistency: linearizable';

cases('cache-aside-strong-consistency', [
  ['linearizable', aside({ flow: strict }), ['warning']],
  ['sequential', aside({ flow: ', consistency: sequential' }), ['warning']],
  ['said on the link', aside({ link: strict }), ['warning']],
  ['causal', aside({ flow: ', consistency: causal' }), []],
  ['nothing is said', aside({}), []],
  ['entries never change', aside({ flow: strict, cache: ', immutable: yes' }), []],
  ['keys carry a version', aside({ flow: strict, cache: ', invalidation: versioned-key' }), []],
  ['invalidation comes late, too', aside({ flow: strict, cache: ', invalidation: on-write' }), ['warning']],
  ['written through', aside({ flow: strict }).replace('cache-aside', 'write-through'), []],
  ['a decision on money', aside({ flow: `${strict}, purpose: debit` }), []],
  ['the answer may be left out', aside({ flow: strict, link: ', fallback: ignore' }), []],
  ['failing on purpose is no answer', aside({ flow: strict, link: ', fallback: reject' }), ['warning']],
  ['an optional cache', aside({ flow: strict, cache: ', criticality: optional' }), []],
  ['nobody waits for it', aside({ flow: strict }).replace('api -> hot', 'api ~> hot'), []],
  [
    'a cdn',
    'client web {}\nflow see { from: web, op: read, consistency: linearizable }\ncdn edge { ttl: 1min }\nservice api {}\nweb -> edge -> api',
    ['warning'],
  ],
  [
    'a cdn that keeps nothing for all',
    'client web {}\nflow see { from: web, op: read, consistency: linearizable }\ncdn edge { ttl: 1min, cache-control: private }\nservice api {}\nweb -> edge -> api',
    [],
  ],
  ['only drawn', aside({ flow: strict, cache: ', future: yes' }), []],
]);

cases('cache-cluster-without-consistent-hashing', [
  ['two replicas', 'cache c { replicas: 2, sharding: modulo }', ['info']],
  ['one', 'cache c { replicas: 1, sharding: modulo }', []],
  ['nobody knows how many', 'cache c { sharding: modulo }', []],
  ['one shard on two replicas', 'cache c { replicas: 2, shards: 1, sharding: modulo }', []],
  ['what autoscaling reaches', 'cache c { autoscale { min: 1, max: 4 }, sharding: modulo }', ['info']],
  ['a ring', 'cache c { replicas: 2, sharding: consistent-hash }', []],
  ['placement is not written', 'cache c { replicas: 2 }', []],
  ['slots', 'cache c { replicas: 2, sharding: modulo, slots: 16384 }', []],
  ['managed', 'cache c { replicas: 2, sharding: modulo, managed: yes }', []],
  ['only drawn', 'cache c { replicas: 2, sharding: modulo, future: yes }', []],
]);

/** 100,000 reads a day of 1 kB: 20% of them, half as much again for the cache's own, are 30 MB. */
const small = (cache: string, store = ''): string =>
  `client web { users: 10k }\nflow see { from: web, rate: 10/user/day, op: read, response: 1KB }\nservice api {}\ncache hot { pattern: cache-aside, ttl: 1h, ${cache} }\ndatabase db {${store}}\nweb -> api\napi -> hot { timeout: 1s }\napi -> db { on-miss: hot }`;

cases('cache-memory-undersized', [
  ['below the hot set', small('memory: 29MB, distinct-reads: 100%'), ['warning']],
  ['exactly the hot set', small('memory: 30MB, distinct-reads: 100%'), []],
  ['above it', small('memory: 31MB, distinct-reads: 100%'), []],
  ['half of the reads differ', small('memory: 15MB, distinct-reads: 50%'), []],
  ['nothing says how many differ', small('memory: 29MB'), ['info']],
  ['all that is behind fits', small('memory: 29MB', ' table t { row: 1KB, rows: 90k } '), []],
  ['what is behind does not', small('memory: 29MB', ' table t { row: 1KB, rows: 1M } '), ['warning']],
  ['the memory is not known', small('distinct-reads: 100%'), []],
  ['the size of an entry is not known', small('memory: 1KB').replace(', response: 1KB', ''), []],
  ['a written working set', small('memory: 1GB, working-set: 2GB'), ['warning']],
  ['over shards', small('memory: 1GB, replicas: 2, shards: 2, working-set: 1.3GB'), []],
  ['sessions', small('memory: 29MB, distinct-reads: 100%, holds: session'), []],
  ['counters', small('memory: 29MB, distinct-reads: 100%, holds: counter'), []],
  ['presence', small('memory: 29MB, distinct-reads: 100%, holds: presence'), []],
  ['only drawn', small('memory: 29MB, distinct-reads: 100%, future: yes'), []],
]);

it('writes memory with the room that is asked for', () => {
  const [fix] = linted(small('memory: 29MB, distinct-reads: 100%')).of('cache-memory-undersized')[0].fixes;
  expect(fix.edits[0].text).toBe('36MB');
});

/** Reads a second at peak. */
const hot = (perSecond: number, cache: string, store = 'latency: 100ms', system = ''): string =>
  `${system}client web { users: 86_400, peak: 1x }\nflow see { from: web, rate: ${perSecond}/user/day, op: read }\nservice api { replicas: 2 }\ncache hot { pattern: cache-aside, ttl: 1h, hit-ratio: 90%, ${cache} }\ndatabase db { ${store} }\nweb -> api\napi -> hot { timeout: 1s }\napi -> db { on-miss: hot }`;
const production = 'system { maturity: production }\n';

cases('cache-stampede', [
  ['more than ten at once', hot(1010, 'skew: 10%'), ['warning']],
  ['ten at once', hot(1000, 'skew: 10%'), []],
  ['fewer', hot(990, 'skew: 10%'), []],
  ['another limit', hot(1000, 'skew: 10%'), ['warning'], { concurrent: 9 }],
  ['all reads, without a skew', hot(1010, 'replicas: 1'), ['warning']],
  ['up to ten times as many', hot(1000, 'replicas: 1'), []],
  ['or as many as is set', hot(1000, 'replicas: 1'), ['warning'], { unknownSkew: 9 }],
  ['even load', hot(99_000, 'skew: 0%'), []],
  ['coalescing', hot(9_000, 'skew: 10%, stampede-protection: coalescing'), []],
  ['a lock', hot(9_000, 'skew: 10%, stampede-protection: lock'), []],
  ['early expiry', hot(9_000, 'skew: 10%, stampede-protection: early-expiry'), []],
  ['the old value meanwhile', hot(9_000, 'skew: 10%, stampede-protection: stale-while-revalidate'), []],
  ['none, and said so', hot(9_000, 'skew: 10%, stampede-protection: none'), ['warning']],
  ['hot keys are dealt with', hot(9_000, 'skew: 10%', 'latency: 1s, table t { hot-keys: coalescing }'), []],
  ['sessions', hot(9_000, 'skew: 10%, holds: session'), []],
  ['refreshed ahead', hot(9_000, 'skew: 10%').replace('cache-aside', 'refresh-ahead'), []],
  ['written through', hot(9_000, 'skew: 10%').replace('cache-aside', 'write-through'), []],
  ['no expiry', hot(9_000, 'skew: 10%').replace('ttl: 1h, ', ''), []],
  ['the latency is not known', hot(9_000, 'skew: 10%', 'replicas: 1'), []],
  ['which is worth a hint in production', hot(9_000, 'skew: 10%', 'replicas: 1', production), ['hint']],
  ['loaded together', hot(1, 'skew: 1%, pre-warm: yes'), ['hint']],
  ['and spread', hot(1, 'skew: 1%, pre-warm: yes, ttl-jitter: 10%'), []],
  ['a local cache is one for each replica', hot(2000, 'skew: 10%, scope: local'), []],
  ['only drawn', hot(9_000, 'skew: 10%, future: yes'), []],
]);

/** 100 reads a second, of which the cache answers 90%. */
const cold = (cache: string, store: string): string =>
  hot(100, cache, store).replace('service api { replicas: 2 }', 'service api {}');

cases('cold-cache-overload', [
  ['more than it can serve', cold('replicas: 1', 'replicas: 1, capacity: 99/s'), ['warning']],
  ['exactly what it can serve', cold('replicas: 1', 'replicas: 1, capacity: 100/s'), []],
  ['less', cold('replicas: 1', 'replicas: 1, capacity: 101/s'), []],
  ['nobody knows how many caches', cold('ttl-jitter: 5%', 'replicas: 1, capacity: 99/s'), ['hint']],
  ['two caches', cold('replicas: 2', 'replicas: 1, capacity: 99/s'), []],
  ['managed', cold('replicas: 1, managed: yes', 'replicas: 1, capacity: 99/s'), []],
  ['filled first', cold('replicas: 1, pre-warm: yes', 'replicas: 1, capacity: 99/s'), []],
  ['coalescing', cold('replicas: 1, stampede-protection: coalescing', 'replicas: 1, capacity: 99/s'), []],
  ['a lock', cold('replicas: 1, stampede-protection: lock', 'replicas: 1, capacity: 99/s'), []],
  [
    'early expiry is for warm caches',
    cold('replicas: 1, stampede-protection: early-expiry', 'replicas: 1, capacity: 99/s'),
    ['warning'],
  ],
  ['the store sheds', cold('replicas: 1', 'replicas: 1, capacity: 99/s, load-shedding: yes'), []],
  [
    'its caller sheds',
    cold('replicas: 1', 'replicas: 1, capacity: 99/s').replace('service api {}', 'service api { load-shedding: yes }'),
    [],
  ],
  ['inside each replica', cold('replicas: 1, scope: local', 'replicas: 1, capacity: 99/s'), []],
  ['too much already', cold('replicas: 1', 'replicas: 1, capacity: 9/s'), []],
  ['the capacity is not known', cold('replicas: 1', 'replicas: 1'), []],
  [
    'the hit ratio is not known',
    cold('replicas: 1', 'replicas: 1, capacity: 99/s').replace('hit-ratio: 90%, ', ''),
    [],
  ],
  ['only drawn', cold('replicas: 1, future: yes', 'replicas: 1, capacity: 99/s'), []],
]);

/** A writer behind the cache. */
const behind = (cache = '', more = '', flow = '', admin = 'stores: prices'): string =>
  `client web {}\nflow see { from: web, op: read${flow} }\nservice api {}\nservice admin {}\ncache hot { pattern: cache-aside, ttl: 1h${cache} }\ndatabase db { table prices {}\ntable stock {} }\nweb -> api\napi -> hot { timeout: 1s }\napi -> db { reads: prices, on-miss: hot }\nadmin -> db { ${admin} }\n${more}`;

cases('database-write-bypasses-cache', [
  ['nobody tells it', behind(), ['warning']],
  ['only who writes through it tells it', behind(', invalidation: on-write'), ['warning']],
  ['told by events', behind(', invalidation: event'), []],
  ['told by broadcasts', behind(', invalidation: broadcast'), []],
  ['entries never change', behind(', immutable: yes'), []],
  ['the writer calls it', behind('', 'admin -> hot { op: invalidate, timeout: 1s }'), []],
  [
    'a module of the same deployable calls it',
    behind('', 'service cleaner { part-of: admin }\ncleaner -> hot { op: invalidate, timeout: 1s }'),
    [],
  ],
  [
    'captured changes reach it',
    behind('', 'topic t {}\nworker w {}\ndb ~> t { capture: cdc }\nt ~> w\nw -> hot { op: invalidate, timeout: 1s }'),
    [],
  ],
  [
    'events of the writer reach it',
    behind('', 'topic t {}\nworker w {}\nadmin ~> t\nt ~> w\nw -> hot { op: invalidate, timeout: 1s }'),
    [],
  ],
  ['another table', behind('', '', '', 'stores: stock'), []],
  ['nobody knows which table', behind('', '', '', 'op: write'), []],
  ['readers tolerate it', behind('', '', ', consistency: eventual'), []],
  ['they tolerate just as long', behind('', '', ', max-staleness: 1h'), []],
  ['they do not tolerate quite as long', behind('', '', ', max-staleness: 59min'), ['warning']],
  ['only drawn', behind(', future: yes'), []],
  ['the writer is only drawn', behind().replace('service admin {}', 'service admin { future: yes }'), []],
]);

it('says nothing of writers that a mistake in the text may hide', () => {
  expect(linted(`${behind()}\nadmin -> nowhere`).of('database-write-bypasses-cache')).toEqual([]);
});

/** A cache in each replica of its caller. */
const local = (replicas: string, cache: string, more = 'near -> db { timeout: 1s }'): string =>
  `service api { ${replicas} }\ncache near { scope: local, ${cache} }\ndatabase db {}\napi -> near\n${more}`;

cases('local-cache-with-replicas', [
  ['two replicas', local('replicas: 2', 'ttl: 1h'), ['warning']],
  ['one', local('replicas: 1', 'ttl: 1h'), []],
  ['nobody knows how many', local('state: none', 'ttl: 1h'), []],
  ['what autoscaling reaches', local('autoscale { min: 1, max: 2 }', 'ttl: 1h'), ['warning']],
  ['more than a minute', local('replicas: 2', 'ttl: 61s'), ['warning']],
  ['a minute', local('replicas: 2', 'ttl: 60s'), ['hint']],
  ['less', local('replicas: 2', 'ttl: 59s'), ['hint']],
  ['another limit', local('replicas: 2', 'ttl: 60s'), ['warning'], { ttl: 59 }],
  ['only the writer hears of it', local('replicas: 2', 'ttl: 1h, invalidation: on-write'), ['warning']],
  ['all are told', local('replicas: 2', 'ttl: 1h, invalidation: broadcast'), []],
  ['events', local('replicas: 2', 'ttl: 1h, invalidation: event'), []],
  ['versions', local('replicas: 2', 'ttl: 1h, invalidation: versioned-key'), []],
  ['immutable', local('replicas: 2', 'ttl: 1h, immutable: yes'), []],
  ['shared', local('replicas: 2', 'ttl: 1h').replace('scope: local', 'scope: shared'), []],
  ['copies nothing that is known', local('replicas: 2', 'ttl: 1h', ''), []],
  ['counts', local('replicas: 2', 'ttl: 1h, holds: counter'), []],
  ['only drawn', local('replicas: 2', 'ttl: 1h, future: yes'), []],
]);

const edge = (content: string, cdn: string): string =>
  `client web {}\nflow see { from: web, op: read, content: ${content} }\ncdn edge { ${cdn} }\nservice site {}\nweb -> edge -> site`;

cases('long-ttl-without-versioning', [
  ['a day', edge('static', 'ttl: 1d'), ['warning']],
  ['more', edge('static', 'ttl: 25h'), ['warning']],
  ['less', edge('static', 'ttl: 23h'), []],
  ['another limit', edge('static', 'ttl: 23h'), ['warning'], { ttl: 3600 }],
  ['a page for more than five minutes', edge('html', 'ttl: 301s'), ['warning']],
  ['five minutes', edge('html', 'ttl: 5min'), []],
  ['less for a page', edge('html', 'ttl: 299s'), []],
  ['another limit for pages', edge('html', 'ttl: 5min'), ['warning'], { page: 299 }],
  ['versions', edge('static', 'ttl: 1y, invalidation: versioned-key'), []],
  ['can be withdrawn', edge('static', 'ttl: 1y, invalidation: purge'), []],
  ['immutable', edge('static', 'ttl: 1y, immutable: yes'), []],
  ['kept for one user', edge('static', 'ttl: 1y, cache-control: private'), []],
  ['not kept', edge('static', 'ttl: 1y, cache-control: no-store'), []],
  ['not written', edge('static', 'managed: yes'), []],
  ['only drawn', edge('static', 'ttl: 1y, future: yes'), []],
]);

const paying = (cache: string, store = ''): string =>
  `service api {}\ncache hot { pattern: cache-aside, ttl: 1h, ${cache} }\ndatabase db {${store}}\napi -> hot { op: read, timeout: 1s }\napi -> db { op: read, on-miss: hot }`;
/** Writes for each read of what a cache keeps. */
const changing = (writes: number): string =>
  `client web { users: 1M }\nflow set { from: web, rate: ${writes}/user/day, op: write }\nflow see { from: web, rate: 10/user/day, op: read }\nservice api {}\ncache hot { pattern: cache-aside, ttl: 1h, hit-ratio: 70% }\ndatabase db {}\nweb -> api\napi -> hot { for: see, timeout: 1s }\napi -> db { for: see, on-miss: hot }\napi -> db { for: set }`;

cases('low-cache-hit-ratio', [
  ['below half', paying('hit-ratio: 49%'), ['info']],
  ['half', paying('hit-ratio: 50%'), []],
  ['above', paying('hit-ratio: 51%'), []],
  ['another limit', paying('hit-ratio: 51%'), ['info'], { least: 0.6 }],
  ['slower than without', paying('hit-ratio: 60%, latency: 7ms', ' latency: 10ms '), ['info']],
  ['just as slow', paying('hit-ratio: 60%, latency: 6ms', ' latency: 10ms '), ['info']],
  ['faster', paying('hit-ratio: 60%, latency: 5ms', ' latency: 10ms '), []],
  ['not known', paying('replicas: 1'), []],
  ['written as often as read', changing(10), ['info']],
  ['written less often', changing(9), []],
  ['a buffer for writes', paying('hit-ratio: 10%').replace('cache-aside', 'write-behind'), []],
  ['counters', paying('hit-ratio: 10%, holds: counter'), []],
  ['nothing behind it', 'service api {}\ncache hot { hit-ratio: 10%, ttl: 1h }\napi -> hot { timeout: 1s }', []],
  ['a cdn', edge('static', 'hit-ratio: 10%, ttl: 1h'), []],
  ['only drawn', paying('hit-ratio: 10%, future: yes'), []],
]);

it('leaves a hit ratio that follows from too little memory to the rule on memory', () => {
  const found = linted(small('memory: 1MB, distinct-reads: 100%'));
  expect(found.of('cache-memory-undersized')).toHaveLength(1);
  expect(found.of('low-cache-hit-ratio')).toEqual([]);
});

/** Reads and writes a second, of 100,000 people unless said otherwise. */
const heavy = (reads: number, writes: number, store: string, users = 100_000, link = ''): string =>
  `client web { users: ${users}, peak: 1x }\nflow see { from: web, rate: ${(reads * 86_400) / users}/user/day, op: read }\nflow set { from: web, rate: ${(writes * 86_400) / users}/user/day, op: write }\nservice api {}\ndatabase db { ${store} }\nweb -> api\napi -> db { for: see${link} }\napi -> db { for: set }`;

cases('read-heavy-without-cache-or-replica', [
  ['more than half of its capacity', heavy(51, 5, 'replicas: 1, capacity: 100/s'), ['info']],
  ['half', heavy(50, 5, 'replicas: 1, capacity: 100/s'), []],
  ['another limit', heavy(50, 5, 'replicas: 1, capacity: 100/s'), ['info'], { utilisation: 0.4 }],
  ['a thousand, of what nobody knows', heavy(1000, 5, 'replicas: 1'), []],
  ['more', heavy(1001, 5, 'replicas: 1'), ['info']],
  ['another rate', heavy(1000, 5, 'replicas: 1'), ['info'], { rate: 999 }],
  ['ten for each write', heavy(2000, 200, 'replicas: 1'), ['info']],
  ['fewer', heavy(1990, 200, 'replicas: 1'), []],
  ['another ratio', heavy(1990, 200, 'replicas: 1'), ['info'], { ratio: 9 }],
  ['99,000 people', heavy(2000, 5, 'replicas: 1', 99_000), []],
  ['are many where set', heavy(2000, 5, 'replicas: 1', 99_000), ['info'], { fewUsers: 90_000 }],
  ['nobody knows how many replicas', heavy(2000, 5, 'capacity: 3k/s'), ['hint']],
  ['two replicas', heavy(2000, 5, 'replicas: 2'), []],
  ['managed on who knows how many nodes', heavy(2000, 5, 'managed: yes'), []],
  ['linearizable', heavy(2000, 5, 'replicas: 1', 100_000, ', consistency: linearizable'), []],
  ['from the leader', heavy(2000, 5, 'replicas: 1', 100_000, ', read-from: leader'), []],
  ['a cache before it', hot(2000, 'replicas: 1', 'replicas: 1').replace('86_400', '864_000'), []],
  ['a read model of it', `${heavy(2000, 5, 'replicas: 1')}\ndatabase view { derived-from: db }`, []],
  ['only drawn', heavy(2000, 5, 'replicas: 1, future: yes'), []],
]);

/** Megabits a second of images. */
const images = (megabits: number, client = '', more = ''): string =>
  `client web { users: 100_000, peak: 1x${client} }\nflow see { from: web, rate: ${(megabits * 86_400) / 100_000}/user/day, op: read, response: 125KB, content: image${more} }\nservice site {}\nweb -> site`;

cases('static-assets-without-cdn', [
  ['above 100 Mbps', images(101), ['info']],
  ['100 Mbps', images(99.999), []],
  ['another limit', images(99), ['info'], { bandwidth: 9.8e7 }],
  ['few people', images(110).replaceAll('100_000', '99_000'), ['hint']],
  ['are many where set', images(110).replaceAll('100_000', '99_000'), ['info'], { fewUsers: 90_000 }],
  ['little, for two regions', `region us {}\nregion eu {}\n${images(1, ', regions: [us, eu]')}`, ['info']],
  ['little, for one region', `region us {}\n${images(1, ', regions: us')}`, []],
  ['our own people', images(101, ', trusted: yes'), []],
  ['of one user each', images(101, '', ', carries: pii'), []],
  ['another kind of payload', images(101).replace('content: image', 'content: json'), []],
  ['of an unknown kind', images(101).replace(', content: image', ''), []],
  ['a cdn', images(101).replace('web -> site', 'cdn edge { ttl: 1h }\nweb -> edge -> site'), []],
  ['only drawn', images(101).replace('service site {}', 'service site { future: yes }'), []],
]);

cases('ttl-exceeds-staleness', [
  ['longer', aside({ flow: ', max-staleness: 9s' }), ['warning']],
  ['just as long', aside({ flow: ', max-staleness: 10s' }), []],
  ['shorter', aside({ flow: ', max-staleness: 11s' }), []],
  ['nothing is tolerated or not', aside({}), []],
  ['no expiry', aside({ flow: ', max-staleness: 9s' }).replace(', ttl: 10s', ''), []],
  ['changes reach it', aside({ flow: ', max-staleness: 9s', cache: ', invalidation: event' }), []],
  ['nothing changes', aside({ flow: ', max-staleness: 9s', cache: ', immutable: yes' }), []],
  ['a store', aside({ flow: ', max-staleness: 9s', cache: ', holds: session' }), []],
  ['a write', aside({ flow: ', max-staleness: 9s' }).replace('op: read', 'op: write'), []],
  [
    'nobody waits for it',
    aside({ flow: ', max-staleness: 9s' }).replace('api -> hot', 'api ~> hot').replace('web -> api', 'web ~> api'),
    [],
  ],
  [
    'a cdn that keeps nothing for all',
    'client web {}\nflow see { from: web, op: read, max-staleness: 9s }\ncdn edge { ttl: 1min, cache-control: no-store }\nservice api {}\nweb -> edge -> api',
    [],
  ],
]);

const buffer = (cache: string, flow = '', store = '', link = ''): string =>
  `client web {}\nflow set { from: web, op: write${flow} }\nservice api {}\ncache buf { pattern: write-behind${cache} }\ndatabase db {${store}}\nweb -> api\napi -> buf { timeout: 1s }\nbuf ~> db${link}`;

cases('write-behind-critical-data', [
  ['money', buffer(', holds: financial'), ['error']],
  ['stock', buffer(', holds: inventory'), ['error']],
  ['health', buffer(', holds: health'), ['error']],
  ['orders', buffer(', holds: order'), ['error']],
  ['as the flow carries', buffer('', ', carries: financial'), ['error']],
  ['as the store holds', buffer('', '', ' holds: financial '), ['error']],
  ['must not be lost', buffer('', ', durability: required'), ['error']],
  ['a log on disk', buffer(', holds: financial, persistence: append-log'), []],
  ['snapshots are not enough', buffer(', holds: financial, persistence: snapshot'), ['error']],
  ['another class', buffer(', holds: telemetry'), []],
  ['may be lost', buffer(', durability: best-effort'), []],
  ['nothing says what it takes', buffer(''), ['info']],
  ['within the rpo', buffer(', flush-interval: 5s', '', ' rpo: 5s '), []],
  ['longer than the rpo', buffer(', flush-interval: 6s', '', ' rpo: 5s '), ['error']],
  ['longer than that of the system', `system { rpo: 5s }\n${buffer(', flush-interval: 6s')}`, []],
  ['written through', buffer(', holds: financial').replace('write-behind', 'write-through'), []],
  ['only drawn', buffer(', holds: financial, future: yes'), []],
]);

const through = (cache: string): string =>
  `service api {}\ncache safe { ttl: 1h, ${cache} }\ndatabase db {}\napi -> safe -> db { timeout: 1s }`;

cases('write-through-order', [
  ['the cache first', through('pattern: write-through, write-order: cache-first'), ['warning']],
  ['the store first', through('pattern: write-through, write-order: store-first'), []],
  ['not written', through('pattern: write-through'), []],
  ['another pattern', through('pattern: read-through, write-order: cache-first'), []],
  ['only drawn', through('pattern: write-through, write-order: cache-first, future: yes'), []],
]);

cases('refresh-ahead-misconfigured', [
  ['at once', through('pattern: refresh-ahead, refresh-at: 100%'), ['hint']],
  ['nearly at once', through('pattern: refresh-ahead, refresh-at: 99%'), []],
  ['everybody', through('pattern: refresh-ahead, stampede-protection: none'), ['hint']],
  ['one', through('pattern: refresh-ahead, stampede-protection: lock'), []],
  ['not written', through('pattern: refresh-ahead'), []],
  ['another pattern', through('pattern: read-through, stampede-protection: none'), []],
  ['only drawn', through('pattern: refresh-ahead, refresh-at: 100%, future: yes'), []],
]);

it('writes the part of the life that is asked for', () => {
  const [fix] = linted(through('pattern: refresh-ahead, refresh-at: 100%')).of('refresh-ahead-misconfigured')[0].fixes;
  expect(fix.edits[0].text).toBe('10%');
});
