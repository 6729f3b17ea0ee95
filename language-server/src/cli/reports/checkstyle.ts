import type { Finding } from '../../rules/finding.js';
import { type Report, spanOf } from './report.js';
import { attributes } from './xml.js';

const grades = { error: 'error', warning: 'warning', info: 'info', hint: 'info' } as const;

/** Checkstyle's XML, which most review tools read. Files without findings are listed too. */
export const checkstyle: Report = (result, { paths }) => {
  const files = new Map<string, Finding[]>(result.files.map((file) => [file, []]));
  for (const finding of result.findings) if (!finding.accepted) files.get(finding.at.file)?.push(finding);
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<checkstyle version="4.3">'];
  for (const [file, findings] of files) {
    lines.push(`  <file${attributes({ name: paths.shown(file) })}>`);
    for (const { at, severity, message, rule } of findings) {
      const { start } = spanOf(result.sources, at);
      const place = { line: start.line, column: start.column };
      lines.push(
        `    <error${attributes({ ...place, severity: grades[severity], message, source: `archlang.${rule}` })}/>`,
      );
    }
    lines.push('  </file>');
  }
  lines.push('</checkstyle>');
  return `${lines.join('\n')}\n`;
};
