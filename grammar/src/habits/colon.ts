import type { IToken } from 'chevrotain';
import { endOf } from '../problem.js';
import { type Reading, replaceAfter } from './reading.js';

const kinds =
  'system client dns cdn waf gateway lb service function worker job cache database storage queue topic mesh external flow table'.split(
    ' ',
  );
const groups = ['region', 'zone', 'group'];

/** `service: api { … }`, `slo: { … }`, `a -> b: "reads"`: a colon where names, titles and blocks follow directly. */
export function needlessColon(reading: Reading): boolean {
  const next = reading.next();
  const before = reading.last;
  const titled = before?.tokenType.name === 'STRING';
  if (!next || !before || !(titled || reading.isName(before))) return false;
  const message = needless(reading, before, next);
  if (!message) return false;
  reading.report(reading.token, message, 'Remove the colon', [
    replaceAfter(before, reading.token, space(reading, next)),
  ]);
  reading.skip();
  return true;
}

function needless(reading: Reading, before: IToken, next: IToken): string | undefined {
  const follows = next.tokenType.name;
  if (follows === '{') {
    return withinFields(reading) ? undefined : 'A block follows its name directly, without a colon.';
  }
  const arrow = reading.out.at(-2);
  if (follows === 'STRING' && arrow && isArrow(arrow) && arrow.endLine === before.startLine) {
    return 'A title follows directly, without a colon.';
  }
  if (!reading.isName(before)) return undefined;
  const kind = before.tokenType.name;
  const named = reading.isName(next) || follows === 'STRING';
  if (named && before === reading.first && next.startLine === before.startLine && declares(reading, kind)) {
    return `A name follows its kind directly: write \`${kind} ${next.image.slice(0, 40)}\`.`;
  }
  return undefined;
}

/** Where properties are expected, `queue: jobs` is one of them; with a block behind it, it is none. */
function declares(reading: Reading, kind: string): boolean {
  if (reading.heads.length === 0) return kinds.includes(kind) || groups.includes(kind);
  if (withinFields(reading) || !kinds.includes(kind)) return false;
  if (groups.includes(reading.heads.at(-1)?.tokenType.name ?? '')) return true;
  return [2, 3].some((ahead) => reading.next(ahead)?.tokenType.name === '{');
}

function withinFields(reading: Reading): boolean {
  return reading.heads.at(-1)?.image === 'fields';
}

function isArrow({ tokenType: { name } }: IToken): boolean {
  return name === '->' || name === '~>' || name === 'WRONG_ARROW';
}

function space(reading: Reading, next: IToken): string {
  return next.startOffset > endOf(reading.token) ? '' : ' ';
}

/** `zones: {a, b}`: a list in braces. */
export function listInBraces(reading: Reading): boolean {
  const opening = reading.next();
  if (opening?.tokenType.name !== '{' || reading.brackets > 0) return false;
  for (let ahead = 2; ahead <= 40; ahead += 2) {
    const item = reading.next(ahead);
    const after = reading.next(ahead + 1);
    const kind = item?.tokenType.name;
    if (kind !== 'NUMERIC' && kind !== 'STRING' && !reading.isName(item)) return false;
    if (after?.tokenType.name === '}') return readAsList(reading, opening, after);
    if (after?.tokenType.name !== ',') return false;
  }
  return false;
}

function readAsList(reading: Reading, opening: IToken, closing: IToken): true {
  const end = endOf(closing);
  const items = reading.text.slice(endOf(opening), closing.startOffset).trim();
  reading.report(
    { ...opening, endOffset: closing.endOffset },
    `A list stands in square brackets: \`[${items.slice(0, 40)}]\`.`,
    'Write a list',
    [{ offset: opening.startOffset, end, text: `[${items}]` }],
  );
  reading.plan(opening, '[');
  reading.plan(closing, ']');
  reading.putAs(':');
  return true;
}

/** `param dau: 100M`: a knob is set with `=`. */
export function colonForEquals(reading: Reading): boolean {
  const { first, last } = reading;
  const definition = reading.out.at(-2);
  if (!definition || !reading.isName(last) || (definition !== first && last !== first)) return false;
  const keyword = definition.tokenType.name;
  if (keyword !== 'param' && keyword !== 'let') return false;
  if (definition.endLine !== last.startLine || !reading.sameLine) return false;
  const equals = reading.next()?.tokenType.name === '=';
  const upTo = equals ? reading.next()! : reading.token;
  const message = `A ${keyword} is set with \`=\`: write \`${keyword} ${last.image.slice(0, 40)} = …\`.`;
  reading.report(reading.token, message, 'Write `=`', [replaceAfter(last, upTo, ' =')]);
  reading.putAs('=');
  if (equals) reading.skip();
  return true;
}

/** `replicas 2`: a property without its colon. */
export function missingColon(reading: Reading): boolean {
  const { first, last, token } = reading;
  if (!reading.sameLine || last !== first || reading.brackets > 0) return false;
  if (last?.tokenType.name !== 'WORD' && last?.tokenType.name !== 'DOTTED') return false;
  const offset = endOf(last);
  const value = token.image === '[' ? '[…]' : token.image.slice(0, 40);
  const message = `A colon is missing: write \`${last.image.slice(0, 40)}: ${value}\`.`;
  reading.report(last, message, 'Add the colon', [{ offset, end: offset, text: ':' }]);
  reading.insert(':');
  return false;
}
