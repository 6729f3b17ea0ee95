import type { Component, Group } from '../../model/model.js';
import { type Cell, isKnown, type KnownTerm, type Term, type Working } from '../cell.js';
import { isStore } from '../kinds.js';
import { copiesOf } from '../load.js';
import { running } from '../replicas.js';
import { figureOf, perSubject, property, type Sheet, termOf } from '../sheet.js';
import { anyDown, available, availableInPlaces, type Fate, type Settled } from './down.js';
import { spread, tooFew } from './redundancy.js';

/**
 * The share of time a component works, whatever it depends on: the whole of what is managed or external as stated, else
 * enough of its replicas, spread over zones or regions that fail as wholes where their availability is known.
 */
export const ownAvailability = figureOf('availability', 'ratio', (sheet, component: Component) =>
  availabilityIn(sheet, component, placesOf(sheet, component)),
);

/** What must work for a component to work. */
export interface Needs {
  readonly own: Cell;
  /** The only place it stands in, which is counted by itself: others may stand there too. */
  readonly place?: KnownTerm;
  /** The places it is spread over, which are part of it. */
  readonly spreadOver: readonly KnownTerm[];
}

export function needsOf(sheet: Sheet, component: Component): Needs {
  const { terms } = placesOf(sheet, component);
  if (terms.length === 1) return { own: inItsPlace(sheet, component), place: terms[0], spreadOver: [] };
  return { own: ownAvailability(sheet, component), spreadOver: isWhole(component) ? [] : terms };
}

/** The places a component fails with, whatever else it needs. */
export function standsIn(sheet: Sheet, component: Component): readonly KnownTerm[] {
  const { place, spreadOver } = needsOf(sheet, component);
  return place ? [place] : spreadOver;
}

const inItsPlace = figureOf('availability.in-place', 'ratio', (sheet, component: Component) => {
  const places = placesOf(sheet, component);
  return availabilityIn(sheet, component, { ...places, terms: [], notes: [`Its ${places.kind} is counted apart.`] });
});

function availabilityIn(sheet: Sheet, component: Component, { kind, terms: places, notes }: Places): Working {
  const one = property(component, 'availability', 'ratio');
  const downIn = ({ down }: Fate, i: number, settled: Settled): number => settled.get(places[i].name) ?? down;
  const names = places.map(({ name }) => name);
  if (isWhole(component)) {
    return {
      formula: places.length === 1 ? `of the whole × its ${kind}` : 'of the whole, as stated',
      terms: [one, ...(places.length === 1 ? places : [])],
      ...(places.length === 1
        ? availableInPlaces(([own, around], _values, settled) => anyDown([own.down, downIn(around, 0, settled)]), names)
        : asStated),
      notes,
    };
  }
  return {
    formula:
      places.length > 0
        ? `enough replicas up, all of a ${kind} down with it`
        : '1 − (1 − availability of one)^replicas, or k of n',
    // Of a sharded store a request needs its own shard: the copies of that one.
    terms: [
      one,
      isStore(component) ? copiesOf(sheet, component) : running(component),
      property(component, 'quorum', 'count'),
      ...places,
    ],
    ...(places.length > 0
      ? availableInPlaces(([each, , , ...around], [, replicas, quorum], settled) => {
          const downs = around.map((fate, i) => downIn(fate, i, settled));
          return tooFew(spread(Math.round(replicas), downs), each.down, quorum);
        }, names)
      : enoughAnywhere),
    notes,
  };
}

const asStated = available(([{ down }]) => down);

const enoughAnywhere = available(([each], [, replicas, quorum]) =>
  tooFew(spread(Math.round(replicas), [0]), each.down, quorum),
);

function isWhole({ kind, properties }: Component): boolean {
  return kind === 'external' || properties.managed?.value === true;
}

interface Places {
  readonly kind: 'zone' | 'region';
  /** Their availabilities; none where they are not known. */
  readonly terms: readonly KnownTerm[];
  readonly notes: readonly string[];
}

/** The zones of a component, or its regions where it stands in several. What does not say its availability is left out. */
const placesOf = perSubject((sheet, { properties }: Component): Places => {
  const regions = distinct(properties.regions?.value);
  const zones = distinct(properties.zones?.value);
  if (regions.length === 0 && zones.length === 0) return nowhere;
  const kind = regions.length > 1 || zones.length === 0 ? 'region' : 'zone';
  const names = kind === 'region' ? regions : zones;
  const found = names.map((name) => ({ name, group: sheet.model.declarations.get(name) }));
  const terms = found.map(({ name, group }) => (group?.what === 'group' ? availabilityOf(name, group) : undefined));
  const known = terms.filter((term) => term !== undefined);
  if (known.length === names.length) return { kind, terms: known, notes: [] };
  return { kind, terms: [], notes: [`No availability is said of its ${kind}s, so none of them can fail.`] };
});

const nowhere: Places = {
  kind: 'region',
  terms: [],
  notes: ['Where it stands is not said, so no zone or region can fail.'],
};

function distinct(names: readonly string[] = []): readonly string[] {
  return names.length > 1 ? [...new Set(names)] : names;
}

function availabilityOf(name: string, { properties }: Group): KnownTerm | undefined {
  const value = properties.availability;
  const term: Term | undefined = value && termOf(`${name}.availability`, value, 'ratio');
  return term && isKnown(term) ? term : undefined;
}
