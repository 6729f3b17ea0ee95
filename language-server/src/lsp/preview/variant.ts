import { estimate } from '../../estimate/estimate.js';
import type { Estimates } from '../../estimate/estimates.js';
import { buildModel } from '../../model/build.js';
import type { Model } from '../../model/model.js';
import { isGone, type WhatIf } from '../../model/what-if.js';
import { additionsOf } from '../../rules/configuration.js';
import type { Finding } from '../../rules/finding.js';
import { lint } from '../../rules/lint.js';
import type { Design } from '../design.js';

/** A design as it is written, or as it would be; its findings are looked for when they are first asked for. */
export interface Variant {
  readonly model: Model;
  readonly estimates: Estimates;
  readonly findings: readonly Finding[];
}

const latest = new WeakMap<Design, { readonly key: string; readonly variant: Variant }>();

/** The design as it would be. The last one asked for is kept: a picture and its details are asked for one after the other. */
export function variantOf(design: Design, whatIf: WhatIf | undefined): Variant {
  if (!whatIf || isNothing(whatIf)) return design;
  const key = JSON.stringify(whatIf);
  const known = latest.get(design);
  if (known?.key === key) return known.variant;
  const variant = new Supposed(design, whatIf);
  latest.set(design, { key, variant });
  return variant;
}

class Supposed implements Variant {
  readonly model: Model;
  readonly estimates: Estimates;
  private found: readonly Finding[] | undefined;

  constructor(
    private readonly design: Design,
    whatIf: WhatIf,
  ) {
    const { model, estimates } = figuresOf(design, whatIf);
    this.model = model;
    this.estimates = estimates;
  }

  get findings(): readonly Finding[] {
    this.found ??= this.look();
    return this.found;
  }

  private look(): readonly Finding[] {
    const gone = new Set(this.model.components.filter(isGone).map(({ id }) => id));
    // What was taken away on purpose is no news.
    return lint(this.model, this.estimates, this.design.configuration).filter(
      ({ subjects }) => subjects.length === 0 || subjects.some((id) => !gone.has(id)),
    );
  }
}

/** The same without findings. */
export function figuresOf(design: Design, whatIf: WhatIf): Pick<Variant, 'model' | 'estimates'> {
  const model = buildModel(design.entry, design.files, { ...whatIf, ...additionsOf(design.configuration) });
  return { model, estimates: estimate(model) };
}

export function isNothing({ parameters = {}, load = 1, lost = [] }: WhatIf): boolean {
  return Object.keys(parameters).length === 0 && load === 1 && lost.length === 0;
}
