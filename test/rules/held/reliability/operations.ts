import { change, drawn, muted, sketched, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [lone, pools] = wrong('missing-health-check');
const [budgeted, flapping, recovering, overlapping] = wrong('health-check-detection-time');
const checkedStore = 'database items { rto: 24min, health-check { interval: 5min, unhealthy: 5 } }\n';

const [onlyAlive, killed, rolled] = wrong('missing-readiness-probe');
const balanced = `lb front { managed: yes }\ngateway inner {}\n${onlyAlive}front -> api { timeout: 1s }\ninner -> api { timeout: 1s }\n`;
const check = 'health-check { path: "/ready", interval: 10s }';

const [evicted, undrainable] = wrong('missing-pod-disruption-budget');
const [canary, recreated, unsaid, cramped] = wrong('risky-deployment');
const promisedCanary =
  'client web {}\nflow buy { from: web, rate: 1/s, slo { availability: 99.9% } }\nservice shop { deploy { strategy: canary } }\nweb -> shop { timeout: 1s }\n';

/** How replicas are watched and replaced. */
export const operations: Readonly<Record<string, Held>> = {
  'missing-health-check': {
    silences: {
      'The balancer has a `health-check`, or each of its replicated targets has a `health-check` or a `readiness` probe; on kubernetes a `liveness` probe is one, too, as it replaces what does not answer.':
        [
          muted(lone, 'layer: 7', `layer: 7, ${check}`),
          muted(lone, 'replicas: 3', `replicas: 3, ${check}`),
          muted(lone, 'replicas: 3', 'replicas: 3, readiness { path: "/ready" }'),
          muted(
            change(
              lone,
              ['replicas: 3', 'replicas: 3, liveness { path: "/live" }'],
              ['', 'system { runtime: nomad }\n'],
            ),
            'nomad',
            'kubernetes',
          ),
          muted(
            change(lone, ['', 'system { runtime: kubernetes }\n']),
            'replicas: 3',
            'replicas: 3, liveness { path: "/live" }',
          ),
          muted(
            change(pools, ['blue { replicas: 2', `blue { replicas: 2, ${check}`]),
            'green { replicas: 2',
            `green { replicas: 2, ${check}`,
          ),
        ],
      'Only an info where the balancer is `managed`: providers check by default, but nobody knows what.': muted(
        lone,
        'replicas: 2',
        'managed: yes',
        ['info'],
      ),
      'There is nothing to choose: one target with one replica, or how many replicas there are is not written.': [
        muted(lone, 'replicas: 3', 'replicas: 1'),
        muted(lone, '{ replicas: 3 }', '{}'),
        muted(change(lone, ['replicas: 3', 'autoscale { min: 2, max: 9 }']), 'min: 2, ', ''),
        muted(change(lone, ['replicas: 3', 'autoscale { min: 2, max: 9 }']), 'min: 2', 'min: 1'),
      ],
      'The target is a `function`, an `external`, or `managed`: its provider looks after the instances.': [
        muted(lone, 'service api', 'function api'),
        muted(
          change(
            pools,
            ['gateway gw', 'lb gw'],
            ['service green { replicas: 2 }', 'service green {}'],
            ['blue { replicas: 2', 'blue { managed: yes'],
          ),
          'service green',
          'external green',
        ),
        muted(lone, 'replicas: 3', 'replicas: 3, managed: yes'),
      ],
      'It is only drawn (`future: yes`), or the design is a sketch.': [
        sketched(lone),
        ...drawn(lone, 'lb front', 'service api'),
      ],
    },
    options: {
      interval: { code: lone, value: 7, writes: 'interval: 7s' },
      timeout: { code: lone, value: 1, writes: 'timeout: 1s' },
      unhealthy: { code: lone, value: 4, writes: 'unhealthy: 4' },
    },
  },
  'health-check-detection-time': {
    silences: {
      'The interval, or the number of failed checks, is not written.': [
        muted(recovering, 'interval: 5min, ', ''),
        muted(recovering, ', unhealthy: 5', ''),
      ],
      'It is noticed within the `rto` of the component or the system, and takes a small part of the downtime that an objective of availability leaves; or neither is promised.':
        [
          muted(change(recovering, ['rto: 5min', 'rto: 1499s']), '1499s', '25min'),
          muted(checkedStore, '24min', '25min'),
          // A tenth of 0.1% of a month: 262.8 s.
          muted(change(budgeted, ['60s', '52.6s']), '52.6s', '52.5s'),
          muted(recovering, 'system { rto: 5min }', ''),
          muted(budgeted, 'availability: 99.9%', 'latency.p99: 1s'),
        ],
      'One check waits for less than the interval.': muted(
        change(overlapping, ['timeout: 10s', 'timeout: 5s']),
        'timeout: 5s',
        'timeout: 4.999s',
      ),
      'It takes more than one failed check, or the check waits at least as long as the slowest of 100 answers takes (`latency.p99`).':
        [
          muted(flapping, 'unhealthy: 1', 'unhealthy: 2'),
          muted(change(flapping, ['timeout: 200ms', 'timeout: 299ms']), '299ms', '300ms'),
          muted(
            change(flapping, ['timeout: 200ms', 'timeout: 299ms'], ['lb front', 'gateway front']),
            '299ms',
            '300ms',
          ),
        ],
      'The component is only drawn (`future: yes`).': drawn(recovering, 'lb front'),
    },
    options: {
      // 300 s of 2628 s.
      budget: { code: budgeted, fires: 0.1141, silent: 0.1142 },
      interval: { code: overlapping, value: '7s', writes: 'interval: 7s' },
      unhealthy: { code: flapping, value: '4', writes: 'unhealthy: 4' },
      timeout: { code: overlapping, value: '1s', writes: 'timeout: 1s' },
    },
  },
  'missing-readiness-probe': {
    silences: {
      'It has a `readiness` probe, or a `health-check` of its own or of all its balancers.': [
        muted(onlyAlive, 'replicas: 3', 'replicas: 3, readiness { path: "/ready" }'),
        muted(onlyAlive, 'replicas: 3', `replicas: 3, ${check}`),
        muted(change(balanced, ['managed: yes', `managed: yes, ${check}`]), 'inner {}', `inner { ${check} }`),
      ],
      'No probe is written at all: then `missing-health-check` asks.': muted(
        onlyAlive,
        ', liveness { path: "/live", interval: 10s }',
        '',
      ),
      'It is a single replica that is not replaced while it runs (`deploy { strategy: rolling }`), or how many there are is not written.':
        [
          muted(onlyAlive, 'replicas: 3', 'replicas: 1'),
          muted(onlyAlive, 'replicas: 3, ', ''),
          muted(rolled, 'rolling', 'recreate'),
          muted(rolled, 'deploy { strategy: rolling }, ', ''),
        ],
      'A slow start has a `startup` probe, or is not longer than the liveness probe waits.': [
        muted(killed, 'replicas: 1', 'replicas: 1, startup { path: "/live", interval: 10s, unhealthy: 12 }'),
        muted(change(killed, ['start-time: 90s', 'start-time: 30.1s']), '30.1s', '30s'),
      ],
      'The service is only drawn (`future: yes`).': [
        ...drawn(onlyAlive, 'service api'),
        ...drawn(killed, 'service api'),
      ],
    },
    options: { path: { code: onlyAlive, value: '/up', writes: 'readiness { path: "/up" }' } },
  },
  'missing-pod-disruption-budget': {
    silences: {
      'The `runtime` is not kubernetes, or not known.': [
        muted(evicted, 'kubernetes', 'ecs'),
        muted(evicted, 'system { runtime: kubernetes }', ''),
      ],
      'It has fewer than two replicas, or how many there are is not written.': [
        muted(change(evicted, ['replicas: 3', 'replicas: 2']), 'replicas: 2', 'replicas: 1'),
        muted(evicted, '{ replicas: 3 }', '{}'),
        muted(change(evicted, ['replicas: 3', 'autoscale { min: 2, max: 9 }']), 'min: 2', 'min: 1'),
      ],
      'It has a `disruption-budget` below its replicas.': [
        muted(undrainable, 'disruption-budget: 3', 'disruption-budget: 2'),
        muted(evicted, 'replicas: 3', 'replicas: 3, disruption-budget: 1'),
      ],
      'Nothing critical needs it: no flow with an objective or `criticality: critical`.': [
        muted(evicted, ', criticality: critical', ''),
        muted(
          change(evicted, ['criticality: critical', 'slo { availability: 99.9% }']),
          ', slo { availability: 99.9% }',
          '',
        ),
        muted(evicted, 'timeout: 3s', 'timeout: 3s, fallback: stale'),
      ],
      'The design is a sketch, or the component is only drawn (`future: yes`).': [
        muted(change(evicted, ['kubernetes', 'kubernetes, maturity: design']), 'design', 'sketch'),
        ...drawn(evicted, 'service shop'),
      ],
    },
  },
  'risky-deployment': {
    silences: {
      'The service is not critical: neither `criticality: critical` nor needed by a journey that is or has an objective.':
        [
          muted(canary, 'criticality: critical, ', ''),
          muted(canary, 'criticality: critical', 'criticality: normal'),
          muted(promisedCanary, ', slo { availability: 99.9% }', ''),
          muted(
            change(promisedCanary, ['slo { availability: 99.9% }', 'criticality: critical']),
            ', criticality: critical',
            '',
          ),
          muted(promisedCanary, 'shop {', 'shop { criticality: normal,'),
        ],
      'It is released step by step (`rolling`), or a canary has a `gate`.': [
        muted(recreated, 'recreate', 'rolling'),
        muted(recreated, 'recreate', 'blue-green'),
        muted(canary, 'strategy: canary', 'strategy: canary, gate: slo'),
        muted(change(canary, ['strategy: canary', 'strategy: canary, gate: none']), 'gate: none', 'gate: manual'),
      ],
      'It is released `blue-green`, and nobody says that there are fewer than twice the replicas meanwhile (`capacity`).':
        [muted(cramped, 'capacity: 150%', 'capacity: 200%'), muted(cramped, ', capacity: 150%', '')],
      'Nothing says how it is released, and the design is not in production (`maturity: production`) or the provider does it (`managed: yes`).':
        [muted(unsaid, 'production', 'design'), muted(unsaid, 'critical }', 'critical, managed: yes }')],
      'The design is a sketch, or the service is only drawn (`future: yes`).': [
        sketched(canary),
        ...drawn(canary, 'service payments'),
      ],
    },
  },
};
