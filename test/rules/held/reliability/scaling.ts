import { change, drawn, muted, sketched, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [sale, slowStart] = wrong('autoscaling-slower-than-spike');
const viaFront = change(
  sale,
  ['service shop', 'service front {}\nservice shop'],
  ['web -> shop { timeout: 2s }', 'web -> front { timeout: 2s }\nfront -> shop { timeout: 1s }'],
);

const [swinging, , near] = wrong('autoscaling-thrash');
const [endless, cold, blind] = wrong('autoscaling-without-bounds');
const coldBehind = change(
  cold,
  ['service api', 'service front {}\nservice api'],
  ['web -> api { timeout: 3s }', 'web -> front { timeout: 3s }\nfront -> api { timeout: 1s }'],
);
const coldSystem = `system { slo { latency.p99: 1s } }\n${change(cold, ['flow view { from: web, rate: 10/s, slo { latency.p99: 200ms } }', ''])}`;
const loaded =
  'client web {}\nflow view { from: web, rate: 10/s, op: read, peak: 1x }\nservice api { capacity: 1/s, autoscale { min: 2, metric: cpu } }\nweb -> api { timeout: 3s }\n';

const [full, grown] = wrong('missing-load-shedding');
const behindGateway = change(
  full,
  ['service intake', 'gateway front {}\nservice intake'],
  ['devices -> intake', 'devices -> front -> intake'],
);

/** Strangers come by the same gateway, but go elsewhere. */
const shared = `${change(
  full,
  [
    'devices -> intake { timeout: 2s }',
    'devices -> front { timeout: 2s }\nfront -> intake { for: measure, timeout: 1s }',
  ],
  [
    'service intake',
    'gateway front {}\nservice pages {}\nclient web {}\nflow look { from: web, rate: 1/s, op: read }\nservice intake',
  ],
)}web -> front { timeout: 2s }\nfront -> pages { for: look, timeout: 1s }\n`;

const [storm] = wrong('reconnect-storm');
const behindBalancer = change(
  storm,
  ['service chat', 'lb front { managed: yes }\nservice chat'],
  ['phones -> chat', 'phones -> front -> chat'],
);

/** More load than runs now can take. */
export const scaling: Readonly<Record<string, Held>> = {
  'autoscaling-slower-than-spike': {
    silences: {
      'No flow that reaches it by calls has a `spike` with its top and the time it takes.': [
        muted(sale, ', spike { to: 50k/s, within: 1min }', ''),
        muted(sale, 'to: 50k/s, ', ''),
        muted(sale, ', within: 1min', ''),
        muted(viaFront, 'front -> shop', 'front ~> shop'),
      ],
      'What it can serve, how fast replicas are added (`rate`) and how long one takes to start (`start-time`) do not tell; a delay that is not written counts as none.':
        [
          muted(sale, 'capacity: 1k/s, ', ''),
          muted(sale, ', rate: 5/min', ''),
          muted(slowStart, 'start-time: 2min, ', ''),
          // 2 run, 50 are needed, and 48 come within the minute.
          muted(
            change(sale, ['rate: 5/min', 'rate: 48/min'], ['capacity', 'start-time: 1s, capacity']),
            'start-time: 1s, ',
            '',
          ),
          muted(change(sale, ['rate: 5/min', 'rate: 47/min']), '47/min', '48/min'),
        ],
      'It scales by a `schedule`, or the replicas that run before the burst are enough.': [
        muted(sale, 'rate: 5/min', 'rate: 5/min, schedule: "Fri 19:30"'),
        muted(change(slowStart, ['min: 3', 'min: 9']), 'min: 9', 'min: 10'),
      ],
      'The component is a function, or is only drawn (`future: yes`).': [
        muted(sale, 'service shop', 'function shop'),
        ...drawn(sale, 'service shop'),
      ],
    },
  },
  'autoscaling-thrash': {
    silences: {
      'It does not scale by itself, or not between two different numbers.': [
        muted(swinging, 'autoscale { min: 2, max: 20, metric: cpu, target: 70% }', 'replicas: 2'),
        muted(swinging, 'min: 2', 'min: 20'),
      ],
      'A `scale-in-delay` is written, and replicas are not taken away (`scale-in-below`) near the `target`: where either is not written, nothing is said of their distance.':
        [
          muted(swinging, 'target: 70%', 'target: 70%, scale-in-delay: 5min'),
          muted(near, 'scale-in-below: 65%', 'scale-in-below: 50%'),
          muted(near, 'scale-in-below: 65%, ', ''),
          muted(near, 'target: 70%, ', ''),
        ],
      'It is `managed`, a function, or runs on kubernetes, whose autoscaler waits five minutes unless told otherwise.':
        [
          muted(swinging, 'api {', 'api { managed: yes,'),
          muted(swinging, 'service api', 'function api'),
          muted(swinging, 'api {', 'api { runtime: kubernetes,'),
          muted(`system { runtime: nomad }\n${swinging}`, 'nomad', 'kubernetes'),
        ],
      'The design is a sketch, or the component is only drawn (`future: yes`).': [
        sketched(swinging),
        ...drawn(swinging, 'service api'),
      ],
    },
    options: {
      distance: [
        { code: near, fires: 0.051, silent: 0.05 },
        { code: near, value: 0.3, writes: 'scale-in-below: 40%' },
      ],
      delay: { code: swinging, value: '7min', writes: 'scale-in-delay: 7min' },
    },
  },
  'autoscaling-without-bounds': {
    silences: {
      'There is no `autoscale`.': muted(endless, 'autoscale { min: 2, metric: cpu, target: 70% }', 'replicas: 2'),
      '`max` and `metric` are written (a `schedule` is a metric of its kind), and `min` is not 0, or nobody waits who was promised a latency.':
        [
          muted(endless, 'min: 2', 'min: 2, max: 20'),
          muted(blind, 'max: 20', 'max: 20, metric: cpu'),
          muted(blind, 'max: 20', 'max: 20, schedule: "Fri 19:30"'),
          muted(cold, 'min: 0', 'min: 1'),
          muted(coldBehind, 'front -> api { timeout: 1s }', 'front ~> api'),
          muted(coldSystem, 'client web {}', 'job web { every: 1d }'),
          muted(cold, ', slo { latency.p99: 200ms }', ''),
          muted(cold, 'latency.p99: 200ms', 'availability: 99.9%'),
          {
            fires: coldSystem,
            silent: change(cold, ['flow view { from: web, rate: 10/s, slo { latency.p99: 200ms } }', '']),
          },
        ],
      'A `function` with a `concurrency`: that is its bound. Whether the maximum is enough is said by `over-capacity`.':
        [
          muted(
            change(endless, ['service api {', 'function api {']),
            'function api {',
            'function api { concurrency: 10,',
          ),
          muted(
            change(blind, ['service api {', 'function api {']),
            'function api {',
            'function api { concurrency: 10,',
          ),
        ],
      'It is only drawn (`future: yes`).': [...drawn(endless, 'service api'), ...drawn(cold, 'service api')],
    },
    options: {
      min: { code: cold, value: 3, writes: 'min: 3' },
      max: { code: endless, value: 30, writes: 'max: 30' },
      // 10/s ÷ 0.5, and one more.
      target: { code: loaded, value: 0.5, writes: 'max: 21' },
    },
  },
  'missing-load-shedding': {
    silences: {
      'Something on the way to it limits what comes: a `rate-limit`, `load-shedding`, a `bulkhead`, or a `concurrency` written for the service.':
        [
          muted(full, 'timeout: 2s', 'timeout: 2s, rate-limit { algorithm: token-bucket, rate: 900/s, per: all }'),
          muted(
            behindGateway,
            'gateway front {}',
            'gateway front { rate-limit { algorithm: token-bucket, rate: 900/s, per: all } }',
          ),
          muted(full, 'capacity: 1k/s', 'capacity: 1k/s, load-shedding: yes'),
          muted(behindGateway, 'gateway front {}', 'gateway front { load-shedding: yes }'),
          muted(full, 'timeout: 2s', 'timeout: 2s, bulkhead: 100'),
          muted(full, 'capacity: 1k/s', 'capacity: 1k/s, concurrency: 100'),
        ],
      'Strangers come in without a rate limit: then `missing-rate-limit` asks.': [
        muted(full, ', trusted: yes', ''),
        muted(shared, 'front -> intake { for: measure, timeout: 1s }', 'front -> intake { timeout: 1s }'),
      ],
      'It is used less than the limit at peak, or what it can serve or gets is not known; without `replicas` or an upper bound it is not.':
        [
          muted(change(full, ['rate: 9/user', 'rate: 7/user']), 'rate: 7/user', 'rate: 6.99/user'),
          muted(full, ', capacity: 1k/s', ''),
          muted(full, ', rate: 9/user/day', ''),
          muted(full, 'replicas: 1, ', ''),
          muted(grown, ', max: 5', ''),
        ],
      'It is fed by a queue, or asked by other services only.': [
        muted(change(full, ['', 'queue line {}\n']), 'devices -> intake { timeout: 2s }', 'devices ~> line ~> intake'),
        muted(behindGateway, 'gateway front', 'service front'),
      ],
      'The design is a sketch, or the service is only drawn (`future: yes`).': [
        sketched(full),
        ...drawn(full, 'service intake'),
      ],
    },
    options: { utilisation: { code: full, fires: 0.9, silent: 0.9001 } },
  },
  'reconnect-storm': {
    silences: {
      'The clients wait before they come back: `reconnect` with a `backoff` and a `jitter`.': [
        muted(storm, 'websocket', 'websocket, reconnect { backoff: exponential(1s, 30s), jitter: full }'),
        muted(
          change(storm, ['websocket', 'websocket, reconnect { backoff: exponential(1s, 30s) }']),
          '30s)',
          '30s), jitter: equal',
        ),
        muted(
          change(storm, ['websocket', 'websocket, reconnect { jitter: full }']),
          'jitter',
          'backoff: constant(5s), jitter',
        ),
      ],
      'One instance holds fewer connections than the limit, or how many clients are connected or how many instances run is not known.':
        [
          muted(change(storm, ['200k', '40k']), '40k', '39_999'),
          muted(storm, '{ concurrent: 200k }', '{}'),
          muted(storm, '{ replicas: 4 }', '{}'),
        ],
      'The connections end at something `managed`.': [
        muted(storm, 'replicas: 4', 'replicas: 4, managed: yes'),
        muted(behindBalancer, 'replicas: 4', 'replicas: 4, managed: yes'),
      ],
      'The design is a sketch, or an end is only drawn (`future: yes`).': [
        sketched(storm),
        ...drawn(storm, 'client phones', 'service chat'),
      ],
    },
    options: {
      connections: { code: storm, fires: 50_000, silent: 50_001 },
      longest: { code: storm, value: '77s', writes: ', 77s)' },
    },
  },
};
