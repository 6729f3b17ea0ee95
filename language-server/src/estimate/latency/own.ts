import type { Component } from '../../model/model.js';
import type { Value } from '../../model/value.js';
import { constant, isKnown, sum, type Term, unknown, type Working } from '../cell.js';
import { figureOf, termOf, written } from '../sheet.js';
import { Distribution, meanOf } from './distribution.js';

/** Time in a component itself, its security stages included: the mean, with its distribution as detail. */
export const ownTime = figureOf('own-time', 's', (_sheet, component: Component): Working => {
  const time = median(component);
  if (!isKnown(time)) return { formula: 'latency', terms: [time], compute: sum };
  const p99 = written(component, 'latency.p99', 's');
  const stages = stagesOf(component);
  return {
    formula: `${p99 ? 'mean of the log-normal through latency and latency.p99' : 'latency'}${stages.length > 0 ? ' + Σ stages' : ''}`,
    terms: [time, ...(p99 ? [p99] : []), ...stages],
    compute: meanOf,
    computeDetail: p99 ? spreadOut : alwaysTheSame,
    notes: p99 || time.value === 0 ? [] : [`${component.id} says no latency.p99: its median stands for its mean.`],
  };
});

function spreadOut([typical, p99, ...stages]: readonly number[]): Distribution {
  return Distribution.logNormal(typical, p99).plus(Distribution.constant(sum(stages)));
}

function alwaysTheSame(times: readonly number[]): Distribution {
  return Distribution.constant(sum(times));
}

/** The latest 99 of 100 requests leave a component itself: what bounds are added up from. Unknown without `latency.p99`. */
export const ownBound = figureOf('own-bound', 's', (_sheet, component: Component): Working => {
  const time = median(component);
  const isNothing = isKnown(time) && time.value === 0;
  const p99 = isNothing ? time : (written(component, 'latency.p99', 's') ?? unknown(`${component.id}.latency.p99`));
  return { formula: 'latency.p99 + Σ stages', terms: [p99, ...stagesOf(component)], compute: sum };
});

/** A client works for itself, and a gateway with stages does nothing else unless it says so. */
function median(component: Component): Term {
  if (component.kind === 'client')
    return constant(`${component.id}.latency`, 0, 's', 'time in the client is not counted');
  const stated = written(component, 'latency', 's');
  if (stated) return stated;
  if (component.kind === 'gateway' && component.properties.stages) {
    return constant(`${component.id}.latency`, 0, 's', 'its work is its stages');
  }
  return unknown(`${component.id}.latency`);
}

function stagesOf(component: Component): readonly Term[] {
  const stages = component.properties.stages?.value;
  if (!stages) return [];
  return Object.entries(stages as Readonly<Record<string, Value<unknown>>>).flatMap(([name, value]) => {
    return termOf(`${component.id}.stages.${name}`, value, 's') ?? [];
  });
}
