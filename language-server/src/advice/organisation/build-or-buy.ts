import type { Component } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { known, yesNo } from '../input.js';
import { defineQuestion } from '../question.js';

const commodities: ReadonlySet<string> = new Set(['auth', 'payment', 'email', 'sms', 'notification']);
const buy = 'a bought one';
const build = 'a built one';

/** Whether to make it at all. */
export const buildOrBuy = defineQuestion({
  name: 'build-or-buy',
  topic: 'organisation',
  asks: 'Build it or buy it?',
  about: 'component',
  of: 'a component for signing in, payments, mail or notifications',
  inputs: {
    special: yesNo('Do customers choose you for just this?'),
    commodity: yesNo('Do many sell it, about equally well?', '`role` of the component'),
  },
  sources: [
    'Simon Wardley, Wardley Maps (2018)',
    'Eric Evans, Domain-Driven Design (2003), chapter 15: generic subdomains',
  ],
  rules: ['commodity-built-in-house'],
  concerns: ({ kind, properties: { role } }) => kind !== 'client' && commodities.has(role?.value ?? ''),
  gather: (_, { id, properties: { role } }) => ({
    commodity: known(commodities.has(role?.value ?? ''), `\`${id}\` does ${role?.value}`),
  }),
  present: (_, component) => (isBought(component) ? buy : build),
  first: [
    {
      when: 'customers choose you for just this',
      holds: (i) => i.special,
      choose: build,
      because: 'What sets you apart should be yours to change.',
    },
    {
      when: 'many sell it about equally well',
      holds: (i) => i.commodity,
      choose: buy,
      because: 'Others do nothing else all day, and answer for it.',
    },
  ],
  otherwise: { choose: build, because: 'There is nothing to buy.', confidence: 'low' },
});

/** Also what only stands before a product: it calls an external that does the same. */
function isBought(component: Component): boolean {
  const { kind, properties, outgoing } = component;
  if (kind === 'external' || properties.managed?.value === true) return true;
  return outgoing.some((link) => isBuilt(link) && link.target.kind === 'external');
}
