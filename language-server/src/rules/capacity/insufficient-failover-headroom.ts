import type { Estimates } from '../../estimate/estimates.js';
import type { Component, Kind, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { setProperty } from '../edits.js';
import { neededFor, type Objective } from '../objectives.js';
import { defineRule } from '../rule.js';
import { percent, rate } from '../words.js';

const losses = ['replica', 'zone', 'region'] as const;
type Loss = (typeof losses)[number];

/** Kinds whose replicas all do the same work: more of them serve more. */
const plain: ReadonlySet<Kind> = new Set(['gateway', 'lb', 'service', 'function', 'worker']);

/** What is left after a loss cannot take the peak. */
export const insufficientFailoverHeadroom = defineRule({
  name: 'insufficient-failover-headroom',
  category: 'capacity',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'After the loss of a replica, a zone or a region, what is left cannot serve the peak.',
  why: 'Redundancy helps only if the others can carry the load of the one that failed. Two replicas at 60% each become one at 120%: the second fails because the first one did, and what should have been a small loss is an outage. Capacity for the peak has to be there without the largest part that the system is meant to survive.',
  silent: [
    'The load or the capacity is not known, or there is too little of it even without a loss: `over-capacity` says so.',
    'Less than 99.9% of availability is promised to what needs the component, or nothing is and no `survives` demands more.',
    'There is only one replica, zone or region: nothing is left over at all, which other rules say.',
    'Autoscaling puts new replicas in the place of the lost ones, and a provider (`managed: yes`) does the same.',
    'The component is only drawn (`future: yes`).',
  ],
  references: [
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 22: Addressing Cascading Failures',
    'Amazon Web Services, Builders’ Library: "Static stability using Availability Zones"',
    'Michael T. Nygard, Release It!, 2nd edition (2018), chapter 4: Stability Antipatterns, chain reactions',
  ],
  options: {
    availability: { default: 0.999, doc: 'Promised availability, as a ratio, from which on a loss has to be carried.' },
    zoneAvailability: {
      default: 0.9995,
      doc: 'Promised availability, as a ratio, from which on it is the loss of a zone, where the system sets no `survives`.',
    },
  },
  incorrect: [
    {
      title: 'the second replica cannot do the work of both',
      code: 'system { slo { availability: 99.9% } }\nclient web { users: 4.32M, peak: 2x }\nflow visit { from: web, rate: 10/user/day, op: read, request: 1KB }\nlb front { managed: yes }\nservice api { replicas: 2, capacity: 750/s }\n\nweb -> front -> api { timeout: 2s }\n',
    },
    {
      title: 'two zones are left, and need what three had',
      code: 'system { slo { availability: 99.95% } }\nclient web { users: 4.32M, peak: 2x }\nflow visit { from: web, rate: 10/user/day, op: read, request: 1KB }\nlb front { managed: yes }\nservice api { replicas: 3, zones: [a, b, c], capacity: 480/s }\n\nweb -> front -> api { timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'one more than the peak needs',
      code: 'system { slo { availability: 99.9% } }\nclient web { users: 4.32M, peak: 2x }\nflow visit { from: web, rate: 10/user/day, op: read, request: 1KB }\nlb front { managed: yes }\nservice api { replicas: 3, capacity: 600/s }\n\nweb -> front -> api { timeout: 2s }\n',
    },
    {
      title: 'nothing is promised that a loss would break',
      code: 'system { slo { availability: 99% } }\nclient web { users: 4.32M, peak: 2x }\nflow visit { from: web, rate: 10/user/day, op: read, request: 1KB }\nlb front { managed: yes }\nservice api { replicas: 2, capacity: 750/s }\n\nweb -> front -> api { timeout: 2s }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    const survives = model.system?.properties.survives?.value;
    const needed = neededFor(model, options.availability);
    for (const component of model.components) {
      const { replicas, autoscale, managed, future } = component.properties;
      if (!replicas || autoscale || managed?.value === true || future?.value === true) continue;
      const objective = needed.get(component);
      if (!objective && (survives === undefined || isPromisedLess(model))) continue;
      if ((estimates.value(component, 'utilisation') ?? 0) > 1) continue;
      const most = survives ?? (objective!.availability >= options.zoneAvailability ? 'zone' : 'replica');
      const loss = losses
        .slice(0, losses.indexOf(most) + 1)
        .find(
          (each) => hasSeveral(component, each) && (estimates.value(component, `utilisation.${each}-lost`) ?? 0) > 1,
        );
      if (!loss) continue;
      const peak = estimates.value(component, 'rate.peak')!;
      const lost = estimates.value(component, `utilisation.${loss}-lost`)!;
      const left = Number.isFinite(lost) ? `${rate(peak / lost)} are left` : 'nothing is left';
      const why = objective ? ` ${demand(objective)}` : '';
      report(
        component,
        `When \`${component.id}\` loses one of its ${loss}s, ${left} for a peak of ${rate(peak)}.${why}`,
        { at: replicas.property, fixes: more(model, component, estimates, losses.slice(0, losses.indexOf(most) + 1)) },
      );
    }
  },
});

function demand({ by, availability }: Objective): string {
  const who = by.startsWith('`') ? by : `${by[0].toUpperCase()}${by.slice(1)}`;
  return `${who} promises ${percent(availability)}.`;
}

/** Does the system itself promise an availability, which is then too low to be in question? */
function isPromisedLess(model: Model): boolean {
  return model.system?.properties.slo?.value.availability !== undefined;
}

function hasSeveral({ properties }: Component, loss: Loss): boolean {
  if (loss === 'replica') return properties.replicas!.value > 1;
  return new Set(properties[`${loss}s`]?.value).size > 1;
}

/** As many replicas as leave enough when the fullest place is gone. */
function more(model: Model, component: Component, estimates: Estimates, endured: readonly Loss[]): Fix[] {
  const { replicas, zones, regions, contention, coherency } = component.properties;
  const used = estimates.value(component, 'utilisation')!;
  const isConsumer = component.incoming.some(({ source }) => source.kind === 'topic');
  if (!plain.has(component.kind) || contention || coherency || isConsumer) return [];
  const busy = Math.ceil(used * replicas!.value - 1e-9);
  const enough = endured
    .filter((loss) => hasSeveral(component, loss))
    .map((loss) => {
      if (loss === 'replica') return busy + 1;
      const places = new Set((loss === 'zone' ? zones : regions)!.value).size;
      // Of n replicas ⌈n ÷ places⌉ are lost: the least n that leaves enough.
      return busy + Math.ceil(busy / (places - 1));
    });
  const wanted = String(Math.max(...enough));
  return [
    {
      title: `Set \`replicas: ${wanted}\`, enough after such a loss`,
      safe: false,
      edits: [setProperty(model, component, 'replicas', replicas, wanted)],
    },
  ];
}
