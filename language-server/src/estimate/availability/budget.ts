import type { Component, Flow } from '../../model/model.js';
import { type Cell, complement, constant, define, derived, type Term, unknown } from '../cell.js';
import { type Sheet, termOf } from '../sheet.js';
import { ownAvailability } from './component.js';
import { flowAvailability } from './flow.js';

export type Judged = Component | Flow | { readonly what: 'system'; readonly id: 'system' };

/** Of a component by itself, of a flow with all it needs, of the system as its worst flow. */
export function availability(sheet: Sheet, subject: Judged): Cell {
  if (subject.what === 'component') return ownAvailability(sheet, subject);
  if (subject.what === 'flow') return flowAvailability(sheet, subject);
  return sheet.cell('system', 'availability', () => {
    const flows = sheet.model.flows.map((flow) => derived(flowAvailability(sheet, flow)));
    return define({
      subject: 'system',
      figure: 'availability',
      unit: 'ratio',
      formula: 'that of its worst flow',
      terms: flows.length > 0 ? flows : [unknown('a flow')],
      compute: (values) => Math.min(...values),
    });
  });
}

/** Time in which it does not work, per year or month of the calendar. */
export function downtime(sheet: Sheet, subject: Judged, per: 'year' | 'month'): Cell {
  const figure = `downtime.${per}`;
  return sheet.cell(subject.id, figure, () =>
    define({
      subject: subject.id,
      figure,
      unit: 's',
      formula: `(1 − availability) × a ${per}`,
      terms: [
        derived(availability(sheet, subject)),
        constant(`a ${per}`, sheet.model.calendar[per], 's', "the system's calendar"),
      ],
      compute: ([works, length]) => complement(works) * length,
    }),
  );
}

type Objective = NonNullable<Flow['properties']['slo']>;

/** The objective that is promised of it: its own, of a flow also the client's or the system's. */
function objectiveOf(sheet: Sheet, subject: Judged): Objective | undefined {
  const holder = subject.what === 'system' ? sheet.model.system : subject;
  return (holder?.properties as { readonly slo?: Objective } | undefined)?.slo;
}

function promised(sheet: Sheet, subject: Judged): Term {
  const value = objectiveOf(sheet, subject)?.value.availability;
  return (
    (value && termOf(`${subject.id}.slo.availability`, value, 'ratio')) ?? unknown(`${subject.id}.slo.availability`)
  );
}

/** Time per window of the objective in which it may fail: (1 − slo.availability) × window. */
export function errorBudget(sheet: Sheet, subject: Judged): Cell {
  return sheet.cell(subject.id, 'error-budget', () => {
    const window = objectiveOf(sheet, subject)?.value.window;
    const name = `${subject.id}.slo.window`;
    return define({
      subject: subject.id,
      figure: 'error-budget',
      unit: 's',
      formula: '(1 − slo.availability) × window',
      terms: [
        promised(sheet, subject),
        (window && termOf(name, window, 's')) ??
          constant(name, 30 * 86_400, 's', 'a rolling month of 30 days is usual'),
      ],
      compute: ([objective, length]) => complement(objective) * length,
    });
  });
}

/** The part of the error budget that the design uses up by itself: (1 − availability) ÷ (1 − slo.availability). */
export function errorBudgetShare(sheet: Sheet, subject: Judged): Cell {
  return sheet.cell(subject.id, 'error-budget.share', () =>
    define({
      subject: subject.id,
      figure: 'error-budget.share',
      unit: 'ratio',
      formula: '(1 − availability) ÷ (1 − slo.availability)',
      terms: [derived(availability(sheet, subject)), promised(sheet, subject)],
      compute: ([works, objective]) => (works >= 1 ? 0 : complement(works) / complement(objective)),
    }),
  );
}
