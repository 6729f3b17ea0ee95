import { isWrite } from '../../estimate/traffic/operations.js';
import type { Component, Flow, Link, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { type DataClass, heldBy } from '../data-classes.js';
import { setProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { type Use, usesOn, writesTo } from '../uses.js';
import { listed } from '../words.js';

const durable: readonly DataClass[] = ['pii', 'health', 'financial', 'order', 'inventory', 'booking', 'credential'];
const keepers: ReadonlySet<Component['kind']> = new Set(['database', 'storage', 'queue', 'topic', 'external']);

/** A cache may forget anything at any time; that is what makes it fast. */
export const cacheAsSystemOfRecord = defineRule({
  name: 'cache-as-system-of-record',
  category: 'data',
  mode: 'presence',
  severity: 'error',
  tier: 2,
  summary: 'Data that must last is only in a cache.',
  why: 'A cache drops entries when its memory is full, when they expire, and when it restarts. That does no harm as long as there is an original to fetch again. Where the cache has the only copy, an eviction is a deletion that nobody ordered and nobody notices until the order is looked for.',
  silent: [
    'The flow writes a store, a broker or somebody else’s system as well, or the cache stands in front of one.',
    'It holds what may be lost: sessions, presence, counters, telemetry, or `durability: best-effort`.',
    'Nothing says that the data must last: no class of data and no `durability: required`.',
    'It survives a restart (`persistence`) and runs on at least two replicas.',
    'The cache, or what writes to it, is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), part III: systems of record and derived data',
    'Redis documentation: persistence, key eviction',
  ],
  options: {
    replicas: { default: 2, doc: 'Replicas from which a cache that survives restarts may keep data by itself.' },
  },
  incorrect: [
    {
      title: 'orders live in memory',
      code: 'service api {}\ncache orders { holds: order, ttl: 30d, eviction: lru }\n\napi -> orders { op: write, timeout: 100ms }\n',
    },
    {
      title: 'a flow that must not be lost ends in a cache',
      code: 'client web {}\nflow reserve { from: web, op: write, durability: required }\nservice api {}\ncache seats { persistence: none, replicas: 3 }\n\nweb -> api { timeout: 3s }\napi -> seats { timeout: 100ms }\n',
    },
  ],
  correct: [
    {
      title: 'the database has them, the cache is quick',
      code: 'service api {}\ndatabase orders-db {}\ncache orders { holds: order, pattern: cache-aside, ttl: 1h }\n\napi -> orders-db { op: write, timeout: 1s }\napi -> orders { op: invalidate, timeout: 100ms }\n',
    },
    {
      title: 'a log on disk, and a second replica',
      code: 'service api {}\ncache orders { holds: order, persistence: append-log, replicas: 2 }\n\napi -> orders { op: write, timeout: 100ms }\n',
    },
  ],
  check({ model, options, report }) {
    const missed = new Set(model.links.flatMap(({ properties }) => properties['on-miss']?.value ?? []));
    const kept = keptFlows(model);
    for (const store of model.components) {
      const isMemory = isMemoryDatabase(store);
      if (store.kind !== 'cache' && !isMemory) continue;
      if (missed.has(store.id) || isBacked(store) || survives(store, options.replicas)) continue;
      const lost = writesTo(model, store).filter((use) => !isKeptElsewhere(model, use, store, kept));
      const what = lost.length > 0 ? lastingIn(store, lost) : undefined;
      if (what === undefined) continue;
      const { link } = lost[0];
      const how = isMemory ? 'which keeps it in memory only' : 'a cache';
      report(link, `${what} only in \`${store.id}\`, ${how}: an eviction or a restart deletes it.`, {
        ...(isMemory && { severity: 'warning' }),
        subjects: [store],
        fixes: isMemory ? [] : fixes(model, store, options.replicas),
      });
    }
  },
});

/** A database on an engine that does not write to disk. */
function isMemoryDatabase({ kind, engine, properties }: Component): boolean {
  return (
    kind === 'database' &&
    engine?.properties.persistence?.value === 'none' &&
    properties.durability?.value !== 'required'
  );
}

/** Is there a store that it can be filled from again? */
function isBacked({ properties, outgoing }: Component): boolean {
  return (
    properties['derived-from'] !== undefined || properties.durability?.value === 'best-effort' || outgoing.length > 0
  );
}

function survives({ properties, engine }: Component, least: number): boolean {
  const { persistence = engine?.properties.persistence, replicas, autoscale, managed } = properties;
  if (!persistence || persistence.value === 'none') return false;
  return managed?.value === true || (autoscale?.value.min?.value ?? replicas?.value ?? 1) >= least;
}

/** Flows that write something lasting on their way. */
function keptFlows(model: Model): ReadonlySet<Flow> {
  const kept = new Set<Flow>();
  for (const component of model.components) {
    if (!keepers.has(component.kind) || isMemoryDatabase(component)) continue;
    for (const { flow, operation, link } of component.incoming.flatMap((each) => usesOn(model, each))) {
      if (flow && (isWrite(operation) || !isStoreLink(link))) kept.add(flow);
    }
  }
  return kept;
}

function isStoreLink({ target }: Link): boolean {
  return target.kind === 'database' || target.kind === 'storage';
}

/** Without flows, anything lasting that the writer writes too may be the original. */
function isKeptElsewhere(model: Model, { link, flow }: Use, store: Component, kept: ReadonlySet<Flow>): boolean {
  if (flow) return kept.has(flow);
  return link.source.outgoing.some(
    (other) =>
      other.target !== store &&
      keepers.has(other.target.kind) &&
      usesOn(model, other).some(({ operation }) => !isStoreLink(other) || isWrite(operation)),
  );
}

/** What must last there, as the beginning of a sentence; nothing where nobody says that it must. */
function lastingIn(store: Component, uses: readonly Use[]): string | undefined {
  const carried = uses.flatMap(({ flow, link }) => (flow?.properties.carries ?? link.properties.carries)?.value ?? []);
  const classes = new Set([...heldBy(store), ...carried]);
  const lasting = durable.filter((each) => classes.has(each));
  if (lasting.length > 0 && !classes.has('session')) return `${listed(lasting)} data is`;
  const flow = uses.find((use) => use.flow?.properties.durability?.value === 'required')?.flow;
  if (flow) return `What \`${flow.id}\` writes must not be lost, but is`;
  return store.properties.durability?.value === 'required' && store.properties.durability.origin !== 'engine'
    ? 'What must not be lost is'
    : undefined;
}

function fixes(model: Model, store: Component, least: number): Fix[] {
  const { persistence, replicas, autoscale } = store.properties;
  if (autoscale) return [];
  const edits = [setProperty(model, store, 'persistence', persistence, 'append-log')];
  if ((replicas?.value ?? 1) < least) edits.push(setProperty(model, store, 'replicas', replicas, String(least)));
  return [
    {
      title: `Let \`${store.id}\` write a log to disk, on ${Math.max(least, replicas?.value ?? 1)} replicas`,
      safe: false,
      edits,
    },
  ];
}
