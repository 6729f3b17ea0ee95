import type { Component } from '../../model/model.js';
import { type Evidence, known, unknown, yesNo } from '../input.js';
import { all } from '../logic.js';
import { defineQuestion } from '../question.js';

/** How a new version goes out. */
export const deploymentStrategy = defineQuestion({
  name: 'deployment-strategy',
  topic: 'organisation',
  asks: 'How does a new version go out?',
  about: 'component',
  of: 'a component that says how it is deployed (`deploy`)',
  inputs: {
    instant: yesNo('Must it be taken back within seconds?'),
    doubled: yesNo('May everything run twice for a while?'),
    measured: yesNo(
      'Do figures tell soon whether a version is worse?',
      '`deploy { gate: slo }`, `observability { alerts }`',
    ),
    byUser: yesNo('Should single users see it first?'),
  },
  sources: [
    'Jez Humble, David Farley, Continuous Delivery (2010), chapter 10',
    'Betsy Beyer and others (eds.), The Site Reliability Workbook (2018), chapter 16: canarying releases',
  ],
  rules: ['risky-deployment'],
  concerns: ({ properties }) => properties.deploy?.value.strategy !== undefined,
  gather: (_, component) => ({ measured: measuredOf(component) }),
  present: (_, { properties }) => properties.deploy?.value.strategy?.value,
  first: [
    {
      when: 'it must be taken back within seconds, and everything may run twice',
      holds: (i) => all(i.instant, i.doubled),
      choose: 'blue-green',
      because: 'The old version still runs; going back is a switch.',
      fine: ['canary'],
    },
    {
      when: 'figures tell soon whether a version is worse',
      holds: (i) => i.measured,
      choose: 'canary',
      because: 'A small share of the load meets the new version first, and the figures decide.',
      fine: ['blue-green'],
    },
    {
      when: 'single users should see it first',
      holds: (i) => i.byUser,
      choose: 'feature flags',
      because: 'A switch in the program decides for each user, apart from the release.',
      fine: ['rolling', 'canary', 'blue-green'],
    },
  ],
  otherwise: {
    choose: 'rolling',
    because: 'One replica after another, without more machines than there are.',
    fine: ['blue-green', 'canary'],
  },
});

function measuredOf({ id, properties: { deploy, observability } }: Component): Evidence<boolean> {
  const gate = deploy?.value.gate?.value;
  if (gate === 'slo') return known(true, `its objective decides on each release of \`${id}\``);
  if (gate === 'none') return known(false, `nothing decides on a release of \`${id}\``);
  const alerts = observability?.value.alerts?.value ?? [];
  const isTold = alerts.some((each) => each === 'slo-burn' || each === 'errors');
  return isTold
    ? unknown(`\`deploy { gate: slo }\` of \`${id}\``)
    : unknown(`\`observability { alerts }\` of \`${id}\``);
}
