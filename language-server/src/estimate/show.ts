import { dimensions, formatQuantity } from '@archlang/grammar';
import type { Figure, Input, Unit } from './estimates.js';

/** A figure's value as people read it: three significant digits, or all of them. */
export function showValue(value: number, unit: Unit, exact = false): string {
  if (Number.isNaN(value)) return 'unknown';
  if (!Number.isFinite(value)) return saturating.has(unit) ? 'saturated' : 'unbounded';
  const options = { exact };
  switch (unit) {
    case '/s':
      return formatQuantity(value, dimensions.rate, options);
    case 's':
      return formatQuantity(value, dimensions.time, options);
    case 'B':
      return formatQuantity(value, dimensions.data, options);
    case 'B/day':
      return `${formatQuantity(value, dimensions.data, options)}/day`;
    case 'bit/s':
      return formatQuantity(value / 8, 'bits', options);
    case 'ratio':
      return beyondSense(value, exact) ?? formatQuantity(value, 'ratio', options);
    case 'factor':
      return `${formatQuantity(value, dimensions.number, options)}x`;
    case 'count':
      return formatQuantity(value, dimensions.number, options);
    case 'days':
    case 'years':
      return `${formatQuantity(value, dimensions.number, options)} ${unit}`;
    case 'money':
      return formatQuantity(value, dimensions.money, options);
    case 'money/s':
      return formatQuantity(value, dimensions.moneyRate, options);
    case 'money/B':
      return formatQuantity(value, dimensions.moneyPerData, options);
    case 'money/B/s':
      return formatQuantity(value, dimensions.moneyPerDataTime, options);
  }
}

/** The inputs of a figure as they are listed: each once, however often its formula takes it. */
export function listedInputs({ inputs }: Figure): readonly Input[] {
  const listed = new Set<Figure | string>();
  return inputs.filter(({ name, value, derivation }) => {
    // Two figures may bear one name: arrivals by several ways.
    const key = derivation ?? `${name} ${value}`;
    if (listed.has(key)) return false;
    listed.add(key);
    return true;
  });
}

/** Nearer than this to nothing or to all, digits tell of the sum and no more of the design. */
const speck = 1e-12;

function beyondSense(ratio: number, exact: boolean): string | undefined {
  if (exact) return undefined;
  if (ratio > 0 && ratio < speck) return '< 0.0000000001%';
  return ratio < 1 && 1 - ratio < speck / 2 ? '> 99.9999999999%' : undefined;
}

/** The same in the other unit that people think in: `2.5GB/s` for `20Gbps`; empty where there is none. */
export function inOtherUnit(value: number, unit: Unit, exact = false): string {
  if (unit !== 'bit/s' || !Number.isFinite(value)) return '';
  return `${formatQuantity(value / 8, dimensions.data, { exact })}/s`;
}

/** Figures that have no value because the load is more than can be served, rather than because nothing limits them. */
const saturating: ReadonlySet<Unit> = new Set(['s', 'ratio', 'count', '/s']);
