import type { Component } from '../../model/model.js';
import { among, carriedOn, classNames, type DataClass, heldBy } from '../../rules/data-classes.js';
import { type Evidence, known, unknown, yesNo } from '../input.js';
import { type Design, defineQuestion } from '../question.js';

const high = 'thorough: 100 ms and more';
const low = 'light: a few milliseconds';
const middle = 'balanced: about 20 to 50 ms';
const grave: readonly DataClass[] = ['financial', 'health', 'credential'];

/** How much time checks before the work may take. */
export const securityClass = defineQuestion({
  name: 'security-class',
  topic: 'security',
  asks: 'How much time may checks before the work take?',
  about: 'component',
  of: 'a gateway or service with `stages`',
  inputs: {
    grave: yesNo('Does it carry money, health data or credentials?', '`carries` of the flows, `holds` of the tables'),
    public: yesNo('Is everything it answers with public?', '`carries: public` of the flows'),
  },
  settings: {
    'security-class.light-below': { default: 0.005, doc: 'Seconds of all stages below which checks are light.' },
    'security-class.thorough-from': { default: 0.1, doc: 'Seconds of all stages from which on checks are thorough.' },
  },
  sources: [
    'OWASP, Application Security Verification Standard (2021): levels',
    'NIST SP 800-207, Zero Trust Architecture (2020)',
  ],
  rules: ['security-overhead-budget'],
  concerns: ({ properties }) => properties.stages !== undefined,
  gather: (design, component) => carriedBy(design, component),
  present(_, { properties }, settings) {
    const stages = Object.values(properties.stages?.value ?? {});
    const total = stages.reduce((sum, stage) => sum + (stage?.value ?? 0), 0);
    if (total < settings['security-class.light-below']) return low;
    return total < settings['security-class.thorough-from'] ? middle : high;
  },
  first: [
    {
      when: 'it carries money, health data or credentials',
      holds: (i) => i.grave,
      choose: high,
      because: 'Who steals here gains much; deep checks are worth being felt.',
      fine: [middle],
    },
    {
      when: 'everything it answers with is public',
      holds: (i) => i.public,
      choose: low,
      because: 'There is little to protect but the service itself.',
      fine: [middle],
    },
  ],
  otherwise: {
    choose: middle,
    because: 'Signatures, rights and input are checked, and nobody feels it.',
    fine: [low, high],
    conflict:
      'The bands of the sources leave gaps: a usual pipeline of 17 ms is neither light nor balanced. Here all between 5 and 100 ms is balanced.',
  },
});

function carriedBy({ model }: Design, component: Component): { grave: Evidence<boolean>; public: Evidence<boolean> } {
  const classes = new Set([
    ...heldBy(component),
    ...[...component.incoming, ...component.outgoing].flatMap((link) => [...carriedOn(model, link)]),
  ]);
  if (classes.size === 0) {
    const write = `\`carries\` of the flows through \`${component.id}\``;
    return { grave: unknown(write), public: unknown(write) };
  }
  const seen = `\`${component.id}\` carries ${classNames([...classes])}`;
  return {
    grave: known(among(grave, classes).length > 0, seen),
    public: known(
      [...classes].every((each) => each === 'public'),
      seen,
    ),
  };
}
