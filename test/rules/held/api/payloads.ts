import { change, drawn, muted, sketched, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [feed, orders] = wrong('offset-pagination');
const [posts, uncut, large] = wrong('missing-pagination');
const [videos, backups] = wrong('large-upload-through-service');
const staged = change(videos, ['api {}', 'api { stages { validation: 1ms } }']);
const behindGateway = change(
  videos,
  ['service api {}', 'gateway front {}\nservice api {}'],
  ['app -> api', 'app -> front -> api'],
);

/** The upload is looked at on one way, and another way leads by. */
const twoWays = `flow ping { from: app, rate: 1/s, op: read }\n${change(videos, ['service api {}', 'gateway front {}\nservice api {}'], ['app -> api { timeout: 10min }', 'app -> front { for: upload, inspects: yes, timeout: 10min }\nfront -> api { for: upload, timeout: 9.5min }\napp -> api { for: [ping, upload], timeout: 10min }'])}`;

const [list, unpacked] = wrong('missing-compression');
const regions =
  'region east { service front {} }\nregion west { service items {} }\nclient web {}\nflow list { from: web, rate: 1/s, op: list, items: 9, content: json, response: 100KB }\nweb -> front { compression: br, timeout: 2s }\nfront -> items { timeout: 1s }\n';

/** Lists and payloads. */
export const payloads: Readonly<Record<string, Held>> = {
  'offset-pagination': {
    silences: {
      'The list is cut by a cursor, or nobody says how: `missing-pagination` looks at that.': [
        muted(feed, 'pagination: offset', 'pagination: cursor'),
        muted(feed, ', pagination: offset', ''),
        muted(feed, 'pagination: offset', 'pagination: none'),
      ],
      'Nobody knows how many rows the tables have that it reads, or they are few.': [
        muted(feed, 'rows: 5M', 'row: 1KB'),
        muted(change(feed, ['rows: 5M', 'rows: 10_001']), '10_001', '10k'),
        muted(orders, ', retention: 5y', ''),
        muted(feed, 'api -> store { timeout: 500ms }', ''),
      ],
      'Only operators leaf through it (`role: admin`).': muted(feed, 'web {}', 'web { role: admin }'),
      'The client or the store is only drawn (`future: yes`).': drawn(feed, 'client web', 'database store'),
    },
    options: { rows: { code: feed, fires: 4_999_999, silent: 5_000_000 } },
  },
  'missing-pagination': {
    silences: {
      'One response has at most so many things (`items`), or the list is cut (`pagination`) and a page is not known to be large.':
        [
          muted(large, 'response: 5MB', 'response: 5MB, items: 50'),
          muted(large, 'response: 5MB', 'response: 1MB'),
          muted(large, ', response: 5MB', ''),
          muted(posts, 'op: list', 'op: list, pagination: cursor'),
          muted(posts, 'op: list', 'op: list, pagination: offset'),
          muted(posts, 'op: list', 'op: list, items: 50'),
          muted(uncut, 'pagination: none', 'pagination: none, items: 50'),
        ],
      'It is no list (`op: list`), or a job reads everything on purpose.': [
        muted(posts, 'op: list', 'op: read'),
        muted(posts, ', op: list', ''),
        muted(posts, 'client web {}', 'job web { every: 1d }'),
      ],
      'Nothing is said of pages, and the model is a sketch.': [
        sketched(posts),
        { fires: `system { maturity: sketch }\n${uncut}`, silent: `system { maturity: sketch }\n${posts}` },
      ],
      'The client is only drawn (`future: yes`).': drawn(posts, 'client web'),
    },
    options: { size: { code: large, fires: 4.9, silent: 5 }, items: { code: posts, value: 7, writes: 'items: 7' } },
  },
  'large-upload-through-service': {
    silences: {
      'The payload is not known or below the limit.': [
        muted(videos, ', request: 200MB', ''),
        muted(change(videos, ['200MB', '10.01MB']), '10.01MB', '10MB'),
        muted(backups, ', response: 1GB', ''),
      ],
      'It has to be looked at on the way (`inspects: yes`, or a stage of `inspection`).': [
        muted(videos, 'for: upload', 'for: upload, inspects: yes'),
        muted(videos, 'timeout: 10min', 'timeout: 10min, inspects: yes'),
        muted(staged, 'validation: 1ms', 'validation: 1ms, inspection: 1s'),
        muted(behindGateway, 'front {}', 'front { stages { inspection: 1s } }'),
        muted(twoWays, 'for: [ping, upload]', 'for: ping'),
      ],
      'The bytes do not come from, or go to, a client in the same request.': [
        muted(videos, 'client app {}', 'job app { every: 1d }'),
        muted(change(videos, ['', 'queue line {}\n']), 'app -> api { timeout: 10min }', 'app ~> line ~> api'),
        muted(videos, 'app -> api { timeout: 10min }', 'app -> api { timeout: 10min, request: 0B }'),
        muted(
          change(videos, ['service api {}', 'service front {}\nservice api {}'], ['app -> api', 'app -> front -> api']),
          'for: upload',
          'for: upload, request: 1KB',
        ),
      ],
      'The client, the store or something between them is only drawn (`future: yes`).': [
        ...drawn(videos, 'client app', 'service api', 'storage videos'),
        ...drawn(backups, 'lb front'),
      ],
    },
    options: { size: { code: videos, fires: 199.9, silent: 200 } },
  },
  'missing-compression': {
    silences: {
      'The link says how it packs (`compression: gzip`, `br` or `zstd`).': [
        ...['gzip', 'br', 'zstd'].map((way) => muted(list, 'timeout: 2s', `timeout: 2s, compression: ${way}`)),
        muted(unpacked, 'compression: none', 'compression: gzip'),
      ],
      'Nobody says what travels (`content`), or it is packed already: images, video, files.': [
        muted(list, ', content: json', ''),
        ...['image', 'video', 'file'].map((content) => muted(list, 'content: json', `content: ${content}`)),
      ],
      'It is small, or nobody knows how large (`response`, `request`).': [
        muted(change(list, ['100KB', '10_001B']), '10_001B', '10KB'),
        muted(list, ', response: 100KB', ''),
      ],
      'The link stays inside a data centre: only links from or to clients, third parties and other regions are far.': [
        muted(list, 'client web', 'service web'),
        muted(regions, 'region west { service items {} }', 'service items {}'),
        {
          fires: regions,
          silent: change(
            regions,
            ['service front {}', 'service front {}, service items {}'],
            ['region west { service items {} }', 'region west {}'],
          ),
        },
        muted(
          change(list, ['client web', 'service web'], ['service api', 'external api']),
          'external api',
          'service api',
        ),
      ],
      'The design is a sketch and says nothing, or one of the ends is only drawn (`future: yes`).': [
        sketched(list),
        ...drawn(list, 'client web', 'service api'),
      ],
    },
    options: { size: { code: list, fires: 99_999, silent: 100_000 } },
  },
};
