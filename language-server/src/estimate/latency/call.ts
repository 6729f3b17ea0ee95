import type { Term } from '../cell.js';
import { property, type Sheet } from '../sheet.js';
import type { Edge, Factor } from '../traffic/node.js';
import { isRead } from '../traffic/operations.js';
import { Distribution } from './distribution.js';
import { networkOf } from './network.js';

export interface Read {
  /** The chance that the call is made. */
  readonly chance: number;
  /** How often, if it is. */
  readonly count: number;
  /** Network, waiting for a batch to fill, and what the called takes, in seconds: the last term's value added to the rest. */
  readonly seconds: number;
  /** The same as a distribution, where the last term has one. */
  readonly time: Distribution;
}

interface Counted {
  readonly factor: Factor;
  /** How many of the terms are its own. */
  readonly length: number;
}

const none: readonly never[] = [];

/** A call of one edge as a factor of response times; the called's term is its response time, or its bound. */
export class Call {
  /** All terms but that of the called, which is the last. */
  readonly ahead: readonly Term[];
  private readonly counted: readonly Counted[];
  private readonly network: boolean;
  private readonly linger: boolean;
  private readonly hedge: boolean;

  constructor(
    sheet: Sheet,
    readonly edge: Edge,
  ) {
    const { link, factors, to } = edge;
    const ahead: Term[] = [];
    this.counted = factors.length > 0 ? factors.map((factor) => counted(factor, ahead)) : none;
    const network = networkOf(sheet, link);
    if (network) ahead.push(network);
    this.network = network !== undefined;
    this.linger = link.properties.linger !== undefined;
    if (this.linger) ahead.push(property(link, 'linger', 's'));
    this.hedge = link.properties.hedge !== undefined && isRead(to.operation);
    if (this.hedge) ahead.push(property(link, 'hedge', 's'));
    this.ahead = ahead;
  }

  /** @param values of the terms @param details theirs @param start of the first */
  read(values: readonly number[], details: readonly unknown[], start: number): Read {
    let at = start;
    let chance = 1;
    let count = 1;
    for (const { factor, length } of this.counted) {
      const value = factor.compute(values.slice(at, at + length));
      at += length;
      if (factor.role === 'chance' && value <= 1) chance *= value;
      else count *= value;
    }
    // A part of a batch still waits for the whole request.
    if (isBatched(this.edge.factors)) count = Math.max(1, count);
    const onTheWay = this.network ? values[at++] : 0;
    const filling = this.linger ? values[at++] : 0;
    const wait = this.hedge ? values[at++] : undefined;
    const detail = details[at];
    const answer = detail instanceof Distribution ? detail : Distribution.constant(values[at]);
    const asked = Distribution.constant(onTheWay).plus(answer);
    const first = wait === undefined ? asked : asked.hedged(wait);
    return {
      chance,
      count,
      seconds: onTheWay + filling + values[at],
      time: filling > 0 ? first.plus(Distribution.uniform(filling)) : first,
    };
  }
}

function counted(factor: Factor, into: Term[]): Counted {
  const terms = factor.terms();
  into.push(...terms);
  return { factor, length: terms.length };
}

function isBatched(factors: readonly Factor[]): boolean {
  return factors.some(({ text }) => text === '1 ÷ batch');
}
