import { insertStatement } from '../edits.js';
import { defineRule } from '../rule.js';

/** A failover that was never tried is a hope. */
export const untestedFailover = defineRule({
  name: 'untested-failover',
  category: 'reliability',
  mode: 'absence',
  severity: 'hint',
  tier: 3,
  summary: 'A failover is promised, but nobody exercises it.',
  why: 'The path that is taken once a year is the one that rots: credentials expire, the copy has less memory than the leader, a client keeps the old address. Whether another copy takes over within the promised time is known only to those who have tried it, on a quiet day, with people at hand.',
  silent: [
    'The design is not in production (`maturity: production`).',
    'The store does not fail over by itself, or its provider does it (`managed: yes`).',
    'A `drill` is written.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 28: disaster role playing; chapter 33: disaster testing',
    'Casey Rosenthal, Nora Jones, Chaos Engineering (2020)',
  ],
  options: {
    every: { default: '90d', doc: 'The time between two exercises that a fix writes.' },
  },
  incorrect: [
    {
      title: 'a leader is replaced by itself',
      code: 'system { maturity: production }\ndatabase db { replicas: 3, replication { topology: single-leader, mode: sync, failover: auto } }\n',
    },
    {
      title: 'within five minutes',
      code: 'system { maturity: production, rto: 5min }\ndatabase db { replicas: 2, replication { topology: single-leader, failover: auto } }\n',
    },
  ],
  correct: [
    {
      title: 'every quarter',
      code: 'system { maturity: production }\ndatabase db { replicas: 3, replication { topology: single-leader, failover: auto }, drill { every: 90d } }\n',
    },
    {
      title: 'not in production yet',
      code: 'database db { replicas: 3, replication { topology: single-leader, failover: auto } }\n',
    },
  ],
  check({ model, options, report }) {
    if (model.maturity !== 'production') return;
    for (const store of model.components) {
      const { replication, drill, managed, future } = store.properties;
      const failover = replication?.value.failover;
      if (failover?.value !== 'auto' || failover.origin === 'engine' || drill) continue;
      if (managed?.value === true || future?.value === true) continue;
      const block = `drill { every: ${options.every} }`;
      report(
        store,
        `Another copy of \`${store.id}\` should take over by itself, but nothing says that this has ever been tried.`,
        {
          at: failover.property,
          fixes: [{ title: `Add \`${block}\``, safe: false, edits: [insertStatement(model, store, block)] }],
        },
      );
    }
  },
});
