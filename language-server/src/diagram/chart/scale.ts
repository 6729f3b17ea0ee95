/** How values of an axis become pixels, and which of them are marked. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly logarithmic: boolean;
  /** Ascending, within the ends. */
  readonly ticks: readonly number[];
  /** From 0 at the low end to 1 at the high end. */
  part(value: number): number;
}

export interface ScaleOptions {
  readonly logarithmic: boolean;
  /** Ticks are round in multiples of this: 86,400 for seconds that are shown as days. */
  readonly unit: number;
  /** About how many ticks there is room for. */
  readonly room: number;
}

/** From exactly `low` to `high`; `low` is above 0 on a logarithmic scale. */
export function scaleBetween(low: number, high: number, { logarithmic, unit, room }: ScaleOptions): Scale {
  const place = logarithmic ? Math.log : (value: number) => value;
  const length = place(high) - place(low);
  const marks = logarithmic
    ? logarithmicTicks(low / unit, high / unit, room)
    : linearTicks(low / unit, high / unit, room);
  return {
    low,
    high,
    logarithmic,
    ticks: marks.map((mark) => mark * unit),
    part: (value) => (length === 0 ? 0.5 : (place(value) - place(low)) / length),
  };
}

/** With ends that are ticks and hold all values: from 0, unless they vary little. */
export function scaleAround(values: readonly number[], options: ScaleOptions): Scale {
  const least = Math.min(...values);
  const most = Math.max(...values);
  if (options.logarithmic) {
    const from = 10 ** Math.floor(Math.log10(least / options.unit) + 1e-9) * options.unit;
    const to = 10 ** Math.ceil(Math.log10(most / options.unit) - 1e-9) * options.unit;
    const step = (end: number, up: boolean) => nearestRound(end / options.unit, up) * options.unit;
    return scaleBetween(Math.max(from, step(least, false)), Math.min(to, step(most, true)), options);
  }
  const varied = most - least > 0.25 * Math.abs(most);
  const low = varied ? Math.min(0, least) : least - (most - least || Math.abs(most) || 1) * 0.1;
  const high = varied ? most : most + (most - least || Math.abs(most) || 1) * 0.1;
  const step = roundStep((high - low) / options.unit, options.room) * options.unit;
  const tidy = (ends: number) => Number(ends.toPrecision(12));
  return scaleBetween(tidy(Math.floor(low / step) * step), tidy(Math.ceil(high / step) * step), options);
}

/** 1, 2 or 5 times a power of ten: the least of them that cuts the length into at most `room` parts. */
function roundStep(length: number, room: number): number {
  const rough = length / Math.max(1, room);
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5].find((step) => step * power >= rough * (1 - 1e-9)) ?? 10) * power;
}

function linearTicks(low: number, high: number, room: number): number[] {
  if (!(high > low)) return [low];
  const step = roundStep(high - low, room);
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++)
    ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}

function logarithmicTicks(low: number, high: number, room: number): number[] {
  for (const steps of [[1, 2, 5], [1, 3], [1]]) {
    const ticks = powersBetween(low, high, steps);
    if (ticks.length <= room && ticks.length >= 2) return ticks;
  }
  const tens = powersBetween(low, high, [1]);
  if (tens.length < 2) return linearTicks(low, high, room);
  const each = Math.ceil(tens.length / room);
  return tens.filter((_, index) => index % each === 0);
}

function powersBetween(low: number, high: number, steps: readonly number[]): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const step of steps) {
      const tick = Number((step * 10 ** power).toPrecision(6));
      if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) ticks.push(tick);
    }
  }
  return ticks;
}

/** The next 1, 2 or 5 times a power of ten above or below a value. */
function nearestRound(value: number, up: boolean): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  const digits = value / power;
  const choices = [1, 2, 5, 10];
  const found = up
    ? choices.find((choice) => choice >= digits * (1 - 1e-9))
    : choices.findLast((choice) => choice <= digits * (1 + 1e-9));
  return Number(((found ?? 1) * power).toPrecision(6));
}
