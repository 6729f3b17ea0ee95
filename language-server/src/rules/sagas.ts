import type { Component, Model, Saga, Step } from '../model/model.js';
import { isPlanned } from '../model/planned.js';
import type { Fix, TextEdit } from '../model/problem.js';
import { lineBreak, onItsOwnLine } from './layout.js';

/** The stores and other components that take part in a transaction, each once, in the order written. */
export function participantsOf(model: Model, { properties }: Saga): readonly Component[] {
  const written = 'writes' in properties ? (properties.writes?.value ?? []) : [];
  const found = new Set<Component>();
  for (const name of written) {
    const declared = model.declarations.get(name);
    if (declared?.what === 'table') found.add(declared.store);
    if (declared?.what === 'component') found.add(declared);
  }
  return [...found];
}

/** Writes the transaction anew as a saga that goes through its participants one by one. */
export function turnIntoSaga(model: Model, saga: Saga, participants: readonly Component[]): Fix[] {
  const text = model.files.get(saga.at.file)?.text ?? '';
  if (!onItsOwnLine(text, saga.at.offset, saga.at.end)) return [];
  const steps = participants.map(({ id, name }, i) => {
    const undo = i < participants.length - 1 ? ` compensate undo-${name}` : '';
    return `  step write-${name}${undo} { at: ${id}, idempotent: yes }`;
  });
  const lines = [`saga ${saga.name} {`, '  mode: orchestration', ...steps, '}'];
  const edit: TextEdit = { at: saga.at, text: lines.join(lineBreak(text)) };
  return [{ title: `Make \`${saga.id}\` a saga whose steps can be undone`, safe: false, edits: [edit] }];
}

/** The steps without those at components that are only drawn. */
export function builtSteps({ steps }: Saga): readonly Step[] {
  return steps.filter(({ component }) => !component || !isPlanned(component));
}

/** How a step is called in a message. */
export function stepName({ action, component }: Step): string {
  return component ? `\`${action}\` at \`${component.id}\`` : `\`${action}\``;
}
