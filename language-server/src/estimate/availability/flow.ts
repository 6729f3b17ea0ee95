import type { Component, Flow, Link } from '../../model/model.js';
import { isPlanned } from '../../model/planned.js';
import { define, derived, type Term, type Working } from '../cell.js';
import { isModule, programOf } from '../programs.js';
import { figureOf, perSubject, type Sheet } from '../sheet.js';
import type { Edge, Node } from '../traffic/node.js';
import { type Journey, reachOf } from '../traffic/reach.js';
import { lackingStart, sourceOf } from '../traffic/sources.js';
import { needsOf, ownAvailability, standsIn } from './component.js';
import { availableInPlaces } from './down.js';
import { addUp, type Choice, type Parts, placesIn, together } from './together.js';

const optional = new Set(['ignore', 'stale', 'default']);

/** Must the target work for the caller to work? Not what nobody waits for, and not what can be gone without. */
export function isHardDependency({ properties, synchronous, target }: Link): boolean {
  if (!synchronous || optional.has(properties.fallback?.value ?? '')) return false;
  return !isAside(target);
}

/** A cache-aside cache may be down: its callers ask the store themselves. */
function isAside({ kind, properties }: Component): boolean {
  return kind === 'cache' && properties.pattern?.value === 'cache-aside';
}

/**
 * The share of time a flow works: the product of all it depends on, each once, however often it is called. A fallback
 * component fails it only together with the first choice; a balancer that splits needs the target it happens to pick.
 */
export const flowAvailability = figureOf('availability', 'ratio', (sheet, flow: Flow): Working => {
  const source = sourceOf(sheet, flow);
  const journey = reachOf(sheet).journeyOf(source);
  if (!journey?.start) return { formula: 'Π', terms: [lackingStart(source)], compute: () => Number.NaN };
  const { formula, terms, notes, ...functions } = together(partsOf(sheet, journey.start, choicesOf(sheet, journey)));
  const client = journey.start.component.kind === 'client';
  const nodes = journey.knots.flatMap((knot) => knot.nodes);
  const isInProgram = nodes.some(({ component }) => fallsWithProgram(sheet, component));
  return {
    formula: `Π of all that it needs, each once${formula}`,
    terms,
    ...functions,
    notes: [
      ...(client ? ['The device and the way to it are not counted.'] : []),
      ...(isInProgram ? ['A module that says no availability fails only with its program.'] : []),
      ...notes,
    ],
  };
});

/** What has to work from a node on: each component once, each choice between several as one part. */
function partsOf(sheet: Sheet, start: Node, choices: Choices): Parts {
  const { components, chosen } = collect(sheet, start, choices);
  const needed = [...components].filter((each) => each.kind !== 'client' && !fallsWithProgram(sheet, each));
  return { components: needed.map((component) => needsOf(sheet, component)), choices: [...chosen] };
}

type Choices = ReadonlyMap<Node | Edge, Choice>;

/** A module runs while its program does, unless it says how often it fails by itself. */
function fallsWithProgram(sheet: Sheet, component: Component): boolean {
  return isModule(sheet, component) && component.properties.availability === undefined;
}

/** All that is needed without a choice from a node on, and the choices met. */
function collect(
  sheet: Sheet,
  start: Node,
  choices: Choices,
): { readonly components: ReadonlySet<Component>; readonly chosen: ReadonlySet<Choice> } {
  const components = new Set<Component>();
  const chosen = new Set<Choice>();
  const seen = new Set<Node>([start]);
  const open = [start];
  for (let node = open.pop(); node; node = open.pop()) {
    components.add(node.component);
    components.add(programOf(sheet, node.component));
    const split = choices.get(node);
    if (split) {
      chosen.add(split);
      continue;
    }
    for (const edge of node.outgoing) {
      const choice = choices.get(edge);
      if (choice) chosen.add(choice);
      else if (isNeeded(edge)) {
        const next = targetsOf(edge);
        for (const to of next) {
          if (seen.has(to)) continue;
          seen.add(to);
          open.push(to);
        }
      }
    }
  }
  return { components, chosen };
}

function isNeeded({ link }: Edge): boolean {
  return isHardDependency(link) || (link.synchronous && isAside(link.target));
}

/** Behind a cache-aside cache stands the store that its callers need; the cache itself they do not. */
function targetsOf({ to }: Edge): readonly Node[] {
  if (!isAside(to.component)) return [to];
  return to.outgoing.filter(({ link }) => isHardDependency(link)).map((edge) => edge.to);
}

/** Balancers with several targets and links with a fallback component, those furthest down first. */
const choicesOf = perSubject((sheet, journey: Journey): Choices => {
  const choices = new Map<Node | Edge, Choice>();
  for (const node of journey.knots.flatMap(({ nodes }) => nodes).reverse()) {
    for (const edge of node.outgoing) {
      const fallback = edge.link.properties.fallback?.value;
      const other = fallback === undefined ? undefined : sheet.model.declarations.get(fallback);
      if (edge.link.synchronous && other?.what === 'component' && !isPlanned(other))
        choices.set(edge, eitherOf(sheet, edge, other, choices));
    }
    const targets = node.outgoing.filter((edge) => isHardDependency(edge.link));
    const splits = node.component.kind === 'lb' || node.component.kind === 'dns';
    if (splits && targets.length > 1) choices.set(node, oneOf(sheet, node, targets, choices));
  }
  return choices;
});

function subtree(sheet: Sheet, node: Node, choices: Choices): Choice {
  const parts = partsOf(sheet, node, choices);
  const { formula, ...rest } = together(parts);
  const cell = define({
    subject: node.component.id,
    figure: 'availability with all it needs',
    unit: 'ratio',
    formula: `Π${formula}`,
    ...rest,
  });
  return { cell, places: placesIn(parts) };
}

function eitherOf(sheet: Sheet, { link, to }: Edge, fallback: Component, choices: Choices): Choice {
  const first = subtree(sheet, to, choices);
  const cell = define({
    subject: link.id,
    figure: 'availability',
    unit: 'ratio',
    formula: '1 − (1 − first choice) × (1 − fallback)',
    terms: [derived(first.cell), derived(ownAvailability(sheet, fallback))],
    ...availableInPlaces(([one, other], _values, settled) => one.given(settled) * other.given(settled)),
  });
  const second = standsIn(sheet, fallback).map((place) => [place.name, { place, times: 1 }] as const);
  return { cell, places: addUp([first.places, new Map(second)]) };
}

function oneOf(sheet: Sheet, node: Node, targets: readonly Edge[], choices: Choices): Choice {
  const weights = targets.map(({ factors }): readonly Term[] => factors.flatMap((factor) => factor.terms()));
  const behind = targets.map(({ to }) => subtree(sheet, to, choices));
  const cell = define({
    subject: node.component.id,
    figure: 'availability of its targets',
    unit: 'ratio',
    formula: 'Σ share of the target × its availability',
    terms: behind.flatMap((target, i) => [derived(target.cell), ...weights[i]]),
    ...availableInPlaces((fates, values, settled) => {
      let at = 0;
      let total = 0;
      let shares = 0;
      for (const { factors } of targets) {
        const down = fates[at++].given(settled);
        let share = 1;
        for (const factor of factors) {
          const count = factor.terms().length;
          share *= factor.compute(values.slice(at, at + count));
          at += count;
        }
        total += share * down;
        shares += share;
      }
      return shares > 0 ? total / shares : 0;
    }),
  });
  // A request goes to one of them: what they share among themselves fails it no oftener.
  return {
    cell,
    places: addUp(
      behind.map(({ places }) => places),
      Math.max,
    ),
  };
}
