import { describe, expect, it } from 'vitest';
import { type Advice, advise } from '../../language-server/src/advice/advise.js';
import type { Decision } from '../../language-server/src/advice/decision.js';
import type { ListedDecision } from '../../language-server/src/advice/decision-list.js';
import { valuesOf } from '../../language-server/src/advice/input.js';
import type { Question } from '../../language-server/src/advice/question.js';
import { questions } from '../../language-server/src/advice/registry.js';
import { settingValues } from '../../language-server/src/advice/settings.js';
import { subjectsOf } from '../../language-server/src/advice/subjects.js';
import { estimate } from '../../language-server/src/estimate/estimate.js';
import { buildModel, parseFile } from '../../language-server/src/model/index.js';
import { type Configuration, resolveConfiguration } from '../../language-server/src/rules/configuration.js';

export function questionNamed(name: string): Question {
  const found = questions.find((question) => question.name === name);
  if (!found) throw new Error(`there is no question ${name}`);
  return found;
}

type Inputs = Readonly<Record<string, unknown>>;
type Thresholds = Readonly<Record<string, number | string | readonly number[]>>;

export function configured(advice: Thresholds): Configuration {
  return resolveConfiguration([{ source: '/archlang.json', directory: '', file: { advice } }]);
}

/** What a question decides for these inputs. */
export function decided(name: string, inputs: Inputs, thresholds: Thresholds = {}): Decision {
  const question = questionNamed(name);
  const unheard = Object.keys(inputs).filter((input) => !Object.hasOwn(question.inputs, input));
  if (unheard.length > 0) throw new Error(`${name} has no input ${unheard}`);
  return question.decide(inputs, settingValues(question.settings, configured(thresholds)));
}

/** Inputs with what follows: a choice, or the names of the inputs that are missing. */
export type Row = readonly [
  inputs: Inputs,
  outcome: string | { readonly need: readonly string[] },
  thresholds?: Thresholds,
];

/** Checks a table of decisions, and that it reaches every branch, every choice and every note where sources disagree. */
export function testDecisions(tables: Readonly<Record<string, readonly Row[]>>): void {
  describe.each(Object.entries(tables))('%s', (name, rows) => {
    it.each(rows.map((row) => [JSON.stringify(row), row] as const))('%s', (_, [inputs, outcome, thresholds]) => {
      const { choice, need } = decided(name, inputs, thresholds);
      expect(choice ?? { need }).toEqual(outcome);
    });

    it('has every branch, every choice and every note in its table', () => {
      const outcomes = rows.map(([inputs, , thresholds]) => decided(name, inputs, thresholds));
      const reached = new Set(outcomes.flatMap(({ choice }) => choice ?? []));
      const { steps, conflicts } = questionNamed(name);
      expect(steps.map(({ choice }) => choice).filter((choice) => !reached.has(choice))).toEqual([]);
      const { first = [], otherwise } = questionNamed(name) as unknown as Partial<ListedDecision<object, object>>;
      const reasons = [...first, ...(otherwise ? [otherwise] : [])].map(({ because }) => because);
      const given = new Set(outcomes.flatMap(({ because }) => because));
      expect(reasons.filter((reason) => !given.has(reason))).toEqual([]);
      const noted = new Set(outcomes.flatMap((outcome) => outcome.conflicts));
      expect(conflicts.filter((note) => !noted.has(note))).toEqual([]);
    });

    it('asks for what decides where it is absent', () => {
      expect(rows.some(([, outcome]) => typeof outcome !== 'string')).toBe(true);
    });
  });
}

function built(text: string) {
  const model = buildModel('a.arch', new Map([['a.arch', parseFile('a.arch', text)]]));
  const errors = model.problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return { model, estimates: estimate(model) };
}

/** The one answer to a question about one part of a design; `undefined` where it is not asked. */
export function advised(text: string, about: string, name: string, thresholds: Thresholds = {}): Advice | undefined {
  const { model, estimates } = built(text);
  return advise(model, estimates, configured(thresholds)).find(
    ({ question, subject }) => question === name && subject.id === about,
  );
}

/** What a question reads from a design about one of its parts. */
export function gathered(text: string, about: string, name: string): Inputs {
  const { model, estimates } = built(text);
  const question = questionNamed(name);
  const subject = subjectsOf(model).find(({ id, what }) => id === about && what === question.about);
  if (!subject) throw new Error(`there is no ${question.about} ${about}`);
  return valuesOf(question.gather({ model, estimates }, subject, settingValues(question.settings, undefined)));
}
