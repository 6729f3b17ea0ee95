import { setInBlock } from '../inner-blocks.js';
import { defineRule } from '../rule.js';

/** Replicas that are taken away at once are started again at once. */
export const autoscalingThrash = defineRule({
  name: 'autoscaling-thrash',
  category: 'reliability',
  mode: 'absence',
  severity: 'hint',
  tier: 3,
  summary: 'Autoscaling takes replicas away without waiting.',
  why: 'Load goes up and down from minute to minute. When replicas are taken away at the first quiet moment, the next busy one finds too few of them, new ones are started, and the group swings instead of settling; each swing costs cold starts and dropped connections. Waiting a few minutes before scaling in costs little and ends it.',
  silent: [
    'It does not scale by itself, or not between two different numbers.',
    'A `scale-in-delay` is written.',
    'It is `managed`, a function, or runs on kubernetes, whose autoscaler waits five minutes unless told otherwise.',
    'The design is a sketch, or the component is only drawn (`future: yes`).',
  ],
  references: [
    'Kubernetes documentation: Horizontal Pod Autoscaling, stabilization window',
    'Amazon EC2 Auto Scaling User Guide: scaling cooldowns',
  ],
  options: {
    delay: { default: '5min', doc: 'The `scale-in-delay` that a fix writes.' },
  },
  incorrect: [
    {
      title: 'no word on scaling in',
      code: 'service api { autoscale { min: 2, max: 20, metric: cpu, target: 70% } }\n',
    },
    { title: 'workers by depth', code: 'worker mailer { autoscale { min: 1, max: 50, metric: queue-depth } }\n' },
  ],
  correct: [
    {
      title: 'it waits',
      code: 'service api { autoscale { min: 2, max: 20, metric: cpu, target: 70%, scale-in-delay: 5min } }\n',
    },
    { title: 'nothing scales', code: 'service api { replicas: 3 }\n' },
  ],
  check({ model, options, report }) {
    for (const component of model.components) {
      const { autoscale, managed, runtime, future } = component.properties;
      if (!autoscale || autoscale.origin === 'engine' || autoscale.value['scale-in-delay']) continue;
      if (managed?.value === true || future?.value === true || component.kind === 'function') continue;
      const { min, max } = autoscale.value;
      if (runtime?.value === 'kubernetes' || (min && max && min.value >= max.value)) continue;
      const block = { name: 'autoscale', value: autoscale };
      report(
        component,
        `\`${component.id}\` may swing: nothing says how long it waits before it takes replicas away again.`,
        {
          at: autoscale.property,
          fixes: [
            {
              title: `Set \`scale-in-delay: ${options.delay}\``,
              safe: false,
              edits: [setInBlock(model, component, block, 'scale-in-delay', options.delay)],
            },
          ],
        },
      );
    }
  },
});
