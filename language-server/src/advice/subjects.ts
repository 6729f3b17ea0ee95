import type { Model } from '../model/model.js';
import { isBuilt } from '../model/planned.js';
import type { Location } from '../model/source.js';
import { call } from '../rules/words.js';
import type { Subject, Whole } from './question.js';

/** Everything in a design that advice may be about, as it is read: the whole, then components with their tables, flows, links. */
export function subjectsOf(model: Model): readonly Subject[] {
  const built = model.components.filter(({ properties }) => properties.future?.value !== true);
  return [
    wholeOf(model),
    ...built.flatMap((component) => [component, ...component.tables]),
    ...model.flows,
    ...model.links.filter(isBuilt),
  ];
}

export function wholeOf({ system }: Model): Whole {
  return { what: 'system', id: 'system', properties: system?.properties ?? {} };
}

/** `cache hot`, `api -> links`, `the system`. */
export function subjectName(subject: Subject): string {
  switch (subject.what) {
    case 'system':
      return 'the system';
    case 'component':
      return `${subject.kind} ${subject.id}`;
    case 'link':
      return call(subject);
    default:
      return `${subject.what} ${subject.id}`;
  }
}

/** Where it is declared; the whole of a design without a `system` block is nowhere. */
export function placeOf(model: Model, subject: Subject): Location | undefined {
  return subject.what === 'system' ? model.system?.head : subject.head;
}
