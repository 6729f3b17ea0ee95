import { change, drawn, muted, mutedBy, sketched, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [fraud, watch] = wrong('batch-for-realtime-decision');
const [transcoders, mailers] = wrong('consumer-lag');
const [delays, importance] = wrong('missing-message-priority');
const [crawler, carrier] = wrong('outbound-rate-limit-missing');
const [check, presence] = wrong('polling-for-realtime');
const [chat, alerts] = wrong('realtime-without-offline-path');
const [away, daily] = wrong('stream-retention-too-short');
const [busy, single] = wrong('unbounded-queue');
const [room, board] = wrong('websocket-without-backplane');

/** 100 messages a second, always. */
const even = (capacity: string) =>
  change(mailers, ['peak: 3x', 'peak: 1x'], ['replicas: 5, capacity: 50/s', `replicas: 1, capacity: ${capacity}`]);
const bridged = change(
  mailers,
  ['op: write', 'op: write, max-delay: 10min'],
  ['partitions: 12', 'partitions: 12, outage: 1h'],
  ['replicas: 5', 'replicas: 2'],
);
const said = change(chat, [
  'client phone {}',
  'client phone {}\nflow type { from: phone, rate: 1/s, op: write, durability: required }',
]);
const fronted = change(room, ['phone -> chat', 'gateway gw { managed: no }\nphone -> gw -> chat']);

/** How much there is to do, how long it may wait and who must be reached. */
export const load: Readonly<Record<string, Held>> = {
  'batch-for-realtime-decision': {
    silences: {
      'Nothing that the job works on, and no flow that it starts, has a `max-delay`.': [
        muted(fraud, ', max-delay: 100ms', ''),
        muted(watch, 'max-delay: 1min, ', ''),
        muted(
          change(
            watch,
            ['max-delay: 1min, ', ''],
            ['job watch', 'flow page { from: watch, rate: 1/min, max-delay: 1min }\njob watch'],
          ),
          ', max-delay: 1min',
          '',
        ),
      ],
      'The period and the longest run fit into it; where the run’s length is unknown, its `window` counts, else nothing.':
        [
          muted(change(watch, ['15min', '61s']), '61s', '1min'),
          muted(change(watch, ['15min', '50s, window: 11s']), '11s', '10s'),
          muted(
            change(watch, ['15min', '50s, replicas: 1, volume: 110, throughput: 10/s']),
            'volume: 110',
            'volume: 100',
          ),
        ],
      'The job has no period (`every`).': muted(watch, ' { every: 15min }', ' {}'),
      'It or what it is linked with is only drawn (`future: yes`).': [
        ...drawn(watch, 'job watch', 'external pager'),
        ...drawn(fraud, 'topic paid', 'job fraud'),
      ],
    },
  },
  'consumer-lag': {
    silences: {
      'The rate, what the consumers can take or how many of them run is unknown.': [
        muted(transcoders, ' { users: 864k }', ' {}'),
        muted(transcoders, ', latency: 13.5min', ''),
        muted(transcoders, 'replicas: 10, ', ''),
        muted(mailers, ', capacity: 50/s', ''),
      ],
      'Consumers keep up, also at peak, with a fifth to spare on average.': [
        muted(mailers, 'replicas: 5', 'replicas: 6'),
        muted(even('125/s'), '125/s', '126/s'),
        muted(transcoders, 'replicas: 10', 'replicas: 243'),
      ],
      'An info where they only fall behind at peak, or where the backlog of a spike or of an outage takes longer than the `max-delay` of a flow.':
        [
          muted(change(mailers, ['replicas: 5', 'replicas: 2']), 'replicas: 2', 'replicas: 5', ['info']),
          muted(bridged, 'replicas: 2', 'replicas: 6', ['info']),
          muted(
            change(
              bridged,
              ['outage: 1h', 'outage: 0s'],
              ['max-delay', 'spike { to: 500/s, within: 1min, lasting: 1h }, max-delay'],
            ),
            'replicas: 2',
            'replicas: 6',
            ['info'],
          ),
        ],
      'The broker or a consumer is only drawn (`future: yes`).': drawn(mailers, 'topic orders', 'worker mailer'),
    },
    options: { utilisation: { code: even('125/s'), fires: 0.8, silent: 0.801 } },
  },
  'missing-message-priority': {
    silences: {
      'The queue has a `priority`.': [
        muted(delays, 'messages {}', 'messages { priority: yes }'),
        muted(importance, 'work {}', 'work { priority: yes }'),
      ],
      'Its flows are about as urgent as each other: their `max-delay` differs by less than a hundred times, and none is `optional` beside a `critical` one.':
        [
          muted(change(delays, ['1d', '1000s']), '1000s', '999s'),
          muted(importance, 'optional', 'normal'),
          muted(importance, 'critical }', 'normal }'),
        ],
      'At most one flow says how urgent it is.': [
        muted(delays, ', max-delay: 1d', ''),
        muted(importance, ', criticality: critical', ''),
      ],
      'The queue is only drawn (`future: yes`).': [
        ...drawn(delays, 'queue messages'),
        ...drawn(importance, 'queue work'),
      ],
    },
    options: { factor: { code: delays, fires: 8640, silent: 8641 } },
  },
  'outbound-rate-limit-missing': {
    silences: {
      'The call has a `rate-limit`, its own or from defaults.': [
        muted(carrier, 'timeout: 2s', 'timeout: 2s, rate-limit { rate: 100/s, per: all }'),
        muted(carrier, 'shop {}', 'shop { defaults { rate-limit { rate: 100/s, per: all } } }'),
        muted(crawler, 'timeout: 10s', 'timeout: 10s, rate-limit { rate: 1/s, per: host }'),
      ],
      'The third party has no `quota` and the caller is no crawler.': [
        muted(carrier, ' { quota: 200/s }', ' {}'),
        muted(crawler, 'role: crawler', 'role: indexing'),
      ],
      'How often it is called is unknown, or never; of a crawler it need not be known.': [
        muted(carrier, 'users: 8.64M, ', ''),
        muted(carrier, '1/user/day', '0/s'),
        muted(crawler, ' { role: crawler }', ' {}'),
      ],
      'A warning where the calls of all callers together exceed the quota at peak.': muted(
        change(carrier, ['200/s', '299/s']),
        '299/s',
        '300/s',
        ['hint'],
      ),
      'The design is a sketch, or one of the ends is only drawn (`future: yes`).': [
        sketched(carrier),
        ...drawn(carrier, 'service shop', 'external carrier'),
        ...drawn(crawler, 'worker crawler', 'external web'),
      ],
    },
    options: { politeness: { code: crawler, value: '2/s', writes: 'rate: 2/s, per: host' } },
  },
  'polling-for-realtime': {
    silences: {
      'The flow says neither `max-delay` nor `max-staleness`, and what it asks is no chat, presence or live service.': [
        muted(check, ', max-delay: 1s', ''),
        muted(change(check, ['max-delay', 'max-staleness']), ', max-staleness: 1s', ''),
        muted(presence, ' { role: presence }', ' {}'),
        ...['chat', 'live'].map((role) =>
          muted(change(presence, ['role: presence', `role: ${role}`]), `role: ${role}`, 'role: audit'),
        ),
      ],
      'The interval is short enough for what the flow tolerates.': [
        muted(change(check, ['30s', '1001ms']), '1001ms', '1s'),
        muted(check, '1s }', '30s }'),
      ],
      'It does not read: devices that report regularly do not poll.': [
        muted(check, 'op: list', 'op: write'),
        muted(presence, 'op: read', 'op: write'),
      ],
      'The client’s connection stays open (`protocol: websocket`, `sse`, `mqtt`), or it is pushed to.': [
        'websocket',
        'sse',
        'mqtt',
        'push',
      ].map((protocol) =>
        muted(change(check, ['timeout', 'protocol: http, timeout']), 'protocol: http', `protocol: ${protocol}`),
      ),
      'Not everything on the way is built (`future: yes`).': [
        ...drawn(check, 'client phone', 'service messages'),
        ...drawn(presence, 'lb front', 'service who'),
      ],
    },
  },
  'realtime-without-offline-path': {
    silences: {
      'Its messages are kept somewhere: a database or storage that is written on their way, or a broker that does not lose them.':
        [
          muted(`database kept {}\nchat -> kept { op: read, timeout: 1s }\n${chat}`, 'op: read', 'op: write'),
          muted(`storage kept {}\nchat -> kept { op: read, timeout: 1s }\n${chat}`, 'op: read', 'op: write'),
          muted(alerts, 'redis-pubsub', 'redis-streams'),
          muted(change(alerts, ['engine: redis-pubsub', 'delivery: at-most-once']), 'at-most-once', 'at-least-once'),
        ],
      'Devices are reached by a push service: `protocol: push`, or an external with `role: notification`.': [
        mutedBy(chat, 'chat ~> phone { protocol: push }'),
        muted(`external apns {}\nchat -> apns { timeout: 1s }\n${chat}`, 'apns {}', 'apns { role: notification }'),
      ],
      'They are of the moment: the role is neither chat nor notification, or all flows have `durability: best-effort`.':
        [
          muted(chat, 'role: chat', 'role: game'),
          muted(alerts, 'role: notification', 'role: live'),
          muted(said, 'required', 'best-effort'),
        ],
      'No client keeps a connection to it, or a provider keeps them (`managed`).': [
        muted(alerts, 'protocol: sse', 'protocol: http'),
        muted(alerts, 'replicas: 3', 'managed: yes'),
      ],
      'The design is a sketch, or it is only drawn (`future: yes`).': [
        sketched(chat),
        ...drawn(chat, 'service chat'),
        ...drawn(alerts, 'service alerts'),
      ],
    },
  },
  'stream-retention-too-short': {
    silences: {
      'Nobody says how long consumers may be away: no `outage` on the broker, no `rto`, no job with a period (`every`) that reads from it.':
        [
          muted(away, ' rto: 4h ', ''),
          muted(change(away, [' rto: 4h ', ''], ['retention: 1h', 'retention: 1h, outage: 4h']), ', outage: 4h', ''),
          muted(daily, ' { every: 1d }', ' {}'),
        ],
      'Messages are kept at least so long, for ever, or in an `archive` afterwards.': [
        muted(change(away, ['1h', '239min']), '239min', '4h'),
        muted(away, 'retention: 1h', 'retention: forever'),
        muted(`storage kept {}\n${away}`, 'retention: 1h', 'retention: 1h, archive: kept'),
        muted(change(daily, ['12h', '1439min']), '1439min', '1d'),
      ],
      'An info where it has to bridge a time and nothing says how long messages are kept.': muted(
        away,
        ' { retention: 1h }',
        ' {}',
        ['info'],
      ),
      'They may get lost: `durability: best-effort` or `delivery: at-most-once`.': [
        muted(away, 'retention: 1h', 'retention: 1h, durability: best-effort'),
        muted(away, 'retention: 1h', 'retention: 1h, delivery: at-most-once'),
      ],
      'Nothing reads from it, or it is only drawn (`future: yes`).': [
        muted(away, ' ~> shipper', ''),
        ...drawn(away, 'topic orders', 'worker shipper'),
      ],
    },
    options: { retention: { code: away, value: 3, writes: 'retention: 3d' } },
  },
  'unbounded-queue': {
    silences: {
      'It has a limit: `max-length`, a `retention` after which messages go, or `overflow`.': [
        muted(busy, 'mails {}', 'mails { max-length: 10k }'),
        muted(change(busy, ['mails {}', 'mails { retention: forever }']), 'forever', '4d'),
        muted(busy, 'mails {}', 'mails { overflow: drop-oldest }'),
      ],
      'Consumers keep up with the peak, or a rate, a capacity or the number of consumers is unknown.': [
        muted(busy, 'replicas: 5', 'replicas: 6'),
        muted(busy, 'users: 8.64M, ', ''),
        muted(busy, ', capacity: 50/s', ''),
        muted(single, 'replicas: 2, ', ''),
      ],
      'Consumers do not even keep up with the average: `consumer-lag` says so, and a limit would only be full all day.':
        muted(change(busy, ['replicas: 5, capacity: 50/s', 'replicas: 1, capacity: 101/s']), '101/s', '100/s'),
      'It is a topic: a log keeps what its retention says, read or not.': muted(busy, 'queue mails', 'topic mails'),
      'The design is a sketch, or it or a consumer is only drawn (`future: yes`).': [
        sketched(busy),
        ...drawn(busy, 'queue mails', 'worker mailer'),
      ],
    },
    options: { length: { code: busy, value: '5k', writes: 'max-length: 5k, overflow: reject' } },
  },
  'websocket-without-backplane': {
    silences: {
      'At most one replica runs, or nobody knows how many.': [
        muted(change(room, ['10', '2']), 'replicas: 2', 'replicas: 1'),
        muted(room, ', replicas: 10', ''),
        muted(change(board, ['min: 2, max: 8', 'min: 1, max: 2']), 'max: 2', 'max: 1'),
      ],
      'The replicas hear of each other’s messages: a broker delivers to them, or they call each other.': [
        mutedBy(room, 'topic backplane {}\nchat ~> backplane ~> chat'),
        mutedBy(room, 'queue inbox {}\ninbox ~> chat'),
        mutedBy(room, 'chat -> chat { timeout: 1s }'),
      ],
      'They keep a registry of who is connected where: a store with `holds: session` or `role: presence`.': [
        muted(change(room, ['messages {}', 'messages { holds: order }']), 'holds: order', 'holds: session'),
        muted(room, 'messages {}', 'messages { role: presence }'),
      ],
      'Users do not talk to each other: the role is not chat, presence or live, and no flow that it pushes is `of` a write of a client.':
        [
          muted(room, 'role: chat', 'role: notification'),
          muted(change(room, ['role: chat', 'role: live']), 'role: live, ', ''),
          muted(board, 'of: send, share: 5x', 'rate: 500/s'),
          muted(board, 'op: write', 'op: read'),
        ],
      'A provider keeps the connections: it is `managed`, or a managed gateway stands in front of it.': [
        muted(room, 'replicas: 10', 'replicas: 10, managed: yes'),
        muted(fronted, 'managed: no', 'managed: yes'),
      ],
      'It or its client is only drawn (`future: yes`).': drawn(room, 'client phone', 'service chat'),
    },
  },
};
