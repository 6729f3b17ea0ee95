import type { Estimates } from '../../estimate/estimates.js';
import type { Component, Kind, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { replaceValue } from '../edits.js';
import { setInBlock } from '../inner-blocks.js';
import { defineRule } from '../rule.js';
import { number, percent, rate, time } from '../words.js';

const passingOn: ReadonlySet<Kind> = new Set(['gateway', 'lb', 'waf', 'cdn']);

/** A limit for all callers together lets through too much, or too little. */
export const rateLimitCapacityMismatch = defineRule({
  name: 'rate-limit-capacity-mismatch',
  category: 'capacity',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'A limit on all requests together is above what can be served, or below what is expected.',
  why: 'A limit for all callers together protects what is behind it only as long as it is below what that can serve: one at five times the capacity never acts before everything has stopped. And a limit below the peak that is expected turns real users away on every busy day. It belongs between the two.',
  silent: [
    'It lets bursts through: only a `leaky-bucket` without a `burst`, or one of tokens with `burst: 0`, turns requests away below its rate, and only where the peak is far above the average (`swing`).',
    'The limit is for each user, address, key or tenant: how much they send together is not limited.',
    'The rate of the limit, the capacity or the peak is not known.',
    'The replicas of what is protected are not written, or requests are spread over several targets.',
    'It is only drawn (`future: yes`).',
  ],
  references: [
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 21: Handling Overload',
    'Google Cloud Architecture Center: "Rate-limiting strategies and techniques"',
    'Amazon Web Services, Builders’ Library: "Using load shedding to avoid overload"',
  ],
  options: {
    swing: {
      default: 3,
      doc: 'Peak divided by average load from which on a limit has to let bursts through.',
    },
    safety: { default: 0.8, doc: 'Share of the capacity that the fix allows.' },
  },
  incorrect: [
    {
      title: 'five times what can be served',
      code: 'client web { users: 1M, peak: 3x }\nflow visit { from: web, rate: 10/user/day, op: read }\ngateway gw { rate-limit { algorithm: token-bucket, rate: 10k/s, burst: 100, per: all } }\nservice api { replicas: 2, capacity: 1k/s }\n\nweb -> gw -> api { timeout: 2s }\n',
    },
    {
      title: 'less than comes on every busy day',
      code: 'client web { users: 1M, peak: 3x }\nflow visit { from: web, rate: 10/user/day, op: read }\ngateway gw { rate-limit { algorithm: token-bucket, rate: 200/s, burst: 100, per: all } }\nservice api { replicas: 2, capacity: 1k/s }\n\nweb -> gw -> api { timeout: 2s }\n',
    },
    {
      title: 'a bucket that takes one request after the other',
      code: 'client web { users: 1M, peak: 3x }\nflow visit { from: web, rate: 10/user/day, op: read }\ngateway gw { rate-limit { algorithm: leaky-bucket, rate: 500/s, per: all } }\nservice api { replicas: 2, capacity: 1k/s }\n\nweb -> gw -> api { timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'between the peak and the capacity',
      code: 'client web { users: 1M, peak: 3x }\nflow visit { from: web, rate: 10/user/day, op: read }\ngateway gw { rate-limit { algorithm: token-bucket, rate: 1600/s, burst: 100, per: all } }\nservice api { replicas: 2, capacity: 1k/s }\n\nweb -> gw -> api { timeout: 2s }\n',
    },
    {
      title: 'each user has a limit of their own',
      code: 'client web { users: 1M, peak: 3x }\nflow visit { from: web, rate: 10/user/day, op: read }\ngateway gw { rate-limit { algorithm: token-bucket, rate: 20/s, burst: 40, per: user } }\nservice api { replicas: 2, capacity: 1k/s }\n\nweb -> gw -> api { timeout: 2s }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    const check = (subject: Component | Link, served: Component): void => {
      const limit = subject.properties['rate-limit']?.value;
      if (!limit?.rate || limit.per?.value !== 'all') return;
      const { rate: allowed, burst, algorithm } = limit;
      const peak = estimates.value(subject, 'rate.peak') ?? 0;
      const average = estimates.value(subject, 'rate.average') ?? 0;
      const capacity = knownCapacity(estimates, served) ?? Number.POSITIVE_INFINITY;
      // A leaky bucket lets out what it took in at its rate; the others pass a burst on as it comes. How large the peak is
      // matters for neither: it lasts an hour, a burst for a second.
      const atOnce = algorithm?.value === 'leaky-bucket' ? 0 : (burst?.value ?? 0);
      const wanted = Math.floor(capacity * options.safety);
      // Below the expected peak the limit would be wrong in the other way.
      const isFine = wanted >= 1 && peak <= wanted;
      if (allowed.value > capacity) {
        report(
          subject,
          `The limit lets ${rate(allowed.value)} through, and \`${served.id}\` can serve ${rate(capacity)}: it never protects anything.`,
          {
            at: allowed.at,
            fixes: isFine
              ? [{ title: `Allow ${wanted}/s`, safe: false, edits: [replaceValue(allowed, `${wanted}/s`)] }]
              : [],
          },
        );
      } else if (allowed.value < peak) {
        report(
          subject,
          `The limit lets ${rate(allowed.value)} through, but ${rate(peak)} are expected at peak: real users are turned away.`,
          {
            at: allowed.at,
          },
        );
      } else if (burst && allowed.value + atOnce > capacity) {
        const room = Math.floor(capacity - allowed.value);
        report(
          subject,
          `A burst of ${number(burst.value)} on top of ${rate(allowed.value)} is more than \`${served.id}\` can serve (${rate(capacity)}): it takes ${allowed.value < capacity ? `${time(burst.value / (capacity - allowed.value))} to work off` : 'for ever to work off'}.`,
          {
            at: burst.at,
            fixes:
              room >= 1
                ? [{ title: `Allow a burst of ${room}`, safe: false, edits: [replaceValue(burst, String(room))] }]
                : [],
          },
        );
      } else if (isStrict(limit) && peak > 0 && peak >= options.swing * average) {
        report(
          subject,
          `The limit lets one request through every ${time(1 / allowed.value)} and no burst, but requests do not come one by one: at the peak of ${rate(peak)} about ${percent(peak / (peak + allowed.value))} of them find the slot taken.`,
          { at: (burst ?? algorithm!).property, fixes: [admitBurst(model, subject, limit)] },
        );
      }
    };
    for (const component of model.components) {
      if (component.properties.future?.value !== true) check(component, protectedBy(component, estimates));
    }
    for (const link of model.links) if (isBuilt(link)) check(link, link.target);
  },
});

type Limit = NonNullable<Component['properties']['rate-limit']>['value'];

/**
 * Does it take a request only when the one before has leaked out? Of requests that come at random, such a limit refuses
 * peak ÷ (peak + rate): the loss of one slot without a queue (Erlang, 1917: B = a ÷ (1 + a) with a = peak ÷ rate), however
 * long the slot is taken.
 */
function isStrict({ algorithm, burst }: Limit): boolean {
  if (algorithm?.value === 'leaky-bucket') return (burst?.value ?? 0) === 0;
  return algorithm?.value === 'token-bucket' && burst?.value === 0;
}

/** Room for a second at the rate of the limit. */
function admitBurst(model: Model, subject: Component | Link, { rate, burst }: Limit): Fix {
  const room = String(Math.max(1, Math.floor(rate!.value)));
  const block = { name: 'rate-limit', value: subject.properties['rate-limit'] };
  return {
    title: `Allow a burst of ${room}`,
    safe: false,
    edits: [burst ? replaceValue(burst, room) : setInBlock(model, subject, block, 'burst', room)],
  };
}

/** What a limit stands before: the only target of what passes requests on, else the component itself. */
function protectedBy(component: Component, estimates: Estimates): Component {
  if (!passingOn.has(component.kind)) return component;
  const own = knownCapacity(estimates, component) ?? Number.POSITIVE_INFINITY;
  const store = component.properties['rate-limit']?.value.store?.value;
  const targets = component.outgoing.filter(({ target, synchronous }) => synchronous && target.id !== store);
  if (targets.length !== 1 || !isBuilt(targets[0])) return component;
  const [{ target, properties }] = targets;
  const isPart = properties.share || properties.calls || properties.for || target.incoming.length > 1;
  const behind = isPart ? undefined : knownCapacity(estimates, target);
  return behind !== undefined && behind < own ? target : component;
}

/** An assumed single box proves nothing. */
function knownCapacity(estimates: Estimates, component: Component): number | undefined {
  const { replicas, autoscale } = component.properties;
  if (!replicas && !autoscale?.value.max && component.kind !== 'external') return undefined;
  return estimates.value(component, 'capacity');
}
