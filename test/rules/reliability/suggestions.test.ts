import { describe, expect, it } from 'vitest';
import { everything, linted, ruleNamed } from '../linting.js';

/** A design, options of the rule, and the title of its first fix. */
const suggestions: readonly (readonly [rule: string, code: string, options: Record<string, unknown>, title: string])[] =
  [
    [
      'missing-circuit-breaker',
      'service a {}\nexternal x {}\na -> x',
      { failures: 9, open: 10, halfOpen: 2 },
      'Add `circuit-breaker { failures: 9, open: 10s, half-open: 2 }`',
    ],
    [
      'missing-bulkhead',
      'service a { concurrency: 9 }\nservice b {}\nexternal x {}\na -> b\na -> x',
      { suggested: 4 },
      'Add `bulkhead: 4` to `x`',
    ],
    [
      'excessive-retries',
      'service a {}\nservice b {}\na -> b { timeout: 1s, retries: 9 }',
      { suggested: 1 },
      'Set `retries: 1`',
    ],
    [
      'missing-backup',
      'database d { holds: pii }',
      { interval: 3600, retention: 7 * 86_400 },
      'Add `backup { interval: 1h, retention: 7d, point-in-time: yes }`',
    ],
    [
      'missing-health-check',
      'lb l {}\nservice a { replicas: 2 }\nl -> a',
      { interval: 5, timeout: 1, unhealthy: 2 },
      'Add `health-check { path: "/ready", interval: 5s, timeout: 1s, unhealthy: 2 }`',
    ],
    ['autoscaling-without-bounds', 'service a { autoscale { min: 1, metric: cpu } }', { max: 30 }, 'Set `max: 30`'],
    [
      'autoscaling-without-bounds',
      'client c {}\nflow f { from: c, rate: 900/s, peak: 1x }\nservice a { capacity: 100/s, autoscale { min: 2, metric: cpu } }\nc -> a',
      { target: 0.9 },
      'Set `max: 11`',
    ],
    [
      'autoscaling-without-bounds',
      'system { slo { latency.p99: 1s } }\nclient c {}\nservice a { autoscale { min: 0, max: 9, metric: cpu } }\nc -> a',
      { min: 3 },
      'Set `min: 3`',
    ],
    [
      'stateful-service-no-recovery',
      'service a { state: in-memory, role: game }',
      { interval: 2 },
      'Add `snapshot { interval: 2s }`',
    ],
  ];

describe('suggestions', () => {
  it.each(suggestions)('%s: %s', (rule, code, options, title) => {
    const [finding] = linted(code, everything({ [rule]: [ruleNamed(rule).severity, options] })).of(rule);
    expect(finding.fixes[0].title).toBe(title);
  });

  it('multi-region-without-global-routing writes the `ttl` it is told', () => {
    const code = 'region r {}\nregion s {}\nclient c {}\nservice a { regions: [r, s] }\nc -> a';
    const rule = 'multi-region-without-global-routing';
    const [finding] = linted(code, everything({ [rule]: ['warning', { ttl: 5 }] })).of(rule);
    expect(finding.fixes[0].edits.map(({ text }) => text).join('')).toContain(
      'dns global { routing: latency, ttl: 5s }',
    );
  });

  it('retry-budget-exceeds-deadline finds what fits among any number of retries', () => {
    const code =
      'service a {}\nservice b {}\na -> b { timeout: 1ms, deadline: 10s, retries: 4_000_000, backoff: none }';
    const [finding] = linted(code).of('retry-budget-exceeds-deadline');
    expect(finding.fixes.map(({ title }) => title)).toEqual(['Set `retries: 9999`, which fits']);
  });
});
