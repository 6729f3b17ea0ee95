import type { Severity } from '../model/problem.js';

/** Worst first. */
export const severities: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** The milder of two. */
export function milder(a: Severity, b: Severity): Severity {
  return severities.indexOf(a) > severities.indexOf(b) ? a : b;
}
