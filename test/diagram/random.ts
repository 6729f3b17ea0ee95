import type { Estimates } from '../../language-server/src/estimate/estimates.js';
import { componentKinds, type Model } from '../../language-server/src/model/model.js';
import { type ComponentSketch, type DesignSketch, design, figures } from './fixtures.js';

/** Mulberry32: a sequence in [0, 1) that is the same everywhere. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const words = ['order', 'payment', 'user', 'search', 'event', 'audit', 'media', 'authorisation', 'feed', 'ledger'];

/** A design of so many components in nested groups, mostly flowing forwards, with figures for some of it. */
export function randomDesign(seed: number, size: number): { model: Model; estimates: Estimates } {
  const random = randomNumbers(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)];
  const groups: Record<string, NonNullable<DesignSketch['groups']>[string]> = {};
  for (let i = 0; i < below(Math.ceil(size / 6) + 1); i++) {
    const outer = i > 0 && random() < 0.5 ? `g${below(i)}` : undefined;
    groups[`g${i}`] = {
      kind: pick(['region', 'zone', 'group'] as const),
      title: random() < 0.3 ? `${pick(words)} ${pick(words)} and ${pick(words)} tier` : undefined,
      ...(outer !== undefined && { in: outer }),
    };
  }
  const frames = Object.keys(groups);
  const components: Record<string, ComponentSketch> = {};
  const values: Record<string, number> = {};
  for (let i = 0; i < size; i++) {
    const id = `c${i}`;
    components[id] = {
      kind: pick(componentKinds),
      title: Array.from({ length: 1 + below(5) }, () => pick(words)).join(pick([' ', ' ', '-', ''])),
      ...(random() < 0.5 && { replicas: 1 + below(2000) }),
      ...(random() < 0.3 && { zones: ['a', 'b', 'c'] }),
      ...(random() < 0.3 && { engine: pick(words) }),
      ...(frames.length > 0 && random() < 0.7 && { in: pick(frames) }),
    };
    if (random() < 0.7) values[`${id}.utilisation`] = random() * 1.3;
    if (random() < 0.7) values[`${id}.rate.peak`] = 10 ** (random() * 8 - 2);
  }
  const links = new Set<string>();
  for (let i = 0; i < size * 1.4; i++) {
    const a = below(size);
    const b = random() < 0.9 ? Math.min(size - 1, a + 1 + below(6)) : below(size);
    const arrow = random() < 0.8 ? '->' : '~>';
    links.add(`c${a} ${arrow} c${b}`);
    if (random() < 0.7) values[`c${a}${arrow}c${b}.rate.peak`] = 10 ** (random() * 8 - 2);
  }
  const titled = [...links].map((link) => (random() < 0.2 ? `${link} "${pick(words)} ${pick(words)}"` : link));
  return { model: design({ title: 'Random', groups, components, links: titled }), estimates: figures(values) };
}
