import type { Table } from '../model/model.js';
import type { Band } from './bands.js';
import { constant, define, derived, isKnown, type KnownTerm, type Term, unknown } from './cell.js';
import { rowsAdded } from './rows.js';
import { type Sheet, termOf, written } from './sheet.js';
import { usesOfTable } from './traffic/rates.js';

interface Layer {
  readonly resolution: KnownTerm;
  readonly age: KnownTerm;
}

/**
 * `downsampling: [keep(1min, 30d), keep(1h, 1y)]`: one value a minute of each series up to 30 days, one an hour up to a year.
 * A retention shorter than the first age is that of the rows as they arrive, which the first values are made of.
 */
export function resolutionsOf(sheet: Sheet, table: Table): readonly Band[] {
  const layers = layersOf(table);
  const { retention } = table.properties;
  const stated = written(table, 'retention', 's');
  const keepsRaw =
    stated !== undefined && typeof retention?.value === 'number' && retention.value < layers[0].age.value;
  const interval = intervalOf(sheet, table, keepsRaw ? undefined : layers[0].resolution);
  const coarser = layers.map(({ resolution, age }): Band => ({ share: shareOf(table, interval, resolution), to: age }));
  return keepsRaw ? [{ to: stated }, ...coarser] : coarser;
}

function layersOf({ id, properties }: Table): readonly Layer[] {
  const { value: calls, origin, at } = properties.downsampling!;
  const term = (name: string, value: number | string | undefined): KnownTerm => ({
    name: `${id}.downsampling.${name}`,
    value: Number(value),
    unit: 's',
    origin,
    at,
  });
  const layers = calls.map(({ arguments: [resolution, age] }) => ({
    resolution: term('resolution', resolution?.value),
    age: term('age', age?.value),
  }));
  return layers.toSorted((a, b) => a.age.value - b.age.value);
}

/** Of the rows that arrive, those that are left at a resolution: never more than all of them. */
function shareOf(table: Table, interval: Term, resolution: Term): Term {
  return derived(
    define({
      subject: table.id,
      figure: 'downsampling.share',
      unit: 'ratio',
      formula: 'time between two rows of a series ÷ resolution, at most 1',
      terms: [interval, resolution],
      compute: ([between, each]) => Math.min(1, between / each),
    }),
  );
}

/**
 * Seconds between two rows of one series: series ÷ rows added, else what a flow's `every` says; else no row is taken to come
 * more often than the finest resolution keeps, which rather keeps too much.
 */
function intervalOf(sheet: Sheet, table: Table, finest: KnownTerm | undefined): Term {
  const series = seriesOf(table);
  const known = series.filter(isKnown);
  if (series.length > 0 && known.length === series.length) {
    return derived(
      define({
        subject: table.id,
        figure: 'rows.interval',
        unit: 's',
        formula: 'series ÷ rows added',
        terms: [derived(rowsAdded(sheet, table)), ...series],
        compute: ([rows, ...distinct]) => distinct.reduce((product, each) => product * each, 1) / rows,
      }),
    );
  }
  const periods = usesOfTable(sheet, table)
    .filter(({ writes }) => writes)
    .map(({ source }) => source.flow && written(source.flow, 'every', 's'));
  const [period] = periods;
  if (period && periods.length === 1) return period;
  if (finest) {
    const { value, unit } = finest;
    return constant(`${table.id}.rows.interval`, value, unit, 'as long as the finest resolution; an upper bound');
  }
  return series.find((term) => !isKnown(term)) ?? unknown(`${table.id}.shard-key`);
}

/** How many values each field has that tells the series apart: the shard key or key, without what only grows with time. */
function seriesOf(table: Table): readonly Term[] {
  const key = table.properties['shard-key']?.value ?? table.properties.key?.value ?? [];
  return table.fields
    .filter(({ name, type, properties }) => key.includes(name) && type !== 'timestamp' && !properties.monotonic?.value)
    .map(({ id, properties: { cardinality } }) => {
      return (cardinality && termOf(`${id}.cardinality`, cardinality, 'count')) ?? unknown(`${id}.cardinality`);
    });
}
