import { block, ratio, time } from './definition.js';

/** What a promise is made of; the same measures serve slo, sla and sli. */
const measures = {
  availability: ratio('Share of time, or of requests, in which it works; compared with what the design can reach.', {
    max: 1,
    example: '99.9%',
  }),
  success: ratio('Share of requests that end without an error.', { max: 1, example: '99.95%' }),
  'latency.p50': time('Half of the requests are answered within this time.', { example: '50ms' }),
  'latency.p95': time('95 of 100 requests are answered within this time.', { example: '150ms' }),
  'latency.p99': time('99 of 100 requests are answered within this time.', { example: '200ms' }),
  'latency.mean': time('Average response time; it hides the slow requests that users notice, so prefer a percentile.', {
    example: '80ms',
  }),
  downtime: time('Time per window in which it may be down; must agree with the availability.', { example: '43min' }),
  window: time('Period over which the promise is measured.', {
    assumed: { value: 30 * 86_400, source: 'a rolling month of 30 days is usual in site reliability engineering' },
    example: '30d',
  }),
};

export const slo = block(
  measures,
  'Service level objective: what the team aims for, checked against the derived availability and latency.',
  { example: '{ availability: 99.9%, latency.p99: 200ms }' },
);

export const sla = block(
  measures,
  'Service level agreement: what customers were promised. The objective should be stricter, so that alarms come first.',
  { example: '{ availability: 99.5% }' },
);

export const sli = block(measures, 'Service level indicators: what was measured lately, compared with the objective.', {
  example: '{ availability: 99.97% }',
});

export const rto = time('Recovery time objective: how long after a disaster until it serves again, at the latest.', {
  example: '15min',
});

export const rpo = time(
  'Recovery point objective: how much of the latest data, as a span of time, a disaster may cost.',
  { example: '1min' },
);
