import { expect } from 'vitest';
import type { Rule } from '../../language-server/src/rules/rule.js';
import { linted } from './linting.js';

/** The rules of a category that an example of one of them fires: itself, and no other. */
export function expectOnly(rule: Rule, category: readonly Rule[], code: string): void {
  const names = new Set(category.map(({ name }) => name));
  const design = linted(code);
  expect([...names].filter((name) => design.of(name).length > 0)).toEqual([rule.name]);
}
