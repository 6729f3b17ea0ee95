import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import type { Severity } from '../../model/problem.js';
import type { SourceText } from '../../model/source.js';
import { isIgnored } from '../../rules/configuration.js';
import type { Finding } from '../../rules/finding.js';
import { severities } from '../../rules/severity.js';
import type { Design } from '../design.js';
import { rangeOf } from '../positions.js';
import { rulePage } from '../rule-page.js';
import { uriOf } from '../uri.js';
import type { ConfigurationFault } from '../workspace/configurations.js';

/** More in one file are no help to anybody. */
const mostOfFile = 1000;
const mostRelated = 20;

const severityOf: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What may as well be deleted, and is shown faded. */
const unnecessary: ReadonlySet<string> = new Set(['acceptance-unused', 'repeated-property']);

/**
 * What there is to say about each file of the designs, also an empty list. Accepted risks are left out. A file that several
 * designs import is judged in each, and the worse verdict stays.
 * @param uri the client's name of a file
 */
export function diagnose(
  designs: readonly Design[],
  uri: (file: string) => string = uriOf,
): ReadonlyMap<string, readonly Diagnostic[]> {
  const byFile = new Map<string, Map<string, { finding: Finding; design: Design }>>();
  for (const design of designs) {
    for (const file of design.model.files.keys()) if (!byFile.has(file)) byFile.set(file, new Map());
    for (const finding of design.findings) {
      if (finding.accepted || isIgnored(design.configuration, finding.at.file)) continue;
      const known = byFile.get(finding.at.file);
      const key = `${finding.rule} ${finding.at.offset} ${finding.at.end} ${finding.message}`;
      const other = known?.get(key);
      if (!other || rank(finding) < rank(other.finding)) known?.set(key, { finding, design });
    }
  }
  return new Map([...byFile].map(([file, found]) => [file, ofFile([...found.values()], uri)]));
}

/** A finding as the editor shows it. */
export function diagnosticOf(finding: Finding, { model }: Design, uri: (file: string) => string): Diagnostic {
  const { at, rule, severity, message, related } = finding;
  const source = model.files.get(at.file);
  const page = rulePage(rule);
  const places = related.slice(0, mostRelated).flatMap((other) => {
    const file = model.files.get(other.at.file);
    return file
      ? [{ location: { uri: uri(other.at.file), range: rangeOf(file, other.at) }, message: other.message }]
      : [];
  });
  return {
    range: source
      ? rangeOf(source, visible(at, source))
      : { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
    severity: severityOf[severity],
    source: 'archlang',
    code: rule,
    message,
    ...(page !== undefined && { codeDescription: { href: page } }),
    ...(places.length > 0 && { relatedInformation: places }),
    ...(unnecessary.has(rule) && { tags: [DiagnosticTag.Unnecessary] }),
  };
}

/** What is wrong with configuration files. */
export function diagnoseConfiguration(
  faults: readonly ConfigurationFault[],
): ReadonlyMap<string, readonly Diagnostic[]> {
  const byFile = new Map<string, Diagnostic[]>();
  for (const { file, text, word, message } of faults) {
    const offset = word === undefined ? -1 : text.indexOf(`"${word}"`);
    const lines = text.slice(0, Math.max(0, offset)).split('\n');
    const start = { line: lines.length - 1, character: lines[lines.length - 1].length };
    const length = offset < 0 ? 1 : (word?.length ?? 0) + 2;
    const range = { start, end: { ...start, character: start.character + length } };
    const diagnostic = {
      range,
      severity: DiagnosticSeverity.Error,
      source: 'archlang',
      code: 'configuration',
      message,
    };
    byFile.set(file, [...(byFile.get(file) ?? []), diagnostic]);
  }
  return byFile;
}

function ofFile(found: readonly { finding: Finding; design: Design }[], uri: (file: string) => string): Diagnostic[] {
  const kept =
    found.length <= mostOfFile
      ? found
      : [...found].sort((a, b) => weight(a.finding) - weight(b.finding)).slice(0, mostOfFile);
  return kept.map(({ finding, design }) => diagnosticOf(finding, design, uri));
}

const rank = ({ severity }: Finding): number => severities.indexOf(severity);

/** Of the same severity, mistakes of the text come first: much that rules find may follow from them. */
const weight = (finding: Finding): number => 2 * rank(finding) + (rulePage(finding.rule) === undefined ? 0 : 1);

/** An empty place would be invisible: it takes the character behind it, or the one before. */
function visible(at: Finding['at'], { text }: SourceText): Finding['at'] {
  if (at.end > at.offset) return at;
  return at.offset < text.length ? { ...at, end: at.offset + 1 } : { ...at, offset: Math.max(0, at.offset - 1) };
}
