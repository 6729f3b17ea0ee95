import type { Chart, Panel } from '../../diagram/chart/chart.js';
import { renderChart } from '../../diagram/chart/render.js';
import type { Unit } from '../../estimate/estimates.js';
import { showValue } from '../../estimate/show.js';
import type { Curve } from '../../estimate/sweep.js';
import type { Model } from '../../model/model.js';
import { roundUnit, showKnob } from './knob.js';
import { outcomeOf, type SweepContext, type SweepReport } from './report.js';

/** A picture: one set of curves for each unit, with the breaks marked across them all. */
export const svg: SweepReport = (context) => `${renderChart(chartOf(context), context.theme)}\n`;

function chartOf(context: SweepContext): Chart {
  const { sweep, knob, range, model } = context;
  const byUnit = new Map<Unit, Curve[]>();
  const [known, unknown] = [true, false].map((wanted) => sweep.curves.filter((curve) => isKnown(curve) === wanted));
  for (const curve of known) byUnit.set(curve.unit, [...(byUnit.get(curve.unit) ?? []), curve]);
  const broken = sweep.broken.map((limit) => outcomeOf(limit, model));
  return {
    title: model.system?.title ?? context.paths.shown(context.entry),
    x: {
      label: knob.title === undefined ? knob.id : `${knob.title} (${knob.id})`,
      logarithmic: range.logarithmic,
      format: (value) => showKnob(knob, value),
      unit: roundUnit(knob, range.to, model),
      low: range.from,
      high: range.to,
    },
    panels: [...byUnit].map(([unit, curves]) => panelOf(unit, curves, context)),
    marks: sweep.breaks.map(({ at, limit }) => ({
      at,
      text: `${showKnob(knob, at)} · ${outcomeOf(limit, model)}`,
      good: limit.holds,
    })),
    notes: [
      ...(broken.length > 0 ? [`From the start: ${broken.join(', ')}.`] : []),
      ...(unknown.length > 0 ? [`Unknown: ${unknown.map(({ name }) => name).join(', ')}.`] : []),
    ],
  };
}

function isKnown({ values }: Curve): boolean {
  return values.some((value) => value !== undefined);
}

function panelOf(unit: Unit, curves: readonly Curve[], { sweep, range, model }: SweepContext): Panel {
  const names = new Set(curves.map(({ name }) => name));
  const limits = [...sweep.broken, ...sweep.breaks.map(({ limit }) => limit)];
  const bounds = limits.flatMap(({ of, bound }) => (bound !== undefined && names.has(of) ? [bound] : []));
  const finite = curves.flatMap(({ values }) =>
    values.flatMap((value) => (Number.isFinite(value) ? [value as number] : [])),
  );
  return {
    label: curves.every(({ figure }) => figure === curves[0].figure) ? curves[0].figure : measured[unit],
    logarithmic: range.logarithmic,
    format: (value) => showValue(value, unit),
    unit: roundAs(unit, Math.max(0, ...finite), model),
    bounds: [...new Set(bounds)],
    curves: curves.map(({ name, values }) => ({
      name,
      points: values.map((value, index) => ({ x: sweep.values[index], y: value ?? Number.NaN })),
    })),
  };
}

/** The unit in which ticks of a figure look round. */
function roundAs(unit: Unit, most: number, { calendar }: Model): number {
  if (unit === 'money/s') return 1 / calendar.month;
  if (unit === 's') return [365 * 86_400, 86_400, 3600, 60].find((period) => most >= 2 * period) ?? 1;
  return unit === '/s' && most < 1 ? 1 / 86_400 : 1;
}

const measured: Readonly<Record<Unit, string>> = {
  '/s': 'rate',
  s: 'time',
  B: 'data',
  'B/day': 'growth',
  'bit/s': 'bandwidth',
  ratio: 'share',
  factor: 'factor',
  count: 'count',
  days: 'days',
  years: 'years',
  money: 'money',
  'money/s': 'money',
  'money/B': 'price',
  'money/B/s': 'price',
};
