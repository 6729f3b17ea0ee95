import { ast } from '@archlang/grammar';
import { locate, locateName, replacement } from './context.js';
import { convert, type Surroundings } from './convert.js';
import { meant } from './meant.js';
import { nearest } from './nearest.js';
import type { Fix } from './problem.js';
import type { Definition, Section } from './schema/definition.js';
import { placesOf, showType } from './schema/index.js';
import type { Location } from './source.js';
import type { Origin, Value } from './value.js';

export type Values = Record<string, Value<unknown>>;

/** The block whose properties are read. */
export interface Block {
  /** For messages: `service`, `link`, `slo`. */
  readonly name: string;
  readonly section: Section;
  readonly origin: Origin;
  /** What else may stand in it; anything else is reported as misplaced. */
  readonly statements: ReadonlySet<ast.Member['$type']>;
  /** Is it a block inside a declaration, such as `slo`? */
  readonly inner?: boolean;
  /** Where engine figures come from, by property. */
  readonly sources?: Readonly<Record<string, string>>;
}

const none: ReadonlySet<ast.Member['$type']> = new Set();

/** Reads all `name: value` and `name { … }` of a block against its section; each mistake is one problem. */
export function readProperties(members: readonly ast.Member[], block: Block, around: Surroundings): Values {
  const values: Values = {};
  for (const member of members) {
    if (ast.isProperty(member)) readProperty(member, block, values, around);
    else if (ast.isBlock(member)) readBlock(member, block, values, around);
    else if (!block.statements.has(member.$type) && !isMisspeltTable(member, block)) misplaced(member, block, around);
  }
  return values;
}

/** What is probably a table is collected as one, and told there. */
function isMisspeltTable(member: ast.Member, { statements }: Block): boolean {
  return statements.has('Table') && ast.isUnknown(member) && nearest(member.kind ?? '', ['table']) === 'table';
}

function readProperty(node: ast.Property, block: Block, values: Values, around: Surroundings): void {
  const nameAt = locateName(around.place, node);
  const definition = known(node.name, 'value', nameAt, block, around);
  if (!definition || isRepeated(node.name, nameAt, values, around)) return;
  const { type } = definition;
  if (!node.value) {
    const hint = type.type === 'block' ? `\`${node.name} { … }\`` : showType(type);
    around.problems.report('missing-value', nameAt, `\`${node.name}\` needs a value: ${hint}.`);
    return;
  }
  const converted = convert(node.value, definition, node.name, around);
  if (!converted) return;
  values[node.name] = {
    value: converted.value,
    origin: block.origin,
    at: locate(around.place, node.value),
    property: locate(around.place, node),
    source: block.sources?.[node.name],
    expression: converted.expression,
    dimension: converted.dimension,
    notation: converted.notation,
  };
}

function readBlock(node: ast.Block, block: Block, values: Values, around: Surroundings): void {
  const name = node.name;
  if (name === undefined) return;
  const nameAt = locateName(around.place, node);
  const definition = known(name, 'block', nameAt, block, around);
  if (!definition || isRepeated(name, nameAt, values, around)) return;
  if (definition.type.type !== 'block') {
    const message = `\`${name}\` takes ${showType(definition.type)}: write \`${name}: …\`.`;
    around.problems.report('wrong-type', nameAt, message);
    return;
  }
  const inner: Block = {
    name,
    section: definition.type.properties,
    origin: block.origin,
    statements: none,
    inner: true,
    ...(block.sources && { sources: within(block.sources, name) }),
  };
  const at = locate(around.place, node);
  const open = definition.type.open;
  const value =
    open === undefined || open === 'stages'
      ? readProperties(node.members, inner, around)
      : openBlock(node, definition, inner, around);
  values[name] = {
    value,
    origin: block.origin,
    at: { ...at, offset: at.offset + name.length },
    property: at,
    ...(block.sources?.[name] !== undefined && { source: block.sources[name] }),
  };
}

/** The sources of what stands in a block: `replication.lag` is `lag` in `replication`. */
function within(sources: Readonly<Record<string, string>>, name: string): Record<string, string> {
  const inner = Object.entries(sources).filter(([key]) => key.startsWith(`${name}.`));
  return Object.fromEntries(inner.map(([key, source]) => [key.slice(name.length + 1), source]));
}

/** A block whose names the author chooses: every value is read by the one definition under `*`. */
function openBlock(node: ast.Block, definition: Definition, inner: Block, around: Surroundings): Values {
  const any = definition.type.type === 'block' ? definition.type.properties['*'] : undefined;
  if (!any) return {};
  const names = node.members.flatMap((member) => (ast.isProperty(member) ? [member.name] : []));
  const section = Object.fromEntries(names.map((name) => [name, any]));
  return readProperties(node.members, { ...inner, section }, around);
}

function known(
  name: string,
  form: 'block' | 'value',
  at: Location,
  block: Block,
  around: Surroundings,
): Definition | undefined {
  if (Object.hasOwn(block.section, name)) return block.section[name];
  const near = meant(name, Object.keys(block.section));
  const elsewhere = placesOf(name);
  const fits = near !== undefined && (block.section[near].type.type === 'block') === (form === 'block');
  // `p95` is no slip for `p99`.
  const fixes: Fix[] = fits ? [{ ...replacement(at, near), safe: !/\d/.test(name) }] : [];
  let message = `\`${name}\` is not a property of ${block.inner ? `\`${block.name}\`` : withArticle(block.name)}`;
  if (near !== undefined) message += `; did you mean \`${near}\`?`;
  else if (elsewhere.length > 0) message += `; it belongs on ${elsewhere.slice(0, 4).join(', ')}.`;
  else message += '.';
  around.problems.report('unknown-property', at, message, { fixes });
  return undefined;
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

function isRepeated(name: string, at: Location, values: Values, around: Surroundings): boolean {
  const first = values[name];
  if (!first) return false;
  around.problems.report('repeated-property', at, `\`${name}\` stands twice in this block.`, {
    related: [{ at: first.property, message: 'It is written first here.' }],
    fixes: undefined,
  });
  return true;
}

function misplaced(node: ast.Member, block: Block, around: Surroundings): void {
  const at = locate(around.place, node);
  if (ast.isUnfinished(node)) {
    unfinished(node, at, block, around);
    return;
  }
  const word = node.$cstNode?.text.match(/^[\w-]+/)?.[0] ?? 'This';
  const head = { ...at, end: at.offset + word.length };
  around.problems.report('misplaced', head, `\`${word}\` cannot stand inside a ${block.name} block.`);
}

function unfinished(node: ast.Unfinished, at: Location, block: Block, around: Surroundings): void {
  const definition = Object.hasOwn(block.section, node.name) ? block.section[node.name] : undefined;
  if (definition) {
    const form = definition.type.type === 'block' ? `${node.name} { … }` : `${node.name}: …`;
    const what = definition.type.type === 'block' ? 'a block' : showType(definition.type);
    around.problems.report('missing-value', at, `\`${node.name}\` needs a value, ${what}: \`${form}\`.`);
    return;
  }
  const near = meant(node.name, Object.keys(block.section));
  const hint = near === undefined ? '' : `; did you mean \`${near}: …\`?`;
  around.problems.report('unfinished', at, `\`${node.name}\` alone says nothing${hint || '.'}`);
}

/** The second values fill what the first leave open; blocks are joined property by property. */
export function mergeValues(first: Values, second: Values, origin?: Origin): Values {
  const merged = copyValues(first);
  for (const [name, value] of Object.entries(second)) {
    const own = merged[name];
    if (own === undefined) merged[name] = origin ? { ...value, origin } : value;
    else if (isBlockValue(own) && isBlockValue(value)) {
      merged[name] = { ...own, value: mergeValues(own.value as Values, value.value as Values, origin) };
    }
  }
  return merged;
}

/** One by one and not by a spread, which gives each copy a hidden class of its own: then V8 finds no property by its place. */
export function copyValues(values: Values): Values {
  const copy: Values = {};
  for (const name in values) copy[name] = values[name];
  return copy;
}

function isBlockValue(value: Value<unknown>): boolean {
  return (
    typeof value.value === 'object' && value.value !== null && !Array.isArray(value.value) && !('call' in value.value)
  );
}
