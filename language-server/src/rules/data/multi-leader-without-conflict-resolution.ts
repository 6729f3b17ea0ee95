import type { Component, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { type DataClass, heldBy } from '../data-classes.js';
import { insertStatement, isOwn, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { listed } from '../words.js';

/** Data of which no update may be dropped in silence. */
const precious: readonly DataClass[] = ['financial', 'inventory', 'booking', 'order'];

/** Two leaders accept two changes of one row, and somebody has to say which of them holds. */
export const multiLeaderWithoutConflictResolution = defineRule({
  name: 'multi-leader-without-conflict-resolution',
  category: 'data',
  mode: 'presence',
  severity: 'error',
  tier: 2,
  summary: 'Several leaders accept writes, and nothing says what happens when they conflict.',
  why: "With more than one leader, two people can change the same row at the same moment and both are told that it worked. When the leaders compare notes, one change has to give way, or both have to be merged. Where nobody decided how, a product's default does, usually by throwing one update away on the word of a clock.",
  silent: [
    'How conflicts are settled is written, or the engine does it in its own way.',
    'Every table names the one region that may write a row (`home-region`).',
    'A consensus or one leader orders all writes: Spanner and CockroachDB take writes everywhere, but are not multi-leader in this sense, whatever the design calls them.',
    '`last-write-wins` is only warned of for financial, inventory, booking and order data.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 5: multi-leader replication, handling write conflicts',
    'Marc Shapiro and others, "Conflict-free Replicated Data Types", SSS (2011)',
    'Apache CouchDB documentation: replication and conflict model',
  ],
  incorrect: [
    {
      title: 'two regions write, and nobody settles conflicts',
      code: 'region us {}\nregion eu {}\ndatabase carts { regions: [us, eu], replicas: 6, replication { topology: multi-leader, mode: async } }\n',
    },
    {
      title: 'the later of two payments wins, the other one is gone',
      code: 'database wallets { replicas: 6, holds: [financial], audit: ledger\n  replication { topology: multi-leader, conflict-resolution: last-write-wins }\n}\ntopic ledger { retention: 7y }\n',
    },
  ],
  correct: [
    {
      title: 'a cart is a set that can be merged',
      code: 'database carts { replicas: 6, replication { topology: multi-leader, conflict-resolution: crdt } }\n',
    },
    {
      title: 'every row has one home',
      code: 'database users { replicas: 6, replication { topology: multi-leader }\n  table profiles { fields { id: id, home: text(9B) }, home-region: home }\n}\n',
    },
  ],
  check({ model, report }) {
    for (const store of model.components) {
      const { topology, 'conflict-resolution': resolution } = store.properties.replication?.value ?? {};
      if (topology?.value !== 'multi-leader' || store.properties.future?.value === true || hasHomes(store)) continue;
      if (store.engine?.properties.replication?.value.topology?.value === 'consensus') continue;
      if (!resolution || resolution.value === 'none') {
        const regions = [...new Set(store.properties.regions?.value)];
        const where = regions.length > 1 ? `in ${listed(regions)}` : 'at several leaders';
        report(
          store,
          `\`${store.id}\` accepts writes ${where} at the same time, and nothing settles their conflicts: updates get lost.`,
          {
            at: resolution?.property ?? topology.property,
            fixes: fixes(model, store),
          },
        );
        continue;
      }
      const classes = precious.filter((each) => heldBy(store).has(each));
      if (resolution.value !== 'last-write-wins' || classes.length === 0) continue;
      const message = `\`${store.id}\` holds ${listed(classes)} data and lets the last write win: of two changes made at once, one is dropped in silence.`;
      report(store, message, { at: resolution.property, severity: 'warning', fixes: fixes(model, store) });
    }
  },
});

/** May each row be written in one region only? */
function hasHomes({ tables }: Component): boolean {
  return tables.length > 0 && tables.every(({ properties }) => properties['home-region']);
}

function fixes(model: Model, store: Component): Fix[] {
  const replication = store.properties.replication!;
  const { 'conflict-resolution': resolution } = replication.value;
  const ways = [
    ['application', 'Let the application settle conflicts'],
    ['crdt', 'Keep data that merges by itself (CRDT)'],
  ] as const;
  return ways.map(([way, title]) => {
    const statement = `conflict-resolution: ${way}`;
    const edit =
      resolution && isOwn(store, resolution)
        ? replaceValue(resolution, way)
        : isOwn(store, replication)
          ? insertStatement(model, blockOf(model, replication), statement)
          : insertStatement(model, store, `replication { ${statement} }`);
    return { title, safe: false, edits: [edit] };
  });
}

function blockOf(model: Model, { property }: Value<unknown>) {
  return { at: property, body: { ...property, offset: property.offset + model.textOf(property).indexOf('{') } };
}
