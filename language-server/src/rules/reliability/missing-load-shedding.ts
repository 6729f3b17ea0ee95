import type { Estimates } from '../../estimate/estimates.js';
import type { Component, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { setProperty } from '../edits.js';
import { edges, isPublic } from '../entrances.js';
import { isRateLimited } from '../guards.js';
import { admits, journeysOf } from '../journeys.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { percent, rate } from '../words.js';

/** Whoever takes everything serves nobody in the end. */
export const missingLoadShedding = defineRule({
  name: 'missing-load-shedding',
  category: 'reliability',
  mode: 'absence',
  severity: 'info',
  tier: 3,
  summary: 'A service near its limit takes whatever comes.',
  why: 'Above its capacity a service that refuses nothing gets slower for all, until every request times out and is repeated, and none of the work it does is of use. One that refuses early what it cannot serve in time keeps serving what it can.',
  silent: [
    'Something on the way to it limits what comes: a `rate-limit`, `load-shedding`, a `bulkhead`, or a `concurrency` written for the service.',
    'Strangers come in without a rate limit: then `missing-rate-limit` asks.',
    'It is used less than the limit at peak, or what it can serve or gets is not known; without `replicas` or an upper bound it is not.',
    'It is fed by a queue, or asked by other services only.',
    'The design is a sketch, or the service is only drawn (`future: yes`).',
  ],
  references: [
    'Amazon Builders\' Library, David Yanacek, "Using load shedding to avoid overload" (2019)',
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 21: Handling Overload',
  ],
  options: {
    utilisation: { default: 0.7, doc: 'Part of its capacity at peak (a ratio) from which on it should refuse.' },
  },
  incorrect: [
    {
      title: 'our own machines ask for nearly all it can do',
      code: 'client devices { users: 8.64M, trusted: yes }\nflow measure { from: devices, rate: 9/user/day, op: write, peak: 1x }\nservice intake { replicas: 1, capacity: 1k/s }\n\ndevices -> intake { timeout: 2s }\n',
    },
    {
      title: 'autoscaling ends here',
      code: 'client shops { users: 8.64M, trusted: yes }\nflow sell { from: shops, rate: 40/user/day, op: write, peak: 1x }\nlb front { managed: yes }\nservice tills { capacity: 1k/s, autoscale { min: 2, max: 5 } }\n\nshops -> front -> tills { timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'it refuses what is too much',
      code: 'client devices { users: 8.64M, trusted: yes }\nflow measure { from: devices, rate: 9/user/day, op: write, peak: 1x }\nservice intake { replicas: 1, capacity: 1k/s, load-shedding: yes }\n\ndevices -> intake { timeout: 2s }\n',
    },
    {
      title: 'the gateway limits all together',
      code: 'client devices { users: 8.64M, trusted: yes }\nflow measure { from: devices, rate: 9/user/day, op: write, peak: 1x }\ngateway front { rate-limit { algorithm: token-bucket, rate: 1k/s, burst: 100, per: all } }\nservice intake { replicas: 1, capacity: 1k/s }\n\ndevices -> front -> intake { timeout: 2s }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const service of openEntrances(model)) {
      const used = utilisation(estimates, service);
      if (used === undefined || exceeds(options.utilisation, used)) continue;
      const capacity = estimates.value(service, 'capacity')!;
      report(
        service,
        `\`${service.id}\` is used to ${percent(used)} at peak, and nothing on the way to it refuses anything: beyond ${rate(capacity)} it gets slower for everybody.`,
        {
          fixes: [
            {
              title: 'Refuse what is too much: `load-shedding: yes`',
              safe: false,
              edits: [setProperty(model, service, 'load-shedding', service.properties['load-shedding'], 'yes')],
            },
          ],
        },
      );
    }
  },
});

/** Entrances that a trusted client reaches without a limit, and strangers do not: those are asked for a rate limit. */
function openEntrances(model: Model): readonly Component[] {
  const trusted = new Set<Component>();
  const strangers = new Set<Component>();
  for (const journey of journeysOf(model).all) {
    if (journey.from.kind !== 'client') continue;
    const reached = new Set([journey.from]);
    for (const component of reached) {
      for (const link of component.outgoing) {
        const { target } = link;
        if (!link.synchronous || !isBuilt(link) || !admits(link, journey) || limits(link)) continue;
        if (edges.has(target.kind)) reached.add(target);
        else if (target.kind === 'service' || target.kind === 'function')
          (isPublic(journey.from) ? strangers : trusted).add(target);
      }
    }
  }
  return [...trusted].filter((entrance) => !strangers.has(entrance));
}

function limits(link: Link): boolean {
  const { concurrency, 'load-shedding': sheds } = link.target.properties;
  if (isRateLimited(link) || link.properties.bulkhead || sheds?.value === true) return true;
  return concurrency !== undefined && concurrency.origin !== 'engine';
}

/** An assumed single box proves nothing. */
function utilisation(estimates: Estimates, { id, properties }: Component): number | undefined {
  return properties.replicas || properties.autoscale?.value.max ? estimates.value({ id }, 'utilisation') : undefined;
}
