import type { IToken, TokenTypeDictionary } from 'chevrotain';
import type { LexerResult } from 'langium';
import { colonForEquals, listInBraces, missingColon, needlessColon } from './habits/colon.js';
import { reportComments } from './habits/comments.js';
import { equalsForColon, foreignComparison, turnedComparison } from './habits/equals.js';
import { type Habit, Reading } from './habits/reading.js';
import { foreignQuotes, openText, quotedName, semicolon, thousands } from './habits/words.js';
import type { LexicalProblem } from './problem.js';

/** By the token that gives a habit away; the first that knows what was meant deals with it. */
const habits: ReadonlyMap<string, readonly Habit[]> = new Map<string, readonly Habit[]>([
  ['=', [turnedComparison, equalsForColon]],
  ['==', [equalsForColon]],
  [':', [listInBraces, needlessColon, colonForEquals]],
  ['[', [missingColon]],
  ['NUMERIC', [missingColon, thousands]],
  ['STRING', [openText, quotedName]],
  ['FOREIGN_TEXT', [foreignQuotes]],
  ['FOREIGN_COMPARISON', [foreignComparison]],
  ['WRONG_ARROW', [foreignComparison]],
  ['SEMICOLON', [semicolon]],
]);

/**
 * Reads what is written as in another notation as what was meant, with one message each. Words and arrows that parse are
 * left to the checks that know their meaning: `true`, `-->`, a misspelt keyword.
 */
export function readHabits(
  text: string,
  { tokens, hidden }: LexerResult,
  types: TokenTypeDictionary,
  problems: LexicalProblem[],
): IToken[] {
  reportComments(text, hidden, problems);
  return new Reading(text, tokens, types, problems).walk((token) => habits.get(token.tokenType.name));
}
