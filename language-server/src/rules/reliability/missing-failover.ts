import type { Component } from '../../model/model.js';
import { isSourceOfTruth, keepsCopies } from '../copies.js';
import { setInBlock } from '../inner-blocks.js';
import { neededFor, promise, recoveryObjective } from '../objectives.js';
import { defineRule, type RuleContext } from '../rule.js';
import { time } from '../words.js';

const options = {
  availability: { default: 0.999, doc: 'Objective (a ratio) from which on nobody can wait for a person.' },
  manualFailover: { default: 3600, doc: 'Seconds that a failover by hand may take: noticing, deciding, doing.' },
} as const;

/** With one leader, all writes stop until another copy leads. */
export const missingFailover = defineRule({
  name: 'missing-failover',
  category: 'reliability',
  mode: 'absence',
  severity: 'warning',
  tier: 2,
  summary: 'When the leader of a database fails, nothing takes over by itself.',
  why: 'With a single leader, its loss stops every write until another copy is promoted. By hand that takes somebody who is woken up, finds out what is wrong and dares to do it: half an hour to an hour, more than 99.9% allows in a month. Automatic failover does it within a minute.',
  silent: [
    '`failover: auto` is written or comes with the engine, or the store is `managed`.',
    'It has no second copy to fail over to, as far as is known: then `single-point-of-failure` speaks.',
    'It does not have a single leader, or can be built anew (`derived-from`).',
    'It is not needed for an availability of 99.9% or more, and no `rto` of an hour or less holds for it.',
    'It is only drawn (`future: yes`), or the design is a sketch.',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 5: Handling Node Outages',
    'PostgreSQL 16 documentation, chapter 27: High Availability, Load Balancing, and Replication',
  ],
  options,
  incorrect: [
    {
      title: 'a follower that nobody promotes',
      code: 'system "Shop" { slo { availability: 99.95% } }\n\nclient web {}\nservice api { replicas: 3 }\ndatabase items { replicas: 2, replication { topology: single-leader } }\n\nweb -> api { timeout: 3s }\napi -> items { timeout: 1s }\n',
    },
    {
      title: 'back within 15 minutes, but by hand',
      code: 'database items { replicas: 3, rto: 15min, replication { topology: single-leader, mode: semi-sync, failover: manual } }\n',
    },
  ],
  correct: [
    {
      title: 'another copy takes over',
      code: 'system "Shop" { slo { availability: 99.95% } }\n\nclient web {}\nservice api { replicas: 3 }\ndatabase items { replicas: 2, replication { topology: single-leader, mode: semi-sync, failover: auto } }\n\nweb -> api { timeout: 3s }\napi -> items { timeout: 1s }\n',
    },
    {
      title: 'a product that elects its leader',
      code: 'system "Shop" { rto: 5min }\n\ndatabase items { engine: cockroachdb, replicas: 3 }\n',
    },
  ],
  check(context) {
    const { model, report } = context;
    const urgent = urgency(context);
    for (const store of model.components) {
      const { replication, managed, future } = store.properties;
      if (!isSourceOfTruth(store) || managed?.value === true || future?.value === true || !keepsCopies(store)) continue;
      if (replication?.value.topology?.value !== 'single-leader') continue;
      const { failover } = replication.value;
      if (failover?.value === 'auto') continue;
      const why = urgent(store);
      if (!why) continue;
      report(
        store,
        `When the leader of \`${store.id}\` fails, all writes stop until somebody promotes another copy${failover?.value === 'manual' ? ' by hand' : ''}; ${why}.`,
        {
          ...(failover && failover.origin !== 'engine' && { at: failover.property }),
          fixes: [
            {
              title: 'Set `failover: auto`',
              safe: false,
              edits: [setInBlock(model, store, { name: 'replication', value: replication }, 'failover', 'auto')],
            },
          ],
        },
      );
    }
  },
});

/** Why a store cannot wait for a person, `undefined` where it can. */
function urgency({ model, options: limits }: RuleContext<typeof options>) {
  const needed = neededFor(model, limits.availability);
  return (store: Component): string | undefined => {
    const objective = needed.get(store);
    if (objective) return promise(model, objective);
    const rto = recoveryObjective(model, store, 'rto');
    if (!rto || rto.value > limits.manualFailover) return undefined;
    return `it has to be back within ${time(rto.value)}`;
  };
}
