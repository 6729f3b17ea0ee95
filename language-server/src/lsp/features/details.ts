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
  const parts = latencyBreakdown(model, flow);
  const times = parts.map(({ own, network }) => own + network);
  const total = times.reduce((sum, time) => sum + time, 0);
  const endless = times.filter((time) => time === Number.POSITIVE_INFINITY).length;
  // What is saturated takes all of the time there is.
  const shareOf = (time: number): number => (endless === 0 ? time / total : Number.isFinite(time) ? 0 : 1 / endless);
  const text = (value: number): string => valueText({ value, unit: 's' });
  return parts.map(({ component, own, network }) => ({
    component: component.id,
    title: component.title ?? component.name,
    text: text(own + network),
    parts: network > 0 ? `${text(own)} itself, ${text(network)} on the way` : `${text(own)} itself`,
    share: shareOf(own + network),
  }));
}
