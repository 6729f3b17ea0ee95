import { latencyBreakdown } from '../../estimate/latency/breakdown.js';
import { valueText } from '../describe/figures.js';
import { viewsOf } from '../preview/figure-view.js';
import { findingsOn, findingView } from '../preview/findings.js';
import { type Variant, variantOf } from '../preview/variant.js';
import type { DetailsRequest, Hop } from '../protocol.js';
import type { Snapshot } from '../snapshot.js';

/** All that is known of one thing of the picture, or of the whole design. */
export function details(snapshot: Snapshot, { id, whatIf }: DetailsRequest.Parameters): DetailsRequest.Result {
  const variant = variantOf(snapshot.designs[0], whatIf);
  const { model, estimates, findings } = variant;
  const subject = model.links.find((link) => link.id === id) ?? { id };
  const figures = estimates.of(subject).filter(({ figure }) => !figure.startsWith('visits.'));
  const hops = hopsOf(id, variant);
  return {
    id,
    ...viewsOf(figures, estimates, snapshot),
    findings: findingsOn(id, model, findings).map((finding) => findingView(finding, snapshot)),
    ...(hops.length > 0 && { hops }),
  };
}

function hopsOf(id: string, { model }: Variant): readonly Hop[] {
  const flow = model.flows.find((each) => each.id === id);
  if (!flow) return [];
  const hops = latencyBreakdown(model, flow);
  const total = hops.reduce((sum, { seconds }) => sum + seconds, 0);
  return hops.map(({ component, network, seconds }) => ({
    component: component.id,
    title: component.title ?? component.name,
    network,
    seconds,
    text: valueText({ value: seconds, unit: 's' }),
    share: total > 0 ? seconds / total : 0,
  }));
}
