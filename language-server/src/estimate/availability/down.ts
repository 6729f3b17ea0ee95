import { type Compute, complement, type Formula } from '../cell.js';

/**
 * Availabilities are worked out as what is missing of them, 1 − a: of many nines a number near one keeps few digits, and
 * beyond sixteen none. That part is the detail of a cell, and figures built on it read it from there.
 */
export function downOf(values: readonly number[], details: readonly unknown[]): readonly number[] {
  return values.map((value, i) => {
    const detail = details[i];
    return typeof detail === 'number' ? detail : complement(value);
  });
}

/** The two functions of a cell whose value is an availability, from the one for its opposite. */
export function available(
  down: (downs: readonly number[], values: readonly number[]) => number,
): Pick<Formula, 'compute' | 'computeDetail'> {
  const computeDetail: Compute<unknown> = (values, details) => down(downOf(values, details), values);
  return { compute: (_values, _details, own) => upOf(own as number), computeDetail };
}

/** Nothing that can fail is certain, even where its failures are too few for a number. */
function upOf(down: number): number {
  return down > 0 ? Math.min(1 - down, 1 - Number.EPSILON / 2) : 1;
}

/** All of them have to work: one is down, or another of the rest. */
export function anyDown(downs: readonly number[]): number {
  let total = 0;
  for (const down of downs) total += down * (1 - total);
  return total;
}
