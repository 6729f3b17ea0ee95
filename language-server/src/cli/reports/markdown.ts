import { showValue } from '../../estimate/show.js';
import { plural, summarise } from '../../report/summary.js';
import { pageOf } from '../../rules/documentation.js';
import type { Finding } from '../../rules/finding.js';
import { severities } from '../../rules/severity.js';
import type { CheckResult } from '../result.js';
import { visible } from '../terminal/text.js';
import { placeOf, type Report, type ReportContext } from './report.js';

/** A summary and tables, to post as a comment on a change. */
export const markdown: Report = (result, context) => {
  const open = result.findings.filter(({ accepted }) => !accepted);
  const accepted = result.findings.filter((finding) => finding.accepted);
  const blocks = [`## Archlang`, headline(result)];
  if (open.length > 0) blocks.push(findingTable(open, result, context));
  if (result.expectations.length > 0) blocks.push('### Expectations', expectationTable(result));
  if (accepted.length > 0) blocks.push('### Accepted risks', acceptedTable(accepted, result, context));
  return `${blocks.join('\n\n')}\n`;
};

function headline(result: CheckResult): string {
  const summary = summarise(result.findings);
  const counts = severities
    .filter((s) => summary[s] > 0)
    .map((s) => (s === 'info' ? `${summary[s]} info` : plural(summary[s], s)));
  return `${counts.length > 0 ? counts.join(', ') : 'Nothing found'} in ${plural(result.files.length, 'file')}.`;
}

function findingTable(findings: readonly Finding[], result: CheckResult, context: ReportContext): string {
  const rows = findings.map((finding) => {
    const rule = context.rules.has(finding.rule) ? `[${finding.rule}](${pageOf(finding.rule)})` : finding.rule;
    return row([finding.severity, code(placeOf(result, context, finding.at)), rule, prose(finding.message)]);
  });
  return [row(['severity', 'where', 'rule', 'finding']), '| --- | --- | --- | --- |', ...rows].join('\n');
}

function expectationTable(result: CheckResult): string {
  const rows = result.expectations.map(({ text, holds, actual, unit }) => {
    const verdict = holds === undefined ? 'unknown' : holds ? 'holds' : '**fails**';
    return row([code(text), verdict, actual === undefined ? '' : prose(showValue(actual, unit ?? 'count'))]);
  });
  return [row(['expected', 'outcome', 'actual']), '| --- | --- | ---: |', ...rows].join('\n');
}

function acceptedTable(findings: readonly Finding[], result: CheckResult, context: ReportContext): string {
  const rows = findings.map(({ rule, at, accepted }) =>
    row([rule, code(placeOf(result, context, at)), accepted?.until ?? '', prose(accepted?.reason ?? '')]),
  );
  return [row(['rule', 'where', 'until', 'reason']), '| --- | --- | --- | --- |', ...rows].join('\n');
}

export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A text that means nothing but itself in a cell; its `code` stays code. */
export function prose(text: string): string {
  return visible(text.replace(/\s+/g, ' '))
    .split(/(`[^`]+`)/)
    .map((part) =>
      /^`[^`]+`$/.test(part) ? code(part.slice(1, -1)) : part.replace(/[\\`*_{}[\]()<>#+!|~&@:$-]/g, entity),
    )
    .join('');
}

/** As code, in HTML: backticks cannot hold backticks, nor a table's cell a bar. */
export function code(text: string): string {
  return `<code>${visible(text).replace(/[^A-Za-z0-9 .,:;/%=-]/gu, entity)}</code>`;
}

function entity(character: string): string {
  return `&#${character.codePointAt(0)};`;
}
