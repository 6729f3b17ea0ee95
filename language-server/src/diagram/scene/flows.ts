import { formatRatio } from '@archlang/grammar';
import type { Estimates } from '../../estimate/estimates.js';
import type { Flow, Model } from '../../model/model.js';
import { displayText } from '../text/clean.js';
import { availabilityText, manyNines, quantified, rateText, secondsText } from './figures.js';
import { noFindings } from './findings.js';
import { flowPath } from './flow-path.js';
import type { ObjectiveState, SceneFlow, SceneObjective } from './scene.js';

/** The flows with their figures and how they stand against their own `slo`. */
export function sceneFlows(model: Model, estimates: Estimates): readonly SceneFlow[] {
  const titles = distinctTitles(model.flows);
  return model.flows.map((flow, i): SceneFlow => {
    const objectives = objectivesOf(flow, estimates);
    const state = worst(objectives);
    const rate = quantified(estimates.value(flow, 'rate.peak'), rateText);
    const latency = quantified(estimates.value(flow, 'latency.p99'), secondsText);
    return {
      id: flow.id,
      title: titles[i]!,
      ...(rate && { rate }),
      ...(latency && { latency }),
      objectives,
      ...(state && { state }),
      path: flowPath(flow, estimates),
      findings: noFindings,
    };
  });
}

/** Those of a like title are told apart by their names, which also stand on the links. */
function distinctTitles(flows: readonly Flow[]): readonly string[] {
  const titles = flows.map(({ title, name }) => displayText(title ?? name));
  const seen = new Map<string, number>();
  for (const title of titles) seen.set(title, (seen.get(title) ?? 0) + 1);
  return titles.map((title, i) => (seen.get(title)! > 1 ? displayText(`${title} (${flows[i]!.name})`) : title));
}

const latencies = ['latency.mean', 'latency.p50', 'latency.p95', 'latency.p99'] as const;

function objectivesOf(flow: Flow, estimates: Estimates): readonly SceneObjective[] {
  const slo = flow.properties.slo?.value;
  if (!slo) return [];
  const objectives = latencies.flatMap((figure) => {
    const target = slo[figure]?.value;
    return target === undefined ? [] : [objective(figure, target, estimates.value(flow, figure), secondsText)];
  });
  const availability = slo.availability?.value;
  if (availability === undefined) return objectives;
  // On which side of its target it is must be seen.
  const text = availability < manyNines ? availabilityText : formatRatio;
  return [...objectives, objective('availability', availability, estimates.value(flow, 'availability'), text)];
}

function objective(
  figure: string,
  target: number,
  actual: number | undefined,
  text: (value: number) => string,
): SceneObjective {
  const known = actual !== undefined && !Number.isNaN(actual);
  const met = known && (figure === 'availability' ? actual >= target : actual <= target);
  const shown = quantified(actual, text);
  return {
    figure,
    target: { value: target, text: text(target) },
    ...(shown && { actual: shown }),
    state: known ? (met ? 'met' : 'missed') : 'unknown',
  };
}

function worst(objectives: readonly SceneObjective[]): ObjectiveState | undefined {
  return (['missed', 'unknown', 'met'] as const).find((state) => objectives.some((o) => o.state === state));
}
