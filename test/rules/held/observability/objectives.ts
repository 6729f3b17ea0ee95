import { change, drawn, muted, mutedBy, sketched, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [cpu, both] = wrong('alert-on-cause-not-slo');
const [mean, measured] = wrong('average-latency-slo');
const [year, , usual] = wrong('downtime-budget-mismatch');
const [untraced, broken, logged] = wrong('missing-distributed-tracing');
const [blind, half] = wrong('missing-monitoring');
const [unpromised, slow] = wrong('missing-slo');
const [mails, failed] = wrong('queue-depth-unmonitored');
const [success, down, late] = wrong('sli-below-slo');
const [same, slower] = wrong('slo-not-tighter-than-sla');

const long = change(logged, ['web -> orders', 'service door {}\nservice basket {}\nweb -> door -> basket -> orders']);
const apart = change(
  logged,
  [' observability { logs: structured } ', ''],
  ['orders {}', 'orders { observability { logs: plain } }'],
  ['mailer {}', 'mailer { observability { logs: plain } }'],
);
const watched = change(half, ['orders {}', 'orders { observability { metrics: use } }']);
const copies = 'database shop { replicas: 3, replication { mode: async } }\n';

/** What was promised, what is measured, and who is told. */
export const objectives: Readonly<Record<string, Held>> = {
  'alert-on-cause-not-slo': {
    silences: {
      'No alerts are written.': [
        muted(cpu, ' observability { alerts: cpu } ', ''),
        muted(both, 'alerts: [cpu, memory]', 'metrics: use'),
      ],
      'One of them is on what users feel: `slo-burn`, `errors` or `latency`, here or on the system.': [
        ...['slo-burn', 'errors', 'latency'].map((alert) => muted(both, '[cpu, memory]', `[cpu, memory, ${alert}]`)),
        mutedBy(both, 'system { observability { alerts: latency } }'),
      ],
      'One of them is on something other than the machine, such as the lag of a stream.': muted(
        both,
        '[cpu, memory]',
        '[cpu, lag]',
      ),
      'Stores, caches and brokers: that their disk or memory runs out is worth an alert by itself.': [
        'database',
        'storage',
        'cache',
        'queue',
        'topic',
      ].map((kind) => muted(both, 'service api', `${kind} api`)),
      'It is only drawn (`future: yes`).': drawn(both, 'service api'),
    },
  },
  'average-latency-slo': {
    silences: {
      'The same block gives a percentile too.': [
        ...['p50', 'p95', 'p99'].map((rank) => muted(mean, '200ms', `200ms, latency.${rank}: 400ms`)),
        muted(measured, '80ms', '80ms, latency.p99: 200ms'),
      ],
      'It is inherited: where it is written, it is said once.': muted(
        `client web {}\nflow look { from: web, rate: 1/s, slo { latency.mean: 200ms } }\n${mean}`,
        ', slo { latency.mean: 200ms }',
        '',
        ['warning'],
      ),
      'The component is only drawn (`future: yes`).': drawn(measured, 'service api'),
    },
  },
  'downtime-budget-mismatch': {
    silences: {
      'The downtime or the availability is not written.': [
        muted(year, 'downtime: 8.76h, ', ''),
        muted(year, 'availability: 99.99%, ', ''),
      ],
      'The two agree, up to the tolerance that rounding needs.': [
        muted(change(year, ['8.76h', '53.62min']), '53.62min', '53.61min'),
        muted(change(year, ['8.76h', '51.5min']), '51.5min', '51.51min'),
        muted(usual, '52.56min', '4.32min'),
      ],
      'A measurement (`sli`): requests may fail while the system is up.': muted(year, 'slo', 'sli'),
      'The component is only drawn (`future: yes`).': drawn(
        'service api { slo { availability: 99.99%, downtime: 8.76h, window: 365d } }\n',
        'service api',
      ),
    },
    options: {
      tolerance: { code: change(year, ['8.76h', '57.816min']), fires: 0.0999, silent: 0.1 },
    },
  },
  'missing-distributed-tracing': {
    silences: {
      'Fewer services than the limit are on one way; modules of one deployable count once.': [
        muted(untraced, ' -> prices', ''),
        muted(untraced, 'prices {}', 'prices { part-of: orders }'),
      ],
      'Only a hint where services with logs work for each other through a broker and fewer of them than the limit are on one way.':
        { fires: long, silent: logged, says: ['hint'] },
      'The logs of both sides carry the same name of a request (`correlation-id: yes`), or one of them writes no logs that we know of.':
        [
          muted(logged, 'logs: structured', 'logs: structured, correlation-id: yes'),
          muted(apart, 'mailer { observability { logs: plain } }', 'mailer {}'),
          muted(apart, 'orders { observability { logs: plain } }', 'orders {}'),
        ],
      'Tracing is on: on the system, on a mesh, or on the first services of the way, with none between two of them that lacks it.':
        [
          muted(untraced, 'system shop {}', 'system shop { observability { tracing: yes } }'),
          muted(
            `mesh inner { covers: [orders, prices] }\n${untraced}`,
            '[orders, prices]',
            '[orders, prices], observability { tracing: yes }',
          ),
          muted(broken, 'orders {}', 'orders { observability { tracing: yes } }'),
          muted(broken, 'prices { observability { tracing: yes } }', 'prices {}'),
        ],
      'The `architecture` is a monolith.': ['monolith', 'modular-monolith'].map((style) =>
        muted(change(untraced, ['shop {}', 'shop { architecture: microservices }']), 'microservices', style),
      ),
      'It is only drawn (`future: yes`), or the design is a sketch.': [
        ...drawn(untraced, 'service prices', 'service orders', 'service shop-front'),
        ...drawn(logged, 'worker mailer', 'queue mails'),
        muted(untraced, 'system shop {}', 'system shop { maturity: sketch }'),
      ],
    },
    options: { services: { code: untraced, fires: 3, silent: 4 } },
  },
  'missing-monitoring': {
    silences: {
      'The maturity is not `production`.': [muted(blind, 'production', 'design'), muted(blind, 'production', 'sketch')],
      '`observability` on the system: it holds for all components.': muted(
        blind,
        'maturity: production',
        'maturity: production, observability { metrics: [red, use], logs: structured }',
      ),
      'A service shows `red` metrics and has logs or alerts; a resource shows `use` metrics.': [
        muted(half, 'orders {}', 'orders { observability { metrics: use } }'),
        muted(change(watched, [', logs: structured', '']), 'metrics: red', 'metrics: red, logs: plain'),
        muted(change(watched, [', logs: structured', '']), 'metrics: red', 'metrics: red, alerts: errors'),
        muted(change(watched, ['metrics: red, ', '']), 'logs: structured', 'metrics: red, logs: structured'),
      ],
      'Queues and topics, of which `queue-depth-unmonitored` speaks, and what a provider runs (`managed`, `external`).':
        [
          muted(
            change(half, ['api -> orders', 'api { timeout: 2s }\napi -> orders']),
            'database orders {}',
            'external orders {}',
          ),
          ...['queue', 'topic'].map((kind) => ({
            fires: half,
            silent: change(
              half,
              ['database', kind],
              ['api -> orders { timeout: 2s }', 'api { timeout: 2s }\napi ~> orders'],
            ),
          })),
          muted(half, 'orders {}', 'orders { managed: yes }'),
        ],
      'It is only drawn (`future: yes`).': drawn(half, 'database orders'),
    },
  },
  'missing-slo': {
    silences: {
      'The maturity is not `production`.': [
        muted(unpromised, 'production', 'design'),
        muted(slow, 'production', 'sketch'),
      ],
      'No public client reaches it: it is internal, or a part of another design.': [
        muted(unpromised, 'web {}', 'web { trusted: yes }'),
        muted(unpromised, 'api {}', 'api { exposure: internal }'),
        muted(unpromised, 'web -> api { timeout: 2s }', ''),
      ],
      'The client, or what it calls, is only drawn (`future: yes`).': drawn(unpromised, 'client web', 'service api'),
      'An availability (or a share of successes, or a downtime) and a latency are promised by the system, a flow or a component.':
        [
          ...['availability: 99.9%', 'success: 99.9%', 'downtime: 40min'].map((much) =>
            muted(change(slow, ['availability: 99.9%', 'latency.p99: 300ms']), 'latency.p99', `${much}, latency.p99`),
          ),
          muted(slow, 'availability: 99.9%', 'availability: 99.9%, latency.p95: 300ms'),
          muted(
            `flow look { from: web, rate: 1/s, op: read }\n${slow}`,
            'op: read',
            'op: read, slo { latency.p99: 1s }',
          ),
          muted(slow, 'api {}', 'api { slo { latency.p99: 1s } }'),
        ],
    },
  },
  'queue-depth-unmonitored': {
    silences: {
      'An alert on `depth`, `lag` or `age` holds for it, of a replicated store on `replication-lag` or `lag`; alerts of the system hold for all that write none of their own.':
        [
          ...['depth', 'lag', 'age'].map((alert) =>
            muted(mails, 'mails {}', `mails { observability { alerts: ${alert} } }`),
          ),
          ...['replication-lag', 'lag'].map((alert) =>
            muted(copies, 'replicas: 3', `replicas: 3, observability { alerts: ${alert} }`),
          ),
          muted(`system { observability { alerts: errors } }\n${mails}`, 'errors', 'age'),
          muted(failed, 'failed {}', 'failed { observability { alerts: depth } }'),
        ],
      'It, or a consumer of it, scales by the depth of the queue (`autoscale { metric: queue-depth }`).': muted(
        change(mails, ['mailer {}', 'mailer { autoscale { min: 1, max: 3, metric: cpu } }']),
        'metric: cpu',
        'metric: queue-depth',
      ),
      'A store whose replicas are not known to be asynchronous copies, or that its provider runs (`managed`).': [
        muted(copies, 'async', 'sync'),
        muted(copies, ', replication { mode: async }', ''),
        muted(change(copies, ['replicas: 3', 'replicas: 2']), 'replicas: 2', 'replicas: 1'),
        muted(copies, 'replicas: 3, ', ''),
        muted(copies, 'replicas: 3', 'replicas: 3, managed: yes'),
        muted(copies, 'mode: async', 'mode: async, topology: leaderless'),
      ],
      'It is only drawn (`future: yes`), or the design is a sketch.': [
        ...drawn(mails, 'queue mails'),
        ...drawn(copies, 'database shop'),
        sketched(mails),
      ],
    },
  },
  'sli-below-slo': {
    silences: {
      'One of `sli` and `slo` is not written.': [
        muted(success, ', sli { success: 99.5% }', ''),
        muted(success, 'slo { success: 99.9% }, ', ''),
      ],
      'The two speak of different figures, or their windows differ.': [
        muted(success, 'sli { success', 'sli { availability'),
        muted(late, 'sli { latency.p99', 'sli { latency.p95'),
        muted(down, 'downtime: 35min, window: 30d', 'downtime: 35min, window: 29d'),
      ],
      'Less of the budget is used than the limit; a latency has no budget, it is met or not.': [
        muted(change(success, ['99.5%', '99.92%']), '99.92%', '99.921%'),
        muted(change(down, ['35min', '34.56min']), '34.56min', '34.55min'),
        muted(change(late, ['240ms', '201ms']), '201ms', '200ms'),
      ],
      'The component is only drawn (`future: yes`).': drawn(late, 'service api'),
    },
    options: {
      used: [
        { code: down, fires: 0.81, silent: 0.811 },
        { code: change(success, ['99.5%', '99.91%']), fires: 0.9, silent: 0.901 },
      ],
    },
  },
  'slo-not-tighter-than-sla': {
    silences: {
      'One of `slo` and `sla` is not written.': [
        muted(same, ', sla { availability: 99.9% }', ''),
        muted(same, 'slo { availability: 99.9% }, ', ''),
      ],
      'The two speak of different figures, such as the availability and the share of successes.': [
        muted(same, 'sla { availability', 'sla { success'),
        muted(slower, 'sla { latency.p99', 'sla { latency.p95'),
      ],
      'The component is only drawn (`future: yes`).': drawn(
        change(same, ['system shop', 'service shop']),
        'service shop',
      ),
    },
  },
};
