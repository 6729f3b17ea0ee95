import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { time } from '../words.js';

/** A write cannot both wait for the copies and not wait for them. */
export const replicationAckContradiction = defineRule({
  name: 'replication-ack-contradiction',
  category: 'data',
  mode: 'presence',
  severity: 'warning',
  tier: 3,
  summary: 'A database says two things about whether writes wait for its copies.',
  why: 'Asynchronous replication means that a write is confirmed before any copy has it; waiting for all or most copies means the opposite. Synchronous replication to every copy leaves none of them behind, so there is no lag. Which of the two is true decides how long a write takes and how much is lost with the leader, so a design that says both promises what it cannot keep.',
  silent: [
    'The mode, or both `acks` and `lag`, are not written.',
    'The store has no leader, or agrees by `consensus`: quorums are written differently there.',
    'Semi-synchronous replication waits for one copy, and the others may lag.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 5: synchronous and asynchronous replication',
    'PostgreSQL documentation: Synchronous Replication; synchronous_commit',
  ],
  incorrect: [
    {
      title: 'asynchronous, and waits for all',
      code: 'database shop { replicas: 3, replication { topology: single-leader, mode: async, acks: all } }\n',
    },
    {
      title: 'synchronous, and late',
      code: 'database shop { replicas: 3, replication { topology: single-leader, mode: sync, lag: 2s } }\n',
    },
  ],
  correct: [
    {
      title: 'asynchronous, with a lag',
      code: 'database shop { replicas: 3, replication { topology: single-leader, mode: async, acks: leader, lag: 100ms } }\n',
    },
    {
      title: 'one copy is waited for',
      code: 'database shop { replicas: 3, replication { topology: single-leader, mode: semi-sync, lag: 100ms } }\n',
    },
  ],
  check({ model, report }) {
    for (const store of model.components) {
      const { replication, future } = store.properties;
      if (!replication || future?.value === true) continue;
      const { mode, acks, lag, topology } = replication.value;
      if (topology?.value === 'leaderless' || topology?.value === 'consensus') continue;
      if (!mode || mode.origin === 'engine') continue;
      const mend = (value: Value<unknown>, title: string, text: string): Fix[] => [
        { title, safe: false, edits: [replaceValue(value, text)] },
      ];
      if (mode.value === 'async' && acks && acks.origin !== 'engine' && acks.value !== 'leader') {
        report(
          store,
          `\`${store.id}\` replicates asynchronously, which waits for no copy, but confirms a write only when ${acks.value === 'all' ? 'all copies have' : 'a quorum has'} it.`,
          {
            at: acks.property,
            related: [{ at: mode.property, message: 'This waits for none.' }],
            fixes: [...mend(mode, 'Set `mode: semi-sync`', 'semi-sync'), ...mend(acks, 'Set `acks: leader`', 'leader')],
          },
        );
      } else if (mode.value === 'sync' && lag && lag.origin !== 'engine' && lag.value > 0) {
        report(
          store,
          `\`${store.id}\` waits for every copy before it confirms a write, so none of them can be ${time(lag.value)} behind.`,
          {
            at: lag.property,
            related: [{ at: mode.property, message: 'This waits for all.' }],
            fixes: mend(mode, 'Set `mode: semi-sync`', 'semi-sync'),
          },
        );
      }
    }
  },
});
