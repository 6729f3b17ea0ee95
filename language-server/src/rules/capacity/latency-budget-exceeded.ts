import type { Estimates } from '../../estimate/estimates.js';
import type { Component, Flow, Kind, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { deferThroughQueue, mayBePutOff } from '../deferral.js';
import { insertProperty, isOwn } from '../edits.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { userPathsOf } from '../user-paths.js';
import { roundTrip, usualRoundTrips } from '../waiting.js';
import { call, time } from '../words.js';

const measures = ['p99', 'p95', 'p50', 'mean'] as const;
const called = { p99: '99th percentile', p95: '95th percentile', p50: 'median', mean: 'mean' } as const;

/** A record that is kept later may be lost, or read before it is there. */
const stores: ReadonlySet<Kind> = new Set(['database', 'storage', 'cache']);

/** The parts of a path add up to more than what was promised. */
export const latencyBudgetExceeded = defineRule({
  name: 'latency-budget-exceeded',
  category: 'capacity',
  mode: 'derived',
  severity: 'error',
  tier: 1,
  summary: 'A request takes longer than its latency objective, even before anything goes wrong.',
  why: 'Calls one after the other add up, and a round trip between continents alone takes 150 ms. Where the usual service times and the network are already above the objective, no tuning of a single part will keep it: the way has to become shorter. Calls that do not need each other can run side by side, repeated reads can come from a cache, and what nobody waits for can be done afterwards.',
  silent: [
    'The service time, or its tail, of something on the way is not known: the figure names what is missing.',
    'No latency was promised to the flow, the component or the system. Of flows that no client starts, only their own objective counts.',
    'Something on the way cannot keep up, so that the wait for it has no end: `over-capacity` says so.',
    'A batch that fills longer than the objective: `batching-on-latency-critical-path` says so.',
    'The client is only drawn (`future: yes`), or the promise is kept without what is only drawn on the way.',
  ],
  references: [
    'Jeffrey Dean and Luiz André Barroso, "The Tail at Scale", Communications of the ACM 56(2), 2013',
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 4: Service Level Objectives',
    'Ilya Grigorik, High Performance Browser Networking (2013), chapter 1: Primer on Latency and Bandwidth',
  ],
  incorrect: [
    {
      title: 'a read across the ocean, with 100 ms to spend',
      code: 'region us {\n  service api { latency: 20ms, latency.p99: 50ms }\n}\nregion eu {\n  database profiles { latency: 5ms, latency.p99: 30ms }\n}\nclient web { users: 1M, peak: 3x }\nflow open { from: web, rate: 5/user/day, op: read, request: 1KB, slo { latency.p99: 100ms } }\n\nweb -> api { timeout: 1s }\napi -> profiles { timeout: 500ms }\n',
    },
    {
      title: 'five calls, one after the other',
      code: 'system { slo { latency.p50: 100ms } }\nclient web { users: 1M, peak: 3x }\nflow open { from: web, rate: 5/user/day, op: read, request: 1KB }\nservice api { latency: 10ms }\nservice prices { latency: 30ms }\n\nweb -> api { timeout: 1s }\napi -> prices { calls: 5, timeout: 150ms }\n',
    },
  ],
  correct: [
    {
      title: 'the five calls run side by side',
      code: 'system { slo { latency.p50: 100ms } }\nclient web { users: 1M, peak: 3x }\nflow open { from: web, rate: 5/user/day, op: read, request: 1KB }\nservice api { latency: 10ms }\nservice prices { latency: 30ms }\n\nweb -> api { timeout: 1s }\napi -> prices { calls: 5, parallel: prices, timeout: 150ms }\n',
    },
    {
      title: 'nobody knows how long the store takes',
      code: 'client web { users: 1M, peak: 3x }\nflow open { from: web, rate: 5/user/day, op: read, request: 1KB, slo { latency.p99: 100ms } }\nservice api { latency: 90ms, latency.p99: 200ms }\ndatabase profiles {}\n\nweb -> api { timeout: 1s }\napi -> profiles { timeout: 500ms }\n',
    },
  ],
  check({ model, estimates, report }) {
    const waited = waitedFor(model);
    const built = model.components.filter(({ properties }) => properties.future?.value !== true);
    for (const subject of [...model.flows, ...built]) {
      const promised = subject.properties.slo?.value;
      if (!promised) continue;
      const links = (waited.get(subject) ?? []).filter(isBuilt);
      if (subject.what === 'flow' && subject.from?.properties.future?.value === true) continue;
      for (const measure of measures) {
        const objective = promised[`latency.${measure}`];
        const takes = objective && estimates.value(subject, `latency.${measure}`);
        if (takes === undefined || !Number.isFinite(takes)) continue;
        if (!exceeds(takes, objective!.value)) continue;
        const own = isOwn(subject, objective!);
        const isOfClient = subject.what === 'flow' && subject.from?.kind === 'client';
        if (!own && !isOfClient) continue;
        const isFilling = ({ properties: { linger } }: Link): boolean => (linger?.value ?? 0) > objective!.value;
        if (measure === 'p99' && links.some(isFilling)) break;
        const all = partsOf(model, estimates, subject, links, measure);
        const parts = largest(all);
        const most = parts.length > 1 ? ` The largest parts are ${parts.join(', ')}.` : '';
        report(
          subject,
          `The ${called[measure]} of \`${subject.id}\` is about ${time(takes)}, above the ${time(objective!.value)} ${own ? 'it promises' : 'that are promised'}.${most}`,
          {
            ...(own
              ? { at: objective!.property }
              : { related: [{ at: objective!.property, message: `${time(objective!.value)} are promised here.` }] }),
            fixes: shorter(model, links, all, takes, objective!.value),
          },
        );
        break;
      }
    }
  },
});

/** The calls that are waited for, by the flows that take them. */
function waitedFor(model: Model): ReadonlyMap<Flow | Component, readonly Link[]> {
  const paths = userPathsOf(model);
  const byFlow = new Map<Flow, Link[]>();
  for (const link of model.links) {
    for (const flow of paths.flowsOn(link)) {
      const others = byFlow.get(flow);
      if (others) others.push(link);
      else byFlow.set(flow, [link]);
    }
  }
  return byFlow;
}

/** What takes how long on the way, by its name: components their own time, and round trips of the network. */
function partsOf(
  model: Model,
  estimates: Estimates,
  { id }: Flow | Component,
  links: readonly Link[],
  measure: (typeof measures)[number],
): ReadonlyMap<string, number> {
  const parts = new Map<string, number>();
  for (const link of links) {
    const { target, properties } = link;
    const isTail = measure === 'p99' || measure === 'p95';
    const own = (isTail ? target.properties['latency.p99'] : undefined) ?? target.properties.latency;
    // Few requests miss a cache, but those that do are the slow ones.
    const visits = estimates.value(target, `visits.${id}`) ?? 1;
    parts.set(`\`${target.id}\``, (own?.value ?? 0) * (isTail ? Math.max(1, visits) : visits));
    if (target.kind === 'client' || (link.source.kind === 'client' && !link.source.properties.rtt)) continue;
    const network =
      roundTrip(model, link, usualRoundTrips) * (properties.parallel ? 1 : (properties.calls?.value ?? 1));
    parts.set(`the network of \`${call(link)}\``, network);
  }
  return parts;
}

/** What takes longest, in words. */
function largest(parts: ReadonlyMap<string, number>): string[] {
  return [...parts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 3)
    .filter(([, seconds]) => seconds > 0)
    .map(([name, seconds]) => `${name} (${time(seconds)})`);
}

/** What alone brings the way below the objective: repeated calls at the same time, or one that nobody needs to wait for. */
function shorter(
  model: Model,
  links: readonly Link[],
  parts: ReadonlyMap<string, number>,
  takes: number,
  objective: number,
): Fix[] {
  const sum = [...parts.values()].reduce((a, b) => a + b, 0);
  // Waiting for a free slot is not among the parts.
  const isEnough = (saved: number): boolean => (sum - saved) * Math.max(1, takes / sum) <= objective;
  return links.flatMap((link) => {
    const { target, properties, chain } = link;
    const { calls, parallel } = properties;
    if (!isBuilt(link) || chain.links.length > 1) return [];
    if (links.some((other) => other !== link && other.target === target)) return [];
    const one = (parts.get(`\`${target.id}\``) ?? 0) + (parts.get(`the network of \`${call(link)}\``) ?? 0);
    if (calls && calls.value >= 2 && !parallel) {
      return isEnough(one - (one / calls.value) * slowestOf(calls.value)) ? [sideBySide(model, link)] : [];
    }
    const isWaitedForInVain = !stores.has(target.kind) && mayBePutOff(model, link);
    return isWaitedForInVain && isEnough(one) ? deferThroughQueue(model, link) : [];
  });
}

/** The mean of the slowest of n against that of one, where times are spread exponentially: 1 + 1/2 + … + 1/n. */
function slowestOf(n: number): number {
  return n < 2 ? 1 : Math.log(n) + 0.5772 + 1 / (2 * n);
}

function sideBySide(model: Model, link: Link): Fix {
  const { name, id } = link.target;
  const edits = [insertProperty(model, link, 'parallel', name)];
  return { title: `Make the calls of \`${id}\` at the same time: \`parallel: ${name}\``, safe: false, edits };
}
