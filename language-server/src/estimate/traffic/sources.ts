import type { Component, Flow } from '../../model/model.js';
import { calendar, dimensions, sameDimension } from '@archlang/grammar';
import { type Cell, constant, define, derived, type Term, unknown } from '../cell.js';
import { jobDuration } from '../jobs.js';
import { property, type Sheet, written } from '../sheet.js';

/** A kind of request, or the runs of a job: where it starts and how often. */
export interface Source {
  readonly id: string;
  readonly from: Component | undefined;
  /** Undefined for a job's runs. */
  readonly flow?: Flow;
  readonly average: Cell;
  readonly peak: Cell;
  /** The share of a day in which the load comes, 1 for all of it. */
  readonly active: Term;
}

/** Every flow, and every job that no flow starts at (properties.md 1.8). */
export function sources(sheet: Sheet): readonly Source[] {
  return sheet.once('sources', () => {
    const started = new Set(sheet.model.flows.map(({ from }) => from?.id));
    const jobs = sheet.model.components.filter(({ kind, id }) => kind === 'job' && !started.has(id));
    return [...sheet.model.flows.map((flow) => flowSource(sheet, flow)), ...jobs.map((job) => jobSource(sheet, job))];
  });
}

function flowSource(sheet: Sheet, flow: Flow): Source {
  return {
    id: flow.id,
    from: flow.from,
    flow,
    average: flowAverage(sheet, flow),
    peak: flowPeak(sheet, flow),
    active: property(flow, 'active', 'ratio'),
  };
}

const always = constant('active', 1, 'ratio', 'runs are spread over the whole day');

function jobSource(sheet: Sheet, job: Component): Source {
  const every = property(job, 'every', 's');
  const average = sheet.cell(`${job.id}.runs`, () =>
    define({
      subject: job.id,
      figure: 'runs',
      unit: '/s',
      formula: '1 ÷ every',
      terms: [every],
      compute: ([period]) => 1 / period,
    }),
  );
  const peak = sheet.cell(`${job.id}.runs.peak`, () =>
    define({
      subject: job.id,
      figure: 'runs.peak',
      unit: '/s',
      formula: '1 ÷ job.duration',
      terms: [derived(jobDuration(sheet, job))],
      compute: ([duration]) => 1 / duration,
      notes: ['While a job runs, all its calls fall into the length of one run.'],
    }),
  );
  return { id: job.id, from: job, average, peak, active: always };
}

/** λ of a flow over its active hours: a share of another flow, a period per device, per user, or absolute (estimates.md). */
export function flowAverage(sheet: Sheet, flow: Flow): Cell {
  return sheet.cell(`${flow.id}.rate.average`, () => {
    const base = { subject: flow.id, figure: 'rate.average', unit: '/s' as const };
    const { rate, every, of } = flow.properties;
    if (flow.parent) {
      return define({
        ...base,
        formula: 'rate of the other flow × share',
        terms: [derived(flowAverage(sheet, flow.parent)), property(flow, 'share', 'ratio')],
        compute: ([other, share]) => other * share,
      });
    }
    if (of) return define({ ...base, formula: 'rate of the other flow × share', terms: [unknown(`${of.value}.rate.average`)], compute: () => Number.NaN });
    if (every) return periodic(sheet, flow, base);
    if (!rate) return define({ ...base, formula: 'rate', terms: [unknown(`${flow.id}.rate`)], compute: () => Number.NaN });
    const perUser = rate.dimension !== undefined && sameDimension(rate.dimension, dimensions.userRate);
    const perHour = /\/\s*(s|sec|second|min|minute|h|hour)\b/.test(sheet.model.textOf(rate.at));
    const active = perHour ? [] : [property(flow, 'active', 'ratio')];
    const over = perHour || !flow.properties.active ? '' : ' ÷ active share of the day';
    if (!perUser) {
      return define({
        ...base,
        formula: `rate${over}`,
        terms: [property(flow, 'rate', '/s'), ...active],
        compute: ([stated, share = 1]) => stated / share,
      });
    }
    const users = dailyUsers(flow);
    return define({
      ...base,
      formula: `${users.length > 1 ? 'users × daily share' : 'users'} × rate per user${over}`,
      terms: [property(flow, 'rate', '/s'), ...users, ...active],
      compute: (values) => {
        const share = perHour ? 1 : values[values.length - 1];
        return values.slice(0, 1 + users.length).reduce((product, value) => product * value, 1) / share;
      },
    });
  });
}

type Base = { readonly subject: string; readonly figure: string; readonly unit: '/s' };

function periodic(sheet: Sheet, flow: Flow, base: Base): Cell {
  const every = property(flow, 'every', 's');
  const from = flow.from;
  if (from?.kind !== 'client') {
    return define({ ...base, formula: '1 ÷ every', terms: [every], compute: ([period]) => 1 / period });
  }
  return define({
    ...base,
    formula: 'devices connected at once ÷ every',
    terms: [derived(concurrentDevices(sheet, from)), every],
    compute: ([devices, period]) => devices / period,
  });
}

/** Devices of a client connected at once; a ratio is of its users. */
export function concurrentDevices(sheet: Sheet, client: Component): Cell {
  return sheet.cell(`${client.id}.concurrent`, () => {
    const { concurrent } = client.properties;
    const base = { subject: client.id, figure: 'concurrent', unit: 'count' as const };
    if (concurrent?.notation === 'percent') {
      return define({
        ...base,
        formula: 'users × share connected at once',
        terms: [property(client, 'users', 'count'), property(client, 'concurrent', 'ratio')],
        compute: ([users, share]) => users * share,
      });
    }
    return define({ ...base, formula: 'as written', terms: [property(client, 'concurrent', 'count')], compute: ([devices]) => devices });
  });
}

function dailyUsers(flow: Flow): Term[] {
  const client = flow.from;
  if (!client || client.kind !== 'client') return [unknown(`${flow.id}.from`)];
  const daily = written(client, 'daily', 'ratio');
  return [property(client, 'users', 'count'), ...(daily ? [daily] : [])];
}

/** λ̂ = λ × peak: the flow's, else the flow's it is part of, else the client's, else the system's, else assumed. */
export function flowPeak(sheet: Sheet, flow: Flow): Cell {
  return sheet.cell(`${flow.id}.rate.peak`, () => {
    let holder: Flow = flow;
    while (!holder.properties.peak && holder.parent && holder.parent !== flow) holder = holder.parent;
    const factor = property(holder.properties.peak ? holder : flow, 'peak', 'factor');
    return define({
      subject: flow.id,
      figure: 'rate.peak',
      unit: '/s',
      formula: 'average rate × peak',
      terms: [derived(flowAverage(sheet, flow)), factor],
      compute: ([average, peak]) => average * peak,
    });
  });
}

/** Seconds of a day, for what is counted by the day. */
export const secondsPerDay: number = calendar.day;
