import type { Model } from '../../model/model.js';
import type { Severity } from '../../model/problem.js';
import type { Finding } from '../../rules/finding.js';
import { displayText } from '../text/clean.js';
import type { SceneFindings } from './scene.js';

/** Worst first. */
export const severities: readonly Severity[] = ['error', 'warning', 'info', 'hint'];
const mostMessages = 20;
const longestMessage = 400;

/** Counts and messages of some findings; accepted ones are no marks. */
export function summariseFindings(findings: readonly Finding[]): SceneFindings {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  const open = findings.filter((finding) => finding.accepted === undefined);
  for (const { severity } of open) counts[severity]++;
  const worstFirst = open.length > 1 ? severities.flatMap((each) => open.filter((f) => f.severity === each)) : open;
  return {
    ...counts,
    messages: worstFirst
      .slice(0, mostMessages)
      .map(({ rule, severity, message }) => ({ rule, severity, message: displayText(message, longestMessage) })),
  };
}

export const noFindings = summariseFindings([]);

/** The findings of every drawn thing. A finding on a table is its store's, one on a field its table's. */
export class FindingIndex {
  private readonly bySubject = new Map<string, Set<Finding>>();

  constructor(model: Model, findings: readonly Finding[]) {
    const fields = new Map(model.tables.flatMap(({ fields, store }) => fields.map(({ id }) => [id, store.id])));
    for (const finding of findings) {
      for (const subject of finding.subjects) {
        const declared = model.declarations.get(subject);
        const id = declared?.what === 'table' ? declared.store.id : (fields.get(subject) ?? subject);
        const known = this.bySubject.get(id);
        if (known) known.add(finding);
        else this.bySubject.set(id, new Set([finding]));
      }
    }
  }

  /** Of one or several subjects; a finding on two of them counts once. */
  of(ids: readonly string[]): SceneFindings {
    const found = new Set<Finding>();
    for (const id of ids) for (const finding of this.bySubject.get(id) ?? []) found.add(finding);
    return found.size === 0 ? noFindings : summariseFindings([...found]);
  }
}
