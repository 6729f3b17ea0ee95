import type { Component, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { setProperty } from '../edits.js';
import { latencyPromised } from '../objectives.js';
import { defineRule } from '../rule.js';
import { patience, sharesBudget, totalBackoff } from '../waiting.js';
import { call, counted, time } from '../words.js';

/** Retries that begin after everybody has given up are work for nobody. */
export const retryBudgetExceedsDeadline = defineRule({
  name: 'retry-budget-exceeds-deadline',
  category: 'reliability',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'All attempts of a call together take longer than there is time for them.',
  why: 'Each attempt may take its whole timeout, and the waits between them come on top: (1 + retries) × timeout + backoff. Where a deadline ends the call before that, the last retries are cut off or start in vain; the number of retries that is written is not the one that is made, and the target gets load that helps nobody.',
  silent: [
    'The `timeout`, the `retries` or the `backoff` of the link is not known, or it is a hop of a chain with one budget.',
    'There is no `deadline` over all attempts, or it leaves time for all of them.',
    'The caller’s own caller gives up first: then `timeout-inversion` speaks.',
    'Only an info where nothing but the 99th percentile of an objective is exceeded; nothing where one attempt alone exceeds it.',
    'One end of the link is only drawn (`future: yes`).',
  ],
  references: [
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 22: deadlines and retries',
    'Marc Brooker, "Timeouts, retries, and backoff with jitter", Amazon Builders\' Library (2019)',
    'gRPC documentation, "Deadlines" and "Retry"',
  ],
  incorrect: [
    {
      title: 'a deadline of six seconds over four attempts of two',
      code: 'service api {}\nservice rates {}\n\napi -> rates { timeout: 2s, deadline: 6s, retries: 3, backoff: exponential(200ms, 1s), jitter: full }\n',
    },
    {
      title: 'two retries do not fit into the promised 300 ms',
      code: 'client web {}\nflow view { from: web, rate: 10/s, op: read, slo { latency.p99: 300ms } }\nservice api {}\nservice rates {}\n\nweb -> api { timeout: 5s }\napi -> rates { timeout: 200ms, retries: 2, backoff: exponential(50ms, 1s), jitter: full }\n',
    },
  ],
  correct: [
    {
      title: 'one retry fits',
      code: 'service api {}\nservice rates {}\n\napi -> rates { timeout: 2s, deadline: 6s, retries: 1, backoff: exponential(200ms, 1s), jitter: full }\n',
    },
    {
      title: 'a single attempt that is slower than the objective is no matter of retries',
      code: 'client web {}\nflow view { from: web, rate: 10/s, op: read, slo { latency.p99: 300ms } }\nservice api {}\nservice rates {}\n\nweb -> api { timeout: 5s }\napi -> rates { timeout: 500ms, retries: 1, backoff: exponential(50ms, 1s), jitter: full }\n',
    },
  ],
  check({ model, report }) {
    const above = patienceAbove();
    for (const link of model.links) {
      const { retries, timeout, backoff, deadline } = link.properties;
      if (
        !isBuilt(link) ||
        !link.synchronous ||
        !retries ||
        retries.value < 1 ||
        !timeout ||
        !backoff ||
        sharesBudget(link)
      )
        continue;
      const worst = longest(link, retries.value);
      const attempts = counted(retries.value + 1, 'attempt');
      if (typeof deadline?.value === 'number') {
        if (worst <= deadline.value * (1 + 1e-9)) continue;
        report(
          link,
          `The ${attempts} of \`${call(link)}\` may take ${time(worst)}, but the deadline ends them all after ${time(deadline.value)}; the last ones are cut off.`,
          {
            at: retries.at,
            related: [{ at: deadline.property, message: 'The deadline over all attempts.' }],
            fixes: fewer(model, link, deadline.value),
          },
        );
        continue;
      }
      const promised = latencyPromised(model, link);
      if (!promised || timeout.value > promised.seconds || worst <= promised.seconds || above(link.source) <= worst)
        continue;
      report(
        link,
        `The ${attempts} of \`${call(link)}\` may take ${time(worst)}, longer than the ${time(promised.seconds)} in which ${promised.by} promises 99% of its answers.`,
        { at: retries.at, severity: 'info', fixes: fewer(model, link, promised.seconds) },
      );
    }
  },
});

/** The shortest time for which the callers of a component wait, in seconds; looked at once for each. */
function patienceAbove(): (component: Component) => number {
  const known = new Map<Component, number>();
  return (component) => {
    const found = known.get(component);
    if (found !== undefined) return found;
    let least = Number.POSITIVE_INFINITY;
    for (const caller of component.incoming) if (caller.synchronous) least = Math.min(least, patience(caller) ?? least);
    known.set(component, least);
    return least;
  };
}

/** (1 + retries) × timeout + Σ backoff, random parts at their longest, in seconds. */
function longest(link: Link, retries: number): number {
  return (1 + retries) * link.properties.timeout!.value + totalBackoff(link, retries);
}

/** As many retries as fit. */
function fewer(model: Model, link: Link, budget: number): Fix[] {
  const { retries } = link.properties;
  let fitting = 0;
  let beyond = retries!.value;
  if (longest(link, fitting) > budget) return [];
  while (beyond - fitting > 1) {
    const middle = Math.floor((fitting + beyond) / 2);
    if (longest(link, middle) > budget) beyond = middle;
    else fitting = middle;
  }
  const text = String(fitting);
  return [
    {
      title: `Set \`retries: ${text}\`, which fits`,
      safe: false,
      edits: [setProperty(model, link, 'retries', retries, text)],
    },
  ];
}
