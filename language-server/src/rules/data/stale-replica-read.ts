import { dimensions, writeQuantity } from '@archlang/grammar';
import { isRead } from '../../estimate/traffic/operations.js';
import { flowProperty } from '../../model/inherit.js';
import type { Flow, Link, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { insertProperty, isOwn, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { mayOverlap, tablesOn, type Use, usesOn, writesOf } from '../uses.js';
import { time } from '../words.js';

/** A follower may not yet know what its reader has just written. */
export const staleReplicaRead = defineRule({
  name: 'stale-replica-read',
  category: 'data',
  mode: 'presence',
  severity: 'warning',
  tier: 1,
  summary: 'A read that must see a recent write goes to a copy that lags behind.',
  why: 'Asynchronous replication tells the writer that all is well before the followers have heard of it. A read that reaches a follower in the meantime shows the old state: the user does not find what was just saved, and saves it again. Worse is a decision made on it, since the money or the seat that the follower still shows may be gone.',
  silent: [
    'Replication is synchronous, or nothing says that it is not.',
    'The writer reads from the leader for a while (`pin-after-write`).',
    'The flow says that `consistency: eventual` is enough, or does not say that it needs more, nor follows a write.',
    'Nothing says which copy is read: that reads spread over all copies is only assumed.',
    'The store or its reader is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 5: problems with replication lag, reading your own writes',
    'Douglas Terry and others, "Session Guarantees for Weakly Consistent Replicated Data", PDIS (1994)',
    'PostgreSQL documentation, High Availability, Load Balancing, and Replication: hot standby',
  ],
  options: {
    lag: { default: 0.1, doc: 'Seconds of replication lag to reckon with in a fix, where none is declared.' },
  },
  incorrect: [
    {
      title: 'a profile is read from followers right after it was saved',
      code: 'client web {}\nflow save { from: web, op: upsert }\nflow mine { from: web, of: save, op: read, after: save }\nservice profiles {}\ndatabase users { replicas: 3, replication { topology: single-leader, mode: async, lag: 200ms } }\n\nweb -> profiles { timeout: 3s }\nprofiles -> users { for: save, timeout: 500ms }\nprofiles -> users { for: mine, read-from: followers, timeout: 300ms }\n',
    },
    {
      title: 'a debit is decided on what a follower shows',
      code: 'client web {}\nflow pay { from: web, op: write, purpose: debit }\nservice api {}\ndatabase accounts { replicas: 3, replication { mode: async }, table balances {} }\n\nweb -> api { timeout: 3s }\napi -> accounts { reads: balances, read-from: followers, timeout: 300ms }\napi -> accounts { stores: balances, timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'the writer reads from the leader for a while',
      code: 'client web {}\nflow save { from: web, op: upsert }\nflow mine { from: web, of: save, op: read, after: save }\nservice profiles {}\ndatabase users { replicas: 3, replication { topology: single-leader, mode: async, lag: 200ms } }\n\nweb -> profiles { timeout: 3s }\nprofiles -> users { for: save, timeout: 500ms }\nprofiles -> users { for: mine, read-from: followers, pin-after-write: 1s, timeout: 300ms }\n',
    },
    {
      title: 'strangers may see it a little later',
      code: 'client web {}\nflow view { from: web, op: read, consistency: eventual, max-staleness: 1s }\nservice profiles {}\ndatabase users { replicas: 3, replication { topology: single-leader, mode: async, lag: 200ms } }\n\nweb -> profiles { timeout: 3s }\nprofiles -> users { read-from: followers, timeout: 300ms }\n',
    },
  ],
  check({ model, options, report }) {
    for (const link of model.links) {
      if (link.target.kind === 'cache') {
        const use = usesOn(model, link).find((each) => isRead(each.operation) && decides(each) && !isEventual(each));
        if (!use) continue;
        const message = `\`${nameOf(use)}\` decides on what the cache \`${link.target.id}\` shows, which may be older than the last ${purposeOf(use)}: such a decision has to be made in the store.`;
        report(link, message, { severity: 'error', subjects: [link.target] });
        continue;
      }
      if (!readsFollowers(link)) continue;
      const found = usesOn(model, link).flatMap((use) => {
        const reason = isRead(use.operation) && !isEventual(use) ? mustBeFresh(model, use) : undefined;
        return reason === undefined
          ? []
          : [{ use, reason, isDecision: decides(use) || (isDecisive(use) && writesItToo(model, use)) }];
      });
      const worst = found.find(({ isDecision }) => isDecision) ?? found[0];
      if (!worst) continue;
      const lag = link.target.properties.replication?.value.lag;
      const late = lag ? `, which is ${time(lag.value)} behind` : '';
      report(
        link,
        `\`${nameOf(worst.use)}\` ${worst.reason}, but reads from a follower of \`${link.target.id}\`${late}: it may not see the last write.`,
        {
          at: link.properties['read-from']!.at,
          ...(worst.isDecision && { severity: 'error' }),
          subjects: [link.target],
          fixes: fixes(model, link, lag?.value ?? options.lag, worst.isDecision),
        },
      );
    }
  },
});

/** Is it said that copies answer which learn of writes later than the leader? */
function readsFollowers({ target, properties }: Link): boolean {
  const from = properties['read-from'];
  if (!from || from.value === 'leader' || properties['pin-after-write']) return false;
  const { mode, lag, topology } = target.properties.replication?.value ?? {};
  if (mode?.value === 'sync' || topology?.value === 'leaderless') return false;
  return mode?.value === 'async' || (lag?.value ?? 0) > 0;
}

function isEventual({ link, flow }: Use): boolean {
  return (flow ? flowProperty(link, flow, 'consistency') : link.properties.consistency)?.value === 'eventual';
}

/** Why a use must see recent writes, as words behind its name. */
function mustBeFresh(model: Model, use: Use): string | undefined {
  const { link, flow } = use;
  const wanted = (flow ? flowProperty(link, flow, 'consistency') : link.properties.consistency)?.value;
  if (wanted) return `needs ${wanted} consistency`;
  if (decides(use)) return `decides on a ${purposeOf(use)}`;
  if (writesItToo(model, use)) return 'writes what it reads';
  const after = flow?.properties.after?.value;
  const before = after === undefined ? undefined : model.declarations.get(after);
  return before?.what === 'flow' && writesSame(model, use, before) ? `follows right after \`${before.id}\`` : undefined;
}

function writesItToo(model: Model, use: Use): boolean {
  return use.flow !== undefined && writesSame(model, use, use.flow);
}

/** Does that flow write, in the same store, what this use reads? */
function writesSame(model: Model, { link }: Use, flow: Flow): boolean {
  const read = tablesOn(link, 'reads');
  return writesOf(model, flow, link.target).some((write) => mayOverlap(tablesOn(write.link, 'stores'), read));
}

function isDecisive(use: Use): boolean {
  const purpose = purposeOf(use);
  return purpose === 'debit' || purpose === 'reserve';
}

/** Is this read itself what a debit or a reservation is decided on: said on the link, or all the flow does? */
function decides(use: Use): boolean {
  const { link, flow } = use;
  return isDecisive(use) && (link.properties.purpose !== undefined || isRead(flow?.properties.op?.value));
}

function purposeOf({ link, flow }: Use): string | undefined {
  return (flow ? flowProperty(link, flow, 'purpose') : link.properties.purpose)?.value;
}

function nameOf({ link, flow }: Use): string {
  return flow ? flow.id : link.source.id;
}

function fixes(model: Model, link: Link, lag: number, isDecision: boolean): Fix[] {
  const from = link.properties['read-from']!;
  const leader = isOwn(link, from) ? replaceValue(from, 'leader') : insertProperty(model, link, 'read-from', 'leader');
  const all: Fix[] = [{ title: 'Read from the leader', safe: false, edits: [leader] }];
  if (isDecision) return all;
  const pin = writeQuantity(2 * lag, dimensions.time, { rounding: 'up' });
  const title = `Read from the leader for ${pin} after a write: \`pin-after-write: ${pin}\``;
  return [...all, { title, safe: false, edits: [insertProperty(model, link, 'pin-after-write', pin)] }];
}
