import type { Severity } from '../../model/problem.js';
import { type Report, spanOf } from './report.js';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

/** Workflow commands of GitHub Actions, which show findings beside the changed lines. */
export const github: Report = (result, { paths }) =>
  result.findings
    .filter(({ accepted }) => !accepted)
    .map((finding) => {
      const { start, end } = spanOf(result.sources, finding.at);
      const properties: [string, string | number][] = [
        ['file', paths.inRepository(finding.at.file)],
        ['line', start.line],
        ['endLine', end.line],
        ['col', start.column],
      ];
      // Columns on two different lines make GitHub drop the annotation's place.
      if (start.line === end.line) properties.push(['endColumn', end.column]);
      properties.push(['title', finding.rule]);
      const list = properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',');
      return `::${commands[finding.severity]} ${list}::${escapeData(finding.message)}\n`;
    })
    .join('');

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
