import type { Component, Group } from '../../model/model.js';
import { type Cell, define, isKnown, type KnownTerm, type Term } from '../cell.js';
import { copiesOf, isStore } from '../load.js';
import { running } from '../replicas.js';
import { property, type Sheet, termOf } from '../sheet.js';
import { anyDown, available } from './down.js';
import { spread, tooFew } from './redundancy.js';

/**
 * The share of time a component works, whatever it depends on: the whole of what is managed or external as stated, else
 * enough of its replicas, spread over zones or regions that fail as wholes where their availability is known.
 */
export function ownAvailability(sheet: Sheet, component: Component): Cell {
  return availabilityIn(sheet, component, placesOf(sheet, component), 'availability');
}

/** What must work for a component to work, where its only place is counted by itself: others may stand there too. */
export function needsOf(sheet: Sheet, component: Component): { readonly own: Cell; readonly place?: KnownTerm } {
  const places = placesOf(sheet, component);
  if (places.terms.length !== 1) return { own: ownAvailability(sheet, component) };
  const [place] = places.terms;
  const notes = [`Its ${places.kind} is counted apart.`];
  return { own: availabilityIn(sheet, component, { ...places, terms: [], notes }, 'availability.in-place'), place };
}

function availabilityIn(sheet: Sheet, component: Component, places: Places, figure: string): Cell {
  return sheet.cell(component.id, figure, () => {
    const base = { subject: component.id, figure, unit: 'ratio' as const };
    const one = property(component, 'availability', 'ratio');
    const isWhole = component.kind === 'external' || component.properties.managed?.value === true;
    if (isWhole) {
      return define({
        ...base,
        formula: places.terms.length === 1 ? `of the whole × its ${places.kind}` : 'of the whole, as stated',
        terms: [one, ...(places.terms.length === 1 ? places.terms : [])],
        ...available(anyDown),
        notes: places.notes,
      });
    }
    return define({
      ...base,
      formula:
        places.terms.length > 0
          ? `enough replicas up, all of a ${places.kind} down with it`
          : '1 − (1 − availability of one)^replicas, or k of n',
      // Of a sharded store a request needs its own shard: the copies of that one.
      terms: [
        one,
        isStore(component) ? copiesOf(sheet, component) : running(component),
        property(component, 'quorum', 'count'),
        ...places.terms,
      ],
      ...available(([each, , , ...around], [, replicas, quorum]) =>
        tooFew(spread(Math.round(replicas), around.length > 0 ? around : [0]), each, quorum),
      ),
      notes: places.notes,
    });
  });
}

interface Places {
  readonly kind: 'zone' | 'region';
  /** Their availabilities; none where they are not known. */
  readonly terms: readonly KnownTerm[];
  readonly notes: readonly string[];
}

/** The zones of a component, or its regions where it stands in several. What does not say its availability is left out. */
function placesOf(sheet: Sheet, { properties }: Component): Places {
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
}

function availabilityOf(name: string, { properties }: Group): KnownTerm | undefined {
  const value = properties.availability;
  const term: Term | undefined = value && termOf(`${name}.availability`, value, 'ratio');
  return term && isKnown(term) ? term : undefined;
}
