import { ast } from '@archlang/grammar';
import { locate, locateProperty, type Place, Problems } from './context.js';
import type { Draft } from './drafts.js';
import { libraryEngine } from './library.js';
import type { Engine } from './model.js';
import { mergeValues, readProperties, type Values } from './properties.js';
import type { References } from './references.js';
import { schema } from './schema/index.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Reads engines when a component first asks for one: the library holds many, a design uses few. */
export class Engines {
  private readonly known = new Map<string, Engine>();
  private readonly reading = new Set<string>();

  constructor(
    private readonly own: ReadonlyMap<string, Draft<Engine, ast.Engine>>,
    private readonly references: References,
  ) {
    for (const name of own.keys()) this.get(name);
  }

  /** Every engine that was read: the team's own and those of the library in use. */
  get all(): readonly Engine[] {
    return [...this.known.values()];
  }

  get(name: string): Engine | undefined {
    const known = this.known.get(name);
    if (known) return known;
    const draft = this.own.get(name);
    if (draft) return this.read(name, draft.entity, draft.node, draft.place, this.references);
    const shared = libraryEngines.get(name);
    if (shared) {
      this.known.set(name, shared);
      return shared;
    }
    const found = libraryEngine(name);
    if (!found) return undefined;
    const engine = this.read(name, bare(name, found.node, found.place), found.node, found.place, this.references);
    libraryEngines.set(name, engine);
    return engine;
  }

  private read(name: string, entity: Mutable<Engine>, node: ast.Engine, place: Place, references: References): Engine {
    if (this.reading.has(name)) {
      references.problems.report('circular-value', entity.nameAt, `Engine \`${name}\` extends itself.`);
      return entity;
    }
    this.reading.add(name);
    const problems = entity.builtIn ? new Problems() : references.problems;
    const around = { ...references.at(place, []), problems };
    const sources = sourcesOf(node);
    const block = {
      name: 'engine',
      section: schema.engine,
      origin: 'engine' as const,
      statements: new Set<never>(),
      sources,
    };
    let values: Values = readProperties(node.members, block, around);
    const baseName = node.base?.$refText;
    if (baseName !== undefined) {
      const at = locateProperty(place, node, 'base') ?? locate(place, node);
      const base = around.reference(baseName, ['engine'], at);
      entity.base = base === undefined ? undefined : this.get(base);
      if (entity.base) values = mergeValues(values, entity.base.properties as Values);
    }
    entity.properties = values as Engine['properties'];
    this.reading.delete(name);
    this.known.set(name, entity);
    return entity;
  }
}

/** Engines of the library never change, so all designs share them. */
const libraryEngines = new Map<string, Engine>();

function bare(name: string, node: ast.Engine, place: Place): Mutable<Engine> {
  const at = locate(place, node);
  const nameAt = { ...at, offset: at.offset + 'engine '.length, end: at.offset + 'engine '.length + name.length };
  return {
    what: 'engine',
    id: name,
    name,
    path: name,
    title: node.title,
    at,
    head: { ...at, end: nameAt.end },
    nameAt,
    properties: {},
    builtIn: true,
  };
}

function sourcesOf(node: ast.Engine): Record<string, string> {
  const sources: Record<string, string> = {};
  for (const member of node.members) {
    if (!ast.isBlock(member) || member.name !== 'sources') continue;
    for (const entry of member.members) {
      if (!ast.isProperty(entry)) continue;
      const value = entry.value as ast.Operand | undefined;
      if (ast.isText(value)) sources[entry.name] = value.text;
    }
  }
  return sources;
}
