import { CallError } from '../call-error.js';
import type { Configurations } from '../configuration.js';
import type { Estimated } from '../figures/select.js';
import { json } from './json.js';
import { listOfQuestions, questionsAsJson } from './list.js';
import { markdown } from './markdown.js';
import { pretty } from './pretty.js';
import type { AdviceContext } from './report.js';
import { type Selection, selectAdvice } from './select.js';

export type Format = 'pretty' | 'json' | 'markdown';

const reports = { pretty, json, markdown } as const;

/** The advice for designs, written out. */
export function adviceText(
  designs: readonly Estimated[],
  configurations: Configurations,
  selection: Selection,
  format: Format,
  context: AdviceContext,
): string {
  return reports[format](selectAdvice(designs, configurations, selection), context);
}

/** @throws CallError where a format has no list */
export function questionList(format: Format, { style }: Pick<AdviceContext, 'style'>): string {
  if (format === 'markdown') throw new CallError('there is no list in Markdown', '`docs/advice.md` is one.');
  return format === 'json' ? questionsAsJson() : listOfQuestions(style);
}
