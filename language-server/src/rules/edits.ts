import type { Link, Model } from '../model/model.js';
import type { TextEdit } from '../model/problem.js';
import type { Location } from '../model/source.js';
import type { Value } from '../model/value.js';
import { indentOf, lineBreak, lineEnd, lineStart, onItsOwnLine } from './layout.js';

/** A statement that has, or may get, a block. */
export interface Subject {
  readonly at: Location;
  readonly body?: Location;
}

/** Longer lines get their next property on a line of its own. */
const longestLine = 120;

/** Writes `name: value` at the end of a statement's block, in the block's own layout; opens the block where there is none. */
export function insertProperty(model: Model, subject: Subject, name: string, value: string): TextEdit {
  return insertStatement(model, subject, `${name}: ${value}`);
}

/** Writes a statement of one line, such as `backup { interval: 1d }`, at the end of a block. */
export function insertStatement(model: Model, subject: Subject, statement: string): TextEdit {
  const { file } = subject.at;
  const text = textOf(model, file);
  const { body } = subject;
  if (!body) return insert(file, subject.at.end, ` { ${statement} }`);
  const closed = text[body.end - 1] === '}';
  const close = closed ? body.end - 1 : body.end;
  const inside = text.slice(body.offset + 1, close);
  if (inside.trim() === '') {
    return { at: { file, offset: body.offset + 1, end: close }, text: closed ? ` ${statement} ` : ` ${statement} }` };
  }
  const lastLine = lineStart(text, close);
  if (lastLine > body.offset && text.slice(lastLine, close).trim() === '') {
    return insert(file, lastLine, `${innerIndent(text, body.offset, close)}${statement}${lineBreak(text)}`);
  }
  const content = body.offset + 1 + inside.trimEnd().length;
  const ending = text[content - 1] === ',' ? ' ' : ', ';
  const addition = `${ending}${statement}`;
  const width = lineEnd(text, close) - lineStart(text, content) + addition.length;
  if (width > longestLine) {
    const column = body.offset + 1 + (inside.length - inside.trimStart().length) - lineStart(text, body.offset);
    return insert(file, content, `${lineBreak(text)}${' '.repeat(column)}${statement}`);
  }
  return insert(file, content, addition);
}

/** The indentation of what stands in a block of several lines. */
function innerIndent(text: string, open: number, close: number): string {
  for (let at = lineEnd(text, open) + 1; at < close; at = lineEnd(text, at) + 1) {
    if (text.slice(at, lineEnd(text, at)).trim() !== '') return indentOf(text, at);
  }
  return `${indentOf(text, open)}  `;
}

/** Writes further properties next to one that is there, `backoff: …` behind `retries: 3`, wherever that one stands. */
export function insertBeside(model: Model, value: Value<unknown>, statement: string): TextEdit {
  const { file, offset, end } = value.property;
  const text = textOf(model, file);
  if (!onItsOwnLine(text, offset, end)) return insert(file, end, `, ${statement}`);
  // Before it, and not after, where a comment follows: the comment stays with its property.
  const rest = text.slice(end, lineEnd(text, end));
  if (rest.includes('//')) return insert(file, offset, `${statement}${lineBreak(text)}${indentOf(text, offset)}`);
  return insert(file, end, `${lineBreak(text)}${indentOf(text, offset)}${statement}`);
}

export function replaceValue(value: Value<unknown>, text: string): TextEdit {
  return { at: value.at, text };
}

/** Replaces the subject's own value, or writes one that outranks what it inherits. */
export function setProperty(
  model: Model,
  subject: Subject,
  name: string,
  value: Value<unknown> | undefined,
  text: string,
): TextEdit {
  if (value && isOwn(subject, value)) return replaceValue(value, text);
  return insertProperty(model, subject, name, text);
}

/** Does the value stand in the subject's own block? */
export function isOwn({ at }: Subject, value: Value<unknown>): boolean {
  const { file, offset, end } = value.property;
  return file === at.file && at.offset <= offset && end <= at.end;
}

/** Takes a property out with its comma, or with its line. */
export function removeProperty(model: Model, value: Value<unknown>): TextEdit {
  const { file, offset, end } = value.property;
  const text = textOf(model, file);
  if (onItsOwnLine(text, offset, end) && !text.slice(end, lineEnd(text, end)).includes('//')) {
    return {
      at: { file, offset: lineStart(text, offset), end: Math.min(lineEnd(text, end) + 1, text.length) },
      text: '',
    };
  }
  const after = text.slice(end).match(/^[ \t]*,[ \t]*/)?.[0].length;
  if (after !== undefined) return { at: { file, offset, end: end + after }, text: '' };
  const before = text.slice(lineStart(text, offset), offset).match(/,?[ \t]*$/)?.[0].length ?? 0;
  return { at: { file, offset: offset - before, end }, text: '' };
}

/** Puts a declaration or a link on a line of its own behind a statement, or in front of it. */
export function insertDeclaration(
  model: Model,
  near: { readonly at: Location },
  declaration: string,
  where: 'after' | 'before' = 'after',
): TextEdit {
  const { file, offset, end } = near.at;
  const text = textOf(model, file);
  const indent = indentOf(text, offset);
  if (where === 'before') {
    const alone = text.slice(lineStart(text, offset), offset).trim() === '';
    return insert(file, offset, alone ? `${declaration}${lineBreak(text)}${indent}` : `${declaration}, `);
  }
  const rest = text.slice(end, lineEnd(text, end)).trim();
  if (rest === '' || rest.startsWith('//'))
    return insert(file, lineEnd(text, end), `${lineBreak(text)}${indent}${declaration}`);
  return insert(file, end, `, ${declaration}`);
}

/** `a -> b` becomes `a -> newTarget`. */
export function renameTarget(model: Model, link: Link, name: string): TextEdit {
  return { at: targetOf(model, link), text: name };
}

/**
 * `a -> b` becomes `a -> between -> b`, whose properties belong to both hops. How often a link is taken belongs to one: such
 * a link keeps its properties, and the second hop is a statement of its own.
 */
export function insertHop(model: Model, link: Link, between: string): TextEdit[] {
  const target = targetOf(model, link);
  const { calls, share, weight } = link.properties;
  if (!calls && !share && !weight) return [insert(target.file, target.offset, `${between} -> `)];
  const hop = `${between} -> ${model.textOf(target)} { deadline: propagate }`;
  return [{ at: target, text: between }, insertDeclaration(model, link, hop)];
}

/** Turns the arrow of a link into `~>`. */
export function makeAsynchronous(model: Model, link: Link): TextEdit {
  return { at: arrowOf(model, link, '->'), text: '~>' };
}

/** Turns the arrow of a link into `->`. */
export function makeSynchronous(model: Model, link: Link): TextEdit {
  return { at: arrowOf(model, link, '~>'), text: '->' };
}

function arrowOf(model: Model, link: Link, arrow: string): Location {
  const target = targetOf(model, link);
  const offset = link.head.offset + model.textOf({ ...link.head, end: target.offset }).lastIndexOf(arrow);
  return { file: target.file, offset, end: offset + arrow.length };
}

function targetOf(model: Model, link: Link): Location {
  const text = model.textOf(link.head);
  const name = text.match(/[^\s>]+$/)?.[0] ?? '';
  return { ...link.head, offset: link.head.end - name.length };
}

const namesOf = new WeakMap<Model, ReadonlySet<string>>();

/** A name that is not taken: `wanted`, else `wanted-2`, … */
export function freeName(model: Model, wanted: string): string {
  let taken: ReadonlySet<string> | undefined = namesOf.get(model);
  if (!taken) {
    taken = new Set([...model.declarations.values()].map(({ name }) => name));
    namesOf.set(model, taken);
  }
  let name = wanted;
  for (let i = 2; taken.has(name); i++) name = `${wanted}-${i}`;
  return name;
}

function insert(file: string, offset: number, text: string): TextEdit {
  return { at: { file, offset, end: offset }, text };
}

function textOf(model: Model, file: string): string {
  return model.files.get(file)?.text ?? '';
}
