import type { Component } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { replaceValue } from '../edits.js';
import { majority, type Quorums, quorumsOf } from '../quorums.js';
import { defineRule, type RuleContext } from '../rule.js';
import { counted } from '../words.js';

/** A quorum of all copies turns every single failure into an outage. */
export const quorumNoFaultTolerance = defineRule({
  name: 'quorum-no-fault-tolerance',
  category: 'data',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'An operation needs every copy, so any single failure blocks it.',
  why: 'Copies are kept so that one may be missing. An operation that waits for all of them fails as soon as any one is down or restarts, and more copies make that more likely, not less. A majority overlaps with every other majority and still lives through the loss of a copy; two copies have no majority but both.',
  silent: [
    'The quorums or the number of copies are unknown, or are the engine’s own and not written.',
    'There is one copy: nothing is gained or lost by a quorum.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'David Gifford, "Weighted Voting for Replicated Data", SOSP (1979)',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 5: quorums; chapter 9: consensus needs a majority',
    'etcd documentation, FAQ: why an odd number of cluster members',
  ],
  incorrect: [
    {
      title: 'every write waits for all three copies',
      code: 'database carts { replicas: 6, replication-factor: 3\n  replication { topology: leaderless, write-quorum: 3, read-quorum: 1 }\n}\n',
    },
    {
      title: 'the majority of two is two',
      code: 'database locks { replicas: 2, replication { topology: consensus } }\n',
    },
    {
      title: 'three copies on two nodes',
      code: 'database carts { replicas: 2, replication-factor: 3 }\n',
    },
  ],
  correct: [
    {
      title: 'two of three',
      code: 'database carts { replicas: 6, replication-factor: 3\n  replication { topology: leaderless, write-quorum: 2, read-quorum: 2 }\n}\n',
    },
    {
      title: 'a consensus of three goes on without one',
      code: 'database locks { replicas: 3, replication { topology: consensus } }\n',
    },
  ],
  check({ model, report }) {
    for (const store of model.components) {
      if (store.properties.future?.value === true) continue;
      const quorums = quorumsOf(store);
      const { copies = 0 } = quorums;
      if (copies >= 2) {
        for (const [what, value] of operations(quorums)) {
          if (value.value < copies || value.origin === 'engine') continue;
          const message = `Every ${what} of \`${store.id}\` needs all ${counted(copies, 'copy', 'copies')}: any single failure blocks it.`;
          report(store, message, { at: value.property, fixes: fixes(quorums, copies) });
        }
      }
      const pair = pairOf(store);
      if (pair) {
        const message = `\`${store.id}\` agrees by majority, and the majority of two copies is both: the failure of either one blocks all writes.`;
        const three = { title: 'Use three', safe: false, edits: [replaceValue(pair, '3')] };
        report(store, message, { at: pair.property, fixes: [three] });
      }
      reportMissingNodes(store, report);
    }
  },
});

function operations({ write, read }: Quorums): readonly (readonly [string, Value<number>])[] {
  return [...(write ? [['write', write] as const] : []), ...(read ? [['read', read] as const] : [])];
}

/** Where two nodes that must agree are all there are. */
function pairOf({ properties }: Component): Value<number> | undefined {
  const { replication, replicas, shards, managed, autoscale, 'replication-factor': factor } = properties;
  if (replication?.value.topology?.value !== 'consensus') return undefined;
  if (factor) return factor.value === 2 && factor.origin !== 'engine' ? factor : undefined;
  return !shards && !managed?.value && !autoscale && replicas?.value === 2 ? replicas : undefined;
}

/** More copies than nodes to keep them. */
function reportMissingNodes(store: Component, report: RuleContext<Record<string, never>>['report']): void {
  const { replicas, autoscale, managed, 'replication-factor': factor } = store.properties;
  if (!replicas || !factor || factor.origin === 'engine' || autoscale || managed?.value === true) return;
  if (factor.value <= replicas.value) return;
  const message = `\`${store.id}\` is to keep ${counted(factor.value, 'copy', 'copies')} on ${counted(replicas.value, 'node')}: two copies on one node are lost together.`;
  report(store, message, {
    at: factor.property,
    fixes: [
      { title: `Run ${factor.value} replicas`, safe: false, edits: [replaceValue(replicas, String(factor.value))] },
    ],
  });
}

/** Majorities on both sides where there are three copies or more. */
function fixes({ write, read }: Quorums, copies: number): Fix[] {
  if (copies < 3) return [];
  const wanted = majority(copies);
  const edits = [write, read].flatMap((value) =>
    value && value.origin !== 'engine' ? [replaceValue(value, String(wanted))] : [],
  );
  return [{ title: `Let a majority of ${wanted} answer`, safe: false, edits }];
}
