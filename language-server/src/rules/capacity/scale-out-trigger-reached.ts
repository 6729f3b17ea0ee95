import type { Component, Kind, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { isOwn, setProperty } from '../edits.js';
import { dailyUsers } from '../populations.js';
import { mostReplicas } from '../replicas.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { number } from '../words.js';

const programs: ReadonlySet<Kind> = new Set(['gateway', 'service', 'worker']);

/** One large machine is the simplest design, up to a point. */
export const scaleOutTriggerReached = defineRule({
  name: 'scale-out-trigger-reached',
  category: 'capacity',
  mode: 'presence',
  severity: 'info',
  tier: 3,
  summary: 'A system that has outgrown one machine still grows by larger machines.',
  why: 'A larger machine is the cheapest way to grow for long: no balancer, no shared sessions, no two of anything. It ends at the largest there is, every change of size is an outage, and each release too. With many users, or a team that releases often, two small machines behind a balancer cost less than the nights.',
  silent: [
    'It grows by more machines (`scaling: horizontal`), or nothing says how it grows.',
    'Several replicas run already.',
    'Fewer users a day and fewer engineers than the limits, or neither is known.',
    'An objective for the availability is the only reason: then `single-point-of-failure` speaks.',
    'The component is only drawn (`future: yes`).',
  ],
  references: [
    'Martin L. Abbott, Michael T. Fisher, The Art of Scalability, 2nd edition (2015), chapter 22: the scale cube',
    'Amazon Web Services Well-Architected Framework, Reliability Pillar: scale horizontally',
  ],
  options: {
    users: { default: 100_000, doc: 'Users a day; more of them are reason enough.' },
    team: { default: 5, doc: 'Engineers from which on releases get in each other’s way.' },
  },
  incorrect: [
    {
      title: 'half a million users on one machine',
      code: 'client web { users: 500k }\nservice app { scaling: vertical, replicas: 1 }\n\nweb -> app { timeout: 2s }\n',
    },
    { title: 'eight engineers and one machine', code: 'system { team: 8 }\nservice app { scaling: vertical }\n' },
  ],
  correct: [
    {
      title: 'three machines behind a balancer',
      code: 'client web { users: 500k }\nlb front { managed: yes }\nservice app { replicas: 3, scaling: horizontal, state: none }\n\nweb -> front -> app { timeout: 2s }\n',
    },
    {
      title: 'few users',
      code: 'client web { users: 5k }\nservice app { scaling: vertical, replicas: 1 }\n\nweb -> app { timeout: 2s }\n',
    },
  ],
  check({ model, options, report }) {
    const reason = reasonIn(model, options);
    if (!reason) return;
    for (const component of model.components) {
      const { scaling, future } = component.properties;
      if (scaling?.value !== 'vertical' || !programs.has(component.kind) || future?.value === true) continue;
      if ((mostReplicas(component) ?? 1) > 1) continue;
      report(component, `\`${component.id}\` is to grow by larger machines, but ${reason}: it is time for several.`, {
        at: scaling.property,
        fixes: fixes(model, component),
      });
    }
  },
});

function reasonIn(model: Model, limits: { users: number; team: number }): string | undefined {
  const users = dailyUsers(model);
  if (users !== undefined && exceeds(users, limits.users)) return `serves ${number(users)} users a day`;
  const team = model.system?.properties.team?.value;
  return team !== undefined && team >= limits.team ? `${number(team)} engineers release it` : undefined;
}

/** Two of them, where nothing in their memory ties a user to one. */
function fixes(model: Model, component: Component): Fix[] {
  const { scaling, replicas, state, autoscale } = component.properties;
  const keeps = state?.value === 'in-memory' || state?.value === 'local-disk';
  if (!scaling || !isOwn(component, scaling) || keeps || autoscale) return [];
  const edits = replicas
    ? [{ at: scaling.at, text: 'horizontal' }, setProperty(model, component, 'replicas', replicas, '2')]
    : [{ at: scaling.property, text: 'scaling: horizontal, replicas: 2' }];
  return [{ title: 'Run two: `scaling: horizontal`, `replicas: 2`', safe: false, edits }];
}
