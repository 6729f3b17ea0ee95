import type { Component, Engine, Kind, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { schema } from '../../model/schema/index.js';
import type { Value } from '../../model/value.js';
import { isOwn, removeProperty, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { listed } from '../words.js';

/** The same product may run as any of these. */
const programs: ReadonlySet<Kind> = new Set(['service', 'function', 'worker', 'job']);

/** What a store must be good at to be called by a data model. */
const essence = {
  relational: 'join',
  document: 'key',
  'key-value': 'key',
  'wide-column': 'key',
  graph: 'traversal',
  'time-series': 'range',
  search: 'full-text',
  vector: 'vector',
} as const;

/** A product that is drawn as what it is not. */
export const engineKindMismatch = defineRule({
  name: 'engine-kind-mismatch',
  category: 'correctness',
  mode: 'presence',
  severity: 'error',
  tier: 2,
  summary: 'The engine is of another kind than its component, or cannot be what is said about it.',
  why: 'The kind decides how requests are counted, what may be lost and what may be asked: a topic keeps its messages for many readers, a queue hands each to one. A product drawn as what it is not gives figures for a system that cannot be built, and so does one that is given abilities it does not have.',
  silent: [
    'The engine is not known to the library, or does not say its kinds.',
    'A `service`, `function`, `worker` or `job` runs on a product made for another of these; what is `external` may be anything.',
    'The engine supports what the data model is about: a relational store that finds vectors may be called `vector`.',
    'Quorums or acknowledgements by a majority are written next to `cap: CP`.',
    '`cap: CA` is left to `ca-system-claim`.',
    'It is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapters 2, 5 and 9: data models, replication, consensus',
    'James C. Corbett and others, "Spanner: Google’s Globally-Distributed Database", OSDI (2012)',
    'Daniel Abadi, "Consistency Tradeoffs in Modern Distributed Database System Design", IEEE Computer 45 (2012)',
  ],
  incorrect: [
    { title: 'Kafka as a queue', code: 'queue clicks { engine: kafka }\n' },
    {
      title: 'a wide-column store with tables to join',
      code: 'database feed { engine: cassandra, data-model: relational }\n',
    },
    {
      title: 'many leaders in a store of consensus',
      code: 'database accounts { engine: spanner, replication { topology: multi-leader } }\n',
    },
  ],
  correct: [
    { title: 'Kafka as a topic', code: 'topic clicks { engine: kafka }\n' },
    {
      title: 'Redis as a cache and as a store',
      code: 'cache hot { engine: redis, ttl: 1h }\ndatabase sessions { engine: redis }\n',
    },
  ],
  check({ model, report }) {
    for (const component of model.components) {
      const { engine, properties } = component;
      if (!engine || properties.future?.value === true) continue;
      const kinds = engine.properties.kinds?.value ?? [];
      if (kinds.length > 0 && !fits(component.kind, kinds)) {
        const { kind, id } = component;
        report(component, `${engine.title ?? engine.name} is a ${words(kinds)}, but \`${id}\` is drawn as a ${kind}.`, {
          at: properties.engine!.at,
          fixes: redraw(model, component, kinds),
        });
        continue;
      }
      const fault = modelFault(component, engine) ?? topologyFault(component, engine) ?? capFault(component, engine);
      if (fault) {
        report(component, fault.message, {
          at: fault.at.property,
          fixes: removal(model, component, fault.at),
        });
      }
    }
  },
});

interface Fault {
  readonly message: string;
  readonly at: Value<unknown>;
}

function fits(kind: Kind, kinds: readonly Kind[]): boolean {
  if (kind === 'external' || kinds.includes(kind)) return true;
  return programs.has(kind) && kinds.some((other) => programs.has(other));
}

const words = (kinds: readonly Kind[]): string => kinds.join(' or ');

function modelFault({ id, properties }: Component, engine: Engine): Fault | undefined {
  const claimed = properties['data-model'];
  const actual = engine.properties['data-model'];
  const supports = engine.properties.supports?.value;
  if (!claimed || !actual || !supports || claimed.value === actual.value) return undefined;
  if (supports.includes(essence[claimed.value])) return undefined;
  const name = engine.title ?? engine.name;
  return {
    message: `\`${id}\` is called ${claimed.value}, but ${name} is a ${actual.value} store and does not support ${listed([essence[claimed.value]])}.`,
    at: claimed,
  };
}

/** Only pairs that exclude each other: many products can be made to follow one leader or several. */
function topologyFault({ id, properties }: Component, engine: Engine): Fault | undefined {
  const block = properties.replication;
  const claimed = block?.value.topology;
  const actual = engine.properties.replication?.value.topology?.value;
  if (!claimed) return undefined;
  const isConsistent = engine.properties.cap?.value === 'CP' && actual === 'consensus';
  const excluded =
    (isConsistent && (claimed.value === 'multi-leader' || claimed.value === 'leaderless')) ||
    (actual === 'leaderless' && claimed.value === 'single-leader');
  if (!excluded) return undefined;
  const how =
    actual === 'leaderless'
      ? 'has no leader: any of its copies takes a write'
      : 'agrees on every write by a majority: there are no writes of several leaders to reconcile';
  return {
    message: `\`${id}\` is called ${claimed.value}, but ${engine.title ?? engine.name} ${how}.`,
    at: claimed,
  };
}

function capFault({ id, properties }: Component, engine: Engine): Fault | undefined {
  const { cap, replication } = properties;
  const topology = engine.properties.replication?.value.topology?.value;
  if (!cap) return undefined;
  const name = engine.title ?? engine.name;
  if (cap.value === 'AP' && engine.properties.cap?.value === 'CP' && topology === 'consensus') {
    return { message: `\`${id}\` is called AP, but ${name} stops where it has no majority: it is CP.`, at: cap };
  }
  const own = replication && replication.origin !== 'engine' ? replication.value : undefined;
  const asksMajority = own?.['write-quorum'] || own?.['read-quorum'] || (own?.acks && own.acks.value !== 'leader');
  if (cap.value === 'CP' && engine.properties.cap?.value === 'AP' && topology === 'leaderless' && !asksMajority) {
    return {
      message: `\`${id}\` is called CP, but ${name} takes writes on either side of a split unless reads and writes ask for a majority.`,
      at: cap,
    };
  }
  return undefined;
}

/** Draws it as a kind that the engine is for, if all that is written about it fits there. */
function redraw(model: Model, { at, kind, properties, tables }: Component, kinds: readonly Kind[]): Fix[] {
  if (!model.textOf(at).startsWith(kind)) return [];
  const written = Object.entries(properties).flatMap(([name, value]) =>
    (value as Value<unknown> | undefined)?.origin === 'written' ? [name] : [],
  );
  const holds = (other: Kind): boolean => other === 'database' || other === 'storage' || other === 'cache';
  const meant = kinds.find(
    (other) => written.every((name) => Object.hasOwn(schema[other], name)) && (tables.length === 0 || holds(other)),
  );
  if (!meant) return [];
  const edits = [{ at: { ...at, end: at.offset + kind.length }, text: meant }];
  return [{ title: `Draw it as a ${meant}`, safe: false, edits }];
}

function removal(model: Model, component: Component, value: Value<unknown>): Fix[] {
  if (!isOwn(component, value)) return [];
  const { replication, 'data-model': claimed } = component.properties;
  const actual = component.engine?.properties['data-model']?.value;
  if (value === claimed && actual) {
    return [{ title: `Call it \`${actual}\``, safe: false, edits: [replaceValue(value, actual)] }];
  }
  const isOnly =
    replication?.value.topology === value &&
    Object.values(replication.value).every((other) => other === value || other?.origin === 'engine');
  const target = isOnly && replication ? replication : value;
  return [{ title: 'Leave it to the engine', safe: false, edits: [removeProperty(model, target)] }];
}
