import { format } from '@archlang/grammar';
import { describe, expect, it } from 'vitest';
import { categories } from '../../language-server/src/rules/finding.js';
import { rules } from '../../language-server/src/rules/registry.js';
import { fixed, linted, underlined } from './linting.js';

describe('the registry', () => {
  it('knows each rule once', () => {
    expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
  });

  it('has rules of every category it names', () => {
    for (const { category } of rules) expect(categories).toContain(category);
  });
});

describe.each(rules.map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
  it('is documented', () => {
    expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(rule.summary).toMatch(/^[A-Z].*\.$/);
    expect(rule.why.length).toBeGreaterThan(80);
    expect(rule.references.length).toBeGreaterThan(0);
    expect(rule.incorrect.length).toBeGreaterThanOrEqual(2);
    expect(rule.correct.length).toBeGreaterThanOrEqual(2);
    for (const option of Object.values(rule.options ?? {})) expect(option.doc.length).toBeGreaterThan(10);
  });

  it.each(rule.incorrect.map((example) => [example.title, example.code] as const))('fires: %s', (_, code) => {
    const design = linted(code);
    expect(design.model.problems).toEqual([]);
    const found = design.of(name);
    expect(found.length).toBeGreaterThan(0);
    for (const finding of found) {
      expect(underlined(design, finding).trim()).not.toBe('');
      expect(finding.message).toMatch(/[.!?]$/);
      expect(finding.message).not.toMatch(/undefined|NaN|\[object/);
      expect(finding.subjects.length).toBeGreaterThan(0);
    }
  });

  it.each(rule.incorrect.map((example) => [example.title, example.code] as const))('mends: %s', (_, code) => {
    const design = linted(code);
    const before = design.of(name).length;
    for (const finding of design.of(name)) {
      for (const fix of finding.fixes) {
        const text = fixed(code, fix);
        const after = linted(text);
        expect({ fix: fix.title, problems: after.model.problems.map(({ message }) => message), text }).toEqual({
          fix: fix.title,
          problems: [],
          text,
        });
        expect(after.of(name).length).toBeLessThan(before);
        expect(linted(format(text)).model.problems).toEqual([]);
      }
    }
  });

  it.each(rule.correct.map((example) => [example.title, example.code] as const))('is silent: %s', (_, code) => {
    const design = linted(code);
    expect(design.model.problems).toEqual([]);
    expect(design.of(name).map(({ message }) => message)).toEqual([]);
  });

  it('is silent about what is only drawn, and about an empty design', () => {
    expect(linted('').of(name)).toEqual([]);
    expect(
      linted('client web {}\nservice api {}\nweb -> api { timeout: 2s }\n')
        .of(name)
        .filter(({ severity }) => severity === 'error'),
    ).toEqual([]);
  });
});
