import type { Estimates } from '../../estimate/estimates.js';
import { isRead, isWrite } from '../../estimate/traffic/operations.js';
import type { Flow, Model } from '../../model/model.js';
import { replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { rate } from '../words.js';

/** What is said of the load, and what the flows bring. */
export const readWriteRatioInconsistent = defineRule({
  name: 'read-write-ratio-inconsistent',
  category: 'correctness',
  mode: 'derived',
  severity: 'info',
  tier: 3,
  summary: 'The ratio of reads to writes that is claimed is not that of the flows.',
  why: 'Whether a design gets caches and replicas or queues and shards hangs on how many reads come for each write. The claim is often one of things shown, not of requests: a feed that shows a hundred posts is one read. Where claim and flows differ, one of them is wrong, and with it what was decided by it.',
  silent: [
    'No `read-write-ratio` is written.',
    'A flow of a client does not say its `op`, or how often it comes is not known.',
    'The two differ by no more than the factor, and both say the same of which is more.',
    'Flows of what is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 1: describing load',
    'Alex Xu, System Design Interview (2020), chapter 2: Back-of-the-envelope Estimation',
  ],
  options: {
    factor: { default: 2, doc: 'How many times as large one of the two may be as the other.' },
  },
  incorrect: [
    {
      title: 'posts shown, not requests',
      code: 'system feed { read-write-ratio: 200:1 }\nclient app { users: 100M }\nflow look { from: app, rate: 10/user/day, op: list, items: 100 }\nflow post { from: app, rate: 5/user/day, op: write }\n',
    },
    {
      title: 'more is written than read',
      code: 'system logs { read-write-ratio: 3:2 }\nclient agent { users: 1M }\nflow search { from: agent, rate: 1/user/day, op: read }\nflow record { from: agent, rate: 1.2/user/day, op: write }\n',
    },
  ],
  correct: [
    {
      title: 'as the flows say',
      code: 'system feed { read-write-ratio: 2:1 }\nclient app { users: 100M }\nflow look { from: app, rate: 10/user/day, op: list, items: 100 }\nflow post { from: app, rate: 5/user/day, op: write }\n',
    },
    {
      title: 'near enough',
      code: 'system shop { read-write-ratio: 100:1 }\nclient web { users: 1M }\nflow look { from: web, rate: 60/user/day, op: read }\nflow buy { from: web, rate: 1/user/day, op: write }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    const { system } = model;
    const claim = system?.properties['read-write-ratio'];
    const load = loadOf(model, estimates);
    if (!claim || !load) return;
    const { reads, writes } = load;
    const ratio = reads / writes;
    const isSwapped = (claim.value > 1 && ratio < 1) || (claim.value < 1 && ratio > 1);
    const apart = Math.max(ratio / claim.value, claim.value / ratio);
    if (!isSwapped && apart <= options.factor * (1 + 1e-9)) return;
    const flows = writes === 0 ? 'only read' : reads === 0 ? 'only write' : `bring ${odds(ratio)}`;
    report(
      system!,
      `The design speaks of ${odds(claim.value)} reads to writes, but its flows ${flows}: ${rate(reads)} against ${rate(writes)}.`,
      {
        at: claim.property,
        fixes:
          reads > 0 && writes > 0
            ? [{ title: `Write ${odds(ratio)}`, safe: false, edits: [replaceValue(claim, odds(ratio))] }]
            : [],
      },
    );
  },
});

/** What clients read and write a second; nothing where a flow does not say. */
function loadOf(model: Model, estimates: Estimates): { reads: number; writes: number } | undefined {
  let reads = 0;
  let writes = 0;
  for (const flow of model.flows.filter(isOfClient)) {
    const average = estimates.value(flow, 'rate.average');
    const op = flow.properties.op?.value;
    if (average === undefined || op === undefined) return undefined;
    if (isRead(op)) reads += average;
    if (isWrite(op)) writes += average;
  }
  return reads + writes > 0 ? { reads, writes } : undefined;
}

function isOfClient({ from, parent }: Flow): boolean {
  const source = from ?? parent?.from;
  return source?.kind === 'client' && source.properties.future?.value !== true;
}

/** `200:1`, `1:3.5` */
function odds(ratio: number): string {
  const short = (value: number): string => String(Number(value.toPrecision(2)));
  if (ratio === 0) return '0:1';
  return ratio >= 1 ? `${short(ratio)}:1` : `1:${short(1 / ratio)}`;
}
