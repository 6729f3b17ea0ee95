import { replaceValue } from '../edits.js';
import { setInBlock } from '../inner-blocks.js';
import { defineRule } from '../rule.js';
import { percent } from '../words.js';

/** 0.7 − 0.5 is no less than 0.2. */
const rounded = (ratio: number): number => Number(ratio.toFixed(6));

/** Replicas that are taken away at once are started again at once. */
export const autoscalingThrash = defineRule({
  name: 'autoscaling-thrash',
  category: 'reliability',
  mode: 'absence',
  severity: 'hint',
  tier: 3,
  summary: 'Autoscaling takes replicas away without waiting, or almost where it adds them.',
  why: 'Load goes up and down from minute to minute. When replicas are taken away at the first quiet moment, the next busy one finds too few of them, new ones are started, and the group swings instead of settling; each swing costs cold starts and dropped connections. Waiting a few minutes before scaling in costs little and ends it. The other half is distance: where replicas are taken away just below the point at which they are added, the load that they carried pushes the rest over that point again.',
  silent: [
    'It does not scale by itself, or not between two different numbers.',
    'A `scale-in-delay` is written, and replicas are not taken away (`scale-in-below`) near the `target`: where either is not written, nothing is said of their distance.',
    'It is `managed`, a function, or runs on kubernetes, whose autoscaler waits five minutes unless told otherwise.',
    'The design is a sketch, or the component is only drawn (`future: yes`).',
  ],
  references: [
    'Kubernetes documentation: Horizontal Pod Autoscaling, stabilization window',
    'Amazon EC2 Auto Scaling User Guide: scaling cooldowns',
  ],
  options: {
    distance: {
      default: 0.2,
      doc: 'Least distance between `target` and `scale-in-below`, as a ratio of the whole: 0.2 are 20 points.',
    },
    delay: { default: '5min', doc: 'The `scale-in-delay` that a fix writes.' },
  },
  incorrect: [
    {
      title: 'no word on scaling in',
      code: 'service api { autoscale { min: 2, max: 20, metric: cpu, target: 70% } }\n',
    },
    { title: 'workers by depth', code: 'worker mailer { autoscale { min: 1, max: 50, metric: queue-depth } }\n' },
    {
      title: 'out at 70%, in at 65%',
      code: 'service api { autoscale { min: 2, max: 20, metric: cpu, target: 70%, scale-in-below: 65%, scale-in-delay: 5min } }\n',
    },
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
      if (!autoscale || autoscale.origin === 'engine') continue;
      if (managed?.value === true || future?.value === true || component.kind === 'function') continue;
      const { min, max } = autoscale.value;
      if (runtime?.value === 'kubernetes' || (min && max && min.value >= max.value)) continue;
      const block = { name: 'autoscale', value: autoscale };
      const { target, 'scale-in-below': below } = autoscale.value;
      if (target && below && rounded(target.value - below.value) < options.distance) {
        const wanted = rounded(target.value - options.distance);
        report(
          component,
          `\`${component.id}\` adds replicas above ${percent(target.value)} and takes them away below ${percent(below.value)}: what one that goes has carried brings the others back to where one is added.`,
          {
            at: below.property,
            fixes:
              wanted > 0
                ? [
                    {
                      title: `Set \`scale-in-below: ${percent(wanted)}\``,
                      safe: false,
                      edits: [replaceValue(below, percent(wanted))],
                    },
                  ]
                : [],
          },
        );
      }
      if (autoscale.value['scale-in-delay']) continue;
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
