import type { ast } from '@archlang/grammar';
import { locate, locateProperty, type Place, type Problems } from './context.js';
import type { Component, Declaration, Engine, Flow, Group, Param, Saga, System, Table } from './model.js';
import type { Names } from './names.js';
import type { Location } from './source.js';

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
export interface Walk {
  readonly place: Place;
  readonly path: readonly string[];
  readonly group?: Group;
  readonly store?: Component;
}

/** A name made of a title, for groups without one. */
export function slug(title: string): string {
  const word = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
  return word.slice(0, 60).replace(/^-+|-+$/g, '') || 'group';
}

/** Reports a declaration that lacks the name it needs. */
export function nameless(node: ast.Member, keyword: string, walk: Walk, problems: Problems): void {
  const at = locate(walk.place, node);
  const head = { ...at, end: at.offset + keyword.length };
  problems.report('missing-name', head, `Give this ${keyword} a name: \`${keyword} my-${keyword} { … }\`.`);
}

/** Enters a name, one made of a title if `isMade`; reports it where another declaration bears it already. */
export function register(draft: Draft, into: Collected, problems: Problems, isMade = false): boolean {
  const clash = into.names.add(draft.entity, draft.path, isMade);
  if (!clash) return true;
  const elsewhere = clash.at.file === draft.place.file ? '' : ' in an imported file';
  problems.report('duplicate-name', draft.entity.nameAt, `\`${draft.entity.path}\` is declared already${elsewhere}.`, {
    related: [{ at: clash.nameAt, message: 'The first declaration stands here.' }],
  });
  return false;
}

type Head = ast.Member & { readonly name?: string; readonly title?: string };

/** What every declaration has, read from its statement. */
export function declared(node: Head | ast.Unknown, name: string, walk: Walk): Omit<System, 'what' | 'properties'> {
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
