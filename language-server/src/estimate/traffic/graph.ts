import type { Component, Link } from '../../model/model.js';
import { isPlanned } from '../../model/planned.js';
import { complement } from '../cell.js';
import { isBroker } from '../kinds.js';
import { isCalledInside } from '../programs.js';
import { property, type Sheet, writtenIn } from '../sheet.js';
import type { Edge, Factor, Node } from './node.js';
import { isRead, isWrite, type Operation, operationOn } from './operations.js';
import { fallsThrough, type Pass, passOf, unknownOperation } from './pass.js';
import { routesOf } from './routes.js';
import type { Source } from './sources.js';

/** Where the requests of a source can go: every node reached, its start first, with the edges between. */
export function explore(sheet: Sheet, source: Source): readonly Node[] {
  const { from: start, flow } = source;
  if (!start || !source.isBuilt) return [];
  const nodes: Node[] = [];
  const known = new Map<Component | Link, Node[]>();
  const open: Node[] = [];
  const add = (component: Component, operation: Operation | undefined, via: Link | undefined): Node => {
    const number = nodes.length;
    const node: Node = { number, source, component, operation, via, incoming: none, outgoing: none, visits: undefined };
    nodes.push(node);
    open.push(node);
    return node;
  };
  const enter = (component: Component, operation: Operation | undefined, via: Link | undefined): Node => {
    const alike = known.get(via ?? component);
    const met = alike?.find((node) => node.operation === operation);
    if (met) return met;
    const node = add(component, operation, via);
    if (alike) alike.push(node);
    else known.set(via ?? component, [node]);
    return node;
  };
  const begin = add(start, flow?.properties.op?.value, undefined);
  for (let from = open.pop(); from; from = open.pop()) {
    // A client passes nothing on; it only begins its own flows, and what comes back to it is a delivery.
    if (from.component.kind === 'client' && from !== begin) continue;
    for (const link of routesOf(sheet, from.component).taking(flow)) {
      const factors = factorsOf(sheet, source, from, link);
      if (!factors) continue;
      const operation = link.properties.capture && !link.properties.op ? from.operation : operationOn(link, flow);
      const via = dependsOnWay(sheet, link.target) ? link : undefined;
      const isBegin = link.target === start && operation === begin.operation && !via && start.kind !== 'client';
      const to = isBegin ? begin : enter(link.target, operation, via);
      const edge: Edge = { from, to, link, factors, unpacks: link.properties.batch && unpacking(link) };
      from.outgoing = withEdge(from.outgoing, edge);
      to.incoming = withEdge(to.incoming, edge);
    }
  }
  return nodes;
}

const none: Edge[] = [];

/** Most nodes have one edge in: an empty list would take room for many. */
function withEdge(edges: Edge[], edge: Edge): Edge[] {
  if (edges === none) return [edge];
  edges.push(edge);
  return edges;
}

/**
 * Does it matter by which link a request came: for the tables it wrote, for a caller that writes around the cache, or for
 * the program that it enters?
 */
function dependsOnWay(sheet: Sheet, component: Component): boolean {
  const { kind, properties, outgoing } = component;
  if (isCalledInside(sheet, component)) return true;
  if (kind === 'cache') return !properties.pattern;
  return outgoing.some((link) => link.properties.capture && link.properties.reads);
}

/** share × calls × fan-out ÷ batch and what the source lets through; undefined: nothing goes this way. */
function factorsOf(sheet: Sheet, { flow }: Source, from: Node, link: Link): Factor[] | undefined {
  const cache = missed(sheet, link);
  if (cache) return missFactors(sheet, flow, from, link, cache);
  const pass = passFactors(passOf(sheet, from, link, flow));
  if (!pass) return undefined;
  const counts = countFactors(link);
  return counts.length > 0 ? [...pass, ...counts] : pass;
}

/** The cache of whose misses a link takes care; all that its caller asks, as long as the cache is only drawn. */
function missed(sheet: Sheet, { properties }: Link): Component | undefined {
  const id = properties['on-miss']?.value;
  const cache = id === undefined ? undefined : sheet.model.declarations.get(id);
  return cache?.what === 'component' && !isPlanned(cache) ? cache : undefined;
}

/** A link taken only on a miss takes the caller's reads of the cache, unless the cache itself goes on to the store. */
function missFactors(
  sheet: Sheet,
  flow: Source['flow'],
  from: Node,
  link: Link,
  cache: Component,
): Factor[] | undefined {
  const lookups = routesOf(sheet, from.component)
    .leadingTo(cache, flow)
    .filter((other) => !isWrite(operationOn(other, flow)) && operationOn(other, flow) !== 'invalidate');
  if (lookups.length === 0 || fallsThrough(cache, flow)) return undefined;
  const looked = lookups.length === 1 ? countFactors(lookups[0]) : [sumOfLookups(lookups)];
  const isKnown = lookups.every((other) => isRead(operationOn(other, flow)));
  const node: Node = { ...from, component: cache, operation: 'read', via: undefined };
  const misses = isKnown ? passOf(sheet, node, { ...link, source: cache }, flow) : unknownOperation(lookups[0], flow);
  const pass = passFactors(misses);
  return pass && [...looked, ...pass, ...countFactors(link)];
}

function sumOfLookups(lookups: readonly Link[]): Factor {
  const each = lookups.map(countFactors);
  const counts = each.map((factors) => factors.map(({ terms }) => terms().length));
  return {
    text: 'look-ups',
    role: 'count',
    terms: () => each.flat().flatMap(({ terms }) => terms()),
    compute: (values) => {
      let at = 0;
      let total = 0;
      for (const [i, factors] of each.entries()) {
        let product = 1;
        for (const [j, { compute }] of factors.entries()) {
          product *= compute(values.slice(at, at + counts[i][j]));
          at += counts[i][j];
        }
        total += product;
      }
      return total;
    },
  };
}

const first = ([value]: readonly number[]): number => value;

function passFactors(pass: Pass): Factor[] | undefined {
  switch (pass.kind) {
    case 'none':
      return undefined;
    case 'all':
      return [];
    case 'unknown':
      return [{ text: 'what passes', role: 'chance', terms: () => [pass.term], compute: first }];
    case 'misses':
      return [
        {
          text: '(1 − hit-ratio)',
          role: 'chance',
          terms: () => [pass.ratio()],
          compute: ([ratio]) => complement(ratio),
        },
      ];
    case 'split':
      return [
        {
          text: 'own weight ÷ all weights',
          role: 'chance',
          terms: () => [pass.own, pass.all],
          compute: ([own, all]) => (all > 0 ? own / all : 0),
        },
      ];
  }
}

function unpacking(link: Link): Factor | undefined {
  if (!isBroker(link.target)) return undefined;
  const size = property(link, 'batch', 'count');
  return { text: 'batch', role: 'count', terms: () => [size], compute: first };
}

function countFactors(link: Link): Factor[] {
  const factors: Factor[] = [];
  const { share, calls, batch } = link.properties;
  if (share)
    factors.push({ text: 'share', role: 'chance', terms: () => [property(link, 'share', 'ratio')], compute: first });
  if (calls)
    factors.push({ text: 'calls', role: 'count', terms: () => [property(link, 'calls', 'count')], compute: first });
  const fanOut = writtenIn(link, 'fan-out', 'average', 'count');
  if (fanOut) factors.push({ text: 'fan-out', role: 'count', terms: () => [fanOut], compute: first });
  if (batch) {
    const size = property(link, 'batch', 'count');
    factors.push({ text: '1 ÷ batch', role: 'count', terms: () => [size], compute: ([items]) => 1 / items });
  }
  return factors;
}
