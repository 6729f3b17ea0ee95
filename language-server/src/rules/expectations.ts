import type { Estimates } from '../estimate/estimates.js';
import { type ExpectationResult, evaluateExpectations, statesEstimate } from '../estimate/expectations.js';
import type { Model } from '../model/model.js';
import { nearest } from '../model/nearest.js';
import type { Location } from '../model/source.js';
import type { Expression } from '../model/value.js';
import type { OwnFinding } from './own-checks.js';
import { figure, listed } from './words.js';

/**
 * The other `expect`s of the design that do not hold, those that can never hold since they name no figure or compare what does
 * not compare, and those that nobody can work out yet.
 */
export function checkExpectations(model: Model, estimates: Estimates): OwnFinding[] {
  const isWhole = !model.problems.some(({ severity }) => severity === 'error');
  return evaluateExpectations(model, estimates).flatMap((result): OwnFinding[] => {
    if (result.holds === true) return [];
    const { expectation, missing, unit } = result;
    const named =
      expectation.title === undefined ? `\`${expectation.text}\`` : `"${expectation.title}" (\`${expectation.text}\`)`;
    const more = { at: expectation.at, subjects: [], related: [], fixes: [], rule: 'expectation' as const };
    if (isWhole && result.unknownFigures.length > 0) return unknownFigures(result, estimates);
    if (isWhole && result.mismatch !== undefined)
      return [{ ...more, message: `${named} compares what does not compare. ${result.mismatch}` }];
    if (result.isPlanned) return [];
    if (result.holds === undefined || result.actual === undefined) {
      const needs = missing.length > 0 ? ` The design does not say ${listed(missing)}.` : '';
      return [{ ...more, severity: 'info', message: `Nobody can tell whether ${named} holds.${needs}` }];
    }
    if (statesEstimate(expectation)) return [];
    const actual = unit === undefined ? '' : `: it is ${figure(result.actual, unit)}`;
    return [{ ...more, message: `${named} does not hold${actual}.` }];
  });
}

/** One for each figure that does not exist. In a broken text its subject may only be unreadable, so there nothing is said. */
function unknownFigures(
  { expectation, unknownFigures: unknown }: ExpectationResult,
  estimates: Estimates,
): OwnFinding[] {
  const named = [...figuresIn(expectation.left), ...figuresIn(expectation.right)];
  return named
    .filter(({ name }) => unknown.includes(name))
    .map(({ name, at }) => {
      const near = nearest(
        name,
        estimates.figures.map((each) => each.name),
      );
      const hint = near === undefined ? '.' : `; did you mean \`${near}\`?`;
      const fixes =
        near === undefined ? [] : [{ title: `Replace with \`${near}\``, safe: true, edits: [{ at, text: near }] }];
      const message = `There is no figure \`${name}\`${hint}`;
      return { at, subjects: [], related: [], fixes, rule: 'expectation', message };
    });
}

function figuresIn(expression: Expression): readonly { readonly name: string; readonly at: Location }[] {
  if (expression.kind === 'operation') return [...figuresIn(expression.left), ...figuresIn(expression.right)];
  return expression.kind === 'figure' ? [expression] : [];
}
