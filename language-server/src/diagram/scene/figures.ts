import { dimensions, formatQuantity, formatRatio } from '@archlang/grammar';
import type { Estimates } from '../../estimate/estimates.js';
import { busyFrom } from './busy.js';
import type { Level, Measure, Overlay, Quantified } from './scene.js';

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

/** The figure of an overlay for each subject; those that are comparable are scaled to the largest of them. */
export function measures(
  subjects: readonly Subject[],
  estimates: Estimates,
  overlay: Overlay,
): ReadonlyMap<string, Measure> {
  const result = new Map<string, Measure>();
  if (overlay === 'none' || overlay === 'findings') return result;
  const figure = overlayFigures[overlay];
  const known = subjects.flatMap((subject) => {
    const value = estimates.value(subject, figure);
    return value === undefined || Number.isNaN(value) ? [] : [{ id: subject.id, value }];
  });
  const largest = Math.max(0, ...known.map(({ value }) => value).filter(Number.isFinite));
  for (const { id, value } of known) result.set(id, measure(overlay, value, largest));
  return result;
}

const overlayFigures = {
  utilisation: 'utilisation',
  latency: 'latency.p99',
  availability: 'availability',
  cost: 'cost.month',
} as const satisfies Partial<Record<Overlay, string>>;

function measure(overlay: keyof typeof overlayFigures, value: number, largest: number): Measure {
  const figure = overlayFigures[overlay];
  if (overlay === 'utilisation') {
    const level = utilisationLevel(value);
    return { figure, ...finite(value), text: utilisationText(value), fill: Math.min(1, Math.max(0, value)), level };
  }
  if (overlay === 'availability') return { figure, ...finite(value), text: availabilityText(value), level: 'neutral' };
  const text = overlay === 'latency' ? secondsText(value) : formatQuantity(value, dimensions.money);
  const fill = Number.isFinite(value) ? (largest > 0 ? value / largest : 0) : 1;
  return { figure, ...finite(value), text, fill, level: 'neutral' };
}

const finite = (value: number): { value?: number } => (Number.isFinite(value) ? { value } : {});
