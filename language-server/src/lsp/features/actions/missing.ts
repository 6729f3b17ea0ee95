import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import type { Component, Field, Flow, Link, Table } from '../../../model/model.js';
import type { TextEdit } from '../../../model/problem.js';
import type { Definition } from '../../../model/schema/definition.js';
import { definitionOf, type Place } from '../../../model/schema/index.js';
import type { Value } from '../../../model/value.js';
import { insertStatement } from '../../../rules/edits.js';
import { setInBlock } from '../../../rules/inner-blocks.js';
import { overlaps } from '../../positions.js';
import type { Snapshot } from '../../snapshot.js';
import { workspaceEdit } from '../../text-edits.js';
import type { Stretch } from './fixes.js';

type Subject = Component | Field | Flow | Link | Table;

const most = 12;

/** For figures that are unknown for want of a property: writes the property, with an example to be corrected. */
export function missingActions(snapshot: Snapshot, place: Stretch): CodeAction[] {
  const { model, estimates, file } = snapshot;
  const fields = model.tables.flatMap((table) => table.fields);
  const subjects: readonly Subject[] = [
    ...model.components,
    ...model.flows,
    ...model.links,
    ...model.tables,
    ...fields,
  ];
  const byId = new Map(subjects.map((subject) => [subject.id, subject]));
  const near = subjects.filter((subject) => {
    const head = subject.what === 'field' ? subject.at : subject.head;
    return head.file === file && overlaps(head, place) && isAsked(subject, snapshot);
  });
  const missing = new Map<string, string>();
  const wanted = new Map<string, number>();
  for (const figure of near.flatMap((subject) => estimates.of(subject))) {
    for (const name of figure.missing) {
      if (!missing.has(name)) missing.set(name, figure.name);
      wanted.set(name, (wanted.get(name) ?? 0) + 1);
    }
  }
  // An expectation that nobody can tell lacks something too.
  for (const expectation of model.expectations) {
    if (expectation.at.file !== file || !overlaps(expectation.at, place)) continue;
    for (const figure of expectation.text.match(/[\w.-]+(?:[-~]>[\w.-]+)?/g) ?? []) {
      for (const name of estimates.get(figure)?.missing ?? []) missing.set(name, figure);
    }
  }
  // What most figures wait for comes first.
  return [...missing]
    .toSorted(([a], [b]) => (wanted.get(b) ?? most) - (wanted.get(a) ?? most))
    .flatMap(([name, figure]) => writing(snapshot, byId, name, figure))
    .slice(0, most);
}

/** In a sketch without load every figure is unknown, and nobody asks for it yet. */
function isAsked(subject: Subject, { estimates }: Snapshot): boolean {
  if (subject.what === 'flow' || subject.what === 'field') return true;
  return (subject.what === 'component' && subject.kind === 'job') || (estimates.value(subject, 'rate.peak') ?? 0) > 0;
}

function writing(
  snapshot: Snapshot,
  subjects: ReadonlyMap<string, Subject>,
  name: string,
  figure: string,
): CodeAction[] {
  for (let dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
    const subject = subjects.get(name.slice(0, dot));
    const written = subject && statementOf(snapshot, subject, name.slice(dot + 1));
    if (!subject || !written) continue;
    const { value } = written;
    const edit = workspaceEdit(snapshot, [written.edit]);
    if (!edit) continue;
    return [
      {
        title: `Add \`${value}\` to \`${subject.id}\`: \`${figure}\` needs it`,
        kind: CodeActionKind.RefactorRewrite,
        edit,
      },
    ];
  }
  return [];
}

/** A property with its example: `capacity: 4k/s`; of a block that is not there yet the block, `slo { availability: 99.9% }`. */
function statementOf(
  { model }: Snapshot,
  subject: Subject,
  property: string,
): { readonly value: string; readonly edit: TextEdit } | undefined {
  const definition = definitionOf(placeOf(subject), property);
  if (definition?.example !== undefined) {
    const isBlock = definition.type.type === 'block';
    const value = isBlock ? `${property} ${definition.example}` : `${property}: ${definition.example}`;
    return { value, edit: insertStatement(model, subject, value) };
  }
  const dot = property.indexOf('.');
  const [name, inner] = [property.slice(0, dot), property.slice(dot + 1)];
  const example = dot < 0 ? undefined : innerOf(definitionOf(placeOf(subject), name), inner)?.example;
  if (example === undefined) return undefined;
  const value = (subject.properties as Readonly<Record<string, Value<never> | undefined>>)[name];
  return {
    value: value ? `${inner}: ${example}` : `${name} { ${inner}: ${example} }`,
    edit: setInBlock(model, subject, { name, value }, inner, example),
  };
}

function innerOf(definition: Definition | undefined, name: string): Definition | undefined {
  if (definition?.type.type !== 'block') return undefined;
  const { properties } = definition.type;
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
}

function placeOf(subject: Subject): Place {
  return subject.what === 'component' ? subject.kind : subject.what;
}
