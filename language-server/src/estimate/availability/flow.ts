import type { Component, Flow, Link } from '../../model/model.js';
import { type Cell, define, derived, type Term, unknown } from '../cell.js';
import type { Sheet } from '../sheet.js';
import type { Edge, Node } from '../traffic/graph.js';
import { type Journey, reachOf } from '../traffic/reach.js';
import { sourceOf } from '../traffic/sources.js';
import { needsOf, ownAvailability } from './component.js';
import { anyDown, available } from './down.js';

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
export function flowAvailability(sheet: Sheet, flow: Flow): Cell {
  return sheet.cell(flow.id, 'availability', () => {
    const source = sourceOf(sheet, flow);
    const journey = reachOf(sheet).journeyOf(source);
    const base = { subject: flow.id, figure: 'availability', unit: 'ratio' as const };
    if (!journey?.start)
      return define({ ...base, formula: 'Π', terms: [unknown(`${flow.id}.from`)], compute: () => Number.NaN });
    const terms = partsOf(sheet, journey.start, choicesOf(sheet, journey));
    const client = journey.start.component.kind === 'client';
    return define({
      ...base,
      formula: 'Π of all that it needs, each once',
      terms,
      ...available(anyDown),
      notes: client ? ['The device and the way to it are not counted.'] : [],
    });
  });
}

/**
 * What has to work from a node on: each component once, each choice between several as one part, and once each zone or region
 * that all replicas of a component stand in: they fail together.
 */
function partsOf(sheet: Sheet, start: Node, choices: Choices): Term[] {
  const { components, chosen } = collect(start, choices);
  const needed = [...components].filter(({ kind }) => kind !== 'client').map((component) => needsOf(sheet, component));
  const places = new Map(needed.flatMap(({ place }) => (place ? [[place.name, place] as const] : [])));
  return [...needed.map(({ own }) => derived(own)), ...[...chosen].map((cell) => derived(cell)), ...places.values()];
}

type Choices = ReadonlyMap<Node | Edge, Cell>;

/** All that is needed without a choice from a node on, and the choices met. */
function collect(
  start: Node,
  choices: Choices,
): { readonly components: ReadonlySet<Component>; readonly chosen: ReadonlySet<Cell> } {
  const components = new Set<Component>();
  const chosen = new Set<Cell>();
  const seen = new Set<Node>([start]);
  const open = [start];
  for (let node = open.pop(); node; node = open.pop()) {
    components.add(node.component);
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
function choicesOf(sheet: Sheet, journey: Journey): Choices {
  return sheet.once(`choices ${journey.source.id}`, () => {
    const choices = new Map<Node | Edge, Cell>();
    for (const node of journey.knots.flatMap(({ nodes }) => nodes).reverse()) {
      for (const edge of node.outgoing) {
        const fallback = edge.link.properties.fallback?.value;
        const other = fallback === undefined ? undefined : sheet.model.declarations.get(fallback);
        if (edge.link.synchronous && other?.what === 'component')
          choices.set(edge, eitherOf(sheet, edge, other, choices));
      }
      const targets = node.outgoing.filter((edge) => isHardDependency(edge.link));
      const splits = node.component.kind === 'lb' || node.component.kind === 'dns';
      if (splits && targets.length > 1) choices.set(node, oneOf(sheet, node, targets, choices));
    }
    return choices;
  });
}

function subtree(sheet: Sheet, node: Node, choices: Choices): Cell {
  return define({
    subject: node.component.id,
    figure: 'availability with all it needs',
    unit: 'ratio',
    formula: 'Π',
    terms: partsOf(sheet, node, choices),
    ...available(anyDown),
  });
}

function eitherOf(sheet: Sheet, { link, to }: Edge, fallback: Component, choices: Choices): Cell {
  return define({
    subject: link.id,
    figure: 'availability',
    unit: 'ratio',
    formula: '1 − (1 − first choice) × (1 − fallback)',
    terms: [derived(subtree(sheet, to, choices)), derived(ownAvailability(sheet, fallback))],
    ...available(([first, second]) => first * second),
  });
}

function oneOf(sheet: Sheet, node: Node, targets: readonly Edge[], choices: Choices): Cell {
  const weights = targets.map(({ factors }): readonly Term[] => factors.flatMap((factor) => factor.terms()));
  return define({
    subject: node.component.id,
    figure: 'availability of its targets',
    unit: 'ratio',
    formula: 'Σ share of the target × its availability',
    terms: targets.flatMap(({ to }, i) => [derived(subtree(sheet, to, choices)), ...weights[i]]),
    ...available((downs, values) => {
      let at = 0;
      let total = 0;
      let shares = 0;
      for (const { factors } of targets) {
        const down = downs[at++];
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
}
