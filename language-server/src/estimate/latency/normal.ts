/** Standard normal distribution function, absolute error below 1e-12 (Marsaglia 2004: a Taylor series; tails by the fraction). */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x < -5) return upperTail(-x);
  if (x > 5) return 1 - upperTail(x);
  let term = x;
  let total = x;
  for (let i = 3; Math.abs(term) > 1e-17 * Math.abs(total) && i < 400; i += 2) {
    term *= (x * x) / i;
    total += term;
  }
  return 0.5 + total * Math.exp(-0.5 * x * x - halfLogTwoPi);
}

const halfLogTwoPi = 0.9189385332046728;

/** Φ(−x) by its continued fraction, for x above 5. */
function upperTail(x: number): number {
  if (x > 38) return 0;
  let fraction = x;
  for (let k = 60; k > 0; k--) fraction = x + k / fraction;
  return Math.exp(-0.5 * x * x - halfLogTwoPi) / fraction;
}
