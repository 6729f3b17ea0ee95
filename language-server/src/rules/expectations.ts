import type { Estimates } from '../estimate/estimates.js';
import { evaluateExpectations } from '../estimate/expectations.js';
import type { Expectation, Model } from '../model/model.js';
import type { OwnFinding } from './own-checks.js';
import { figure, listed } from './words.js';

/** Does it declare what somebody worked out by hand? Where that is wrong, `declared-estimate-mismatch` says so. */
export function statesEstimate({ operator, tolerance }: Expectation): boolean {
  return operator === '=' && tolerance !== undefined;
}

/** The other `expect`s of the design that do not hold, and those that nobody can work out yet. */
export function checkExpectations(model: Model, estimates: Estimates): OwnFinding[] {
  return evaluateExpectations(model, estimates).flatMap((result): OwnFinding[] => {
    if (result.holds === true) return [];
    const { expectation, missing, unit } = result;
    const named =
      expectation.title === undefined ? `\`${expectation.text}\`` : `"${expectation.title}" (\`${expectation.text}\`)`;
    const more = { at: expectation.at, subjects: [], related: [], fixes: [], rule: 'expectation' as const };
    if (result.holds === undefined || result.actual === undefined) {
      const needs = missing.length > 0 ? ` The design does not say ${listed(missing)}.` : '';
      return [{ ...more, severity: 'info', message: `Nobody can tell whether ${named} holds.${needs}` }];
    }
    if (statesEstimate(expectation)) return [];
    const actual = unit === undefined ? '' : `: it is ${figure(result.actual, unit)}`;
    return [{ ...more, message: `${named} does not hold${actual}.` }];
  });
}
