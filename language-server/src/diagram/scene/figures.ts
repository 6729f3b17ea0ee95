import { dimensions, formatQuantity, formatRatio } from '@archlang/grammar';
import type { Estimates } from '../../estimate/estimates.js';
import { busyFrom } from './busy.js';
import type { Level, Measure, Overlay, Quantified } from './scene.js';
import { filled, tenfoldScale } from './tenfolds.js';

const mostRemembered = 5000;

export const rateText = remembered((perSecond) => formatQuantity(perSecond, dimensions.rate));
export const secondsText = remembered((seconds) => formatQuantity(seconds, dimensions.time));
export const replicasText = remembered((replicas) => `×${formatQuantity(replicas, dimensions.number)}`);

/** From one picture to the next most numbers stay: each is put into words once. */
function remembered(text: (value: number) => string): (value: number) => string {
  const known = new Map<number, string>();
  return (value) => {
    let found = known.get(value);
    if (found === undefined) {
      if (known.size >= mostRemembered) known.clear();
      found = text(value);
      known.set(value, found);
    }
    return found;
  };
}

/** Nothing for an unknown figure; one without bound keeps only a text. */
export function quantified(value: number | undefined, text: (value: number) => string): Quantified | undefined {
  if (value === undefined || Number.isNaN(value)) return undefined;
  return Number.isFinite(value) ? { value, text: text(value) } : { text: 'unbounded' };
}

export function utilisationLevel(utilisation: number): Level {
  if (utilisation >= 1) return 'saturated';
  return utilisation >= busyFrom ? 'busy' : 'calm';
}

/** Three digits are more than a bar needs: 43.21% is 43%; below one per cent and from ten times on it says only so. */
export function utilisationText(utilisation: number): string {
  if (!Number.isFinite(utilisation) || utilisation >= 10) return '> 10x';
  if (utilisation > 0 && utilisation < 0.005) return '< 1%';
  // Rounding must not hide on which side of a threshold it is.
  const rounded = Math.round(utilisation * 100) / 100;
  return utilisationLevel(rounded) === utilisationLevel(utilisation) ? formatRatio(rounded) : formatRatio(utilisation);
}

/** From here on more nines are no news: what fails then is nothing that a design counts. */
export const manyNines = 0.9999999;

export function availabilityText(availability: number): string {
  return availability > manyNines && availability < 1 ? `> ${formatRatio(manyNines)}` : formatRatio(availability);
}

type Subject = { readonly id: string };

/** The figure of an overlay for each subject, with a bar where those of several subjects can be compared. */
export function measures(
  subjects: readonly Subject[],
  estimates: Estimates,
  overlay: Overlay,
): ReadonlyMap<string, Measure> {
  if (overlay === 'none' || overlay === 'findings') return new Map();
  const { figure, measured } = measuredBy[overlay];
  const known = subjects.flatMap(({ id }) => {
    const value = estimates.value({ id }, figure);
    return value === undefined || Number.isNaN(value) ? [] : [{ id, value }];
  });
  const show = measured(known.map(({ value }) => value));
  return new Map(
    known.map(({ id, value }) => [id, { figure, ...(Number.isFinite(value) && { value }), ...show(value) }]),
  );
}

type Shown = Pick<Measure, 'text' | 'fill' | 'scale' | 'level'>;

interface Measured {
  readonly figure: string;
  /** How one of these values is shown beside the others. */
  readonly measured: (values: readonly number[]) => (value: number) => Shown;
}

const measuredBy = {
  utilisation: {
    figure: 'utilisation',
    measured: () => (value) => ({
      text: utilisationText(value),
      fill: Math.min(1, Math.max(0, value)),
      level: utilisationLevel(value),
    }),
  },
  // Times of one design lie tenfolds apart: against the longest all others would be dots.
  latency: {
    figure: 'latency.p99',
    measured: (values) => {
      const scale = tenfoldScale(values);
      return (value) => ({ text: secondsText(value), fill: filled(value, scale), scale, level: 'neutral' });
    },
  },
  availability: {
    figure: 'availability',
    measured: () => (value) => ({ text: availabilityText(value), level: 'neutral' }),
  },
  // Amounts add up: a bar that is half as long is to be half the money.
  cost: {
    figure: 'cost.month',
    measured: (values) => {
      const highest = Math.max(0, ...values.filter(Number.isFinite));
      return (value) => ({
        text: formatQuantity(value, dimensions.money),
        fill: Number.isFinite(value) ? (highest > 0 ? value / highest : 0) : 1,
        level: 'neutral',
      });
    },
  },
} as const satisfies Partial<Record<Overlay, Measured>>;
