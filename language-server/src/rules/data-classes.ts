import { flowProperty } from '../model/inherit.js';
import type { Component, Link, Model, Table } from '../model/model.js';
import { journeysOf } from './journeys.js';
import { tablesOn } from './uses.js';

export type DataClass = NonNullable<Component['properties']['holds']>['value'][number];
export type DataClasses = ReadonlySet<DataClass>;

const known = new WeakMap<Component, DataClasses>();

/** What a component is said to keep: itself, in its tables and in their fields. */
export function heldBy(component: Component): DataClasses {
  let held = known.get(component);
  if (!held) {
    const { properties, tables } = component;
    held = new Set([...(properties.holds?.value ?? []), ...tables.flatMap((table) => [...heldIn(table)])]);
    known.set(component, held);
  }
  return held;
}

function heldIn({ properties, fields }: Table): DataClasses {
  return new Set([
    ...(properties.holds?.value ?? []),
    ...fields.flatMap((field) => field.properties.holds?.value ?? []),
  ]);
}

/**
 * What travels on a link: what it says itself, else what its flows say; of flows that say nothing, what the tables hold
 * that it touches. Without what is masked before sending.
 */
export function carriedOn(model: Model, link: Link): DataClasses {
  const own = link.properties.carries?.value;
  const flows = link.flows ?? journeysOf(model).flowsOn(link);
  const said = flows.map((flow) => flowProperty(link, flow, 'carries')?.value);
  const isSaid = own !== undefined || (said.length > 0 && said.every((classes) => classes !== undefined));
  const classes = own ?? said.flatMap((each) => each ?? []);
  const masked = new Set(link.properties.masks?.value);
  return new Set([...classes, ...(isSaid ? [] : touched(model, link))].filter((what) => !masked.has(what)));
}

function touched(model: Model, link: Link): DataClass[] {
  const named = [...(tablesOn(link, 'reads') ?? []), ...(tablesOn(link, 'stores') ?? [])];
  if (named.length > 0) {
    return named.flatMap((id) => {
      const table = model.declarations.get(id);
      return table?.what === 'table' ? [...heldIn(table)] : [];
    });
  }
  return [link.source, link.target].flatMap(({ kind, properties }) =>
    kind === 'client' ? [] : (stores.has(kind) && properties.holds?.value) || [],
  );
}

const stores: ReadonlySet<Component['kind']> = new Set(['database', 'storage', 'cache', 'queue', 'topic']);

/** Those of the wanted classes that are among the given, in the order wanted. */
export function among(wanted: readonly DataClass[], classes: DataClasses): DataClass[] {
  return wanted.filter((what) => classes.has(what));
}

const words: Readonly<Partial<Record<DataClass, string>>> = {
  pii: 'personal data',
  health: 'health data',
  financial: 'financial data',
  credential: 'credentials',
  session: 'sessions',
};

/** `personal data and health data` */
export function classNames(classes: readonly DataClass[]): string {
  const names = classes.map((what) => words[what] ?? `${what} data`);
  if (names.length <= 1) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}
