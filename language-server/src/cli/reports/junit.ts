import { atLeast, type CheckResult } from '../result.js';
import { placeOf, type Report, type ReportContext } from './report.js';
import { attributes, escapeXml } from './xml.js';

interface Case {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly type: string;
  readonly message: string;
  readonly text: string;
}

/**
 * JUnit's XML: a suite for each file. What fails the run is a failure, what is only worth knowing a passed test with its
 * output, an accepted risk a skipped one; every `expect` is a test of its own, and a file with nothing to say passes.
 */
export const junit: Report = (result, context) => {
  const suites = result.files.map((file) => ({ file, cases: casesOf(result, context, file) }));
  const all = suites.flatMap(({ cases }) => cases);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'archlang', ...counts(all) })}>`,
  ];
  for (const { file, cases } of suites) {
    const name = context.paths.shown(file);
    const skipped = cases.filter(({ outcome }) => outcome === 'skipped').length;
    lines.push(`  <testsuite${attributes({ name, ...counts(cases), skipped, time: 0 })}>`);
    for (const test of cases) lines.push(caseElement(name, test));
    lines.push('  </testsuite>');
  }
  lines.push('</testsuites>');
  return `${lines.join('\n')}\n`;
};

function casesOf(result: CheckResult, context: ReportContext, file: string): Case[] {
  const cases: Case[] = [];
  for (const finding of result.findings) {
    if (finding.at.file !== file) continue;
    const place = placeOf(result, context, finding.at);
    const failed = atLeast(finding.severity, context.failOn);
    cases.push({
      name: `${finding.rule} at ${place}`,
      outcome: finding.accepted ? 'skipped' : failed ? 'failed' : 'passed',
      type: finding.rule,
      message: finding.accepted ? `Accepted: ${finding.accepted.reason ?? finding.message}` : finding.message,
      text: `${place}: ${finding.severity}: ${finding.message}`,
    });
  }
  for (const expected of result.expectations) {
    if (expected.at.file !== file || expected.holds !== true) continue;
    cases.push({ name: `expect ${expected.text}`, outcome: 'passed', type: 'expectation', message: '', text: '' });
  }
  if (cases.length === 0) cases.push({ name: 'check', outcome: 'passed', type: 'check', message: '', text: '' });
  return cases;
}

function counts(cases: readonly Case[]) {
  return { tests: cases.length, failures: cases.filter(({ outcome }) => outcome === 'failed').length, errors: 0 };
}

function caseElement(classname: string, { name, outcome, type, message, text }: Case): string {
  const start = `    <testcase${attributes({ name, classname, time: 0 })}`;
  if (outcome === 'failed') {
    return `${start}><failure${attributes({ message, type })}>${escapeXml(text)}</failure></testcase>`;
  }
  // As text, not as an attribute: the older of the schemas in use knows no other way.
  if (outcome === 'skipped') return `${start}><skipped>${escapeXml(message)}</skipped></testcase>`;
  return text === '' ? `${start}/>` : `${start}><system-out>${escapeXml(text)}</system-out></testcase>`;
}
