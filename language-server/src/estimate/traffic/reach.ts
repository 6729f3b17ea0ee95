import type { Component, Link } from '../../model/model.js';
import type { Cell } from '../cell.js';
import { perDesign, type Sheet } from '../sheet.js';
import type { Edge, Node } from './node.js';
import type { Operation } from './operations.js';
import { append } from './routes.js';
import type { Source } from './sources.js';
import type { Knot } from './strongly-connected.js';

/** The part of a source's requests that reach something: visits of one operation. */
export interface Share {
  readonly source: Source;
  readonly operation: Operation | undefined;
  readonly visits: Cell;
}

/** A node is the share of its source that reaches its component, once its visits are known. */
export type Arrived = Node & { readonly visits: Cell };

const none: readonly never[] = [];

/** A loop of one source in which each round sends at least what it got: no load is finite there. */
export interface Amplifying {
  readonly source: Source;
  readonly edges: readonly Edge[];
}

/** Where the requests of a source go: the nodes they reach, in groups that reach each other, callers first. */
export interface Journey {
  readonly source: Source;
  /** Undefined where the source does not say where it starts. */
  readonly start: Node | undefined;
  readonly knots: readonly Knot<Node>[];
}

/** Which sources reach what, and how often per request: V of properties.md 1.2. Filled by `solveTraffic`. */
export class Reach {
  readonly amplifying: Amplifying[] = [];
  private readonly bySource = new Map<Source, Journey>();
  private readonly components = new Map<Component, Arrived[]>();
  private readonly links = new Map<Link, Share[]>();
  private readonly complete = new Set<Component>();

  get journeys(): Iterable<Journey> {
    return this.bySource.values();
  }

  journeyOf(source: Source): Journey | undefined {
    return this.bySource.get(source);
  }

  follow(journey: Journey): void {
    this.bySource.set(journey.source, journey);
  }

  arrive(node: Arrived): void {
    append(this.components, node.component, node);
  }

  pass(link: Link, share: Share): void {
    append(this.links, link, share);
  }

  /** All that reaches the component is counted. */
  finish(component: Component): void {
    this.complete.add(component);
  }

  isComplete(component: Component): boolean {
    return this.complete.has(component);
  }

  ofComponent(component: Component): readonly Arrived[] {
    return this.components.get(component) ?? none;
  }

  ofLink(link: Link): readonly Share[] {
    return this.links.get(link) ?? none;
  }
}

export const reachOf = perDesign(() => new Reach());

export function sharesOfComponent(sheet: Sheet, component: Component): readonly Arrived[] {
  return reachOf(sheet).ofComponent(component);
}

export function sharesOfLink(sheet: Sheet, link: Link): readonly Share[] {
  return reachOf(sheet).ofLink(link);
}
