import { cases } from './reliability/cases.js';

const relayed = (rest: string, flow = ', request: 200MB', relay = 'service s {}'): string =>
  `client c {}\nflow f { from: c, rate: 1/s, op: write${flow} }\n${relay}\nstorage o {}\n${rest}`;
const way = 'c -> s\ns -> o';

cases('large-upload-through-service', [
  ['files of 200 MB', relayed(way), ['warning']],
  ['files of ten', relayed(way, ', request: 10MB'), []],
  ['a little more', relayed(way, ', request: 10.1MB'), ['warning']],
  ['ten are too much', relayed(way, ', request: 10MB'), ['warning'], { size: 9 }],
  ['down again', relayed(way, ', request: 1KB, response: 200MB'), ['warning']],
  ['nobody knows how large', relayed(way, ''), []],
  ['nobody knows how many', relayed(way, ', request: 200MB').replace('rate: 1/s, ', ''), ['warning']],
  ['made large on the way', relayed('c -> s\ns -> o { request: 200MB }', ', request: 1KB'), []],
  ['made large on the way, of nobody knows what', relayed('c -> s\ns -> o { request: 200MB }', ''), []],
  ['small on the way to the store', relayed('c -> s\ns -> o { request: 1KB }', ', request: 200MB'), []],
  ['a function', relayed(way, undefined, 'function s {}'), ['warning']],
  ['a worker relays nothing', relayed('queue q {}\nc ~> q\nq ~> s\ns -> o', undefined, 'worker s {}'), []],
  ['a worker that is called', relayed(way, undefined, 'worker s {}'), []],
  ['handed over', relayed('c -> s\ns ~> o'), []],
  ['twice', relayed('c -> s\ns -> o\ns -> o { op: write }'), ['warning']],
  [
    'looked at by what is in front',
    relayed('c -> g { inspects: yes }\ng -> s\ns -> o', undefined, 'gateway g {}\nservice s {}'),
    [],
  ],
  ['through a gateway', relayed('c -> g -> s\ns -> o', undefined, 'gateway g {}\nservice s {}'), ['warning']],
  [
    'for another flow',
    relayed(
      'c -> s { for: g }\nc -> s { for: f }\ns -> o { for: g }',
      undefined,
      'flow g { from: c, rate: 1/s, op: write }\nservice s {}',
    ),
    [],
  ],
  [
    'from a job',
    'job c {}\nflow f { from: c, rate: 1/s, op: write, request: 200MB }\nservice s {}\nstorage o {}\nc -> s\ns -> o',
    [],
  ],
  ['a link of it is made small', relayed('c -> s { request: 1KB }\ns -> o'), ['warning']],
]);

const list = (flow: string, table: string, rest = 'c -> s -> d', more = ''): string =>
  `client c {}\nflow f { from: c, rate: 1/s, op: list, pagination: offset${flow} }\nservice s {}\ndatabase d { ${table} }\n${rest}\n${more}`;

cases('offset-pagination', [
  ['ten thousand', list('', 'table t { rows: 10k }'), []],
  ['one more', list('', 'table t { rows: 10_001 }'), ['info']],
  ['are many', list('', 'table t { rows: 10k }'), ['info'], { rows: 9_999 }],
  ['nobody knows how many', list('', 'table t {}'), []],
  ['nobody knows how large a row is', list('', 'table t { retention: 1y }'), []],
  ['of two tables nobody knows which', list('', 'table t { rows: 1M }\ntable u { rows: 1M }'), []],
  [
    'the table it reads',
    list('', 'table t { rows: 1M }\ntable u { rows: 9 }', 'c -> s\ns -> d { reads: t }'),
    ['info'],
  ],
  ['the other table', list('', 'table t { rows: 1M }\ntable u { rows: 9 }', 'c -> s\ns -> d { reads: u }'), []],
  [
    'the longer of two',
    list('', 'table t { rows: 9 }\ntable u { rows: 1M }', 'c -> s\ns -> d { reads: [t, u] }'),
    ['info'],
  ],
  ['written, not read', list('', 'table t { rows: 1M }', 'c -> s\ns -> d { op: write }'), []],
  ['in what is only drawn', list('', 'future: yes, table t { rows: 1M }'), []],
  [
    'another flow reads it',
    list('', 'table t { rows: 1M }', 'c -> s\ns -> d { for: g }', 'flow g { from: c, rate: 1/s, op: read }'),
    [],
  ],
  ['by a cursor', list('', 'table t { rows: 1M }').replace('offset', 'cursor'), []],
  ['no table', list('', ''), []],
  [
    'what is kept',
    'client c {}\nflow f { from: c, rate: 1/s, op: list, pagination: offset }\nflow g { from: c, rate: 1/s, op: write }\nservice s {}\ndatabase d { table t { row: 1KB, retention: 10001s } }\nc -> s -> d',
    ['info'],
  ],
  [
    'what is kept is little',
    'client c {}\nflow f { from: c, rate: 1/s, op: list, pagination: offset }\nflow g { from: c, rate: 1/s, op: write }\nservice s {}\ndatabase d { table t { row: 1KB, retention: 9999s } }\nc -> s -> d',
    [],
  ],
]);

const front = (api: string, flow = 'rate: 1/s', link = '', client = '', kind = 'service'): string =>
  `client c { ${client} }\nflow f { from: c, ${flow} }\n${kind} s { ${api} }\nc -> s { ${link} }`;
const open = 'exposure: public';

cases('unversioned-public-api', [
  ['public', front(open), ['info']],
  ['a gateway', front(open, undefined, '', '', 'gateway'), ['info']],
  ['a function', front(open, undefined, '', '', 'function'), []],
  ['not public', front('exposure: internal'), []],
  ['nobody says so', front(''), []],
  ['a path', front('', 'endpoint: "GET /devices"'), ['info']],
  ['a path with a version', front('', 'endpoint: "GET /v1/devices"'), []],
  ['a path with a version of what is public', front(open, 'endpoint: "GET /v1/devices"'), []],
  ['a parameter', front('', 'endpoint: "GET /devices?version=2"'), ['hint']],
  [
    'one path of two',
    front(open, 'endpoint: "GET /v1/devices"', '', '', 'flow g { from: c, endpoint: "GET /devices" }\nservice'),
    ['info'],
  ],
  [
    'one by parameter, one not at all',
    front(open, 'endpoint: "GET /a?v=1"', '', '', 'flow g { from: c, endpoint: "GET /devices" }\nservice'),
    ['info'],
  ],
  ['handed over', `client c {}\nflow f { from: c, rate: 1/s }\nservice s { ${open} }\nc ~> s`, []],
  ['only pages', front(open, 'content: html'), []],
  ['pages, and calls', front(open, 'content: html', '', '', 'flow g { from: c, rate: 1/s }\nservice'), ['info']],
  ['plain http', front(open, undefined, 'protocol: http'), ['info']],
  ['another protocol', front(open, undefined, 'protocol: graphql'), []],
  ['our own people', front(open, undefined, '', 'trusted: yes'), []],
  ['from a job', `job c {}\nflow f { from: c, rate: 1/s }\nservice s { ${open} }\nc -> s`, []],
  ['without flows', `client c {}\nservice s { ${open} }\nc -> s`, ['info']],
  [
    'behind a gateway with a version',
    `client c {}\nflow f { from: c, rate: 1/s }\ngateway g { ${open}, version: "v1" }\nservice s { ${open} }\nc -> g -> s`,
    [],
  ],
  [
    'behind a gateway, nobody says that it is public',
    'client c {}\nflow f { from: c, endpoint: "GET /devices" }\ngateway g {}\nservice s {}\nc -> g -> s',
    ['info'],
  ],
  [
    'behind a service',
    'client c {}\nflow f { from: c, endpoint: "GET /v1/devices" }\nservice g {}\nservice s {}\nc -> g -> s',
    [],
  ],
  ['calls for data', front(open, 'content: json'), ['info']],
]);

const sent = (flow: string, rest = 'service s {}\nc -> s'): string =>
  `client c {}\nflow f { from: c, ${flow} }\n${rest}`;
const json = 'content: json, response: 100KB';

cases('missing-compression', [
  ['far', sent(json), ['hint']],
  ['near', sent(json, 'service s {}\nservice t {}\nc -> s { compression: br }\ns -> t'), []],
  ['to what is only drawn', sent(json, 'service s { future: yes }\nc -> s'), []],
  ['nobody says what', sent('response: 100KB'), []],
  ['nobody says for what', 'client c {}\nservice s {}\nc -> s { response: 100KB, content: json }', []],
  ['10 kB', sent('content: json, response: 10KB'), []],
  ['more', sent('content: json, response: 10.1KB'), ['hint']],
  ['more is allowed', sent('content: json, response: 10.1KB'), [], { size: 20_000 }],
]);

cases('missing-pagination', [
  ['of nobody', 'flow f { rate: 1/s, op: list }\nservice s {}', []],
  ['by a worker', 'worker c {}\nflow f { from: c, rate: 1/s, op: list }\nservice s {}\nc -> s', []],
  ['by a job', 'job c {}\nflow f { from: c, rate: 1/s, op: list }\nservice s {}\nc -> s', []],
  ['by a service', 'service c {}\nflow f { from: c, rate: 1/s, op: list }\nservice s {}\nc -> s', ['warning']],
  [
    'said to be none, for all',
    'system { defaults { timeout: 1s } }\nclient c {}\nflow f { from: c, rate: 1/s, op: list, pagination: none }\nservice s {}\nc -> s',
    ['warning'],
  ],
]);

const graph = (edge: string, flow: string, service = '', more = ''): string =>
  `client c {}\nflow f { from: c, ${flow} }\ncdn e { ${edge} }\nservice s { ${service} }\nc -> e -> s { protocol: graphql }\n${more}`;

cases('graphql-http-cache', [
  ['asked by post', graph('ttl: 1min', 'op: read'), ['hint']],
  ['of what is only drawn', graph('ttl: 1min', 'op: read', 'future: yes'), []],
  ['for nobody', 'client c {}\ncdn e { ttl: 1min }\nservice s {}\nc -> e -> s { protocol: graphql }', []],
  ['as the engine does', graph('engine: cloudfront', 'op: read'), []],
]);
