import { ast } from '@archlang/grammar';
import { locate, locateProperty, Problems } from './context.js';
import { convert, type Surroundings } from './convert.js';
import type { Collected } from './drafts.js';
import type { Engines } from './engines.js';
import { readFields } from './fields.js';
import { componentInherits, flowInherits, inherit } from './inherit.js';
import type { Component, Flow, Group, Kind, Table } from './model.js';
import { type Block, copyValues, mergeValues, readProperties, type Values } from './properties.js';
import type { References } from './references.js';
import { ratio } from './schema/definition.js';
import { type Place as SchemaPlace, schema } from './schema/index.js';
import type { Value } from './value.js';

type Statements = Block['statements'];

const stores = new Set<Kind>(['database', 'storage', 'cache', 'queue', 'topic']);
const inSystem: Statements = new Set(['Expect', 'Accept']);
const inComponent: Statements = new Set(['Expect', 'Accept']);
const inStore: Statements = new Set(['Expect', 'Accept', 'Table']);
const inGroup: Statements = new Set([
  'Component',
  'Group',
  'Flow',
  'Link',
  'Expect',
  'Accept',
  'Constraint',
  'Saga',
  'Param',
  'Let',
  'Unknown',
]);
const nothing: Statements = new Set();
const shareOfReads = ratio('Share of the reads.', { max: 1 });

function blockOf(place: SchemaPlace, statements: Statements): Block {
  return { name: place, section: schema[place], origin: 'written', statements };
}

/** Reads the system and the groups, which others inherit from. */
export function readFrames(collected: Collected, references: References): void {
  const { system } = collected;
  if (system) {
    const around = references.at(system.place, []);
    system.entity.properties = readProperties(system.node.members, blockOf('system', inSystem), around);
  }
  for (const { entity, node, place, path } of collected.groups) {
    entity.properties = readProperties(node.members, blockOf(entity.kind, inGroup), references.at(place, path));
  }
}

/** Reads components: own values, then what the blocks around and the engine bring. */
export function readComponents(collected: Collected, references: References, engines: Engines): void {
  const system = (collected.system?.entity.properties ?? {}) as Values;
  for (const { entity, node, place, path } of collected.components) {
    const block = blockOf(entity.kind, stores.has(entity.kind) ? inStore : inComponent);
    // A misspelt kind is told already; what its block holds is read as far as it fits.
    const around = references.at(place, path);
    const quiet = node.$type === 'Unknown' ? { ...around, problems: new Problems() } : around;
    const own = readProperties(node.members, block, quiet);
    let values = withPlacement(own, entity.group);
    for (const group of enclosing(entity.group)) {
      values = inherit(values, [group.properties as Values], block.section, componentInherits.group);
    }
    values = inherit(values, [system], block.section, componentInherits.system);
    const engineName = (own['engine'] as Value<string> | undefined)?.value;
    const engine = engineName === undefined ? undefined : engines.get(engineName);
    if (engine) {
      entity.engine = engine;
      const fitting = Object.entries(engine.properties as Values).filter(([name]) =>
        Object.hasOwn(block.section, name),
      );
      values = mergeValues(values, Object.fromEntries(fitting));
    }
    entity.properties = values as Component['properties'];
  }
}

/** The groups around something, innermost first. */
export function enclosing(group: Group | undefined): Group[] {
  const groups: Group[] = [];
  for (let at = group; at; at = at.group) groups.push(at);
  return groups;
}

/** Regions and zones not written are those of the blocks around. */
function withPlacement(own: Values, group: Group | undefined): Values {
  const values = copyValues(own);
  for (const [property, kind] of [
    ['regions', 'region'],
    ['zones', 'zone'],
  ] as const) {
    const frame = enclosing(group).find((candidate) => candidate.kind === kind);
    if (values[property] || !frame) continue;
    values[property] = { value: [frame.id], origin: 'inherited', at: frame.nameAt, property: frame.head };
  }
  return values;
}

/** Reads flows: own values, then the client's, then the system's. */
export function readFlows(
  collected: Collected,
  references: References,
  components: ReadonlyMap<string, Component>,
): void {
  const system = (collected.system?.entity.properties ?? {}) as Values;
  const byId = new Map(collected.flows.map(({ entity }) => [entity.id, entity]));
  for (const { entity, node, place, path } of collected.flows) {
    const own = readProperties(
      node.members,
      blockOf('flow', new Set(['Expect', 'Accept'])),
      references.at(place, path),
    );
    const from = (own['from'] as Value<string> | undefined)?.value;
    const parent = (own['of'] as Value<string> | undefined)?.value;
    entity.from = from === undefined ? undefined : components.get(from);
    entity.parent = parent === undefined ? undefined : byId.get(parent);
    const client = (entity.from?.properties ?? {}) as Values;
    const values = inherit(own, [client], schema.flow, flowInherits.client);
    entity.properties = inherit(values, [system], schema.flow, flowInherits.system) as Flow['properties'];
  }
  cutCircles(collected, references);
}

/** A flow that is part of itself has no rate; the link that closes the circle is dropped. */
function cutCircles(collected: Collected, references: References): void {
  const done = new Set<Flow>();
  for (const { entity: first } of collected.flows) {
    const walked = new Set<Flow>();
    let flow: Collected['flows'][number]['entity'] | undefined = first;
    while (flow && !done.has(flow)) {
      walked.add(flow);
      const { parent }: { parent?: Flow } = flow;
      if (parent && walked.has(parent)) {
        const at = flow.properties.of?.at ?? flow.nameAt;
        references.problems.report('circular-value', at, `\`${flow.name}\` is part of itself, so it has no rate.`);
        flow.parent = undefined;
        break;
      }
      flow = parent;
    }
    for (const each of walked) done.add(each);
  }
}

/** Reads tables with their fields, indexes and queries; a table inherits from its store. */
export function readTables(collected: Collected, references: References): void {
  for (const draft of collected.tables) {
    const { entity, node, place, path } = draft;
    readFields(draft, references);
    const around = references.at(place, path, entity.fields);
    const members = node.members.filter((member) => !(ast.isBlock(member) && member.name === 'fields'));
    const own = readProperties(members, blockOf('table', new Set(['Index', 'Query', 'Expect', 'Accept'])), around);
    const values = inherit(own, [entity.store.properties as Values], schema.table);
    entity.properties = values as Table['properties'];
    entity.indexes = node.members.filter(ast.isIndex).map((index) => ({
      columns: columns(index, around),
      at: locate(place, index),
      properties: readProperties(index.members, blockOf('index', nothing), around),
    }));
    entity.queries = node.members.filter(ast.isQuery).map((query) => {
      const share = query.share && convert(query.share, shareOfReads, 'query share', around)?.value;
      return {
        columns: columns(query, around),
        at: locate(place, query),
        ...(typeof share === 'number' && { share }),
        properties: readProperties(query.members, blockOf('query', nothing), around),
      };
    });
    (entity.store.tables as Table[]).push(entity as Table);
  }
}

function columns(node: ast.Index | ast.Query, around: Surroundings): string[] {
  return node.columns.flatMap((name, index) => {
    const at = locateProperty(around.place, node, 'columns', index) ?? locate(around.place, node);
    const field = around.reference(name, ['field'], at);
    return field === undefined ? [] : [field];
  });
}
