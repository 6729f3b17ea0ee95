import { ast } from '@archlang/grammar';
import { locate, type Problems, replacement } from './context.js';
import { type Collected, declared, nameless, register, slug, type Walk } from './drafts.js';
import { meant } from './meant.js';
import {
  type Component,
  componentKinds,
  type Flow,
  type Group,
  type Kind,
  type Param,
  type Saga,
  type Table,
} from './model.js';
import { Names } from './names.js';
import { nearest } from './nearest.js';
import type { Parsed } from './parsed.js';

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
  const near = meant(node.kind, keywords);
  const fixes = near === undefined ? undefined : [replacement(head, near)];
  const hint = near === undefined ? `the kinds are ${componentKinds.join(', ')}.` : `did you mean \`${near}\`?`;
  problems.report('unknown-kind', head, `\`${node.kind}\` is not a kind of component; ${hint}`, { fixes });
  const keyword = near ?? 'service';
  const kind = componentKinds.find((each) => each === keyword);
  const statement = statements[keyword];
  if (kind) collectComponent(node, kind, walk, into, problems);
  // Blocks have the same parts, whatever their keyword is.
  else if (statement && node.name)
    collectMember({ ...node, $type: statement, kind: keyword } as unknown as ast.Member, walk, into, problems);
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
  if (!register(draft, into, problems, node.name === undefined)) return;
  into.groups.push(draft);
  (walk.group?.groups as Group[] | undefined)?.push(entity);
  for (const member of node.members) {
    collectMember(member, { ...walk, path: draft.path, group: entity }, into, problems);
  }
}
