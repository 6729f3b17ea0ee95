import type { Severity } from '../../model/problem.js';
import { fingerprints } from '../fingerprint.js';
import { type Report, spanOf } from './report.js';

const grades: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'major', info: 'minor', hint: 'info' };

/** GitLab's Code Quality format. */
export const gitlab: Report = (result, { paths }) => {
  const findings = result.findings.filter(({ accepted }) => !accepted);
  const identities = fingerprints(findings, result.sources, paths);
  const issues = findings.map((finding) => {
    const { start, end } = spanOf(result.sources, finding.at);
    return {
      description: finding.message,
      check_name: finding.rule,
      fingerprint: identities.get(finding),
      severity: grades[finding.severity],
      location: { path: paths.inRepository(finding.at.file), lines: { begin: start.line, end: end.line } },
    };
  });
  return `${JSON.stringify(issues, undefined, 2)}\n`;
};
