import type { Model } from '../../model/model.js';
import { isSourceOfTruth } from '../../rules/copies.js';
import { listed, percent, time } from '../../rules/words.js';
import { amount, type Evidence, known, unknown, yesNo } from '../input.js';
import { all, any, atLeast, below } from '../logic.js';
import { defineQuestion } from '../question.js';
import { servingRegions } from '../reading/regions.js';

const one = 'one region';
const passive = 'several, one of them serving';
const active = 'several, all of them serving';

/** Whether to stand in more than one region. */
export const multiRegion = defineQuestion({
  name: 'multi-region',
  topic: 'traffic',
  asks: 'One region or several?',
  about: 'system',
  of: 'a system with an objective, a recovery time or regions',
  inputs: {
    availability: amount('Which availability is promised, as a ratio?', '`slo { availability }`'),
    recovery: amount('How soon must it be back after a disaster, in seconds?', '`rto` of the system'),
    farUsers: yesNo('Are users spread over the world?', '`regions` of the clients'),
    residency: yesNo('Must data stay in several places?', '`residency` of stores and tables'),
    survives: yesNo('Must the loss of a whole region be lived through?', '`survives: region`'),
    mergeable: yesNo(
      'Can regions write the same data, because conflicts are resolved or each row has a home?',
      '`replication { topology, conflict-resolution }`, `home-region`',
    ),
  },
  settings: {
    'multi-region.zones-below': {
      default: 0.9995,
      doc: 'Promised availability, as a ratio, from which on a short recovery time asks for another region.',
    },
    'multi-region.availability-from': {
      default: 0.9999,
      doc: 'Promised availability, as a ratio, from which on one region is not enough.',
    },
    'multi-region.recovery-below': {
      default: 60,
      doc: 'Seconds of the recovery time below which another region has to stand by.',
    },
  },
  sources: [
    'AWS whitepaper, Disaster Recovery of Workloads on AWS (2021)',
    'Google Cloud Architecture Center, Disaster recovery planning guide',
  ],
  rules: ['single-region-for-high-slo', 'active-active-single-leader'],
  concerns: ({ properties }, { model }) =>
    properties.slo?.value.availability !== undefined ||
    properties.rto !== undefined ||
    servingRegions(model).length > 0,
  gather: ({ model }) => ({
    availability: availabilityOf(model),
    recovery: model.system?.properties.rto
      ? known(model.system.properties.rto.value, `it has to be back after ${time(model.system.properties.rto.value)}`)
      : unknown('`rto` of the system'),
    farUsers: farUsersOf(model),
    residency: residencyOf(model),
    survives: survivesOf(model),
    mergeable: mergeableOf(model),
  }),
  present: ({ model }) => placesOf(model),
  first: [
    {
      when: 'users or data are spread over the world, and regions can write the same data',
      holds: (i) => all(any(i.farUsers, i.residency), i.mergeable),
      choose: active,
      because: 'Each user is served nearby, and the loss of a region is the loss of its part only.',
      fine: [passive],
    },
    {
      when: 'users or data are spread over the world',
      holds: (i) => any(i.farUsers, i.residency),
      choose: passive,
      because: 'Reads are served nearby; writes go home to one region, so that none contradict each other.',
      fine: [active],
    },
    {
      when: 'more is promised than one region keeps',
      holds: (i, s) =>
        any(
          i.survives,
          atLeast(i.availability, s['multi-region.availability-from']),
          all(
            below(i.recovery, s['multi-region.recovery-below']),
            atLeast(i.availability, s['multi-region.zones-below']),
          ),
        ),
      choose: passive,
      because: 'A second region takes over when the first is gone.',
      fine: [active],
      conflict:
        'Sources ask for several regions from 99.95%, 99.99% or for a short recovery time. Zones of one region keep 99.95%; 99.99% is the default here.',
    },
  ],
  otherwise: {
    choose: one,
    because:
      'Zones within a region survive the loss of a data centre, at a fraction of the cost and without far copies.',
    fine: [passive, active],
  },
});

function availabilityOf(model: Model): Evidence<number> {
  const promised = [model.system, ...model.flows].flatMap(
    (each) => each?.properties.slo?.value.availability?.value ?? [],
  );
  if (promised.length === 0) return unknown('`slo { availability }` of the system');
  const most = Math.max(...promised);
  return known(most, `${percent(most)} is promised`);
}

function farUsersOf(model: Model): Evidence<boolean> {
  const clients = model.components.filter(({ kind }) => kind === 'client');
  const regions = new Set(clients.flatMap(({ properties }) => properties.regions?.value ?? []));
  if (regions.size > 1) return known(true, `users come from ${listed([...regions])}`);
  return known(false, 'nothing says that users are spread over the world');
}

function residencyOf(model: Model): Evidence<boolean> {
  const places = new Set(
    [...model.components, ...model.tables].flatMap(({ properties }) => properties.residency?.value ?? []),
  );
  return places.size > 1
    ? known(true, `data must stay in ${listed([...places])}`)
    : known(false, 'no data is bound to several places');
}

function survivesOf({ system }: Model): Evidence<boolean> {
  const written = system?.properties.survives;
  return written
    ? known(written.value === 'region', `it says \`survives: ${written.value}\``)
    : known(false, 'nothing says that the loss of a region must be lived through');
}

function mergeableOf(model: Model): Evidence<boolean> {
  const stores = model.components.filter((each) => each.kind === 'database' && isSourceOfTruth(each));
  const isSettled = stores.map(({ id, properties, tables }) => {
    const { topology, 'conflict-resolution': resolution } = properties.replication?.value ?? {};
    if (topology?.value === 'consensus' || tables.some((table) => table.properties['home-region'])) return true;
    if (resolution) return resolution.value !== 'none';
    return topology?.value === 'single-leader' ? false : id;
  });
  const silent = isSettled.find((each) => typeof each === 'string');
  if (isSettled.includes(false)) return known(false, 'a store has one leader');
  if (stores.length === 0 || silent !== undefined)
    return unknown(`\`replication { conflict-resolution }\`${silent ? ` of \`${silent}\`` : ''}`);
  return known(true, 'every store takes writes from several regions');
}

function placesOf(model: Model): string | undefined {
  const regions = servingRegions(model);
  // Where no region is drawn, nothing says that there are several.
  if (regions.length < 2) return one;
  const dns = model.components.filter(({ kind, properties }) => kind === 'dns' && properties.routing);
  return dns.length > 0 && dns.every(({ properties }) => properties.routing!.value === 'failover') ? passive : active;
}
