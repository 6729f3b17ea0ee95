import { isWrite } from '../../estimate/traffic/operations.js';
import type { Link, Model } from '../../model/model.js';
import { isOwn, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { usesOn } from '../uses.js';
import { call } from '../words.js';

/** A follower repeats what its leader did; it takes no writes of its own. */
export const writesToReplica = defineRule({
  name: 'writes-to-replica',
  category: 'data',
  mode: 'presence',
  severity: 'error',
  tier: 2,
  summary: 'A write is sent to a read replica.',
  why: 'Followers apply the log of their leader and nothing else. A write that reaches one is refused at best; where a product lets it through, the follower then differs from its leader for ever and nobody notices until it is asked.',
  silent: [
    'Every node takes writes: `topology: multi-leader` or `leaderless`.',
    'Reads take the link too: then `read-from` speaks of them, and writes go to the leader.',
    '`read-from` only comes from `defaults`, or nothing says that the link writes.',
    'The store, or what leads to it, is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 5: leaders and followers',
    'PostgreSQL documentation, High Availability, Load Balancing, and Replication: hot standby, read-only transactions',
  ],
  incorrect: [
    {
      title: 'an order is written to a follower',
      code: 'service api {}\ndatabase orders { replicas: 3 }\n\napi -> orders { op: write, read-from: followers, timeout: 1s }\n',
    },
    {
      title: 'a flow that writes takes the balancer of the read replicas',
      code: 'client web {}\nflow view { from: web, op: read }\nflow edit { from: web, op: write }\nservice api {}\nlb readers { managed: yes }\ndatabase posts { replicas: 4, replication { topology: single-leader } }\n\nweb -> api { timeout: 3s }\napi -> readers { timeout: 1s }\nreaders -> posts { read-from: followers, timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'writes go to the leader, reads to followers',
      code: 'service api {}\ndatabase orders { replicas: 3 }\n\napi -> orders { op: write, timeout: 1s }\napi -> orders { op: read, read-from: followers, timeout: 1s }\n',
    },
    {
      title: 'any node takes writes',
      code: 'service api {}\ndatabase carts { replicas: 3, replication { topology: multi-leader, conflict-resolution: crdt } }\n\napi -> carts { op: write, read-from: followers, timeout: 1s }\n',
    },
  ],
  check({ model, report }) {
    for (const link of model.links) {
      const from = link.properties['read-from'];
      if (from?.value !== 'followers' || !isOwn(link, from)) continue;
      const topology = link.target.properties.replication?.value.topology?.value;
      if (topology === 'multi-leader' || topology === 'leaderless') continue;
      const writing = writingOn(model, link);
      if (!writing) continue;
      report(
        link,
        `${writing.who} writes to a follower of \`${link.target.id}\`, which only repeats what its leader wrote.`,
        {
          at: from.property,
          subjects: [link.target],
          fixes: [{ title: 'Go to the leader', safe: writing.only, edits: [replaceValue(from, 'leader')] }],
        },
      );
    }
  },
});

/** Who writes on a link that says it goes to followers; behind a balancer of followers, any write is one too many. */
function writingOn(model: Model, link: Link): { readonly who: string; readonly only: boolean } | undefined {
  const uses = usesOn(model, link);
  const writes = uses.filter(({ operation }) => isWrite(operation));
  const only = writes.length === uses.length;
  if (writes.length === 0 || (!only && link.source.kind !== 'lb')) return undefined;
  const [{ flow }] = writes;
  return { who: flow && link.properties.op === undefined ? `\`${flow.id}\`` : `\`${call(link)}\``, only };
}
