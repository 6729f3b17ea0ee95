import { format } from '@archlang/grammar';
import { describe, expect, it } from 'vitest';
import { estimate } from '../../language-server/src/estimate/estimate.js';
import { evaluateExpectations } from '../../language-server/src/estimate/expectations.js';
import { buildModel, parseFile } from '../../language-server/src/model/index.js';
import { resolveConfiguration } from '../../language-server/src/rules/configuration.js';
import { lint } from '../../language-server/src/rules/lint.js';
import { confessed, gallery } from './gallery.js';
import { rows } from './rows/index.js';
import { systems } from './systems.js';

const recommended = resolveConfiguration([], { today: '2027-01-15' });

function read(text: string) {
  const model = buildModel('design.arch', new Map([['design.arch', parseFile('design.arch', text)]]));
  const estimates = estimate(model);
  const findings = lint(model, estimates, recommended)
    .filter(({ severity, accepted }) => (severity === 'error' || severity === 'warning') && !accepted)
    .map(({ severity, rule, subjects }) => `${severity} ${rule}: ${subjects[0]}`);
  return { model, estimates, findings: [...new Set(findings)].sort() };
}

/** The first ones are held to more, in a test of their own. */
const others = gallery.filter(({ name }) => !systems.some((system) => system.name === name));

describe.each(others.map((example) => [example.name, example] as const))('%s', (_, { design, wrong }) => {
  it('is sound, and keeps what it expects of itself', () => {
    const { model, estimates, findings } = read(design);
    expect(model.problems.map(({ message }) => message)).toEqual([]);
    expect(findings).toEqual([]);
    const results = evaluateExpectations(model, estimates);
    expect(results.length).toBeGreaterThanOrEqual(2);
    expect(results.filter(({ holds }) => holds !== true).map(({ expectation }) => expectation.text)).toEqual([]);
    expect(format(design)).toBe(design);
  });

  if (wrong !== undefined) {
    it('has, written in a hurry, exactly the faults it names', () => {
      const { model, findings } = read(wrong);
      expect(model.problems.map(({ message }) => message)).toEqual([]);
      expect(findings.length).toBeGreaterThan(0);
      expect(findings).toEqual(confessed(wrong));
      expect(format(wrong)).toBe(wrong);
    });
  }
});

it.each(rows.map(({ example, rules }) => [example, rules] as const))('%s shows what it is for', (name, rules) => {
  const example = gallery.find((each) => each.name === name);
  expect(example).toBeDefined();
  expect(example?.wrong !== undefined).toBe(rules.length > 0);
  const fired = new Set(read(example?.wrong ?? '').findings.map((finding) => finding.split(/[ :]+/)[1]));
  expect(rules.filter((rule) => !fired.has(rule))).toEqual([]);
});

it('has a place for every example', () => {
  expect(gallery.length).toBeGreaterThanOrEqual(systems.length);
});
