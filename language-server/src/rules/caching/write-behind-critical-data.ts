import type { Component, Flow, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { among, classNames, type DataClass, heldBy } from '../data-classes.js';
import { isOwn, makeSynchronous, removeProperty, replaceValue, setProperty } from '../edits.js';
import { recoveryObjective } from '../objectives.js';
import { defineRule } from '../rule.js';
import { type Use, writesTo } from '../uses.js';
import { listed, time } from '../words.js';

const critical: readonly DataClass[] = ['financial', 'inventory', 'booking', 'health', 'order'];

/** A write-behind cache says yes to writes that only it has. */
export const writeBehindCriticalData = defineRule({
  name: 'write-behind-critical-data',
  category: 'caching',
  mode: 'presence',
  severity: 'error',
  tier: 1,
  summary: 'Writes that must not be lost are confirmed before the store has them.',
  why: 'A write-behind cache confirms a write as soon as it is in memory and passes it on later, many at a time. That spares the store, and until the next flush the cache has the only copy: when it fails, everything confirmed since the last flush is gone, and nobody knows what it was. For views and likes that is a fair bargain; for money, stock and orders it is not.',
  silent: [
    'The cache keeps a log on disk (`persistence: append-log`).',
    'What it takes is said to be of another class, or may be lost (`durability: best-effort`).',
    'Only an info where nothing says what it takes.',
    'The time between two flushes (`flush-interval`) is within the `rpo`; where it is longer than that of the system, `rpo-violated` says so.',
    'The cache is only drawn (`future: yes`).',
  ],
  references: [
    'Oracle Coherence documentation, Caching Data Sources: write-behind caching and its requirements',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 7: durability',
    'Redis documentation, Persistence: append-only file and snapshots',
  ],
  incorrect: [
    {
      title: 'account balances',
      code: 'service api {}\ncache balances { pattern: write-behind, holds: financial, flush-interval: 5s }\ndatabase ledger {}\n\napi -> balances { op: write, timeout: 50ms }\nbalances ~> ledger { batch: 100 }\n',
    },
    {
      title: 'a flow that must not be lost',
      code: 'client web {}\nflow book { from: web, op: write, durability: required }\nservice api {}\ncache seats { pattern: write-behind }\ndatabase bookings {}\n\nweb -> api { timeout: 2s }\napi -> seats { timeout: 50ms }\nseats ~> bookings\n',
    },
  ],
  correct: [
    {
      title: 'the store has it before the caller hears of it',
      code: 'service api {}\ncache balances { pattern: write-through, holds: financial, ttl: 1h }\ndatabase ledger {}\n\napi -> balances { op: write, timeout: 500ms }\nbalances -> ledger { timeout: 300ms }\n',
    },
    {
      title: 'likes may be lost',
      code: 'service api {}\ncache likes { pattern: write-behind, flush-interval: 5s, holds: counter }\ndatabase posts {}\n\napi -> likes { op: write, timeout: 50ms }\nlikes ~> posts { batch: 500 }\n',
    },
  ],
  check({ model, report }) {
    for (const cache of model.components) {
      const { pattern, persistence, future, 'flush-interval': interval } = cache.properties;
      if (pattern?.value !== 'write-behind') continue;
      if (persistence?.value === 'append-log' || future?.value === true) continue;
      const writes = writesTo(model, cache);
      const found = whatIsLost(model, cache, writes);
      if (found === 'harmless') continue;
      const stores = listed([...new Set(handOvers(cache).map(({ target }) => target.id))]);
      const what = found === 'unknown' ? 'what it is given' : found.what;
      const window = interval ? `up to ${time(interval.value)} of it` : 'all that was not passed on yet';
      const consequence = `\`${cache.id}\` confirms ${what} before ${stores || 'a store'} has it; when the cache fails, ${window} is lost`;
      report(cache, found === 'unknown' ? `${consequence}. Nothing says whether it may be.` : `${consequence}.`, {
        at: pattern.property,
        ...(found === 'unknown' && { severity: 'info' }),
        ...(found !== 'unknown' && found.flow && { subjects: [found.flow] }),
        fixes: fixes(model, cache),
      });
    }
  },
});

interface Loss {
  /** In words for a message. */
  readonly what: string;
  readonly flow?: Flow;
}

function whatIsLost(model: Model, cache: Component, writes: readonly Use[]): Loss | 'unknown' | 'harmless' {
  const said = saidOf(cache, writes);
  const worst = among(critical, said);
  if (worst.length > 0) return { what: classNames(worst) };
  const flow = writes.find((write) => write.flow?.properties.durability?.value === 'required')?.flow;
  if (flow) return { what: `\`${flow.id}\`, which must not be lost,`, flow };
  const durability = cache.properties.durability?.value;
  const isFree =
    durability === 'best-effort' ||
    (writes.length > 0 && writes.every((write) => write.flow?.properties.durability?.value === 'best-effort'));
  if (isFree || said.size > 0) return 'harmless';
  const behind = among(critical, stored(model, cache));
  if (behind.length > 0) return { what: classNames(behind) };
  if (durability === 'required') return { what: 'what must not be lost' };
  return againstObjective(model, cache) ?? (stored(model, cache).size > 0 ? 'harmless' : 'unknown');
}

/** The classes that are declared for the cache itself or for what is written to it. */
function saidOf(cache: Component, writes: readonly Use[]): ReadonlySet<DataClass> {
  const carried = writes.flatMap(
    ({ flow, link }) => (link.properties.carries ?? flow?.properties.carries)?.value ?? [],
  );
  return new Set([...heldBy(cache), ...carried]);
}

function handOvers(cache: Component): readonly Link[] {
  return cache.outgoing.filter((link) => isBuilt(link) && link.target.kind !== 'client');
}

/** The classes of the tables that its writes end in; of a store without tables, its own. */
function stored(model: Model, cache: Component): ReadonlySet<DataClass> {
  return new Set(
    handOvers(cache).flatMap(({ target, properties }) => {
      const tables = properties.stores?.value.flatMap((id) => {
        const table = model.declarations.get(id);
        return table?.what === 'table' ? [table] : [];
      });
      if (!tables) return [...heldBy(target)];
      return tables.flatMap(({ properties: own, fields }) => [
        ...(own.holds?.value ?? []),
        ...fields.flatMap((field) => field.properties.holds?.value ?? []),
      ]);
    }),
  );
}

/**
 * The window against the recovery point objective. Where the system has one and the window is written, `rpo-violated` speaks
 * of it, or it is short enough.
 */
function againstObjective(model: Model, cache: Component): Loss | 'harmless' | undefined {
  const interval = cache.properties['flush-interval']?.value;
  for (const { target } of handOvers(cache)) {
    const rpo = recoveryObjective(model, target, 'rpo');
    if (!rpo || (interval === undefined && rpo.value > 0)) continue;
    if (interval !== undefined && (interval <= rpo.value || !target.properties.rpo)) return 'harmless';
    return { what: `data of \`${target.id}\`, of which at most ${time(rpo.value)} may be lost,` };
  }
  return undefined;
}

function fixes(model: Model, cache: Component): Fix[] {
  const { pattern, persistence } = cache.properties;
  const links = handOvers(cache);
  const edits = links.flatMap((link) => {
    const { batch } = link.properties;
    return [
      ...(link.synchronous ? [] : [makeSynchronous(model, link)]),
      ...(batch && isOwn(link, batch) ? [removeProperty(model, batch)] : []),
    ];
  });
  const log: Fix = {
    title: 'Let it keep a log on disk: `persistence: append-log`',
    safe: false,
    edits: [setProperty(model, cache, 'persistence', persistence, 'append-log')],
  };
  if (!isOwn(cache, pattern!) || links.some(({ chain }) => chain.links.length > 1)) return [log];
  return [
    { title: 'Write through to the store', safe: false, edits: [replaceValue(pattern!, 'write-through'), ...edits] },
    log,
  ];
}
