import type { Component, Link } from '../../model/model.js';
import type { Term } from '../cell.js';
import { property, type Sheet, writtenIn } from '../sheet.js';
import { type Operation, isRead, operationOn } from './operations.js';
import { carries, fallsThrough, passOf, type Pass } from './pass.js';
import type { Source } from './sources.js';

/** Arrivals of one operation at one component. */
export interface Node {
  readonly key: string;
  readonly component: Component;
  readonly operation: Operation | undefined;
  readonly edges: Edge[];
}

/** Requests that go on from a node along a link: visits × the product of its factors. */
export interface Edge {
  readonly from: Node;
  readonly to: Node;
  readonly link: Link;
  readonly factors: readonly Factor[];
}

/** A factor of a visit count: one or more terms and how they make a number. */
export interface Factor {
  readonly text: string;
  readonly terms: readonly Term[];
  readonly compute: (values: readonly number[]) => number;
}

/** Where the requests of a source can go: every node reached from its start, with the edges between. */
export function explore(sheet: Sheet, source: Source): readonly Node[] {
  const nodes = new Map<string, Node>();
  const start = source.from;
  if (!start) return [];
  const node = (component: Component, operation: Operation | undefined): Node => {
    const key = `${component.id} ${operation ?? ''}`;
    let known = nodes.get(key);
    if (!known) {
      known = { key, component, operation, edges: [] };
      nodes.set(key, known);
      open.push(known);
    }
    return known;
  };
  const open: Node[] = [];
  node(start, source.flow?.properties.op?.value);
  for (let from = open.pop(); from; from = open.pop()) {
    // A client keeps what it is sent; it only begins its own flows.
    if (from.component.kind === 'client' && from.component !== start) continue;
    for (const link of from.component.outgoing) {
      if (!carries(link, source.flow)) continue;
      const factors = factorsOf(sheet, source, from, link);
      if (factors) from.edges.push({ from, to: node(link.target, operationOn(link, source.flow)), link, factors });
    }
  }
  return [...nodes.values()];
}

/** share × calls × fan-out ÷ batch and what the source lets through; undefined: nothing goes this way. */
function factorsOf(sheet: Sheet, { flow }: Source, from: Node, link: Link): Factor[] | undefined {
  const missed = link.properties['on-miss'];
  if (missed) return missFactors(sheet, flow, from, link, missed.value);
  const pass = passFactor(passOf(sheet, link, flow, from.operation));
  return pass && [...pass, ...countFactors(link)];
}

/** A link taken only on a miss takes the caller's reads of the cache, unless the cache itself goes on to the store. */
function missFactors(sheet: Sheet, flow: Source['flow'], from: Node, link: Link, cacheId: string): Factor[] | undefined {
  const lookups = from.component.outgoing.filter(
    (other) => other.target.id === cacheId && carries(other, flow) && isRead(operationOn(other, flow)),
  );
  const cache = lookups[0]?.target;
  if (!cache || fallsThrough(cache, flow)) return undefined;
  const misses = passFactor(passOf(sheet, { ...link, source: cache }, flow, 'read'));
  const looked = lookups.length === 1 ? countFactors(lookups[0]) : [sumOfLookups(lookups)];
  return misses && [...looked, ...misses, ...countFactors(link)];
}

function sumOfLookups(lookups: readonly Link[]): Factor {
  const each = lookups.map(countFactors);
  const terms = each.flat().flatMap((factor) => factor.terms);
  return {
    text: 'look-ups',
    terms,
    compute: (values) => {
      let at = 0;
      let total = 0;
      for (const factors of each) {
        let product = 1;
        for (const { terms: own, compute } of factors) {
          product *= compute(values.slice(at, at + own.length));
          at += own.length;
        }
        total += product;
      }
      return total;
    },
  };
}

function passFactor(pass: Pass): Factor[] | undefined {
  switch (pass.kind) {
    case 'none':
      return undefined;
    case 'all':
      return [];
    case 'misses':
      return [{ text: '(1 − hit-ratio)', terms: [pass.ratio], compute: ([ratio]) => 1 - ratio }];
    case 'split':
      return [
        {
          text: 'own weight ÷ all weights',
          terms: [pass.own, ...pass.all],
          compute: ([own, ...all]) => own / all.reduce((total, weight) => total + weight, 0),
        },
      ];
  }
}

const first = ([value]: readonly number[]): number => value;

function countFactors(link: Link): Factor[] {
  const factors: Factor[] = [];
  const { share, calls, batch } = link.properties;
  if (share) factors.push({ text: 'share', terms: [property(link, 'share', 'ratio')], compute: first });
  if (calls) factors.push({ text: 'calls', terms: [property(link, 'calls', 'count')], compute: first });
  const fanOut = writtenIn(link, 'fan-out', 'average', 'count');
  if (fanOut) factors.push({ text: 'fan-out', terms: [fanOut], compute: first });
  if (batch) {
    factors.push({ text: '1 ÷ batch', terms: [property(link, 'batch', 'count')], compute: ([size]) => 1 / size });
  }
  return factors;
}
