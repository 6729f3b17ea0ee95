import { evaluate, intervalMedian } from '../model/arithmetic.js';
import type { Model } from '../model/model.js';
import type { Expression } from '../model/value.js';
import type { Cell, Compute, KnownTerm } from './cell.js';
import type { Spread } from './estimates.js';
import { latinHypercube, normalQuantile, quantiles, rankCorrelation, ranks } from './statistics.js';

type Interval = Extract<Expression, { kind: 'interval' }>;

/** A range of the design, by the name of the property or param it stands in. */
interface Source {
  readonly name: string;
  readonly interval: Interval;
}

const none: ReadonlyMap<string, Source> = new Map();

/** What a function came to in every draw of its inputs: columns where they vary, else their values, each with its details. */
interface Drawn {
  readonly computeDetail: Compute<unknown> | undefined;
  readonly given: readonly unknown[];
  column?: Float64Array;
  details?: readonly unknown[];
}

const sampleCount = 10_000;
/** Draws over all components of a design: a large one gets fewer, so that its figures stay within memory. */
const mostDraws = 1_200_000;
const leastSamples = 100;
/** Draws of figures that carry a whole distribution: each costs as much as hundreds of others. */
const detailedSamples = 1000;
/** Of one function: more are not looked through. */
const mostAlike = 16;
/** Draws from which parts in the variance are told, to within 3%. */
const causeSamples = 1000;

/**
 * Works figures out again for many draws of every range in the design (Monte Carlo with Latin hypercube sampling,
 * McKay, Beckman and Conover 1979). The seed is fixed: the same file gives the same figures everywhere.
 */
export class Uncertainty {
  private readonly draws = new Map<string, Float64Array>();
  private readonly written = new Map<Expression, Float64Array>();
  private readonly spreads = new Map<Float64Array, Spread | undefined>();
  private readonly columns = new Map<Cell, Float64Array | undefined>();
  private readonly details = new Map<Cell, readonly unknown[]>();
  private readonly drawn = new Map<Compute<number>, Drawn[]>();
  private readonly drawRanks = new Map<string, Float64Array>();
  private readonly reached = new Map<Cell, ReadonlyMap<string, Source>>();
  private readonly params: ReadonlyMap<string, Expression>;
  private readonly samples: number;
  private readonly nameOfFile: (file: string) => string;

  constructor(model: Model) {
    this.nameOfFile = withoutFolder(model);
    const room = Math.floor(mostDraws / Math.max(1, model.components.length));
    this.samples = Math.max(leastSamples, Math.min(sampleCount, room));
    this.params = new Map(model.params.map(({ id, expression }) => [id, expression]));
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
    const most =
      computeDetail && typeof cell.detail !== 'number' ? Math.min(this.samples, detailedSamples) : this.samples;
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
    if (!expression || this.rangesIn(expression).length === 0) return undefined;
    let column = this.written.get(expression);
    if (!column) {
      column = new Float64Array(this.samples);
      for (let i = 0; i < this.samples; i++) column[i] = this.evaluateAt(expression, i);
      this.written.set(expression, column);
    }
    return column;
  }

  private evaluateAt(expression: Expression, draw: number): number {
    return evaluate(expression, {
      param: (id) => {
        const own = this.params.get(id);
        return own ? this.evaluateAt(own, draw) : Number.NaN;
      },
      figure: () => Number.NaN,
      interval: (interval) => this.drawsOf(interval)[draw],
    });
  }

  /** The ranges an expression depends on, through params too. */
  private rangesIn(expression: Expression): readonly Interval[] {
    switch (expression.kind) {
      case 'interval':
        return [expression];
      case 'param': {
        const own = this.params.get(expression.name);
        return own ? this.rangesIn(own) : [];
      }
      case 'operation':
        return [...this.rangesIn(expression.left), ...this.rangesIn(expression.right)];
      default:
        return [];
    }
  }

  /** Draws from the log-normal whose 5th and 95th percentile are the ends; from the normal where an end is zero. */
  private drawsOf(interval: Interval): Float64Array {
    const key = keyOf(interval);
    let draws = this.draws.get(key);
    if (!draws) {
      const { low, high } = interval;
      const z = normalQuantile(0.95);
      draws = latinHypercube(this.samples, hash(`${this.nameOfFile(interval.at.file)}:${interval.at.offset}`));
      for (let i = 0; i < draws.length; i++) {
        const deviation = normalQuantile(draws[i]) / z;
        draws[i] =
          low > 0
            ? intervalMedian(low, high) * (high / low) ** (deviation / 2)
            : Math.max(0, (low + high) / 2 + ((high - low) / 2) * deviation);
      }
      this.draws.set(key, draws);
    }
    return draws;
  }

  /** Squared rank correlation of each range with the figure, scaled to add up to 1 (Saltelli et al. 2008, ch. 1). */
  private causes(cell: Cell, column: Float64Array): Spread['causes'] {
    const sources = [...(this.reached.get(cell)?.values() ?? [])];
    if (sources.length === 1) return [{ name: sources[0].name, share: 1 }];
    const own = ranks(column.subarray(0, causeSamples));
    const parts = sources.map(({ name, interval }) => {
      const correlation = rankCorrelation(this.ranksOf(interval, own.length), own);
      return { name, share: correlation * correlation };
    });
    const total = parts.reduce((all, { share }) => all + share, 0);
    if (total === 0) return [];
    return parts
      .map(({ name, share }) => ({ name, share: share / total }))
      .sort((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1));
  }

  /** The ranges a figure depends on, from those of its inputs. Figures of the same ranges share one map. */
  private sourcesOf(cell: Cell): ReadonlyMap<string, Source> {
    let all: ReadonlyMap<string, Source> = none;
    const add = (more: ReadonlyMap<string, Source>): void => {
      if (more === all || [...more.keys()].every((key) => all.has(key))) return;
      all = [...all.keys()].every((key) => more.has(key)) ? more : new Map([...all, ...more]);
    };
    for (const { name, derivation, expression } of cell.inputs) {
      if (derivation) add(this.reached.get(derivation) ?? none);
      if (!expression) continue;
      for (const interval of this.rangesIn(expression)) {
        add(new Map([[keyOf(interval), { name: this.nameOf(expression, interval) ?? name, interval }]]));
      }
    }
    return all;
  }

  private ranksOf(interval: Interval, count: number): Float64Array {
    const key = `${keyOf(interval)} ${count}`;
    let known = this.drawRanks.get(key);
    if (!known) {
      known = ranks(this.drawsOf(interval).subarray(0, count));
      this.drawRanks.set(key, known);
    }
    return known;
  }

  /** A range inside a param is known by the param's name. */
  private nameOf(expression: Expression, interval: Interval): string | undefined {
    if (expression.kind === 'param') {
      const own = this.params.get(expression.name);
      return own && this.rangesIn(own).includes(interval) ? expression.name : undefined;
    }
    if (expression.kind !== 'operation') return undefined;
    return this.nameOf(expression.left, interval) ?? this.nameOf(expression.right, interval);
  }
}

function keyOf({ at }: Interval): string {
  return `${at.file}:${at.offset}`;
}

/** What files are called wherever the design lies, so that an editor and a build server draw the same. */
function withoutFolder({ entry, files }: Model): (file: string) => string {
  let folder = entry.slice(0, entry.lastIndexOf('/') + 1);
  for (const file of files.keys()) {
    while (!file.startsWith(folder)) folder = folder.slice(0, folder.slice(0, -1).lastIndexOf('/') + 1);
  }
  return (file) => (file === entry ? '' : file.startsWith(folder) ? file.slice(folder.length) : file);
}

/** FNV-1a over the text. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
