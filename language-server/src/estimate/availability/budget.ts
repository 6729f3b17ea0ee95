import type { Component, Flow } from '../../model/model.js';
import { type Cell, complement, constant, derived, type Term, unknown } from '../cell.js';
import { figureOf, type Sheet, termOf } from '../sheet.js';
import { sourceOf } from '../traffic/sources.js';
import { ownAvailability } from './component.js';
import { available, downOf } from './down.js';
import { flowAvailability } from './flow.js';

export type Judged = Component | Flow | { readonly what: 'system'; readonly id: 'system' };

/** Of a component by itself, of a flow with all it needs, of the system as its worst flow. */
export function availability(sheet: Sheet, subject: Judged): Cell {
  if (subject.what === 'component') return ownAvailability(sheet, subject);
  if (subject.what === 'flow') return flowAvailability(sheet, subject);
  return systemAvailability(sheet, subject);
}

const systemAvailability = figureOf('availability', 'ratio', (sheet, _system: Judged) => {
  const built = sheet.model.flows.filter((flow) => sourceOf(sheet, flow).isBuilt);
  const flows = built.map((flow) => derived(flowAvailability(sheet, flow)));
  return {
    formula: 'that of its worst flow',
    terms: flows.length > 0 ? flows : [unknown('a flow')],
    ...available((all) => all.reduce((worst, { down }) => Math.max(worst, down), 0)),
  };
});

const downtimes = { year: downtimeOf('year'), month: downtimeOf('month') } as const;

/** Time in which it does not work, per year or month of the calendar. */
export function downtime(sheet: Sheet, subject: Judged, per: 'year' | 'month'): Cell {
  return downtimes[per](sheet, subject);
}

function downtimeOf(per: 'year' | 'month'): (sheet: Sheet, subject: Judged) => Cell {
  const formula = `(1 − availability) × a ${per}`;
  return figureOf(`downtime.${per}`, 's', (sheet, subject: Judged) => ({
    formula,
    terms: [
      derived(availability(sheet, subject)),
      constant(`a ${per}`, sheet.model.calendar[per], 's', "the system's calendar"),
    ],
    compute: (values, details) => downOf(values, details)[0] * values[1],
  }));
}

/** What is aimed for, and what customers were promised. */
export type Commitment = 'slo' | 'sla';

type Objective = NonNullable<Flow['properties'][Commitment]>;

/** What is promised of it: its own, of a flow also the client's or the system's. */
function objectiveOf(sheet: Sheet, subject: Judged, by: Commitment): Objective | undefined {
  const holder = subject.what === 'system' ? sheet.model.system : subject;
  return (holder?.properties as { readonly [each in Commitment]?: Objective } | undefined)?.[by];
}

function promised(sheet: Sheet, subject: Judged, by: Commitment): Term {
  const name = `${subject.id}.${by}.availability`;
  const value = objectiveOf(sheet, subject, by)?.value.availability;
  return (value && termOf(name, value, 'ratio')) ?? unknown(name);
}

const budgets = { slo: budgetOf('slo'), sla: budgetOf('sla') } as const;

/** Time per window of the objective in which it may fail: (1 − slo.availability) × window. */
export function errorBudget(sheet: Sheet, subject: Judged, by: Commitment = 'slo'): Cell {
  return budgets[by](sheet, subject);
}

function budgetOf(by: Commitment): (sheet: Sheet, subject: Judged) => Cell {
  return figureOf(by === 'slo' ? 'error-budget' : `error-budget.${by}`, 's', (sheet, subject: Judged) => {
    const window = objectiveOf(sheet, subject, by)?.value.window;
    const name = `${subject.id}.${by}.window`;
    return {
      formula: `(1 − ${by}.availability) × window`,
      terms: [
        promised(sheet, subject, by),
        (window && termOf(name, window, 's')) ??
          constant(name, 30 * 86_400, 's', 'a rolling month of 30 days is usual'),
      ],
      compute: ([objective, length]) => complement(objective) * length,
    };
  });
}

const budgetShares = { slo: budgetShareOf('slo'), sla: budgetShareOf('sla') } as const;

/** The part of the error budget that the design uses up by itself: (1 − availability) ÷ (1 − slo.availability). */
export function errorBudgetShare(sheet: Sheet, subject: Judged, by: Commitment = 'slo'): Cell {
  return budgetShares[by](sheet, subject);
}

function budgetShareOf(by: Commitment): (sheet: Sheet, subject: Judged) => Cell {
  const figure = by === 'slo' ? 'error-budget.share' : `error-budget.share.${by}`;
  return figureOf(figure, 'ratio', (sheet, subject: Judged) => ({
    formula: `(1 − availability) ÷ (1 − ${by}.availability)`,
    terms: [derived(availability(sheet, subject)), promised(sheet, subject, by)],
    compute: (values, details) => {
      const [used, allowed] = downOf(values, details);
      return used === 0 ? 0 : used / allowed;
    },
  }));
}
