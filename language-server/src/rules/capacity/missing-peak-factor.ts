import type { Component, Flow, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { insertProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { listed, number } from '../words.js';

/** Rates are averages, and nobody said how much more comes in the busiest hour. */
export const missingPeakFactor = defineRule({
  name: 'missing-peak-factor',
  category: 'capacity',
  mode: 'absence',
  severity: 'info',
  tier: 2,
  summary: 'The load of a client has no peak factor, or one that is unusually small or large.',
  why: 'A day of users is not spread evenly over 24 hours: in the busiest hour there is three to five times the average, and that hour decides how many machines are needed. Where the design does not say how much, every figure of the peak rests on an assumed factor of three. It is better to state what was measured or is expected.',
  silent: [
    'No client has a flow with a rate: there is no load, or it comes from jobs alone.',
    'Devices that report or ask at fixed intervals (`every`) have no busy hour.',
    'The flow, its client or the system says a `peak` that is within the usual range.',
    'The model is a sketch (`maturity: sketch`).',
    'The client is only drawn (`future: yes`).',
  ],
  references: [
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 18: Software Engineering in SRE, capacity planning',
    'John Allspaw, The Art of Capacity Planning (2008), chapter 3: Measurement',
  ],
  options: {
    suggested: { default: 3, doc: 'Peak over average that the fix writes.' },
    least: { default: 2, doc: 'Below so many times the average a peak is unusual.' },
    most: { default: 10, doc: 'Above so many times the average a peak is unusual.' },
  },
  incorrect: [
    {
      title: 'users and a rate, but no peak',
      code: 'client web { users: 1M }\nflow visit { from: web, rate: 100/user/day, op: read }\nservice api {}\n\nweb -> api { timeout: 2s }\n',
    },
    {
      title: 'a peak no higher than the average',
      code: 'client web { users: 1M, peak: 1.2x }\nflow visit { from: web, rate: 100/user/day, op: read }\nservice api {}\n\nweb -> api { timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'the client says it',
      code: 'client web { users: 1M, peak: 4x }\nflow visit { from: web, rate: 100/user/day, op: read }\nservice api {}\n\nweb -> api { timeout: 2s }\n',
    },
    {
      title: 'the system says it for all',
      code: 'system { peak: 3x }\nclient web { users: 1M }\nflow visit { from: web, rate: 100/user/day, op: read }\nservice api {}\n\nweb -> api { timeout: 2s }\n',
    },
  ],
  check({ model, options, report }) {
    const without = new Map<Component, Flow[]>();
    for (const flow of model.flows) {
      const { rate, peak } = flow.properties;
      if (!rate || flow.from?.kind !== 'client' || flow.from.properties.future?.value === true) continue;
      if (!peak) {
        const others = without.get(flow.from);
        if (others) others.push(flow);
        else without.set(flow.from, [flow]);
        continue;
      }
      if (peak.value >= options.least && peak.value <= options.most) continue;
      const usual =
        peak.value < options.least
          ? `The busiest hour usually brings at least ${number(options.least)} times the average`
          : `More than ${number(options.most)} times the average is rare, and may be meant as a \`spike\``;
      report(flow, `A peak of ${number(peak.value)}x is unusual. ${usual}; is it right?`, { at: peak.at });
    }
    for (const [client, flows] of without) {
      const which = listed(flows.map(({ id }) => id));
      report(
        client,
        `Nobody says how much more than on average comes at the peak of ${which}: all figures of the peak assume 3 times, the field says 3 to 5.`,
        { subjects: flows, fixes: state(model, client, `${options.suggested}x`) },
      );
    }
  },
});

function state(model: Model, client: Component, peak: string): Fix[] {
  return [
    {
      title: `Add \`peak: ${peak}\``,
      safe: false,
      edits: [insertProperty(model, client, 'peak', peak)],
    },
  ];
}
