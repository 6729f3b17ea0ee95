/** Weakest first. Session and causal are ranked only for comparison: neither contains the other in theory. */
const levels = ['eventual', 'session', 'causal', 'sequential', 'linearizable'] as const;
export type Consistency = (typeof levels)[number];

export function isWeaker(given: Consistency, wanted: Consistency): boolean {
  return levels.indexOf(given) < levels.indexOf(wanted);
}

export function stronger(a: Consistency, b: Consistency): Consistency {
  return isWeaker(a, b) ? b : a;
}
