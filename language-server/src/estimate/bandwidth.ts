import { flowProperty } from '../model/inherit.js';
import type { Component, Link } from '../model/model.js';
import { type Cell, constant, define, derived, sum, type Term, unknown } from './cell.js';
import { running } from './replicas.js';
import { property, type Sheet, written } from './sheet.js';
import { isRead, isWrite } from './traffic/operations.js';
import { rateOf, type Share, sharesOfLink, type When } from './traffic/rates.js';

export type Direction = 'in' | 'out';

const bits = constant('bits of a byte', 8, 'count', '8 bits are a byte');

/**
 * Bits per second along a link at peak: `out` what the caller sends (requests), `in` what it gets back (responses).
 * The side of a read or write that carries no payload counts as empty, and the figure says so.
 */
export function linkBandwidth(sheet: Sheet, link: Link, direction: Direction, when: When = 'peak'): Cell {
  const figure = when === 'peak' ? `bandwidth.${direction}` : `bandwidth.${direction}.average`;
  return sheet.cell(`${link.id}.${figure}`, () => {
    const shares = sharesOfLink(sheet, link);
    const payloads = shares.map((share) => payload(link, share, direction));
    const isAssumed = payloads.some((term) => !('missing' in term) && term.origin === 'assumed');
    return define({
      subject: link.id,
      figure,
      unit: 'bit/s',
      formula: `Σ ${when} rate × visits × ${direction === 'out' ? 'request' : 'response'} × 8`,
      terms: [bits, ...shares.flatMap((share, i) => [derived(rateOf(share.source, when)), derived(share.visits), payloads[i]])],
      compute: ([eight, ...values]) => {
        let total = 0;
        for (let i = 0; i < values.length; i += 3) total += values[i] * values[i + 1] * values[i + 2];
        return total * eight;
      },
      notes: isAssumed ? ['Headers and empty requests or answers are not counted.'] : [],
    });
  });
}

function payload(link: Link, { source, operation }: Share, direction: Direction): Term {
  const side = direction === 'out' ? 'request' : 'response';
  const stated = source.flow && flowProperty(link, source.flow, side);
  const name = `${source.id}.${side}`;
  if (stated) return { name, value: stated.value, unit: 'B', origin: stated.origin, at: stated.at, ...(stated.expression && { expression: stated.expression }) };
  const objects = written(link.target, 'object-size', 'B');
  const carries = direction === 'out' ? isWrite(operation) : isRead(operation);
  if (objects && carries) return objects;
  const isEmpty = operation === 'invalidate' || (direction === 'out' ? isRead(operation) || operation === 'delete' : isWrite(operation));
  if (isEmpty) return { name, value: 0, unit: 'B', origin: 'assumed', source: 'carries no payload' };
  return unknown(name);
}

/** Bits per second through a component: what its callers send and what it gets back from those it calls, or the reverse. */
export function componentBandwidth(sheet: Sheet, component: Component, direction: Direction): Cell {
  return sheet.cell(`${component.id}.bandwidth.${direction}`, () => {
    const opposite = direction === 'in' ? 'out' : 'in';
    return define({
      subject: component.id,
      figure: `bandwidth.${direction}`,
      unit: 'bit/s',
      formula: direction === 'in' ? 'Σ requests of callers + answers of the called' : 'Σ answers to callers + requests to the called',
      terms: [
        ...component.incoming.map((link) => derived(linkBandwidth(sheet, link, opposite))),
        ...component.outgoing.map((link) => derived(linkBandwidth(sheet, link, direction))),
      ],
      compute: sum,
    });
  });
}

/** The busier direction ÷ what the network cards of all replicas carry. */
export function bandwidthUtilisation(sheet: Sheet, component: Component): Cell {
  return sheet.cell(`${component.id}.bandwidth.utilisation`, () =>
    define({
      subject: component.id,
      figure: 'bandwidth.utilisation',
      unit: 'ratio',
      formula: 'busier direction ÷ (replicas × bandwidth of one)',
      terms: [
        derived(componentBandwidth(sheet, component, 'in')),
        derived(componentBandwidth(sheet, component, 'out')),
        running(component),
        property(component, 'bandwidth', 'bit/s'),
      ],
      compute: ([incoming, outgoing, replicas, bytes]) => Math.max(incoming, outgoing) / (replicas * bytes * 8),
    }),
  );
}

/** What goes in and out between clients and the system. */
export function systemBandwidth(sheet: Sheet, direction: Direction): Cell {
  return sheet.cell(`system.bandwidth.${direction}`, () => {
    const clients = sheet.model.components.filter(({ kind }) => kind === 'client');
    const opposite = direction === 'in' ? 'out' : 'in';
    const links = clients.flatMap(({ outgoing }) => outgoing);
    return define({
      subject: 'system',
      figure: `bandwidth.${direction}`,
      unit: 'bit/s',
      formula: direction === 'in' ? 'Σ requests of the clients' : 'Σ answers to the clients',
      terms: links.length > 0 ? links.map((link) => derived(linkBandwidth(sheet, link, opposite))) : [unknown('system.bandwidth')],
      compute: sum,
    });
  });
}
