import { blockCommentEnd, foreignText, prepareBlockComments } from './foreign.js';
import { ArchTerminals } from './generated/ast.js';
import { endOfLine } from './line-ends.js';

/** Half-open stretch of a text. */
export interface Stretch {
  readonly offset: number;
  readonly end: number;
}

const nameStart = new RegExp(ArchTerminals.WORD, 'y');
const quoted = new RegExp(`${ArchTerminals.STRING.source}|${foreignText.source}`, 'y');
const quotes = '"\'`“„‘';
const conflictMark = /<{7}|={7}|>{7}/;

/**
 * Cuts a file before each line that begins a top-level statement: a name at brace and bracket depth zero. These are
 * places where the lexer ends a statement too, so that each part parses as it would in the whole. A file whose braces do
 * not match stays in one part, since its repair looks at all of it. Linear in the text.
 */
export function splitStatements(text: string): Stretch[] {
  const cuts = findCuts(text) ?? [];
  return [0, ...cuts].map((offset, index) => ({ offset, end: cuts[index] ?? text.length }));
}

/** Undefined where the file must stay whole. Brackets count as in the lexer: a brace leaves all that stand open. */
function findCuts(text: string): number[] | undefined {
  if (conflictMark.test(text)) return undefined;
  prepareBlockComments(text);
  const cuts: number[] = [];
  const brackets: string[] = [];
  let depth = 0;
  let fresh = true;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char === '\n' || char === '\r') fresh = true;
    else if (char === ' ' || char === '\t') continue;
    else if (char === '#' || (char === '/' && text[i + 1] === '/')) i = endOfLine(text, i) - 1;
    else if (char === '/' && text[i + 1] === '*') {
      const end = blockCommentEnd(text, i);
      fresh ||= endOfLine(text, i) < end;
      i = end - 1;
    } else {
      if (fresh && depth === 0 && brackets.length === 0 && i > 0 && matchEnd(nameStart, text, i) > i) cuts.push(i);
      fresh = false;
      if (char === '{' || char === '}') {
        brackets.length = 0;
        depth += char === '{' ? 1 : -1;
        if (depth < 0) return undefined;
      } else if (char === '(' || char === '[') brackets.push(char === '(' ? ')' : ']');
      else if (char === ')' || char === ']') {
        if (brackets.at(-1) === char) brackets.pop();
      } else if (quotes.includes(char)) i = Math.max(i, matchEnd(quoted, text, i) - 1);
    }
  }
  return depth === 0 ? cuts : undefined;
}

function matchEnd(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}
