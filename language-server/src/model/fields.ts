import { ast, type Dimension, dimensions, sameDimension } from '@archlang/grammar';
import { compute } from './arithmetic.js';
import type { Draft } from './collect.js';
import { locate, locateName, replacement } from './context.js';
import type { Surroundings } from './convert.js';
import type { Field, Table } from './model.js';
import { nearest } from './nearest.js';
import { readProperties } from './properties.js';
import type { References } from './references.js';
import { schema } from './schema/index.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Bytes of the types of fixed size; `undefined` for those whose size stands in brackets or is unknown. */
const sizes: Readonly<Record<string, number | undefined>> = {
  id: 8,
  int: 8,
  float: 8,
  bool: 1,
  timestamp: 8,
  date: 4,
  uuid: 16,
  money: 16,
  text: undefined,
  blob: undefined,
  list: undefined,
};

/** The types a field may have, for completion. */
export const fieldTypes: readonly string[] = Object.keys(sizes);

/** Reads the `fields { name: type }` of a table. */
export function readFields({ entity, node, place, path }: Draft<Table, ast.Table>, references: References): void {
  const around = references.at(place, path);
  const fields: Field[] = [];
  for (const block of node.members) {
    if (!ast.isBlock(block) || block.name !== 'fields') continue;
    for (const member of block.members) {
      if (ast.isProperty(member)) {
        const repeated = fields.find((field) => field.name === member.name);
        if (repeated) {
          const message = `\`${member.name}\` is a field of this table already.`;
          const related = [{ at: repeated.nameAt, message: 'It is declared here.' }];
          around.problems.report('duplicate-name', locateName(place, member), message, { related });
        } else fields.push(readField(member, entity, around));
      } else {
        around.problems.report('misplaced', locate(place, member), 'A field is written `name: type`, such as `code: text(7B)`.');
      }
    }
  }
  entity.fields = fields;
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
    ...(size !== undefined && { size }),
    at,
    nameAt: locateName(place, node),
    ...(node.details && { body: locate(place, node.details) }),
    properties: {},
  };
  if (node.details) {
    const block = { name: 'field', section: schema.field, origin: 'written' as const, statements: new Set<never>() };
    field.properties = readProperties(node.details.members, block, around);
  }
  return field;
}

function readType(node: ast.Property, around: Surroundings): { type: string; size?: number } {
  const value = node.value as ast.Operand | undefined;
  const at = value ? locate(around.place, value) : locateName(around.place, node);
  if (!value || !ast.isName(value) || value.target !== undefined) {
    around.problems.report('wrong-type', at, `A field's type is expected, such as \`id\`, \`timestamp\` or \`text(200B)\`.`);
    return { type: 'unknown' };
  }
  const type = value.path;
  if (!Object.hasOwn(sizes, type)) {
    const near = nearest(type, fieldTypes);
    const typeAt = { ...at, end: at.offset + type.length };
    const message = `\`${type}\` is not a type of field; the types are ${fieldTypes.join(', ')}.`;
    around.problems.report('unknown-type', typeAt, message, { fixes: near === undefined ? undefined : [replacement(typeAt, near)] });
    return { type: 'unknown' };
  }
  if (!value.call) return { type, size: sizes[type] };
  const argument = value.arguments[0]?.value;
  if (type === 'list') return { type };
  const computed = argument && compute(argument, around.place, around.problems, around.resolve);
  const isSize = (dimension: Dimension): boolean =>
    sameDimension(dimension, dimensions.data) || sameDimension(dimension, dimensions.number);
  if (!computed || !isSize(computed.quantity.dimension)) {
    if (!argument || computed) around.problems.report('wrong-unit', at, `\`${type}(…)\` takes an amount of data, such as \`${type}(200B)\`.`);
    return { type };
  }
  return { type, size: computed.quantity.value };
}
