import type { Severity } from '../../model/problem.js';
import type { Location, SourceText } from '../../model/source.js';
import type { Rule } from '../../rules/rule.js';
import type { Paths } from '../paths.js';
import type { CheckResult } from '../result.js';
import type { Style } from '../terminal/style.js';

export interface ReportContext {
  readonly paths: Paths;
  readonly style: Style;
  readonly rules: ReadonlyMap<string, Rule>;
  /** The program's version. */
  readonly version: string;
  /** From which severity on a finding fails the run. */
  readonly failOn: Severity | 'never';
}

/** The whole text of a report, its last line ended; empty when there is nothing to say. */
export type Report = (result: CheckResult, context: ReportContext) => string;

/** Lines and columns counted from 1, columns in UTF-16 units; `end` is the place after the last character. */
export interface Span {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

export function spanOf(sources: ReadonlyMap<string, SourceText>, at: Location): Span {
  const source = sources.get(at.file);
  if (!source) return { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
  const start = source.positionAt(at.offset);
  const end = source.positionAt(Math.max(at.offset, at.end));
  return {
    start: { line: start.line + 1, column: start.column + 1 },
    end: { line: end.line + 1, column: end.column + 1 },
  };
}

/** `shop.arch:12:1` */
export function placeOf(result: CheckResult, context: Pick<ReportContext, 'paths'>, at: Location): string {
  const { start } = spanOf(result.sources, at);
  return `${context.paths.shown(at.file)}:${start.line}:${start.column}`;
}
