import { valueText } from '../describe/figures.js';
import type { SummaryRequest } from '../protocol.js';
import type { Snapshot } from '../snapshot.js';

/** The component nearest to its limit, for a place where there is room for no more. */
export function summary(snapshot: Snapshot): SummaryRequest.Result {
  const { model, estimates } = snapshot;
  let busiest: { readonly id: string; readonly value: number } | undefined;
  for (const component of model.components) {
    const value = estimates.value(component, 'utilisation');
    if (value !== undefined && value > (busiest?.value ?? 0)) busiest = { id: component.id, value };
  }
  const component = busiest && model.components.find(({ id }) => id === busiest.id);
  const place = component && snapshot.locate(component.head);
  if (!busiest || !place) return {};
  return { busiest: { id: busiest.id, utilisation: valueText({ value: busiest.value, unit: 'ratio' }), ...place } };
}
