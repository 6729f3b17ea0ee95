/** What binary fractions add to a figure that is exactly at its limit. */
const rounding = 1e-9;

/** Is a computed figure above its limit by more than rounding? */
export function exceeds(value: number, limit: number): boolean {
  return value > limit * (1 + rounding);
}
