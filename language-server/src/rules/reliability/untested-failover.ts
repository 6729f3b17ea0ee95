import { daysBetween } from '../../model/day.js';
import type { Component, Model } from '../../model/model.js';
import { insertStatement } from '../edits.js';
import { defineRule } from '../rule.js';
import { number } from '../words.js';

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
    'Nobody promises a failover: it is not `auto`, and where people do it (`manual`) no `rto` says how long that may take.',
    'Its provider does it (`managed: yes`), or the engine by its own nature.',
    'A `drill` is written, and the `last` one, where a day is given, is no longer ago than the limit.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 28: disaster role playing; chapter 33: disaster testing',
    'Casey Rosenthal, Nora Jones, Chaos Engineering (2020)',
  ],
  options: {
    age: { default: 180, doc: 'Days since the last exercise; after more of them it counts as none.' },
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
  check({ model, options, today, report }) {
    if (model.maturity !== 'production') return;
    for (const store of model.components) {
      const failover = promisedFailover(model, store);
      if (!failover) continue;
      const { drill } = store.properties;
      const last = drill?.value.last;
      const age = last && today !== undefined ? daysBetween(last.value, today) : 0;
      if (drill && age <= options.age) continue;
      const takesOver = `Another copy of \`${store.id}\` should take over${failover.value === 'auto' ? ' by itself' : ''}`;
      if (last) {
        const message = `${takesOver}, but that was last tried ${number(age)} days ago, on ${last.value}.`;
        report(store, message, { at: last.property });
        continue;
      }
      const block = `drill { every: ${options.every} }`;
      report(store, `${takesOver}, but nothing says that this has ever been tried.`, {
        at: failover.property,
        fixes: [{ title: `Add \`${block}\``, safe: false, edits: [insertStatement(model, store, block)] }],
      });
    }
  },
});

function promisedFailover(model: Model, { properties }: Component) {
  const { managed, future, rto } = properties;
  const failover = properties.replication?.value.failover;
  if (!failover || failover.origin === 'engine' || managed?.value === true || future?.value === true) return undefined;
  const isManual = failover.value === 'manual' && (rto ?? model.system?.properties.rto) !== undefined;
  return failover.value === 'auto' || isManual ? failover : undefined;
}
