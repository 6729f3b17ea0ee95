import type { Fix } from '../../model/problem.js';
import type { Location, SourceText } from '../../model/source.js';
import type { Expected } from '../../report/reported.js';
import { summarise } from '../../report/summary.js';
import { pageOf } from '../../rules/documentation.js';
import type { Finding } from '../../rules/finding.js';
import { type Report, type ReportContext, spanOf } from './report.js';

/** The stable, versioned form for other programs; `schemas/check.json` describes it. */
export const json: Report = (result, context) => {
  const place = (at: Location) => placeIn(result.sources, context, at);
  const report = {
    version: 1,
    files: result.files.length,
    findings: result.findings.map((finding) => findingAsJson(finding, place, context)),
    expectations: result.expectations.map(expectationAsJson),
    summary: summarise(result.findings),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
};

function placeIn(sources: ReadonlyMap<string, SourceText>, { paths }: ReportContext, at: Location) {
  return { file: paths.shown(at.file), ...spanOf(sources, at) };
}

type Place = ReturnType<typeof placeIn>;

function findingAsJson(finding: Finding, place: (at: Location) => Place, { rules }: ReportContext) {
  const { rule, severity, message, accepted } = finding;
  return {
    rule,
    severity,
    message,
    ...place(finding.at),
    subjects: finding.subjects,
    related: finding.related.map((other) => ({ ...place(other.at), message: other.message })),
    fixes: finding.fixes.map((fix) => fixAsJson(fix, place)),
    help: rules.has(rule) ? pageOf(rule) : null,
    accepted: accepted
      ? { reason: accepted.reason ?? null, until: accepted.until ?? null, ...place(accepted.at) }
      : null,
  };
}

function fixAsJson({ title, safe, edits }: Fix, place: (at: Location) => Place) {
  return { title, safe, edits: edits.map((edit) => ({ ...place(edit.at), text: edit.text })) };
}

function expectationAsJson({ text, holds, actual, unit }: Expected) {
  return { text, holds: holds ?? null, actual: numberAsJson(actual), unit: unit ?? null };
}

/** JSON has no infinity: a figure without bound is `"saturated"`, an unknown one null. */
export function numberAsJson(value: number | undefined): number | string | null {
  if (value === undefined || Number.isNaN(value)) return null;
  return Number.isFinite(value) ? value : 'saturated';
}
