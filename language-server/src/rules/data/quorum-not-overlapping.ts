import { flowProperty } from '../../model/inherit.js';
import type { Component, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { type Consistency, isWeaker, stronger } from '../consistency.js';
import { insertBeside, replaceValue } from '../edits.js';
import { majority, overlaps, quorumsOf } from '../quorums.js';
import { defineRule } from '../rule.js';
import { usesOf } from '../uses.js';

/** A read that asks R copies sees a write that W copies confirmed only if the two groups must meet. */
export const quorumNotOverlapping = defineRule({
  name: 'quorum-not-overlapping',
  category: 'data',
  mode: 'presence',
  severity: 'error',
  tier: 1,
  summary: 'Read and write quorums need not meet, so a read may miss the latest write.',
  why: 'A leaderless store confirms a write when W of N copies have it, and answers a read from R copies. Only when W + R is more than N must one of the copies asked be one of those that confirmed. Below that a read can ask just the copies that have not heard of the write, and nothing tells the reader.',
  silent: [
    'One of the three numbers is unknown, or the quorums are the engine’s own and not written.',
    'The store is written to be `consistency: eventual` and nothing asks more of it.',
    'One leader or a consensus decides on the order of writes: then quorums of reads do not matter.',
    'Only an info where no consistency is asked for.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'David Gifford, "Weighted Voting for Replicated Data", SOSP (1979)',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 5: quorums for reading and writing, and their limits',
    'Giuseppe DeCandia and others, "Dynamo: Amazon\'s Highly Available Key-value Store", SOSP (2007)',
  ],
  incorrect: [
    {
      title: 'one copy confirms, another one answers',
      code: 'database carts { replicas: 6, replication-factor: 3, consistency: session\n  replication { topology: leaderless, write-quorum: 1, read-quorum: 1 }\n}\n',
    },
    {
      title: 'two of four and two of four need not meet',
      code: 'client web {}\nflow view { from: web, op: read, consistency: session }\nservice api {}\ndatabase carts { replicas: 8, replication-factor: 4\n  replication { write-quorum: 2, read-quorum: 2 }\n}\n\nweb -> api { timeout: 3s }\napi -> carts { timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'two majorities always meet',
      code: 'database carts { replicas: 6, replication-factor: 3, consistency: session\n  replication { topology: leaderless, write-quorum: 2, read-quorum: 2 }\n}\n',
    },
    {
      title: 'eventual is what is wanted',
      code: 'database likes { replicas: 6, replication-factor: 3, consistency: eventual\n  replication { topology: leaderless, write-quorum: 1, read-quorum: 1 }\n}\n',
    },
  ],
  check({ model, report }) {
    for (const store of model.components) {
      const quorums = quorumsOf(store);
      const { copies, write, read } = quorums;
      if (copies === undefined || !write || !read || store.properties.future?.value === true) continue;
      const place = [write, read].find(({ origin }) => origin !== 'engine');
      const topology = store.properties.replication?.value.topology?.value;
      if (!place || (topology !== undefined && topology !== 'leaderless')) continue;
      const wanted = wantedOf(model, store);
      if (overlaps(quorums)) {
        if (2 * write.value > copies || !wanted || isWeaker(wanted, 'sequential')) continue;
        const message = `Writes to \`${store.id}\` are confirmed by ${write.value} of ${copies} copies: two writes at once need not meet, so ${wanted} consistency cannot be kept.`;
        report(store, message, { at: write.property, severity: 'info', fixes: fixes(model, write, read, copies) });
        continue;
      }
      if (wanted === 'eventual') continue;
      const sum = `W (${write.value}) + R (${read.value}) is not more than N (${copies})`;
      const asked = wanted ? `, although ${wanted} consistency is asked for` : '';
      report(
        store,
        `In \`${store.id}\` ${sum}: a read may ask only copies that have missed the latest write${asked}.`,
        {
          at: place.property,
          ...(wanted === undefined && { severity: 'info' }),
          fixes: fixes(model, write, read, copies),
        },
      );
    }
  },
});

/** The most that the store's author or a flow asks for; an engine's own level is what it gives, not what is asked. */
function wantedOf(model: Model, store: Component): Consistency | undefined {
  const own = store.properties.consistency;
  let most = own && own.origin !== 'engine' ? own.value : undefined;
  for (const { link, flow } of usesOf(model, store)) {
    const asked = (flow ? flowProperty(link, flow, 'consistency') : link.properties.consistency)?.value;
    if (asked) most = most ? stronger(most, asked) : asked;
  }
  return most;
}

function fixes(model: Model, write: Value<number>, read: Value<number>, copies: number): Fix[] {
  const wanted = majority(copies);
  const pairs = [
    ['write-quorum', write, read],
    ['read-quorum', read, write],
  ] as const;
  const edits = pairs.map(([name, own, other]) =>
    own.origin === 'engine' ? insertBeside(model, other, `${name}: ${wanted}`) : replaceValue(own, String(wanted)),
  );
  return [{ title: `Let a majority of ${wanted} confirm writes and answer reads`, safe: false, edits }];
}
