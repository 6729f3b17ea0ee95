import { ast } from '@archlang/grammar';
import { locate, locateProperty, type Place, type Problems, replacement } from './context.js';
import {
  type Component,
  componentKinds,
  type Declaration,
  type Engine,
  type Flow,
  type Group,
  type Kind,
  type Param,
  type Saga,
  type System,
  type Table,
} from './model.js';
import { Names } from './names.js';
import { nearest } from './nearest.js';
import type { Parsed } from './parsed.js';
import type { Location } from './source.js';

/** Words that begin a declaration with a name. */
const keywords = [
  ...componentKinds,
  'system',
  'region',
  'zone',
  'group',
  'flow',
  'table',
  'engine',
  'saga',
  'transaction',
  'param',
  'let',
];

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A declaration whose statement has been seen but not yet read: the entity is filled in later. */
export interface Draft<D extends Declaration = Declaration, N extends ast.Member = ast.Member> {
  readonly entity: Mutable<D>;
  readonly node: N;
  readonly place: Place;
  readonly path: readonly string[];
}

/** A statement without a name of its own, with the block it stands in. */
export interface Statement<N> {
  readonly node: N;
  readonly place: Place;
  readonly path: readonly string[];
  readonly group?: Group;
}

/** Everything that stands in the files, sorted by what it is. */
export interface Collected {
  system?: Draft<System, ast.System>;
  readonly components: Draft<Component, ast.Component | ast.Unknown>[];
  readonly groups: Draft<Group, ast.Group>[];
  readonly engines: Draft<Engine, ast.Engine>[];
  readonly flows: Draft<Flow, ast.Flow>[];
  readonly tables: Draft<Table, ast.Table>[];
  readonly sagas: Draft<Saga, ast.Saga>[];
  readonly params: Draft<Param, ast.Param | ast.Let>[];
  readonly links: Statement<ast.Link>[];
  readonly expectations: Statement<ast.Expect>[];
  readonly acceptances: Statement<ast.Accept>[];
  readonly constraints: Statement<ast.Constraint>[];
  readonly names: Names<Declaration>;
}

/** What a collector knows while it walks. */
interface Walk {
  readonly place: Place;
  readonly path: readonly string[];
  readonly group?: Group;
  readonly store?: Component;
}

/** First pass: declares every name of every file, so that the second can refer to what comes later. */
export function collect(files: readonly Parsed[], problems: Problems): Collected {
  const collected: Collected = {
    components: [],
    groups: [],
    engines: [],
    flows: [],
    tables: [],
    sagas: [],
    params: [],
    links: [],
    expectations: [],
    acceptances: [],
    constraints: [],
    names: new Names(),
  };
  for (const { source, syntax } of files) {
    for (const { offset, chunk } of syntax.chunks) {
      const walk: Walk = { place: { file: source.file, base: offset }, path: [] };
      for (const member of chunk.tree.members) collectMember(member, walk, collected, problems);
    }
  }
  return collected;
}

function collectMember(node: ast.Member, walk: Walk, into: Collected, problems: Problems): void {
  const statement = { node, place: walk.place, path: walk.path, group: walk.group };
  switch (node.$type) {
    case 'System': {
      if (into.system) {
        const message = 'A design has one `system`; this is a second one.';
        problems.report('second-system', locate(walk.place, node), message, {
          related: [{ at: into.system.entity.at, message: 'The first one stands here.' }],
        });
        return;
      }
      const entity = { ...declared(node, 'system', walk), what: 'system' as const, properties: {} };
      into.system = { entity, node, place: walk.place, path: ['system'] };
      for (const member of node.members) {
        if (member.$type === 'Expect' || member.$type === 'Accept') collectMember(member, walk, into, problems);
      }
      return;
    }
    case 'Component':
      collectComponent(node, node.kind as Kind, walk, into, problems);
      return;
    case 'Unknown':
      collectMisspelt(node, walk, into, problems);
      return;
    case 'Group':
      collectGroup(node, walk, into, problems);
      return;
    case 'Engine': {
      if (!node.name) {
        nameless(node, 'engine', walk, problems);
        return;
      }
      const entity = { ...declared(node, node.name, walk), what: 'engine' as const, properties: {}, builtIn: false };
      into.engines.push({ entity, node, place: walk.place, path: [node.name] });
      return;
    }
    case 'Flow': {
      if (!node.name) {
        nameless(node, 'flow', walk, problems);
        return;
      }
      const entity: Flow = { ...declared(node, node.name, walk), what: 'flow', properties: {} };
      const draft = { entity, node, place: walk.place, path: [...walk.path, node.name] };
      if (register(draft, into, problems)) into.flows.push(draft);
      return;
    }
    case 'Table': {
      if (!node.name) {
        nameless(node, 'table', walk, problems);
        return;
      }
      if (!walk.store) {
        const message = `A table belongs in the database, storage or cache that holds it: \`database db { table ${node.name} { … } }\`.`;
        problems.report('misplaced', locate(walk.place, node), message);
        return;
      }
      const entity: Table = {
        ...declared(node, node.name, walk),
        what: 'table',
        store: walk.store,
        fields: [],
        indexes: [],
        queries: [],
        properties: {},
      };
      const draft = { entity, node, place: walk.place, path: [...walk.path, node.name] };
      if (register(draft, into, problems)) into.tables.push(draft);
      return;
    }
    case 'Saga': {
      if (!node.name) {
        nameless(node, node.kind, walk, problems);
        return;
      }
      const entity = { ...declared(node, node.name, walk), what: node.kind, steps: [], properties: {} } as Saga;
      into.sagas.push({ entity, node, place: walk.place, path: [...walk.path, node.name] });
      return;
    }
    case 'Param':
    case 'Let': {
      const what = node.$type === 'Param' ? 'param' : 'let';
      if (!node.name) {
        nameless(node, what, walk, problems);
        return;
      }
      const entity = { ...declared(node, node.name, walk), what, value: Number.NaN } as Param;
      const draft = { entity, node, place: walk.place, path: [...walk.path, node.name] };
      if (register(draft, into, problems)) into.params.push(draft);
      return;
    }
    case 'Link':
      into.links.push({ ...statement, node });
      return;
    case 'Expect':
      into.expectations.push({ ...statement, node });
      return;
    case 'Accept':
      into.acceptances.push({ ...statement, node });
      return;
    case 'Constraint':
      into.constraints.push({ ...statement, node });
      return;
    default:
  }
}

function collectComponent(
  node: ast.Component | ast.Unknown,
  kind: Kind,
  walk: Walk,
  into: Collected,
  problems: Problems,
): void {
  if (!node.name) {
    // A misspelt keyword is told already.
    if (ast.isComponent(node)) nameless(node, node.kind ?? kind, walk, problems);
    return;
  }
  const { id, name, path, title, at, head, nameAt, body, group } = declared(node, node.name, walk);
  const entity: Component = {
    what: 'component',
    kind,
    id,
    name,
    path,
    title,
    at,
    head,
    nameAt,
    body,
    group,
    engine: undefined,
    properties: {},
    tables: [],
    incoming: [],
    outgoing: [],
  };
  const draft = { entity, node, place: walk.place, path: [...walk.path, node.name] };
  if (!register(draft, into, problems)) return;
  into.components.push(draft);
  (walk.group?.components as Component[] | undefined)?.push(entity);
  for (const member of node.members) {
    const isTable = ast.isTable(member) || (ast.isUnknown(member) && nearest(member.kind ?? '', keywords) === 'table');
    if (isTable) collectMember(member, { ...walk, path: draft.path, store: entity }, into, problems);
    if (ast.isExpect(member) || ast.isAccept(member))
      collectMember(member, { ...walk, path: draft.path }, into, problems);
  }
}

/** Reports a keyword that is none; its block stays alive as what was probably meant. */
function collectMisspelt(node: ast.Unknown, walk: Walk, into: Collected, problems: Problems): void {
  const at = locate(walk.place, node);
  if (!node.kind) {
    problems.report('syntax', at, 'A title belongs to a declaration: `service api "Title" { … }`.');
    return;
  }
  const head = { ...at, end: at.offset + node.kind.length };
  const near = nearest(node.kind, keywords);
  const fixes = near === undefined ? undefined : [replacement(head, near)];
  const hint = near === undefined ? `the kinds are ${componentKinds.join(', ')}.` : `did you mean \`${near}\`?`;
  problems.report('unknown-kind', head, `\`${node.kind}\` is not a kind of component; ${hint}`, { fixes });
  const meant = near === undefined ? 'service' : near;
  const kind = componentKinds.find((each) => each === meant);
  const statement = statements[meant];
  if (kind) collectComponent(node, kind, walk, into, problems);
  // Blocks have the same parts, whatever their keyword is.
  else if (statement && node.name)
    collectMember({ ...node, $type: statement, kind: meant } as unknown as ast.Member, walk, into, problems);
}

/** The statements that blocks with these keywords are. */
const statements: Readonly<Record<string, ast.Member['$type'] | undefined>> = {
  region: 'Group',
  zone: 'Group',
  group: 'Group',
  flow: 'Flow',
  table: 'Table',
  engine: 'Engine',
  saga: 'Saga',
  transaction: 'Saga',
};

function collectGroup(node: ast.Group, walk: Walk, into: Collected, problems: Problems): void {
  const name = node.name ?? slug(node.title ?? node.kind);
  const entity: Group = {
    ...declared(node, name, walk),
    what: 'group',
    kind: node.kind,
    properties: {},
    components: [],
    groups: [],
  };
  const draft = { entity, node, place: walk.place, path: [...walk.path, name] };
  if (!register(draft, into, problems)) return;
  into.groups.push(draft);
  (walk.group?.groups as Group[] | undefined)?.push(entity);
  for (const member of node.members) {
    collectMember(member, { ...walk, path: draft.path, group: entity }, into, problems);
  }
}

function slug(title: string): string {
  const word = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
  return word.slice(0, 60).replace(/^-+|-+$/g, '') || 'group';
}

function nameless(node: ast.Member, keyword: string, walk: Walk, problems: Problems): void {
  const at = locate(walk.place, node);
  const head = { ...at, end: at.offset + keyword.length };
  problems.report('missing-name', head, `Give this ${keyword} a name: \`${keyword} my-${keyword} { … }\`.`);
}

function register(draft: Draft, into: Collected, problems: Problems): boolean {
  const clash = into.names.add(draft.entity, draft.path);
  if (!clash) return true;
  const elsewhere = clash.at.file === draft.place.file ? '' : ' in an imported file';
  problems.report('duplicate-name', draft.entity.nameAt, `\`${draft.entity.path}\` is declared already${elsewhere}.`, {
    related: [{ at: clash.nameAt, message: 'The first declaration stands here.' }],
  });
  return false;
}

type Head = ast.Member & { readonly name?: string; readonly title?: string };

function declared(node: Head | ast.Unknown, name: string, walk: Walk): Omit<System, 'what' | 'properties'> {
  const { place } = walk;
  const at = locate(place, node);
  const nameAt = (node.name !== undefined && locateProperty(place, node, 'name')) || firstWord(at, node);
  const titleAt = node.title !== undefined ? locateProperty(place, node, 'title') : undefined;
  const bodyStart = 'body' in node && node.body ? locateProperty(place, node, 'body') : undefined;
  const path = node.$type === 'System' ? name : [...walk.path, name].join('.');
  return {
    id: path,
    name,
    path,
    title: node.title,
    at,
    head: { file: at.file, offset: at.offset, end: Math.max(nameAt.end, titleAt?.end ?? 0) },
    nameAt,
    body: bodyStart && { file: at.file, offset: bodyStart.offset, end: at.end },
    group: walk.group,
  };
}

function firstWord(at: Location, node: Head | ast.Unknown): Location {
  const keyword = node.$cstNode?.text.match(/^[\w-]+/)?.[0] ?? '';
  return { ...at, end: at.offset + keyword.length };
}
