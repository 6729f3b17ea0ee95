import { isRead } from '../../estimate/traffic/operations.js';
import { flowProperty } from '../../model/inherit.js';
import type { Component, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { isOwn, replaceValue } from '../edits.js';
import { mostReplicas } from '../replicas.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { type Use, usesOf, writesOf } from '../uses.js';
import { counted, number } from '../words.js';

/** Copies that nobody reads only wait for the leader to fail. */
export const readsAllOnPrimary = defineRule({
  name: 'reads-all-on-primary',
  category: 'data',
  mode: 'presence',
  severity: 'info',
  tier: 3,
  summary: 'A database has followers, but every read goes to the leader.',
  why: 'A follower costs as much as the leader. Where most of the load is reads, and a read may be a moment old, followers can answer it: the leader keeps its capacity for writes, and the next doubling of the readers needs one more follower instead of a larger leader.',
  silent: [
    'A read names no copy (`read-from`), or one of them names another than the leader.',
    'A read has to see the last write: it asks for more than `consistency: eventual`, follows a write, keeps to the leader for a while (`pin-after-write`), or writes there as well.',
    'Fewer reads for each write than the limit, or how many there are is not known.',
    'There are no followers, or every node takes writes.',
    'The database or its callers are only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 5: leaders and followers',
    'Amazon Web Services, RDS documentation: working with read replicas',
  ],
  options: {
    ratio: { default: 5, doc: 'Reads for each write from which on followers are worth reading.' },
  },
  incorrect: [
    {
      title: 'two followers without a reader',
      code: 'client web { users: 1M }\nflow view { from: web, rate: 20/user/day, op: read }\nflow post { from: web, rate: 1/user/day, op: write }\nservice api {}\ndatabase posts { replicas: 3, replication { topology: single-leader, mode: async } }\n\nweb -> api { timeout: 3s }\napi -> posts { for: view, read-from: leader, timeout: 500ms }\napi -> posts { for: post, timeout: 500ms }\n',
    },
    {
      title: 'a list that may be a minute old',
      code: 'client web { users: 1M }\nflow browse { from: web, rate: 9/user/day, op: list, consistency: eventual, max-staleness: 1min }\nservice api {}\ndatabase goods { replicas: 2 }\n\nweb -> api { timeout: 3s }\napi -> goods { read-from: leader, timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'followers answer',
      code: 'client web { users: 1M }\nflow view { from: web, rate: 20/user/day, op: read }\nflow post { from: web, rate: 1/user/day, op: write }\nservice api {}\ndatabase posts { replicas: 3, replication { topology: single-leader, mode: async } }\n\nweb -> api { timeout: 3s }\napi -> posts { for: view, read-from: followers, timeout: 500ms }\napi -> posts { for: post, timeout: 500ms }\n',
    },
    {
      title: 'the balance has to be right',
      code: 'client web { users: 1M }\nflow balance { from: web, rate: 20/user/day, op: read, consistency: linearizable }\nservice api {}\ndatabase accounts { replicas: 3 }\n\nweb -> api { timeout: 3s }\napi -> accounts { read-from: leader, timeout: 500ms }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const store of model.components) {
      if (store.kind !== 'database') continue;
      const followers = followersOf(store);
      const reads = usesOf(model, store).filter(({ operation }) => isRead(operation));
      if (followers < 1 || reads.length === 0 || !reads.every((use) => isLed(use) && mayLag(model, use))) continue;
      const read = estimates.value(store, 'rate.average.read');
      const written = estimates.value(store, 'rate.average.write');
      if (read === undefined || written === undefined || read <= 0 || exceeds(options.ratio * written, read)) continue;
      const ratio = written > 0 ? `, ${number(read / written)} for each write` : '';
      const links = [...new Set(reads.map(({ link }) => link))];
      report(
        store,
        `\`${store.id}\` has ${counted(followers, 'follower')}, but all its reads go to the leader${ratio}.`,
        {
          subjects: links,
          related: links.map(({ properties }) => ({
            at: properties['read-from']!.at,
            message: 'Read from the leader.',
          })),
          fixes: fixes(reads),
        },
      );
    }
  },
});

/** Nodes besides those that lead; none where each of them takes writes. */
function followersOf(store: Component): number {
  const { shards, replication } = store.properties;
  const topology = replication?.value.topology?.value;
  if (topology === 'leaderless' || topology === 'multi-leader') return 0;
  return (mostReplicas(store) ?? 1) - (shards?.value ?? 1);
}

const isLed = ({ link }: Use): boolean => link.properties['read-from']?.value === 'leader';

/** May the answer be a moment old, as far as anybody says? */
function mayLag(model: Model, { link, flow }: Use): boolean {
  const { consistency: given } = link.target.properties;
  const wanted = flow ? flowProperty(link, flow, 'consistency') : link.properties.consistency;
  if (wanted ? wanted.value !== 'eventual' : given?.origin === 'written' && given.value !== 'eventual') return false;
  const purpose = (flow ? flowProperty(link, flow, 'purpose') : link.properties.purpose)?.value;
  if (purpose === 'debit' || purpose === 'reserve' || link.properties['pin-after-write']) return false;
  return !flow || (!flow.properties.after && writesOf(model, flow, link.target).length === 0);
}

function fixes(reads: readonly Use[]): Fix[] {
  const links = [...new Set(reads.map(({ link }) => link))];
  const places = new Map(links.map((link) => [link.properties['read-from']!.at.offset, link]));
  if (links.some((link) => !isOwn(link, link.properties['read-from']!))) return [];
  const edits = [...places.values()].map((link) => replaceValue(link.properties['read-from']!, 'followers'));
  return [{ title: 'Let followers answer: `read-from: followers`', safe: false, edits }];
}
