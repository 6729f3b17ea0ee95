import type { Component, Link } from '../../model/model.js';
import { type Cell, constant, derived, shared, sum, type Term, type Working } from '../cell.js';
import { type Definition, linkName, perDesign, type Sheet, workOut } from '../sheet.js';
import { solveTrafficEquations, type Transfer } from './equations.js';
import { explore } from './graph.js';
import type { Edge, Factor, Node } from './node.js';
import { type Arrived, type Journey, reachOf } from './reach.js';
import { append } from './routes.js';
import { type Source, sources } from './sources.js';
import { type Knot, stronglyConnected } from './strongly-connected.js';

/** What one link brings of a source's requests to a node. */
interface Passage {
  readonly link: Link;
  readonly source: Source;
  readonly edges: readonly Edge[];
}

const visitsAlong: Definition<Passage> = {
  unit: 'count',
  figure: ({ source }) => `visits.${source.id}`,
  subject: ({ link }) => link.id,
  called: (sheet, { link }) => linkName(sheet, link),
  work: (_sheet, { link, edges }) => {
    const [{ from, factors }, ...others] = edges;
    if (others.length === 0 && factors.length === 0)
      return { formula: `visits of ${link.source.id}`, terms: [derived(from.visits!)], compute: sum };
    const parts = edges.map((edge) => partOf(edge.factors, [derived(edge.from.visits!)]));
    const texts = new Set(edges.flatMap((edge) => edge.factors.map(({ text }) => text)));
    return {
      formula: [`visits of ${link.source.id}`, ...texts].join(' × '),
      terms: parts.flatMap(({ terms }) => terms),
      compute: (values) => {
        let at = 0;
        let total = 0;
        for (const part of parts) {
          total += values[at] * product(part, values, at + 1);
          at += part.terms.length;
        }
        return total;
      },
    };
  },
};

/** A node with what its links bring. */
interface Arrival {
  readonly node: Node;
  readonly begins: boolean;
  /** Requests that each of its links brings. */
  readonly brought: readonly Cell[];
  /** Of those links that bring several messages in each, how many; nothing where none does. */
  readonly unpacks: readonly (Factor | undefined)[] | undefined;
}

function figureAt({ source, operation }: Node): string {
  return operation ? `visits.${source.id}.${operation}` : `visits.${source.id}`;
}

const visitsAt: Definition<Arrival> = {
  unit: 'count',
  figure: ({ node }) => figureAt(node),
  subject: ({ node }) => node.component.id,
  called: (_sheet, { node }) => node.component.id,
  work: (_sheet, { begins, brought, unpacks }) => {
    if (unpacks) return unpacked(brought, unpacks, begins ? 1 : 0);
    const terms = brought.map((cell) => derived(cell));
    if (!begins) return { formula: 'what its links bring', terms, compute: sum };
    const formula = brought.length > 0 ? '1, where it starts, and what comes back' : '1, where it starts';
    return { formula, terms, compute: onePlus };
  },
};

/** Messages that arrive at a broker: its consumers get these, however they were sent. */
function unpacked(brought: readonly Cell[], unpacks: readonly (Factor | undefined)[], begun: number): Working {
  return {
    formula: `${begun > 0 ? '1, where it starts, and ' : ''}Σ requests of its links × messages of a request`,
    terms: brought.flatMap((cell, i) => [derived(cell), ...(unpacks[i]?.terms() ?? [single])]),
    compute: (values) => {
      let total = begun;
      for (let i = 0; i < values.length; i += 2) total += values[i] * values[i + 1];
      return total;
    },
  };
}

const single = constant('messages', 1, 'count', 'one in each request');

function onePlus(values: readonly number[]): number {
  return 1 + sum(values);
}

/** The requests of one source on their way: the nodes they reach, and how often, as far as that is worked out. */
class Follower implements Journey {
  readonly knots: readonly Knot<Node>[];
  readonly start: Node | undefined;

  constructor(
    private readonly sheet: Sheet,
    readonly source: Source,
    readonly nodes: readonly Node[],
  ) {
    this.start = nodes[0];
    this.knots = stronglyConnected(nodes, (place) => nodes[place].outgoing.map(({ to }) => to.number));
  }

  /** Works out what arrives at some nodes, all before them being known. */
  settle({ nodes, cyclic }: Knot<Node>): void {
    if (cyclic) this.settleLoop(nodes);
    const reach = reachOf(this.sheet);
    for (const node of nodes) {
      const { operation, source } = node;
      const links = this.byLink(node);
      const brought = links.map(([link, edges]) => {
        const visits = workOut(this.sheet, visitsAlong, { link, source, edges });
        reach.pass(link, { source, operation, visits });
        return visits;
      });
      if (!cyclic) {
        const isUnpacked = node.incoming.some(({ unpacks }) => unpacks);
        const unpacks = isUnpacked ? links.map(([, [edge]]) => edge.unpacks) : undefined;
        node.visits = workOut(this.sheet, visitsAt, { node, begins: node === this.start, brought, unpacks });
      }
      reach.arrive(node as Arrived);
    }
  }

  private byLink(node: Node): (readonly [Link, readonly Edge[]])[] {
    const { incoming } = node;
    if (incoming.length === 1) return [[incoming[0].link, incoming]];
    const lists = new Map<Link, Edge[]>();
    for (const edge of node.incoming) append(lists, edge.link, edge);
    return [...lists];
  }

  private settleLoop(nodes: readonly Node[]): void {
    const index = new Map(nodes.map((node, i) => [node, i]));
    const parts = nodes.flatMap((node) =>
      node.incoming.map((edge) => {
        const from = index.get(edge.from);
        const before = from === undefined ? [derived(edge.from.visits!)] : [];
        const factors = edge.unpacks ? [...edge.factors, edge.unpacks] : edge.factors;
        return { ...partOf(factors, before), edge, from, to: index.get(node)! };
      }),
    );
    const solution = (values: readonly number[]): number[] | undefined => {
      const inflow = nodes.map((node) => (node === this.start ? 1 : 0));
      const transfers: Transfer[] = [];
      let at = 0;
      for (const part of parts) {
        const { from, to, terms } = part;
        if (from === undefined) inflow[to] += values[at] * product(part, values, at + 1);
        else transfers.push({ from, to, factor: product(part, values, at) });
        at += terms.length;
      }
      return solveTrafficEquations(inflow, transfers);
    };
    const solve = rememberLast(solution);
    const names = nodes.slice(0, 5).map(({ component }) => component.id);
    const loop = shared({
      formula: `the traffic equations of the loop ${names.join(', ')}${nodes.length > names.length ? ', …' : ''}`,
      terms: parts.flatMap(({ terms }) => terms),
    });
    if (loop.values && !solve(loop.values)) {
      const edges = parts.flatMap(({ edge, from }) => (from === undefined ? [] : [edge]));
      reachOf(this.sheet).amplifying.push({ source: this.source, edges });
    }
    for (const [i, node] of nodes.entries()) {
      const compute = (values: readonly number[]): number => solve(values)?.[i] ?? Number.POSITIVE_INFINITY;
      node.visits = loop.cell({ subject: node.component.id, figure: figureAt(node), unit: 'count', compute });
    }
  }
}

interface Part {
  readonly factors: readonly { readonly factor: Factor; readonly count: number }[];
  readonly terms: readonly Term[];
}

/** The terms of an edge's factors, behind those that stand for its source. */
function partOf(factors: readonly Factor[], before: readonly Term[]): Part {
  const all = factors.map((factor) => ({ factor, own: factor.terms() }));
  return {
    factors: all.map(({ factor, own }) => ({ factor, count: own.length })),
    terms: [...before, ...all.flatMap(({ own }) => own)],
  };
}

function product({ factors }: Part, values: readonly number[], from: number): number {
  let at = from;
  let result = 1;
  for (const { factor, count } of factors) {
    result *= factor.compute(values.slice(at, at + count));
    at += count;
  }
  return result;
}

/** All nodes of a loop ask for the same solution, one after the other. */
function rememberLast<T>(solve: (values: readonly number[]) => T): (values: readonly number[]) => T {
  let last: { readonly values: readonly number[]; readonly solution: T } | undefined;
  return (values) => {
    // The caller may use one array for many draws, so the values are kept, not the array.
    const isSame = last?.values.every((value, i) => value === values[i]);
    if (!last || !isSame) last = { values: [...values], solution: solve(values) };
    return last.solution;
  };
}

/** Follows the requests of every source through the design, callers first. */
export const solveTraffic = perDesign((sheet) => {
  const reach = reachOf(sheet);
  const journeys = sources(sheet).map((source) => new Follower(sheet, source, explore(sheet, source)));
  for (const journey of journeys) reach.follow(journey);
  if (sheet.model.components.some(isFedByAll)) followTogether(sheet, journeys);
  else for (const journey of journeys) for (const knot of journey.knots) journey.settle(knot);
  return true;
});

/** A cache without a written hit ratio has one that follows from all reads which reach it. */
function isFedByAll({ kind, properties }: Component): boolean {
  return kind === 'cache' && !properties['hit-ratio'];
}

/** All journeys side by side, so that all reads of a cache come before what it lets through. */
function followTogether(sheet: Sheet, journeys: readonly Follower[]): void {
  const stages = stagesOf(sheet, journeys);
  const waiting: { journey: Follower; knots: Knot<Node>[] }[][] = stages.map(() => []);
  const stageOf = new Map(stages.flatMap((components, i) => components.map((component) => [component, i] as const)));
  for (const journey of journeys) {
    for (const knot of journey.knots) {
      const stage = waiting[stageOf.get(knot.nodes[0].component)!];
      const last = stage[stage.length - 1];
      if (last?.journey === journey) last.knots.push(knot);
      else stage.push({ journey, knots: [knot] });
    }
  }
  for (const [i, components] of stages.entries()) {
    for (const { journey, knots } of waiting[i]) for (const knot of knots) journey.settle(knot);
    for (const component of components) reachOf(sheet).finish(component);
  }
}

/** Components in the order in which requests reach them; those that reach each other stand together. */
function stagesOf(sheet: Sheet, journeys: readonly Follower[]): readonly (readonly Component[])[] {
  const numbers = new Map<Component, number>();
  const targets: Set<number>[] = [];
  const numberOf = (component: Component): number => {
    let number = numbers.get(component);
    if (number === undefined) {
      number = targets.length;
      numbers.set(component, number);
      targets.push(new Set());
    }
    return number;
  };
  for (const { nodes } of journeys) {
    for (const { component, outgoing } of nodes) {
      const from = targets[numberOf(component)];
      for (const { to, link } of outgoing) {
        from.add(numberOf(to.component));
        const missed = link.properties['on-miss'];
        const cache = missed && sheet.model.declarations.get(missed.value);
        if (cache?.what === 'component') targets[numberOf(cache)].add(numberOf(to.component));
      }
    }
  }
  return stronglyConnected([...numbers.keys()], (place) => [...targets[place]]).map(({ nodes }) => nodes);
}
