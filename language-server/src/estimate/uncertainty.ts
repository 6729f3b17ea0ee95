import type { Model } from '../model/model.js';
import type { Cell, Compute, KnownTerm } from './cell.js';
import { Draws, type Range } from './draws.js';
import type { Spread } from './estimates.js';
import { quantiles, rankCorrelation, ranks } from './statistics.js';

const none: ReadonlyMap<string, Range> = new Map();

/** What a function came to in every draw of its inputs: columns where they vary, else their values, each with its details. */
interface Drawn {
  readonly computeDetail: Compute<unknown> | undefined;
  readonly given: readonly unknown[];
  column?: Float64Array;
  details?: readonly unknown[];
}

/** Draws of figures that carry a whole distribution: each costs as much as hundreds of others. */
const detailedSamples = 1000;
/** Of one function: more are not looked through. */
const mostAlike = 16;
/** Draws from which parts in the variance are told, to within 3%. */
const causeSamples = 1000;

/**
 * Works figures out again for many draws of every range in the design (Monte Carlo): each function with the draws of its
 * inputs, once for all figures that share both.
 */
export class Uncertainty {
  private readonly draws: Draws;
  private readonly spreads = new Map<Float64Array, Spread | undefined>();
  private readonly columns = new Map<Cell, Float64Array | undefined>();
  private readonly details = new Map<Cell, readonly unknown[]>();
  private readonly drawn = new Map<Compute<number>, Drawn[]>();
  private readonly reached = new Map<Cell, ReadonlyMap<string, Range>>();

  constructor(model: Model) {
    this.draws = new Draws(model);
  }

  /** The spread of a figure, `undefined` where no uncertain input changes it or it is unknown. */
  of(cell: Cell): Spread | undefined {
    const column = this.columnOf(cell);
    if (!column) return undefined;
    if (!this.spreads.has(column)) this.spreads.set(column, this.spreadOf(cell, column));
    return this.spreads.get(column);
  }

  private spreadOf(cell: Cell, column: Float64Array): Spread | undefined {
    if (column.every((value) => value === column[0])) return undefined;
    const [low, median, high] = quantiles(column, [0.05, 0.5, 0.95]);
    return { low, median, high, causes: this.causes(cell, column) };
  }

  /** The figure's value in every draw. Cells are walked without recursion: a path through a design may be long. */
  private columnOf(cell: Cell): Float64Array | undefined {
    const open: Cell[] = [cell];
    while (open.length > 0) {
      const next = open[open.length - 1];
      if (this.columns.has(next)) {
        open.pop();
        continue;
      }
      const waiting = next.inputs.flatMap(({ derivation }) =>
        derivation && !this.columns.has(derivation) ? [derivation] : [],
      );
      if (waiting.length > 0) open.push(...waiting);
      else {
        this.columns.set(next, this.work(next));
        open.pop();
      }
    }
    return this.columns.get(cell);
  }

  private work(cell: Cell): Float64Array | undefined {
    if (cell.value === undefined) return undefined;
    const { inputs: terms, compute, computeDetail } = cell;
    const inputs = terms.map((term) => this.inputOf(term));
    if (inputs.every((input) => input === undefined)) return undefined;
    this.reached.set(cell, this.sourcesOf(cell));
    const alike = this.alike(cell, inputs);
    if (alike.column) {
      if (alike.details) this.details.set(cell, alike.details);
      return alike.column;
    }
    const values = terms.map(({ value }) => value);
    const details = terms.map(({ derivation }) => derivation?.detail);
    const varying = inputs.flatMap((column, index) =>
      column ? [{ column, index, details: this.detailOf(terms[index]) }] : [],
    );
    const { count } = this.draws;
    const most = computeDetail && typeof cell.detail !== 'number' ? Math.min(count, detailedSamples) : count;
    const column = new Float64Array(Math.min(most, ...varying.map((input) => input.column.length)));
    const detailColumn: unknown[] = [];
    for (let i = 0; i < column.length; i++) {
      for (const input of varying) {
        values[input.index] = input.column[i];
        if (input.details) details[input.index] = input.details[i];
      }
      const own = computeDetail?.(values, details);
      column[i] = compute(values, details, own);
      if (computeDetail) detailColumn.push(own);
    }
    alike.column = column;
    if (computeDetail) {
      this.details.set(cell, detailColumn);
      alike.details = detailColumn;
    }
    return column;
  }

  /** What a cell of the same function and the same inputs came to; new and empty where there is none. */
  private alike({ inputs: terms, compute, computeDetail }: Cell, inputs: readonly (Float64Array | undefined)[]): Drawn {
    const given = terms.flatMap((term, i) => [
      inputs[i] ?? term.value,
      (inputs[i] && this.detailOf(term)) ?? term.derivation?.detail,
    ]);
    let known = this.drawn.get(compute);
    if (!known) {
      known = [];
      this.drawn.set(compute, known);
    }
    const found = known.find(
      (other) =>
        other.computeDetail === computeDetail &&
        other.given.length === given.length &&
        other.given.every((each, i) => Object.is(each, given[i])),
    );
    if (found) return found;
    const drawn: Drawn = { computeDetail, given };
    known.push(drawn);
    if (known.length > mostAlike) known.shift();
    return drawn;
  }

  private detailOf({ derivation }: KnownTerm): readonly unknown[] | undefined {
    return derivation && this.details.get(derivation);
  }

  private inputOf({ derivation, expression }: KnownTerm): Float64Array | undefined {
    if (derivation) return this.columns.get(derivation);
    return expression && this.draws.of(expression);
  }

  /** Squared rank correlation of each range with the figure, scaled to add up to 1 (Saltelli et al. 2008, ch. 1). */
  private causes(cell: Cell, column: Float64Array): Spread['causes'] {
    const sources = [...(this.reached.get(cell)?.values() ?? [])];
    if (sources.length === 1) return [{ name: sources[0].name, share: 1 }];
    const own = ranks(column.subarray(0, causeSamples));
    const parts = sources.map((range) => {
      const correlation = rankCorrelation(this.draws.ranksOf(range, own.length), own);
      return { name: range.name, share: correlation * correlation };
    });
    const total = parts.reduce((all, { share }) => all + share, 0);
    if (total === 0) return [];
    return parts
      .map(({ name, share }) => ({ name, share: share / total }))
      .sort((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1));
  }

  /** The ranges a figure depends on, from those of its inputs. Figures of the same ranges share one map. */
  private sourcesOf(cell: Cell): ReadonlyMap<string, Range> {
    let all: ReadonlyMap<string, Range> = none;
    const add = (more: ReadonlyMap<string, Range>): void => {
      if (more === all || [...more.keys()].every((key) => all.has(key))) return;
      all = [...all.keys()].every((key) => more.has(key)) ? more : new Map([...all, ...more]);
    };
    for (const { name, derivation, expression } of cell.inputs) {
      if (derivation) add(this.reached.get(derivation) ?? none);
      if (!expression) continue;
      for (const range of this.draws.ranges(name, expression)) add(new Map([[range.key, range]]));
    }
    return all;
  }
}
