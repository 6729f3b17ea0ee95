import type { ast } from '@archlang/grammar';
import { locate, locateProperty, type Place, replacement } from './context.js';
import type { Collected, Statement } from './drafts.js';
import { enclosing } from './entities.js';
import { inherit } from './inherit.js';
import type { Component, Flow, Group, Link, System } from './model.js';
import { type Block, readProperties, type Values } from './properties.js';
import type { References } from './references.js';
import { schema } from './schema/index.js';
import type { Location } from './source.js';
import type { Value } from './value.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const nothing: Block['statements'] = new Set();
const perHop = ['batch', 'calls', 'fan-out', 'share', 'weight'] as const;

/** Reads links: a chain becomes one link for each hop, all with the properties of the chain. */
export function readLinks(
  collected: Collected,
  references: References,
  components: ReadonlyMap<string, Component>,
): Link[] {
  const links: Mutable<Link>[] = [];
  const flows = new Map(collected.flows.map(({ entity }) => [entity.id, entity as Flow]));
  const meshes = collected.components.map(({ entity }) => entity as Component).filter(({ kind }) => kind === 'mesh');
  const outer = outerDefaults(collected.system?.entity as System | undefined, meshes);
  const ids = new Map<string, number>();
  for (const statement of collected.links) readLink(statement, references, components, flows, links, ids);
  for (const link of links) {
    link.properties = inherit(link.properties as Values, outer(link), schema.link) as Link['properties'];
    (link.source.outgoing as Link[]).push(link);
    (link.target.incoming as Link[]).push(link);
  }
  return links;
}

function readLink(
  { node, place, path, group }: Statement<ast.Link>,
  references: References,
  components: ReadonlyMap<string, Component>,
  flows: ReadonlyMap<string, Flow>,
  links: Mutable<Link>[],
  ids: Map<string, number>,
): void {
  const at = locate(place, node);
  const bodyStart = node.body ? locateProperty(place, node, 'body') : undefined;
  const hops = readHops(node, place, path, references, components);
  // Tables are first those of the stores it leads to, then of those it comes from.
  const stores = [...hops.map(({ target }) => target), ...hops.map(({ source }) => source)].filter(
    ({ tables }) => tables.length > 0,
  );
  const around = references.at(
    place,
    path,
    undefined,
    stores.map((store) => store.path.split('.')),
  );
  const own = readProperties(
    node.members,
    { name: 'link', section: schema.link, origin: 'written', statements: nothing },
    around,
  );
  if (node.hops.length > 1) {
    for (const name of perHop) {
      if (!own[name]) continue;
      const message = `\`${name}\` on a chain of ${node.hops.length} hops does not say which hop it counts; write the links one by one.`;
      around.problems.report('ambiguous-hop', own[name].property, message);
      delete own[name];
    }
  }
  const chain: Mutable<Link>[] = [];
  for (const { source, target, arrow, head } of hops) {
    const base = `${source.id}${arrow}${target.id}`;
    const number = (ids.get(base) ?? 0) + 1;
    ids.set(base, number);
    chain.push({
      what: 'link',
      id: number === 1 ? base : `${base}#${number}`,
      source,
      target,
      synchronous: arrow === '->',
      title: node.title,
      at,
      head,
      body: bodyStart && { file: at.file, offset: bodyStart.offset, end: at.end },
      chain: { links: chain, index: chain.length },
      properties: own as Link['properties'],
      flows: own['for'] && flowsOf(own['for'] as Value<readonly string[]>, flows),
      group,
    });
  }
  links.push(...chain);
}

interface Hop {
  readonly source: Component;
  readonly target: Component;
  readonly arrow: '->' | '~>';
  readonly head: Location;
}

/** The hops of a chain whose ends are known; each end that is missing or wrong is one problem. */
function readHops(
  node: ast.Link,
  place: Place,
  path: readonly string[],
  references: References,
  components: ReadonlyMap<string, Component>,
): Hop[] {
  const at = locate(place, node);
  const hops: Hop[] = [];
  let sourceAt = locateProperty(place, node, 'source') ?? at;
  let source = node.source && endpoint(node.source.$refText, sourceAt, path, references, components);
  if (!node.source)
    references.problems.report(
      'incomplete-link',
      { ...at, end: at.offset + 2 },
      'Who calls? Write a name before the arrow.',
    );
  for (const hop of node.hops) {
    const hopAt = locate(place, hop);
    const arrowAt = { ...hopAt, end: hopAt.offset + (hop.arrow?.length ?? 2) };
    const arrow = arrowOf(hop.arrow, arrowAt, references);
    const targetAt = locateProperty(place, hop, 'target') ?? hopAt;
    if (!hop.target)
      references.problems.report('incomplete-link', arrowAt, 'Who is called? Write a name after the arrow.');
    const target = hop.target && endpoint(hop.target.$refText, targetAt, path, references, components);
    if (source && target && arrow) {
      hops.push({ source, target, arrow, head: { file: at.file, offset: sourceAt.offset, end: targetAt.end } });
    }
    source = target;
    sourceAt = targetAt;
  }
  return hops;
}

function flowsOf(value: Value<readonly string[]>, flows: ReadonlyMap<string, Flow>): Flow[] {
  return value.value.flatMap((id) => flows.get(id) ?? []);
}

/** The arrow meant; arrows of other notations get one message with the fix. */
function arrowOf(written: string | undefined, at: Location, references: References): '->' | '~>' | undefined {
  if (written === '->' || written === '~>') return written;
  if (written === undefined) return undefined;
  if (written.startsWith('<')) {
    const message = 'A link has one direction: from the caller to the called. Write two links for calls both ways.';
    references.problems.report('habit', at, message, { fixes: [replacement(at, '->')] });
  } else
    references.problems.report('habit', at, 'A call is written `->`, a hand-over `~>`.', {
      fixes: [replacement(at, '->')],
    });
  return '->';
}

function endpoint(
  name: string,
  at: Location,
  path: readonly string[],
  references: References,
  components: ReadonlyMap<string, Component>,
): Component | undefined {
  const target = references.find(name, at, path, ['component']);
  return target && components.get(target.id);
}

/** What a link inherits, nearest first: its caller's defaults, a mesh over both ends, groups around the caller, the system. */
function outerDefaults(system: System | undefined, meshes: readonly Component[]): (link: Link) => Values[] {
  const covered = meshes.map((mesh) => ({ mesh, covers: coverage(mesh) }));
  const defaultsOf = (holder: { properties: object } | undefined): Values[] => {
    const defaults = (holder?.properties as Values | undefined)?.['defaults'];
    return defaults ? [defaults.value as Values] : [];
  };
  return ({ source, target }) => [
    ...defaultsOf(source),
    ...covered
      .filter(({ covers }) => covers(source) && covers(target))
      .flatMap(({ mesh }) => [meshPolicies(mesh), ...defaultsOf(mesh)]),
    ...enclosing(source.group).flatMap(defaultsOf),
    ...defaultsOf(system),
  ];
}

/** A mesh's own properties hold for links where a link has one of that name. */
function meshPolicies(mesh: Component): Values {
  const { defaults: _, ...policies } = mesh.properties as Values;
  return Object.fromEntries(Object.entries(policies).filter(([name]) => Object.hasOwn(schema.link, name)));
}

function coverage(mesh: Component): (component: Component) => boolean {
  const names = (mesh.properties as Values)['covers']?.value as readonly string[] | undefined;
  const inside = (component: Component, group: Group | undefined): boolean =>
    group === undefined || enclosing(component.group).includes(group);
  if (!names) return (component) => component.kind === 'service' && inside(component, mesh.group);
  const wanted = new Set(names);
  return (component) => wanted.has(component.id) || enclosing(component.group).some(({ id }) => wanted.has(id));
}
