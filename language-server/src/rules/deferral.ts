import { isWrite } from '../estimate/traffic/operations.js';
import type { Kind, Link, Model } from '../model/model.js';
import type { Fix } from '../model/problem.js';
import { freeName, insertDeclaration } from './edits.js';
import { indentOf, lineBreak } from './layout.js';
import { usesOn } from './uses.js';

/** What can hand over to a queue. */
const programs: ReadonlySet<Kind> = new Set(['service', 'function', 'worker']);

/**
 * Turns a call into work for later: the caller hands over to a new queue, and the target works it off. What cannot read
 * from a queue gets a worker that does. None for a hop of a longer chain, which shares its statement with others.
 */
export function deferThroughQueue(model: Model, link: Link): Fix[] {
  const { source, target } = link;
  if (link.chain.links.length > 1 || source.kind === 'client') return [];
  const arrow = hopOf(model, link);
  if (!arrow) return [];
  const readsQueues = target.kind === 'service' || target.kind === 'function' || target.kind === 'worker';
  const queue = freeName(model, `${target.name}-jobs`);
  const worker = freeName(model, `${target.name}-worker`);
  const lines = readsQueues
    ? [`queue ${queue} {}`, `${queue} ~> ${target.id}`]
    : [`queue ${queue} {}`, `worker ${worker} {}`, `${queue} ~> ${worker} -> ${target.id}`];
  const text = model.files.get(link.at.file)?.text ?? '';
  const declaration = lines.join(`${lineBreak(text)}${indentOf(text, link.at.offset)}`);
  return [
    {
      title: `Let \`${source.id}\` hand over to a new queue \`${queue}\``,
      safe: false,
      edits: [{ at: arrow, text: `~> ${queue}` }, insertDeclaration(model, link, declaration)],
    },
  ];
}

/** Only what is known to write, and whose outcome nobody asked to have at once, can be done while no user waits. */
export function mayBePutOff(model: Model, link: Link): boolean {
  const { result, purpose } = link.properties;
  if (result?.value === 'immediate' || purpose || !programs.has(link.source.kind)) return false;
  return usesOn(model, link).every(
    ({ operation, flow }) =>
      isWrite(operation) && flow?.properties.result?.value !== 'immediate' && !flow?.properties.purpose,
  );
}

/** The arrow and the target of a hop. */
export function hopOf(model: Model, { head }: Link): Link['head'] | undefined {
  const found = model.textOf(head).match(/[-~]>\s*[^\s>]+$/);
  return found ? { ...head, offset: head.offset + found.index! } : undefined;
}
