import type { Term } from '../cell.js';
import { property, type Sheet } from '../sheet.js';
import type { Edge, Factor } from '../traffic/graph.js';
import { isRead } from '../traffic/operations.js';
import { Distribution } from './distribution.js';
import { networkOf } from './network.js';

/** A call as a factor of response times: its terms, and what they come to. */
export interface Call {
  readonly edge: Edge;
  /** All terms but that of the called, which is the last. */
  readonly ahead: readonly Term[];
  /** @param values of the terms @param details theirs */
  read(values: readonly number[], details: readonly unknown[]): Read;
}

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

/** A call of one edge; the called's term is its response time, or its bound. */
export function callOf(sheet: Sheet, edge: Edge): Call {
  const { link, factors } = edge;
  const counted = factors.map((factor) => ({ factor, terms: factor.terms() }));
  const network = networkOf(sheet, link);
  const linger = link.properties.linger && property(link, 'linger', 's');
  const hedge = link.properties.hedge && isRead(edge.to.operation) ? property(link, 'hedge', 's') : undefined;
  const ahead: Term[] = [];
  for (const { terms } of counted) ahead.push(...terms);
  if (network) ahead.push(network);
  if (linger) ahead.push(linger);
  if (hedge) ahead.push(hedge);
  return {
    edge,
    ahead,
    read(values, details) {
      let at = 0;
      let chance = 1;
      let count = 1;
      for (const { factor, terms: own } of counted) {
        const value = factor.compute(values.slice(at, at + own.length));
        at += own.length;
        if (factor.role === 'chance' && value <= 1) chance *= value;
        else count *= value;
      }
      // A part of a batch still waits for the whole request.
      if (isBatched(factors)) count = Math.max(1, count);
      const onTheWay = network ? values[at++] : 0;
      const filling = linger ? values[at++] : 0;
      const wait = hedge ? values[at++] : undefined;
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
    },
  };
}

function isBatched(factors: readonly Factor[]): boolean {
  return factors.some(({ text }) => text === '1 ÷ batch');
}
