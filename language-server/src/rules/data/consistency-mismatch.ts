import { isRead, isWrite } from '../../estimate/traffic/operations.js';
import { flowProperty } from '../../model/inherit.js';
import type { Component, Flow, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Value } from '../../model/value.js';
import { type Consistency, isWeaker, stronger } from '../consistency.js';
import { type DataClass, heldBy } from '../data-classes.js';
import { setProperty } from '../edits.js';
import { overlaps, quorumsOf } from '../quorums.js';
import { defineRule } from '../rule.js';
import { usesOf, usesOn } from '../uses.js';
import { call, listed } from '../words.js';

/** Data whose stale or lost copy costs money or safety. */
const strict: readonly DataClass[] = ['financial', 'inventory', 'booking'];
/** Data of which nobody asks more than the store gives. */
const casual: ReadonlySet<DataClass> = new Set(['public', 'session', 'presence', 'counter', 'telemetry']);

interface Given {
  readonly level: Consistency;
  readonly why: string;
}

/** What is asked of the data must be given by the store and the way to it. */
export const consistencyMismatch = defineRule({
  name: 'consistency-mismatch',
  category: 'data',
  mode: 'presence',
  severity: 'error',
  tier: 1,
  summary: 'A store gives weaker consistency than is asked of it.',
  why: 'A store that is only eventually consistent may answer from a copy that has not heard of the last write, and accept two writes that exclude each other. For a feed that is a blemish; for an account, a stock level or a seat it is money lost or one seat sold twice. No code above the store can give back an order that the store did not keep.',
  silent: [
    'What is asked or what is given is unknown: no `consistency` on the flow, link or store, and no class of data that asks for it.',
    'The store is `derived-from` another one: a read model or an index lags on purpose, unless a flow that reads it asks for more.',
    'A weaker `consistency` of a store with such data is written together with a reason (`because`), or all flows to it say themselves what they need.',
    'Beyond an asynchronous hand-over, a `fallback` or a component that is `criticality: optional`, the flow no longer asks.',
    'Reads of followers, quorums that do not overlap, and caches whose entries expire are left to `stale-replica-read`, `quorum-not-overlapping` and `cache-aside-strong-consistency`.',
    'The store, or something on the way to it, is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 9: consistency guarantees, linearizability',
    'Maurice Herlihy, Jeannette Wing, "Linearizability: A Correctness Condition for Concurrent Objects", ACM TOPLAS (1990)',
    'Paolo Viotti, Marko Vukolić, "Consistency in Non-Transactional Distributed Storage Systems", ACM Computing Surveys (2016)',
  ],
  incorrect: [
    {
      title: 'account balances in a store that is eventually consistent',
      code: 'database balances { data-model: wide-column, holds: [financial], consistency: eventual, audit: ledger }\ntopic ledger { retention: 7y }\n',
    },
    {
      title: 'the engine answers from any copy unless it is asked otherwise',
      code: 'client web {}\nflow reserve { from: web, op: write, consistency: linearizable }\nservice booking {}\ndatabase seats { engine: dynamodb }\n\nweb -> booking { timeout: 3s }\nbooking -> seats { timeout: 500ms }\n',
    },
    {
      title: 'a write-through cache may fail between its two writes',
      code: 'client web {}\nflow balance { from: web, op: read, consistency: linearizable }\nservice api {}\ncache near { pattern: write-through, ttl: 1h }\ndatabase accounts { consistency: linearizable }\n\nweb -> api { timeout: 3s }\napi -> near -> accounts { timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'a store that keeps one order',
      code: 'database balances { data-model: relational, holds: [financial], consistency: linearizable, audit: ledger }\ntopic ledger { retention: 7y }\n',
    },
    {
      title: 'each read asks for a consistent answer',
      code: 'client web {}\nflow reserve { from: web, op: write, consistency: linearizable }\nservice booking {}\ndatabase seats { engine: dynamodb, consistency: linearizable }\n\nweb -> booking { timeout: 3s }\nbooking -> seats { timeout: 500ms }\n',
    },
    {
      title: 'for a feed, eventual is enough',
      code: 'client web {}\nflow feed { from: web, op: list, consistency: eventual }\nservice api {}\ndatabase posts { engine: cassandra }\n\nweb -> api { timeout: 3s }\napi -> posts { timeout: 500ms }\n',
    },
  ],
  check({ model, report }) {
    const blamed = new Set<Component>();
    for (const [link, { level, flow, value }] of demands(model)) {
      const { target } = link;
      const given = provided(model, link);
      if (!given || !isWeaker(given.level, level)) continue;
      blamed.add(target);
      const asks = flow ? `\`${flow.id}\`` : `\`${call(link)}\``;
      report(link, `${asks} needs ${level} consistency, but \`${target.id}\` gives ${given.level}: ${given.why}.`, {
        subjects: [target],
        related: [{ at: value.at, message: `${level} is asked for here.` }],
        fixes: target.kind === 'cache' ? [] : strengthen(model, target, level),
      });
    }
    for (const store of model.components) {
      if (blamed.has(store) || store.properties.future?.value === true) continue;
      const classes = strict.filter((each) => heldBy(store).has(each));
      const given = ofStore(store);
      if (!given || classes.length === 0 || store.properties['derived-from'] || isWaived(model, store)) continue;
      if (!isWeaker(given.level, 'sequential')) continue;
      const own = store.properties.consistency!;
      report(
        store,
        `\`${store.id}\` holds ${listed(classes)} data, which needs a single order of its changes, but gives ${given.level} consistency: ${given.why}.`,
        { ...(own.origin === 'written' && { at: own.at }), fixes: strengthen(model, store, 'linearizable') },
      );
    }
  },
});

/** Somebody has thought about it: a reason stands beside it, or every flow says what it needs. */
function isWaived(model: Model, store: Component): boolean {
  const { consistency, because } = store.properties;
  if (because && consistency?.origin === 'written') return true;
  const uses = usesOf(model, store);
  return (
    uses.length > 0 &&
    uses.every(
      ({ link, flow }) => (flow ? flowProperty(link, flow, 'consistency') : link.properties.consistency) !== undefined,
    )
  );
}

interface Demand {
  readonly level: Consistency;
  readonly value: Value<Consistency>;
  readonly flow?: Flow;
}

/** The most that is asked on each synchronous call: on the link, or by a flow that waits for it. */
function demands(model: Model): ReadonlyMap<Link, Demand> {
  const strongest = new Map<Link, Demand>();
  const ask = (link: Link, value: Value<Consistency>, flow?: Flow): void => {
    const before = strongest.get(link);
    if (before && stronger(before.level, value.value) === before.level) return;
    strongest.set(link, { level: value.value, value, ...(flow && { flow }) });
  };
  for (const link of model.links) {
    const { consistency } = link.properties;
    if (link.synchronous && isBuilt(link) && consistency) ask(link, consistency);
  }
  for (const flow of model.flows) {
    const { consistency } = flow.properties;
    const from = flow.from ?? flow.parent?.from;
    if (!consistency || !from) continue;
    const reached = new Set([from]);
    for (const component of reached) {
      if (component !== from && component.kind === 'client') continue;
      for (const link of component.outgoing) {
        if (!isNeeded(link) || (link.flows && !link.flows.includes(flow))) continue;
        reached.add(link.target);
        if (!link.properties.consistency) ask(link, consistency, flow);
      }
    }
  }
  return strongest;
}

function isNeeded(link: Link): boolean {
  const { fallback } = link.properties;
  if (!link.synchronous || !isBuilt(link) || link.target.properties.criticality?.value === 'optional') return false;
  return !fallback || fallback.value === 'reject';
}

/** What the store, or the cache in front of it, gives on this link; nothing where it is unknown or nobody's business here. */
function provided(model: Model, link: Link): Given | undefined {
  const { target } = link;
  const operations = usesOn(model, link).map(({ operation }) => operation);
  if (target.kind === 'cache') {
    if (!operations.some(isRead)) return undefined;
    const pattern = target.properties.pattern?.value;
    if (pattern === 'write-through') {
      return {
        level: 'session',
        why: 'a write-through cache and its store are written one after the other, and one of the two writes may fail',
      };
    }
    return pattern === 'write-behind'
      ? { level: 'eventual', why: 'a write-behind cache holds writes back from its store' }
      : undefined;
  }
  const classes = heldBy(target);
  if (classes.size > 0 && [...classes].every((each) => casual.has(each))) return undefined;
  if (target.properties['derived-from'] && operations.some(isWrite)) return undefined;
  // Quorums that miss each other are a fault of their own, with a fix of their own.
  if (overlaps(quorumsOf(target)) === false) return undefined;
  return ofStore(target);
}

function ofStore(store: Component): Given | undefined {
  const { consistency } = store.properties;
  if (!consistency) return undefined;
  if (consistency.origin !== 'engine') return { level: consistency.value, why: 'that is what it says' };
  const name = store.engine?.title ?? store.engine?.name ?? 'the engine';
  if (consistency.value === 'eventual' && overlaps(quorumsOf(store))) {
    return {
      level: 'session',
      why: `quorums of ${name} that overlap show the latest write, but do not order writes made at the same time`,
    };
  }
  return { level: consistency.value, why: `that is what ${name} gives unless it is asked for more` };
}

function strengthen(model: Model, store: Component, level: Consistency) {
  const { consistency } = store.properties;
  return [
    {
      title: `Set \`consistency: ${level}\` on \`${store.id}\``,
      safe: false,
      edits: [setProperty(model, store, 'consistency', consistency, level)],
    },
  ];
}
