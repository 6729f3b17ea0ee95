import type { Component } from '../../model/model.js';
import { defineRule } from '../rule.js';
import { participantsOf, turnIntoSaga } from '../sagas.js';
import { listed } from '../words.js';

/** A local transaction ends at the border of its store. */
export const atomicGroupSpansStores = defineRule({
  name: 'atomic-group-spans-stores',
  category: 'transactions',
  mode: 'presence',
  severity: 'error',
  tier: 2,
  summary: 'A transaction writes several stores, and nothing makes that atomic.',
  why: 'A store commits what it was given itself and knows nothing of the others. Between two commits the process may die: the driver is paid and the rider is not charged, and no rollback exists that could reach both. Either the rows move into one store, or the work becomes a saga that undoes what was done.',
  silent: [
    'All it writes lies in one store.',
    'One of the stores hands on to the others what is committed in it (`capture`).',
    'It is driven by two-phase commit: that has a rule of its own, `distributed-two-phase-commit`.',
    'It is a saga.',
    'A participant is only drawn (`future: yes`).',
  ],
  references: [
    'Pat Helland, "Life Beyond Distributed Transactions: an Apostate’s Opinion", CIDR (2007)',
    'Chris Richardson, Microservices Patterns (2018), chapter 4: Managing transactions with sagas',
  ],
  incorrect: [
    {
      title: 'driver and rider in different stores',
      code: 'database drivers {}\ndatabase riders {}\n\ntransaction settle { writes: [drivers, riders] }\n',
    },
    {
      title: 'local, it says',
      code: 'database orders { table placed { row: 1KB } }\ndatabase stock { table items { row: 100B } }\n\ntransaction place { mode: local, writes: [placed, items] }\n',
    },
  ],
  correct: [
    {
      title: 'both tables in one store',
      code: 'database rides {\n  table drivers { row: 1KB }\n  table riders { row: 1KB }\n}\n\ntransaction settle { mode: local, writes: [drivers, riders] }\n',
    },
    {
      title: 'a saga',
      code: 'database drivers {}\ndatabase riders {}\n\nsaga settle {\n  step charge compensate refund { at: riders }\n  step pay { at: drivers }\n}\n',
    },
  ],
  check({ model, report }) {
    for (const saga of model.sagas) {
      if (saga.what !== 'transaction' || saga.properties.mode?.value === 'two-phase-commit') continue;
      const participants = participantsOf(model, saga);
      if (
        participants.length < 2 ||
        passesOn(participants) ||
        participants.some(({ properties }) => properties.future?.value === true)
      )
        continue;
      report(
        saga,
        `\`${saga.id}\` is meant to be atomic, but writes ${listed(participants.map(({ id }) => id))}: each commits alone, and nothing undoes the one when the other fails.`,
        { subjects: participants, fixes: turnIntoSaga(model, saga, participants) },
      );
    }
  },
});

/** Does one of the stores commit for all, since the others get what is written from its outbox or change log? */
function passesOn(participants: readonly Component[]): boolean {
  return participants.some((store) => {
    const fed = new Set(store.outgoing.flatMap(({ properties, target }) => (properties.capture ? [target] : [])));
    return participants.every((other) => other === store || fed.has(other));
  });
}
