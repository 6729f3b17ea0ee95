import { isRead, isWrite } from '../../estimate/traffic/operations.js';
import type { Model } from '../../model/model.js';
import { rate } from '../../rules/words.js';
import { amount, type Evidence, known, unknown } from '../input.js';
import { atLeast, below } from '../logic.js';
import { type Design, defineQuestion } from '../question.js';
import { ratioText } from '../reading/rates.js';

const forReads = 'caches, replicas and copies for reads';
const forWrites = 'buffers, batches and append-only writes';
const both = 'a little of both';
const nothing = 'nothing special yet';

/** What the system should be built for. */
export const readWriteOptimisation = defineQuestion({
  name: 'read-write-optimisation',
  topic: 'traffic',
  asks: 'Build it for reads or for writes?',
  about: 'system',
  of: 'a system whose clients have flows',
  inputs: {
    rate: amount('How many requests come at peak, in a second?', '`rate` of the flows of clients'),
    readsPerWrite: amount('How many reads come for each write?', '`rate` and `op` of the flows of clients'),
  },
  settings: {
    'read-write-optimisation.matters-from': {
      default: 100,
      doc: 'Requests a second at peak from which on it matters which side leads.',
    },
    'read-write-optimisation.heavy-from': {
      default: 10,
      doc: 'Reads for each write, or writes for each read, from which on one side leads.',
    },
  },
  sources: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapters 1, 3 and 5',
    'Patrick O’Neil and others, "The Log-Structured Merge-Tree (LSM-Tree)", Acta Informatica (1996)',
  ],
  rules: ['read-heavy-without-cache-or-replica', 'write-heavy-without-buffering'],
  concerns: (_, { model }) => model.flows.some(({ from }) => from?.kind === 'client'),
  gather: (design) => ({ rate: peakOf(design), readsPerWrite: demanded(design) }),
  present: ({ model }) => builtFor(model),
  first: [
    {
      when: 'few requests come',
      holds: (i, s) => below(i.rate, s['read-write-optimisation.matters-from']),
      choose: nothing,
      because: 'One database does it either way.',
      fine: [forReads, forWrites, both],
    },
    {
      when: 'reads lead by far',
      holds: (i, s) => atLeast(i.readsPerWrite, s['read-write-optimisation.heavy-from']),
      choose: forReads,
      because: 'Answers are made once and read often.',
      conflict: 'The ratio is one of requests, as clients send them; counted in bytes or behind a cache it is another.',
    },
    {
      when: 'writes lead by far',
      holds: (i, s) => below(i.readsPerWrite, 1 / s['read-write-optimisation.heavy-from']),
      choose: forWrites,
      because: 'Many small writes become few large ones, in the order in which they come.',
    },
  ],
  otherwise: {
    choose: both,
    because: 'Neither side leads; cut the data into parts, so that both find room.',
    fine: [forReads, forWrites],
  },
});

function peakOf({ model, estimates }: Design): Evidence<number> {
  let total = 0;
  for (const flow of model.flows) {
    if (flow.from?.kind !== 'client') continue;
    const peak = estimates.value(flow, 'rate.peak');
    if (peak === undefined) return unknown(`\`rate\` of \`${flow.id}\``);
    total += peak;
  }
  return known(total, `clients send ${rate(total)} at peak`);
}

/** What clients ask for, before any cache. */
function demanded({ model, estimates }: Design): Evidence<number> {
  let reads = 0;
  let writes = 0;
  for (const flow of model.flows) {
    if (flow.from?.kind !== 'client') continue;
    const op = flow.properties.op?.value;
    const average = estimates.value(flow, 'rate.average');
    if (op === undefined) return unknown(`\`op\` of \`${flow.id}\``);
    if (average === undefined) return unknown(`\`rate\` of \`${flow.id}\``);
    if (isRead(op)) reads += average;
    else if (isWrite(op)) writes += average;
  }
  if (reads + writes === 0) return unknown('`rate` of the flows');
  return known(reads / writes, ratioText(reads, writes));
}

function builtFor({ components, links }: Model): readonly string[] {
  const isCopied = components.some(
    ({ kind, properties }) =>
      kind === 'cache' ||
      kind === 'cdn' ||
      properties['derived-from'] ||
      (kind === 'database' && (properties.replicas?.value ?? 1) > 1),
  );
  const isBuffered =
    components.some(({ kind }) => kind === 'queue' || kind === 'topic') ||
    links.some(({ properties }) => (properties.batch?.value ?? 1) > 1);
  return [
    ...(isCopied ? [forReads] : []),
    ...(isBuffered ? [forWrites] : []),
    ...(isCopied || isBuffered ? [both] : [nothing]),
  ];
}
