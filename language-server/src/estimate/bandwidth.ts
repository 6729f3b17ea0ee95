import { dimensions } from '@archlang/grammar';
import { isOfAnotherKind } from '../model/inherit.js';
import type { Component, Link } from '../model/model.js';
import { type Cell, constant, define, derived, isKnown, sum, type Term, unknown } from './cell.js';
import { isBroker } from './kinds.js';
import { packingOf, packs } from './packing.js';
import { membersOf, staysInside } from './programs.js';
import { countable } from './replicas.js';
import { figureOf, perDesign, property, type Sheet, written } from './sheet.js';
import { isRead, isWrite } from './traffic/operations.js';
import { rateOf, type When } from './traffic/rates.js';
import { type Share, sharesOfLink } from './traffic/reach.js';
import type { Source } from './traffic/sources.js';

export type Direction = 'in' | 'out';

const bits = constant('bits of a byte', 8, 'count', '8 bits are a byte');

/** Figures of both directions, at peak and on average. */
function eachWay<S>(make: (direction: Direction, when: When, figure: string) => (sheet: Sheet, subject: S) => Cell) {
  const one = (direction: Direction) => ({
    peak: make(direction, 'peak', `bandwidth.${direction}`),
    average: make(direction, 'average', `bandwidth.${direction}.average`),
  });
  return { in: one('in'), out: one('out') } as const;
}

/**
 * Bits per second along a link at peak: `out` what the caller sends (requests), `in` what it gets back (responses). Nobody
 * answers a hand-over: what it delivers goes out with it. A side that carries no payload counts as empty, and the figure
 * says so.
 */
export function linkBandwidth(sheet: Sheet, link: Link, direction: Direction, when: When = 'peak'): Cell {
  return ofLinks[direction][when](sheet, link);
}

const ofLinks = eachWay((direction, when, figure) => {
  const payloads = `Σ ${when} rate × visits × ${direction === 'out' ? 'request' : 'response'} × items`;
  const formulas = { packed: `${payloads} ÷ compression × 8`, plain: `${payloads} × 8` } as const;
  return figureOf(figure, 'bit/s', (sheet, link: Link) => {
    const isPacked = packs(link);
    const terms: Term[] = [bits];
    let isEmpty = false;
    for (const share of sharesOfLink(sheet, link)) {
      const { size, items } = payload(link, share, direction);
      terms.push(derived(rateOf(share.source, when)), derived(share.visits), size, items);
      if (isPacked) terms.push(packingOf(link, share));
      isEmpty ||= isAssumed(size);
    }
    const notes = isEmpty ? emptyNotes : noNotes;
    return isPacked
      ? { formula: formulas.packed, terms, compute: packedBitsOf, notes }
      : { formula: formulas.plain, terms, compute: bitsOf, notes };
  });
});

const emptyNotes = ['Headers and empty requests or answers are not counted.'];
const noNotes: readonly string[] = [];

function isAssumed(term: Term): boolean {
  return isKnown(term) && term.origin === 'assumed';
}

function bitsOf(values: readonly number[]): number {
  let total = 0;
  for (let i = 1; i < values.length; i += 4) total += values[i] * values[i + 1] * values[i + 2] * values[i + 3];
  return total * values[0];
}

function packedBitsOf(values: readonly number[]): number {
  let total = 0;
  for (let i = 1; i < values.length; i += 5)
    total += (values[i] * values[i + 1] * values[i + 2] * values[i + 3]) / values[i + 4];
  return total * values[0];
}

const single = constant('items', 1, 'count', 'one in each request');

interface Payload {
  /** In bytes. */
  readonly size: Term;
  /** How many of them a request carries: the flow's size is that of one item of a batch. */
  readonly items: Term;
}

/** What one request carries, or one answer. */
function payload(link: Link, { source, operation }: Share, direction: Direction): Payload {
  const side = direction === 'out' ? 'request' : 'response';
  if (!link.synchronous && direction === 'in') return nothing(source, side);
  const items = link.properties.batch ? property(link, 'batch', 'count') : single;
  // What is pushed to those who wait for it may be called a response; that of a request goes back to its caller.
  const isPush = !link.synchronous && source.from?.kind !== 'client';
  const isOther = source.flow !== undefined && isOfAnotherKind(link, source.flow);
  const names = isPush ? (['request', 'response'] as const) : ([side] as const);
  for (const name of names) {
    const own = written(link, name, 'B');
    if (own) return { size: own, items: single };
    const ofFlow = isOther ? undefined : source.flow && written(source.flow, name, 'B');
    if (ofFlow) return { size: ofFlow, items };
  }
  const isEmpty =
    operation === 'invalidate' ||
    operation === 'delete' ||
    (direction === 'out' ? isRead(operation) : isWrite(operation));
  if (isEmpty && link.synchronous) return nothing(source, side);
  const broker = [link.target, link.source].find(isBroker);
  const item = broker ? written(broker, 'message-size', 'B') : written(link.target, 'object-size', 'B');
  const size =
    item ??
    unknown(broker && !link.synchronous ? `${broker.id}.message-size` : `${isOther ? link.id : source.id}.${side}`);
  // An object holds all that was gathered in it; messages stay apart.
  return { size, items: item && broker ? items : single };
}

function nothing(source: Source, side: 'request' | 'response'): Payload {
  return { size: constant(`${source.id}.${side}`, 0, 'B', 'carries no payload'), items: single };
}

/**
 * Bits per second through a component: what its callers send and what it gets back from those it calls, or the reverse. A
 * program sends and gets what its modules do, except among themselves.
 */
export function componentBandwidth(
  sheet: Sheet,
  component: Component,
  direction: Direction,
  when: When = 'peak',
): Cell {
  return ofComponents[direction][when](sheet, component);
}

const ofComponents = eachWay((direction, when, figure) => {
  const formula =
    direction === 'in'
      ? 'Σ requests of callers + answers of the called'
      : 'Σ answers to callers + requests to the called';
  const opposite = direction === 'in' ? 'out' : 'in';
  return figureOf(figure, 'bit/s', (sheet, component: Component) => {
    const terms: Term[] = [];
    const add = (links: readonly Link[], way: Direction): void => {
      for (const link of links)
        if (!staysInside(sheet, link)) terms.push(derived(linkBandwidth(sheet, link, way, when)));
    };
    for (const { incoming, outgoing } of membersOf(sheet, component)) {
      add(incoming, opposite);
      add(outgoing, direction);
    }
    return { formula, terms, compute: sum };
  });
});

/** The busier direction ÷ what the network cards of all replicas carry. */
export const bandwidthUtilisation = figureOf('bandwidth.utilisation', 'ratio', (sheet, component: Component) => ({
  formula: 'busier direction ÷ (replicas × bandwidth of one)',
  terms: [
    derived(componentBandwidth(sheet, component, 'in')),
    derived(componentBandwidth(sheet, component, 'out')),
    countable(component),
    inBits(property(component, 'bandwidth', 'bit/s')),
  ],
  compute: ([incoming, outgoing, replicas, each]) => Math.max(incoming, outgoing) / (replicas * each),
}));

export function hasLine({ properties }: Link): boolean {
  return properties.bandwidth !== undefined;
}

/** The busier direction of a link ÷ what its line carries. */
export const linkBandwidthUtilisation = figureOf('bandwidth.utilisation', 'ratio', (sheet, link: Link) => ({
  formula: 'busier direction ÷ bandwidth of the line',
  terms: [
    derived(linkBandwidth(sheet, link, 'in')),
    derived(linkBandwidth(sheet, link, 'out')),
    inBits(property(link, 'bandwidth', 'bit/s')),
  ],
  compute: ([incoming, outgoing, most]) => Math.max(incoming, outgoing) / most,
}));

/** The model keeps bandwidths in bytes per second. */
function inBits(term: Term): Term {
  if (!isKnown(term)) return term;
  const { name, unit, origin, at, source, expression } = term;
  const value = term.value * 8;
  if (!expression || !('dimension' in expression)) return { name, value, unit, origin, at, source, expression };
  const { dimension, at: place } = expression;
  const eight = { kind: 'constant', value: 8, dimension: dimensions.number, at: place } as const;
  const inEights = { kind: 'operation', operator: '*', left: expression, right: eight, dimension, at: place } as const;
  return { name, value, unit, origin, at, source, expression: inEights };
}

const ofSystem = { in: throughClients('in'), out: throughClients('out') } as const;

/** What goes in and out between clients and the system, deliveries to clients included. */
export function systemBandwidth(sheet: Sheet, direction: Direction): Cell {
  return ofSystem[direction](sheet);
}

function throughClients(direction: Direction): (sheet: Sheet) => Cell {
  const opposite = direction === 'in' ? 'out' : 'in';
  return perDesign((sheet) => {
    const clients = sheet.model.components.filter(({ kind }) => kind === 'client');
    const terms = clients.flatMap(({ outgoing, incoming }) => [
      ...outgoing.map((link) => derived(linkBandwidth(sheet, link, opposite))),
      ...incoming.map((link) => derived(linkBandwidth(sheet, link, direction))),
    ]);
    return define({
      subject: 'system',
      figure: `bandwidth.${direction}`,
      unit: 'bit/s',
      formula: direction === 'in' ? 'Σ what clients send' : 'Σ what clients are sent',
      terms: terms.length > 0 ? terms : [unknown('a client that calls something')],
      compute: sum,
    });
  });
}
