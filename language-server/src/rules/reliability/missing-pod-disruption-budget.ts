import type { Component } from '../../model/model.js';
import { setProperty } from '../edits.js';
import { criticalJourneys } from '../objectives.js';
import { leastReplicas } from '../replicas.js';
import { requiredBy } from '../required.js';
import { defineRule } from '../rule.js';
import { number } from '../words.js';

const programs: ReadonlySet<string> = new Set(['service', 'worker']);

/** Maintenance takes machines away, and may take all replicas with them. */
export const missingPodDisruptionBudget = defineRule({
  name: 'missing-pod-disruption-budget',
  category: 'reliability',
  mode: 'absence',
  severity: 'hint',
  tier: 3,
  summary: 'Maintenance of a cluster may stop all replicas at once, or none at all.',
  why: 'When a cluster is upgraded, its machines are emptied one after the other, and what ran on them starts elsewhere. Without a word on how many replicas have to stay up, two machines may be emptied before the first replica serves again. Asking for all replicas to stay is no better: then no machine can be emptied.',
  silent: [
    'The `runtime` is not kubernetes, or not known.',
    'It has fewer than two replicas, or how many there are is not written.',
    'It has a `disruption-budget` below its replicas.',
    'Nothing critical needs it: no flow with an objective or `criticality: critical`.',
    'The design is a sketch, or the component is only drawn (`future: yes`).',
  ],
  references: ['Kubernetes documentation: Disruptions; Specifying a Disruption Budget for your Application'],
  incorrect: [
    {
      title: 'nothing is said',
      code: 'system { runtime: kubernetes }\nclient web {}\nflow buy { from: web, op: write, criticality: critical }\nlb front { managed: yes }\nservice shop { replicas: 3 }\n\nweb -> front -> shop { timeout: 3s }\n',
    },
    {
      title: 'none may be stopped',
      code: 'system { runtime: kubernetes }\nclient web {}\nflow buy { from: web, op: write, criticality: critical }\nlb front { managed: yes }\nservice shop { replicas: 3, disruption-budget: 3 }\n\nweb -> front -> shop { timeout: 3s }\n',
    },
  ],
  correct: [
    {
      title: 'two of three stay up',
      code: 'system { runtime: kubernetes }\nclient web {}\nflow buy { from: web, op: write, criticality: critical }\nlb front { managed: yes }\nservice shop { replicas: 3, disruption-budget: 2 }\n\nweb -> front -> shop { timeout: 3s }\n',
    },
    {
      title: 'no orchestrator that moves it',
      code: 'client web {}\nflow buy { from: web, op: write, criticality: critical }\nlb front { managed: yes }\nservice shop { replicas: 3 }\n\nweb -> front -> shop { timeout: 3s }\n',
    },
  ],
  check({ model, report }) {
    const critical = new Set<Component>();
    for (const [component] of requiredBy(model, { journeys: criticalJourneys(model), isCritical: () => true }))
      critical.add(component);
    for (const component of critical) {
      const { runtime, managed, 'disruption-budget': budget } = component.properties;
      if (!programs.has(component.kind) || runtime?.value !== 'kubernetes') continue;
      if (managed?.value === true) continue;
      const least = leastReplicas(component);
      if (least === undefined || least < 2 || (budget && budget.value < least)) continue;
      const text = String(least - 1);
      report(
        component,
        budget
          ? `All ${number(least)} replicas of \`${component.id}\` have to stay up (\`disruption-budget: ${budget.value}\`): no machine that runs one can be emptied.`
          : `Maintenance may stop all ${number(least)} replicas of \`${component.id}\` at once: nothing says how many stay up.`,
        {
          ...(budget?.origin === 'written' && { at: budget.property }),
          fixes: [
            {
              title: `Set \`disruption-budget: ${text}\``,
              safe: false,
              edits: [setProperty(model, component, 'disruption-budget', budget, text)],
            },
          ],
        },
      );
    }
  },
});
