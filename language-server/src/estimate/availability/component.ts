import type { Component, Group } from '../../model/model.js';
import { type Cell, isKnown, type KnownTerm, type Term, type Working } from '../cell.js';
import { copiesOf, isStore } from '../load.js';
import { running } from '../replicas.js';
import { figureOf, perSubject, property, type Sheet, termOf } from '../sheet.js';
import { anyDown, available } from './down.js';
import { spread, tooFew } from './redundancy.js';

/**
 * The share of time a component works, whatever it depends on: the whole of what is managed or external as stated, else
 * enough of its replicas, spread over zones or regions that fail as wholes where their availability is known.
 */
export const ownAvailability = figureOf('availability', 'ratio', (sheet, component: Component) =>
  availabilityIn(sheet, component, placesOf(sheet, component)),
);

/** What must work for a component to work, where its only place is counted by itself: others may stand there too. */
export function needsOf(sheet: Sheet, component: Component): { readonly own: Cell; readonly place?: KnownTerm } {
  const { terms } = placesOf(sheet, component);
  if (terms.length !== 1) return { own: ownAvailability(sheet, component) };
  return { own: inItsPlace(sheet, component), place: terms[0] };
}

const inItsPlace = figureOf('availability.in-place', 'ratio', (sheet, component: Component) => {
  const places = placesOf(sheet, component);
  return availabilityIn(sheet, component, { ...places, terms: [], notes: [`Its ${places.kind} is counted apart.`] });
});

function availabilityIn(sheet: Sheet, component: Component, { kind, terms: places, notes }: Places): Working {
  const one = property(component, 'availability', 'ratio');
  const isWhole = component.kind === 'external' || component.properties.managed?.value === true;
  if (isWhole) {
    return {
      formula: places.length === 1 ? `of the whole × its ${kind}` : 'of the whole, as stated',
      terms: [one, ...(places.length === 1 ? places : [])],
      ...whole,
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
    ...enough,
    notes,
  };
}

const whole = available(anyDown);

const enough = available(([each, , , ...around], [, replicas, quorum]) =>
  tooFew(spread(Math.round(replicas), around.length > 0 ? around : [0]), each, quorum),
);

interface Places {
  readonly kind: 'zone' | 'region';
  /** Their availabilities; none where they are not known. */
  readonly terms: readonly KnownTerm[];
  readonly notes: readonly string[];
}

/** The zones of a component, or its regions where it stands in several. What does not say its availability is left out. */
const placesOf = perSubject((sheet, { properties }: Component): Places => {
  const regions = [...new Set(properties.regions?.value)];
  const zones = [...new Set(properties.zones?.value)];
  const kind = regions.length > 1 || zones.length === 0 ? 'region' : 'zone';
  const names = kind === 'region' ? regions : zones;
  const found = names.map((name) => ({ name, group: sheet.model.declarations.get(name) }));
  const terms = found.map(({ name, group }) => (group?.what === 'group' ? availabilityOf(name, group) : undefined));
  const known = terms.filter((term) => term !== undefined);
  if (known.length === names.length && names.length > 0) return { kind, terms: known, notes: [] };
  const note =
    names.length === 0
      ? 'Where it stands is not said, so no zone or region can fail.'
      : `No availability is said of its ${kind}s, so none of them can fail.`;
  return { kind, terms: [], notes: [note] };
});

function availabilityOf(name: string, { properties }: Group): KnownTerm | undefined {
  const value = properties.availability;
  const term: Term | undefined = value && termOf(`${name}.availability`, value, 'ratio');
  return term && isKnown(term) ? term : undefined;
}
