import type { Figure } from '../../estimate/estimates.js';
import type { Reported } from '../reported.js';

/** Those a first look needs; everything else is there under `--figure`. */
const essential = new Set([
  'rate.average',
  'rate.peak',
  'latency.p50',
  'latency.p99',
  'availability',
  'utilisation',
  'replicas.needed',
  'storage.growth',
  'storage',
  'storage.days-left',
  'memory.working-set',
  'lag.drain',
  'job.duration',
  'cost.month',
  'cost.user',
]);

/** The figures that matter most; those of links are left out, they repeat the components'. */
export function essentialFigures({ model, estimates }: Pick<Reported, 'model' | 'estimates'>): Figure[] {
  const links = new Set(model.links.map(({ id }) => id));
  return estimates.figures.filter(
    ({ figure, subject }) =>
      (essential.has(figure) && !links.has(subject)) || (subject === 'system' && figure === 'breaking-point'),
  );
}
