import { expect, it } from 'vitest';
import { linted } from './linting.js';
import { cases } from './reliability/cases.js';

const through = (more: string): string =>
  `client web {}\nservice api {}\nservice other {}\ncache c { pattern: write-through }\ndatabase db {${more}`;
const both = ' table t {}\ntable u {} }\nweb -> api -> c -> db\n';

cases('cache-without-expiry-or-invalidation', [
  ['only drawn', 'service a {}\ncache c { future: yes }\ndatabase d {}\na -> c -> d', []],
  ['copies nothing that is known', 'service a {}\ncache c {}\na -> c', []],
  ['copies something, as its pattern says', 'service a {}\ncache c { pattern: cache-aside }\na -> c', ['warning']],
  ['keeps data of its own', 'service a {}\ncache c { pattern: cache-aside, table t {} }\na -> c', []],
  ['a cdn without a word on the content', 'client w {}\ncdn e {}\nservice s {}\nw -> e -> s', []],
  ['a cdn that nobody asks', 'client w {}\ncdn e {}\nflow f { from: w, content: html }', []],
  ['read by others, past it', through(`${both}other -> db { op: read }`), []],
  ['read by others, as the table says', through(`${both}other -> db { reads: t }`), []],
  ['written by others, as the table says', through(`${both}other -> db { stores: t }`), ['warning']],
  ['both', through(`${both}other -> db { reads: t, stores: u }`), ['warning']],
  ['nobody knows what others do', through(' }\nweb -> api -> c -> db\nother -> db'), []],
  [
    'others read for a flow',
    through(' }\nflow see { from: web, op: read }\nweb -> api -> c -> db\nweb -> other -> db'),
    [],
  ],
  [
    'others write for a flow',
    through(' }\nflow set { from: web, op: write }\nweb -> api -> c -> db\nweb -> other -> db'),
    ['warning'],
  ],
  [
    'others serve one flow that reads and one that writes',
    through(
      ' }\nflow see { from: web, op: read }\nflow set { from: web, op: delete }\nweb -> api -> c -> db\nweb -> other -> db',
    ),
    ['warning'],
  ],
  [
    'others only read for a flow that writes',
    through(`${both}flow set { from: web, op: write }\nweb -> other\nother -> db { reads: t }`),
    [],
  ],
  ['a cdn for what nobody names', 'client w {}\nflow f { from: w, op: read }\ncdn e {}\nservice s {}\nw -> e -> s', []],
]);

/** A hundred reads a second, nine in ten of them from the cache. */
const cold = (cache: string, behind: string, more = ''): string =>
  `client web { users: 86_400, peak: 1x }\nflow see { from: web, rate: 100/user/day, op: read }\nservice api {}\ncache hot { pattern: cache-aside, ttl: 1h, replicas: 1, ${cache} }\n${behind}\nweb -> api\napi -> hot { timeout: 1s }\napi -> db { on-miss: hot }\n${more}`;
const store = (more: string): string => `database db { replicas: 1, capacity: 99/s${more} }`;
const ninety = 'hit-ratio: 90%';
const writes =
  'flow set { from: web, rate: 1/user/day, op: write }\nservice pen {}\nweb -> pen { for: set }\npen -> db { for: set, timeout: 1s }';

cases('cold-cache-overload', [
  ['answers nothing anyway', cold('hit-ratio: 0%', store('')), []],
  ['a kind of store of its own', cold(`${ninety}, holds: session`, store('')), []],
  ['the cache refuses what is too much', cold(`${ninety}, load-shedding: yes`, store('')), []],
  ['answers all', cold('hit-ratio: 100%', store('')), ['warning']],
  ['a service behind', cold(ninety, 'service db { replicas: 1, capacity: 99/s }'), ['warning']],
  ['a service behind that can', cold(ninety, 'service db { replicas: 2, capacity: 50/s }'), []],
  ['a provider behind', cold(ninety, 'external db { quota: 99/s }'), []],
  ['one box in the picture', cold(ninety, 'database db { capacity: 99/s }'), []],
  ['a managed store', cold(ninety, 'database db { capacity: 99/s, managed: yes }'), ['warning']],
  ['two nodes that both answer', cold(ninety, 'database db { replicas: 2, capacity: 50/s }'), []],
  ['two nodes that cannot', cold(ninety, 'database db { replicas: 2, capacity: 49/s }'), ['warning']],
  ['written as well, and enough', cold(ninety, 'database db { replicas: 1, capacity: 101/s }', writes), []],
  [
    'written as well, and not enough',
    cold(ninety, 'database db { replicas: 1, capacity: 100/s }', writes),
    ['warning'],
  ],
  [
    'only the leader may be read',
    cold(
      ninety,
      'database db { replicas: 2, capacity: 60/s, replication { topology: single-leader } }',
      writes,
    ).replace('on-miss: hot', 'on-miss: hot, read-from: leader'),
    ['warning'],
  ],
  [
    'both may be read',
    cold(ninety, 'database db { replicas: 2, capacity: 60/s, replication { topology: single-leader } }', writes),
    [],
  ],
  [
    'a leader for each of two shards',
    cold(
      ninety,
      'database db { replicas: 2, shards: 2, capacity: 60/s, replication { topology: single-leader } }',
      writes,
    ).replace('on-miss: hot', 'on-miss: hot, read-from: leader'),
    [],
  ],
  [
    'two copies answer each read',
    cold(
      ninety,
      'database db { replicas: 3, replication-factor: 3, capacity: 60/s, replication { topology: leaderless, read-quorum: 2, write-quorum: 2 } }',
      writes,
    ),
    ['warning'],
  ],
  [
    'one copy answers each read',
    cold(
      ninety,
      'database db { replicas: 3, replication-factor: 3, capacity: 60/s, replication { topology: leaderless, read-quorum: 1, write-quorum: 3 } }',
      writes,
    ),
    [],
  ],
  [
    'each store by itself',
    cold(
      ninety,
      `${store('')}\ndatabase big { replicas: 1, capacity: 1k/s }`,
      'api -> big { on-miss: hot, timeout: 1s }',
    ),
    ['warning'],
  ],
  [
    'a cdn',
    cold(ninety, store(''))
      .replace('cache hot', 'cdn hot')
      .replace('pattern: cache-aside, ', '')
      .replace('api -> hot { timeout: 1s }', 'web -> hot')
      .replace('{ on-miss: hot }', '{ timeout: 1s }')
      .concat('hot -> db'),
    [],
  ],
  ['a cache behind the cache', cold(ninety, 'cache db { replicas: 1, capacity: 99/s, hit-ratio: 0% }'), ['warning']],
  [
    'a leaderless store is read anywhere',
    cold(
      ninety,
      'database db { replicas: 3, replication-factor: 3, capacity: 40/s, replication { topology: leaderless, read-quorum: 1, write-quorum: 1 } }',
      writes,
    ).replace('on-miss: hot', 'on-miss: hot, read-from: leader'),
    [],
  ],
]);

/** A writer behind a cache. */
const behind = (cache: string, more: string, read = 'on-miss: hot', tables = ''): string =>
  `client web {}\nflow see { from: web, op: read }\nservice api {}\nservice admin {}\ncache hot { pattern: cache-aside${cache} }\ndatabase db {${tables} }\nweb -> api\napi -> hot { timeout: 1s }\napi -> db { op: read, ${read} }\n${more}`;
const direct = 'admin -> db { op: write }';
const eventual = (code: string, more = ', consistency: eventual'): string =>
  code.replace('op: read }\nservice', `op: read${more} }\nservice`);

cases('database-write-bypasses-cache', [
  ['a store of its own', behind(', holds: session', direct), []],
  ['a service behind', behind('', direct).replace('database db', 'service db'), []],
  ['nothing behind', behind('', direct, 'timeout: 1s'), []],
  ['it never expires, and readers do not mind age', eventual(behind('', direct)), ['warning']],
  ['it expires, and they do not mind', eventual(behind(', ttl: 1h', direct)), []],
  ['they mind later', eventual(behind(', ttl: 1h', direct), ', max-staleness: 1h'), []],
  ['they mind before', eventual(behind(', ttl: 1h', direct), ', max-staleness: 59min'), ['warning']],
  [
    'who clears it does not count as a reader',
    eventual(behind(', ttl: 1h', `${direct}\nservice broom {}\nbroom -> hot { op: invalidate, timeout: 1s }`)),
    [],
  ],
  [
    'the cache writes what it has itself',
    behind('', 'hot -> db { op: write }').replace('cache-aside', 'write-behind'),
    [],
  ],
  ['twice by one', behind('', `${direct}\nadmin -> db { op: delete }`), ['warning']],
  [
    'it is not known what is read',
    behind('', 'admin -> db { stores: t }', 'on-miss: hot', ' table t {}\ntable u {}'),
    [],
  ],
  [
    'through a pooler that another writer uses',
    behind('', 'service pool { role: pooler }\nadmin -> pool { op: write }\npool -> db { op: write }'),
    ['warning'],
  ],
  [
    'through a pooler, by who calls the cache',
    behind('', 'service pool { role: pooler }\napi -> pool { op: write }\npool -> db { op: write }'),
    [],
  ],
  [
    'through a balancer, by who calls the cache',
    behind('', 'lb front {}\napi -> front { op: write }\nfront -> db { op: write }'),
    [],
  ],
  [
    'another service in between decides itself',
    behind('', 'service mid {}\napi -> mid { op: write }\nmid -> db { op: write }'),
    ['warning'],
  ],
  [
    'word goes from the writer over a queue',
    behind('', `${direct}\nqueue q {}\nworker w {}\nadmin ~> q\nq ~> w\nw -> hot { op: invalidate, timeout: 1s }`),
    [],
  ],
  [
    'the queue leads elsewhere',
    behind(
      '',
      `${direct}\nqueue q {}\nworker w {}\ndatabase d {}\nadmin ~> q\nq ~> w\nw -> d { op: write, timeout: 1s }`,
    ),
    ['warning'],
  ],
  ['word goes to the cache itself', behind('', `${direct}\nadmin ~> hot { op: invalidate }`), []],
  [
    'the queue is only drawn',
    behind(
      '',
      `${direct}\nqueue q { future: yes }\nworker w {}\nadmin ~> q\nq ~> w\nw -> hot { op: invalidate, timeout: 1s }`,
    ),
    ['warning'],
  ],
  [
    'the store tells of its changes',
    behind(
      '',
      `${direct}\ntopic t {}\nworker w {}\ndb ~> t { capture: cdc }\nt ~> w\nw -> hot { op: invalidate, timeout: 1s }`,
    ),
    [],
  ],
  [
    'a call is no word',
    behind('', `${direct}\nservice w {}\nadmin -> w\nw -> hot { op: invalidate, timeout: 1s }`),
    ['warning'],
  ],
  ['the store tells the cache itself', behind('', `${direct}\ndb ~> hot { capture: cdc }`), []],
  [
    'the store hands on something else',
    behind('', `${direct}\nqueue q {}\nworker w {}\ndb ~> q\nq ~> w\nw -> hot { op: invalidate, timeout: 1s }`),
    ['warning'],
  ],
]);

const heavy = (store: string, more = '', link = '', flow = ''): string =>
  `client web { users: 1M, peak: 1x }\nflow see { from: web, rate: 172.8/user/day, op: read${flow} }\nflow set { from: web, rate: 8.64/user/day, op: write }\nservice api {}\ndatabase db { ${store} }\nweb -> api\napi -> db { for: see${link} }\napi -> db { for: set }\n${more}`;

cases('read-heavy-without-cache-or-replica', [
  ['alone', heavy('replicas: 1'), ['info']],
  ['a read model beside it', heavy('replicas: 1', 'database view { data-model: search, derived-from: db }'), []],
  [
    'a read model of a table of it',
    heavy('replicas: 1, table t {}', 'database view { data-model: search, derived-from: t }'),
    [],
  ],
  ['a read model itself', heavy('replicas: 1, derived-from: truth', 'database truth {}'), []],
  ['a cdn before it', heavy('replicas: 1').replace('web -> api', 'cdn edge { ttl: 1min }\nweb -> edge -> api'), []],
  [
    'a cdn that keeps nothing',
    heavy('replicas: 1').replace('web -> api', 'cdn edge { cache-control: no-store }\nweb -> edge -> api'),
    ['info'],
  ],
  ['a firewall keeps nothing', heavy('replicas: 1').replace('web -> api', 'waf edge {}\nweb -> edge -> api'), ['info']],
  [
    'what only gets messages from behind the cdn is not read through it',
    heavy(
      'replicas: 1',
      'cdn edge { ttl: 1min }\nqueue q {}\nservice site {}\nweb -> edge -> site\nsite ~> q\nq ~> api',
    ),
    ['info'],
  ],
  ['two copies', heavy('replication-factor: 2'), []],
  ['two shards', heavy('shards: 2'), []],
  ['leaderless', heavy('replication { topology: leaderless }'), []],
  ['several leaders', heavy('replication { topology: multi-leader }'), []],
  ['managed, on nobody knows how many', heavy('managed: yes'), []],
  ['managed, on one', heavy('managed: yes, replicas: 1'), ['info']],
  ['a reader wants the order', heavy('replicas: 1', '', '', ', consistency: sequential'), []],
  ['a link wants the last write', heavy('replicas: 1', '', ', consistency: linearizable'), []],
  [
    'only the writer does',
    heavy('replicas: 1').replace('db { for: set }', 'db { for: set, consistency: linearizable }'),
    ['info'],
  ],
  ['only the leader may be read', heavy('replicas: 1', '', ', read-from: leader'), []],
  ['nobody reads', heavy('replicas: 1').replace('op: read', 'op: write'), []],
  [
    'a cdn before what is only drawn',
    heavy('replicas: 1', 'cdn edge { ttl: 1min }\nservice site { future: yes }\nweb -> edge -> site -> api'),
    ['info'],
  ],
  [
    'a reader without a flow wants the last write',
    heavy('replicas: 1', 'service other {}\nother -> db { op: read, consistency: linearizable, timeout: 1s }'),
    [],
  ],
]);

/** Reads a second at peak, one in ten of the most wanted entry. */
const stampede = (reads: number, cache: string, behind = 'database db { latency: 100ms }', more = ''): string =>
  `client web { users: 86_400, peak: 1x }\nflow see { from: web, rate: ${reads}/user/day, op: read }\nservice api { replicas: 2 }\ncache hot { ttl: 1h, hit-ratio: 90%, ${cache} }\n${behind}\nweb -> api\napi -> hot { timeout: 1s }\napi -> db { on-miss: hot }\n${more}`;

cases('cache-stampede', [
  ['read through', stampede(2_000, 'pattern: read-through, skew: 10%'), ['warning']],
  ['no pattern', stampede(2_000, 'skew: 10%'), ['warning']],
  ['nothing behind', stampede(2_000, 'skew: 10%').replace('on-miss: hot', 'timeout: 1s'), []],
  [
    'a cdn',
    'client web { users: 86_400, peak: 1x }\nflow see { from: web, rate: 9000/user/day, op: read }\ncdn edge { ttl: 1h, hit-ratio: 90% }\nservice site { latency: 100ms }\nweb -> edge -> site',
    [],
  ],
  [
    'one table of several names no hot keys',
    stampede(2_000, 'skew: 10%', 'database db { latency: 100ms, table t {} }'),
    ['warning'],
  ],
  [
    'a local cache of nobody knows how many',
    stampede(2_000, 'skew: 10%, scope: local').replace('{ replicas: 2 }', '{}'),
    [],
  ],
  [
    'in production it is said',
    `system { maturity: production }\n${stampede(2_000, 'skew: 10%, scope: local').replace('{ replicas: 2 }', '{}')}`,
    ['hint'],
  ],
  ['of two replicas, each a half', stampede(3_000, 'skew: 10%, scope: local'), ['warning']],
  ['loaded together', stampede(1, 'pre-warm: yes'), ['hint']],
  ['loaded together, with jitter', stampede(1, 'pre-warm: yes, ttl-jitter: 10%'), []],
  [
    'loaded together from two',
    stampede(1, 'pre-warm: yes', 'database db {}\ndatabase two {}', 'api -> two { on-miss: hot }'),
    ['hint'],
  ],
  ['nothing behind to load it from', stampede(1, 'pre-warm: yes').replace('on-miss: hot', 'timeout: 1s'), []],
  ['in production, few', `system { maturity: production }\n${stampede(1, 'skew: 10%')}`, []],
  [
    'in production, nobody knows how many',
    `system { maturity: production }\n${stampede(1, 'skew: 10%').replace('rate: 1/user/day, ', '')}`,
    ['hint'],
  ],
  ['its table is read evenly', stampede(200, '', 'database db { latency: 100ms, table t { skew: 10% } }'), []],
  ['its table is not', stampede(2_000, '', 'database db { latency: 100ms, table t { skew: 10% } }'), ['warning']],
]);

const fetched = (content: string, origin = 'service site {}', link = '', more = ''): string =>
  `client web { users: 100k, peak: 1x }\nflow see { from: web, rate: 864/user/day, response: 125KB${content} }\n${origin}\nweb -> site${link}\n${more}`;

cases('static-assets-without-cdn', [
  ['a service', fetched(', op: read, content: image'), ['info']],
  ['nobody knows what it does', fetched(', content: image'), ['info']],
  ['sent, not fetched', fetched(', op: write, content: image'), []],
  ['a function', fetched(', op: read, content: file', 'function site {}'), ['info']],
  ['a database is no origin', fetched(', op: read, content: file', 'database site {}'), []],
  ['a public bucket', fetched(', op: read', 'storage site { exposure: public }'), ['info']],
  ['a private bucket', fetched(', op: read', 'storage site { exposure: private }'), []],
  ['a public bucket of data', fetched(', op: read, content: json', 'storage site { exposure: public }'), []],
  ['a public service', fetched(', op: read', 'service site { exposure: public }'), []],
  ['a bucket that is written', fetched('', 'storage site { exposure: public }', ' { op: write }'), []],
  [
    'nobody waits',
    fetched(', op: read, content: image', 'queue site {}\nservice s {}').replace('web -> site', 'web ~> site'),
    [],
  ],
  ['handed over', fetched(', op: read, content: image', 'function site {}').replace('web -> site', 'web ~> site'), []],
  [
    'another flow takes the way',
    fetched(
      ', op: read, content: image',
      'service site {}\nservice api {}\nflow more { from: web, op: read, content: json }',
      ' { for: more }',
      'web -> api { for: more }',
    ),
    [],
  ],
  ['public data', fetched(', op: read, content: image, carries: public'), ['info']],
  ['personal data', fetched(', op: read, content: image, carries: pii'), []],
  ['a flow of nobody', 'flow see { rate: 9k/s, op: read, response: 125KB, content: image }\nservice site {}', []],
  ['the flow takes the link by name', fetched(', op: read, content: image', undefined, ' { for: see }'), ['info']],
]);

const strict = (cache: string, link = '', flow = '', pattern = 'pattern: cache-aside, '): string =>
  `client web {}\nflow see { from: web, op: read${flow} }\nservice api {}\ncache hot { ${pattern}${cache} }\ndatabase db {}\nweb -> api\napi -> hot { timeout: 1s${link} }\napi -> db { on-miss: hot }`;

cases('cache-aside-strong-consistency', [
  ['nobody knows how old', strict('', ', consistency: linearizable'), ['warning']],
  [
    'without a flow',
    `service api {}\ncache hot { pattern: cache-aside }\ndatabase db {}\napi -> hot { op: read, consistency: linearizable, timeout: 1s }\napi -> db { on-miss: hot }`,
    ['warning'],
  ],
  ['cleared, not read', strict('', ', op: invalidate, consistency: linearizable'), []],
  ['written behind', strict('', ', consistency: linearizable', '', 'pattern: write-behind, '), []],
  ['read through', strict('', ', consistency: linearizable', '', 'pattern: read-through, '), ['warning']],
  ['no pattern, but a miss', strict('', ', consistency: linearizable', '', ''), ['warning']],
  [
    'no pattern, and a store that it asks itself',
    'service api {}\ncache hot {}\ndatabase db {}\napi -> hot { op: read, consistency: linearizable, timeout: 1s }\nhot -> db',
    [],
  ],
  ['a reservation', strict('', '', ', consistency: linearizable, purpose: reserve'), []],
  ['a look', strict('', '', ', consistency: linearizable, purpose: status'), ['warning']],
  ['a reservation that only the link names', strict('', ', purpose: reserve', ', consistency: linearizable'), []],
  [
    'a reservation at the edge',
    'client web {}\nflow see { from: web, op: read, consistency: linearizable, purpose: reserve }\ncdn edge { ttl: 1min }\nservice api {}\nweb -> edge -> api',
    ['warning'],
  ],
]);

cases('low-cache-hit-ratio', [
  [
    'nobody reads',
    'service api {}\ncache hot { hit-ratio: 70% }\ndatabase db {}\napi -> hot { op: read, timeout: 1s }\napi -> db { on-miss: hot }',
    [],
  ],
  [
    'what the memory attains',
    'client web { users: 10k }\nflow see { from: web, rate: 10/user/day, op: read, response: 1KB }\nservice api {}\ncache hot { pattern: cache-aside, ttl: 1h, memory: 1GB, distinct-reads: 100%, hot-share: 20% }\ndatabase db { latency: 10ms }\nweb -> api\napi -> hot { timeout: 1s }\napi -> db { on-miss: hot }',
    [],
  ],
  [
    'one of two tables is written as often as it is read',
    'client web { users: 1M }\nflow set { from: web, rate: 10/user/day, op: write }\nflow see { from: web, rate: 10/user/day, op: read }\nservice api {}\ncache hot { pattern: cache-aside, ttl: 1h, hit-ratio: 70% }\ndatabase db { table t { row: 1KB }\ntable u { row: 1KB } }\nweb -> api\napi -> hot { for: see, timeout: 1s }\napi -> db { for: see, on-miss: hot, reads: t }\napi -> db { for: set, stores: t }',
    ['info'],
  ],
  [
    'another table is written',
    'client web { users: 1M }\nflow set { from: web, rate: 10/user/day, op: write }\nflow see { from: web, rate: 10/user/day, op: read }\nservice api {}\ncache hot { pattern: cache-aside, ttl: 1h, hit-ratio: 70% }\ndatabase db { table t { row: 1KB }\ntable u { row: 1KB } }\nweb -> api\napi -> hot { for: see, timeout: 1s }\napi -> db { for: see, on-miss: hot, reads: t }\napi -> db { for: set, stores: u }',
    [],
  ],
  [
    'nobody knows which table is read',
    'client web { users: 1M }\nflow set { from: web, rate: 10/user/day, op: write }\nflow see { from: web, rate: 10/user/day, op: read }\nservice api {}\ncache hot { pattern: cache-aside, ttl: 1h, hit-ratio: 70% }\ndatabase db { table t { row: 1KB }\ntable u { row: 1KB } }\nweb -> api\napi -> hot { for: see, timeout: 1s }\napi -> db { for: see, on-miss: hot }\napi -> db { for: set, stores: t }',
    [],
  ],
  [
    'written as often as read, but nobody knows what it answers',
    'client web { users: 1M }\nflow set { from: web, rate: 10/user/day, op: write }\nflow see { from: web, rate: 10/user/day, op: read }\nservice api {}\ncache hot { pattern: cache-aside, ttl: 1h }\ndatabase db {}\nweb -> api\napi -> hot { for: see, timeout: 1s }\napi -> db { for: see, on-miss: hot }\napi -> db { for: set }',
    [],
  ],
]);

const local = (cache: string, more: string): string =>
  `service api { replicas: 3 }\ncache near { scope: local${cache} }\n${more}`;

cases('local-cache-with-replicas', [
  ['copies nothing that is known', local('', 'api -> near'), []],
  ['copies something, as its pattern says', local(', pattern: read-through', 'api -> near'), ['warning']],
  ['only drawn', local(', pattern: read-through, future: yes', 'api -> near'), []],
  [
    'its caller is only drawn',
    'service api { replicas: 3, future: yes }\ncache near { scope: local, pattern: read-through }\napi -> near',
    [],
  ],
]);

const edge = (cdn: string, content = 'content: image'): string =>
  `client web {}\nflow see { from: web, op: read, ${content} }\ncdn edge { ${cdn} }\nservice site {}\nweb -> edge -> site`;

cases('long-ttl-without-versioning', [
  ['for all', edge('ttl: 1d, cache-control: public'), ['warning']],
  ['a private copy', edge('ttl: 1d, cache-control: private'), []],
  ['a page for long', edge('ttl: 1d', 'content: html'), ['warning']],
  ['a cache', 'service a {}\ncache c { ttl: 30d }\ndatabase d {}\na -> c -> d', []],
]);

/** A hundred rows of 1 kB behind it. */
const evicting = (cache: string, table = 'table t { row: 1KB, rows: 100 }'): string =>
  `service a {}\ncache c { ${cache} }\ndatabase d { ${table} }\na -> c -> d { reads: t }`;

cases('missing-eviction-policy', [
  ['more than fits', evicting('memory: 99KB'), ['hint']],
  ['all fits', evicting('memory: 100KB'), []],
  ['a store of counters', evicting('memory: 99KB, holds: counter'), []],
  ['nobody knows how much there is', evicting('memory: 99KB', 'table t { row: 1KB }'), []],
  ['forgets nothing', evicting('memory: 99KB, eviction: none'), ['hint']],
  ['forgets nothing, but it expires', evicting('memory: 99KB, eviction: none, ttl: 1h'), []],
  ['sessions that may go', evicting('memory: 99KB, eviction: lfu, holds: session'), ['hint']],
  ['sessions of an engine that forgets', evicting('engine: memcached, memory: 99KB, holds: session'), ['hint']],
  [
    'a service has memory, too',
    'service a {}\nservice c { memory: 1KB }\ndatabase d { table t { row: 1KB, rows: 100 } }\na -> c -> d { reads: t }',
    [],
  ],
  [
    'nobody knows of one table how large it is',
    'service a {}\ncache c { memory: 99KB }\ndatabase d { table t { row: 1KB, rows: 100 }\ntable u { row: 1KB } }\na -> c -> d { reads: [t, u] }',
    ['hint'],
  ],
]);

cases('refresh-ahead-misconfigured', [
  [
    'nobody knows how long the stretch is',
    'cache c { pattern: refresh-ahead, refresh-at: 10%, stampede-protection: none }',
    ['hint'],
  ],
]);

const buffer = (cache: string, more = 'buf ~> db', store = '', flow = ''): string =>
  `client web {}\nflow set { from: web, op: write${flow} }\nservice api {}\ncache buf { pattern: write-behind${cache} }\ndatabase db {${store}}\nweb -> api\napi -> buf { timeout: 1s }\n${more}`;

cases('write-behind-critical-data', [
  ['nobody says what', buffer(''), ['info']],
  ['nobody says where to', buffer('', ''), ['info']],
  ['must not be lost', buffer(', durability: required'), ['error']],
  ['a store of something harmless', buffer('', undefined, ' holds: public '), []],
  ['what is only drawn holds money', buffer('', undefined, ' holds: financial, future: yes '), ['info']],
  ['a client gets it', buffer('', 'buf ~> web'), ['info']],
  ['a table of money', buffer('', 'buf ~> db { stores: t }', ' table t { holds: financial } '), ['error']],
  [
    'a field of it',
    buffer('', 'buf ~> db { stores: t }', ' table t { fields { sum: int { holds: financial } } } '),
    ['error'],
  ],
  [
    'another table',
    buffer('', 'buf ~> db { stores: u }', ' table t { holds: financial }\ntable u { holds: public } '),
    [],
  ],
  ['nothing may be lost', buffer('', undefined, ' rpo: 0s '), ['error']],
  ['little may be lost, and nobody knows how much is', buffer('', undefined, ' rpo: 5s '), ['info']],
  ['within what may be lost', buffer(', flush-interval: 5s', undefined, ' rpo: 5s '), []],
  ['more than may be lost', buffer(', flush-interval: 6s', undefined, ' rpo: 5s '), ['error']],
  ['it may be lost', buffer('', undefined, '', ', durability: best-effort'), []],
  ['nobody writes', 'cache buf { pattern: write-behind }\ndatabase db {}\nbuf ~> db', ['info']],
]);

cases('cache-memory-undersized', [
  [
    'a service has memory, too',
    'client web { users: 10k }\nflow see { from: web, rate: 10/user/day, op: read, response: 1KB }\nservice api { memory: 1KB }\ndatabase db {}\nweb -> api -> db',
    [],
  ],
]);

cases('cache-cluster-without-consistent-hashing', [
  ['a database', 'database d { replicas: 2, shards: 2, sharding: modulo }', []],
]);

/** What a flow tolerates, and the way it takes. */
const old = (flow: string, way: string, more = ''): string =>
  `client web {}\nflow see { from: web, ${flow} }\ncdn edge { ttl: 1min }\nservice api {}\n${more}\n${way}`;
const patient = 'op: read, max-staleness: 59s';

cases('ttl-exceeds-staleness', [
  ['longer than tolerated', old(patient, 'web -> edge -> api'), ['warning']],
  ['nobody knows what the flow does', old('max-staleness: 59s', 'web -> edge -> api'), ['warning']],
  ['it writes', old('op: write, max-staleness: 59s', 'web -> edge -> api'), []],
  [
    'a flow of nobody',
    old(
      'op: read',
      'web -> edge -> api { for: [see, other] }',
      'flow other { rate: 1/s, op: read, max-staleness: 59s }',
    ),
    [],
  ],
  ['another flow', old(patient, 'web -> edge -> api { for: more }', 'flow more { from: web, op: read }'), []],
  ['the flow by name', old(patient, 'web -> edge -> api { for: see }'), ['warning']],
  ['behind what is only drawn', old(patient, 'web -> mid -> edge -> api', 'service mid { future: yes }'), []],
  ['handed over', old(patient, 'web -> api\napi ~> edge'), []],
  ['what another client sees', old(patient, 'web -> api -> other -> edge', 'client other {}'), []],
  [
    'a cache that asks the next on a miss',
    'client web {}\nflow see { from: web, op: read, max-staleness: 10s }\nservice api {}\ncache near { ttl: 6s, pattern: cache-aside }\ncache far { ttl: 6s }\ndatabase db {}\nweb -> api\napi -> near { timeout: 1s }\napi -> far { on-miss: near }\nfar -> db',
    ['warning'],
  ],
  [
    'two caches beside each other',
    'client web {}\nflow see { from: web, op: read, max-staleness: 10s }\nservice api {}\ncache near { ttl: 6s }\ncache far { ttl: 6s }\ndatabase db {}\nweb -> api\napi -> near { timeout: 1s }\nnear -> db\napi -> far { timeout: 1s }\nfar -> db',
    [],
  ],
  [
    'a circle adds nothing',
    old('op: read, max-staleness: 60s', 'web -> edge -> api\napi -> mid\nmid -> api\nmid -> edge', 'service mid {}'),
    [],
  ],
  ['it never expires', old(patient, 'web -> edge -> api').replace('ttl: 1min', 'hit-ratio: 50%'), []],
]);

it('names the flow that tolerates least', () => {
  const second = (age: string): string => `flow more { from: web, op: read, max-staleness: ${age} }`;
  for (const design of [
    old('op: read, max-staleness: 5s', 'web -> edge -> api', second('9s')),
    old('op: read, max-staleness: 9s', 'web -> edge -> api', second('5s')),
  ]) {
    const found = linted(design).of('ttl-exceeds-staleness');
    expect(found.map(({ message }) => message.match(/tolerates (\S+)\./)?.[1])).toEqual(['5s']);
  }
});

it.each([
  ['read-heavy-without-cache-or-replica', heavy('replicas: 1')],
  ['static-assets-without-cdn', fetched(', op: read, content: image')],
])('%s says nothing while links may be missing', (rule, code) => {
  expect(linted(code).of(rule)).toHaveLength(1);
  expect(linted(`${code}\nweb -> nowhere`).of(rule)).toEqual([]);
});
