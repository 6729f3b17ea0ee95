import type { Estimates } from '../../estimate/estimates.js';
import { isRead } from '../../estimate/traffic/operations.js';
import type { Kind, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { insertProperty } from '../edits.js';
import { innerBlock, setInBlock } from '../inner-blocks.js';
import { defineRule } from '../rule.js';
import { usesOn } from '../uses.js';
import { number, rate } from '../words.js';

/** What keeps a copy of an event for each receiver: a timeline, an inbox. */
const stores: ReadonlySet<Kind> = new Set(['database', 'cache', 'storage']);

/** One write becomes as many as there are receivers. */
export const fanOutWriteAmplification = defineRule({
  name: 'fan-out-write-amplification',
  category: 'capacity',
  mode: 'derived',
  severity: 'warning',
  tier: 1,
  summary: 'Pushing an event to all its receivers makes more writes than the store can take, or than anybody reads.',
  why: 'A post that is pushed into the timelines of all followers is written once for each of them. On average that may be cheap; for an author with a hundred million followers a single post is a hundred million writes, which occupy the store for minutes while others wait. And where there are more pushed writes than reads, most of the work is for timelines that nobody opens. Pushing to the many small audiences and pulling the few large ones when a feed is read takes both away.',
  silent: [
    'The fan-out is not known, or its mode is `hybrid` or `pull`.',
    'Nothing is written: a read that asks many shards is no amplified write.',
    'What is delivered to clients, brokers or workers without `mode: push`: only stores keep a copy for each receiver.',
    'The reads, or the capacity and replicas of the store, are not known: that part says nothing.',
    'The store or its caller is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 1: Describing Load, the home timelines of Twitter',
    'Raffi Krikorian, "Timelines at Scale", QCon San Francisco 2012',
    'Adam Silberstein and others, "Feeding Frenzy: Selectively Materializing Users’ Event Feeds", SIGMOD 2010',
  ],
  options: {
    maxReceivers: {
      default: 10_000,
      doc: 'Receivers of one event above which it should not be pushed to all of them.',
    },
  },
  incorrect: [
    {
      title: 'a celebrity has a hundred million followers',
      code: 'client app { users: 1M, peak: 3x }\nflow post { from: app, rate: 0.1/user/day, op: write }\nservice api {}\ndatabase timelines {}\n\napp -> api { timeout: 2s }\napi -> timelines { fan-out { mode: push, average: 200, max: 100M }, timeout: 1s }\n',
    },
    {
      title: 'a thousand writes for each post, and hardly anybody reads',
      code: 'client app { users: 1M, peak: 3x }\nflow post { from: app, rate: 1/user/day, op: write }\nflow feed { from: app, rate: 10/user/day, op: read }\nservice api {}\ndatabase timelines {}\n\napp -> api { timeout: 2s }\napi -> timelines { for: post, fan-out { mode: push, average: 1000 }, timeout: 1s }\napi -> timelines { for: feed, timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'large audiences are pulled',
      code: 'client app { users: 1M, peak: 3x }\nflow post { from: app, rate: 0.1/user/day, op: write }\nservice api {}\ndatabase timelines {}\n\napp -> api { timeout: 2s }\napi -> timelines { fan-out { mode: hybrid, average: 200, max: 100M, push-below: 10k }, timeout: 1s }\n',
    },
    {
      title: 'few receivers, and many reads',
      code: 'client app { users: 1M, peak: 3x }\nflow post { from: app, rate: 0.1/user/day, op: write }\nflow feed { from: app, rate: 50/user/day, op: read }\nservice api {}\ndatabase timelines {}\n\napp -> api { timeout: 2s }\napi -> timelines { for: post, fan-out { mode: push, average: 100, max: 5k }, timeout: 1s }\napi -> timelines { for: feed, timeout: 500ms }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const link of model.links) {
      const fanOut = link.properties['fan-out'];
      if (!fanOut || !isBuilt(link) || !isPushed(model, link)) continue;
      const isCelebrity = (fanOut.value.max?.value ?? 0) > options.maxReceivers;
      const faults = [
        ...beyondCapacity(estimates, link),
        ...moreThanReads(estimates, link),
        ...(isCelebrity ? [`a single event can make ${number(fanOut.value.max!.value)} of them at once`] : []),
      ];
      if (faults.length === 0) continue;
      const average = fanOut.value.average?.value;
      const all = estimates.value(link, 'rate.peak');
      const makes =
        all === undefined || average === undefined
          ? `Each event is written to \`${link.target.id}\` once for each receiver`
          : `Pushing each event to ${number(average)} receivers makes ${rate(all)} writes to \`${link.target.id}\` at peak`;
      report(link, `${makes}: ${faults.join(', and ')}.`, {
        at: fanOut.property,
        subjects: [link.target],
        fixes: isCelebrity && faults.length === 1 ? hybrid(model, link, options.maxReceivers) : [],
      });
    }
  },
});

function isPushed(model: Model, link: Link): boolean {
  const mode = link.properties['fan-out']?.value.mode?.value;
  if (mode === 'hybrid' || mode === 'pull') return false;
  if (mode === undefined && !stores.has(link.target.kind)) return false;
  const uses = usesOn(model, link).filter(({ operation }) => operation !== undefined);
  return (mode === 'push' || uses.length > 0) && !uses.some(({ operation }) => isRead(operation));
}

/** The target is saturated, and most of what it gets is what is pushed. */
function beyondCapacity(estimates: Estimates, link: Link): string[] {
  const { target } = link;
  const { replicas, autoscale } = target.properties;
  if (!replicas && !autoscale?.value.max) return [];
  const used = estimates.value(target, 'utilisation');
  const capacity = estimates.value(target, 'capacity');
  const pushed = estimates.value(link, 'rate.peak');
  const all = estimates.value(target, 'rate.peak');
  if (used === undefined || used <= 1 || capacity === undefined || pushed === undefined || all === undefined) return [];
  return pushed > all / 2 ? [`it can take ${rate(capacity)} in all`] : [];
}

function moreThanReads(estimates: Estimates, link: Link): string[] {
  const { target } = link;
  if (!stores.has(target.kind)) return [];
  const pushed = estimates.value(link, 'rate.average');
  const reads = estimates.value(target, 'rate.average.read');
  // Without reads in the design, they are not drawn yet.
  if (pushed === undefined || reads === undefined || reads === 0 || pushed <= reads) return [];
  return [`on average that are ${rate(pushed)} writes for only ${rate(reads)} reads`];
}

function hybrid(model: Model, link: Link, below: number): Fix[] {
  const value = link.properties['fan-out']!;
  if (value.property.offset < link.at.offset || value.property.end > link.at.end) return [];
  const block = { name: 'fan-out', value };
  const isBounded = value.value['push-below'] !== undefined;
  const mode = value.value.mode;
  // Two insertions at one place would run together: without a mode both go in as one.
  const edits = mode
    ? [setInBlock(model, link, block, 'mode', 'hybrid')]
    : [insertProperty(model, innerBlock(model, value), 'mode', `hybrid${isBounded ? '' : `, push-below: ${below}`}`)];
  if (mode && !isBounded) edits.push(setInBlock(model, link, block, 'push-below', String(below)));
  return [{ title: `Push to at most ${number(below)} receivers, and let the others pull`, safe: false, edits }];
}
