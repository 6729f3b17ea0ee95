import type { Estimates } from '../../estimate/estimates.js';
import type { Component, Flow, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { setInBlock } from '../inner-blocks.js';
import { journeysOf } from '../journeys.js';
import { defineRule } from '../rule.js';
import { counted, number, rate, time } from '../words.js';

const usualUtilisation = 0.7;

/** Machines that arrive after the burst do not help. */
export const autoscalingSlowerThanSpike = defineRule({
  name: 'autoscaling-slower-than-spike',
  category: 'reliability',
  mode: 'derived',
  severity: 'info',
  tier: 3,
  summary: 'A burst rises faster than autoscaling adds replicas.',
  why: 'Autoscaling reacts: it has to see the load, start machines and let them warm up. A message to all users or the start of a sale reaches its top within a minute, and until enough replicas serve, requests queue and time out, whatever the upper bound says. What is known beforehand is better met with replicas that run already, or with a queue that takes the burst.',
  silent: [
    'No flow that reaches it by calls has a `spike` with its top and the time it takes.',
    'What it can serve, how fast replicas are added (`rate`) and how long one takes to start (`start-time`) do not tell; a delay that is not written counts as none.',
    'It scales by a `schedule`, or the replicas that run before the burst are enough.',
    'The component is a function, or is only drawn (`future: yes`).',
  ],
  references: [
    'Amazon EC2 Auto Scaling User Guide: scheduled scaling; warm-up of new instances',
    'Kubernetes documentation: Horizontal Pod Autoscaling, scaling policies',
  ],
  incorrect: [
    {
      title: 'a sale that starts within a minute',
      code: 'client web { users: 8.64M }\nflow buy { from: web, rate: 10/user/day, peak: 1x, spike { to: 50k/s, within: 1min } }\nservice shop { capacity: 1k/s, autoscale { min: 2, max: 200, rate: 5/min } }\n\nweb -> shop { timeout: 2s }\n',
    },
    {
      title: 'replicas that take longer to start than the burst to rise',
      code: 'client app { users: 8.64M }\nflow open { from: app, rate: 10/user/day, peak: 1x, spike { to: 5k/s, within: 30s } }\nservice feed { capacity: 500/s, start-time: 2min, autoscale { min: 3, max: 20 } }\n\napp -> feed { timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'enough of them run before',
      code: 'client web { users: 8.64M }\nflow buy { from: web, rate: 10/user/day, peak: 1x, spike { to: 50k/s, within: 1min } }\nservice shop { capacity: 1k/s, autoscale { min: 50, max: 200, rate: 5/min } }\n\nweb -> shop { timeout: 2s }\n',
    },
    {
      title: 'the hour of the sale is known',
      code: 'client web { users: 8.64M }\nflow buy { from: web, rate: 10/user/day, peak: 1x, spike { to: 50k/s, within: 1min } }\nservice shop { capacity: 1k/s, autoscale { min: 2, max: 200, rate: 5/min, schedule: "Fri 19:30" } }\n\nweb -> shop { timeout: 2s }\n',
    },
    {
      title: 'a queue takes the burst',
      code: 'client web { users: 8.64M }\nflow buy { from: web, rate: 10/user/day, peak: 1x, op: write, spike { to: 50k/s, within: 1min } }\nqueue orders { max-length: 10M }\nworker shop { capacity: 1k/s, autoscale { min: 2, max: 200, rate: 5/min } }\n\nweb -> orders ~> shop\n',
    },
  ],
  check({ model, estimates, report }) {
    for (const component of model.components) {
      const { autoscale } = component.properties;
      if (!autoscale || autoscale.value.schedule || component.kind === 'function') continue;
      const worst = bursts(model, estimates, component).sort((a, b) => b.missing - a.missing)[0];
      if (!worst) continue;
      const { flow, to, within, running, needed, added } = worst;
      const can =
        added < 1 ? 'none of them is ready by then' : `only ${counted(added, 'more is', 'more are')} ready by then`;
      report(
        component,
        `The spike of \`${flow.id}\` brings \`${component.id}\` to ${rate(to)} within ${time(within)}, which takes ${number(needed)} replicas; about ${number(running)} run before, and ${can}.`,
        {
          at: autoscale.property,
          subjects: [flow],
          related: [{ at: flow.properties.spike!.property, message: 'The spike is here.' }],
          fixes: fixes(model, component, needed),
        },
      );
    }
  },
});

interface Burst {
  readonly flow: Flow;
  /** All that arrives at the top, per second. */
  readonly to: number;
  /** Seconds until then. */
  readonly within: number;
  readonly running: number;
  readonly needed: number;
  /** Replicas that can be ready in time. */
  readonly added: number;
  readonly missing: number;
}

/** The spikes that outrun the autoscaling of a component. */
function bursts(model: Model, estimates: Estimates, component: Component): Burst[] {
  const { autoscale, capacity } = component.properties;
  const usual = estimates.value(component, 'rate.peak');
  if (!capacity || capacity.value <= 0 || usual === undefined) return [];
  const running = runningAt(component, usual, capacity.value);
  return flowsCalling(model, component).flatMap((flow) => {
    const { to: top, within } = flow.properties.spike?.value ?? {};
    const before = estimates.value(flow, 'rate.peak');
    const visits = estimates.value(component, `visits.${flow.id}`);
    if (!top || !within || before === undefined || visits === undefined) return [];
    const to = usual + (top.value - before) * visits;
    const needed = Math.ceil((to / capacity.value) * (1 - 1e-9));
    const added = addedWithin(within.value, autoscale!.value.rate?.value, component.properties['start-time']?.value);
    if (added === undefined || needed - running <= added) return [];
    return [{ flow, to, within: within.value, running, needed, added, missing: needed - running - added }];
  });
}

/** Flows whose requests come by calls; what waits in a queue can wait for replicas. */
function flowsCalling(model: Model, { incoming }: Component): readonly Flow[] {
  const journeys = journeysOf(model);
  return [...new Set(incoming.filter((link) => link.synchronous && isBuilt(link)).flatMap(journeys.flowsOn))];
}

/** What autoscaling keeps for a load, between its bounds. */
function runningAt({ properties }: Component, load: number, capacity: number): number {
  const { min, max, target } = properties.autoscale!.value;
  const used = target?.value ?? properties['target-utilisation']?.value ?? usualUtilisation;
  const wanted = Math.ceil((load / (capacity * used)) * (1 - 1e-9));
  return Math.min(Math.max(wanted, min?.value ?? 1), max?.value ?? Number.POSITIVE_INFINITY);
}

/** Whole replicas that can be ready; nothing where neither pace nor start is known, or only a start that is in time. */
function addedWithin(within: number, pace: number | undefined, start: number | undefined): number | undefined {
  if (start !== undefined && start >= within) return 0;
  return pace === undefined ? undefined : Math.floor(pace * (within - (start ?? 0)) * (1 + 1e-9));
}

function fixes(model: Model, component: Component, needed: number): Fix[] {
  const { autoscale } = component.properties;
  const max = autoscale!.value.max;
  if (max && max.value < needed) return [];
  const edits = [setInBlock(model, component, { name: 'autoscale', value: autoscale }, 'min', String(needed))];
  return [{ title: `Keep ${number(needed)} replicas running: \`min: ${needed}\``, safe: false, edits }];
}
