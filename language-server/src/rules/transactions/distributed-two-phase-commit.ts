import type { Component } from '../../model/model.js';
import { neededFor } from '../objectives.js';
import { defineRule } from '../rule.js';
import { participantsOf, turnIntoSaga } from '../sagas.js';
import { listed, percent } from '../words.js';

/** All wait for the slowest, and for a coordinator that may be gone. */
export const distributedTwoPhaseCommit = defineRule({
  name: 'distributed-two-phase-commit',
  category: 'transactions',
  mode: 'presence',
  severity: 'warning',
  tier: 1,
  summary: 'A transaction spans several stores or services by two-phase commit.',
  why: 'Between the two phases every participant holds its locks and waits for the word of the coordinator. When the coordinator is gone, they wait until it comes back; when one participant is down, none can commit. The whole is less available than its weakest part and as slow as its slowest. What cannot prepare and hold, such as another company’s interface or a queue, cannot take part at all. A saga gives up isolation and keeps availability.',
  silent: [
    'All it writes lies in one store: its own two-phase commit is its own business.',
    'It is `local`, or says nothing of how it is driven.',
    'A participant is only drawn (`future: yes`).',
  ],
  references: [
    'Jim Gray and Leslie Lamport, "Consensus on Transaction Commit", ACM TODS (2006)',
    'Pat Helland, "Life Beyond Distributed Transactions: an Apostate’s Opinion", CIDR (2007)',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 9: distributed transactions in practice',
  ],
  options: {
    availability: { default: 0.999, doc: 'Promised availability (a ratio) from which on it is an error.' },
  },
  incorrect: [
    {
      title: 'order and payment, in stores of their own',
      code: 'database orders {}\ndatabase payments {}\n\ntransaction checkout { mode: two-phase-commit, writes: [orders, payments] }\n',
    },
    {
      title: 'a card processor cannot prepare',
      code: 'database orders {}\nexternal cards { role: payment }\n\ntransaction checkout { mode: two-phase-commit, writes: [orders, cards] }\n',
    },
  ],
  correct: [
    {
      title: 'a saga instead',
      code: 'service orders {}\nservice payments {}\n\nsaga checkout {\n  step place compensate cancel { at: orders }\n  step pay { at: payments }\n}\n',
    },
    {
      title: 'two tables of one store',
      code: 'database shop {\n  table orders { row: 1KB }\n  table payments { row: 300B }\n}\n\ntransaction checkout { mode: two-phase-commit, writes: [orders, payments] }\n',
    },
  ],
  check({ model, options, report }) {
    for (const saga of model.sagas) {
      const { mode } = saga.properties;
      if (saga.what !== 'transaction' || mode?.value !== 'two-phase-commit') continue;
      const participants = participantsOf(model, saga);
      if (participants.length < 2 || participants.some(({ properties }) => properties.future?.value === true)) continue;
      const unable = participants.filter(cannotPrepare);
      const names = listed(participants.map(({ id }) => id));
      const promise = participants.flatMap((each) => neededFor(model, options.availability).get(each) ?? [])[0];
      const although = promise ? `, although ${promise.by} promises ${percent(promise.availability)}` : '';
      const message =
        unable.length > 0
          ? `\`${saga.id}\` spans ${names} by two-phase commit, but ${listed(unable.map(({ id }) => id))} cannot prepare and wait for the others.`
          : `\`${saga.id}\` spans ${names} by two-phase commit: when one of them or the coordinator is down, none can commit and the others hold their locks${although}.`;
      report(saga, message, {
        at: mode.property,
        ...((unable.length > 0 || promise) && { severity: 'error' }),
        ...(promise && { related: [{ at: promise.at, message: 'This is promised.' }] }),
        subjects: participants,
        fixes: turnIntoSaga(model, saga, participants),
      });
    }
  },
});

/** Others' interfaces, brokers, files and caches take a write at once or not at all. */
function cannotPrepare({ kind }: Component): boolean {
  return kind === 'external' || kind === 'queue' || kind === 'topic' || kind === 'storage' || kind === 'cache';
}
