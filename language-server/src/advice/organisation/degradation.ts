import type { Component, Link, Model } from '../../model/model.js';
import { isBroker } from '../../rules/brokers.js';
import { isStore, missLinks, originsOf } from '../../rules/caches.js';
import { known, word } from '../input.js';
import { is } from '../logic.js';
import { type Design, defineQuestion } from '../question.js';

const sorts = ['cache', 'payment', 'recommendation', 'optional', 'other'] as const;
const stale = 'old answers, or the store with the excess refused';
const usual = 'what is popular instead';
const later = 'another provider, a queue, or a plain refusal';
const without = 'the answer without it';
const failing = 'a failure';

/** What is answered while something is down. */
export const degradation = defineQuestion({
  name: 'degradation',
  topic: 'organisation',
  asks: 'What is answered while it is down?',
  about: 'link',
  of: 'a call of a cache, of payments or recommendations, and of what is optional',
  inputs: {
    sort: word(sorts, 'What is it that may be down?', 'the kind, `role` and `criticality` of what is called'),
  },
  sources: [
    'Michael Nygard, Release It! (2nd ed., 2018), chapter 5: stability patterns',
    'Netflix Technology Blog, "Fault Tolerance in a High Volume, Distributed System" (2012)',
  ],
  rules: ['missing-fallback'],
  concerns: (link, { model }) => link.synchronous && sortOf(model, link) !== 'other' && link.source.kind !== 'client',
  gather: ({ model }, link) => ({
    sort: known(sortOf(model, link), `\`${link.target.id}\` ${described(link.target)}`),
  }),
  present: (design, link) => answersOf(design, link),
  first: [
    {
      when: 'it is a cache',
      holds: (i) => is(i.sort, 'cache'),
      choose: stale,
      because: 'The data is still there; only so much may ask the store as it can take.',
      fine: [without],
    },
    {
      when: 'it gives recommendations',
      holds: (i) => is(i.sort, 'recommendation'),
      choose: usual,
      because: 'A list that suits most is better than none.',
      fine: [without, stale],
    },
    {
      when: 'it takes payments',
      holds: (i) => is(i.sort, 'payment'),
      choose: later,
      because: 'A customer has to know whether money moved; “perhaps” is the one wrong answer.',
      fine: [failing],
      conflict:
        'Sources disagree on a payment that times out: one rejects the order, another keeps it and charges later. Both are sound if the customer is told which.',
    },
    {
      when: 'it is optional',
      holds: (i) => is(i.sort, 'optional'),
      choose: without,
      because: 'What nobody came for must not keep the rest from being served.',
      fine: [stale, usual, later],
    },
  ],
  otherwise: { choose: failing, because: 'Without it there is no answer; say so soon.', fine: [stale, without, later] },
});

function sortOf(model: Model, { target }: Link): (typeof sorts)[number] {
  const { role, criticality } = target.properties;
  // A cache with nothing behind it is where the data is at home.
  if (target.kind === 'cache') return isStore(target) || originsOf(model, target).length === 0 ? 'other' : 'cache';
  if (role?.value === 'payment' || role?.value === 'recommendation') return role.value;
  return criticality?.value === 'optional' ? 'optional' : 'other';
}

function described({ kind, properties: { role } }: Component): string {
  if (kind === 'cache') return 'is a cache';
  return role ? `does ${role.value}` : 'is optional';
}

function answersOf({ model }: Design, link: Link): readonly string[] {
  const { fallback, 'circuit-breaker': breaker } = link.properties;
  const { target } = link;
  if (fallback) {
    const named = model.declarations.get(String(fallback.value));
    if (named?.what === 'component') return [isBroker(named) || target.kind !== 'cache' ? later : stale];
    if (fallback.value === 'ignore') return [without];
    if (fallback.value === 'stale') return [stale];
    return [fallback.value === 'default' ? usual : later];
  }
  if (target.kind === 'cache' && missLinks(model, target).length > 0) return [stale];
  return breaker && target.properties.role?.value === 'payment' ? [later] : [];
}
