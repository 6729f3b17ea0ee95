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
const everything = resolveConfiguration([{ file: { extends: 'all' }, directory: '', source: '' }], {
  today: '2027-01-15',
});

function read(text: string, { configuration = recommended, parameters = {} } = {}) {
  const model = buildModel('design.arch', new Map([['design.arch', parseFile('design.arch', text)]]), { parameters });
  const estimates = estimate(model);
  const all = lint(model, estimates, configuration)
    .filter(({ accepted }) => !accepted)
    .map(({ severity, rule, subjects }) => `${severity} ${rule}: ${subjects[0]}`);
  const findings = [...new Set(all)].sort();
  return { model, estimates, findings, serious: findings.filter((finding) => /^(?:error|warning)/.test(finding)) };
}

function failed({ model, estimates }: ReturnType<typeof read>): string[] {
  const results = evaluateExpectations(model, estimates);
  return results.filter(({ holds }) => holds !== true).map(({ expectation }) => expectation.text);
}

/** The first ones are held to more, in a test of their own. */
const others = gallery.filter(({ name }) => !systems.some((system) => system.name === name));
const designs = others.flatMap(({ name, designs }) =>
  designs.map(({ file, text }) => [`${name}/${file}`, text] as const),
);

it.each(designs)('%s is sound, and keeps what it expects of itself', (_, text) => {
  const design = read(text);
  expect(design.model.problems.map(({ message }) => message)).toEqual([]);
  expect(design.serious).toEqual([]);
  expect(design.model.expectations.length).toBeGreaterThanOrEqual(2);
  expect(failed(design)).toEqual([]);
  expect(format(text)).toBe(text);
});

const hurried = others.flatMap(({ name, wrong }) => wrong.map(({ file, text }) => [`${name}/${file}`, text] as const));

it.each(hurried)('%s has, written in a hurry, exactly the faults it names', (_, text) => {
  const { model, serious } = read(text);
  const { shown, remarks } = confessed(text);
  expect(model.problems.map(({ message }) => message)).toEqual([]);
  expect(shown.length + remarks.length).toBeGreaterThan(0);
  expect(serious).toEqual(shown);
  const { findings } = read(text, { configuration: everything });
  expect(remarks.filter((remark) => !findings.includes(remark))).toEqual([]);
  expect(format(text)).toBe(text);
});

const grown = gallery.flatMap(({ name, designs }) =>
  designs.slice(1).map((next, index) => [`${name}/${next.file}`, next, designs[index]] as const),
);

describe.each(grown)('%s', (_, next, before) => {
  it('is the answer to a load that the stage before cannot bear', () => {
    const knobs = read(next.text).model.params.filter(({ what }) => what === 'param');
    expect(knobs.length).toBeGreaterThan(0);
    const parameters = Object.fromEntries(knobs.map(({ name, value }) => [name, `${value}`]));
    const overloaded = read(before.text, { parameters });
    expect([...overloaded.serious, ...failed(overloaded)]).not.toEqual([]);
    expect(overloaded.estimates.get('system.breaking-point')?.value).toBeLessThan(1);
  });
});

it.each(rows.map((row) => [row.example, row] as const))('%s shows what it is for', (name, { rules, also }) => {
  const example = gallery.find((each) => each.name === name);
  expect(example).toBeDefined();
  expect((example?.wrong ?? []).length > 0).toBe(rules.length > 0);
  const told = (example?.wrong ?? []).flatMap(({ text }) => {
    const { shown, remarks } = confessed(text);
    return others.some((each) => each === example) ? [...shown, ...remarks] : read(text).findings;
  });
  const named = new Set(told.map((finding) => finding.split(/[ :]+/)[1]));
  expect(rules.filter((rule) => !named.has(rule))).toEqual([]);
  const found = (example?.wrong ?? []).flatMap(({ text }) => read(text).serious);
  const serious = new Set(found.map((finding) => finding.split(/[ :]+/)[1]!));
  if (also) expect([...serious].filter((rule) => ![...rules, ...also].includes(rule))).toEqual([]);
});

it('has a row for every example that no test of its own holds, and names each system once', () => {
  expect(others.filter(({ name }) => !rows.some(({ example }) => example === name)).map(({ name }) => name)).toEqual(
    [],
  );
  const names = rows.map(({ system }) => system);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(names.length).toBeGreaterThanOrEqual(70);
});
