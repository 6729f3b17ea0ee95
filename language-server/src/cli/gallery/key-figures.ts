import type { Estimates, Unit } from '../../estimate/estimates.js';
import { showValue } from '../../estimate/show.js';
import type { Flow, Model } from '../../model/model.js';

/** A design's numbers that matter most, as Markdown: its load, its busiest part, what its main flow feels, what is kept. */
export function keyFigures(model: Model, estimates: Estimates): string[] {
  const shown = (subject: { readonly id: string }, figure: string, unit: Unit): string | undefined => {
    const value = estimates.value(subject, figure);
    return value === undefined || value === 0 ? undefined : `**${showValue(value, unit)}**`;
  };
  const system = { id: 'system' };
  const flow = mainFlow(model, estimates);
  const busiest = highest(model.components, (component) => estimates.value(component, 'utilisation'));
  const rate = flow && shown(flow, 'rate.peak', '/s');
  const p99 = flow && shown(flow, 'latency.p99', 's');
  const availability = flow && shown(flow, 'availability', 'ratio');
  const kept = shown(system, 'storage', 'B');
  const cost = shown(system, 'cost.month', 'money');
  return [
    rate && `${rate} \`${flow.id}\` at peak`,
    p99 && `${p99} at p99`,
    availability && `${availability} available`,
    busiest && `busiest: \`${busiest.id}\` at ${shown(busiest, 'utilisation', 'ratio')}`,
    kept && `${kept} kept`,
    cost && `${cost} a month`,
  ].filter((part) => part !== undefined);
}

/** What people do most: of the flows that start at a client the busiest, else of all. */
function mainFlow(model: Model, estimates: Estimates): Flow | undefined {
  const ofPeople = model.flows.filter(({ from }) => from?.kind === 'client');
  const flows = ofPeople.length > 0 ? ofPeople : model.flows;
  return highest(flows, (flow) => estimates.value(flow, 'rate.peak'));
}

/** The first of those with the largest known value. */
function highest<Subject>(
  subjects: readonly Subject[],
  measure: (subject: Subject) => number | undefined,
): Subject | undefined {
  const known = subjects.filter((subject) => measure(subject) !== undefined);
  return known.sort((a, b) => measure(b)! - measure(a)!)[0];
}
