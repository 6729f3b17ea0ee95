import type { Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { isOwn } from '../edits.js';
import { promisers } from '../objectives.js';
import { defineRule } from '../rule.js';
import { time } from '../words.js';

const percentiles = ['latency.p50', 'latency.p95', 'latency.p99'] as const;

/** A mean is met while one user in twenty waits for ten seconds. */
export const averageLatencySlo = defineRule({
  name: 'average-latency-slo',
  category: 'observability',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'A latency is promised or measured as a mean only.',
  why: 'Latencies are not spread evenly around their mean: most requests are fast, and a few are slower by a factor of ten or a hundred. Those few hardly move the mean, but somebody waits for each of them, and a page that needs fifty requests meets one nearly every time. A percentile says how many wait, and how long.',
  silent: [
    'The same block gives a percentile too.',
    'It is inherited: where it is written, it is said once.',
    'The component is only drawn (`future: yes`).',
  ],
  references: [
    'Betsy Beyer et al., Site Reliability Engineering (2016), chapter 4: Service Level Objectives, on aggregation',
    'Jeffrey Dean and Luiz André Barroso, "The Tail at Scale", Communications of the ACM 56(2) (2013)',
  ],
  incorrect: [
    { title: 'the mean as the objective', code: 'system shop { slo { latency.mean: 200ms } }\n' },
    {
      title: 'only the mean was measured',
      code: 'service api { slo { availability: 99.9% }, sli { availability: 99.95%, latency.mean: 80ms } }\n',
    },
  ],
  correct: [
    { title: 'the 99th percentile', code: 'system shop { slo { latency.p99: 200ms } }\n' },
    { title: 'both', code: 'system shop { slo { latency.mean: 80ms, latency.p99: 200ms } }\n' },
  ],
  check({ model, report }) {
    for (const subject of promisers(model)) {
      for (const name of ['slo', 'sli'] as const) {
        const block = subject.properties[name]?.value;
        const mean = block?.['latency.mean'];
        if (!block || !mean || !isOwn(subject, mean) || percentiles.some((each) => block[each])) continue;
        const what = name === 'slo' ? 'The objective' : 'The measurement';
        report(
          subject,
          `${what} is a mean latency of ${time(mean.value)}, which hides the slow requests: say what the slowest of 100 or of 20 requests may take.`,
          { at: mean.property, fixes: name === 'slo' ? percentile(model, mean) : [] },
        );
      }
    }
  },
});

/** What was aimed at can be aimed at otherwise; what was measured cannot. */
function percentile(model: Model, { property }: Value<number>): Fix[] {
  const name = model.textOf(property).match(/^latency\.mean/)?.[0];
  if (name === undefined) return [];
  const edits = [{ at: { ...property, end: property.offset + name.length }, text: 'latency.p99' }];
  return [{ title: 'Aim at the 99th percentile', safe: false, edits }];
}
