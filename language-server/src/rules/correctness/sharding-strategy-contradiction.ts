import type { Component, Model, Table } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { isOwn, removeProperty, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { counted, number } from '../words.js';

type Holder = Component | Table;

/** How data is cut, said in two ways that exclude each other. */
export const shardingStrategyContradiction = defineRule({
  name: 'sharding-strategy-contradiction',
  category: 'correctness',
  mode: 'presence',
  severity: 'error',
  tier: 2,
  summary: 'What is said about the shards contradicts itself.',
  why: 'A hash scatters neighbouring keys over all shards; ranges keep them together. Data that is placed by a hash has no ranges, and one reader of the design will build the one, the next the other. The two differ in what they can answer quickly and in where hot spots arise.',
  silent: [
    'Only one of the two is written.',
    'More ranges than shards are fine where ranges are moved and split by themselves (`rebalance: auto`).',
    'Bounds such as 100 and 200 may be the ends of the shards or the cuts between them: one more or less is fine.',
    'Keys placed by `modulo` that move when the shards change are left to `modulo-resharding`.',
    'Shards by place (`geo`) need regions only where it is known that there is a single one.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 6: partitioning by key range and by hash of key',
    'MongoDB documentation, Sharding: hashed sharding and ranged sharding',
    'CockroachDB documentation, Architecture overview: distribution layer, ranges',
  ],
  incorrect: [
    {
      title: 'a hash with ranges of ids',
      code: 'database users {\n  table profiles {\n    fields { id: id }\n    shard-key: id, sharding: hash, ranges: ["0-99M", "100M-199M"]\n  }\n}\n',
    },
    {
      title: 'four shards and three ranges',
      code: 'database users { sharding: range, shards: 4, ranges: ["a-h", "i-p", "q-z"] }\n',
    },
    {
      title: 'by place, in a single place',
      code: 'region eu-west {\n  database users { sharding: geo, shards: 2 }\n}\n',
    },
  ],
  correct: [
    {
      title: 'ranges, cut by range',
      code: 'database users {\n  table profiles {\n    fields { id: id }\n    shard-key: id, sharding: range, shards: 2, ranges: ["0-99M", "100M-199M"]\n  }\n}\n',
    },
    {
      title: 'a ring of hashes',
      code: 'database users { sharding: consistent-hash, shards: 8, virtual-nodes: 100 }\n',
    },
  ],
  check({ model, report }) {
    const said = new Set<string>();
    const regions = new Set(model.components.flatMap(({ properties }) => properties.regions?.value ?? []));
    for (const { kind, name } of model.groups) if (kind === 'region') regions.add(name);
    for (const holder of [...model.components, ...model.tables]) {
      const store = holder.what === 'table' ? holder.store : holder;
      const fault = store.properties.future?.value === true ? undefined : faultOf(model, holder, store, regions.size);
      if (!fault) continue;
      const place = `${fault.blamed.at.file}:${fault.blamed.at.offset}`;
      if (said.has(place)) continue;
      said.add(place);
      report(holder, `\`${holder.id}\`: ${fault.message}.`, {
        at: fault.blamed.property,
        related: fault.other ? [{ at: fault.other.property, message: 'It contradicts this.' }] : [],
        fixes: fault.fixes,
      });
    }
  },
});

interface Fault {
  readonly message: string;
  readonly blamed: Value<unknown>;
  readonly other?: Value<unknown>;
  readonly fixes: readonly Fix[];
}

function faultOf(model: Model, holder: Holder, store: Component, regions: number): Fault | undefined {
  const { sharding, ranges, shards, rebalance } = ownOf(holder);
  const strategy = sharding?.value;
  if (sharding && ranges && (strategy === 'hash' || strategy === 'consistent-hash' || strategy === 'modulo')) {
    return {
      message: `\`sharding: ${strategy}\` scatters neighbouring keys, so there are no \`ranges\``,
      blamed: ranges,
      other: sharding,
      fixes: [
        ...(isOwn(holder, sharding)
          ? [{ title: 'Cut it by range: `sharding: range`', safe: false, edits: [replaceValue(sharding, 'range')] }]
          : []),
        { title: 'Take the `ranges` out', safe: false, edits: [removeProperty(model, ranges)] },
      ],
    };
  }
  if (ranges && shards && rebalance?.value !== 'auto' && strategy !== 'directory' && strategy !== 'geo') {
    const found = ranges.value.length;
    const areBounds = ranges.value.every((range) => !/\S\s*(-|–|\.\.)\s*\S/.test(String(range)));
    if (Math.abs(found - shards.value) > (areBounds ? 1 : 0)) {
      const edits =
        isOwn(holder, shards) && !areBounds && !shards.expression ? [replaceValue(shards, String(found))] : [];
      return {
        message: `it has ${counted(shards.value, 'shard')}, but ${counted(found, areBounds ? 'bound' : 'range')}`,
        blamed: ranges,
        other: shards,
        fixes: edits.length > 0 ? [{ title: `Set \`shards: ${number(found)}\``, safe: false, edits }] : [],
      };
    }
  }
  if (sharding && rebalance && strategy === 'range' && rebalance.value === 'manual' && !ranges) {
    return {
      message: 'it is cut by range and nothing moves the shards by itself, but no `ranges` say where the cuts are',
      blamed: sharding,
      other: rebalance,
      fixes: [{ title: 'Let the store cut: `rebalance: auto`', safe: false, edits: [replaceValue(rebalance, 'auto')] }],
    };
  }
  const at = store.properties.regions;
  if (sharding && strategy === 'geo' && at?.value.length === 1 && regions <= 1) {
    return {
      message: `\`sharding: geo\` keeps each row near its users, but \`${at.value[0]}\` is the only region`,
      blamed: sharding,
      fixes: [],
    };
  }
  return undefined;
}

/** Only what the design itself says: an engine's usual way of sharding is not the author's. */
function ownOf({ properties }: Holder): Pick<Holder['properties'], 'sharding' | 'ranges' | 'shards' | 'rebalance'> {
  const { sharding, ranges, shards, rebalance } = properties;
  return {
    ...(sharding && sharding.origin !== 'engine' && { sharding }),
    ...(ranges && ranges.origin !== 'engine' && { ranges }),
    ...(shards && shards.origin !== 'engine' && { shards }),
    ...(rebalance && { rebalance }),
  };
}
