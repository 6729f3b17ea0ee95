import type { Component } from '../../model/model.js';
import { leastReplicas, mostReplicas } from '../../rules/replicas.js';
import { counted } from '../../rules/words.js';
import { type Evidence, known, unknown, yesNo } from '../input.js';
import { all, not } from '../logic.js';
import { type Design, defineQuestion } from '../question.js';

const wide = 'more machines';
const first = 'move the state out, then more machines';
const tall = 'a larger machine, and shards';

/** How a program grows with its load. */
export const scaling = defineQuestion({
  name: 'scaling',
  topic: 'traffic',
  asks: 'Grow by more machines or by a larger one?',
  about: 'component',
  of: 'a service or worker that says its `state`, its `scaling` or several replicas',
  inputs: {
    stateless: yesNo('Can any replica serve any request?', '`state` of the component'),
    fitsOne: yesNo('Does one machine serve the peak, and is its loss borne?', 'the peak rate and `capacity`'),
    movable: yesNo('Can the state be kept in a store outside?'),
  },
  sources: [
    'Martin Abbott, Michael Fisher, The Art of Scalability (2nd ed., 2015), chapters 22 to 24',
    'Adam Wiggins, "The Twelve-Factor App" (2011), factors VI and VIII',
  ],
  rules: ['local-state-with-replicas', 'scale-out-trigger-reached', 'vertical-scaling-ceiling'],
  concerns: (component) =>
    (component.kind === 'service' || component.kind === 'worker') &&
    (component.properties.state !== undefined ||
      component.properties.scaling !== undefined ||
      (mostReplicas(component) ?? 1) > 1),
  gather: (design, component) => ({ stateless: statelessOf(component), fitsOne: fitsOne(design, component) }),
  present: (_, component) => growthOf(component),
  first: [
    {
      when: 'any replica can serve any request',
      holds: (i) => i.stateless,
      choose: wide,
      because: 'Each further machine adds what it can do, and the loss of one is borne by the others.',
      fine: [tall],
      conflict:
        'Sources draw the line at 100,000 users, at money or at five engineers. What counts is whether one machine serves the peak and may be lost.',
    },
    {
      when: 'one machine serves the peak and may be lost for a while',
      holds: (i) => all(not(i.stateless), i.fitsOne),
      choose: tall,
      because: 'A larger machine is the smaller change.',
      fine: [wide, first],
    },
    {
      when: 'the state can be kept outside',
      holds: (i) => all(not(i.stateless), i.movable),
      choose: first,
      because: 'With sessions in a store, replicas become alike.',
      fine: [wide],
    },
  ],
  otherwise: {
    choose: tall,
    because: 'State that must stay where the work is can only be divided: each machine takes its own part.',
    fine: [wide, first],
  },
});

function statelessOf({ id, kind, properties: { state } }: Component): Evidence<boolean> {
  if (!state)
    return kind === 'worker'
      ? known(true, `\`${id}\` takes its work from elsewhere`)
      : unknown(`\`state\` of \`${id}\``);
  if (typeof state.value !== 'string') return known(true, `\`${id}\` keeps its state outside`);
  return known(state.value === 'none', `\`${id}\` says \`state: ${state.value}\``);
}

function fitsOne({ estimates }: Design, component: Component): Evidence<boolean> {
  const needed = estimates.value(component, 'replicas.needed');
  if (needed === undefined) return unknown(`\`capacity\` of \`${component.id}\``);
  return known(needed <= 1, `the peak needs ${counted(needed, 'replica')}`);
}

function growthOf(component: Component): string | undefined {
  const { scaling: written, state } = component.properties;
  if (written) return written.value === 'vertical' ? tall : wide;
  if ((leastReplicas(component) ?? 1) > 1 || (mostReplicas(component) ?? 1) > 1) return wide;
  return state && typeof state.value !== 'string' ? first : undefined;
}
