import {
  block,
  choice,
  choices,
  date,
  moneyPerCount,
  moneyPerData,
  moneyPerDataTime,
  moneyRate,
  names,
  ratio,
  text,
  time,
  whole,
  yesNo,
} from './definition.js';

const check = {
  path: text('What is asked for.', { example: '"/ready"' }),
  interval: time('Time between two checks.', { example: '10s' }),
  timeout: time('How long one check waits for an answer.', { example: '2s' }),
  unhealthy: whole('Failed checks in a row until it gets no more traffic.', { min: 1, example: '3' }),
  healthy: whole('Good checks in a row until it gets traffic again.', { min: 1, example: '2' }),
};

const probe = {
  ...check,
  checks: names(['component'], 'Other components the answer depends on.', { example: '[db]' }),
};

export const observability = block(
  {
    metrics: choices(
      ['red', 'use'],
      'Rate, errors and duration of requests (`red`); utilisation, saturation and errors of resources (`use`).',
      { example: '[red, use]' },
    ),
    logs: choice(['structured', 'plain'], 'Whether logs are fields that can be searched, or plain lines.', {
      example: 'structured',
    }),
    tracing: yesNo('One request can be followed through all services.', { example: 'yes' }),
    'correlation-id': yesNo(
      'Every line of the logs names the request it belongs to, and calls and messages carry that name on.',
      { example: 'yes' },
    ),
    alerts: choices(
      [
        'slo-burn',
        'errors',
        'latency',
        'saturation',
        'depth',
        'lag',
        'age',
        'replication-lag',
        'cpu',
        'memory',
        'disk',
      ],
      'What wakes somebody up; alerts on what users feel are worth more than alerts on causes.',
      { example: '[slo-burn]' },
    ),
  },
  'What can be seen from outside. On the system it holds for all components.',
  { example: '{ metrics: red, logs: structured, tracing: yes, alerts: [slo-burn] }' },
);

/** How a component is watched, released and paid for. */
export const componentOperations = {
  'health-check': block(check, 'How a balancer or registry finds out whether a replica can serve.', {
    example: '{ path: "/ready", interval: 10s, timeout: 2s, unhealthy: 3 }',
  }),
  liveness: block(
    probe,
    'Probe that restarts a hung replica. It must not depend on others, or one failing store restarts everything.',
    { example: '{ path: "/live", interval: 10s }' },
  ),
  readiness: block(probe, 'Probe that decides whether a replica gets traffic.', {
    example: '{ path: "/ready", interval: 5s }',
  }),
  startup: block(probe, 'Probe that gives a slow starter time before the others begin.', {
    example: '{ path: "/started", interval: 5s }',
  }),
  deploy: block(
    {
      strategy: choice(
        ['rolling', 'recreate', 'blue-green', 'canary'],
        'How a new version replaces the old one; `recreate` means an outage.',
        { example: 'canary' },
      ),
      gate: choice(['slo', 'manual', 'none'], 'What decides whether a release goes on.', { example: 'slo' }),
      'auto-rollback': yesNo('A bad release goes back by itself.', { example: 'yes' }),
      capacity: ratio('Replicas there are while a release runs, against those needed without it.', {
        example: '200%',
      }),
    },
    'How releases reach production.',
    { example: '{ strategy: canary, gate: slo, auto-rollback: yes }' },
  ),
  'disruption-budget': whole('Replicas that stay up while machines are maintained.', { example: '2' }),
  drill: block(
    {
      every: time('How often it is done.', { example: '90d' }),
      last: date('Day of the last one.', { example: '2026-03-01' }),
    },
    'Exercise of a failover: one that was never tried may not work.',
    { example: '{ every: 90d, last: 2026-03-01 }' },
  ),
  observability,
  price: block(
    {
      replica: moneyRate('For one replica.', { example: '$120/month' }),
      storage: moneyPerDataTime('For what is stored.', { example: '$0.023/GB/month' }),
      egress: moneyPerData('For what leaves over the network.', { example: '$0.09/GB' }),
      request: moneyPerCount('For requests.', { example: '$0.20/M' }),
      compute: moneyPerDataTime('For memory while it is busy, as functions are paid.', { example: '$0.06/GB/h' }),
    },
    'Unit prices, from the model or the team’s own file; no price is built in.',
    { example: '{ replica: $120/month, storage: $0.023/GB/month }' },
  ),
  purchase: choice(['on-demand', 'reserved', 'spot'], 'How machines are bought; spot is cheap and may be taken away.', {
    example: 'reserved',
  }),
};
