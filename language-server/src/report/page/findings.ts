import { showValue } from '../../estimate/show.js';
import type { Location } from '../../model/source.js';
import { severities } from '../../rules/severity.js';
import type { Reported } from '../reported.js';
import { plural, summarise } from '../summary.js';
import { type Child, html, type Markup, prose, shown, table } from './html.js';

/** `shop.arch:12:3` */
function place({ file, offset }: Location, { model, nameOf }: Reported): Markup {
  const position = model.files.get(file)?.positionAt(offset);
  return html('code', {}, shown(`${nameOf(file)}${position ? `:${position.line + 1}:${position.column + 1}` : ''}`));
}

/** What was found, counted: `1 error, 2 warnings; 1 of 3 expectations fails`. */
export function verdict({ findings, expectations }: Reported): string {
  const summary = summarise(findings);
  const counts = severities
    .filter((severity) => summary[severity] > 0)
    .map((severity) => (severity === 'info' ? `${summary.info} info` : plural(summary[severity], severity)));
  const failing = expectations.filter(({ holds }) => holds === false).length;
  const parts = [counts.length > 0 ? counts.join(', ') : 'No findings'];
  if (summary.accepted > 0) parts.push(plural(summary.accepted, 'accepted risk'));
  if (expectations.length > 0) {
    const all = plural(expectations.length, 'expectation');
    parts.push(failing > 0 ? `${failing} of ${all} not met` : `${all}, none failing`);
  }
  return parts.join(' · ');
}

export function findingsSection(design: Reported): Child {
  const open = design.findings
    .filter(({ accepted }) => !accepted)
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  if (open.length === 0) return html('p', {}, 'Nothing found.');
  const columns = [{ name: 'Severity' }, { name: 'Finding' }, { name: 'Rule' }, { name: 'Where' }];
  const rows = open.map(({ severity, message, rule, at }) => [
    html('span', { class: `severity ${severity}` }, severity),
    prose(message),
    html('code', {}, shown(rule)),
    place(at, design),
  ]);
  return table('Findings, worst first', columns, rows);
}

export function acceptedSection(design: Reported): Child {
  const accepted = design.findings.filter((finding) => finding.accepted);
  if (accepted.length === 0) return false;
  const columns = [{ name: 'Rule' }, { name: 'Risk' }, { name: 'Reason' }, { name: 'Until' }, { name: 'Where' }];
  const rows = accepted.map(({ rule, message, at, accepted }) => [
    html('code', {}, shown(rule)),
    prose(message),
    accepted?.reason === undefined ? 'none given' : shown(accepted.reason),
    accepted?.until ?? 'no date',
    place(at, design),
  ]);
  return [html('h2', { id: 'accepted' }, 'Accepted risks'), table('Accepted risks', columns, rows)];
}

export function expectationsSection(design: Reported): Child {
  if (design.expectations.length === 0) return false;
  const columns = [{ name: 'Outcome' }, { name: 'Expected' }, { name: 'Actual', numeric: true }, { name: 'Where' }];
  const rows = design.expectations.map(({ text, holds, actual, unit, at }) => [
    html('span', { class: `outcome ${holds === undefined ? 'unknown' : holds ? 'met' : 'missed'}` }, outcome(holds)),
    html('code', {}, shown(text)),
    actual === undefined ? 'unknown' : showValue(actual, unit ?? 'count'),
    place(at, design),
  ]);
  return [html('h2', { id: 'expectations' }, 'Expectations'), table('Expectations', columns, rows)];
}

function outcome(holds: boolean | undefined): string {
  return holds === undefined ? 'unknown' : holds ? 'holds' : 'fails';
}
