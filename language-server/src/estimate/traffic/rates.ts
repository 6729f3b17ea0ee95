import type { Component, Flow, Link, Table } from '../../model/model.js';
import { type Cell, define, derived, sum, sumOfProducts, type Term, unknown } from '../cell.js';
import type { Sheet } from '../sheet.js';
import { isRead, isWrite, type Operation } from './operations.js';
import { flowAverage, flowPeak, type Source, sources } from './sources.js';
import { visits } from './visits.js';

export type When = 'average' | 'peak';
export type Which = 'all' | 'read' | 'write';

/** The part of a source's requests that reach something: visits of one operation. */
export interface Share {
  readonly source: Source;
  readonly operation: Operation | undefined;
  readonly visits: Cell;
}

export const suffix = { all: '', read: '.read', write: '.write' } as const;

function fits(which: Which, operation: Operation | undefined): boolean {
  return which === 'all' || (which === 'read' ? isRead(operation) : isWrite(operation));
}

interface Index {
  readonly components: ReadonlyMap<string, readonly Share[]>;
  readonly links: ReadonlyMap<string, readonly Share[]>;
}

/** Which sources reach what, gathered once so that a component looks only at those that do. */
function reach(sheet: Sheet): Index {
  return sheet.once('reach', () => {
    const components = new Map<string, Share[]>();
    const links = new Map<string, Share[]>();
    const push = (map: Map<string, Share[]>, id: string, share: Share): void => {
      const known = map.get(id);
      if (known) known.push(share);
      else map.set(id, [share]);
    };
    for (const source of sources(sheet)) {
      const found = visits(sheet, source);
      for (const [id, operations] of found.arrivals) {
        for (const [operation, cell] of operations) {
          push(components, id, { source, operation: operation === '' ? undefined : operation, visits: cell });
        }
      }
      for (const [id, { operation, cell }] of found.links) push(links, id, { source, operation, visits: cell });
    }
    return { components, links };
  });
}

export function sharesOfComponent(sheet: Sheet, component: Component): readonly Share[] {
  return reach(sheet).components.get(component.id) ?? [];
}

export function sharesOfLink(sheet: Sheet, link: Link): readonly Share[] {
  return reach(sheet).links.get(link.id) ?? [];
}

/** Arrivals at a component per request of one source, whatever they do. */
export function componentVisits(sheet: Sheet, component: Component, source: Source): Cell {
  return sheet.cell(`${component.id}.visits.${source.id}`, () =>
    define({
      subject: component.id,
      figure: `visits.${source.id}`,
      unit: 'count',
      formula: 'Σ arrivals of each operation',
      terms: sharesOfComponent(sheet, component)
        .filter((share) => share.source === source)
        .map(({ visits: arrivals, operation }) => derived(arrivals, `${component.id}.visits.${source.id}.${operation ?? 'any'}`)),
      compute: sum,
    }),
  );
}

export function rateOf(source: Source, when: When): Cell {
  return when === 'peak' ? source.peak : source.average;
}

/** Σ rate of the flow × visits, over all flows that reach it. */
export function componentRate(sheet: Sheet, component: Component, when: When, which: Which = 'all'): Cell {
  return rate(sheet, component.id, sharesOfComponent(sheet, component), when, which);
}

export function linkRate(sheet: Sheet, link: Link, when: When, which: Which = 'all'): Cell {
  return rate(sheet, link.id, sharesOfLink(sheet, link), when, which);
}

function rate(sheet: Sheet, subject: string, shares: readonly Share[], when: When, which: Which): Cell {
  return sheet.cell(`${subject}.rate.${when}${suffix[which]}`, () =>
    define({
      subject,
      figure: `rate.${when}${suffix[which]}`,
      unit: '/s',
      formula: shares.length === 1 ? 'rate of the flow × visits' : 'Σ rate of the flow × visits',
      terms: shares.filter(({ operation }) => fits(which, operation)).flatMap((share) => [derived(rateOf(share.source, when)), derived(share.visits)]),
      compute: sumOfProducts,
    }),
  );
}

/** How a table is used by what arrives along one link. */
export interface TableUse extends Share {
  readonly link: Link;
  readonly writes: boolean;
}

/** The arrivals that read or write a table: by `reads` and `stores` of the links, or all where it is the only table. */
export function usesOfTable(sheet: Sheet, table: Table): readonly TableUse[] {
  return sheet.once(`uses ${table.path}`, () =>
    table.store.incoming.flatMap((link) => {
      const { reads, stores } = link.properties;
      const only = table.store.tables.length === 1 && !reads && !stores;
      return sharesOfLink(sheet, link).flatMap((share) => {
        const uses: TableUse[] = [];
        if (isWrite(share.operation) && (only || stores?.value.includes(table.id))) uses.push({ ...share, link, writes: true });
        else if (isRead(share.operation) && only) uses.push({ ...share, link, writes: false });
        if (share.operation !== 'invalidate' && reads?.value.includes(table.id)) uses.push({ ...share, link, writes: false });
        return uses;
      });
    }),
  );
}

export function tableRate(sheet: Sheet, table: Table, when: When, which: Which = 'all'): Cell {
  return sheet.cell(`${table.id}.rate.${when}${suffix[which]}`, () => {
    const uses = usesOfTable(sheet, table).filter(({ writes }) => which === 'all' || (which === 'write') === writes);
    return define({
      subject: table.id,
      figure: `rate.${when}${suffix[which]}`,
      unit: '/s',
      formula: 'Σ rate of the flow × visits',
      terms: uses.flatMap((use) => [derived(rateOf(use.source, when)), derived(use.visits)]),
      compute: sumOfProducts,
    });
  });
}

/** A flow's own rate, all of it or only if it reads or writes. */
export function flowRate(sheet: Sheet, flow: Flow, when: When, which: Which = 'all'): Cell {
  const all = when === 'peak' ? flowPeak(sheet, flow) : flowAverage(sheet, flow);
  if (which === 'all') return all;
  const figure = `rate.${when}${suffix[which]}`;
  const operation = flow.properties.op?.value;
  return sheet.cell(`${flow.id}.${figure}`, () =>
    define({
      subject: flow.id,
      figure,
      unit: '/s',
      formula: fits(which, operation) ? 'all of its rate' : `none: the flow's op is ${operation}`,
      terms: [derived(all), ...(operation ? [] : [unknown(`${flow.id}.op`)])],
      compute: ([rate]) => (fits(which, operation) ? rate : 0),
    }),
  );
}

/** Average over all hours of the calendar: what is stored does not know when it came. */
export function calendarTerms(share: Share): readonly [Term, Term, Term] {
  return [derived(share.source.average), share.source.active, derived(share.visits)];
}

