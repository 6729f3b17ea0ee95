import type { Component } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { rate, time } from '../../rules/words.js';
import { type Evidence, known, unknown, yesNo } from '../input.js';
import { defineQuestion } from '../question.js';
import { protocolsOf } from '../reading/balancers.js';

const sticky = 'by cookie or address, better none';
const open: ReadonlySet<string> = new Set(['websocket', 'mqtt', 'sse', 'grpc']);

/** Which of the targets gets the next request. */
export const lbAlgorithm = defineQuestion({
  name: 'lb-algorithm',
  topic: 'traffic',
  asks: 'Which target gets the next request?',
  about: 'component',
  of: 'a load balancer',
  inputs: {
    stateful: yesNo('Must a user come back to the same target?', '`state` of the targets, `sticky` of the balancer'),
    caching: yesNo(
      'Do targets keep what they were asked before, or come and go with it?',
      'a local cache of the targets',
    ),
    unlike: yesNo('Can some targets do more than others?', '`capacity` of the targets'),
    uneven: yesNo(
      'Does work differ much from request to request, or last long?',
      '`protocol` of the links, `latency` and `latency.p99` of the targets',
    ),
    swiftest: yesNo('Do targets differ in speed from minute to minute?'),
  },
  settings: {
    'lb-algorithm.unlike-from': {
      default: 0.2,
      doc: 'Difference of capacities, as a ratio of the larger, from which on targets are unlike.',
    },
    'lb-algorithm.uneven-from': { default: 10, doc: 'p99 against median of the targets from which on work is uneven.' },
  },
  sources: [
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 20',
    'Michael Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing", IEEE TPDS (2001)',
  ],
  rules: ['round-robin-heterogeneous-targets', 'round-robin-long-lived-connections', 'sticky-without-need'],
  concerns: (component) => component.kind === 'lb' && targetsOf(component).length > 0,
  gather: (design, balancer, settings) => ({
    stateful: statefulOf(balancer),
    caching: cachingOf(balancer),
    unlike: unlikeOf(balancer, settings['lb-algorithm.unlike-from']),
    uneven: unevenOf(protocolsOf(design, balancer), balancer, settings['lb-algorithm.uneven-from']),
  }),
  present: (_, { properties }) => [
    ...(properties.sticky && properties.sticky.value !== 'none' ? [sticky] : []),
    ...(properties.algorithm ? [properties.algorithm.value === 'ip-hash' ? sticky : properties.algorithm.value] : []),
  ],
  first: [
    {
      when: 'users must come back to the same target',
      holds: (i) => i.stateful,
      choose: sticky,
      because: 'The state of a user lies on one machine. Keep it outside, and any target will do.',
      fine: ['consistent-hash'],
      conflict:
        'Sources list stickiness among the ways of balancing. It is a need of correctness; the others are about balance.',
    },
    {
      when: 'targets keep what they were asked before',
      holds: (i) => i.caching,
      choose: 'consistent-hash',
      because: 'The same key finds its warm target again, and few keys move when a target comes or goes.',
      fine: ['least-connections', 'round-robin', 'random', 'weighted-round-robin', 'least-response-time'],
    },
    {
      when: 'some targets can do more than others',
      holds: (i) => i.unlike,
      choose: 'weighted-round-robin',
      because: 'Equal parts would fill the small ones first.',
      fine: ['least-connections', 'least-response-time'],
    },
    {
      when: 'work differs much or lasts long',
      holds: (i) => i.uneven,
      choose: 'least-connections',
      because: 'Who still has much open gets nothing new.',
      fine: ['least-response-time', 'consistent-hash'],
    },
    {
      when: 'targets differ in speed from minute to minute',
      holds: (i) => i.swiftest,
      choose: 'least-response-time',
      because: 'A slow target is seen and spared.',
      fine: ['least-connections'],
    },
  ],
  otherwise: {
    choose: 'round-robin',
    because: 'Targets and requests are alike; taking turns is enough.',
    fine: ['random', 'least-connections', 'least-response-time', 'weighted-round-robin', 'consistent-hash'],
  },
});

const targetsOf = ({ outgoing }: Component): readonly Component[] => [
  ...new Set(outgoing.filter((link) => link.synchronous && isBuilt(link)).map(({ target }) => target)),
];

function statefulOf(balancer: Component): Evidence<boolean> {
  const targets = targetsOf(balancer);
  const keeper = targets.find(
    ({ properties: { state } }) => state?.value === 'in-memory' || state?.value === 'local-disk',
  );
  // A socket stays where it is by itself.
  if (keeper) return known(true, `\`${keeper.id}\` keeps state of its own`);
  const silent = targets.find(({ kind, properties }) => kind === 'service' && !properties.state);
  if (silent) return unknown(`\`state\` of \`${silent.id}\``);
  return known(false, `no target of \`${balancer.id}\` keeps state`);
}

function cachingOf(balancer: Component): Evidence<boolean> {
  const warm = targetsOf(balancer).find(
    ({ kind, outgoing }) =>
      kind === 'cache' ||
      outgoing.some(({ target }) => target.kind === 'cache' && target.properties.scope?.value === 'local'),
  );
  return warm
    ? known(true, `\`${warm.id}\` keeps answers of its own`)
    : known(false, 'no target keeps answers of its own');
}

function unlikeOf(balancer: Component, tolerance: number): Evidence<boolean> {
  const targets = targetsOf(balancer);
  if (balancer.properties['routes-by'] || balancer.outgoing.some(({ flows }) => flows))
    return known(false, 'its targets are different pools');
  if (targets.length === 1) return known(false, 'all its targets are alike');
  const capacities = targets.flatMap(({ properties }) => properties.capacity?.value ?? []);
  if (capacities.length < targets.length) return unknown('`capacity` of its targets');
  const [least, most] = [Math.min(...capacities), Math.max(...capacities)];
  return known(least < most * (1 - tolerance), `its targets take from ${rate(least)} to ${rate(most)} each`);
}

function unevenOf(protocols: ReadonlySet<string>, balancer: Component, ratio: number): Evidence<boolean> {
  const long = [...protocols].find((each) => open.has(each));
  if (long) return known(true, `connections over ${long} stay open`);
  const sizes = targetsOf(balancer).map(
    ({ properties: { latency, 'latency.p99': p99 } }) => [latency?.value, p99?.value] as const,
  );
  const uneven = sizes.find(([median, p99]) => median !== undefined && p99 !== undefined && p99 >= ratio * median);
  if (uneven) return known(true, `a request takes ${time(uneven[0]!)} mostly, and ${time(uneven[1]!)} at times`);
  return sizes.some(([median, p99]) => median === undefined || p99 === undefined)
    ? unknown('`latency` and `latency.p99` of its targets')
    : known(false, 'requests take about the same time');
}
