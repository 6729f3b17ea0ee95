import { expect, it } from 'vitest';
import { linted } from './linting.js';
import { cases, message } from './reliability/cases.js';

const sent = (flow: string, link = '', service = '', head = ''): string =>
  `${head}client c {}\nflow f { from: c, ${flow} }\nservice s { ${service} }\nc -> s { ${link} }`;
const json = 'content: json, response: 100KB';

cases('missing-compression', [
  ['a long list', sent(json), ['hint']],
  ['a page', sent('content: html, response: 100KB'), ['hint']],
  ['a long request', sent('content: json, request: 100KB'), ['hint']],
  ['10.001 KB', sent('content: json, response: 10_001B'), ['hint']],
  ['10 KB', sent('content: json, response: 10KB'), []],
  ['9 KB', sent('content: json, response: 9KB'), []],
  ['another limit', sent('content: json, response: 10KB'), ['hint'], { size: 9999 }],
  ['at another limit', sent('content: json, response: 10KB'), [], { size: 10_000 }],
  ['packed', sent(json, 'compression: br'), []],
  ['packed otherwise', sent(json, 'compression: gzip'), []],
  ['not to be packed', sent(json, 'compression: none'), ['hint']],
  ['pictures', sent('content: image, response: 100KB'), []],
  ['files', sent('content: file, response: 100KB'), []],
  ['nobody says what', sent('response: 100KB'), []],
  ['nobody says how large', sent('content: json'), []],
  ['nobody says what travels', 'client c {}\nservice s {}\nc -> s', []],
  ['inside', 'service c {}\nservice s {}\nflow f { from: c, content: json, response: 100KB }\nc -> s', []],
  [
    'to a third party',
    'service c {}\nexternal s {}\nflow f { from: c, content: json, request: 100KB }\nc -> s',
    ['hint'],
  ],
  [
    'between regions',
    'region a { service c {} }\nregion b { service s {} }\nflow f { from: c, content: json, response: 100KB }\nc -> s',
    ['hint'],
  ],
  ['a sketch', sent(json, '', '', 'system { maturity: sketch }\n'), []],
  ['only drawn', sent(json, '', 'future: yes'), []],
  [
    'a chain is named once',
    'region a { service r {} }\nregion b { service s {} }\nclient c {}\nflow f { from: c, content: json, response: 100KB }\nc -> r -> s',
    ['hint'],
  ],
]);

it('names the largest piece of text', () => {
  const two = `${sent(json)}\nflow g { from: c, content: html, response: 200KB }\nflow h { from: c, content: image, response: 1MB }`;
  expect(message('missing-compression', two)).toBe(
    '`c -> s` sends up to 200KB of HTML for `g` uncompressed over the network of the client.',
  );
});

const called = (rate: string, link = 'protocol: http', target = '', more = ''): string =>
  `client c {}\nflow f { from: c, rate: ${rate}, peak: 1x, op: read }\nservice a {}\nservice b { ${target} }\nc -> a\na -> b { ${link} }\n${more}`;

cases('rest-for-internal-high-rate', [
  ['5001 a second', called('5001/s'), ['hint']],
  ['5000 a second', called('5000/s'), []],
  ['4999 a second', called('4999/s'), []],
  ['another limit', called('5000/s'), ['hint'], { rate: 4999 }],
  ['at another limit', called('5000/s'), [], { rate: 5000 }],
  ['grpc', called('9k/s', 'protocol: grpc'), []],
  ['nobody says what is spoken', called('9k/s', 'timeout: 1s'), []],
  ['nobody knows how often', 'service a {}\nservice b {}\na -> b { protocol: http }', []],
  ['a public API', called('9k/s', 'protocol: http', 'exposure: public'), []],
  ['an API for partners', called('9k/s', 'protocol: http', 'exposure: partner'), []],
  ['an internal API', called('9k/s', 'protocol: http', 'exposure: internal'), ['hint']],
  ['one process', called('9k/s', 'protocol: http', 'part-of: a'), []],
  ['a third party', called('9k/s').replace('service b', 'external b'), []],
  ['from a client', 'client a {}\nflow f { from: a, rate: 9k/s }\nservice b {}\na -> b { protocol: http }', []],
  ['from a gateway', called('9k/s').replace('service a', 'gateway a'), []],
  ['a hand-over', called('9k/s').replace('a -> b', 'a ~> b'), []],
  ['only drawn', called('9k/s', 'protocol: http', 'future: yes'), []],
]);

it('changes a chain only where all of it is called so often', () => {
  const fixes = (code: string) => linted(code).of('rest-for-internal-high-rate')[0].fixes;
  expect(fixes(called('9k/s'))).toHaveLength(1);
  const chain = called('9k/s').replace('c -> a\na -> b', 'c -> a -> b');
  expect(fixes(chain)).toEqual([]);
  const inherited = called('9k/s', 'timeout: 1s').replace('service a {}', 'service a { defaults { protocol: http } }');
  expect(fixes(inherited)).toEqual([]);
});

it('says how often', () => {
  expect(message('rest-for-internal-high-rate', called('9k/s'))).toContain(
    '`a -> b` is called 9k/s at peak over plain HTTP',
  );
});

const page = (client: string, service = '', rest = 'c -> s'): string =>
  `client c { ${client} }\nservice s { ${service} }\n${rest}`;
const login = 'auth { method: oidc }';

cases('rendering-mismatch', [
  ['built in the browser', page('rendering: csr, seo: yes'), ['info']],
  ['built on the server', page('rendering: ssr, seo: yes'), []],
  ['built ahead of time', page('rendering: static, seo: yes'), []],
  ['no search engine', page('rendering: csr, seo: no'), []],
  ['nobody says who reads', page('rendering: csr'), []],
  ['nobody says where', page('seo: yes'), []],
  ['behind a login', page(`rendering: ssr, seo: no, ${login}`), ['hint']],
  ['the service asks', page('rendering: ssr, seo: no', login), ['hint']],
  ['the link asks', page('rendering: ssr, seo: no', '', `c -> s { ${login} }`), ['hint']],
  ['one of two asks', page('rendering: ssr, seo: no', login, 'service t {}\nc -> s\nc -> t'), []],
  ['nobody asks', page('rendering: ssr, seo: no'), []],
  ['it calls nothing', 'client c { rendering: ssr, seo: no }', []],
  ['nobody says whether search engines read it', page(`rendering: ssr, ${login}`), []],
  ['ahead of time behind a login', page(`rendering: static, seo: no, ${login}`), []],
  ['only drawn', page('rendering: csr, seo: yes, future: yes'), []],
]);
