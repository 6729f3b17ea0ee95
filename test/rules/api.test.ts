import { expect, it } from 'vitest';
import { fixed, linted } from './linting.js';
import { cases, message } from './reliability/cases.js';

const list = (flow: string, table: string, client = ''): string =>
  `client c { ${client} }\nflow f { from: c, rate: 1/s, op: list, ${flow} }\nservice s {}\ndatabase d { table t { ${table} } }\nc -> s -> d`;

cases('offset-pagination', [
  ['10,001 rows', list('pagination: offset', 'rows: 10_001'), ['info']],
  ['10,000 rows', list('pagination: offset', 'rows: 10_000'), []],
  ['another limit', list('pagination: offset', 'rows: 10_000'), ['info'], { rows: 5000 }],
  ['a cursor', list('pagination: cursor', 'rows: 10M'), []],
  ['nobody says how', list('items: 20', 'rows: 10M'), []],
  ['nobody knows how many', list('pagination: offset', 'row: 1KB'), []],
  ['operators', list('pagination: offset', 'rows: 10M', 'role: admin'), []],
  ['only drawn', list('pagination: offset', 'rows: 10M', 'future: yes'), []],
]);

it('says how long the list is', () => {
  expect(message('offset-pagination', list('pagination: offset', 'rows: 5M'))).toBe(
    '`f` cuts `t` by offset: with 5M rows, a late page reads and skips nearly all of them.',
  );
});

cases('missing-pagination', [
  ['nothing is said', list('response: 1KB', 'rows: 9'), ['warning']],
  ['on purpose', list('pagination: none', 'rows: 9'), ['warning']],
  ['a bound', list('pagination: none, items: 50', 'rows: 9'), []],
  ['only a bound', list('items: 50', 'rows: 9'), []],
  ['a cursor', list('pagination: cursor', 'rows: 9'), []],
  ['an offset', list('pagination: offset', 'rows: 9'), []],
  ['no list', 'client c {}\nflow f { from: c, op: read, rate: 1/s }', []],
  ['a job reads everything', 'job c {}\nflow f { from: c, op: list, rate: 1/s }', []],
  ['a sketch', `system { maturity: sketch }\n${list('response: 1KB', 'rows: 9')}`, []],
  ['a sketch that says none', `system { maturity: sketch }\n${list('pagination: none', 'rows: 9')}`, ['warning']],
  ['only drawn', list('response: 1KB', 'rows: 9', 'future: yes'), []],
]);

it('writes pages of as many things as it is told', () => {
  const code = 'client c {}\nflow f { from: c, op: list, rate: 1/s }';
  const [finding] = linted(code).of('missing-pagination');
  expect(fixed(code, finding.fixes[0])).toContain('pagination: cursor, items: 20');
});

const web = (platform: string, link: string, more = ''): string =>
  `client c { ${platform} }\nservice s { ${more} }\nc -> s { ${link} }`;

cases('grpc-to-browser', [
  ['native', web('platform: browser', 'protocol: grpc'), ['error']],
  ['translated', web('platform: browser', 'protocol: grpc-web'), []],
  ['plain', web('platform: browser', 'protocol: http'), []],
  ['nothing is said', web('platform: browser', 'tls: 1.3'), []],
  ['a phone', web('platform: ios', 'protocol: grpc'), []],
  ['nobody knows what it is', web('', 'protocol: grpc'), []],
  ['only drawn', web('platform: browser', 'protocol: grpc', 'future: yes'), []],
  [
    'behind a gateway',
    'client c { platform: browser }\ngateway g {}\nservice s {}\nc -> g { protocol: http }\ng -> s { protocol: grpc }',
    [],
  ],
  [
    'a default of all links',
    `system { defaults { protocol: grpc } }\n${web('platform: browser', 'tls: 1.3')}`,
    ['error'],
  ],
  [
    'said once for a chain',
    'client c { platform: browser }\nlb l {}\nservice s {}\nc -> l -> s { protocol: grpc }',
    ['error'],
  ],
]);

const front = (gateway: string, flow = 'rate: 1/s', link = 'tls: 1.3', client = ''): string =>
  `client c { ${client} }\nflow f { from: c, ${flow} }\ngateway g { ${gateway} }\nservice s {}\nc -> g { ${link} }\ng -> s`;

cases('unversioned-public-api', [
  ['public', front('exposure: public'), ['info']],
  ['a version', front('exposure: public, version: "v1"'), []],
  ['versions in all paths', front('exposure: public', 'rate: 1/s, endpoint: "GET /v1/posts"'), []],
  ['none in the path', front('exposure: public', 'rate: 1/s, endpoint: "GET /posts"'), ['info']],
  ['in a parameter', front('exposure: public', 'rate: 1/s, endpoint: "GET /posts?version=1"'), ['hint']],
  ['nobody says that it is public', front('replicas: 2'), []],
  ['but its path is known', front('replicas: 2', 'rate: 1/s, endpoint: "GET /posts"'), ['info']],
  ['internal', front('exposure: internal', 'rate: 1/s, endpoint: "GET /posts"'), []],
  ['our own people', front('exposure: public', 'rate: 1/s', 'tls: 1.3', 'trusted: yes'), []],
  ['pages', front('exposure: public', 'rate: 1/s, content: html'), []],
  ['graphql', front('exposure: public', 'rate: 1/s', 'protocol: graphql'), []],
  ['sockets', front('exposure: public', 'rate: 1/s', 'protocol: websocket'), []],
  ['a sketch', `system { maturity: sketch }\n${front('exposure: public')}`, []],
  ['only drawn', front('exposure: public, future: yes'), []],
  [
    'the gateway in front has a version',
    'client c {}\nflow f { from: c, rate: 1/s }\ngateway g { version: "v1" }\nservice s { exposure: public }\nc -> g -> s',
    [],
  ],
]);

const upload = (flow: string, link = 'for: f', service = ''): string =>
  `client c {}\nflow f { from: c, rate: 1/s, peak: 1x, ${flow} }\nservice s { ${service} }\nstorage o {}\nc -> s\ns -> o { ${link} }`;

cases('large-upload-through-service', [
  ['above the limit', upload('op: write, request: 10_001KB'), ['warning']],
  ['at the limit', upload('op: write, request: 10MB'), []],
  ['another limit', upload('op: write, request: 10MB'), ['warning'], { size: 5 }],
  ['downloads', upload('op: read, response: 11MB'), ['warning']],
  ['the payload is not known', upload('op: write'), []],
  ['a small request makes a large object', upload('op: write, request: 1KB', 'for: f, request: 50MB'), []],
  ['it is inspected', upload('op: write, request: 50MB', 'for: f, inspects: yes'), []],
  ['a stage looks into it', upload('op: write, request: 50MB', 'for: f', 'stages { inspection: 5s }'), []],
  ['only drawn', upload('op: write, request: 50MB', 'for: f', 'future: yes'), []],
  [
    'a worker of our own',
    'service w {}\nflow f { from: w, rate: 1/s, op: write, request: 50MB }\nservice s {}\nstorage o {}\nw -> s -> o',
    [],
  ],
  ['into a database', upload('op: write, request: 50MB').replace('storage o', 'database o'), []],
]);

it('lets the client send to the store', () => {
  const code = upload('op: write, request: 200MB');
  const [finding] = linted(code).of('large-upload-through-service');
  expect(finding.message).toBe(
    '`s` relays 200MB a second of file bytes at peak, 200MB each, between `c` and `o`, which could take them directly.',
  );
  expect(fixed(code, finding.fixes[0])).toContain('c -> o { for: f, auth { method: presigned-url } }');
});
