import { componentsIn } from '../../diagram/scene/visibility.js';
import type { Model } from '../../model/model.js';
import type { Finding } from '../../rules/finding.js';
import { severities } from '../../rules/severity.js';
import { rulePage } from '../rule-page.js';
import type { Snapshot } from '../snapshot.js';
import type { FindingView } from './protocol.js';

const most = 200;

/** The same finding in another answer has the same key. */
export function keyOf({ rule, at: { file, offset, end }, message }: Finding): string {
  return JSON.stringify([rule, file, offset, end, message]);
}

/** The findings on a thing of the picture and all it stands for, worst first; of the whole design for `system`. */
export function findingsOn(id: string, model: Model, findings: readonly Finding[]): readonly Finding[] {
  const open = findings.filter(({ accepted }) => !accepted);
  const about = id === 'system' ? open : open.filter(({ subjects }) => subjects.some(isAbout(id, model)));
  return severities.flatMap((severity) => about.filter((finding) => finding.severity === severity)).slice(0, most);
}

function isAbout(id: string, model: Model): (subject: string) => boolean {
  const declared = model.declarations.get(id);
  const inside = new Set([id]);
  if (declared?.what === 'group') {
    const components = componentsIn(declared);
    for (const component of components) {
      inside.add(component.id);
      for (const { id: link, target } of component.outgoing) if (components.includes(target)) inside.add(link);
    }
  }
  for (const table of model.tables) {
    if (!inside.has(table.store.id)) continue;
    inside.add(table.id);
    for (const field of table.fields) inside.add(field.id);
  }
  return (subject) => inside.has(subject);
}

export function findingView(finding: Finding, snapshot: Snapshot): FindingView {
  const { rule, severity, message, at, fixes } = finding;
  const location = snapshot.locate(at);
  const page = rulePage(rule);
  return {
    key: keyOf(finding),
    rule,
    severity,
    message,
    fixes: fixes.map(({ title }) => title),
    ...(location && { location }),
    ...(page !== undefined && { page }),
  };
}
