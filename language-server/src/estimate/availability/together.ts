import { type Cell, derived, type KnownTerm, type Term } from '../cell.js';
import type { Needs } from './component.js';
import { anyDown, available, availableInPlaces, type Fate, type Settled } from './down.js';

/** The zones and regions that parts may fail with, and how many of the parts. */
export type Places = ReadonlyMap<string, { readonly place: KnownTerm; readonly times: number }>;

/** Either of several, as one part. */
export interface Choice {
  readonly cell: Cell;
  readonly places: Places;
}

/** All that has to work together. */
export interface Parts {
  readonly components: readonly Needs[];
  readonly choices: readonly Choice[];
}

/** Two to the power of it are the states that are gone through. */
const mostShared = 6;

export function addUp(each: readonly Places[], both = (a: number, b: number): number => a + b): Places {
  const all = new Map<string, { readonly place: KnownTerm; readonly times: number }>();
  for (const places of each) {
    for (const [name, { place, times }] of places) {
      all.set(name, { place, times: both(all.get(name)?.times ?? 0, times) });
    }
  }
  return all;
}

export function placesIn({ components, choices }: Parts): Places {
  const own = components.map(
    ({ place, spreadOver }): Places =>
      new Map((place ? [place] : spreadOver).map((each) => [each.name, { place: each, times: 1 }])),
  );
  return addUp([...own, ...choices.map(({ places }) => places)]);
}

/**
 * That all parts work: their product, where they fail independently. Parts in one zone or region fail together. What only
 * stands in one place needs it, so that the place counts once; what is spread over places that other parts stand in too is
 * worked out for each state of those, up or down, and weighed by the chance of the state (the theorem of total probability,
 * in reliability: pivotal decomposition, Barlow and Proschan, Statistical Theory of Reliability, 1975).
 */
export function together(parts: Parts): {
  readonly formula: string;
  readonly terms: readonly Term[];
  readonly notes: readonly string[];
} & ReturnType<typeof available> {
  const { components, choices } = parts;
  const needed = new Map(components.flatMap(({ place }) => (place ? [[place.name, place] as const] : [])));
  const places = placesIn(parts);
  const working = [...components.map(({ own }) => derived(own)), ...choices.map(({ cell }) => derived(cell))];
  if (places.size === 0) return { formula: '', terms: working, notes: [], ...apart };
  const all = [...places.values()].filter(({ place, times }) => times > 1 && !needed.has(place.name));
  const shared = all
    .toSorted((a, b) => b.times - a.times)
    .slice(0, mostShared)
    .map(({ place }) => place);
  const settling = new Set([...needed.keys(), ...shared.map(({ name }) => name)]);
  const around = [
    ...components.map(({ spreadOver }) => spreadOver),
    ...choices.map((choice) => placesOf(choice.places)),
  ];
  const depends = around.map((each) => each.some(({ name }) => settling.has(name)));
  const stands = around.map((each) => each.length > 0);
  const count = around.length;
  const names = [...needed.keys()];

  type State = { readonly settled: Settled; readonly varies: readonly boolean[] };
  const down = (fates: readonly Fate[], { settled, varies }: State, open: readonly KnownTerm[], at: number): number => {
    const [place, ...rest] = open;
    if (!place) return anyDown(around.map((_, i) => (varies[i] ? fates[i].given(settled) : fates[i].down)));
    const fails = fates[at].down;
    const once = (value: number): number =>
      down(fates, { settled: new Map([...settled, [place.name, value]]), varies }, rest, at + 1);
    return (fails > 0 ? fails * once(1) : 0) + (fails < 1 ? (1 - fails) * once(0) : 0);
  };
  return {
    formula: shared.length > 0 ? ', for each state of the zones or regions that they share' : '',
    terms: [...working, ...needed.values(), ...shared],
    notes:
      all.length > shared.length
        ? [
            `Of ${all.length} zones and regions that several parts share, ${all.length - shared.length} count for each part.`,
          ]
        : [],
    ...availableInPlaces((fates, _values, settled) => {
      // Inside a larger whole the states are gone through there.
      const isInside = settled.size > 0;
      const gone = names.map((name, i) => settled.get(name) ?? fates[count + i].down);
      const standing = new Map([...settled, ...names.map((name) => [name, 0] as const)]);
      const state = { settled: standing, varies: isInside ? stands : depends };
      return anyDown([...gone, down(fates, state, isInside ? [] : shared, count + names.length)]);
    }),
  };
}

/** Nothing that they stand in can fail. */
const apart = available((fates) => anyDown(fates.map(({ down }) => down)));

function placesOf(places: Places): readonly KnownTerm[] {
  return [...places.values()].map(({ place }) => place);
}
