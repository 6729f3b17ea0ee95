import { describe, expect, it } from 'vitest';
import { everything, fixed, linted, ruleNamed } from '../linting.js';

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

  it.each([
    ['services share one', 'service a {}\nservice b {}\nservice x {}\na -> x\nb -> x', 2],
    ['one call is no reason for it', 'service a {}\nexternal x {}\na -> x', 1],
    ['it does not reach a third party', 'service a {}\nservice b {}\nexternal x {}\na -> x\nb -> x', 1],
    ['there is one', 'mesh m {}\nservice a {}\nservice b {}\nservice x {}\na -> x\nb -> x', 2],
    [
      'with defaults of its own',
      'mesh m { covers: [a, b, x], defaults { timeout: 1s } }\nservice a {}\nservice b {}\nservice x {}\na -> x\nb -> x',
      2,
    ],
    ['there is one of others', 'mesh m { covers: a }\nservice a {}\nservice b {}\nservice x {}\na -> x\nb -> x', 1],
  ])('missing-circuit-breaker suggests a mesh: %s', (_, code, ways) => {
    const findings = linted(code).of('missing-circuit-breaker');
    expect(findings.map(({ fixes }) => fixes.length)).toEqual(findings.map(() => ways));
    if (ways === 1) return;
    expect(linted(fixed(code, findings[0].fixes[1])).of('missing-circuit-breaker')).toEqual([]);
  });

  it.each([
    ['a write', 'op: write', '', 2],
    ['a read', 'op: read', '', 1],
    ['nobody knows', '', '', 1],
    ['its outcome is asked for', 'op: write', ', result: immediate', 1],
    ['a login', 'op: write, purpose: login', '', 1],
  ])('cross-region-sync-call suggests to hand over what is known to write: %s', (_, flow, link, ways) => {
    const code = `region r { service a {} }\nregion s { service b {} }\nclient c {}\nflow f { from: c, rate: 1/s, ${flow} }\nc -> a { timeout: 3s }\na -> b { timeout: 1s${link} }`;
    const [{ fixes }] = linted(code).of('cross-region-sync-call');
    expect(fixes).toHaveLength(ways);
    for (const fix of fixes) expect(linted(fixed(code, fix)).of('cross-region-sync-call')).toEqual([]);
  });

  it.each([
    ['a new region', 'region r { service a {} }\nclient c {}\nc -> a', '[r, standby]', 1],
    ['the other region of the design', 'region r { service a {} }\nregion s {}\nclient c {}\nc -> a', '[r, s]', 1],
    ['several doors', 'region r { service a {} }\nclient c {}\nclient d {}\nc -> a\nd -> a', '[r, standby]', 0],
  ])('single-region-for-high-slo suggests %s', (_, design, regions, names) => {
    const code = `system { slo { availability: 99.99% } }\n${design}`;
    const [{ fixes }] = linted(code).of('single-region-for-high-slo');
    const text = fixed(code, fixes[0]);
    const after = linted(text);
    expect(after.model.problems).toEqual([]);
    expect(after.of('single-region-for-high-slo')).toEqual([]);
    expect(text).toContain(`regions: ${regions}`);
    expect(text.split('routing: failover')).toHaveLength(names + 1);
    expect(after.of('multi-region-without-global-routing')).toHaveLength(names === 1 ? 0 : 2);
  });

  it('retry-budget-exceeds-deadline finds what fits among any number of retries', () => {
    const code =
      'service a {}\nservice b {}\na -> b { timeout: 1ms, deadline: 10s, retries: 4_000_000, backoff: none }';
    const [finding] = linted(code).of('retry-budget-exceeds-deadline');
    expect(finding.fixes.map(({ title }) => title)).toEqual(['Set `retries: 9999`, which fits']);
  });
});
