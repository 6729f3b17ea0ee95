import type { Table } from '../../model/model.js';
import { among, classNames, type DataClass, heldBy } from '../../rules/data-classes.js';
import { usesOf } from '../../rules/uses.js';
import { counted } from '../../rules/words.js';
import { amount, type Evidence, known, unknown, yesNo } from '../input.js';
import { all, atLeast } from '../logic.js';
import { type Design, defineQuestion } from '../question.js';
import { readsPerWrite } from '../reading/rates.js';

const precise: readonly DataClass[] = ['financial', 'inventory', 'booking'];

/** Each fact once, or where it is read. */
export const normalization = defineQuestion({
  name: 'normalization',
  topic: 'data',
  asks: 'Keep each fact once, or copied to where it is read?',
  about: 'table',
  of: 'a table of a source of truth that says `normalized`, or is read together with others',
  inputs: {
    integrity: yesNo('Would two copies that disagree do harm?', '`holds` of the table'),
    readsPerWrite: amount('How many reads come for each write?', 'the rates of the flows'),
    joined: amount('With how many other tables is it read together?', '`reads` of the links, `access: join`'),
  },
  settings: {
    'normalization.read-heavy': { default: 100, doc: 'Reads for each write from which on a joined copy is worth it.' },
    'normalization.joins': { default: 2, doc: 'Joins for each read from which on they count.' },
  },
  sources: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapters 2 and 11: deriving views',
    'Alex Petrov, Database Internals (2019), introduction',
  ],
  rules: ['denormalization-mismatch'],
  concerns: (table) =>
    !table.store.properties['derived-from'] &&
    table.store.kind === 'database' &&
    (table.properties.normalized !== undefined || table.properties.access?.value.includes('join') === true),
  gather: (design, table) => ({
    integrity: integrityOf(table),
    readsPerWrite: readsPerWrite(design, table),
    joined: joinedWith(design, table),
  }),
  present: (_, { properties: { normalized } }) =>
    normalized && (normalized.value ? 'each fact once' : 'a joined copy for reads'),
  first: [
    {
      when: 'copies that disagree would do harm',
      holds: (i) => i.integrity,
      choose: 'each fact once',
      because: 'There is one place to change; make reads fast with a cache or a view that is built from it.',
    },
    {
      when: 'it is read far more often than written, joined with others each time',
      holds: (i, s) =>
        all(atLeast(i.readsPerWrite, s['normalization.read-heavy']), atLeast(i.joined, s['normalization.joins'])),
      choose: 'a joined copy for reads',
      because: 'The join is done once for each write instead of once for each read.',
    },
  ],
  otherwise: {
    choose: 'each fact once',
    because: 'The reads saved would not pay for the copies that every write has to find.',
  },
});

function integrityOf(table: Table): Evidence<boolean> {
  const own = new Set([...(table.properties.holds?.value ?? [])]);
  const classes = own.size > 0 ? own : heldBy(table.store);
  const held = among(precise, classes);
  if (held.length > 0) return known(true, `\`${table.id}\` holds ${classNames(held)}`);
  return classes.size > 0
    ? known(false, `\`${table.id}\` holds ${classNames([...classes])}`)
    : unknown(`\`holds\` of \`${table.id}\``);
}

function joinedWith({ model }: Design, table: Table): Evidence<number> {
  const together = usesOf(model, table.store).flatMap(({ link }) => {
    const reads = link.properties.reads?.value ?? [];
    return reads.includes(table.id) ? [reads.length - 1] : [];
  });
  if (together.length === 0) return unknown(`\`reads\` of the links to \`${table.store.id}\``);
  const most = Math.max(...together);
  return known(most, `\`${table.id}\` is read together with ${counted(most, 'other table')}`);
}
