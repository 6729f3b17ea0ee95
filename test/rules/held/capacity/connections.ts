import { change, drawn, muted, sketched, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [phones, desks] = wrong('connection-limit-exceeded');
const [fifty, together] = wrong('connection-pool-exhaustion');
const [lambda, orders] = wrong('missing-connection-pool');
const [hanging, narrow] = wrong('thread-pool-starvation');
/** 200 requests a second for 520.5 ms each. */
const slots = change(hanging, ['concurrency: 100, latency: 20ms', 'concurrency: 60, capacity: 100/s, latency: 20ms']);

/** Connections, and slots that hold them. */
export const connections: Readonly<Record<string, Held>> = {
  'connection-limit-exceeded': {
    silences: {
      'The devices connected at once (`concurrent`), `max-connections` or the replicas are not known.': [
        muted(phones, ' { concurrent: 10M }', ' {}'),
        muted(phones, ', max-connections: 65k', ''),
        muted(phones, 'replicas: 4, ', ''),
      ],
      'The connections do not stay open: other protocols than websocket, sse and mqtt.': [
        muted(phones, 'websocket', 'http'),
        muted(phones, 'websocket', 'grpc'),
        muted(desks, 'protocol: sse, ', ''),
        muted(change(phones, ['websocket', 'mqtt']), 'mqtt', 'http'),
      ],
      'Connection pools of services: `connection-pool-exhaustion` counts them.': [
        muted(phones, 'protocol: websocket', 'protocol: websocket, pool: 5'),
        muted(phones, 'client phone { concurrent: 10M }', 'service phone { replicas: 100k }'),
      ],
      'A provider holds them (`managed: yes`), or it is only drawn (`future: yes`).': [
        muted(phones, 'replicas: 4', 'replicas: 4, managed: yes'),
        ...drawn(phones, 'client phone', 'gateway sockets'),
        ...drawn(desks, 'service prices'),
      ],
    },
    options: {
      limit: [
        { code: phones, fires: 38.46, silent: 38.47 },
        { code: change(phones, ['10M', '260k']), fires: 0.999, silent: 1 },
      ],
    },
  },
  'connection-pool-exhaustion': {
    silences: {
      'The pool, the replicas of the callers or `max-connections` is not known.': [
        muted(fifty, 'pool: 20, ', ''),
        muted(fifty, ' { replicas: 50 }', ' {}'),
        muted(fifty, ', max-connections: 500', ''),
        muted(together, ' { replicas: 10 }', ' {}'),
      ],
      'The limit is only an engine’s default, unless `engineLimits` is set: most installations raise it.': muted(
        change(fifty, ['max-connections: 500', 'engine: postgres, max-connections: 100']),
        ', max-connections: 100',
        '',
      ),
      'Devices that stay connected are counted by `connection-limit-exceeded`.': {
        fires: fifty,
        silent: change(
          fifty,
          ['service api { replicas: 50 }', 'client api { concurrent: 1M }'],
          ['pool: 20', 'protocol: websocket'],
        ),
      },
      'Caller or target is only drawn (`future: yes`).': drawn(fifty, 'service api', 'database orders'),
    },
    options: {
      warning: [
        { code: change(fifty, ['max-connections: 500', 'max-connections: 1000']), fires: 1, silent: 1.001 },
        { code: change(fifty, ['max-connections: 500', 'max-connections: 1250']), fires: 0.8, silent: 0.801 },
        { code: together, fires: 0.96, silent: 0.961 },
      ],
      engineLimits: {
        code: change(fifty, ['max-connections: 500', 'engine: postgres']),
        fires: true,
        silent: false,
      },
    },
  },
  'missing-connection-pool': {
    silences: {
      'The link says how large its `pool` is, or a pooler (`role: pooler`) stands at either end.': [
        muted(lambda, 'timeout: 500ms', 'pool: 1, timeout: 500ms'),
        muted(orders, 'orders { timeout', 'orders { pool: 20, timeout'),
        muted(change(lambda, ['handler {}', 'handler { role: audit }']), 'role: audit', 'role: pooler'),
        {
          fires: lambda,
          silent: `service pooler { role: pooler }\n${change(lambda, ['handler -> orders', 'handler -> pooler -> orders'])}`,
        },
      ],
      'The database is not known to be relational, or is asked over HTTP instead of connections.': [
        muted(orders, ' { data-model: relational }', ' {}'),
        muted(orders, 'relational', 'document'),
        muted(lambda, 'timeout: 500ms', 'protocol: http, timeout: 500ms'),
        muted(change(lambda, ['timeout: 500ms', 'protocol: sql, timeout: 500ms']), 'protocol: sql', 'protocol: grpc'),
      ],
      'The engine is asked over an API of its own, as BigQuery, Snowflake and Spanner are, or lives in its caller, as SQLite does.':
        [
          ...['bigquery', 'snowflake', 'spanner', 'sqlite'].map((engine) => muted(lambda, 'postgres', engine)),
          {
            fires: `engine ours extends mysql {}\n${change(lambda, ['postgres', 'ours'])}`,
            silent: `engine ours extends bigquery {}\n${change(lambda, ['postgres', 'ours'])}`,
          },
        ],
      'Fewer requests than the limit, or an unknown number of them: only functions are told then.': [
        muted(change(orders, ['rate: 10/user', 'rate: 1.45/user']), 'rate: 1.45/user', 'rate: 1.43/user'),
        muted(orders, 'rate: 10/user/day, ', ''),
        muted(lambda, 'function', 'service'),
      ],
      'The model is a sketch, caller or target is only drawn, or they are modules of one deployable.': [
        sketched(lambda),
        sketched(orders),
        ...drawn(lambda, 'function handler', 'database orders'),
        muted(lambda, 'engine: postgres', 'engine: postgres, part-of: handler'),
      ],
    },
    options: {
      // 347.2 a second at peak.
      rate: { code: orders, fires: 347, silent: 348 },
      suggested: { code: orders, value: 7, writes: 'pool: 7' },
    },
  },
  'thread-pool-starvation': {
    silences: {
      'The `concurrency`, the replicas, the rates or the times are not known.': [
        muted(hanging, 'replicas: 2, concurrency: 100, ', 'replicas: 2, '),
        muted(hanging, 'replicas: 2, ', ''),
        muted(hanging, 'rate: 10/user/day, ', ''),
        muted(hanging, 'timeout: 30s', ''),
        muted(narrow, 'latency: 500ms, ', ''),
        muted(narrow, 'replicas: 2, ', ''),
        muted(change(slots, ['timeout: 30s', 'timeout: 500ms']), 'latency: 500ms, ', ''),
      ],
      'No `capacity` is written: what can be served then follows from the slots, and `over-capacity` says if it is too little.':
        muted(change(slots, ['timeout: 30s', 'timeout: 500ms']), 'capacity: 100/s, ', ''),
      'Slots are free while calls are awaited (`io: non-blocking`).': [
        muted(change(hanging, ['latency: 20ms', 'latency: 20ms, io: blocking']), 'io: blocking', 'io: non-blocking'),
        muted(slots, 'latency: 20ms', 'latency: 20ms, io: non-blocking'),
      ],
      'Timeouts: a bulkhead or circuit breaker limits what a hanging target can hold; messages wait in their queue.': [
        muted(hanging, 'timeout: 30s', 'timeout: 30s, bulkhead: 100'),
        muted(hanging, 'timeout: 30s', 'timeout: 30s, circuit-breaker { failures: 5 }'),
        // 200 a second for a second.
        muted(change(hanging, ['timeout: 30s', 'timeout: 1.01s']), '1.01s', '1s'),
        {
          fires: hanging,
          silent: change(
            hanging,
            ['lb front { managed: yes }', 'queue front {}'],
            ['web -> front -> api { timeout: 60s }', 'web -> front\nfront ~> api'],
          ),
        },
      ],
      'Caller or target is only drawn, or they are modules of one deployable.': [
        ...drawn(hanging, 'service api', 'service slow'),
        ...drawn(narrow, 'service api', 'service slow'),
        muted(hanging, 'latency: 500ms', 'latency: 500ms, part-of: api'),
      ],
    },
    options: {
      limit: [
        // 200 a second for half a second and the network's 0.5 ms, in 40.
        { code: narrow, fires: 2.5, silent: 2.51 },
        { code: change(slots, ['timeout: 30s', 'timeout: 500ms']), fires: 0.867, silent: 0.869 },
      ],
    },
  },
};
