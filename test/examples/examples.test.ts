import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from '@archlang/grammar';
import { describe, expect, it } from 'vitest';
import { estimate } from '../../language-server/src/estimate/estimate.js';
import { evaluateExpectations } from '../../language-server/src/estimate/expectations.js';
import { buildModel, parseFile } from '../../language-server/src/model/index.js';
import { resolveConfiguration } from '../../language-server/src/rules/configuration.js';
import { lint } from '../../language-server/src/rules/lint.js';
import { systems } from './systems.js';

const folder = join(import.meta.dirname, '../../examples');
const recommended = resolveConfiguration([], { today: '2027-01-15' });

function read(name: string) {
  const text = readFileSync(join(folder, name), 'utf8');
  const parsed = parseFile(name, text);
  const analyse = (parameters: Record<string, string> = {}) => {
    const model = buildModel(name, new Map([[name, parsed]]), { parameters });
    return { model, estimates: estimate(model) };
  };
  return { text, analyse, ...analyse() };
}

/** Severity, rule and subject of what is found at warning and above and not accepted. */
function findings({ model, estimates }: ReturnType<typeof read>): string[] {
  return lint(model, estimates, recommended)
    .filter(({ severity, accepted }) => (severity === 'error' || severity === 'warning') && !accepted)
    .map(({ severity, rule, subjects }) => `${severity} ${rule}: ${subjects[0]}`)
    .sort();
}

describe.each(systems)('$name', ({ name, figures, findings: expected }) => {
  const sound = read(`${name}/design.arch`);
  const hurried = read(`${name}/wrong.arch`);

  it('is sound: nothing to say at warning or above', () => {
    expect(sound.model.problems).toEqual([]);
    expect(sound.estimates.problems).toEqual([]);
    expect(findings(sound)).toEqual([]);
  });

  it('keeps what it expects of itself', () => {
    const results = evaluateExpectations(sound.model, sound.estimates);
    expect(results.length).toBeGreaterThanOrEqual(7);
    expect(results.filter(({ holds }) => holds !== true).map(({ expectation }) => expectation.text)).toEqual([]);
  });

  it.each(Object.entries(figures))('has %s as worked out by hand', (figure, value) => {
    const found = sound.estimates.get(figure);
    expect(found?.missing).toEqual([]);
    expect(found!.value! / value).toBeCloseTo(1, 10);
  });

  it('can be turned by its knobs from end to end', () => {
    const knobs = sound.model.params.filter(({ what, range }) => what === 'param' && range);
    expect(knobs.length).toBeGreaterThanOrEqual(2);
    for (const { value, range } of knobs) {
      expect(range!.low).toBeLessThan(value);
      expect(range!.high).toBeGreaterThan(value);
    }
    const written = /^param ([\w-]+) = (\S+) in (\S+)\.\.(\S+)/gm;
    for (const [, knob, , low, high] of sound.text.matchAll(written)) {
      const figuresAt = [low, high].map((setting) => {
        const { model, estimates } = sound.analyse({ [knob]: setting });
        expect(model.problems).toEqual([]);
        return estimates.figures.map(({ value }) => value);
      });
      expect(figuresAt[0]).not.toEqual(figuresAt[1]);
    }
  });

  it('has, written in a hurry, exactly the faults written down', () => {
    expect(hurried.model.problems).toEqual([]);
    expect(findings(hurried)).toEqual([...expected].sort());
  });

  it.each([sound, hurried])('is stored as the formatter leaves it', ({ text }) => {
    expect(format(text)).toBe(text);
  });
});
