import type { Component, Flow, Link, Table } from '../../model/model.js';
import { type Cell, derived, sum, sumOfProducts, type Term, unknown, type Working } from '../cell.js';
import { type Definition, figureOf, linkName, perSubject, type Sheet, workOut } from '../sheet.js';
import { entriesOf } from './entries.js';
import { isRead, isWrite, type Operation } from './operations.js';
import { type Share, sharesOfLink } from './reach.js';
import { append } from './routes.js';
import { type Source, sourceOf } from './sources.js';

export type When = 'average' | 'peak';
export type Which = 'all' | 'read' | 'write';

const suffix = { all: '', read: '.read', write: '.write' } as const;

function fits(which: Which, operation: Operation | undefined): boolean {
  return which === 'all' || (which === 'read' ? isRead(operation) : isWrite(operation));
}

/** All shares of one source in a component or link. */
interface Visited {
  readonly subject: Component | Link;
  readonly source: Source;
  readonly shares: readonly Share[];
}

const visitsOf: Definition<Visited> = {
  unit: 'count',
  figure: ({ source }) => `visits.${source.id}`,
  subject: ({ subject }) => subject.id,
  called: (sheet, { subject }) => (subject.what === 'link' ? linkName(sheet, subject) : subject.id),
  work: (_sheet, { shares }) => ({
    formula: shares.length > 1 ? 'Σ arrivals of each operation' : 'arrivals per request',
    terms: shares.map(({ visits }) => derived(visits)),
    compute: sum,
  }),
};

/** Arrivals per request of each source, whatever they do, of what they reach. */
export const visitsOfEach = perSubject((sheet, subject: Component | Link): readonly Cell[] => {
  const shares = subject.what === 'component' ? entriesOf(sheet, subject) : sharesOfLink(sheet, subject);
  if (shares.length === 1) return [visitsOfSource(sheet, { subject, source: shares[0].source, shares })];
  const lists = new Map<Source, Share[]>();
  for (const share of shares) append(lists, share.source, share);
  return [...lists].map(([source, own]) => visitsOfSource(sheet, { subject, source, shares: own }));
});

function visitsOfSource(sheet: Sheet, visited: Visited): Cell {
  const [{ visits, operation }, ...others] = visited.shares;
  const isOfPart = visits.subject !== visited.subject.id;
  const isWhole = others.length === 0 && !isOfPart && (visited.subject.what === 'link' || operation === undefined);
  return isWhole ? visits : workOut(sheet, visitsOf, visited);
}

export function rateOf(source: Source, when: When): Cell {
  return when === 'peak' ? source.peak : source.average;
}

type RateOf<S> = (sheet: Sheet, subject: S, when: When, which?: Which) => Cell;

/** The six rates that subjects of a sort have. */
function ratesOf<S extends { readonly id: string }>(
  work: (sheet: Sheet, subject: S, when: When, which: Which) => Working,
): RateOf<S> {
  const one = (when: When, which: Which): ((sheet: Sheet, subject: S) => Cell) =>
    figureOf(`rate.${when}${suffix[which]}`, '/s', (sheet, subject) => work(sheet, subject, when, which));
  const both = (when: When) => ({ all: one(when, 'all'), read: one(when, 'read'), write: one(when, 'write') });
  const rates = { average: both('average'), peak: both('peak') };
  return (sheet, subject, when, which = 'all') => rates[when][which](sheet, subject);
}

/** Σ rate of the flow × visits, over all flows that reach it. */
export const componentRate: RateOf<Component> = ratesOf((sheet, component, when, which) =>
  ofShares(component.id, entriesOf(sheet, component), when, which),
);

/** The same of one link, without the links parallel to it. */
export const linkRate: RateOf<Link> = ratesOf((sheet, link, when, which) =>
  ofShares(link.id, sharesOfLink(sheet, link), when, which),
);

function ofShares(subject: string, shares: readonly Share[], when: When, which: Which): Working {
  if (shares.length === 1) {
    const terms = ofShare(subject, shares[0], when, which);
    return { formula: 'rate of the flow × visits', terms, compute: sumOfProducts };
  }
  const terms = shares.flatMap((share) => ofShare(subject, share, when, which));
  return { formula: 'Σ rate of the flow × visits', terms, compute: sumOfProducts };
}

function ofShare(subject: string, share: Share, when: When, which: Which): readonly Term[] {
  if (which !== 'all' && share.operation === undefined) return unknownOperationOf(share, subject);
  return fits(which, share.operation) ? [derived(rateOf(share.source, when)), derived(share.visits)] : none;
}

const none: readonly never[] = [];

/** Two terms for one share: neither a read nor a write as long as nobody says which. */
export function unknownOperationOf({ source }: Share, subject: string): Term[] {
  const name = `${source.flow ? source.id : subject}.op`;
  return [unknown(name), unknown(name)];
}

/** How a table is used by what arrives along one link. */
export interface TableUse extends Share {
  readonly link: Link;
  readonly writes: boolean;
}

/** The uses of all tables of a store, and the links that do not say which tables they use. */
interface Uses {
  readonly byTable: ReadonlyMap<string, readonly TableUse[]>;
  readonly unclear: readonly { readonly link: Link; readonly writes: boolean }[];
}

/**
 * What arrives at a store reads and writes the tables in `reads` and `stores` of its link, or the only table. A write that
 * touches a table it also reads is one write (properties.md 1.7).
 */
const usesIn = perSubject((sheet, store: Component): Uses => {
  const byTable = new Map<string, TableUse[]>();
  const unclear: { link: Link; writes: boolean }[] = [];
  const only = store.tables.length === 1 ? [store.tables[0].id] : undefined;
  for (const link of store.incoming) {
    const reads = link.properties.reads?.value;
    const stores = link.properties.stores?.value;
    const stored = new Set(stores ?? (reads ? [] : only));
    const read = new Set(reads ?? (stores ? [] : only));
    for (const share of sharesOfLink(sheet, link)) {
      if (share.operation === 'invalidate') continue;
      const writes = isWrite(share.operation);
      if (!reads && !stores && !only) unclear.push({ link, writes });
      if (writes) for (const table of stored) append(byTable, table, { ...share, link, writes: true });
      // With neither written, a write of the only table does not read it as well.
      if (writes && !reads) continue;
      for (const table of read) {
        if (!writes || !stored.has(table)) append(byTable, table, { ...share, link, writes: false });
      }
    }
  }
  return { byTable, unclear };
});

export function usesOfTable(sheet: Sheet, table: Table): readonly TableUse[] {
  return usesIn(sheet, table.store).byTable.get(table.id) ?? [];
}

/** What is missing to know a table's uses: the tables of links that do not name any, where there are several. */
export function unclearUses(sheet: Sheet, table: Table, which: Which): readonly Term[] {
  return usesIn(sheet, table.store)
    .unclear.filter(({ writes }) => which === 'all' || (which === 'write') === writes)
    .map(({ link, writes }) => unknown(`${link.id}.${writes ? 'stores' : 'reads'}`));
}

export const tableRate: RateOf<Table> = ratesOf((sheet, table, when, which) => ({
  formula: 'Σ rate of the flow × visits',
  terms: [
    ...usesOfTable(sheet, table).flatMap((use): Term[] => {
      if (which !== 'all' && use.operation === undefined) return unknownOperationOf(use, use.link.id);
      const isMeant = which === 'all' || (which === 'write') === use.writes;
      return isMeant ? [derived(rateOf(use.source, when)), derived(use.visits)] : [];
    }),
    ...unclearUses(sheet, table, which),
  ],
  compute: sumOfProducts,
}));

const partOfFlow: RateOf<Flow> = ratesOf((sheet, flow, when, which) => {
  const operation = flow.properties.op?.value;
  return {
    formula:
      operation === undefined || fits(which, operation) ? 'all of its rate' : `none: the flow's op is ${operation}`,
    terms: [
      derived(rateOf(sourceOf(sheet, flow), when)),
      ...(operation === undefined ? [unknown(`${flow.id}.op`)] : []),
    ],
    compute: ([all]) => (fits(which, operation) ? all : 0),
  };
});

/** A flow's own rate, all of it or only if it reads or writes. */
export function flowRate(sheet: Sheet, flow: Flow, when: When, which: Which = 'all'): Cell {
  return which === 'all' ? rateOf(sourceOf(sheet, flow), when) : partOfFlow(sheet, flow, when, which);
}

/** Average over all hours of the calendar: what is stored does not know when it came. */
export function calendarTerms(share: Share): readonly [Term, Term, Term] {
  return [derived(share.source.average), share.source.active, derived(share.visits)];
}
