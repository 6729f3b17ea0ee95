import { setProperty } from '../edits.js';
import { mostReplicas } from '../replicas.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { time } from '../words.js';

/** A run that is not done when it must be. */
export const batchWindowExceeded = defineRule({
  name: 'batch-window-exceeded',
  category: 'capacity',
  mode: 'derived',
  severity: 'info',
  tier: 3,
  summary: 'A job takes longer than its window, or than the time to its next run.',
  why: 'A nightly job that ends at noon slows down the day, and one that is not done when the next run begins either overlaps with it or falls behind for good. How long a run takes is its input divided by what its replicas work off together; when the input grows, so does the run.',
  silent: [
    'The `volume`, the `throughput` or the replicas of the job are not known.',
    'It has neither a `window` nor an `every`, or it ends in time.',
    'The job is only drawn (`future: yes`).',
  ],
  references: [
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 25: data processing pipelines',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 10: batch processing',
  ],
  incorrect: [
    {
      title: 'a night is too short',
      code: 'job billing { every: 1d, window: 4h, replicas: 2, volume: 20M, throughput: 300/s }\n',
    },
    {
      title: 'not done when the next one begins',
      code: 'job index { every: 1h, replicas: 1, volume: 5M, throughput: 1k/s }\n',
    },
  ],
  correct: [
    {
      title: 'ten replicas are done in two hours',
      code: 'job billing { every: 1d, window: 4h, replicas: 10, volume: 20M, throughput: 300/s }\n',
    },
    { title: 'nobody knows how fast it is', code: 'job billing { every: 1d, window: 4h, replicas: 2, volume: 20M }\n' },
  ],
  check({ model, estimates, report }) {
    for (const job of model.components) {
      const { window: allowed, every, replicas, autoscale, future } = job.properties;
      const limit = allowed && (!every || allowed.value <= every.value) ? allowed : every;
      if (!limit || future?.value === true || mostReplicas(job) === undefined) continue;
      const duration = estimates.value(job, 'job.duration') ?? 0;
      if (!exceeds(duration, limit.value)) continue;
      const enough = replicas && !autoscale ? Math.ceil((replicas.value * duration) / limit.value) : undefined;
      const needed = Number.isFinite(enough) ? enough : undefined;
      const must =
        limit === allowed ? `must be done in ${time(limit.value)}` : `begins anew after ${time(limit.value)}`;
      const more = needed === undefined ? '' : `; ${needed} replicas would do`;
      report(job, `A run of \`${job.id}\` takes ${time(duration)}, but it ${must}${more}.`, {
        at: limit.property,
        fixes:
          needed === undefined
            ? []
            : [
                {
                  title: `Set \`replicas: ${needed}\``,
                  safe: false,
                  edits: [setProperty(model, job, 'replicas', replicas, String(needed))],
                },
              ],
      });
    }
  },
});
