import type { Component } from '../../model/model.js';
import { type Evidence, known, yesNo } from '../input.js';
import { any } from '../logic.js';
import { defineQuestion } from '../question.js';

const pinned = 'in memory, with snapshots and users pinned to it';
const outside = 'outside, or in a token';
const ticking: ReadonlySet<string> = new Set(['game', 'live', 'matching']);

/** Where a program remembers. */
export const stateful = defineQuestion({
  name: 'stateful',
  topic: 'traffic',
  asks: 'Where does it keep what it remembers?',
  about: 'component',
  of: 'a service that says its `state`',
  inputs: {
    ticking: yesNo('Does its state change many times a second, as in a game or an auction?', '`role` of the service'),
    instant: yesNo('Is a round trip to a store too slow for it?'),
  },
  sources: [
    'Adam Wiggins, "The Twelve-Factor App" (2011), factor VI',
    'Glenn Fiedler, "What Every Programmer Needs To Know About Game Networking" (2010)',
  ],
  rules: ['stateful-service-no-recovery', 'local-state-with-replicas'],
  concerns: ({ kind, properties }) => kind === 'service' && properties.state !== undefined,
  gather: (_, component) => ({ ticking: tickingOf(component) }),
  present: (_, { properties }) => keptBy(properties),
  first: [
    {
      when: 'its state changes many times a second, or a store is too slow for it',
      holds: (i) => any(i.ticking, i.instant),
      choose: pinned,
      because: 'Every tick needs the state at hand; snapshots bring it back, and users come back to its machine.',
      fine: [outside],
    },
  ],
  otherwise: {
    choose: outside,
    because: 'Replicas are alike, come and go, and lose nothing.',
  },
});

function tickingOf({ id, properties: { role } }: Component): Evidence<boolean> {
  if (role) return known(ticking.has(role.value), `\`${id}\` does ${role.value}`);
  return known(false, `nothing says that the state of \`${id}\` changes all the time`);
}

function keptBy({ state, snapshot }: Component['properties']): string | undefined {
  if (!state) return undefined;
  if (typeof state.value !== 'string' || state.value === 'none') return outside;
  return snapshot ? pinned : 'in memory or on its disk';
}
