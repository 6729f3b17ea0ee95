import type { IRecognitionException, IToken } from 'chevrotain';
import type { Model } from './generated/ast.js';
import { endOfLine } from './line-ends.js';
import { asksForComma } from './messages.js';
import { endOf, type LexicalProblem, type SyntaxProblem, shifted } from './problem.js';
import { archServices } from './services.js';
import { splitStatements } from './split.js';

/** One or more whole top-level statements. Offsets inside `tree` and `problems` count from the chunk's own start. */
export interface Chunk {
  readonly text: string;
  readonly tree: Model;
  readonly problems: readonly SyntaxProblem[];
}

/** A parsed file: its chunks in order, each with the offset where it stands. */
export interface Syntax {
  readonly text: string;
  readonly chunks: readonly { readonly offset: number; readonly chunk: Chunk }[];
  /** In order of their offsets, which count from the start of the file. */
  readonly problems: readonly SyntaxProblem[];
}

const maxLength = 2_000_000;
/** After so many the file is no design, and a list of them no help. */
const maxProblems = 500;

/**
 * Parses one file. Never throws: what cannot be read becomes a problem, and the rest of the tree lives.
 * Statements that stand unchanged in `previous` keep their tree, so an edit costs what it touches.
 */
export function parse(text: string, previous?: Syntax): Syntax {
  const message = refusal(text);
  if (message) {
    return { text, chunks: [], problems: [{ code: 'limit', message, offset: 0, end: Math.min(1, text.length) }] };
  }
  const known = chunksByText(previous);
  const chunks = splitStatements(text).map(({ offset, end }) => {
    const part = text.slice(offset, end);
    // A tree belongs to one place: of two equal statements each has its own.
    return { offset, chunk: known.get(part)?.pop() ?? parseChunk(part) };
  });
  const problems: SyntaxProblem[] = [];
  for (const { offset, chunk } of chunks) {
    for (const problem of chunk.problems.slice(0, maxProblems - problems.length))
      problems.push(shifted(problem, offset));
  }
  return { text, chunks, problems };
}

/** Why a text is not parsed at all, in one sentence. */
export function refusal(text: string): string | undefined {
  if (text.length > maxLength) return `This file is larger than ${maxLength / 1e6} MB; split it with \`import\`.`;
  const start = text.slice(0, 8000);
  const odd = start.match(/[\0-\x08\x0e-\x1f]/g);
  return odd !== null && odd.length * 100 > start.length ? 'This is not a text file.' : undefined;
}

function chunksByText(syntax: Syntax | undefined): Map<string, Chunk[]> {
  const known = new Map<string, Chunk[]>();
  for (const { chunk } of syntax?.chunks ?? []) {
    const equal = known.get(chunk.text);
    if (equal) equal.push(chunk);
    else known.set(chunk.text, [chunk]);
  }
  return known;
}

function parseChunk(text: string): Chunk {
  const { value, lexerErrors, parserErrors } = archServices().parser.LangiumParser.parse<Model>(text);
  const problems = [...lexerErrors.map(fromLexer), ...parserErrors.map((error) => fromParser(error, text))];
  return { text, tree: value, problems: oneForEachLine(text, problems) };
}

function fromLexer({ code = 'syntax', message, offset, length, fixes }: LexicalProblem): SyntaxProblem {
  return { code, message, offset, end: offset + Math.max(1, length), ...(fixes ? { fixes } : {}) };
}

function fromParser({ message, token, ...error }: IRecognitionException, text: string): SyntaxProblem {
  // A token that recovery made up stands nowhere in the text.
  const atEnd = !(token.startOffset >= 0);
  const offset = atEnd ? Math.max(0, text.trimEnd().length - 1) : token.startOffset;
  const end = Math.max(offset + 1, atEnd ? 0 : endOf(token));
  const before = (error as { previousToken?: IToken }).previousToken;
  if (!before || !asksForComma(message)) return { code: 'syntax', message, offset, end };
  const edits = [{ offset: endOf(before), end: endOf(before), text: ',' }];
  return { code: 'syntax', message, offset, end, fixes: [{ title: 'Add a comma', edits }] };
}

/** What cannot be read makes more of its line unreadable: only the first such problem of a line says something. */
function oneForEachLine(text: string, problems: SyntaxProblem[]): SyntaxProblem[] {
  problems.sort((a, b) => a.offset - b.offset);
  const kept: SyntaxProblem[] = [];
  let lineEnd = -1;
  for (const problem of problems) {
    if (problem.code === 'syntax') {
      if (problem.offset < lineEnd) continue;
      lineEnd = endOfLine(text, problem.offset);
    }
    kept.push(problem);
    if (kept.length === maxProblems) break;
  }
  return kept;
}
