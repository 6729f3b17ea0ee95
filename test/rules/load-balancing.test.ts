import { describe, it } from 'vitest';
import { loadBalancingRules } from '../../language-server/src/rules/load-balancing/index.js';
import { expectOnly } from './categories.js';

describe.each(loadBalancingRules.map((rule) => [rule.name, rule] as const))('%s', (_, rule) => {
  it.each(rule.incorrect.map(({ title, code }) => [title, code]))('fires alone: %s', (_title, code) => {
    expectOnly(rule, loadBalancingRules, code);
  });
});
