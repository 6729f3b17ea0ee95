import type { Severity } from '../../model/problem.js';
import { plural, summarise } from '../../report/summary.js';
import { pageOf } from '../../rules/documentation.js';
import type { Finding } from '../../rules/finding.js';
import { severities } from '../../rules/severity.js';
import { type CheckResult, compareText } from '../result.js';
import { codeFrame } from '../terminal/frame.js';
import { displayWidth, padEnd, shorten, visible, wrap } from '../terminal/text.js';
import { placeOf, type Report, type ReportContext } from './report.js';

/** Of one rule so many are shown in full, the others as a line each, and past these only counted. */
const inFull = 3;
const inLines = 20;

/** For people: every finding with its code, its reason and its fix, and a summary. */
export const pretty: Report = (result, context) => {
  const open = result.findings.filter(({ accepted }) => !accepted);
  const told = new Set<string>();
  const blocks = groupByRule(open).map((group) => groupBlock(group, told, result, context));
  return `${[...blocks, summaryBlock(result, open, context)].join('\n\n')}\n`;
};

/** Findings of one rule that fires often stand together, where the first of them stands. */
function groupByRule(findings: readonly Finding[]): Finding[][] {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const groups: Finding[][] = [];
  const gathered = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = gathered.get(finding.rule);
    if (group) group.push(finding);
    else {
      const started = [finding];
      groups.push(started);
      if (counts.get(finding.rule)! > inFull + 1) gathered.set(finding.rule, started);
    }
  }
  return groups;
}

function groupBlock(group: readonly Finding[], told: Set<string>, result: CheckResult, context: ReportContext): string {
  if (group.length <= inFull + 1)
    return group.map((finding) => findingBlock(finding, told, result, context)).join('\n\n');
  const { style } = context;
  const blocks = group.slice(0, inFull).map((finding) => findingBlock(finding, told, result, context));
  const others = group.slice(inFull);
  const lines = others.slice(0, inLines).map((finding) => {
    const place = visible(placeOf(result, context, finding.at));
    return `  ${place}  ${style.dim(shorten(visible(finding.message), style.width - displayWidth(place) - 4))}`;
  });
  if (others.length > inLines)
    lines.push(style.dim(`  … and ${others.length - inLines} more; \`--format compact\` lists all`));
  return [...blocks, [`${style.bold(`${others.length} more`)} ${group[0].rule}`, ...lines].join('\n')].join('\n\n');
}

/** `told`: the rules whose page was named; once is enough. */
function findingBlock(finding: Finding, told: Set<string>, result: CheckResult, context: ReportContext): string {
  const { style, rules } = context;
  const mark = style.severity[finding.severity];
  const place = visible(placeOf(result, context, finding.at));
  const source = result.sources.get(finding.at.file);
  const narrow = displayWidth(place) + finding.severity.length + finding.rule.length + 2 > style.width;
  const lines = [`${style.bold(place)}${narrow ? '\n' : ' '}${mark(finding.severity)} ${style.dim(finding.rule)}`];
  lines.push(...paragraph(finding.message, context), '');
  if (source) lines.push(...codeFrame(source, finding.at, style, mark), '');
  for (const other of finding.related) {
    lines.push(...paragraph(`${placeOf(result, context, other.at)}: ${other.message}`, context, '    '));
  }
  for (const fix of finding.fixes) {
    lines.push(...paragraph(`${fix.safe ? 'fix' : 'suggestion'}: ${fix.title}`, context, '    '));
  }
  if (rules.has(finding.rule) && !told.has(finding.rule)) lines.push(style.dim(`  ${pageOf(finding.rule)}`));
  told.add(finding.rule);
  return lines.join('\n').trimEnd();
}

/**
 * Wrapped to the terminal; what stands in backticks is set off by colour where there is colour.
 * @param further the indent of all lines but the first
 */
function paragraph(text: string, { style }: ReportContext, further = '  '): string[] {
  const lines = wrap(text.split('\n').map(visible).join('\n'), style.width - further.length);
  return lines.map((line, i) => {
    const coloured = line.replace(/`[^`]+`/g, style.accent);
    return line === '' ? '' : `${i === 0 ? '  ' : further}${coloured}`;
  });
}

function summaryBlock(result: CheckResult, open: readonly Finding[], { style }: ReportContext): string {
  const summary = summarise(result.findings);
  const counts = severities
    .filter((severity) => summary[severity] > 0)
    .map((severity) => style.severity[severity](countOf(severity, summary[severity])));
  const files = plural(result.files.length, 'file');
  const lines = joined(counts.length > 0 ? counts : [style.good('Nothing found')], `in ${files}`, style.width);
  if (open.length > 1) lines.push(...byRule(open, style));
  const facts = [
    expectations(result),
    summary.accepted > 0 ? `${plural(summary.accepted, 'risk')} accepted` : '',
    result.known > 0 ? `${plural(result.known, 'finding')} known to the baseline` : '',
    mendable(result),
  ];
  lines.push(...facts.filter((fact) => fact !== '').flatMap((fact) => wrap(fact, style.width).map(style.dim)));
  return lines.join('\n');
}

/** In one line where it fits, else in two. */
function joined(counts: readonly string[], where: string, width: number): string[] {
  const list = counts.join(', ');
  return displayWidth(list) + 1 + where.length <= width ? [`${list} ${where}`] : [list, where];
}

function countOf(severity: Severity, count: number): string {
  return severity === 'info' ? `${count} info` : plural(count, severity);
}

function byRule(open: readonly Finding[], style: ReportContext['style']): string[] {
  const counts = new Map<string, { severity: Severity; rule: string; count: number }>();
  for (const { rule, severity } of open) {
    const entry = counts.get(`${severity} ${rule}`) ?? { severity, rule, count: 0 };
    entry.count++;
    counts.set(`${severity} ${rule}`, entry);
  }
  const entries = [...counts.values()].sort(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      b.count - a.count ||
      compareText(a.rule, b.rule),
  );
  const width = Math.min(style.width - 18, Math.max(...entries.map(({ rule }) => rule.length)));
  return entries.map(
    ({ rule, severity, count }) =>
      `  ${style.severity[severity](padEnd(severity, 7))}  ${padEnd(shorten(rule, width), width)}  ${count}`,
  );
}

function expectations({ expectations }: CheckResult): string {
  if (expectations.length === 0) return '';
  const holding = expectations.filter(({ holds }) => holds === true).length;
  if (holding === expectations.length) return `${plural(holding, 'expectation holds', 'expectations hold')}`;
  const unknown = expectations.filter(({ holds }) => holds === undefined).length;
  const open = unknown > 0 ? `; ${unknown} cannot be judged` : '';
  return `${holding} of ${plural(expectations.length, 'expectation holds', 'expectations hold')}${open}`;
}

function mendable({ mendable: count }: CheckResult): string {
  return count > 0 ? `${plural(count, 'finding')} can be mended with \`--fix\`` : '';
}
