import type { Component } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { replaceValue } from '../edits.js';
import { overlaps, quorumsOf } from '../quorums.js';
import { defineRule } from '../rule.js';
import { counted } from '../words.js';

/** Once data is on two nodes, the network between them can split, and one of the two promises has to give. */
export const caSystemClaim = defineRule({
  name: 'ca-system-claim',
  category: 'data',
  mode: 'presence',
  severity: 'error',
  tier: 2,
  summary: 'A store claims a side of the CAP theorem that its replication does not allow.',
  why: 'When the network between two nodes splits, a node that is asked can answer from what it knows, which may be old, or refuse. It cannot do both, so a store on several nodes is either consistent or available in that moment. A design that claims both has not decided, and its code will decide for it at the worst time.',
  silent: [
    'The data is on one node: then the theorem says nothing.',
    '`cap` is not written, or is only the engine’s.',
    'The store, or what reads its followers, is only drawn (`future: yes`).',
  ],
  references: [
    'Seth Gilbert, Nancy Lynch, "Brewer\'s Conjecture and the Feasibility of Consistent, Available, Partition-Tolerant Web Services", ACM SIGACT News (2002)',
    'Eric Brewer, "CAP Twelve Years Later: How the \'Rules\' Have Changed", IEEE Computer (2012)',
    'Martin Kleppmann, "A Critique of the CAP Theorem" (2015)',
  ],
  incorrect: [
    { title: 'three replicas cannot be CA', code: 'database orders { cap: CA, replicas: 3 }\n' },
    {
      title: 'CP, but reads are answered by followers that lag',
      code: 'service api {}\ndatabase orders { cap: CP, replicas: 3, replication { mode: async } }\n\napi -> orders { op: read, read-from: followers, timeout: 1s }\n',
    },
    {
      title: 'AP, but a majority has to answer',
      code: 'database carts { cap: AP, replicas: 6, replication-factor: 3\n  replication { topology: leaderless, write-quorum: 2, read-quorum: 2 }\n}\n',
    },
  ],
  correct: [
    {
      title: 'it waits for the others rather than diverge',
      code: 'database orders { cap: CP, replicas: 3, replication { mode: sync } }\n',
    },
    { title: 'one node', code: 'database orders { cap: CA, replicas: 1 }\n' },
  ],
  check({ model, report }) {
    for (const store of model.components) {
      const { cap, future } = store.properties;
      if (!cap || cap.origin === 'engine' || future?.value === true) continue;
      if (cap.value === 'CA') {
        const spread = spreadOf(store);
        if (!spread) continue;
        const message = `\`${store.id}\` claims CA, but lies on ${spread}: when the network between them splits, it has to give up consistency or availability.`;
        report(store, message, { at: cap.property, fixes: sides(store, cap) });
      } else if (cap.value === 'CP' && followersAnswer(store)) {
        const message = `\`${store.id}\` claims CP, but replicates asynchronously and answers reads from followers: they show old data, in a partition without limit.`;
        report(store, message, { at: cap.property, severity: 'warning', fixes: [claim(cap, 'AP')] });
      } else if (cap.value === 'AP' && overlaps(quorumsOf(store))) {
        const { write, read } = quorumsOf(store);
        const most = Math.max(write!.value, read!.value);
        // With W and R of one the store stays available whatever is lost.
        if (most < 2) continue;
        const message = `\`${store.id}\` claims AP, but its quorums overlap: on the side of a partition with fewer than ${counted(most, 'copy', 'copies')} it does not answer.`;
        report(store, message, { at: cap.property, severity: 'warning', fixes: [claim(cap, 'CP')] });
      }
    }
  },
});

/** What makes it more than one node, as words. */
function spreadOf({ properties }: Component): string | undefined {
  const { regions, shards, replicas, autoscale, 'replication-factor': factor } = properties;
  if (regions && new Set(regions.value).size > 1) return counted(new Set(regions.value).size, 'region');
  const nodes = replicas?.value ?? autoscale?.value.min?.value ?? 1;
  if (nodes > 1) return counted(nodes, 'node');
  if ((factor?.value ?? 1) > 1 && factor?.origin !== 'engine') return counted(factor!.value, 'copy', 'copies');
  return shards && shards.value > 1 ? counted(shards.value, 'shard') : undefined;
}

function followersAnswer({ properties, incoming }: Component): boolean {
  if (properties.replication?.value.mode?.value !== 'async') return false;
  return incoming.some((link) => isBuilt(link) && link.properties['read-from']?.value === 'followers');
}

/** The side it is on already first. */
function sides(store: Component, cap: Value<unknown>): Fix[] {
  const fixes = [claim(cap, 'CP'), claim(cap, 'AP')];
  if (followersAnswer(store)) return [fixes[1]];
  return overlaps(quorumsOf(store)) ? [fixes[0]] : fixes;
}

function claim(cap: Value<unknown>, side: 'CP' | 'AP'): Fix {
  const meaning = side === 'CP' ? 'refuses rather than diverges' : 'answers, perhaps with old data';
  return { title: `Set \`cap: ${side}\`: in a partition it ${meaning}`, safe: false, edits: [replaceValue(cap, side)] };
}
