import type { Component } from '../model/model.js';
import { type Cell, define } from './cell.js';
import { running } from './replicas.js';
import { property, type Sheet } from './sheet.js';

/** How long a run takes: volume ÷ (replicas × throughput of one). */
export function jobDuration(sheet: Sheet, job: Component): Cell {
  return sheet.cell(job.id, 'job.duration', () =>
    define({
      subject: job.id,
      figure: 'job.duration',
      unit: 's',
      formula: 'volume ÷ (replicas × throughput)',
      terms: [property(job, 'volume', 'count'), running(job), property(job, 'throughput', '/s')],
      compute: ([volume, replicas, throughput]) => volume / (replicas * throughput),
    }),
  );
}
