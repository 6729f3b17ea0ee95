import type { Component, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { leavesProcess } from '../../model/processes.js';
import type { Value } from '../../model/value.js';
import { insertProperty, isOwn, replaceValue } from '../edits.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { call, number, percent, rate, time } from '../words.js';

/** Requests that wait hold a slot each, and there are not as many. */
export const threadPoolStarvation = defineRule({
  name: 'thread-pool-starvation',
  category: 'capacity',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'More requests are in progress at once than there are threads, or calls than the bulkhead lets through.',
  why: "By Little's law the requests in progress are their rate times their duration, and with blocking calls each of them holds a thread while it waits. 200 requests a second of half a second need a hundred threads; when the dependency hangs and each waits for its timeout of 30 seconds, they need six thousand. Then everything stops, also what does not need the dependency. Shorter timeouts, a bulkhead or calls that do not block keep the threads free.",
  silent: [
    'The `concurrency`, the replicas, the rates or the times are not known.',
    'No `capacity` is written: what can be served then follows from the slots, and `over-capacity` says if it is too little.',
    'Slots are free while calls are awaited (`io: non-blocking`).',
    'Timeouts: a bulkhead or circuit breaker limits what a hanging target can hold; messages wait in their queue.',
    'Caller or target is only drawn, or they are modules of one deployable.',
  ],
  references: [
    'John D. C. Little, "A Proof for the Queuing Formula: L = λW", Operations Research 9(3), 1961',
    'Michael T. Nygard, Release It!, 2nd edition (2018), chapters 4 and 5: Blocked Threads, Bulkheads',
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 22: Addressing Cascading Failures',
  ],
  options: {
    limit: {
      default: 0.8,
      doc: 'Share of the slots, or of a bulkhead, in use at peak from which on there are too few.',
    },
  },
  incorrect: [
    {
      title: 'the timeout is sixty times the usual answer',
      code: 'client web { users: 864k, peak: 2x }\nflow order { from: web, rate: 10/user/day, op: write }\nlb front { managed: yes }\nservice api { replicas: 2, concurrency: 100, latency: 20ms }\nservice slow { replicas: 9, latency: 500ms, concurrency: 100 }\n\nweb -> front -> api { timeout: 60s }\napi -> slow { timeout: 30s }\n',
    },
    {
      title: 'the bulkhead is smaller than the calls in flight',
      code: 'client web { users: 864k, peak: 2x }\nflow order { from: web, rate: 10/user/day, op: write }\nlb front { managed: yes }\nservice api { replicas: 2, latency: 20ms }\nservice slow { replicas: 9, latency: 500ms, concurrency: 100 }\n\nweb -> front -> api { timeout: 3s }\napi -> slow { timeout: 1s, bulkhead: 20 }\n',
    },
  ],
  correct: [
    {
      title: 'a short timeout and a bulkhead',
      code: 'client web { users: 864k, peak: 2x }\nflow order { from: web, rate: 10/user/day, op: write }\nlb front { managed: yes }\nservice api { replicas: 2, concurrency: 150, latency: 20ms }\nservice slow { replicas: 9, latency: 500ms, concurrency: 100 }\n\nweb -> front -> api { timeout: 3s }\napi -> slow { timeout: 1s, bulkhead: 80 }\n',
    },
    {
      title: 'nothing is held while it waits',
      code: 'client web { users: 864k, peak: 2x }\nflow order { from: web, rate: 10/user/day, op: write }\nlb front { managed: yes }\nservice api { replicas: 2, concurrency: 50, latency: 20ms, io: non-blocking }\nservice slow { replicas: 9, latency: 500ms, concurrency: 100 }\n\nweb -> front -> api { timeout: 60s }\napi -> slow { timeout: 30s }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const component of model.components) {
      const { concurrency, capacity, replicas, autoscale, io, future } = component.properties;
      const running = (autoscale?.value.max ?? replicas)?.value;
      if (running === undefined || future?.value === true) continue;
      const calls = component.outgoing.filter(
        (link) => link.synchronous && isBuilt(link) && leavesProcess(model, link),
      );
      for (const link of calls) {
        const { bulkhead } = link.properties;
        if (!bulkhead) continue;
        const inFlight = estimates.value(link, 'concurrency') ?? 0;
        const all = bulkhead.value * running;
        if (exceeds(all * options.limit, inFlight)) continue;
        report(
          link,
          `\`${call(link)}\` has ${number(inFlight)} calls in flight at peak, ${percent(inFlight / all)} of the ${number(all)} that its bulkheads let through: the rest is refused.`,
          {
            at: bulkhead.property,
            fixes: isOwn(link, bulkhead) ? [enlarge('bulkhead', bulkhead, inFlight / options.limit / running)] : [],
          },
        );
      }
      if (!concurrency || concurrency.origin === 'engine' || io?.value === 'non-blocking') continue;
      const slots = concurrency.value * running;
      const needed = estimates.value(component, 'concurrency') ?? 0;
      if (capacity && !exceeds(slots * options.limit, needed)) {
        report(
          component,
          `\`${component.id}\` has ${number(needed)} requests in progress at peak, ${percent(needed / slots)} of its ${number(slots)} slots.`,
          {
            at: concurrency.property,
            fixes: isOwn(component, concurrency)
              ? [enlarge('concurrency', concurrency, needed / options.limit / running)]
              : [],
          },
        );
        continue;
      }
      const worst = isCalled(component) ? worstHang(calls, (link) => estimates.value(link, 'rate.peak')) : undefined;
      if (!worst || !exceeds(worst.held, slots)) continue;
      const { link, held, peak } = worst;
      report(
        link,
        `When \`${link.target.id}\` hangs, the ${rate(peak)} that wait ${time(link.properties.timeout!.value)} for it hold ${number(held)} slots, and \`${component.id}\` has ${number(slots)}: it then answers nothing at all.`,
        {
          severity: 'info',
          at: link.properties.timeout!.property,
          subjects: [component],
          related: [{ at: concurrency.property, message: `${number(slots)} slots in all replicas.` }],
          fixes: limitCalls(
            model,
            link,
            (estimates.value(link, 'concurrency') ?? 0) / options.limit / running,
            concurrency.value / 2,
          ),
        },
      );
    }
  },
});

function enlarge(name: string, value: Value<number>, wanted: number): Fix {
  const text = String(Math.ceil(wanted - 1e-9));
  return { title: `Set \`${name}: ${text}\``, safe: false, edits: [replaceValue(value, text)] };
}

/** What hangs may hold some of the slots, and leaves the others to those who do not need it. */
function limitCalls(model: Model, link: Link, needed: number, most: number): Fix[] {
  if (link.chain.links.length > 1 || most < Math.max(1, needed)) return [];
  const text = String(Math.floor(most));
  const title = `Let it hold at most ${text} slots of each replica: \`bulkhead: ${text}\``;
  return [{ title, safe: false, edits: [insertProperty(model, link, 'bulkhead', text)] }];
}

/** Does anybody wait for it? Messages stay in their queue instead. */
function isCalled({ incoming }: Component): boolean {
  return incoming.some((link) => link.synchronous && isBuilt(link));
}

interface Hang {
  readonly link: Link;
  readonly peak: number;
  readonly held: number;
}

/** The call that holds most slots when every answer takes as long as the timeout. */
function worstHang(calls: readonly Link[], peakOf: (link: Link) => number | undefined): Hang | undefined {
  const hangs = calls.flatMap((link): Hang[] => {
    const { timeout, bulkhead, 'circuit-breaker': breaker } = link.properties;
    const peak = peakOf(link) ?? 0;
    if (!timeout || bulkhead || breaker) return [];
    return [{ link, peak, held: peak * timeout.value }];
  });
  return hangs.sort((a, b) => b.held - a.held)[0];
}
