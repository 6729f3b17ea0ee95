import type { Estimates } from '../../estimate/estimates.js';
import type { Component, Model } from '../../model/model.js';
import type { TextEdit } from '../../model/problem.js';
import { insertStatement, isOwn, replaceValue } from '../edits.js';
import { innerBlock } from '../inner-blocks.js';
import { defineRule } from '../rule.js';
import { userPathsOf } from '../user-paths.js';

/** Scaling needs to know by what, and how far. */
export const autoscalingWithoutBounds = defineRule({
  name: 'autoscaling-without-bounds',
  category: 'reliability',
  mode: 'presence',
  severity: 'info',
  tier: 2,
  summary: 'An autoscaler lacks an upper bound, a metric, or starts from nothing.',
  why: 'Without a maximum a retry storm or an attack is turned into machines, and the database behind them into the next victim; the bill comes later. Without a metric nobody knows what it follows. And one that shrinks to nothing lets the first user of the morning wait for a start.',
  silent: [
    'There is no `autoscale`.',
    '`max` and `metric` are written (a `schedule` is a metric of its kind), and `min` is not 0, or nobody waits who was promised a latency.',
    'A `function` with a `concurrency`: that is its bound. Whether the maximum is enough is said by `over-capacity`.',
    'It is only drawn (`future: yes`).',
  ],
  references: [
    'Betsy Beyer and others (eds.), The Site Reliability Workbook (2018), chapter 11: Managing Load',
    'Kubernetes documentation, "Horizontal Pod Autoscaling"',
    'Amazon EC2 Auto Scaling User Guide: "Set scaling limits for your Auto Scaling group"',
  ],
  options: {
    min: { default: 2, doc: 'Replicas to suggest as the least.' },
    max: { default: 10, doc: 'Replicas to suggest as the most, where the load is not known.' },
    target: { default: 0.7, doc: 'Where to hold the metric (a ratio), to suggest.' },
  },
  incorrect: [
    {
      title: 'up to where?',
      code: 'service api { autoscale { min: 2, metric: cpu, target: 70% } }\n',
    },
    {
      title: 'the first user waits for a start',
      code: 'client web {}\nflow view { from: web, rate: 10/s, slo { latency.p99: 200ms } }\nservice api { autoscale { min: 0, max: 20, metric: requests } }\n\nweb -> api { timeout: 3s }\n',
    },
    {
      title: 'by what?',
      code: 'service api { autoscale { min: 2, max: 20 } }\n',
    },
  ],
  correct: [
    {
      title: 'between three and twenty, by the processor',
      code: 'service api { autoscale { min: 3, max: 20, metric: cpu, target: 70% } }\n',
    },
    {
      title: 'a function has a limit of its own',
      code: 'function resize { concurrency: 100, autoscale { metric: requests } }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    const paths = userPathsOf(model);
    for (const component of model.components) {
      const { autoscale, concurrency, future } = component.properties;
      if (!autoscale || autoscale.origin === 'engine' || future?.value === true) continue;
      const { min, max, metric, schedule } = autoscale.value;
      const unbounded = !max && !(component.kind === 'function' && concurrency);
      const blind = !metric && !schedule && !(component.kind === 'function' && concurrency);
      const hurried = component.incoming.some(
        (link) =>
          paths.waitsFor(link) &&
          (paths.flowsOn(link).some(promisesLatency) || wholeSystem(model, paths.flowsOn(link).length)),
      );
      const cold = min?.value === 0 && hurried;
      if (!unbounded && !blind && !cold) continue;
      const reasons = [
        ...(unbounded ? ['has no upper bound (`max`): a storm of retries becomes a storm of machines'] : []),
        ...(blind ? ['does not say what it follows (`metric`)'] : []),
        ...(cold
          ? ['shrinks to nothing (`min: 0`), so that somebody who was promised a quick answer waits for a start']
          : []),
      ];
      const statements = [
        ...(unbounded ? [`max: ${most(estimates, component, options)}`] : []),
        ...(blind ? ['metric: cpu'] : []),
      ];
      const edits: TextEdit[] = [
        ...(cold ? [replaceValue(min, String(options.min))] : []),
        ...(statements.length > 0 ? [insertStatement(model, innerBlock(model, autoscale), statements.join(', '))] : []),
      ];
      report(component, `The autoscaling of \`${component.id}\` ${reasons.join('; it ')}.`, {
        at: autoscale.property,
        fixes: isOwn(component, autoscale)
          ? [
              {
                title: `Set \`${[...(cold ? [`min: ${options.min}`] : []), ...statements].join(', ')}\``,
                safe: false,
                edits,
              },
            ]
          : [],
      });
    }
  },
});

const promisesLatency = ({ properties: { slo } }: Model['flows'][number]): boolean =>
  slo !== undefined && Object.keys(slo.value).some((measure) => measure.startsWith('latency.'));

function wholeSystem({ system }: Model, flows: number): boolean {
  const measures = Object.keys(system?.properties.slo?.value ?? {});
  return flows === 0 && measures.some((measure) => measure.startsWith('latency.'));
}

/** One more than the peak needs at the target, where that is known. */
function most(
  estimates: Estimates,
  component: Component,
  { max, target, min }: { max: number; target: number; min: number },
): number {
  const peak = estimates.value(component, 'rate.peak');
  const one = component.properties.capacity?.value;
  const least = component.properties.autoscale?.value.min?.value ?? min;
  if (peak === undefined || !Number.isFinite(peak) || peak === 0 || !one) return Math.max(max, 2 * least);
  return Math.max(Math.ceil(peak / (one * target)) + 1, least);
}
