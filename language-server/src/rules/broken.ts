import type { Model } from '../model/model.js';

const known = new WeakMap<Model, boolean>();

/** Problems of the text that may cost a link: a line that cannot be read, an end that is not declared. */
const costly: ReadonlySet<string> = new Set([
  'ambiguous-hop',
  'ambiguous-name',
  'duplicate-name',
  'incomplete-link',
  'misplaced',
  'syntax',
  'unfinished',
  'unknown-import',
  'unknown-kind',
  'unknown-name',
]);

/** May the design have links that the model lacks? Then nothing follows from a link's absence: one mistake, one message. */
export function mayLackLinks(model: Model): boolean {
  let lacks = known.get(model);
  if (lacks === undefined) {
    lacks = model.problems.some(({ code }) => costly.has(code));
    known.set(model, lacks);
  }
  return lacks;
}
