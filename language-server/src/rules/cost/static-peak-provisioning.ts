import type { Component, Model } from '../../model/model.js';
import { isOwn } from '../edits.js';
import { journeysOf } from '../journeys.js';
import { defineRule } from '../rule.js';
import { number } from '../words.js';

/** All day long as many machines as the busiest hour needs. */
export const staticPeakProvisioning = defineRule({
  name: 'static-peak-provisioning',
  category: 'cost',
  mode: 'derived',
  severity: 'hint',
  tier: 2,
  summary: 'A stateless service runs as many replicas all day as only its peak needs.',
  why: 'Where the busiest hour brings three times the average or more, most of the machines bought for it stand idle for most of the day. A service that keeps nothing between requests can have replicas added and taken away with the load, between what the average and what the peak need.',
  silent: [
    'It scales by itself (`autoscale`), or has no more replicas than are needed for redundancy.',
    'The peak is not written or below the limit, or the load or the capacity is not known.',
    'There are too few replicas for the peak: `over-capacity` says so.',
    'It keeps something in memory or on its disk, or nobody says that it does not (`state`).',
    'It holds connections that stay open, which decide how many replicas there are (`max-connections`).',
    'It is only drawn (`future: yes`).',
  ],
  references: [
    'Armando Fox and others, "Above the Clouds: A Berkeley View of Cloud Computing", UC Berkeley (2009), section 6: elasticity',
    'Amazon Web Services, Well-Architected Framework, Cost Optimization Pillar: "Manage demand and supply resources"',
  ],
  options: {
    peak: { default: 3, doc: 'Peak over average from which on the load is uneven enough.' },
    replicas: { default: 3, doc: 'Replicas up to which it is not worth while.' },
    target: {
      default: 0.7,
      doc: 'Utilisation that the average is planned with, where there is no `target-utilisation`.',
    },
  },
  incorrect: [
    {
      title: 'sixty replicas, and the average needs seventeen',
      code: 'client web { users: 8.64M, peak: 4x }\nflow visit { from: web, rate: 110/user/day, op: read }\nlb front { managed: yes }\nservice api { replicas: 60, capacity: 1k/s, state: none }\n\nweb -> front -> api { timeout: 2s }\n',
    },
    {
      title: 'the sessions are kept elsewhere',
      code: 'client web { users: 8.64M, peak: 5x }\nflow visit { from: web, rate: 20/user/day, op: read }\nlb front { managed: yes }\ncache sessions { holds: session, ttl: 30min }\nservice shop { replicas: 16, capacity: 1k/s, state: external(sessions) }\n\nweb -> front -> shop { timeout: 2s }\nshop -> sessions { timeout: 50ms }\n',
    },
  ],
  correct: [
    {
      title: 'as many as there is work for',
      code: 'client web { users: 8.64M, peak: 4x }\nflow visit { from: web, rate: 110/user/day, op: read }\nlb front { managed: yes }\nservice api { autoscale { min: 17, max: 60 }, capacity: 1k/s, state: none }\n\nweb -> front -> api { timeout: 2s }\n',
    },
    {
      title: 'the load is nearly even',
      code: 'client web { users: 8.64M, peak: 2x }\nflow visit { from: web, rate: 110/user/day, op: read }\nlb front { managed: yes }\nservice api { replicas: 30, capacity: 1k/s, state: none }\n\nweb -> front -> api { timeout: 2s }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const service of model.components) {
      const { replicas, autoscale, state, future, contention, coherency } = service.properties;
      if (service.kind !== 'service' || !replicas || autoscale || future?.value === true || contention || coherency)
        continue;
      if (
        replicas.value <= options.replicas ||
        !isStateless(service) ||
        service.properties['max-connections'] ||
        !knowsPeak(model, service)
      )
        continue;
      const average = estimates.value(service, 'rate.average');
      const peak = estimates.value(service, 'rate.peak');
      const capacity = estimates.value(service, 'capacity');
      if (!average || peak === undefined || !capacity || peak < options.peak * average * (1 - 1e-9) || peak > capacity)
        continue;
      const target = service.properties['target-utilisation']?.value ?? options.target;
      const needed = Math.max(2, Math.ceil(average / ((capacity / replicas.value) * target) - 1e-9) + 1);
      if (needed >= replicas.value) continue;
      const text = `autoscale { min: ${needed}, max: ${replicas.value} }`;
      report(
        service,
        `\`${service.id}\` runs ${number(replicas.value)} replicas all day for a peak of ${number(peak / average)} times the average, which needs ${number(needed)}.`,
        {
          at: replicas.property,
          related: [{ at: state!.property, message: 'Nothing ties requests to a replica.' }],
          fixes: isOwn(service, replicas)
            ? [{ title: `Replace by \`${text}\``, safe: false, edits: [{ at: replicas.property, text }] }]
            : [],
        },
      );
    }
  },
});

function isStateless({ properties: { state } }: Component): boolean {
  return state !== undefined && (state.value === 'none' || typeof state.value === 'object');
}

/** Do all flows that arrive say their peak? An assumed one proves nothing. */
function knowsPeak(model: Model, { incoming }: Component): boolean {
  const { flowsOn } = journeysOf(model);
  const flows = incoming.flatMap((link) => flowsOn(link));
  return flows.every(({ properties, parent }) => properties.peak ?? parent?.properties.peak);
}
