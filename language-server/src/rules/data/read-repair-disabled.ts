import { isOwn, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';

/** A copy that missed a write has to hear of it some day. */
export const readRepairDisabled = defineRule({
  name: 'read-repair-disabled',
  category: 'data',
  mode: 'presence',
  severity: 'info',
  tier: 3,
  summary: 'A leaderless store does not mend copies that missed a write.',
  why: 'Without a leader a write goes to all copies and counts when enough of them have it. A copy that was down then has an old value, and nobody sends it the new one by itself. Reads that compare copies and mend the old ones close the gap; without them it stays until somebody runs a full repair, and each further failure leaves fewer copies with the latest value.',
  silent: [
    'Whether reads mend copies is not written.',
    'The store has a leader, whose copies follow its log.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'Giuseppe DeCandia and others, "Dynamo: Amazon’s Highly Available Key-value Store", SOSP (2007), sections 4.7 and 5',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 5: read repair and anti-entropy',
  ],
  incorrect: [
    {
      title: 'turned off',
      code: 'database store { replicas: 6, replication-factor: 3, replication { topology: leaderless, read-repair: no } }\n',
    },
    {
      title: 'turned off for a product that does it',
      code: 'database store { engine: cassandra, replicas: 6, replication-factor: 3, replication { topology: leaderless, read-repair: no } }\n',
    },
  ],
  correct: [
    {
      title: 'reads mend',
      code: 'database store { replicas: 6, replication-factor: 3, replication { topology: leaderless, read-repair: yes } }\n',
    },
    {
      title: 'left to the product',
      code: 'database store { engine: cassandra, replicas: 6, replication-factor: 3 }\n',
    },
  ],
  check({ model, report }) {
    for (const store of model.components) {
      const { replication, future } = store.properties;
      const { topology, 'read-repair': repair } = replication?.value ?? {};
      if (topology?.value !== 'leaderless' || repair?.value !== false || future?.value === true) continue;
      report(
        store,
        `A copy in \`${store.id}\` that missed a write keeps the old value: reads do not mend it, and there is no leader to follow.`,
        {
          at: repair.property,
          fixes: isOwn(store, repair)
            ? [{ title: 'Set `read-repair: yes`', safe: false, edits: [replaceValue(repair, 'yes')] }]
            : [],
        },
      );
    }
  },
});
