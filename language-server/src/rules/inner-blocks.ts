import type { Model } from '../model/model.js';
import type { TextEdit } from '../model/problem.js';
import type { Value } from '../model/value.js';
import { insertProperty, insertStatement, isOwn, replaceValue, type Subject } from './edits.js';

type Block = Value<Readonly<Record<string, Value<unknown> | undefined>>>;

/** Sets one property inside a block of a statement, `failover` in `replication { … }`; writes the block where there is none. */
export function setInBlock(
  model: Model,
  subject: Subject,
  block: { readonly name: string; readonly value: Block | undefined },
  name: string,
  text: string,
): TextEdit {
  const { value } = block;
  if (!value || !isOwn(subject, value)) return insertStatement(model, subject, `${block.name} { ${name}: ${text} }`);
  const present = value.value[name];
  if (present && isOwn({ at: value.property }, present)) return replaceValue(present, text);
  return insertProperty(model, innerBlock(model, value), name, text);
}

/** A block that is a property's value, as something that takes further properties. */
export function innerBlock(model: Model, { property }: Value<unknown>): Subject {
  const open = property.offset + model.textOf(property).indexOf('{');
  return { at: property, body: { ...property, offset: open } };
}
