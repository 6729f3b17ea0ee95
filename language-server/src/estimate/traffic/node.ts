import type { Component, Link } from '../../model/model.js';
import type { Cell, Term } from '../cell.js';
import type { Operation } from './operations.js';
import type { Source } from './sources.js';

/** Arrivals of one operation at one component. */
export interface Node {
  /** Its place among those of the source. */
  readonly number: number;
  readonly source: Source;
  readonly component: Component;
  readonly operation: Operation | undefined;
  /** The link they came by, where what goes on depends on it. */
  readonly via?: Link | undefined;
  incoming: Edge[];
  outgoing: Edge[];
  /** How often per request of the source, once it is worked out. */
  visits?: Cell | undefined;
}

/** Requests that go on from a node along a link: visits × the product of its factors. */
export interface Edge {
  readonly from: Node;
  readonly to: Node;
  readonly link: Link;
  readonly factors: readonly Factor[];
  /** Into a broker: the messages of a batch, which its consumers get one by one. */
  readonly unpacks: Factor | undefined;
}

/** A factor of a visit count: one or more terms and how they make a number. */
export interface Factor {
  readonly text: string;
  /** The chance that a request goes this way, or how many go for each that does. */
  readonly role: 'chance' | 'count';
  /** Asked for only when the traffic before it is known: a hit ratio may follow from it. */
  readonly terms: () => readonly Term[];
  readonly compute: (values: readonly number[]) => number;
}
