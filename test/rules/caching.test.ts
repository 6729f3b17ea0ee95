import { describe, it } from 'vitest';
import { cachingRules } from '../../language-server/src/rules/caching/index.js';
import { expectOnly } from './categories.js';

describe.each(cachingRules.map((rule) => [rule.name, rule] as const))('%s', (_, rule) => {
  it.each(rule.incorrect.map(({ title, code }) => [title, code]))('fires alone: %s', (_title, code) => {
    expectOnly(rule, cachingRules, code);
  });
});
