import { dimensions, writeQuantity } from '@archlang/grammar';
import type { Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { inOneCircle } from '../circles.js';
import { insertProperty, isOwn, setProperty } from '../edits.js';
import { type Journeys, journeysOf } from '../journeys.js';
import { defineRule } from '../rule.js';
import { awaitedCalls, longestWait, patience, roundTrip, sharesBudget } from '../waiting.js';
import { call, counted, listed, time } from '../words.js';

/** Who waits must wait longer than who is waited for, or work is done whose result nobody takes. */
export const timeoutInversion = defineRule({
  name: 'timeout-inversion',
  category: 'reliability',
  mode: 'derived',
  severity: 'error',
  tier: 1,
  summary: 'A caller gives up before the call it waits for has to.',
  why: 'When the outer timeout is shorter than what the inner call may take with its retries, the caller gives up, and often tries again, while the callee still works on the first attempt. The work is wasted exactly when the system is slow, and the retries add to the load. A timeout has to be longer than the longest wait below it plus the network.',
  silent: [
    'One of the two timeouts is not known.',
    'The inner call has `deadline: propagate`: it ends when its caller does.',
    'Both calls are hops of one chain, whose timeout is one budget for all of it.',
    'The two calls are not taken by the same flow.',
    'All three wait for each other in a circle, in which no order of timeouts is right: `circular-dependency` says so.',
    'The inner link leaves a cache-aside cache: that call is made by the caller of the cache, and compared with its callers.',
    'One of the three is only drawn (`future: yes`).',
  ],
  references: [
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 22: latency and deadlines, deadline propagation',
    'Michael T. Nygard, Release It!, 2nd edition (2018), chapter 5: Timeouts',
    'gRPC documentation, "Deadlines": setting and propagating deadlines',
  ],
  options: {
    networkOverhead: {
      default: 0.0005,
      doc: 'Seconds of network per call inside a region, where no `rtt` is written.',
    },
    networkOverheadBetweenRegions: {
      default: 0.15,
      doc: 'Seconds of network per call between regions, where no `rtt` is written.',
    },
  },
  incorrect: [
    {
      title: 'the gateway gives up after one second, the service waits for three',
      code: 'gateway edge {}\nservice api {}\ndatabase items {}\n\nedge -> api { timeout: 1s }\napi -> items { timeout: 3s }\n',
    },
    {
      title: 'retries and their backoff make the inner call longer than it looks',
      code: 'gateway edge {}\nservice api {}\nservice rates {}\n\nedge -> api { timeout: 2s }\napi -> rates { timeout: 600ms, retries: 2, backoff: exponential(100ms, 1s), jitter: full }\n',
    },
  ],
  correct: [
    {
      title: 'the outer timeout leaves room for the inner one',
      code: 'gateway edge {}\nservice api {}\ndatabase items {}\n\nedge -> api { timeout: 4s }\napi -> items { timeout: 3s }\n',
    },
    {
      title: "the inner call inherits what is left of the caller's time",
      code: 'gateway edge {}\nservice api {}\ndatabase items {}\n\nedge -> api { timeout: 1s }\napi -> items { timeout: 3s, deadline: propagate }\n',
    },
    {
      title: 'two flows call one each: nobody waits for both',
      code: 'client web {}\nflow look { from: web, rate: 10/s, op: read }\nflow pay { from: web, rate: 1/s, op: write }\nservice api {}\ndatabase items {}\nservice cards {}\n\nweb -> api { timeout: 3s }\napi -> items { for: look, timeout: 2s }\napi -> cards { for: pay, timeout: 2s }\n',
    },
    {
      title: 'a chain has one budget',
      code: 'client web {}\nlb front {}\nservice api {}\ndatabase items {}\n\nweb -> front -> api { timeout: 3s }\napi -> items { timeout: 500ms }\n',
    },
  ],
  check({ model, options, report }) {
    const usual = { withinRegion: options.networkOverhead, betweenRegions: options.networkOverheadBetweenRegions };
    const journeys = journeysOf(model);
    for (const outer of model.links) {
      const limit = patience(outer);
      if (!outer.synchronous || limit === undefined || !isBuilt(outer)) continue;
      const inner = boundCalls(model, journeys, outer);
      const overhead = roundTrip(model, outer, usual);
      const worst = longest(inner);
      if (!worst) continue;
      const { target, source } = outer;
      const needed = longestWait(worst)! + overhead;
      if (limit <= needed) {
        report(
          outer,
          `\`${call(outer)}\` gives up after ${time(limit)}, but \`${target.id}\` may spend ${time(longestWait(worst)!)} on \`${call(worst)}\`${attempts(worst)}: \`${source.id}\` gives up while \`${target.id}\` keeps working.`,
          {
            ...placeOf(outer),
            subjects: [worst],
            related: related(worst),
            fixes: fixes(model, outer, worst, needed),
          },
        );
        continue;
      }
      if (inSeries(outer, inner) + overhead < limit) continue;
      const together = slowestRequest(journeys, outer, inner);
      const total = inSeries(outer, together);
      if (total + overhead < limit) continue;
      report(
        outer,
        `\`${call(outer)}\` gives up after ${time(limit)}, but ${listed(together.map(call))} one after the other may take ${time(total)} in the worst case.`,
        { ...placeOf(outer), severity: 'info', related: together.flatMap(related) },
      );
    }
  },
});

/** What the target of a call waits for on the same request, by links of other statements with a timeout of their own. */
function boundCalls(model: Model, journeys: Journeys, outer: Link): readonly Link[] {
  return awaitedCalls(outer.target).filter(
    (inner) =>
      inner.chain.links !== outer.chain.links &&
      isBuilt(inner) &&
      inner.properties.deadline?.value !== 'propagate' &&
      !inOneCircle(model, outer.source, outer.target, inner.target) &&
      longestWait(inner) !== undefined &&
      onOneRequest(journeys, outer, inner),
  );
}

/** A link without `for` takes all that reaches its source; of one with `for` a flow must come over the outer link. */
function onOneRequest(journeys: Journeys, outer: Link, inner: Link): boolean {
  if (!inner.flows) return true;
  const wanted = new Set(inner.flows);
  return (outer.flows ?? journeys.flowsOn(outer)).some((flow) => wanted.has(flow));
}

/** Of the flows that come over the outer link, the calls of the one that waits longest: others make theirs another time. */
function slowestRequest(journeys: Journeys, outer: Link, inner: readonly Link[]): readonly Link[] {
  const flows = (outer.flows ?? journeys.flowsOn(outer)).filter((flow) =>
    inner.some((link) => link.flows?.includes(flow)),
  );
  const requests = flows.map((flow) => inner.filter((link) => !link.flows || link.flows.includes(flow)));
  const longestFirst = requests.sort((a, b) => inSeries(outer, b) - inSeries(outer, a));
  return longestFirst[0] ?? inner;
}

function longest(calls: readonly Link[]): Link | undefined {
  let worst: Link | undefined;
  for (const each of calls) if (!worst || longestWait(each)! > longestWait(worst)!) worst = each;
  return worst;
}

/** All calls of one visit in the worst case, in seconds: those of a parallel group count once, a balancer takes one of its targets. */
function inSeries({ target }: Link, inner: readonly Link[]): number {
  const waits = inner.map((link) => {
    const calls = link.properties.parallel ? 1 : (link.properties.calls?.value ?? 1);
    return { group: link.properties.parallel?.value, wait: longestWait(link)! * Math.max(1, calls) };
  });
  if (target.kind === 'lb' || target.kind === 'dns' || target.kind === 'queue')
    return Math.max(...waits.map(({ wait }) => wait));
  const groups = new Map<string, number>();
  let total = 0;
  for (const { group, wait } of waits) {
    if (group === undefined) total += wait;
    else groups.set(group, Math.max(groups.get(group) ?? 0, wait));
  }
  for (const wait of groups.values()) total += wait;
  return total;
}

function attempts(link: Link): string {
  const retries = link.properties.retries?.value ?? 0;
  if (retries === 0 || sharesBudget(link)) return '';
  const backoff = link.properties.backoff ? ' and their backoff' : '';
  return ` with ${counted(retries, 'retry', 'retries')}${backoff}`;
}

function placeOf(link: Link) {
  const { timeout } = link.properties;
  return timeout && isOwn(link, timeout) ? { at: timeout.at } : {};
}

function related(link: Link) {
  const at = placeOf(link).at ?? link.head;
  return [{ at, message: `\`${call(link)}\` may take ${time(longestWait(link)!)}.` }];
}

function fixes(model: Model, outer: Link, inner: Link, needed: number): Fix[] {
  const higher = writeQuantity(needed * 1.001, dimensions.time, { rounding: 'up' });
  const all: Fix[] = [];
  const overhead = needed - longestWait(inner)!;
  // A deadline may be what ends the outer call; a longer timeout would then not help.
  if (typeof outer.properties.deadline?.value !== 'number') {
    all.push({
      title: `Raise the timeout of \`${call(outer)}\` to ${higher}`,
      safe: false,
      edits: [setProperty(model, outer, 'timeout', outer.properties.timeout, higher)],
    });
  }
  all.push(...shorter(model, inner, patience(outer)! - overhead));
  if (!inner.properties.deadline) {
    all.push({
      title: `Let \`${call(inner)}\` end with its caller: \`deadline: propagate\``,
      safe: false,
      edits: [insertProperty(model, inner, 'deadline', 'propagate')],
    });
  }
  return all;
}

/** The inner call gives up before the outer one does, where it makes one attempt with a timeout of its own. */
function shorter(model: Model, inner: Link, limit: number): Fix[] {
  const { timeout, retries, deadline } = inner.properties;
  const least = 0.001;
  if (!timeout || deadline || (retries?.value ?? 0) > 0 || sharesBudget(inner) || limit <= least) return [];
  const text = writeQuantity(limit * 0.95, dimensions.time, { rounding: 'down' });
  return [
    {
      title: `Shorten that of \`${call(inner)}\` to ${text}`,
      safe: false,
      edits: [setProperty(model, inner, 'timeout', timeout, text)],
    },
  ];
}
