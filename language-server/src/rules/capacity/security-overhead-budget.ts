import type { Estimates } from '../../estimate/estimates.js';
import type { Component, Flow, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { admits, journeysOf } from '../journeys.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { percent, time } from '../words.js';

/** Checks that take longer than the work should be looked at. */
export const securityOverheadBudget = defineRule({
  name: 'security-overhead-budget',
  category: 'capacity',
  mode: 'derived',
  severity: 'hint',
  tier: 3,
  summary: 'A large part of the time of a request goes into checks before the work begins.',
  why: 'Encryption, limits, login checks and validation are needed, and each costs a little. When together they take a third of the answer time, one of them usually asks somebody else for each request what it could verify itself or remember for a moment: a signed token instead of a call to the login service, an open connection instead of a new handshake.',
  silent: [
    'Nothing on the way to the first service has `stages` with their times.',
    'They take no larger part of the time of the request than the limit, or how long it takes is not known.',
    'The component is only drawn (`future: yes`).',
  ],
  references: [
    'Ilya Grigorik, High Performance Browser Networking (2013), chapter 4: optimizing for TLS',
    'Microsoft Azure Architecture Center: Gateway Offloading',
  ],
  options: {
    share: { default: 0.3, doc: 'Part of the median time of a request (a ratio) above which it is said.' },
  },
  incorrect: [
    {
      title: 'two thirds of the time',
      code: 'client web { users: 1M, rtt: 10ms }\nflow view { from: web, rate: 1/user/day, op: read }\ngateway front { latency: 1ms, stages { tls: 5ms, auth: 40ms } }\nservice api { latency: 10ms }\n\nweb -> front -> api { timeout: 1s }\n',
    },
    {
      title: 'checked twice',
      code: 'client web { users: 1M, rtt: 10ms }\nflow view { from: web, rate: 1/user/day, op: read }\ngateway front { latency: 1ms, stages { auth: 10ms } }\nservice api { latency: 10ms, stages { authorization: 8ms, validation: 2ms } }\n\nweb -> front -> api { timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'a token that is verified on the spot',
      code: 'client web { users: 1M, rtt: 10ms }\nflow view { from: web, rate: 1/user/day, op: read }\ngateway front { latency: 1ms, stages { tls: 1ms, auth: 1ms } }\nservice api { latency: 10ms }\n\nweb -> front -> api { timeout: 1s }\n',
    },
    {
      title: 'nobody knows how long it takes',
      code: 'client web { users: 1M }\nflow view { from: web, rate: 1/user/day, op: read }\ngateway front { stages { tls: 5ms, auth: 40ms } }\nservice api {}\n\nweb -> front -> api { timeout: 1s }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const [checking, flows] of checkedFlows(model)) {
      const seconds = checking.reduce((sum, component) => sum + stagesOf(component), 0);
      const worst = [...flows]
        .map((flow) => ({ flow, share: shareOf(estimates, flow, seconds) }))
        .sort((a, b) => b.share - a.share)[0];
      if (!worst || !exceeds(worst.share, options.share)) continue;
      const [first, ...others] = checking;
      report(
        first,
        `Checks take ${time(seconds)} of the ${time(seconds / worst.share)} of \`${worst.flow.id}\`, ${percent(worst.share)}, before the work begins.`,
        {
          at: first.properties.stages!.property,
          subjects: [worst.flow, ...others],
          related: others.map(({ properties }) => ({ at: properties.stages!.property, message: 'And here.' })),
        },
      );
    }
  },
});

/** One entry for each row of components with stages that flows pass one after the other, as long as there is only one way. */
function checkedFlows(model: Model): ReadonlyMap<readonly Component[], ReadonlySet<Flow>> {
  const byRow = new Map<string, { row: readonly Component[]; flows: Set<Flow> }>();
  for (const journey of journeysOf(model).all) {
    const row: Component[] = [];
    const seen = new Set<Component>();
    for (let at: Component | undefined = journey.from; at && !seen.has(at); ) {
      seen.add(at);
      if (at.properties.stages && at.properties.stages.origin !== 'engine') row.push(at);
      const next: Component['outgoing'] = at.outgoing.filter(
        (link) => link.synchronous && isBuilt(link) && admits(link, journey),
      );
      at = next.length === 1 ? next[0].target : undefined;
    }
    if (row.length === 0) continue;
    const key = row.map(({ id }) => id).join(' ');
    const found = byRow.get(key) ?? { row, flows: new Set() };
    for (const flow of journey.flows) found.flows.add(flow);
    byRow.set(key, found);
  }
  return new Map([...byRow.values()].map(({ row, flows }) => [row, flows]));
}

function stagesOf({ properties: { stages } }: Component): number {
  return Object.values(stages?.value ?? {}).reduce((sum, each) => sum + (each?.value ?? 0), 0);
}

/** What of the median time of a flow the checks take; 0 where it is not known. */
function shareOf(estimates: Estimates, flow: Flow, seconds: number): number {
  return seconds / (estimates.value(flow, 'latency.p50') ?? Number.POSITIVE_INFINITY);
}
