import { isQuantityError, parseQuantity } from '@archlang/grammar';
import type { Estimates, Unit } from '../../estimate/estimates.js';
import { type ExpectationResult, evaluateExpectations, statesEstimate } from '../../estimate/expectations.js';
import { inBaseUnits } from '../../estimate/units.js';
import type { Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import type { Expression } from '../../model/value.js';
import { defineRule, type Subject } from '../rule.js';
import { figure, percent } from '../words.js';

/** A number that was worked out by hand, and what the design gives. */
export const declaredEstimateMismatch = defineRule({
  name: 'declared-estimate-mismatch',
  category: 'capacity',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'An estimate that is written down is not what the design works out to.',
  why: 'An estimate by hand is where a design starts: so many requests, so many terabytes. The inputs change afterwards, or a factor was left out, mostly the copies that a store keeps, and everybody goes on with the old number. Written as `expect … = … within …` it is compared with what the design gives now.',
  silent: [
    'There is no `expect` with `=` and `within`; a limit that is broken (`<`, `>`), or an equality without a tolerance, is an `expectation`.',
    'The two agree within the tolerance that is written.',
    'It is a figure of what is only drawn (`future: yes`).',
    'The figure is not known: the check `expectation` says what it lacks.',
  ],
  references: [
    'Alex Xu, System Design Interview (2020), chapter 2: Back-of-the-envelope Estimation',
    'Jon Bentley, Programming Pearls, 2nd edition (1999), column 7: The Back of the Envelope',
  ],
  incorrect: [
    {
      title: 'ten times too much',
      code: 'client web { users: 100M }\nflow shorten { from: web, rate: 1/user/day, op: write }\nservice api {}\ndatabase links { table urls { row: 500B, retention: 1y } }\n\nweb -> api { timeout: 2s }\napi -> links { timeout: 500ms }\n\nexpect urls.storage = 182TB within 10%\n',
    },
    {
      title: 'the copies were left out',
      code: 'client web { users: 100M }\nflow shorten { from: web, rate: 1/user/day, op: write }\nservice api {}\ndatabase links { replicas: 3, replication-factor: 3, table urls { row: 500B, retention: 1y } }\n\nweb -> api { timeout: 2s }\napi -> links { timeout: 500ms }\n\nexpect links.storage = 18.25TB within 10%\n',
    },
  ],
  correct: [
    {
      title: 'about what was worked out by hand',
      code: 'client web { users: 100M }\nflow shorten { from: web, rate: 1/user/day, op: write }\nservice api {}\ndatabase links { table urls { row: 500B, retention: 1y } }\n\nweb -> api { timeout: 2s }\napi -> links { timeout: 500ms }\n\nexpect urls.storage = 18TB within 10%\n',
    },
    {
      title: 'a day of 100,000 seconds, for the sake of round numbers',
      code: 'client web { users: 100M }\nflow shorten { from: web, rate: 1/user/day, op: write }\nservice api {}\n\nweb -> api { timeout: 2s }\n\nexpect shorten.rate.average = 1k/s within 20%\n',
    },
  ],
  check({ model, estimates, report }) {
    for (const result of evaluateExpectations(model, estimates)) {
      // Whether it holds is only known where both sides are.
      const { expectation, holds, actual = 0, expected = 0, unit } = result;
      if (holds !== false || !statesEstimate(expectation)) continue;
      const subject = subjectOf(model, estimates, expectation.left) ?? subjectOf(model, estimates, expectation.right);
      if (!subject) continue;
      const what = expectation.title ? `"${expectation.title}"` : `\`${model.textOf(expectation.left.at)}\``;
      const show = (value: number): string => figure(value, unit ?? 'count');
      const off =
        expected === 0 ? '' : `, ${percent(Math.abs(actual / expected - 1))} ${actual > expected ? 'more' : 'less'}`;
      report(
        subject,
        `${what} is declared as ${show(expected)}, and works out at ${show(actual)}${off}.${leftOut(model, estimates, result)}`,
        { at: expectation.at, fixes: correction(model, result) },
      );
    }
  },
});

/** What the first figure in an expression is about. */
function subjectOf(model: Model, estimates: Estimates, expression: Expression): Subject | undefined {
  if (expression.kind === 'operation')
    return subjectOf(model, estimates, expression.left) ?? subjectOf(model, estimates, expression.right);
  const id = expression.kind === 'figure' ? estimates.get(expression.name)?.subject : undefined;

  if (id === 'system') return model.system ?? model.components[0];
  const fields = model.tables.flatMap((table) => table.fields);
  return [model.components, model.flows, model.tables, fields, model.links]
    .flat()
    .find((candidate) => candidate.id === id);
}

/** Is what was declared the data of one copy, where the store keeps several? */
function leftOut(model: Model, estimates: Estimates, { expectation, actual, expected }: ExpectationResult): string {
  const { left, tolerance = 0 } = expectation;
  const found = left.kind === 'figure' ? estimates.get(left.name) : undefined;
  const store = model.components.find(({ id }) => id === found?.subject);
  if (!store || found?.name !== `${store.id}.storage`) return '';
  let raw = 0;
  for (const table of store.tables) {
    const kept = estimates.value(table, 'storage');
    if (kept === undefined) return '';
    raw += kept;
  }
  if (raw === 0 || actual! <= raw || Math.abs(raw - expected!) > tolerance * expected!) return '';
  return ` That is one copy: it leaves out that \`${store.id}\` keeps everything more than once.`;
}

/** The figure in place of the number that was declared, if rounding leaves it within the tolerance. */
function correction(model: Model, { expectation, actual, unit }: ExpectationResult): Fix[] {
  const { right, tolerance = 0 } = expectation;
  if (right.kind !== 'constant' || unit === undefined) return [];
  const text = written(actual!, unit);
  const quantity = parseQuantity(text);
  const meant = actual! * inBaseUnits(unit, model.calendar);
  if (isQuantityError(quantity) || Math.abs(quantity.value - meant) > tolerance * quantity.value) return [];
  return [{ title: `Declare ${text}`, safe: false, edits: [{ at: right.at, text }] }];
}

function written(value: number, unit: Unit): string {
  if (unit === 'days' || unit === 'years') return `${Number(value.toPrecision(3))}${unit[0]}`;
  return figure(value, unit);
}
