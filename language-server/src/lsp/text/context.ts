import type { Parsed } from '../../model/parsed.js';
import { statementStart, type Token, tokensOf } from './tokens.js';

/** A block that is open at the cursor. */
export interface OpenBlock {
  /** The statement in front of its brace: `service api "Link API"`. */
  readonly head: readonly Token[];
  /** Behind its brace. */
  readonly offset: number;
}

/** What stands around a place in the text, told from the text alone, so that it holds in broken files. */
export interface Context {
  /** Outermost first. */
  readonly blocks: readonly OpenBlock[];
  /** The statement so far, without the word at the cursor. */
  readonly before: readonly Token[];
  /** The word, number or string that the cursor touches; empty where there is none. */
  readonly word: {
    readonly text: string;
    readonly offset: number;
    readonly end: number;
    readonly kind: Token['kind'] | 'none';
  };
  /** What has been typed of it. */
  readonly prefix: string;
  readonly inComment: boolean;
}

interface Frame {
  readonly block: OpenBlock | undefined;
  statement: Token[];
  brackets: number;
}

/** Statements in which a comma separates names instead of ending them. */
const withLists = new Set(['query', 'index', 'forbid']);

const lastAsked = new WeakMap<Parsed, { readonly offset: number; readonly context: Context }>();

/** Of one place an editor asks many things: the context that was asked for last is kept. */
export function contextAt(parsed: Parsed, offset: number): Context {
  const last = lastAsked.get(parsed);
  if (last?.offset === offset) return last.context;
  const context = readContext(parsed, offset);
  lastAsked.set(parsed, { offset, context });
  return context;
}

function readContext({ source, syntax }: Parsed, offset: number): Context {
  const { text } = source;
  const frames: Frame[] = [{ block: undefined, statement: [], brackets: 0 }];
  let word: Token | undefined;
  let last: Token | undefined;
  let inComment = false;
  let next: Token | undefined;
  for (const token of tokensOf(text, statementStart(syntax, offset))) {
    if (token.offset >= offset && !(token.offset === offset && isWordLike(token))) {
      next = token;
      break;
    }
    if (token.kind === 'comment') {
      const closed = token.text.startsWith('/*') && token.end <= offset;
      if (offset <= token.end && !closed) inComment = true;
      continue;
    }
    if (touches(token, offset)) {
      word = token;
      continue;
    }
    if (word) {
      next = token;
      break;
    }
    take(frames, token, last);
    last = token;
  }
  const top = frames[frames.length - 1];
  const begins = word
    ? beginsStatement(word, next, top, last)
    : top.brackets === 0 && /[\r\n]/.test(text.slice(last?.end ?? offset, offset));
  return {
    blocks: frames.flatMap(({ block }) => block ?? []),
    before: begins ? [] : top.statement,
    word: word ?? { text: '', offset, end: offset, kind: 'none' },
    prefix: word ? text.slice(word.offset, offset) : '',
    inComment,
  };
}

function isWordLike({ kind }: Token): boolean {
  return kind === 'word' || kind === 'number' || kind === 'date';
}

function touches(token: Token, offset: number): boolean {
  if (token.kind === 'string') {
    const closed = token.text.length > 1 && token.text.endsWith('"');
    return token.offset < offset && (closed ? offset < token.end : offset <= token.end);
  }
  return isWordLike(token) && token.offset <= offset && offset <= token.end;
}

function take(frames: Frame[], token: Token, last: Token | undefined): void {
  const frame = frames[frames.length - 1];
  if (token.text === '{') {
    leaveBrackets(frame);
    frames.push({ block: { head: frame.statement, offset: token.end }, statement: [], brackets: 0 });
    frame.statement = [];
    frame.brackets = 0;
  } else if (token.text === '}') {
    if (frames.length > 1) frames.pop();
    const outer = frames[frames.length - 1];
    outer.statement = [];
    outer.brackets = 0;
  } else {
    if (beginsStatement(token, undefined, frame, last)) {
      frame.statement = [];
      frame.brackets = 0;
    }
    if (token.text === ':') splitAtName(frame);
    if (token.kind === 'arrow' && last?.first) leaveBrackets(frame);
    if (token.text === ',' && frame.brackets === 0 && !withLists.has(frame.statement[0]?.text)) {
      frame.statement = [];
      return;
    }
    frame.statement.push(token);
    if (token.text === '(' || token.text === '[') frame.brackets++;
    else if ((token.text === ')' || token.text === ']') && frame.brackets > 0) frame.brackets--;
  }
}

/** A name at the start of a line begins a statement; inside brackets only where it cannot be part of a list. */
function beginsStatement(token: Token, next: Token | undefined, frame: Frame, last: Token | undefined): boolean {
  if (token.kind !== 'word') return false;
  if (!token.first) return last === undefined || last.text === '{' || last.text === '}';
  if (frame.brackets === 0) return true;
  return next !== undefined && (next.text === ':' || next.text === '{' || next.kind === 'arrow');
}

/** `timeout: 2s retries:` is two statements. */
function splitAtName(frame: Frame): void {
  const name = frame.statement[frame.statement.length - 1];
  if (name?.kind !== 'word' || (frame.brackets > 0 && !name.first)) return;
  frame.statement = [name];
  frame.brackets = 0;
}

/** A bracket that was never closed ends where a line begins what cannot stand in a list. */
function leaveBrackets(frame: Frame): void {
  if (frame.brackets === 0) return;
  const start = frame.statement.findLastIndex(({ first, kind }) => first && kind === 'word');
  frame.statement = frame.statement.slice(Math.max(0, start));
  frame.brackets = 0;
}

/** The names that stand in a block already: `replicas: 3`, `slo { … }`. */
export function namesInBlock({ source }: Parsed, { offset }: OpenBlock): ReadonlySet<string> {
  const names = new Set<string>();
  let depth = 0;
  let before: Token | undefined;
  for (const token of tokensOf(source.text, offset)) {
    if (token.kind === 'comment') continue;
    if (depth === 0 && before?.kind === 'word' && (token.text === ':' || token.text === '{')) names.add(before.text);
    if (token.text === '{') depth++;
    else if (token.text === '}' && --depth < 0) break;
    before = token;
  }
  return names;
}
