import type { Component } from '../model/model.js';
import { running } from './replicas.js';
import { figureOf, property } from './sheet.js';

/** How long a run takes: volume ÷ (replicas × throughput of one). */
export const jobDuration = figureOf('job.duration', 's', (_sheet, job: Component) => ({
  formula: 'volume ÷ (replicas × throughput)',
  terms: [property(job, 'volume', 'count'), running(job), property(job, 'throughput', '/s')],
  compute: ([volume, replicas, throughput]) => volume / (replicas * throughput),
}));
