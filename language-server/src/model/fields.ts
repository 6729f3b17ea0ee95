import { ast } from '@archlang/grammar';
import { locate, locateName } from './context.js';
import { convert, type Surroundings } from './convert.js';
import type { Draft } from './drafts.js';
import type { Field, Table } from './model.js';
import { readProperties } from './properties.js';
import type { References } from './references.js';
import { fieldSizes, fieldType, schema, showType } from './schema/index.js';
import type { Call } from './value.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Reads the `fields { name: type }` of a table. */
export function readFields({ entity, node, place, path }: Draft<Table, ast.Table>, references: References): void {
  const around = references.at(place, path);
  const fields = new Map<string, Field>();
  for (const block of node.members) {
    if (!ast.isBlock(block) || block.name !== 'fields') continue;
    for (const member of block.members) {
      if (ast.isProperty(member)) {
        const repeated = fields.get(member.name);
        if (repeated) {
          const message = `\`${member.name}\` is a field of this table already.`;
          const related = [{ at: repeated.nameAt, message: 'It is declared here.' }];
          around.problems.report('duplicate-name', locateName(place, member), message, { related });
        } else fields.set(member.name, readField(member, entity, around));
      } else {
        around.problems.report(
          'misplaced',
          locate(place, member),
          'A field is written `name: type`, such as `code: text(7B)`.',
        );
      }
    }
  }
  entity.fields = [...fields.values()];
}

function readField(node: ast.Property, table: Table, around: Surroundings): Field {
  const { place } = around;
  const { type, size } = readType(node, around);
  const at = locate(place, node);
  const field: Mutable<Field> = {
    what: 'field',
    id: `${table.id}.${node.name}`,
    name: node.name,
    table,
    type,
    size,
    at,
    nameAt: locateName(place, node),
    body: node.details && locate(place, node.details),
    properties: {},
  };
  if (node.details) {
    const block = { name: 'field', section: schema.field, origin: 'written' as const, statements: new Set<never>() };
    field.properties = readProperties(node.details.members, block, around);
  }
  return field;
}

/** The type as the schema reads it: a word, or a call with the size in bytes. */
function readType(node: ast.Property, around: Surroundings): { type: string; size?: number } {
  if (!node.value) {
    const message = `\`${node.name}\` needs a type: ${showType(fieldType.type)}.`;
    around.problems.report('missing-value', locateName(around.place, node), message);
    return { type: 'unknown' };
  }
  const value = convert(node.value, fieldType, node.name, around)?.value as keyof typeof fieldSizes | Call | undefined;
  if (value === undefined) return { type: 'unknown' };
  if (typeof value === 'string') return { type: value, size: fieldSizes[value] };
  const size = value.arguments[0]?.value;
  return { type: value.call, size: typeof size === 'number' ? size : undefined };
}
