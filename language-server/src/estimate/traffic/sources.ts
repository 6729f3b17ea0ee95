import { dimensions, sameDimension } from '@archlang/grammar';
import type { Component, Flow } from '../../model/model.js';
import { isPlanned, startsBuilt } from '../../model/planned.js';
import type { Expression } from '../../model/value.js';
import { type Cell, constant, define, derived, type Term, unknown, type Working } from '../cell.js';
import { jobDuration } from '../jobs.js';
import { figureOf, perDesign, property, type Sheet, written } from '../sheet.js';

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
  /** How the load grows, a ratio per second; undefined where the design does not say. */
  readonly growth?: Term;
  /** Does it come already, or from what is only drawn? */
  readonly isBuilt: boolean;
}

/** Every flow, and every job that no flow starts at (properties.md 1.8). */
export const sources = perDesign((sheet): readonly Source[] => {
  const { flows, components } = sheet.model;
  const made = new Map<Flow, FlowSource>();
  // The flow that another is part of comes first, however long the chain is.
  for (const flow of parentsFirst(flows)) made.set(flow, flowSource(sheet, flow, flow.parent && made.get(flow.parent)));
  const started = new Set(flows.map(({ from }) => from));
  const jobs = components.filter((component) => component.kind === 'job' && !started.has(component));
  return [...flows.map((flow) => made.get(flow)!), ...jobs.map((job) => jobSource(sheet, job))];
});

/** What a flow lacks that reaches nothing. */
export function lackingStart({ isBuilt, id }: Source): Term {
  return unknown(isBuilt ? `${id}.from` : `a start of ${id} that is built`);
}

/** The source that a flow of the model is. */
export function sourceOf(sheet: Sheet, flow: Flow): Source {
  return sourcesByFlow(sheet).get(flow)!;
}

const sourcesByFlow = perDesign((sheet) => new Map(sources(sheet).map((source) => [source.flow, source])));

function parentsFirst(flows: readonly Flow[]): readonly Flow[] {
  const ordered = new Set<Flow>();
  for (const flow of flows) {
    const chain: Flow[] = [];
    const walked = new Set<Flow>();
    for (let at: Flow | undefined = flow; at && !ordered.has(at) && !walked.has(at); at = at.parent) {
      chain.push(at);
      walked.add(at);
    }
    for (const each of chain.reverse()) ordered.add(each);
  }
  return [...ordered];
}

interface FlowSource extends Source {
  readonly peakFactor: Term;
}

/** A part of another flow comes when that one does: its hours, peak and growth, unless it says otherwise itself. */
function flowSource(sheet: Sheet, flow: Flow, parent: FlowSource | undefined): FlowSource {
  const own = (name: 'active' | 'peak' | 'growth'): boolean => {
    const value = flow.properties[name];
    return value !== undefined && (!parent || value.origin === 'written');
  };
  const active = parent && !own('active') ? parent.active : property(flow, 'active', 'ratio');
  const peakFactor = parent && !own('peak') ? parent.peakFactor : property(flow, 'peak', 'factor');
  const growth = own('growth') ? written(flow, 'growth', '/s') : parent?.growth;
  const average = flowAverage(sheet, flow, parent, active);
  const peak = define({
    subject: flow.id,
    figure: 'rate.peak',
    unit: '/s',
    formula: 'average rate × peak',
    terms: [derived(average), peakFactor],
    compute: ([rate, factor]) => rate * factor,
  });
  const isBuilt = startsBuilt(flow);
  return { id: flow.id, from: flow.from, flow, average, peak, active, ...(growth && { growth }), isBuilt, peakFactor };
}

const always = constant('active', 1, 'ratio', 'runs are spread over the whole day');

function jobSource(sheet: Sheet, job: Component): Source {
  const every = property(job, 'every', 's');
  const average = define({
    subject: job.id,
    figure: 'runs',
    unit: '/s',
    formula: '1 ÷ every',
    terms: [every],
    compute: ([period]) => 1 / period,
  });
  const peak = define({
    subject: job.id,
    figure: 'runs.peak',
    unit: '/s',
    formula: '1 ÷ job.duration',
    terms: [derived(jobDuration(sheet, job))],
    compute: ([duration]) => 1 / duration,
    notes: ['While a job runs, all its calls fall into the length of one run.'],
  });
  return { id: job.id, from: job, average, peak, active: always, isBuilt: !isPlanned(job) };
}

type Base = { readonly subject: string; readonly figure: string; readonly unit: '/s' };

/** λ of a flow over its active hours: a share of another flow, a period per device, per user, or absolute (estimates.md). */
function flowAverage(sheet: Sheet, flow: Flow, parent: FlowSource | undefined, active: Term): Cell {
  const base: Base = { subject: flow.id, figure: 'rate.average', unit: '/s' };
  const { rate, every, of } = flow.properties;
  if (parent) return partOf(flow, parent, active, base);
  const missing = (name: string): Cell =>
    define({ ...base, formula: 'rate', terms: [unknown(name)], compute: () => Number.NaN });
  if (of) return missing(`${of.value}.rate.average`);
  if (every) return periodic(sheet, flow, base);
  if (!rate) return missing(`${flow.id}.rate`);
  const perUser = rate.dimension !== undefined && sameDimension(rate.dimension, dimensions.userRate);
  const users = perUser ? dailyUsers(flow) : [];
  const over = flow.properties.active && !isPerHour(sheet, rate.at, rate.expression) ? [active] : [];
  const population = users.length > 1 ? 'users × daily share × ' : users.length > 0 ? 'users × ' : '';
  return define({
    ...base,
    formula: `${population}rate${perUser ? ' per user' : ''}${over.length > 0 ? ' ÷ active share of the day' : ''}`,
    terms: [...users, property(flow, 'rate', '/s'), ...over],
    compute: (values) => {
      const product = values.slice(0, users.length + 1).reduce((total, value) => total * value, 1);
      return over.length > 0 ? product / values[users.length + 1] : product;
    },
  });
}

function partOf(flow: Flow, parent: FlowSource, active: Term, base: Base): Cell {
  const share = property(flow, 'share', 'ratio');
  if (active === parent.active) {
    return define({
      ...base,
      formula: 'rate of the other flow × share',
      terms: [derived(parent.average), share],
      compute: ([other, part]) => other * part,
    });
  }
  return define({
    ...base,
    formula: 'rate of the other flow × share × its active share of the day ÷ the own one',
    terms: [derived(parent.average), share, parent.active, active],
    compute: ([other, part, itsHours, hours]) => (other * part * itsHours) / hours,
  });
}

/** A rate per second, minute or hour is one of the busy hours; one per day or longer is spread over them. */
function isPerHour(
  sheet: Sheet,
  at: Parameters<Sheet['model']['textOf']>[0],
  expression: Expression | undefined,
): boolean {
  const text = sheet.model.textOf(at);
  if (/\/\s*(s|second|min|minute|h|hour)\b/.test(text)) return true;
  if (expression?.kind !== 'param' && expression?.kind !== 'operation') return false;
  const parts =
    expression.kind === 'operation' ? [expression.left, expression.right] : paramsOf(sheet, expression.name);
  return parts.some((part) => 'at' in part && part.at !== at && isPerHour(sheet, part.at, part));
}

function paramsOf(sheet: Sheet, id: string): readonly Expression[] {
  const param = sheet.model.declarations.get(id);
  return param?.what === 'param' || param?.what === 'let' ? [param.expression] : [];
}

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
export const concurrentDevices = figureOf('concurrent', 'count', (_sheet, client: Component): Working => {
  if (client.properties.concurrent?.notation === 'percent') {
    return {
      formula: 'users × share connected at once',
      terms: [property(client, 'users', 'count'), property(client, 'concurrent', 'ratio')],
      compute: ([users, share]) => users * share,
    };
  }
  return {
    formula: 'as written',
    terms: [property(client, 'concurrent', 'count')],
    compute: ([devices]) => devices,
  };
});

function dailyUsers(flow: Flow): Term[] {
  const client = flow.from;
  if (client?.kind !== 'client') return [unknown(`${flow.id}.from`)];
  const daily = written(client, 'daily', 'ratio');
  return [property(client, 'users', 'count'), ...(daily ? [daily] : [])];
}
