import type { Component, Model } from '../../model/model.js';
import { isSourceOfTruth } from '../../rules/copies.js';
import { among, classNames, type DataClass, heldBy } from '../../rules/data-classes.js';
import { participantsOf } from '../../rules/sagas.js';
import { writesTo } from '../../rules/uses.js';
import { amount, type Evidence, isKnown, known, unknown, yesNo } from '../input.js';
import { atLeast } from '../logic.js';
import { type Design, defineQuestion } from '../question.js';
import { accessesOf, isAccessedBy } from '../reading/access.js';
import { peakWrites } from '../reading/rates.js';

/** Data whose changes belong together. */
const bound: readonly DataClass[] = ['financial', 'inventory', 'booking'];
const whims =
  'Some sources take NoSQL wherever the shape of the data is not settled. The shape does not go away, it moves into every reader: choose it for how the data is used, not to put off its design. And it is not always eventual: many such stores give more on request.';

/** Tables and transactions, or something made for one way of use. */
export const sqlOrNosql = defineQuestion({
  name: 'sql-or-nosql',
  topic: 'data',
  asks: 'A relational database, or another kind?',
  about: 'component',
  of: 'a database that is a source of truth',
  inputs: {
    transactions: yesNo(
      'Must several rows change together or not at all?',
      '`access: transaction` of the tables, `transaction` statements, links that store several tables, `holds` of the store',
    ),
    flexible: yesNo('Do rows differ in shape, and change it often?'),
    joins: yesNo('Are rows of several tables joined?', '`access: join` of the tables'),
    writes: amount('How many writes come at peak, in a second?', 'the rates of the flows'),
  },
  settings: {
    'sql-or-nosql.one-node-writes': {
      default: 5000,
      doc: 'Writes a second that one node of a relational database takes.',
    },
  },
  sources: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 2: data models',
    'Pramod Sadalage, Martin Fowler, NoSQL Distilled (2012), chapters 1 to 3',
  ],
  rules: ['access-pattern-mismatch'],
  concerns: (component) => component.kind === 'database' && isSourceOfTruth(component),
  gather: (design, store) => ({
    transactions: needsTransactions(design, store),
    joins: isAccessedBy(store, 'join'),
    writes: peakWrites(design, store),
  }),
  present(_, { properties }) {
    const model = properties['data-model']?.value;
    return model && (model === 'relational' ? 'SQL' : 'NoSQL');
  },
  first: [
    {
      when: 'several rows must change together',
      holds: (i) => i.transactions,
      choose: 'SQL',
      because: 'Transactions over rows and tables are what relational databases do best.',
    },
    {
      when: 'rows differ in shape and change it often',
      holds: (i) => i.flexible,
      choose: 'NoSQL',
      because: 'A document takes any shape without a change to all others.',
      fine: ['SQL'],
      conflict: whims,
    },
    {
      when: 'rows of several tables are joined',
      holds: (i) => i.joins,
      choose: 'SQL',
      because: 'Joins in the database are planned; joins in programs are written again for each question.',
    },
    {
      when: 'more writes come than one node takes',
      holds: (i, s) => atLeast(i.writes, s['sql-or-nosql.one-node-writes']),
      choose: 'NoSQL',
      because: 'A store that is cut into shards from the start grows with its writes.',
      fine: ['SQL'],
      conflict: whims,
    },
  ],
  otherwise: {
    choose: 'NoSQL',
    because: 'Nothing asks for transactions or joins; a store made for this way of use may be simpler and cheaper.',
    fine: ['SQL'],
    confidence: 'low',
    conflict: whims,
  },
});

function needsTransactions({ model }: Design, store: Component): Evidence<boolean> {
  const access = isAccessedBy(store, 'transaction');
  if (isKnown(access) && access.value) return access;
  if (isInTransaction(model, store)) return known(true, `a transaction of the design writes to \`${store.id}\``);
  const several = writesTo(model, store).find(({ link }) => (link.properties.stores?.value.length ?? 0) > 1);
  if (several) return known(true, `\`${several.link.id}\` stores several tables at once`);
  const held = among(bound, heldBy(store));
  if (held.length > 0) return known(true, `\`${store.id}\` holds ${classNames(held)}`);
  if (accessesOf(store)) return access;
  return store.tables.length === 1 && heldBy(store).size > 0
    ? known(false, `\`${store.id}\` has one table, without such data`)
    : unknown(`\`access\` of the tables of \`${store.id}\``);
}

function isInTransaction(model: Model, store: Component): boolean {
  return model.sagas.some((saga) => saga.what === 'transaction' && participantsOf(model, saga).includes(store));
}
