import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import type { Component, Flow, Link, Table } from '../../../model/model.js';
import { definitionOf, type Place } from '../../../model/schema/index.js';
import { insertStatement } from '../../../rules/edits.js';
import { overlaps } from '../../positions.js';
import type { Snapshot } from '../../snapshot.js';
import { workspaceEdit } from '../../text-edits.js';
import type { Stretch } from './fixes.js';

type Subject = Component | Flow | Link | Table;

const most = 5;

/** For figures that are unknown for want of a property: writes the property, with an example to be corrected. */
export function missingActions(snapshot: Snapshot, place: Stretch): CodeAction[] {
  const { model, estimates, file } = snapshot;
  const subjects: readonly Subject[] = [...model.components, ...model.flows, ...model.links, ...model.tables];
  const byId = new Map(subjects.map((subject) => [subject.id, subject]));
  const near = subjects.filter((subject) => {
    const { head } = subject;
    return head.file === file && overlaps(head, place) && (subject.what === 'flow' || isLoaded(subject, snapshot));
  });
  const missing = new Map<string, string>();
  for (const figure of near.flatMap((subject) => estimates.of(subject))) {
    for (const name of figure.missing) if (!missing.has(name)) missing.set(name, figure.name);
  }
  // An expectation that nobody can tell lacks something too.
  for (const expectation of model.expectations) {
    if (expectation.at.file !== file || !overlaps(expectation.at, place)) continue;
    for (const figure of expectation.text.match(/[\w.-]+(?:[-~]>[\w.-]+)?/g) ?? []) {
      for (const name of estimates.get(figure)?.missing ?? []) missing.set(name, figure);
    }
  }
  return [...missing].flatMap(([name, figure]) => writing(snapshot, byId, name, figure)).slice(0, most);
}

/** In a sketch without load every figure is unknown, and nobody asks for it yet. */
function isLoaded(subject: Subject, { estimates }: Snapshot): boolean {
  return (estimates.value(subject, 'rate.peak') ?? 0) > 0;
}

function writing(
  snapshot: Snapshot,
  subjects: ReadonlyMap<string, Subject>,
  name: string,
  figure: string,
): CodeAction[] {
  for (let dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
    const subject = subjects.get(name.slice(0, dot));
    const property = name.slice(dot + 1);
    const definition = subject && definitionOf(placeOf(subject), property);
    if (!subject || definition?.example === undefined) continue;
    const value =
      definition.type.type === 'block' ? `${property} ${definition.example}` : `${property}: ${definition.example}`;
    const edit = workspaceEdit(snapshot, [insertStatement(snapshot.model, subject, value)]);
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

function placeOf(subject: Subject): Place {
  return subject.what === 'component' ? subject.kind : subject.what;
}
