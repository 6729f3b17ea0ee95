import type { Component as Part, Link } from '../../model/model.js';
import { type Cell, define, derived, type KnownTerm, sum, type Term } from '../cell.js';
import type { Sheet } from '../sheet.js';
import { stronglyConnected } from './components.js';
import { type Edge, explore, type Factor, type Node } from './graph.js';
import type { Operation } from './operations.js';
import type { Source } from './sources.js';

/** Expected arrivals per request of one source: V of properties.md 1.2. */
export interface Visits {
  /** By component id, then by operation; `''` for an operation that is not known. */
  readonly arrivals: ReadonlyMap<string, ReadonlyMap<Operation | '', Cell>>;
  /** By link id; the same link may carry one operation for several arriving ones. */
  readonly links: ReadonlyMap<string, { readonly link: Link; readonly operation: Operation | undefined; readonly cell: Cell }>;
  /** Loops in which each round sends more than arrived: no finite load. */
  readonly amplifying: readonly (readonly Edge[])[];
}

/** Follows the requests of a source through the design. */
export function visits(sheet: Sheet, source: Source): Visits {
  return sheet.once(`visits ${source.id}`, () => {
    const arrivals = new Map<string, Map<Operation | '', Cell>>();
    const links = new Map<string, { link: Link; operation: Operation | undefined; cell: Cell }>();
    const amplifying: Edge[][] = [];
    const incoming = new Map<Node, Edge[]>();
    const cells = new Map<Node, Cell>();
    const nodes = explore(sheet, source);
    for (const node of nodes) {
      for (const edge of node.edges) {
        const known = incoming.get(edge.to);
        if (known) known.push(edge);
        else incoming.set(edge.to, [edge]);
      }
    }
    const start = nodes[0];
    const linkCell = (edges: readonly Edge[]): Cell => {
      const { link } = edges[0];
      const name = `${link.id}.visits.${source.id}`;
      return sheet.cell(name, () => alongLink(link, source, edges, cells));
    };
    for (const { nodes: members, cyclic } of stronglyConnected(nodes)) {
      if (cyclic) {
        const loop = solveLoop(members, incoming, cells, source, start);
        if (loop.amplifies) amplifying.push(loop.edges);
        for (const node of members) cells.set(node, loop.cell(node));
      } else {
        const [node] = members;
        const arriving = byLink(incoming.get(node) ?? []).map(linkCell);
        cells.set(node, arrivingAt(node, source, arriving, node === start));
      }
    }
    for (const node of nodes) {
      const operations = arrivals.get(node.component.id) ?? new Map<Operation | '', Cell>();
      operations.set(node.operation ?? '', cells.get(node)!);
      arrivals.set(node.component.id, operations);
    }
    for (const edges of byLink(nodes.flatMap((node) => node.edges))) {
      const { link, to } = edges[0];
      links.set(link.id, { link, operation: to.operation, cell: linkCell(edges) });
    }
    return { arrivals, links, amplifying };
  });
}

function byLink(edges: readonly Edge[]): Edge[][] {
  const groups = new Map<Link, Edge[]>();
  for (const edge of edges) {
    const group = groups.get(edge.link);
    if (group) group.push(edge);
    else groups.set(edge.link, [edge]);
  }
  return [...groups.values()];
}

function arrivingAt(node: Node, source: Source, arriving: readonly Cell[], isStart: boolean): Cell {
  const own = isStart ? 1 : 0;
  return define({
    subject: node.component.id,
    figure: `arrivals.${source.id}.${node.operation ?? 'any'}`,
    unit: 'count',
    formula: isStart ? (arriving.length > 0 ? '1, where it starts, and what comes back' : '1, where it starts') : 'what its links bring',
    terms: arriving.map((cell) => derived(cell)),
    compute: (values) => own + sum(values),
  });
}

function alongLink(link: Link, source: Source, edges: readonly Edge[], cells: ReadonlyMap<Node, Cell>): Cell {
  const parts = edges.map(({ from, factors }) => ({ visits: derived(cells.get(from)!), factors }));
  const texts = [...new Set(edges.flatMap(({ factors }) => factors.map(({ text }) => text)))];
  return define({
    subject: link.id,
    figure: `visits.${source.id}`,
    unit: 'count',
    formula: [`visits of ${link.source.id}`, ...texts].join(' × '),
    terms: parts.flatMap(({ visits: from, factors }) => [from, ...factors.flatMap((factor) => factor.terms)]),
    compute: (values) => {
      let at = 0;
      let total = 0;
      for (const { factors } of parts) {
        const from = values[at++];
        const factor = product(factors, values, at);
        total += from * factor;
        at += termCount(factors);
      }
      return total;
    },
  });
}

function termCount(factors: readonly Factor[]): number {
  return factors.reduce((total, factor) => total + factor.terms.length, 0);
}

function product(factors: readonly Factor[], values: readonly number[], from: number): number {
  let at = from;
  let result = 1;
  for (const { terms, compute } of factors) {
    result *= compute(values.slice(at, at + terms.length));
    at += terms.length;
  }
  return result;
}

/** V = e + Pᵀ V within a loop: the linear traffic equations (Jackson 1957). */
function solveLoop(
  members: readonly Node[],
  incoming: ReadonlyMap<Node, readonly Edge[]>,
  cells: ReadonlyMap<Node, Cell>,
  source: Source,
  start: Node,
): { readonly edges: Edge[]; readonly amplifies: boolean; cell(node: Node): Cell } {
  const index = new Map(members.map((node, i) => [node, i]));
  const edges = members.flatMap((node) => (incoming.get(node) ?? []).map((edge) => ({ edge, to: index.get(node)! })));
  const terms: Term[] = edges.flatMap(({ edge }) => {
    const outside = index.has(edge.from) ? [] : [derived(cells.get(edge.from)!)];
    return [...outside, ...edge.factors.flatMap((factor) => factor.terms)];
  });
  const solveAll = (values: readonly number[]): number[] => {
    const matrix = members.map((_, i) => members.map((__, j) => (i === j ? 1 : 0)));
    const right = members.map((node) => (node === start ? 1 : 0));
    let at = 0;
    for (const { edge, to } of edges) {
      const from = index.get(edge.from);
      const inflow = from === undefined ? values[at++] : 0;
      const factor = product(edge.factors, values, at);
      at += termCount(edge.factors);
      if (from === undefined) right[to] += inflow * factor;
      else matrix[to][from] -= factor;
    }
    return solve(matrix, right);
  };
  const known = terms.filter((term): term is KnownTerm => !('missing' in term));
  const solution = known.length === terms.length ? solveAll(known.map(({ value }) => value)) : undefined;
  // With a spectral radius of 1 or more there is no solution without a negative part (Perron–Frobenius).
  const amplifies = solution?.some((value) => !(value >= 0) || !Number.isFinite(value)) ?? false;
  const inside = edges.filter(({ edge }) => index.has(edge.from)).map(({ edge }) => edge);
  return {
    edges: inside,
    amplifies,
    cell: (node) =>
      define({
        subject: node.component.id,
        figure: `arrivals.${source.id}.${node.operation ?? 'any'}`,
        unit: 'count',
        formula: `the traffic equations of the loop ${members.map(({ component }: { component: Part }) => component.id).join(', ')}`,
        terms,
        compute: (values) => {
          const all = solveAll(values);
          return all.every((value) => value >= 0) ? all[index.get(node)!] : Number.POSITIVE_INFINITY;
        },
      }),
  };
}

/** Gaussian elimination with partial pivoting; NaN where the matrix is singular. */
export function solve(matrix: number[][], right: number[]): number[] {
  const n = right.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++) {
      if (Math.abs(matrix[row][column]) > Math.abs(matrix[pivot][column])) pivot = row;
    }
    if (Math.abs(matrix[pivot][column]) < 1e-12) return right.map(() => Number.NaN);
    [matrix[column], matrix[pivot]] = [matrix[pivot], matrix[column]];
    [right[column], right[pivot]] = [right[pivot], right[column]];
    for (let row = column + 1; row < n; row++) {
      const factor = matrix[row][column] / matrix[column][column];
      if (factor === 0) continue;
      for (let k = column; k < n; k++) matrix[row][k] -= factor * matrix[column][k];
      right[row] -= factor * right[column];
    }
  }
  const result = new Array<number>(n).fill(0);
  for (let row = n - 1; row >= 0; row--) {
    let rest = right[row];
    for (let k = row + 1; k < n; k++) rest -= matrix[row][k] * result[k];
    result[row] = rest / matrix[row][row];
  }
  return result;
}
