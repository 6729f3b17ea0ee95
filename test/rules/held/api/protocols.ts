import { change, drawn, muted, sketched, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [straight, balanced] = wrong('grpc-to-browser');
const [upstream] = wrong('sse-bidirectional');
const [minute, half] = wrong('graphql-http-cache');

const [gateway, plainPath] = wrong('unversioned-public-api');
const behindGateway = change(
  plainPath,
  ['service api {}', 'gateway front {}\nservice api { exposure: public }'],
  ['web -> api', 'web -> front -> api'],
);

const [createTwice, getDeletes] = wrong('rest-verb-in-path');
const twoLines = `flow other { from: web, rate: 1/s, op: read }\nservice chat {}\n${change(createTwice, ['web -> api {', 'web -> api { for: register,'])}web -> chat { for: other, protocol: websocket, timeout: 9s }\n`;
const [busy, tenEach] = wrong('rest-for-internal-high-rate');
const [shop, desk, early, busyPages] = wrong('rendering-mismatch');

/** Protocols, paths and pages. */
export const protocols: Readonly<Record<string, Held>> = {
  'grpc-to-browser': {
    silences: {
      'The client is no browser, or nobody says what it runs on (`platform`).': [
        ...['ios', 'android', 'desktop', 'server'].map((platform) => muted(straight, 'browser', platform)),
        muted(straight, '{ platform: browser }', '{}'),
      ],
      'The first hop speaks another protocol, such as grpc-web or http: what is behind it may speak gRPC.': [
        muted(straight, 'grpc', 'grpc-web'),
        muted(straight, 'grpc', 'http'),
        {
          fires: balanced,
          silent: change(balanced, [
            'web -> front -> api { protocol: grpc',
            'web -> front { protocol: grpc-web, timeout: 3s }\nfront -> api { protocol: grpc',
          ]),
        },
      ],
      'Client or target is only drawn (`future: yes`).': drawn(straight, 'client web', 'service api'),
    },
  },
  'sse-bidirectional': {
    silences: {
      'The link speaks another protocol than `sse`.': ['websocket', 'http', 'mqtt'].map((protocol) =>
        muted(upstream, 'sse', protocol),
      ),
      'The flows on it read, or nobody says what they do: a client that calls opens the stream.': [
        muted(upstream, 'op: write', 'op: read'),
        muted(upstream, ', op: write', ''),
      ],
      'The server sends to the client.': {
        fires: upstream,
        silent: change(upstream, ['from: phone', 'from: chat'], ['phone -> chat', 'chat -> phone']),
      },
      'One of the ends is only drawn (`future: yes`).': drawn(upstream, 'client phone', 'service chat'),
    },
  },
  'graphql-http-cache': {
    silences: {
      'The flows are asked for by GET (`endpoint: "GET …"`), as persisted queries are.': [
        muted(minute, 'op: read', 'op: read, endpoint: "GET /graphql"'),
        muted(half, 'POST /graphql', 'GET /graphql'),
      ],
      'The cdn on the way is not said to keep anything (`ttl`, `hit-ratio`).': [
        muted(minute, 'ttl: 60s, ', ''),
        muted(half, 'hit-ratio: 50%, ', ''),
      ],
      'The flows only write.': muted(minute, 'op: read', 'op: write'),
      'The links to and from it speak another protocol than graphql.': [
        muted(minute, 'graphql', 'http'),
        {
          fires: minute,
          silent: change(minute, [
            'web -> edge -> graph { protocol: graphql, timeout: 3s }',
            'web -> edge { protocol: http, timeout: 3s }\nedge -> graph { protocol: graphql, timeout: 2s }',
          ]),
        },
        {
          fires: minute,
          silent: change(minute, [
            'web -> edge -> graph { protocol: graphql, timeout: 3s }',
            'web -> edge { protocol: graphql, timeout: 3s }\nedge -> graph { protocol: http, timeout: 2s }',
          ]),
        },
      ],
      'One of the ends is only drawn (`future: yes`).': drawn(minute, 'client web', 'cdn edge', 'service graph'),
    },
  },
  'unversioned-public-api': {
    silences: {
      'The API says its `version`, or a gateway in front of it does, or all paths name one (`/v1/…`).': [
        muted(gateway, 'exposure: public', 'exposure: public, version: "v1"'),
        muted(plainPath, 'api {}', 'api { version: "v1" }'),
        muted(behindGateway, 'front {}', 'front { version: "v1" }'),
        muted(plainPath, 'GET /devices', 'GET /v1/devices'),
        muted(gateway, 'op: read', 'op: read, endpoint: "GET /v2/devices"'),
      ],
      'Nobody says that it is public (`exposure: public`), and no path is written.': [
        muted(gateway, '{ exposure: public }', '{}'),
        muted(gateway, 'public', 'internal'),
        muted(plainPath, ', endpoint: "GET /devices"', ''),
      ],
      'Only pages and files are fetched, or the calls are graphql or another protocol that evolves otherwise.': [
        ...['static', 'html', 'image', 'video'].map((content) =>
          muted(gateway, 'op: read', `op: read, content: ${content}`),
        ),
        ...['graphql', 'grpc', 'websocket'].map((protocol) =>
          muted(gateway, 'timeout: 2s', `timeout: 2s, protocol: ${protocol}`),
        ),
      ],
      'The model is a sketch, or it is only drawn (`future: yes`).': [
        sketched(gateway),
        ...drawn(gateway, 'gateway gw'),
      ],
    },
  },
  'rest-verb-in-path': {
    silences: {
      'The path names things only, and its method fits what the flow does.': [
        muted(createTwice, 'createDevice', 'devices'),
        muted(getDeletes, 'GET', 'DELETE'),
        muted(getDeletes, 'op: delete', 'op: read'),
      ],
      'No `endpoint` is written, or it has no method in front of its path.': [
        muted(createTwice, ', endpoint: "POST /v1/createDevice"', ''),
        muted(createTwice, 'POST /v1', '/v1'),
        muted(getDeletes, 'GET /v1', '/v1'),
      ],
      'The flow is called over grpc, graphql or another protocol that is not REST, or its path says so (`/rpc/…`).': [
        ...['grpc', 'grpc-web', 'graphql', 'websocket'].map((protocol) =>
          muted(createTwice, 'timeout: 2s', `timeout: 2s, protocol: ${protocol}`),
        ),
        muted(createTwice, '/v1/', '/rpc/'),
        {
          fires: twoLines,
          silent: change(
            twoLines,
            ['api { for: register', 'api { for: other'],
            ['chat { for: other', 'chat { for: register'],
          ),
        },
      ],
      'It fetches pages or files, whose names are free.': ['static', 'html', 'image', 'video', 'file'].map((content) =>
        muted(change(createTwice, ['op: write', 'op: write, content: json']), 'content: json', `content: ${content}`),
      ),
      'The client is only drawn (`future: yes`).': drawn(createTwice, 'client web'),
    },
  },
  'rest-for-internal-high-rate': {
    silences: {
      'The rate of the calls is not known, or is not high.': [
        muted(busy, 'rate: 10k/s, ', ''),
        muted(change(busy, ['rate: 10k/s', 'rate: 1667/s']), '1667/s', '1666/s'),
        muted(change(tenEach, ['300/s', '251/s']), '251/s', '250/s'),
      ],
      'The link does not say `protocol: http`.': [
        muted(busy, 'protocol: http, ', ''),
        muted(busy, 'protocol: http', 'protocol: grpc'),
      ],
      'Others call the service too: its `exposure` is `public` or `partner`.': ['public', 'partner'].map((exposure) =>
        muted(change(busy, ['prices {}', 'prices { exposure: internal }']), 'internal', exposure),
      ),
      'One end is no program of ours, or both run in one process.': [
        ...['external', 'database', 'cache'].map((kind) => muted(busy, 'service prices', `${kind} prices`)),
        muted(busy, 'service pages', 'gateway pages'),
        muted(busy, 'prices {}', 'prices { part-of: pages }'),
      ],
      'One of the ends is only drawn (`future: yes`).': drawn(busy, 'service pages', 'service prices'),
    },
    options: { rate: { code: busy, fires: 29_999, silent: 30_000 } },
  },
  'rendering-mismatch': {
    silences: {
      'Nobody says where the pages are built (`rendering`).': [
        muted(shop, 'rendering: csr, ', ''),
        muted(desk, 'rendering: ssr, ', ''),
      ],
      'They are built in the browser, search engines need not read them, and nobody has to see something within a second (`first-paint`).':
        [
          muted(shop, ', seo: yes', ''),
          muted(shop, 'seo: yes', 'seo: no'),
          muted(early, ', first-paint: 800ms', ''),
          muted(early, '800ms', '1s'),
        ],
      'They are built ahead of time (`static`).': [
        muted(shop, 'csr', 'static'),
        muted(early, 'csr', 'static'),
        muted(busyPages, 'ssr', 'static'),
      ],
      'They are built on the server, and people see them without signing in, or nobody says that search engines need not read them (`seo: no`).':
        [
          muted(desk, 'seo: no, ', ''),
          muted(desk, 'seo: no', 'seo: yes'),
          muted(desk, ', auth { method: oidc }', ''),
          muted(desk, 'oidc', 'none'),
          muted(
            change(desk, [', auth { method: oidc }', ''], ['timeout: 2s', 'timeout: 2s, auth { method: session }']),
            ', auth { method: session }',
            '',
          ),
        ],
      'They are built on the server for strangers, but how many are asked for is not known (a flow with `content: html`), few are (`pages`), or a cdn stands in front.':
        [
          muted(busyPages, ', content: html', ''),
          muted(busyPages, 'content: html', 'content: json'),
          muted(busyPages, 'rate: 1k/s', 'rate: 400/s'),
          muted(
            change(
              busyPages,
              ['service pages {}', 'gateway edge {}\nservice pages {}'],
              ['reader -> ', 'reader -> edge -> '],
            ),
            'gateway edge',
            'cdn edge',
          ),
        ],
      'The client is only drawn (`future: yes`).': [...drawn(shop, 'client shop'), ...drawn(desk, 'client desk')],
    },
    options: {
      paint: { code: early, fires: 0.81, silent: 0.8 },
      pages: { code: busyPages, fires: 2000, silent: 2001 },
    },
  },
};
