import { type Limit, limitsOf } from '../../estimate/limits.js';
import { isGone, type WhatIf } from '../../model/what-if.js';
import { figure } from '../../rules/words.js';
import type { Design } from '../design.js';
import type { Consequence, Consequences } from './protocol.js';
import { figuresOf, isNothing, type Variant } from './variant.js';

type Figures = Pick<Variant, 'model' | 'estimates'>;

const most = 12;
/** Looks between what is written and what is thought of: one part in 64 of the way is near enough. */
const looks = 6;

/**
 * What a difference from what is written brings about: flows that are cut off, then limits that held and no longer do, the one
 * that goes first in front.
 * Of what turns by degrees (params, load) the order is found by halving the way; of what is lost by how far over its bound it is.
 */
export function consequencesOf(design: Design, whatIf: WhatIf, changed: Figures): Consequences {
  const held = new Set(limitsOf(design.model, design.estimates).flatMap(({ key, holds }) => (holds ? [key] : [])));
  const broken = brokenIn(changed, held);
  const first = broken.length > 1 ? firstToBreak(design, whatIf, broken, held) : broken[0]?.key;
  broken.sort((a, b) => Number(b.key === first) - Number(a.key === first) || excess(changed, b) - excess(changed, a));
  const all = [...cutOff(design, changed), ...broken.map((limit) => told(changed, limit))];
  return { broken: all.slice(0, most), more: Math.max(0, all.length - most) };
}

/** The flows of which some requests were answered and now none is. */
function cutOff(design: Design, { model, estimates }: Figures): readonly Consequence[] {
  return model.flows
    .filter((flow) => estimates.value(flow, 'availability') === 0)
    .filter((flow) => (design.estimates.value(flow, 'availability') ?? 0) > 0)
    .map(({ id }) => ({ subject: id, text: `No request of \`${id}\` gets through.` }));
}

function brokenIn({ model, estimates }: Figures, held: ReadonlySet<string>): Limit[] {
  const gone = new Set(model.components.filter(isGone).map(({ id }) => id));
  return limitsOf(model, estimates).filter(
    ({ key, holds, subject }) => !holds && held.has(key) && !(subject !== undefined && gone.has(subject)),
  );
}

function firstToBreak(
  design: Design,
  whatIf: WhatIf,
  broken: readonly Limit[],
  held: ReadonlySet<string>,
): string | undefined {
  const written = new Map(design.model.params.map(({ id, value }) => [id, value]));
  const at = (part: number): WhatIf => ({
    load: (whatIf.load ?? 1) ** part,
    parameters: Object.fromEntries(
      Object.entries(whatIf.parameters ?? {}).map(([id, value]) => {
        const from = written.get(id);
        return [id, from === undefined || typeof value !== 'number' ? value : from + (value - from) * part];
      }),
    ),
    lost: whatIf.lost ?? [],
  });
  if (isNothing({ ...whatIf, lost: [] })) return undefined;
  let [low, high] = [0, 1];
  let left = broken;
  for (let look = 0; look < looks && left.length > 1; look++) {
    const middle = (low + high) / 2;
    const there = brokenIn(figuresOf(design, at(middle)), held);
    if (there.length > 0) [high, left] = [middle, there];
    else low = middle;
  }
  return left[0]?.key;
}

/** How many times its bound a limit is over; what has no number comes last. */
function excess({ estimates }: Figures, { kind, of, bound }: Limit): number {
  const value = estimates.get(of)?.value;
  if (kind === 'expectation' || value === undefined || bound === undefined) return 0;
  if (kind === 'availability') return (1 - value) / Math.max(1e-9, 1 - bound);
  return value / bound;
}

function told({ estimates }: Figures, { kind, of, subject, bound, unit }: Limit): Consequence {
  const value = estimates.get(of)?.value;
  const actual = value === undefined || unit === undefined ? 'unknown' : figure(value, unit);
  const limit = bound === undefined || unit === undefined ? '' : figure(bound, unit);
  const about = subject === undefined || subject === 'system' ? {} : { subject };
  switch (kind) {
    case 'capacity':
      return {
        ...about,
        text:
          value === Number.POSITIVE_INFINITY
            ? `\`${subject}\` is saturated.`
            : `\`${subject}\` is saturated: ${actual} of what it can serve.`,
      };
    case 'latency':
      return {
        ...about,
        text: Number.isFinite(value)
          ? `\`${of}\` is ${actual}, more than the ${limit} promised.`
          : `\`${of}\` grows without bound; ${limit} are promised.`,
      };
    case 'availability':
      return { ...about, text: `\`${of}\` is ${actual}, less than the ${limit} promised.` };
    case 'budget':
      return { ...about, text: `The month costs ${actual}, more than the budget of ${limit}.` };
    case 'disk':
      return { ...about, text: `\`${subject}\` has to keep ${actual}, its disks take ${limit}.` };
    case 'expectation':
      return { ...about, text: `\`${of}\` no longer holds.` };
  }
}
