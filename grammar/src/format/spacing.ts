import type { Item } from './items.js';

const operators = ['+', '-', '*', '/'];
const beforeOperand = [...operators, ':', '=', '(', '[', ',', '..', '<', '<=', '>', '>=', '==', '!='];

/** What stands between two items of one line; `earlier` is the one before them. */
export function spaceBetween(earlier: Item | undefined, before: Item, item: Item, tightArrows: boolean): string {
  if (item.isComment) return '  ';
  if (item.comma) return ', ';
  return isJoined(earlier, before, item, tightArrows) ? '' : ' ';
}

function isJoined(earlier: Item | undefined, before: Item, item: Item, tightArrows: boolean): boolean {
  const left = before.type;
  const right = item.type;
  if (left === '{' && right === '}') return true;
  if (right === ',' || right === ':' || right === ')' || right === ']') return true;
  if (left === '(' || left === '[' || right === '..') return true;
  if (right === '(' && before.isName) return true;
  if (left === '..') return right === 'NUMERIC';
  // Two minus signs would make an arrow of another notation.
  if (left === '-' && isSign(earlier)) return right !== '-';
  // `us-` and an arrow would make one word.
  if (tightArrows && isArrow(right)) return before.isName && !before.text.endsWith('-');
  if (tightArrows && isArrow(left)) return item.isName && earlier?.isName === true && !earlier.text.endsWith('-');
  return false;
}

/** Is a minus behind this item a sign, not a subtraction? */
function isSign(earlier: Item | undefined): boolean {
  return !earlier || beforeOperand.includes(earlier.type);
}

function isArrow(type: string): boolean {
  return type === '->' || type === '~>';
}

/** Arrows stand apart in a link and in a rule about links, and tight in a figure: `api->links.rate`. */
export function hasTightArrows(statement: string): boolean {
  return statement !== 'Link' && statement !== 'Constraint';
}
