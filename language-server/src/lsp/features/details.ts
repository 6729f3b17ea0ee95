import type { Component } from '../../model/model.js';
import { valueText } from '../describe/figures.js';
import { viewsOf } from '../preview/figure-view.js';
import { findingsOn, findingView } from '../preview/findings.js';
import type { DetailsRequest } from '../preview/protocol.js';
import { type Variant, variantOf } from '../preview/variant.js';
import type { Snapshot } from '../snapshot.js';

/** All that is known of one thing of the picture, or of the whole design. */
export function details(snapshot: Snapshot, { id, whatIf }: DetailsRequest.Parameters): DetailsRequest.Result {
  const variant = variantOf(snapshot.designs[0], whatIf);
  const { model, estimates, findings } = variant;
  const subject = model.links.find((link) => link.id === id) ?? { id };
  const figures = estimates.of(subject).filter(({ figure }) => !figure.startsWith('visits.'));
  return {
    id,
    ...viewsOf(figures, estimates, snapshot),
    findings: findingsOn(id, model, findings).map((finding) => findingView(finding, snapshot)),
    ...hopsOf(id, variant),
  };
}

/** By component, in the order of the calls. */
function hopsOf(id: string, { model, estimates }: Variant): Pick<DetailsRequest.Result, 'hops' | 'overlap'> {
  const flow = model.flows.find((each) => each.id === id);
  const breakdown = flow && estimates.breakdown(flow);
  if (!flow?.from || !breakdown) return {};
  const parts = new Map<Component, { own: number; way: number }>([[flow.from, { own: breakdown.own, way: 0 }]]);
  for (const [{ target }, { own, way }] of breakdown.links) {
    const before = parts.get(target) ?? { own: 0, way: 0 };
    parts.set(target, { own: before.own + own, way: before.way + way });
  }
  const timed = [...parts].filter(([, { own, way }]) => own + way > 0);
  const times = timed.map(([, { own, way }]) => own + way);
  const total = times.reduce((sum, time) => sum + time, 0);
  const endless = times.filter((time) => time === Number.POSITIVE_INFINITY).length;
  // What is saturated takes all of the time there is.
  const shareOf = (time: number): number => (endless === 0 ? time / total : Number.isFinite(time) ? 0 : 1 / endless);
  const text = (value: number): string => valueText({ value, unit: 's' });
  const hops = timed.map(([component, { own, way }]) => ({
    component: component.id,
    title: component.title ?? component.name,
    text: text(own + way),
    parts: way > 0 ? `${text(own)} itself, ${text(way)} on the way` : `${text(own)} itself`,
    share: shareOf(own + way),
  }));
  return { ...(hops.length > 0 && { hops }), ...(breakdown.overlap > 0 && { overlap: text(breakdown.overlap) }) };
}
