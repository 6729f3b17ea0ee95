import { describe, expect, it } from 'vitest';
import { dataRules } from '../../../language-server/src/rules/data/index.js';
import { applied, check } from './checking.js';

describe.each(dataRules.map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
  it('has at least two designs that it finds and two that it does not', () => {
    expect(rule.incorrect.length).toBeGreaterThanOrEqual(2);
    expect(rule.correct.length).toBeGreaterThanOrEqual(2);
  });

  it.each(rule.incorrect.map(({ title, code }) => [title, code]))('finds: %s', (_, code) => {
    const names = new Set(check(code, dataRules).map((finding) => finding.rule));
    expect([...names]).toEqual([name]);
  });

  it.each(rule.correct.map(({ title, code }) => [title, code]))('is silent: %s', (_, code) => {
    expect(check(code, dataRules).map((finding) => `${finding.rule}: ${finding.message}`)).toEqual([]);
  });

  it.each(rule.incorrect.map(({ title, code }) => [title, code]))('mends: %s', (_, code) => {
    const before = check(code, [rule]);
    for (const finding of before) {
      for (const fix of finding.fixes) {
        const after = applied(code, fix);
        const left = check(after, [rule]);
        expect(left.length, `${fix.title}\n${after}\n${left.map(({ message }) => message).join('\n')}`).toBeLessThan(
          before.length,
        );
      }
    }
  });
});
