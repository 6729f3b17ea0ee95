import { dimensions, writeQuantity } from '@archlang/grammar';
import { isRead } from '../../estimate/traffic/operations.js';
import type { Flow, Link, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { insertProperty, isOwn, replaceValue } from '../edits.js';
import { overlaps, quorumsOf } from '../quorums.js';
import { defineRule } from '../rule.js';
import { usesOn } from '../uses.js';
import { time } from '../words.js';

/** Copies may be as old as the replication is slow; readers must be able to live with that. */
export const replicationLagExceedsFreshness = defineRule({
  name: 'replication-lag-exceeds-freshness',
  category: 'data',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'A copy may lag further behind than its readers tolerate.',
  why: 'What a copy shows is as old as its replication lag, and lag grows with load just when many people look. A flow that promises fresher data than the copy it reads can have breaks its promise not now and then but as a rule.',
  silent: [
    'The lag of the store or the tolerance of the flow (`max-staleness`) is unknown.',
    'Reads go to the leader, or ask enough copies to meet every write.',
    'There is one leader and nothing says that copies are read.',
    'The store or its reader is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 5: problems with replication lag',
    'Peter Bailis and others, "Probabilistically Bounded Staleness for Practical Partial Quorums", PVLDB (2012)',
  ],
  incorrect: [
    {
      title: 'a follower that may be 100 ms behind',
      code: 'client web {}\nflow quotes { from: web, op: read, max-staleness: 50ms }\nservice api {}\ndatabase prices { replicas: 3, replication { mode: async, lag: 100ms } }\n\nweb -> api { timeout: 3s }\napi -> prices { read-from: followers, timeout: 300ms }\n',
    },
    {
      title: 'a post reaches the other regions after half a minute',
      code: 'client web {}\nflow feed { from: web, op: list, max-staleness: 10s }\nservice api {}\ndatabase posts { replicas: 6\n  replication { topology: multi-leader, lag: 30s, conflict-resolution: crdt }\n}\n\nweb -> api { timeout: 3s }\napi -> posts { timeout: 300ms }\n',
    },
  ],
  correct: [
    {
      title: 'a second is tolerated',
      code: 'client web {}\nflow view { from: web, op: read, max-staleness: 1s }\nservice api {}\ndatabase prices { replicas: 3, replication { mode: async, lag: 100ms } }\n\nweb -> api { timeout: 3s }\napi -> prices { read-from: followers, timeout: 300ms }\n',
    },
    {
      title: 'the leader knows',
      code: 'client web {}\nflow quotes { from: web, op: read, max-staleness: 50ms }\nservice api {}\ndatabase prices { replicas: 3, replication { mode: async, lag: 100ms } }\n\nweb -> api { timeout: 3s }\napi -> prices { read-from: leader, timeout: 300ms }\n',
    },
  ],
  check({ model, report }) {
    for (const link of model.links) {
      const lag = link.target.properties.replication?.value.lag;
      if (!lag || !readsCopies(link)) continue;
      const flow = strictest(model, link);
      const limit = flow?.properties['max-staleness'];
      if (!flow || !limit || lag.value <= limit.value) continue;
      const message = `\`${flow.id}\` tolerates data ${time(limit.value)} old, but what it reads from \`${link.target.id}\` may be ${time(lag.value)} behind.`;
      report(link, message, {
        subjects: [link.target, flow],
        related: [
          { at: limit.at, message: 'The tolerance is set here.' },
          { at: lag.at, message: 'The lag is set here.' },
        ],
        fixes: fixes(model, link, flow, lag.value),
      });
    }
  },
});

/** Is it certain that another copy than the newest may answer? */
function readsCopies({ target, properties }: Link): boolean {
  const from = properties['read-from']?.value;
  if (from === 'leader') return false;
  const topology = target.properties.replication?.value.topology?.value;
  if (topology === 'leaderless') return overlaps(quorumsOf(target)) !== true;
  return from !== undefined || topology === 'multi-leader';
}

/** The reader on a link that tolerates least. */
function strictest(model: Model, link: Link): Flow | undefined {
  let least: Flow | undefined;
  for (const { flow, operation } of usesOn(model, link)) {
    const limit = flow?.properties['max-staleness']?.value;
    if (limit === undefined || !isRead(operation)) continue;
    if (limit < (least?.properties['max-staleness']?.value ?? Number.POSITIVE_INFINITY)) least = flow;
  }
  return least;
}

function fixes(model: Model, link: Link, flow: Flow, lag: number): Fix[] {
  const all: Fix[] = [];
  const topology = link.target.properties.replication?.value.topology?.value;
  const from = link.properties['read-from'];
  if (topology === undefined || topology === 'single-leader' || topology === 'consensus') {
    const edit =
      from && isOwn(link, from) ? replaceValue(from, 'leader') : insertProperty(model, link, 'read-from', 'leader');
    all.push({ title: 'Read from the leader', safe: false, edits: [edit] });
  }
  const text = writeQuantity(lag, dimensions.time, { rounding: 'up' });
  const tolerate = replaceValue(flow.properties['max-staleness']!, text);
  return [...all, { title: `Tolerate data ${text} old in \`${flow.id}\``, safe: false, edits: [tolerate] }];
}
