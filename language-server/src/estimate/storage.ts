import { calendar } from '@archlang/grammar';
import type { Component, Table } from '../model/model.js';
import { flowProperty } from '../model/inherit.js';
import { type Cell, constant, define, derived, sum, type Term, unknown } from './cell.js';
import { copiesOf } from './load.js';
import { running } from './replicas.js';
import { property, type Sheet, written } from './sheet.js';
import { calendarTerms, type Share, sharesOfLink, type TableUse, usesOfTable } from './traffic/rates.js';

/** Bytes of one row: as written, else the sum of its fields. */
export function rowSize(sheet: Sheet, table: Table): Term {
  const stated = written(table, 'row', 'B');
  if (stated) return stated;
  const unsized = table.fields.find(({ size }) => size === undefined);
  if (table.fields.length === 0 || unsized) return unknown(`${table.id}.row`);
  return derived(
    sheet.cell(`${table.id}.row`, () =>
      define({
        subject: table.id,
        figure: 'row',
        unit: 'B',
        formula: 'Σ size of the fields',
        terms: table.fields.map((field) => ({ name: field.id, value: field.size!, unit: 'B', origin: 'written', at: field.at })),
        compute: sum,
      }),
    ),
  );
}

/** Rows added per second of the calendar: each `write` adds as many as its batch holds; `upsert` and `delete` none. */
function rowsAdded(sheet: Sheet, table: Table): Cell {
  return sheet.cell(`${table.id}.rows.added`, () => {
    const adding = usesOfTable(sheet, table).filter(({ writes, operation }) => writes && operation === 'write');
    return define({
      subject: table.id,
      figure: 'rows.added',
      unit: '/s',
      formula: 'Σ rate of the flow × active share of the day × visits × rows of a write',
      terms: adding.flatMap((use) => [...calendarTerms(use), rowsOfWrite(use)]),
      compute: sumOfFour,
    });
  });
}

function rowsOfWrite({ link }: TableUse): Term {
  return property(link, 'batch', 'count');
}

function sumOfFour(values: readonly number[]): number {
  let total = 0;
  for (let i = 0; i < values.length; i += 4) total += values[i] * values[i + 1] * values[i + 2] * values[i + 3];
  return total;
}

const day = constant('a day', calendar.day, 's', '24 × 3,600 s');

/** One copy of a table, per day: rows added × row × (1 + index overhead). Never the peak. */
export function tableGrowth(sheet: Sheet, table: Table): Cell {
  return sheet.cell(`${table.id}.storage.growth`, () =>
    define({
      subject: table.id,
      figure: 'storage.growth',
      unit: 'B/day',
      formula: 'rows added × a day × row × (1 + index overhead)',
      terms: [derived(rowsAdded(sheet, table)), day, rowSize(sheet, table), property(table, 'index-overhead', 'ratio')],
      compute: ([rows, seconds, row, overhead]) => rows * seconds * row * (1 + overhead),
    }),
  );
}

/** One copy of what a table keeps: the rows that exist, or what is written within the retention. */
export function tableStorage(sheet: Sheet, table: Table): Cell {
  return sheet.cell(`${table.id}.storage`, () => {
    const rows = written(table, 'rows', 'count');
    const base = { subject: table.id, figure: 'storage', unit: 'B' as const };
    if (rows) {
      return define({
        ...base,
        formula: 'rows × row × (1 + index overhead)',
        terms: [rows, rowSize(sheet, table), property(table, 'index-overhead', 'ratio')],
        compute: ([count, row, overhead]) => count * row * (1 + overhead),
      });
    }
    return kept(base, derived(tableGrowth(sheet, table)), retentionOf(sheet, table), growthOf(usesOfTable(sheet, table)));
  });
}

type Base = { readonly subject: string; readonly figure: string; readonly unit: 'B' };

/** Kept = growth per day × retention in days; with yearly growth g the integral of (1 + g)^t over the retention. */
function kept(base: Base, perDay: Term, retention: Term, yearly: Term | undefined): Cell {
  if (!yearly) {
    return define({
      ...base,
      formula: 'growth per day × retention',
      terms: [perDay, retention],
      compute: ([bytes, seconds]) => (bytes * seconds) / calendar.day,
    });
  }
  return define({
    ...base,
    formula: 'growth per day × ∫ (1 + yearly growth)^t over the retention',
    terms: [perDay, retention, yearly],
    compute: ([bytes, seconds, perSecond]) => (bytes / calendar.day) * grown(seconds, perSecond),
  });
}

/** Seconds' worth of today's load in `seconds` of growing load; `growth` is a ratio per second, as 40%/year is kept. */
export function grown(seconds: number, growth: number): number {
  const perYear = growth * calendar.year;
  if (perYear <= 0) return seconds;
  const years = seconds / calendar.year;
  return (calendar.year * ((1 + perYear) ** years - 1)) / Math.log(1 + perYear);
}

/** The largest declared growth among what writes here. */
function growthOf(shares: readonly Share[]): Term | undefined {
  let largest: Term | undefined;
  for (const { source } of shares) {
    const growth = source.flow && written(source.flow, 'growth', '/s');
    if (!growth || 'missing' in growth) continue;
    if (!largest || 'missing' in largest || growth.value > largest.value) largest = growth;
  }
  return largest;
}

/** Seconds that data is kept; `forever` is followed for the system's horizon. */
function retentionOf(sheet: Sheet, holder: Table | Component): Term {
  const { retention } = holder.properties;
  if (retention?.value !== 'forever') return property(holder, 'retention', 's');
  const horizon = sheet.model.system?.properties.horizon;
  const name = `${holder.id}.retention`;
  if (horizon) return { name, value: horizon.value, unit: 's', origin: 'written', at: horizon.at, source: 'forever, followed to the horizon' };
  return { name, value: 10 * calendar.year, unit: 's', origin: 'assumed', source: 'forever, followed for 10 years' };
}

/** All copies of all that a store keeps, in bytes. */
export function keptOnDisk(sheet: Sheet, store: Component): Cell {
  return sheet.cell(`${store.id}.storage`, () => redundant(store, 'storage', 'B', parts(sheet, store, 'kept')));
}

/** Bytes a store gains per day, all copies. */
export function storeGrowth(sheet: Sheet, store: Component): Cell {
  return sheet.cell(`${store.id}.storage.growth`, () => redundant(store, 'storage.growth', 'B/day', parts(sheet, store, 'growth')));
}

function parts(sheet: Sheet, store: Component, what: 'kept' | 'growth'): readonly Term[] {
  if (store.tables.length > 0) {
    return store.tables.map((table) => derived(what === 'kept' ? tableStorage(sheet, table) : tableGrowth(sheet, table)));
  }
  const growth = objectGrowth(sheet, store);
  if (what === 'growth') return [derived(growth)];
  const shares = store.incoming.flatMap((link) => sharesOfLink(sheet, link));
  const base = { subject: store.id, figure: 'storage.copy', unit: 'B' as const };
  return [derived(sheet.cell(`${store.id}.storage.copy`, () => kept(base, derived(growth), retentionOf(sheet, store), growthOf(shares))))];
}

/** Objects or messages without a table: each write leaves one of its size. */
function objectGrowth(sheet: Sheet, store: Component): Cell {
  return sheet.cell(`${store.id}.objects.growth`, () => {
    const property = store.kind === 'queue' || store.kind === 'topic' ? 'message-size' : 'object-size';
    const writes = store.incoming.flatMap((link) =>
      sharesOfLink(sheet, link)
        .filter(({ operation }) => isBroker(store) || operation === 'write')
        .map((share) => ({ share, link })),
    );
    return define({
      subject: store.id,
      figure: 'objects.growth',
      unit: 'B/day',
      formula: `Σ rate of the flow × active share of the day × visits × ${property} × a day`,
      terms: writes.flatMap(({ share, link }) => {
        const request = share.source.flow && flowProperty(link, share.source.flow, 'request');
        const size: Term =
          written(store, property, 'B') ??
          (request
            ? { name: `${share.source.id}.request`, value: request.value, unit: 'B', origin: request.origin, at: request.at }
            : unknown(`${store.id}.${property}`));
        return [...calendarTerms(share), size];
      }),
      compute: (values) => sumOfFour(values) * calendar.day,
    });
  });
}

function isBroker({ kind }: Component): boolean {
  return kind === 'queue' || kind === 'topic';
}

/** Σ of the parts × what redundancy costs: copies, or (k + m) ÷ k when coded. */
function redundant(store: Component, figure: string, unit: 'B' | 'B/day', terms: readonly Term[]): Cell {
  const redundancy = redundancyOf(store);
  return define({
    subject: store.id,
    figure,
    unit,
    formula: `${terms.length > 1 ? 'Σ tables' : 'one copy'} × redundancy`,
    terms: [...terms, redundancy],
    compute: (values) => sum(values.slice(0, -1)) * values[values.length - 1],
  });
}

export function redundancyOf(store: Component): Term {
  const { erasure } = store.properties;
  if (erasure) {
    const [k, m] = erasure.value.arguments.map(({ value }) => Number(value));
    return { name: `${store.id}.erasure`, value: (k + m) / k, unit: 'factor', origin: erasure.origin, at: erasure.at };
  }
  const factor = written(store, 'replication-factor', 'count');
  if (factor) return factor;
  const managed = store.properties.managed?.value === true && !store.properties.replicas;
  if (managed || store.kind === 'storage') {
    return { name: `${store.id}.replication-factor`, value: 1, unit: 'factor', origin: 'assumed', source: 'the provider bills one logical copy' };
  }
  return copiesOf(store);
}

/** Bytes that the declared disks may hold: disk × replicas × fill. */
export function diskSpace(sheet: Sheet, store: Component): Cell {
  return sheet.cell(`${store.id}.storage.space`, () =>
    define({
      subject: store.id,
      figure: 'storage.space',
      unit: 'B',
      formula: 'disk of one × replicas × fill',
      terms: [property(store, 'storage', 'B'), running(store), property(store, 'fill', 'ratio')],
      compute: ([disk, replicas, fill]) => disk * replicas * fill,
    }),
  );
}

/** Days until the disks are full from empty at today's growth; unbounded when what is kept fits. */
export function daysLeft(sheet: Sheet, store: Component): Cell {
  return sheet.cell(`${store.id}.storage.days-left`, () =>
    define({
      subject: store.id,
      figure: 'storage.days-left',
      unit: 'days',
      formula: 'usable disk ÷ growth per day, unless all that is kept fits',
      terms: [derived(diskSpace(sheet, store)), derived(storeGrowth(sheet, store)), derived(keptOnDisk(sheet, store))],
      compute: ([space, growth, all]) => (all <= space || growth <= 0 ? Number.POSITIVE_INFINITY : space / growth),
    }),
  );
}

/** Growth over a year of the calendar. */
export function perYear(sheet: Sheet, growth: Cell): Cell {
  return sheet.cell(`${growth.subject}.storage.year`, () =>
    define({
      subject: growth.subject,
      figure: 'storage.year',
      unit: 'B',
      formula: 'growth per day × 365',
      terms: [derived(growth)],
      compute: ([perDay]) => (perDay * calendar.year) / calendar.day,
    }),
  );
}

