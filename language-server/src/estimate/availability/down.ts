import { complement, type Formula } from '../cell.js';

/** The chance that each zone or region by its name is down, where that is settled: 0 or 1. */
export type Settled = ReadonlyMap<string, number>;

/**
 * Availabilities are worked out as what is missing of them, 1 − a: of many nines a number near one keeps few digits, and
 * beyond sixteen none. That part is the detail of a cell, and figures built on it read it from there; so is what it comes to
 * once it is settled which zones and regions are down.
 */
export interface Fate {
  readonly down: number;
  readonly given: (settled: Settled) => number;
}

const nothing: Settled = new Map();

export function fatesOf(values: readonly number[], details: readonly unknown[]): readonly Fate[] {
  return values.map((value, i) => fateOf(details[i] ?? complement(value)));
}

/** What no zone or region touches is a number alone. */
function fateOf(detail: unknown): Fate {
  return typeof detail === 'number' ? { down: detail, given: () => detail } : (detail as Fate);
}

export function downOf(values: readonly number[], details: readonly unknown[]): readonly number[] {
  return fatesOf(values, details).map(({ down }) => down);
}

/** The two functions of a cell whose value is an availability, from the one for its opposite. */
export function available(
  down: (fates: readonly Fate[], values: readonly number[]) => number,
): Pick<Formula, 'compute' | 'computeDetail'> {
  return { compute: asAvailability, computeDetail: (values, details) => down(fatesOf(values, details), values) };
}

/**
 * The same of what zones or regions may fail. Where their names are given, each state of them is worked out once: every flow
 * asks for the same few.
 */
export function availableInPlaces(
  down: (fates: readonly Fate[], values: readonly number[], settled: Settled) => number,
  places?: readonly string[],
): Pick<Formula, 'compute' | 'computeDetail'> {
  return {
    compute: asAvailability,
    computeDetail: (values, details): Fate => {
      const fates = fatesOf(values, details);
      const of = (settled: Settled): number => down(fates, values, settled);
      return { down: of(nothing), given: places ? byState(places, of) : of };
    },
  };
}

function byState(places: readonly string[], down: (settled: Settled) => number): (settled: Settled) => number {
  const known = new Map<string, number>();
  return (settled) => {
    let state = '';
    for (const name of places) state += settled.get(name) ?? '?';
    let found = known.get(state);
    if (found === undefined) {
      found = down(settled);
      known.set(state, found);
    }
    return found;
  };
}

function asAvailability(_values: readonly number[], _details: readonly unknown[], own: unknown): number {
  return upOf(fateOf(own).down);
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
