import { formatAsWritten } from '@archlang/grammar';
import { countsWholes } from '../../estimate/sweep.js';
import type { Model, Param } from '../../model/model.js';
import { readSetting } from '../../model/params.js';
import type { Knob, KnobStep } from './protocol.js';

/** Stops of a slider: fine enough to follow, coarse enough for round numbers. */
const stops = 80;
/** From this ratio on equal ratios lie at equal distances. */
const wide = 20;

/** The params of a design as sliders: each stop is a text that may stand in the file, with the value it means. */
export function knobsOf(model: Model): readonly Knob[] {
  return model.params.filter(({ what }) => what === 'param').map((param) => knobOf(param, model));
}

function knobOf(param: Param, model: Model): Knob {
  const { low, high } = param.range ?? aroundOf(param);
  const whole = countsWholes(model, param);
  const logarithmic = low > 0 && high / low >= wide;
  const steps = new Map<string, KnobStep>();
  const add = (value: number, text = textOf(param, value)): void => {
    const read = readSetting(param, text, model.calendar);
    if (typeof read !== 'string' && !steps.has(text)) steps.set(text, { text, value: read.value });
  };
  add(param.value);
  for (let i = 0; i <= stops; i++) {
    const part = i / stops;
    const exact = logarithmic ? low * (high / low) ** part : low + (high - low) * part;
    const value = i === 0 ? low : i === stops ? high : round(exact, (high - low) / stops, logarithmic);
    add(whole ? Math.round(value) : value);
  }
  const sorted = [...steps.values()].sort((a, b) => a.value - b.value);
  const current = textOf(param, param.value);
  return {
    id: param.id,
    title: param.title ?? param.name,
    steps: sorted,
    current: Math.max(
      0,
      sorted.findIndex(({ text }) => text === current),
    ),
  };
}

/** Without a range of its own: a tenth to ten times. */
function aroundOf({ value, notation }: Param): { readonly low: number; readonly high: number } {
  if (value === 0) return { low: 0, high: 1 };
  const high = notation === 'percent' && value <= 1 ? 1 : value * 10;
  return value > 0 ? { low: value / 10, high } : { low: value * 10, high: value / 10 };
}

/** Two digits of what grows by ratios; of what grows by distances as many as tell one stop from the next. */
function round(value: number, distance: number, logarithmic: boolean): number {
  if (logarithmic) return Number(value.toPrecision(2));
  const unit = 10 ** Math.floor(Math.log10(distance));
  return Number((Math.round(value / unit) * unit).toPrecision(12));
}

function textOf({ dimension, notation }: Param, value: number): string {
  return formatAsWritten({ value, dimension, notation: notation ?? 'number' });
}
