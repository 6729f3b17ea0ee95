import type { Component } from '../../model/model.js';
import { isSourceOfTruth } from '../../rules/copies.js';
import { among, classNames, type DataClass, heldBy } from '../../rules/data-classes.js';
import { type Evidence, known, unknown, yesNo } from '../input.js';
import { all, any } from '../logic.js';
import { defineQuestion } from '../question.js';

const audited: readonly DataClass[] = ['financial', 'health'];

/** Keep the changes, or the state they lead to. */
export const eventSourcing = defineQuestion({
  name: 'event-sourcing',
  topic: 'data',
  asks: 'Keep every change as the truth, or the present state?',
  about: 'component',
  of: 'a database with financial or health data, an `audit` or an `event-store`',
  inputs: {
    audit: yesNo('Must one be able to tell later who changed what?', '`audit` or `holds` of the store'),
    history: yesNo('Are there questions about how things were at some time?'),
    rebuilds: yesNo('Should new views be built from all that ever happened?', '`replay` on the links of the log'),
    experienced: yesNo(
      'Can the team bear events that are never changed, their versions and snapshots?',
      '`event-store`',
    ),
  },
  sources: [
    'Martin Fowler, "Event Sourcing" (2005), martinfowler.com',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 11',
  ],
  rules: ['event-store-without-snapshots', 'financial-without-audit-trail'],
  concerns: (component) =>
    component.kind === 'database' &&
    isSourceOfTruth(component) &&
    (component.properties.audit !== undefined ||
      component.properties['event-store']?.value === true ||
      among(audited, heldBy(component)).length > 0),
  gather: (_, store) => ({
    audit: auditOf(store),
    rebuilds: store.outgoing.some(({ properties }) => properties.replay?.value === true)
      ? known(true, 'its history is read again')
      : undefined,
    experienced:
      store.properties['event-store']?.value === true
        ? known(true, `\`${store.id}\` is an event store`)
        : unknown(`\`event-store\` of \`${store.id}\``),
  }),
  present(_, { properties }) {
    if (properties['event-store']?.value === true) return 'events with snapshots';
    return properties.audit ? 'the state, with a record of changes' : undefined;
  },
  first: [
    {
      when: 'changes must be told later or views be built anew, and the team can bear it',
      holds: (i) => all(any(i.audit, i.history, i.rebuilds), i.experienced),
      choose: 'events with snapshots',
      because: 'What happened is never lost, and any view can be built from it.',
      fine: ['the state, with a record of changes'],
    },
    {
      when: 'only changes must be told later',
      holds: (i) => i.audit,
      choose: 'the state, with a record of changes',
      because: 'A record beside the state tells who did what, without turning the state into a sum of events.',
      fine: ['events with snapshots'],
    },
  ],
  otherwise: {
    choose: 'the state alone',
    because: 'Nobody asks for the past.',
    fine: ['the state, with a record of changes'],
  },
});

function auditOf(store: Component): Evidence<boolean> {
  if (store.properties.audit) return known(true, `changes of \`${store.id}\` are recorded`);
  const held = among(audited, heldBy(store));
  if (held.length > 0) return known(true, `\`${store.id}\` holds ${classNames(held)}`);
  return unknown(`\`audit\` of \`${store.id}\``);
}
