import { change, drawn, muted, sketched, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [shortLinks, threeReplicas] = wrong('cache-memory-undersized');
/** Of what lies behind, the hot fifth takes half as much again as its rows. */
const small = change(shortLinks, ['links {}', 'links { table urls { row: 500B, rows: 107M } }']);

const [frontPage, loadedTogether] = wrong('cache-stampede');
const even = change(frontPage, [', skew: 10%', '']);
/** 2000 reads a second at peak. */
const plain = change(even, ['users: 50M', 'users: 4.8M']);
const atEdge = change(frontPage, [
  'api -> posts { timeout: 50ms }\napi -> articles { on-miss: posts, timeout: 500ms }',
  'api -> posts -> articles { timeout: 500ms }',
]);

const [nineteen, geocoder] = wrong('cold-cache-overload');
const behindCdn = change(geocoder, [
  'cache near { replicas: 1, hit-ratio: 80%, ttl: 5min, pattern: read-through, stampede-protection: early-expiry }',
  'cache near { pattern: read-through, replicas: 1, hit-ratio: 80%, ttl: 5min }',
]);
/** A cold cache asks its store for 12,000 a second. */
const copies = change(
  nineteen,
  ['users: 144M', 'users: 34.56M'],
  ['posts { replicas: 1', 'posts { replicas: 3, replication { topology: single-leader }'],
  ['on-miss: hot', 'on-miss: hot, read-from: followers'],
);

const [fourOfFive, asFast, written] = wrong('low-cache-hit-ratio');
const derived = change(written, ['hit-ratio: 70%', 'memory: 16GB, working-set: 8GB']);

const [modulo, shards] = wrong('cache-cluster-without-consistent-hashing');
const [full, forever, sessions] = wrong('missing-eviction-policy');
const [videos, images] = wrong('static-assets-without-cdn');

const [twoHundred, unknown] = wrong('read-heavy-without-cache-or-replica');
const beside = `cache near { ttl: 5min }\n${twoHundred}`;
const derivedFrom = change(twoHundred, ['database posts', 'database events {}\ndatabase found {}\ndatabase posts']);

/** What a cache keeps away from what is behind it. */
export const load: Readonly<Record<string, Held>> = {
  'cache-memory-undersized': {
    silences: {
      'The memory, or what the working set is derived from (reads, size of an entry), is unknown.': [
        muted(shortLinks, 'memory: 16GB, ', ''),
        muted(shortLinks, 'rate: 10/user/day, ', ''),
        muted(shortLinks, ', response: 500B', ''),
        muted(threeReplicas, ', working-set: 40GB', ''),
      ],
      'All that lies behind the cache is small enough, however often it is read.': muted(small, '107M', '106M'),
      'It holds sessions, counters or presence, of which there is no popular part.': [
        'session',
        'counter',
        'presence',
      ].map((held) => muted(shortLinks, 'ttl: 1h', `ttl: 1h, holds: ${held}`)),
      'Only an info where neither `distinct-reads` nor the size of the tables behind says how many different things are read.':
        [
          muted(shortLinks, ', distinct-reads: 100%', '', ['info']),
          muted(change(small, [', distinct-reads: 100%', '']), ' table urls { row: 500B, rows: 107M } ', '', ['info']),
        ],
      'The cache is only drawn (`future: yes`).': drawn(shortLinks, 'cache hot'),
    },
    options: { room: { code: shortLinks, value: 3, writes: 'memory: 450GB' } },
  },
  'cache-stampede': {
    silences: {
      'It has no `ttl`, or writes keep its entries up to date (`pattern: write-through`, `write-behind`, `refresh-ahead`).':
        [
          muted(frontPage, 'ttl: 1h, ', ''),
          ...['write-through', 'write-behind', 'refresh-ahead'].map((pattern) =>
            muted(frontPage, 'cache-aside', pattern),
          ),
        ],
      'It is protected: `stampede-protection`, or `hot-keys` on the tables behind.': [
        ...['coalescing', 'lock', 'early-expiry', 'stale-while-revalidate'].map((way) =>
          muted(
            change(frontPage, ['ttl: 1h', 'ttl: 1h, stampede-protection: none']),
            'protection: none',
            `protection: ${way}`,
          ),
        ),
        muted(
          change(frontPage, ['latency: 50ms', 'latency: 50ms, table texts { row: 1KB }']),
          'row: 1KB',
          'row: 1KB, hot-keys: copies(3)',
        ),
      ],
      'The rate or the latency of what is behind is unknown; in production that is a hint.': [
        muted(frontPage, 'rate: 12/user/day, ', ''),
        muted(frontPage, ' latency: 50ms ', ''),
        muted(`system { maturity: production }\n${frontPage}`, ' latency: 50ms ', '', ['hint']),
        muted(`system { maturity: production }\n${frontPage}`, 'rate: 12/user/day, ', '', ['hint']),
        muted(
          change(frontPage, ['', 'system { maturity: production }\n'], [' latency: 50ms ', '']),
          'production',
          'design',
        ),
        muted(
          change(
            frontPage,
            ['', 'system { maturity: production }\n'],
            ['ttl: 1h', 'ttl: 1h, scope: local'],
            ['api {}', 'api { replicas: 2 }'],
          ),
          'api { replicas: 2 }',
          'api {}',
          ['hint'],
        ),
      ],
      'Entries belong to one user each: sessions, presence, or `skew: 0%`.': [
        ...['session', 'presence'].map((held) => muted(frontPage, 'ttl: 1h', `ttl: 1h, holds: ${held}`)),
        muted(frontPage, 'skew: 10%', 'skew: 0%'),
        muted(even, 'ttl: 1h', 'ttl: 1h, skew: 0%'),
      ],
      'Without a `skew`, all reads together would have to make ten times as many misses as the limit.': [
        muted(change(plain, ['users: 4.8M', 'users: 4.81M']), '4.81M', '4.8M'),
        muted(change(plain, ['ttl: 1h', 'ttl: 1h, skew: 100%']), ', skew: 100%', ''),
      ],
      'A cdn: it is not the design that says how its provider collapses requests.': {
        fires: change(atEdge, ['cache-aside', 'read-through']),
        silent: change(atEdge, ['cache posts { pattern: cache-aside, ', 'cdn posts { '], [', skew: 10%', '']),
      },
      'The cache, or what is behind it, is only drawn (`future: yes`).': drawn(
        frontPage,
        'cache posts',
        'database articles',
      ),
    },
    options: {
      // 20,833 reads a second, a tenth of them in 50 ms.
      concurrent: { code: frontPage, fires: 104, silent: 105 },
      unknownSkew: { code: even, fires: 104, silent: 105 },
      jitter: { code: loadedTogether, value: '17%', writes: 'ttl-jitter: 17%' },
    },
  },
  'cold-cache-overload': {
    silences: {
      'The rates, the hit ratio or what the store can serve are unknown.': [
        muted(nineteen, 'rate: 10/user/day, ', ''),
        muted(nineteen, 'hit-ratio: 95%, ', ''),
        muted(nineteen, ', capacity: 5k/s', ''),
        muted(nineteen, 'posts { replicas: 1, ', 'posts { '),
        muted(change(nineteen, ['capacity: 5k/s', 'capacity: 49_999/s']), '49_999/s', '50k/s'),
        muted(copies, 'read-from: followers', 'read-from: any'),
      ],
      'The cache is not lost as a whole (two replicas, `managed`) or is filled before it gets traffic (`pre-warm: yes`).':
        [
          muted(nineteen, 'hot { replicas: 1', 'hot { replicas: 2'),
          muted(nineteen, 'ttl: 1h', 'ttl: 1h, managed: yes'),
          muted(nineteen, 'ttl: 1h', 'ttl: 1h, pre-warm: yes'),
        ],
      'One caller at a time fetches an entry (`stampede-protection: coalescing`, `lock`), or somebody refuses what is too much (`load-shedding`).':
        [
          muted(nineteen, 'early-expiry', 'coalescing'),
          muted(nineteen, 'early-expiry', 'lock'),
          muted(nineteen, 'capacity: 5k/s', 'capacity: 5k/s, load-shedding: yes'),
          muted(nineteen, 'api {}', 'api { load-shedding: yes }'),
          muted(geocoder, 'capacity: 250/s', 'capacity: 250/s, load-shedding: yes'),
          muted(geocoder, 'hit-ratio: 80%', 'hit-ratio: 80%, load-shedding: yes'),
        ],
      'A cdn, or a cache inside each replica of its caller: not all of them are lost at once.': [
        muted(nineteen, 'ttl: 1h', 'ttl: 1h, scope: local'),
        muted(behindCdn, 'cache near { pattern: read-through', 'cdn near { cache-control: public'),
      ],
      'The store is over its capacity already: `over-capacity` says so. How many replicas the cache has is not written: a hint.':
        [
          muted(change(nineteen, ['capacity: 5k/s', 'capacity: 2.5k/s']), '2.5k/s', '2_499/s'),
          muted(nineteen, 'hot { replicas: 1, ', 'hot { ', ['hint']),
        ],
      'The cache, or what is behind it, is only drawn (`future: yes`).': drawn(nineteen, 'cache hot', 'database posts'),
    },
  },
  'low-cache-hit-ratio': {
    silences: {
      'The hit ratio is unknown: not written, and not to be derived from the memory.': [
        muted(fourOfFive, 'hit-ratio: 20%, ', ''),
        muted(derived, 'memory: 16GB, ', ''),
        muted(derived, ', working-set: 8GB', ''),
        muted(change(fourOfFive, ['20%', '49.9%']), '49.9%', '50%'),
        muted(asFast, 'latency: 1.5ms', 'latency: 1.7ms'),
      ],
      'It follows from too little memory: `cache-memory-undersized` says so.': muted(
        change(derived, ['8GB', '10.6GB']),
        '10.6GB',
        '10.7GB',
      ),
      'Write-behind caches take writes; counters, sessions and presence are no copies.': [
        muted(fourOfFive, 'cache-aside', 'write-behind'),
        ...['counter', 'session', 'presence'].map((held) => muted(fourOfFive, 'ttl: 1h', `ttl: 1h, holds: ${held}`)),
      ],
      'It is a cdn, which does more than answer, or nothing is drawn behind the cache.': [
        {
          fires:
            'service api {}\ncache hot { hit-ratio: 20%, ttl: 1h }\nservice pages {}\napi -> hot -> pages { op: read, timeout: 1s }\n',
          silent:
            'service api {}\ncdn hot { hit-ratio: 20%, ttl: 1h }\nservice pages {}\napi -> hot -> pages { op: read, timeout: 1s }\n',
        },
        muted(fourOfFive, 'api -> posts { op: read, on-miss: hot, timeout: 500ms }', ''),
      ],
      'The cache, or what is behind it, is only drawn (`future: yes`).': drawn(
        fourOfFive,
        'cache hot',
        'database posts',
      ),
    },
    options: { least: { code: fourOfFive, fires: 0.2001, silent: 0.2 } },
  },
  'cache-cluster-without-consistent-hashing': {
    silences: {
      'How keys are placed is not written, or the cache maps them to fixed `slots`.': [
        muted(modulo, 'sharding: modulo, ', ''),
        muted(modulo, 'sharding: modulo', 'sharding: modulo, slots: 16_384'),
      ],
      'It is `managed`, or a single node.': [
        muted(modulo, 'sharding: modulo', 'sharding: modulo, managed: yes'),
        muted(change(modulo, ['replicas: 4', 'replicas: 2']), 'replicas: 2', 'replicas: 1'),
        muted(modulo, 'replicas: 4, ', ''),
        muted(change(shards, ['shards: 12', 'shards: 2']), 'shards: 2', 'shards: 1'),
      ],
      'The cache is only drawn (`future: yes`).': drawn(modulo, 'cache hot'),
    },
  },
  'missing-eviction-policy': {
    silences: {
      'Everything behind it fits into its memory, or one of the two is not known.': [
        muted(change(full, ['rows: 40M', 'rows: 4.01M']), '4.01M', '4M'),
        muted(full, 'memory: 4GB, ', ''),
        muted(full, ' table texts { row: 1KB, rows: 40M } ', ''),
        muted(change(forever, ['working-set: 8GB', 'working-set: 2.67GB']), '2.67GB', '2.66GB'),
      ],
      'An `eviction` is set; with `none`, entries also leave after their `ttl`.': [
        ...['lru', 'lfu', 'fifo'].map((policy) => muted(full, 'memory: 4GB', `memory: 4GB, eviction: ${policy}`)),
        muted(forever, 'eviction: none', 'eviction: none, ttl: 1h'),
      ],
      'It holds sessions, and what leaves has expired or would soon (`volatile-lru`, `volatile-ttl`), or nothing does (`none`).':
        ['volatile-lru', 'volatile-ttl', 'none'].map((policy) =>
          muted(sessions, 'eviction: lru', `eviction: ${policy}`),
        ),
      'The provider looks after it (`managed: yes`).': [
        muted(full, 'memory: 4GB', 'memory: 4GB, managed: yes'),
        muted(sessions, 'memory: 4GB', 'memory: 4GB, managed: yes'),
      ],
      'The design is a sketch, or the cache is only drawn (`future: yes`).': [
        sketched(full),
        ...drawn(full, 'cache hot'),
      ],
    },
  },
  'static-assets-without-cdn': {
    silences: {
      'A cdn is on the way, or what kind of payload it is is not known.': [
        muted(
          change(videos, ['storage media', 'waf edge {}\nstorage media'], ['app -> media', 'app -> edge -> media']),
          'waf edge',
          'cdn edge',
        ),
        muted(images, ', content: image', ''),
        muted(images, 'content: image', 'content: json'),
        muted(change(videos, [', content: video', '']), ' exposure: public ', ''),
      ],
      'All users are in one region, and it is little: below 100 Mbps at peak, or nobody knows how much.': [
        muted(images, '[us, eu]', 'us'),
        muted(images, ' { regions: [us, eu] }', ' {}'),
        // 694.4 a second.
        muted(change(videos, ['response: 30MB', 'response: 18.01KB']), '18.01KB', '18KB'),
        muted(videos, ', response: 30MB', ''),
        muted(videos, ', rate: 2/user/day', ''),
      ],
      'The users are `trusted`: an internal tool. What it carries belongs to one user each.': [
        muted(videos, 'peak: 3x', 'peak: 3x, trusted: yes'),
        ...['pii', 'health', 'financial', 'order', 'booking', 'credential', 'session'].map((held) =>
          muted(change(videos, ['op: read', 'op: read, carries: public']), 'carries: public', `carries: ${held}`),
        ),
      ],
      'Below 100,000 daily users it is only a hint.': muted(
        change(videos, ['users: 10M', 'users: 100k']),
        'users: 100k',
        'users: 99_999',
        ['hint'],
      ),
      'Links may be missing because the text has an error, or an end is only drawn (`future: yes`).': [
        { fires: videos, silent: `${videos}media -> \n`, broken: true },
        ...drawn(videos, 'client app', 'storage media'),
      ],
    },
    options: {
      bandwidth: { code: videos, fires: 1.66e11, silent: 1.67e11 },
      fewUsers: { code: videos, fires: 10_000_000, silent: 10_000_001, says: ['hint'] },
      ttl: { code: videos, value: '7h', writes: 'ttl: 7h' },
    },
  },
  'read-heavy-without-cache-or-replica': {
    silences: {
      'There is a cache or cdn before the store, a copy of it, or a read model derived from it; or it is a read model itself.':
        [
          {
            fires: beside,
            silent: `${change(beside, ['for: view,', 'for: view, on-miss: near,'])}api -> near { for: view, timeout: 50ms }\n`,
          },
          muted(
            change(twoHundred, ['database posts', 'waf edge {}\ndatabase posts'], ['web -> api', 'web -> edge -> api']),
            'waf edge {}',
            'cdn edge { ttl: 1min }',
          ),
          muted(twoHundred, 'replicas: 1', 'replicas: 2'),
          muted(twoHundred, 'replicas: 1', 'replicas: 1, replication-factor: 2'),
          muted(derivedFrom, 'found {}', 'found { derived-from: posts }'),
          muted(derivedFrom, 'posts {', 'posts { derived-from: events,'),
        ],
      'A reader needs the latest write (`consistency: linearizable`, `sequential`, `read-from: leader`).': [
        muted(twoHundred, 'op: read', 'op: read, consistency: linearizable'),
        muted(change(twoHundred, ['op: read', 'op: read, consistency: eventual']), 'eventual', 'sequential'),
        muted(twoHundred, 'for: view,', 'for: view, read-from: leader,'),
      ],
      'The rates are not known, or few: at most half of what the store can serve, or 1,000 a second where that is unknown.':
        [
          muted(twoHundred, 'rate: 20/user/day, ', ''),
          // 6,944.4 a second.
          muted(change(twoHundred, ['capacity: 8k/s', 'capacity: 13_888/s']), '13_888/s', '13_889/s'),
          muted(change(unknown, ['users: 10M', 'users: 1.45M']), '1.45M', '1.44M'),
        ],
      'Fewer than ten reads for each write, or fewer than 100,000 people a day.': [
        muted(change(twoHundred, ['rate: 0.1/user', 'rate: 2/user']), 'rate: 2/user', 'rate: 2.001/user'),
        muted(
          change(twoHundred, ['users: 10M', 'users: 100k'], ['rate: 20/user', 'rate: 2000/user']),
          'users: 100k',
          'users: 99_999',
        ),
      ],
      'The store is `managed` and does not say on how many nodes it runs. How many replicas it has is not written: a hint.':
        [
          muted(twoHundred, 'replicas: 1', 'managed: yes'),
          muted(change(twoHundred, ['replicas: 1', 'replicas: 1, managed: yes']), 'replicas: 1, ', ''),
          muted(twoHundred, 'replicas: 1, ', '', ['hint']),
        ],
      'Links may be missing because the text has an error.': {
        fires: twoHundred,
        silent: `${twoHundred}api -> \n`,
        broken: true,
      },
      'The store is only drawn (`future: yes`).': drawn(twoHundred, 'database posts'),
    },
    options: {
      ratio: { code: twoHundred, fires: 199.99, silent: 200.01 },
      utilisation: { code: twoHundred, fires: 0.868, silent: 0.8681 },
      rate: { code: unknown, fires: 6944, silent: 6945 },
      fewUsers: { code: twoHundred, fires: 10_000_000, silent: 10_000_001 },
      ttl: { code: unknown, value: '7min', writes: 'ttl: 7min' },
    },
  },
};
