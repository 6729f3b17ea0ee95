import type { Figure } from '../../estimate/estimates.js';
import type { Model } from '../../model/model.js';

export interface SubjectFigures {
  readonly subject: string;
  /** `service api "Link API"`, `link api->links`. */
  readonly heading: string;
  readonly figures: readonly Figure[];
}

/** Figures gathered by what they are about: the system, the flows, what it is built of, the links. */
export function bySubject(figures: readonly Figure[], model: Model): SubjectFigures[] {
  const groups = new Map<string, Figure[]>();
  for (const figure of figures) {
    const group = groups.get(figure.subject);
    if (group) group.push(figure);
    else groups.set(figure.subject, [figure]);
  }
  const links = new Set(model.links.map(({ id }) => id));
  const rank = (subject: string): number => {
    const what = model.declarations.get(subject)?.what;
    if (what === 'system') return 0;
    if (what === 'flow') return 1;
    return links.has(subject) ? 3 : 2;
  };
  return [...groups]
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([subject, list]) => ({ subject, heading: headingOf(subject, model), figures: list }));
}

function headingOf(subject: string, model: Model): string {
  const declaration = model.declarations.get(subject);
  if (!declaration) return subject.includes('->') || subject.includes('~>') ? `link ${subject}` : subject;
  const keyword = 'kind' in declaration ? declaration.kind : declaration.what;
  const named = declaration.what === 'system' ? 'system' : `${keyword} ${subject}`;
  return declaration.title === undefined ? named : `${named} "${declaration.title}"`;
}
