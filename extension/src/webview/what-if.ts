import * as l10n from '@vscode/l10n';
import type { SceneView } from '../preview/messages.js';

export type WhatIf = NonNullable<SceneView['whatIf']>;
export type Loss = NonNullable<WhatIf['lost']>[number];

export function isDifferent({ load = 1, parameters = {}, lost = [] }: WhatIf): boolean {
  return load !== 1 || lost.length > 0 || Object.keys(parameters).length > 0;
}

export function withLoad({ load: _, ...rest }: WhatIf, load: number): WhatIf {
  return load === 1 ? rest : { ...rest, load };
}

/** @param value in base units; without one the param is as written */
export function withParameter(whatIf: WhatIf, id: string, value: number | undefined): WhatIf {
  const { [id]: _, ...others } = whatIf.parameters ?? {};
  return { ...whatIf, parameters: value === undefined ? others : { ...others, [id]: value } };
}

/** Takes something away, or gives it back. */
export function toggled(whatIf: WhatIf, loss: Loss): WhatIf {
  const others = (whatIf.lost ?? []).filter((other) => keyOf(other) !== keyOf(loss));
  return { ...whatIf, lost: others.length < (whatIf.lost?.length ?? 0) ? others : [...others, loss] };
}

/** So many replicas of a component less than written. */
export function withoutReplicas(whatIf: WhatIf, component: string, count: number): WhatIf {
  const others = (whatIf.lost ?? []).filter((loss) => loss.what !== 'replicas' || loss.component !== component);
  return { ...whatIf, lost: count > 0 ? [...others, { what: 'replicas', component, count }] : others };
}

export function replicasTaken({ lost = [] }: WhatIf, component: string): number {
  return lost.reduce(
    (sum, loss) => sum + (loss.what === 'replicas' && loss.component === component ? loss.count : 0),
    0,
  );
}

export function isLost({ lost = [] }: WhatIf, loss: Loss): boolean {
  return lost.some((other) => keyOf(other) === keyOf(loss));
}

export function keyOf(loss: Loss): string {
  switch (loss.what) {
    case 'replicas':
    case 'component':
      return `${loss.what} ${loss.component}`;
    case 'region':
      return `region ${loss.name}`;
    case 'zone':
      return `zone ${loss.name} of ${loss.region ?? ''}`;
  }
}

/** `zone a of eu-west`, `2 replicas of api` */
export function lossText(loss: Loss): string {
  switch (loss.what) {
    case 'replicas':
      return loss.count === 1
        ? l10n.t('1 replica of {0}', loss.component)
        : l10n.t('{0} replicas of {1}', loss.count, loss.component);
    case 'component':
      return loss.component;
    case 'region':
      return l10n.t('region {0}', loss.name);
    case 'zone':
      return loss.region ? l10n.t('zone {0} of {1}', loss.name, loss.region) : l10n.t('zone {0}', loss.name);
  }
}

/** The difference in a few words: `load 2x, dau 20M, without zone a`. */
export function summary(
  whatIf: WhatIf,
  knobs: readonly {
    readonly id: string;
    readonly steps: readonly { readonly text: string; readonly value: number }[];
  }[],
): string {
  const { load = 1, parameters = {}, lost = [] } = whatIf;
  const settings = Object.entries(parameters).map(([id, value]) => {
    const step = knobs.find((knob) => knob.id === id)?.steps.find((each) => each.value === value);
    return `${id} ${step?.text ?? value}`;
  });
  return [
    ...(load === 1 ? [] : [l10n.t('load {0}', loadText(load))]),
    ...settings,
    ...(lost.length > 0 ? [l10n.t('without {0}', lost.map(lossText).join(', '))] : []),
  ].join(', ');
}

/** Stops of the load's slider: a tenth to ten times, in about equal ratios, each a round number. */
export const loads: readonly number[] = [
  ...new Set(Array.from({ length: 81 }, (_, i) => Number((10 ** ((i - 40) / 40)).toPrecision(2)))),
];

export function loadText(load: number): string {
  return `${load}x`;
}
