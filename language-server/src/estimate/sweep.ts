import type { Model, Param } from '../model/model.js';
import { definitionOf } from '../model/schema/index.js';
import type { Value } from '../model/value.js';
import type { Estimates, Unit } from './estimates.js';
import { type Limit, limitsOf } from './limits.js';
import { type Holder, placeOf } from './sheet.js';

/** A design with the knob at one value. */
export interface Variant {
  readonly model: Model;
  readonly estimates: Estimates;
}

export interface SweepRange {
  /** In base units of the param, `from` below `to`. */
  readonly from: number;
  readonly to: number;
  /** Parts the range is cut into: there is one value more than steps. */
  readonly steps: number;
  /** Equal ratios between the values instead of equal distances; `from` is then above 0. */
  readonly logarithmic: boolean;
  /** Only whole numbers mean something: machines, hops. */
  readonly whole: boolean;
}

/** A figure at each value of the knob. */
export interface Curve {
  readonly name: string;
  /** `utilisation`, without the subject. */
  readonly figure: string;
  readonly unit: Unit;
  /** `undefined` where it is unknown, `Infinity` where there is no bound. */
  readonly values: readonly (number | undefined)[];
}

/** Where, going up, a limit begins or ceases to hold. */
export interface Break {
  /** The knob; a whole one at the first value on the other side. */
  readonly at: number;
  /** As it is above that point. */
  readonly limit: Limit;
}

export interface Sweep {
  /** Ascending values of the knob. */
  readonly values: readonly number[];
  readonly curves: readonly Curve[];
  /** Ascending. */
  readonly breaks: readonly Break[];
  /** What does not hold at the lowest value. */
  readonly broken: readonly Limit[];
}

/** A break is known to this part of its value. */
const precision = 5e-4;
/** Components worked out again while looking for breaks. */
const mostWork = 200_000;

/**
 * Turns a knob through a range: figures at each step, and the points between steps, found by bisection, at which a component
 * saturates, an objective, the budget or the disks are exceeded, or an expectation changes its outcome. A limit that breaks
 * and recovers within one step goes unseen.
 * @param at the design with the knob at a value in base units
 */
export function sweep(at: (value: number) => Variant, figures: readonly string[], range: SweepRange): Sweep {
  const values = stepsOf(range);
  const rows = values.map((value) => {
    const variant = at(value);
    const { length } = variant.model.components;
    return { ...sideOf(value, variant), length, figures: figures.map((name) => variant.estimates.get(name)) };
  });
  const looks = Math.max(50, mostWork / (rows[0].length + 1));
  const search = new Search((value) => sideOf(value, at(value)), range, looks);
  for (let i = 1; i < rows.length; i++) search.between(rows[i - 1], rows[i]);
  return {
    values,
    curves: figures.map((name, index) => {
      const known = rows.find((row) => row.figures[index])?.figures[index];
      return {
        name,
        figure: known?.figure ?? name,
        unit: known?.unit ?? 'count',
        values: rows.map((row) => row.figures[index]?.value),
      };
    }),
    breaks: search.breaks.sort((a, b) => a.at - b.at || (a.limit.key < b.limit.key ? -1 : 1)),
    broken: [...rows[0].limits.values()].filter(({ holds }) => !holds),
  };
}

/** Is a param a number of machines, shards or the like, of which there is no half? */
export function countsWholes({ components, links, flows, tables }: Model, { id }: Param): boolean {
  const holders: readonly Holder[] = [...components, ...links, ...flows, ...tables];
  return holders.some((holder) =>
    Object.entries(holder.properties as Readonly<Record<string, Value<unknown> | undefined>>).some(([name, value]) => {
      if (value?.expression?.kind !== 'param' || value.expression.name !== id) return false;
      const type = definitionOf(placeOf(holder), name)?.type;
      return type?.type === 'quantity' && type.whole === true;
    }),
  );
}

function stepsOf(range: SweepRange): number[] {
  const { from, to, steps, logarithmic, whole } = range;
  const values = new Set<number>();
  for (let i = 0; i <= steps; i++) {
    const part = i / steps;
    const value = logarithmic ? from * (to / from) ** part : from + (to - from) * part;
    // The ends are exact; in between, digits that only come of the binary fraction go.
    const tidy = i === 0 ? from : i === steps ? to : Number(value.toPrecision(12));
    values.add(whole ? Math.round(tidy) : tidy);
  }
  return [...values];
}

interface Side {
  readonly value: number;
  readonly limits: ReadonlyMap<string, Limit>;
}

function sideOf(value: number, { model, estimates }: Variant): Side {
  return { value, limits: new Map(limitsOf(model, estimates).map((limit) => [limit.key, limit])) };
}

/** Halves intervals in which limits change until each change is known; a look at the middle serves all that change. */
class Search {
  readonly breaks: Break[] = [];

  constructor(
    private readonly look: (value: number) => Side,
    private readonly range: SweepRange,
    /** Designs of many components with many breaks would take for ever: after these looks, the middle has to do. */
    private looksLeft: number,
  ) {}

  between(lower: Side, upper: Side): void {
    const changed = [...upper.limits.values()].filter(
      ({ key, holds }) => (lower.limits.get(key)?.holds ?? holds) !== holds,
    );
    if (changed.length === 0) return;
    const middle = this.middleOf(lower.value, upper.value);
    if (middle === undefined || this.looksLeft <= 0) {
      const at = this.range.whole ? upper.value : (lower.value + upper.value) / 2;
      this.breaks.push(...changed.map((limit) => ({ at, limit })));
      return;
    }
    this.looksLeft--;
    const found = this.look(middle);
    // What is unknown in the middle counts as below it, so that its change is not lost.
    const seen = { value: middle, limits: new Map([...lower.limits, ...found.limits]) };
    this.between(lower, seen);
    this.between(seen, upper);
  }

  /** `undefined` once the ends are close enough. */
  private middleOf(low: number, high: number): number | undefined {
    const { from, to, whole } = this.range;
    if (whole) return high - low <= 1 ? undefined : Math.floor((low + high) / 2);
    const close = Math.max(precision * Math.max(Math.abs(low), Math.abs(high)), (to - from) * 1e-7);
    return high - low <= close ? undefined : (low + high) / 2;
  }
}
