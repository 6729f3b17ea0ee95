import { evaluate, intervalMedian } from '../model/arithmetic.js';
import type { Model } from '../model/model.js';
import type { Expression } from '../model/value.js';
import { latinHypercube, normalQuantile, ranks } from './statistics.js';

type Interval = Extract<Expression, { kind: 'interval' }>;

/** A range of the design. */
export interface Range {
  /** Of the property or param it stands in. */
  readonly name: string;
  /** The same for the same range, wherever it is used. */
  readonly key: string;
  readonly interval: Interval;
}

const sampleCount = 10_000;
/** Draws over all components of a design: a large one gets fewer, so that its figures stay within memory. */
const mostDraws = 1_200_000;
const leastSamples = 100;

/**
 * Draws of every range in the design (Latin hypercube sampling, McKay, Beckman and Conover 1979). The seed is fixed: the same
 * file gives the same figures everywhere.
 */
export class Draws {
  /** How many of each range. */
  readonly count: number;
  private readonly draws = new Map<string, Float64Array>();
  private readonly written = new Map<Expression, Float64Array>();
  private readonly drawRanks = new Map<string, Float64Array>();
  private readonly params: ReadonlyMap<string, Expression>;
  private readonly nameOfFile: (file: string) => string;

  constructor(model: Model) {
    this.nameOfFile = withoutFolder(model);
    const room = Math.floor(mostDraws / Math.max(1, model.components.length));
    this.count = Math.max(leastSamples, Math.min(sampleCount, room));
    this.params = new Map(model.params.map(({ id, expression }) => [id, expression]));
  }

  /** What an expression comes to in each draw, `undefined` where it depends on no range. */
  of(expression: Expression): Float64Array | undefined {
    if (this.rangesIn(expression).length === 0) return undefined;
    let column = this.written.get(expression);
    if (!column) {
      column = new Float64Array(this.count);
      for (let i = 0; i < this.count; i++) column[i] = this.evaluateAt(expression, i);
      this.written.set(expression, column);
    }
    return column;
  }

  /** The ranges that what is written under a name depends on. */
  ranges(name: string, expression: Expression): readonly Range[] {
    return this.rangesIn(expression).map((interval) => ({
      name: this.nameOf(expression, interval) ?? name,
      key: keyOf(interval),
      interval,
    }));
  }

  /** The ranks of a range's first draws. */
  ranksOf({ key: range, interval }: Range, count: number): Float64Array {
    const key = `${range} ${count}`;
    let known = this.drawRanks.get(key);
    if (!known) {
      known = ranks(this.drawsOf(interval).subarray(0, count));
      this.drawRanks.set(key, known);
    }
    return known;
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
      draws = latinHypercube(this.count, hash(`${this.nameOfFile(interval.at.file)}:${interval.at.offset}`));
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
