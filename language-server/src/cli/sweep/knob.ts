import { describeDimension, formatAsWritten, sameDimension } from '@archlang/grammar';
import { countsWholes, type SweepRange } from '../../estimate/sweep.js';
import type { Model, Param } from '../../model/model.js';
import { readSetting } from '../../model/params.js';
import { CallError, didYouMean } from '../call-error.js';

export interface RangeOptions {
  readonly from?: string;
  readonly to?: string;
  readonly steps: number;
  readonly log?: boolean;
}

/** The param of that name. @throws CallError where there is none that can be turned */
export function knobNamed(name: string, { params }: Model): Param {
  const found = params.find(({ id }) => id === name) ?? params.find((param) => param.name === name);
  if (found?.what === 'param') return found;
  if (found) {
    throw new CallError(`\`${name}\` cannot be turned: it follows from other values`, 'Only a `param` can be swept.');
  }
  const ids = params.filter(({ what }) => what === 'param').map(({ id }) => id);
  const otherwise =
    ids.length === 0
      ? 'The design has no `param`: write `param dau = 100M in 10M..1bn`, and use `dau` where its value stands.'
      : `There is ${ids.map((id) => `\`${id}\``).join(', ')}.`;
  throw new CallError(`there is no param \`${name}\``, didYouMean(name, ids, otherwise));
}

/** From the options, else from the range of the param itself. @throws CallError */
export function rangeOf(knob: Param, model: Model, options: RangeOptions): SweepRange {
  const end = (option: 'from' | 'to', own: number | undefined): number => {
    const text = options[option];
    if (text !== undefined) return quantityOf(knob, option, text, model);
    if (own !== undefined) return own;
    const example = `Give \`--from\` and \`--to\`, or write the range into the design: \`param ${knob.name} = … in …..…\`.`;
    throw new CallError(`\`${knob.name}\` has no range of its own, and \`--${option}\` is not given`, example);
  };
  const from = end('from', knob.range?.low);
  const to = end('to', knob.range?.high);
  const shown = (value: number): string => showKnob(knob, value);
  if (from >= to) {
    throw new CallError(`the range is empty: from ${shown(from)} to ${shown(to)}`, '`--from` must be below `--to`.');
  }
  const logarithmic = options.log === true;
  if (logarithmic && from <= 0) {
    throw new CallError(
      `a logarithmic scale cannot begin at ${shown(from)}`,
      'Give a `--from` above 0, or leave `--log` out.',
    );
  }
  const whole = countsWholes(model, knob);
  if (whole && !(Number.isInteger(from) && Number.isInteger(to))) {
    throw new CallError(`\`${knob.name}\` counts whole things`, 'Give whole numbers as `--from` and `--to`.');
  }
  return { from, to, steps: options.steps, logarithmic, whole };
}

function quantityOf(knob: Param, option: string, text: string, { calendar }: Model): number {
  const quantity = readSetting(knob, text, calendar);
  if (typeof quantity !== 'string') return quantity.value;
  throw new CallError(`\`--${option} ${text}\` does not fit`, quantity);
}

/** A value of the param in the manner its own is written. */
export function showKnob({ dimension, notation }: Param, value: number, exact = false): string {
  return formatAsWritten({ value, dimension, notation: notation ?? 'number' }, { exact });
}

/** What a number of the param is in, for programs: `a time` is in seconds. */
export function dimensionOfKnob({ dimension }: Param): string {
  return describeDimension(dimension);
}

const day = 86_400;
const periods = [365 * day, day, 3600, 60, 1];

/** The unit in which values of the param look round: years of long times, days of rates per user. */
export function roundUnit({ dimension }: Param, most: number, { calendar }: Model): number {
  const { time, money } = dimension;
  if (time === 1) return periods.find((period) => most >= 2 * period) ?? 1;
  if (time !== -1) return 1;
  if (money === 1) return 1 / calendar.month;
  const isSlow = dimension.user !== 0 || (dimension.data === 0 && most < 1);
  return isSlow && sameDimension(dimension, { ...dimension, data: 0 }) ? 1 / day : 1;
}
