import { formatQuantity, isQuantityError, parseQuantity } from '@archlang/grammar';
import { type Hover, MarkupKind, type Position } from 'vscode-languageserver';
import { wholeOf } from '../../advice/subjects.js';
import type { Link } from '../../model/model.js';
import { adviceText } from '../describe/advice.js';
import { entityText, linkText } from '../describe/entity.js';
import { derivation } from '../describe/figures.js';
import { code, escaped, paragraphs } from '../describe/markdown.js';
import { numberText } from '../describe/number.js';
import { propertyText } from '../describe/property.js';
import { ruleText } from '../describe/rule.js';
import { engineOf } from '../engines.js';
import { occurrencesOf, type Target } from '../occurrences.js';
import { offsetAt, rangeOf } from '../positions.js';
import type { Snapshot } from '../snapshot.js';
import { type Context, contextAt } from '../text/context.js';
import { innerKeywords, keyword } from '../text/keywords.js';
import { definitionIn, surroundingsOf } from '../text/surroundings.js';

/** What was said of each place, for as long as nothing changes: a pointer comes back to where it was. */
const answers = new WeakMap<Snapshot, Map<number, Hover | null>>();

/** What the word under the cursor means; for a declared thing its figures. */
export function hover(snapshot: Snapshot, { position }: { readonly position: Position }): Hover | null {
  const offset = offsetAt(snapshot.source, position);
  let known = answers.get(snapshot);
  if (!known) {
    known = new Map();
    answers.set(snapshot, known);
  }
  let answer = known.get(offset);
  if (answer === undefined) {
    answer = answerAt(snapshot, offset);
    known.set(offset, answer);
  }
  return answer;
}

function answerAt(snapshot: Snapshot, offset: number): Hover | null {
  const context = contextAt(snapshot.parsed, offset);
  if (context.inComment) return null;
  const arrow = context.word.kind === 'none' ? linkAt(snapshot, offset) : undefined;
  const text = arrow
    ? paragraphs([linkText(snapshot.model, snapshot.estimates, arrow), adviceFor(snapshot, arrow)])
    : (figure(snapshot, context) ?? named(snapshot, offset) ?? word(snapshot, context, offset));
  if (text === undefined || text === '') return null;
  const range = context.word.kind === 'none' ? undefined : rangeOf(snapshot.source, context.word);
  return { contents: { kind: MarkupKind.Markdown, value: text }, ...(range && { range }) };
}

/** The link whose arrow is under the cursor. */
function linkAt({ model, file }: Snapshot, offset: number): Link | undefined {
  return model.links.find(({ head }) => {
    if (head.file !== file || offset < head.offset || offset > head.end) return false;
    const start = Math.max(head.offset, offset - 1);
    return /->|~>/.test(
      model.textOf({ file, offset: Math.max(head.offset, start - 1), end: Math.min(head.end, offset + 2) }),
    );
  });
}

/** A figure in an `expect`, unless the cursor is on the name of its subject. */
function figure({ model, estimates, file, source }: Snapshot, { word, prefix, before }: Context): string | undefined {
  if (before[0]?.text !== 'expect' || word.kind !== 'word') return undefined;
  const dot = word.text.indexOf('.');
  if (dot < 0 || prefix.length <= dot) return undefined;
  const arrow = before.findLast(({ kind }) => kind === 'arrow');
  const subject = arrow?.end === word.offset ? before.findLast(({ end }) => end === arrow.offset) : undefined;
  const found = estimates.get(`${subject ? source.text.slice(subject.offset, word.offset) : ''}${word.text}`);
  if (!found) return undefined;
  // The longest name of a subject may itself hold dots.
  const written = word.text.length - found.figure.length - 1;
  const name = occurrencesOf(model).at(file, word.offset + prefix.length);
  return name && prefix.length <= written ? undefined : derivation(found, estimates.spread(found));
}

function named(snapshot: Snapshot, offset: number): string | undefined {
  const { model, estimates, file } = snapshot;
  const found = occurrencesOf(model).at(file, offset);
  return found && paragraphs([entityText(model, estimates, found.target), adviceFor(snapshot, found.target)]);
}

/** “Why this choice?” for what advice can be about. */
function adviceFor(snapshot: Snapshot, target: Target | Link): string | undefined {
  if (!snapshot.settings.hover.advice) return undefined;
  switch (target.what) {
    case 'component':
    case 'table':
    case 'flow':
    case 'link':
      return adviceText(snapshot.adviceOn(target), target.id);
    case 'system':
      return adviceText(snapshot.adviceOn(wholeOf(snapshot.model)), 'system');
    default:
      return undefined;
  }
}

function word(snapshot: Snapshot, context: Context, offset: number): string | undefined {
  const { word, before } = context;
  if (word.kind === 'number') {
    const { model, estimates, file } = snapshot;
    return paragraphs([quantityText(word.text), numberText(model, estimates, file, offset)]);
  }
  if (word.kind !== 'word') return undefined;
  const around = surroundingsOf(context);
  const section = around.what === 'place' || around.what === 'property' ? around.section : undefined;
  if (before.length === 0) {
    const definition = section && definitionIn(section, word.text);
    return definition ? propertyText(word.text, definition) : keywordText(word.text);
  }
  if (before[0].text === 'accept' && before.length === 1) return ruleText(word.text);
  if (before[1]?.text === ':') {
    if (before[0].text === 'engine') return engineOf(snapshot.model, word.text)?.text;
    const definition = section && definitionIn(section, before[0].text);
    return definition && propertyText(before[0].text, definition);
  }
  if (before.some(({ text }) => text === 'extends')) return engineOf(snapshot.model, word.text)?.text;
  const inner = innerKeywords.get(word.text);
  return inner === undefined ? undefined : `**${word.text}** — ${inner}`;
}

function keywordText(name: string): string | undefined {
  const found = keyword(name);
  return found && `**${name}** — ${found.doc}`;
}

/** What a quantity comes to, where its writing hides it: `64KiB`, `10/user/day`. */
function quantityText(written: string): string | undefined {
  const quantity = parseQuantity(written);
  if (isQuantityError(quantity) || quantity.notation === 'number') return undefined;
  const exact = formatQuantity(quantity.value, quantity.dimension, { exact: true });
  return exact === written ? undefined : paragraphs([`${code(written)} = ${escaped(exact)}`]);
}
