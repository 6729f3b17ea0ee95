import type { Fix, Severity } from '../../model/problem.js';
import type { Location } from '../../model/source.js';
import { pageOf } from '../../rules/documentation.js';
import type { Finding } from '../../rules/finding.js';
import { ownChecks } from '../../rules/own-checks.js';
import { ruleBody } from '../../rules/page.js';
import { severities } from '../../rules/severity.js';
import { fingerprints } from '../fingerprint.js';
import type { CheckResult } from '../result.js';
import { type Report, type ReportContext, spanOf } from './report.js';
import { ruleText } from './rule-page.js';

/** What code scanning services accept of one run, and of one result. */
const maxResults = 24_999;
const maxRelated = 100;
const maxDescription = 1024;

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

/** SARIF 2.1.0 as GitHub's code scanning takes it. */
export const sarif: Report = (result, context) => {
  const kept = worst(result.findings);
  const names = [...new Set(kept.map(({ rule }) => rule))].sort();
  const identities = fingerprints(result.findings, result.sources, context.paths);
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'archlang',
            semanticVersion: context.version,
            rules: names.map((name) => describeRule(name, kept, context)),
          },
        },
        automationDetails: { id: 'archlang/' },
        columnKind: 'utf16CodeUnits',
        results: kept.map((finding) => ({
          ruleId: finding.rule,
          ruleIndex: names.indexOf(finding.rule),
          level: levels[finding.severity],
          message: { text: plain(finding.message) },
          locations: [{ physicalLocation: physical(finding.at, result, context) }],
          ...(finding.related.length > 0 && {
            relatedLocations: finding.related.slice(0, maxRelated).map((other, id) => ({
              id,
              message: { text: plain(other.message) },
              physicalLocation: physical(other.at, result, context),
            })),
          }),
          partialFingerprints: { 'archlang/v1': identities.get(finding) },
          ...(finding.fixes.length > 0 && { fixes: finding.fixes.map((fix) => change(fix, result, context)) }),
          ...(finding.accepted && {
            suppressions: [
              {
                kind: 'inSource',
                status: 'accepted',
                justification: finding.accepted.reason ?? 'Accepted in the design.',
                location: { physicalLocation: physical(finding.accepted.at, result, context) },
              },
            ],
          }),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
};

/** Where there are too many, the worst are kept, in their order. */
function worst(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= maxResults) return findings;
  const kept = new Set(
    severities.flatMap((severity) => findings.filter((f) => f.severity === severity)).slice(0, maxResults),
  );
  return findings.filter((finding) => kept.has(finding));
}

/** What is said of errors of the text, which belong to no rule. */
const ofText = {
  category: 'correctness',
  summary: 'The text of the design cannot be taken as it stands.',
  why: 'What is misspelt or has the wrong unit is left out of the figures and the picture.',
} as const;

function describeRule(name: string, findings: readonly Finding[], { rules }: ReportContext) {
  const rule = rules.get(name);
  const own = ownChecks.find((check) => check.name === name);
  const { category, summary } = rule ?? own ?? ofText;
  const why = rule?.why ?? (own ? own.summary : ofText.why);
  const severity = (rule ?? own ?? findings.find((finding) => finding.rule === name))?.severity ?? 'error';
  const graded = severity === 'error' || severity === 'warning' ? severity : 'recommendation';
  return {
    id: name,
    name,
    shortDescription: { text: summary.slice(0, maxDescription) },
    fullDescription: { text: why.slice(0, maxDescription) },
    ...(rule && { helpUri: pageOf(name) }),
    help: { text: rule ? ruleText(rule) : why, markdown: rule ? ruleBody(rule) : why },
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: [category], 'problem.severity': graded },
  };
}

function physical(at: Location, result: CheckResult, context: ReportContext) {
  return { artifactLocation: artifact(at.file, context), region: region(at, result) };
}

const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** `[text](target)` would be a link. */
function plain(message: string): string {
  return message.replace(/\[(?=[^\]]*\]\()/g, '\\[');
}

function artifact(file: string, { paths }: ReportContext) {
  const path = paths.inRepository(file).replace(loneSurrogate, '\ufffd');
  const uri = path.split('/').map(encodeURIComponent).join('/');
  return { uri, uriBaseId: '%SRCROOT%' };
}

function region(at: Location, result: CheckResult) {
  const { start, end } = spanOf(result.sources, at);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function change({ title, edits }: Fix, result: CheckResult, context: ReportContext) {
  const files = [...new Set(edits.map(({ at }) => at.file))];
  return {
    description: { text: title },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifact(file, context),
      replacements: edits
        .filter(({ at }) => at.file === file)
        .map(({ at, text }) => ({ deletedRegion: region(at, result), insertedContent: { text } })),
    })),
  };
}
