import type { Model } from '../../model/model.js';
import { listed, time } from '../../rules/words.js';
import { amount, type Evidence, known, unknown, yesNo } from '../input.js';
import { all, below, not } from '../logic.js';
import { defineQuestion } from '../question.js';
import { servingRegions } from '../reading/regions.js';

/** How users find one of several regions. */
export const globalRouting = defineQuestion({
  name: 'global-routing',
  topic: 'traffic',
  asks: 'How do users find their region?',
  about: 'system',
  of: 'a system with regions',
  inputs: {
    regions: amount('In how many regions are users served?', '`regions` of the services, the regions around them'),
    residency: yesNo(
      'Must data of some users stay in their region?',
      '`residency` of stores and tables in several regions',
    ),
    spare: yesNo('Does one region only stand by?', '`dns { routing: failover }`'),
    latency: yesNo('Is a quick answer promised?', '`slo { latency.p99 }`'),
    moving: yesNo('Are users moved from one region to another step by step?'),
  },
  settings: {
    'global-routing.swift-below': {
      default: 1,
      doc: 'Seconds of the promised latency below which the way to a far region counts.',
    },
  },
  sources: [
    'AWS documentation, Amazon Route 53: choosing a routing policy',
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 19',
  ],
  rules: ['multi-region-without-global-routing'],
  concerns: (_, { model }) => servingRegions(model).length > 0,
  gather({ model }, _, settings) {
    const regions = servingRegions(model);
    return {
      regions: known(regions.length, `users are served in ${listed(regions)}`),
      residency: residencyOf(model),
      spare: spareOf(model),
      latency: swiftOf(model, settings['global-routing.swift-below']),
    };
  },
  present({ model }) {
    const found = model.components.flatMap(({ kind, properties: { routing, future } }) =>
      kind === 'dns' && routing && !future?.value ? [routing.value === 'simple' ? 'none' : routing.value] : [],
    );
    return found.length > 0 ? found : servingRegions(model).length < 2 ? 'none' : undefined;
  },
  first: [
    {
      when: 'there is one region',
      holds: (i) => below(i.regions, 2),
      choose: 'none',
      because: 'There is nothing to choose from.',
      fine: ['latency', 'geo', 'weighted', 'failover'],
    },
    {
      when: 'data of users must stay in their region',
      holds: (i) => i.residency,
      choose: 'geo',
      because: 'The place of a user decides, not the speed of the line.',
    },
    {
      when: 'one region only stands by',
      holds: (i) => i.spare,
      choose: 'failover',
      because: 'Everybody goes to the first region as long as it is well.',
    },
    {
      when: 'a quick answer is promised',
      holds: (i) => i.latency,
      choose: 'latency',
      because: 'Each user is sent where the answer comes from soonest.',
      fine: ['geo'],
    },
    {
      when: 'users are moved step by step',
      holds: (i) => all(i.moving, not(i.latency)),
      choose: 'weighted',
      because: 'A share of users can be tried and taken back.',
      fine: ['latency', 'geo'],
    },
  ],
  otherwise: {
    choose: 'latency',
    because: 'The nearest region is the natural one.',
    fine: ['geo', 'weighted', 'failover'],
  },
});

function residencyOf(model: Model): Evidence<boolean> {
  const bound = [...model.components, ...model.tables].filter(({ properties }) => properties.residency);
  const places = new Set(bound.flatMap(({ properties }) => properties.residency?.value ?? []));
  return places.size > 1
    ? known(true, `data must stay in ${listed([...places])}`)
    : known(false, 'no data is bound to one of several places');
}

function spareOf(model: Model): Evidence<boolean> {
  const dns = model.components.filter(({ kind, properties }) => kind === 'dns' && properties.routing);
  if (dns.length === 0) return unknown('`dns { routing }`');
  const isSpare = dns.every(({ properties }) => properties.routing!.value === 'failover');
  return known(isSpare, isSpare ? 'one region stands by' : 'every region serves');
}

function swiftOf({ system, flows }: Model, least: number): Evidence<boolean> {
  const promised = [system, ...flows].flatMap((each) => each?.properties.slo?.value['latency.p99']?.value ?? []);
  if (promised.length === 0) return unknown('`slo { latency.p99 }`');
  const seconds = Math.min(...promised);
  return known(seconds < least, `${time(seconds)} is promised`);
}
