import { expect, it } from 'vitest';
import { fixed, linted } from './linting.js';
import { cases, message } from './reliability/cases.js';

const stream = (flow: string, link = 'protocol: sse', rest = 'service s {}\nc -> s'): string =>
  `client c {}\nflow f { from: c, ${flow} }\n${rest} { ${link} }`;

cases('sse-bidirectional', [
  ['writes', stream('op: write'), ['error']],
  ['deletes', stream('op: delete'), ['error']],
  ['over a websocket', stream('op: write', 'protocol: websocket'), []],
  ['nobody says over what', stream('op: write', 'timeout: 1s'), []],
  ['reads', stream('op: read'), []],
  ['nobody says what', stream('rate: 1/s'), []],
  ['the link writes', 'client c {}\nservice s {}\nc -> s { protocol: sse, op: write }', ['error']],
  ['from the server', 'client c {}\nservice s {}\ns ~> c { protocol: sse, op: write }', []],
  ['between services', 'service c {}\nservice s {}\nc -> s { protocol: sse, op: write }', ['error']],
  ['a chain is named once', stream('op: write', 'protocol: sse', 'lb l {}\nservice s {}\nc -> l -> s'), ['error']],
  ['only drawn', stream('op: write', 'protocol: sse', 'service s { future: yes }\nc -> s'), []],
]);

it('names what is sent up the stream', () => {
  expect(message('sse-bidirectional', stream('op: write'))).toBe(
    '`c -> s` sends `f` over server-sent events, which only go from server to client.',
  );
  expect(message('sse-bidirectional', 'service c {}\nservice s {}\nc -> s { protocol: sse, op: write }')).toBe(
    '`c -> s` sends what it writes over server-sent events, which only go from server to client.',
  );
  const inherited = 'service c { defaults { protocol: sse } }\nservice s {}\nc -> s { op: write }';
  expect(linted(inherited).of('sse-bidirectional')[0].fixes).toEqual([]);
});

const rest = (endpoint: string, more = '', link = '', client = ''): string =>
  `client c { ${client} }\nflow f { from: c, endpoint: "${endpoint}", ${more} }\nservice s {}\nc -> s { ${link} }`;

cases('rest-verb-in-path', [
  ['a verb', rest('POST /createDevice'), ['hint']],
  ['nouns', rest('POST /devices'), []],
  ['a word that begins like a verb', rest('GET /updates'), []],
  ['another', rest('GET /addresses'), []],
  ['and another', rest('GET /add-ons'), []],
  ['no method', rest('/createDevice'), []],
  ['no endpoint', 'client c {}\nflow f { from: c, op: write }\nservice s {}\nc -> s', []],
  ['procedures', rest('POST /rpc/createDevice'), []],
  ['grpc', rest('POST /createDevice', '', 'protocol: grpc'), []],
  ['graphql', rest('POST /createDevice', '', 'protocol: graphql'), []],
  ['http', rest('POST /createDevice', '', 'protocol: http'), ['hint']],
  ['pages', rest('GET /get-started', 'content: html'), []],
  ['files', rest('GET /get-report', 'content: file'), []],
  ['data', rest('GET /get-report', 'content: json'), ['hint']],
  ['a GET that writes', rest('GET /devices', 'op: write'), ['hint']],
  ['a HEAD that deletes', rest('HEAD /devices', 'op: delete'), ['hint']],
  ['a GET that reads', rest('GET /devices', 'op: read'), []],
  ['a GET that lists', rest('GET /devices', 'op: list'), []],
  ['a search by POST', rest('POST /searches', 'op: read'), []],
  ['only drawn', rest('POST /createDevice', '', '', 'future: yes'), []],
]);

it.each([
  ['POST /createDevice', 'POST /devices'],
  ['POST /create-device', 'POST /devices'],
  ['POST /v1/create_category', 'POST /v1/categories'],
  ['POST /addDay', 'POST /days'],
  ['GET /getDevices', 'GET /devices'],
  ['GET /getDevice', 'GET /devices/{id}'],
  ['GET /fetchDevice?fast=1', 'GET /devices/{id}?fast=1'],
  ['POST /getDevice/{id}', 'GET /devices/{id}'],
  ['POST /devices/{id}/delete', 'DELETE /devices/{id}'],
  ['POST /updateHomeAddress', 'PATCH /home-address'],
  ['POST /create', 'POST /'],
])('writes %s as %s', (before, after) => {
  const code = rest(before);
  const [finding] = linted(code).of('rest-verb-in-path');
  expect(fixed(code, finding.fixes[0])).toBe(rest(after));
});

it.each([
  ['write', 'POST'],
  ['upsert', 'PUT'],
  ['delete', 'DELETE'],
])('does a %s by %s', (op, method) => {
  const code = rest('GET /devices/{id}', `op: ${op}`);
  const [finding] = linted(code).of('rest-verb-in-path');
  expect(fixed(code, finding.fixes[0])).toBe(rest(`${method} /devices/{id}`, `op: ${op}`));
});

const graph = (edge: string, flow: string, link = 'protocol: graphql', service = ''): string =>
  `client c {}\nflow f { from: c, ${flow} }\ncdn e { ${edge} }\nservice s { ${service} }\nc -> e -> s { ${link} }`;

cases('graphql-http-cache', [
  ['a ttl', graph('ttl: 1min', 'op: read'), ['hint']],
  ['a hit ratio', graph('hit-ratio: 50%', 'op: list'), ['hint']],
  ['nobody says what is done', graph('ttl: 1min', 'rate: 1/s'), ['hint']],
  ['by POST', graph('ttl: 1min', 'op: read, endpoint: "POST /graphql"'), ['hint']],
  ['by GET', graph('ttl: 1min', 'op: read, endpoint: "GET /graphql"'), []],
  ['nothing is kept', graph('managed: yes', 'op: read'), []],
  ['writes', graph('ttl: 1min', 'op: write'), []],
  ['http', graph('ttl: 1min', 'op: read', 'protocol: http'), []],
  ['nobody says what is spoken', graph('ttl: 1min', 'op: read', 'timeout: 1s'), []],
  [
    'graphql only in front',
    'client c {}\nflow f { from: c, op: read }\ncdn e { ttl: 1min }\nservice s {}\nc -> e { protocol: graphql }\ne -> s { protocol: http }',
    [],
  ],
  ['a cache is no cache of HTTP', graph('ttl: 1min', 'op: read').replace('cdn', 'cache'), []],
  ['only drawn', graph('ttl: 1min', 'op: read', 'protocol: graphql', 'future: yes'), []],
]);

it('names all that is asked by POST', () => {
  const two = graph('ttl: 1min', 'op: read').replace('cdn e', 'flow g { from: c, op: list }\ncdn e');
  expect(message('graphql-http-cache', graph('ttl: 1min', 'op: read'))).toContain('`f` asks GraphQL by POST');
  expect(message('graphql-http-cache', two)).toContain('`f` and `g` ask GraphQL by POST');
});

it('keeps the path that is asked for', () => {
  const code = graph('ttl: 1min', 'op: read, endpoint: "POST /api/graph"');
  expect(fixed(code, linted(code).of('graphql-http-cache')[0].fixes[0])).toContain('endpoint: "GET /api/graph"');
});
