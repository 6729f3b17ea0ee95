import type { Component, Link } from '../model/model.js';
import { isBuilt } from '../model/planned.js';
import { type Cell, define, derived, sum, type Term, unknown } from './cell.js';
import { nominalCapacity } from './nominal.js';
import { programOf } from './programs.js';
import { figureOf, property, type Sheet, termOf } from './sheet.js';
import { componentRate, linkRate } from './traffic/rates.js';
import { sharesOfLink } from './traffic/reach.js';
import { append } from './traffic/routes.js';

/** Consumers that share messages: all of a queue, those of one group of a topic. */
function groupsOf(broker: Component): readonly (readonly Link[])[] {
  const links = broker.outgoing.filter(isBuilt);
  if (broker.kind === 'queue') return links.length > 0 ? [links] : [];
  const groups = new Map<string, Link[]>();
  for (const link of links) append(groups, link.properties.group?.value ?? ` ${link.id}`, link);
  return [...groups.values()];
}

/** What limits a consumer: its own capacity; of a module that says none, that of its program. */
function serverOf(sheet: Sheet, consumer: Component): Component {
  const { capacity, concurrency } = consumer.properties;
  return capacity || concurrency ? consumer : programOf(sheet, consumer);
}

/** Messages per second that consumers can take: their capacity, without what they are given elsewhere. */
function consumption(sheet: Sheet, broker: Component, links: readonly Link[]): Cell {
  const consumers = new Map<Component, Link[]>();
  for (const link of links) if (link.target.kind !== 'client') append(consumers, serverOf(sheet, link.target), link);
  const each = [...consumers].map(([consumer, own]) => {
    return define({
      subject: consumer.id,
      figure: `capacity for ${broker.id}`,
      unit: '/s',
      formula: 'capacity − what else arrives at peak',
      terms: [
        derived(nominalCapacity(sheet, consumer)),
        derived(componentRate(sheet, consumer, 'peak')),
        ...own.map((link) => derived(linkRate(sheet, link, 'peak'))),
      ],
      compute: ([all, arriving, ...ours]) => Math.max(0, all - Math.max(0, arriving - sum(ours))),
    });
  });
  const base = {
    subject: broker.id,
    figure: 'consumption',
    unit: '/s' as const,
    formula: 'Σ capacity of the consumers',
  };
  return define({ ...base, terms: each.map((cell) => derived(cell)), compute: sum });
}

/** What is published, as far as a group gets it: the rate on its links. */
function arrival(sheet: Sheet, broker: Component, links: readonly Link[], when: 'average' | 'peak'): Cell {
  const base = {
    subject: broker.id,
    figure: `arrival.${when}`,
    unit: '/s' as const,
    formula: 'Σ rate on the links to the consumers',
  };
  return define({ ...base, terms: links.map((link) => derived(linkRate(sheet, link, when))), compute: sum });
}

/** How fast the backlog of the slowest consumers grows at peak: arrivals − capacity, none where they keep up. */
export const lagGrowth = figureOf('lag.growth', '/s', (sheet, broker: Component) => {
  const groups = groupsOf(broker);
  return {
    formula: `peak arrivals − capacity of the consumers${groups.length > 1 ? ', of the slowest group' : ''}, at least 0`,
    terms: groups.length > 0 ? pairs(sheet, broker, groups, 'peak') : [unknown(`a consumer of ${broker.id}`)],
    compute: (values) => {
      let worst = 0;
      for (let i = 0; i < values.length; i += 2) worst = Math.max(worst, values[i] - values[i + 1]);
      return worst;
    },
  };
});

function pairs(
  sheet: Sheet,
  broker: Component,
  groups: readonly (readonly Link[])[],
  when: 'average' | 'peak',
): Term[] {
  return groups.flatMap((links) => [
    derived(arrival(sheet, broker, links, when)),
    derived(consumption(sheet, broker, links)),
  ]);
}

/**
 * How long the backlog of a spike or of an outage lasts, the longer of the two: (spike − capacity) × its length, or average
 * arrivals × the outage, ÷ (capacity − average arrivals).
 */
export const lagDrain = figureOf('lag.drain', 's', (sheet, broker: Component) => {
  const groups = groupsOf(broker);
  const spikes = groups.map((links) => spikesOn(sheet, links));
  const outage = broker.properties.outage ? [property(broker, 'outage', 's')] : [];
  const missing: Term[] = [];
  if (groups.length === 0) missing.push(unknown(`a consumer of ${broker.id}`));
  if (spikes.every(({ length }) => length === 0) && outage.length === 0)
    missing.push(unknown(`${broker.id}.outage`), unknown('spike of a flow'));
  const reasons = [
    ...(spikes.some(({ length }) => length > 0) ? ['(spike − capacity) × its length'] : []),
    ...(outage.length > 0 ? ['average × outage'] : []),
  ];
  return {
    formula: `${reasons.join(' or ')}, ÷ (capacity − average arrivals)`,
    terms: [
      ...outage,
      ...groups.flatMap((links, i) => [...pairs(sheet, broker, [links], 'average'), ...spikes[i]]),
      ...missing,
    ],
    compute: (values) => {
      const [lasting = 0] = outage.length > 0 ? values : [];
      let longest = 0;
      let at = outage.length;
      for (const { length } of spikes) {
        const burst = values.slice(at + 2, at + 2 + length);
        longest = Math.max(longest, drain(values[at], values[at + 1], lasting, burst));
        at += 2 + length;
      }
      return longest;
    },
  };
});

/** `burst` holds the top, the average and the length of the spike of each flow, and its visits. */
function drain(arriving: number, capacity: number, outage: number, burst: readonly number[]): number {
  let backlog = arriving * outage;
  for (let i = 0; i < burst.length; i += 4) {
    const [top, average, lasting, visits] = burst.slice(i, i + 4);
    // The other flows come as usual.
    const during = arriving + (top - average) * visits;
    backlog = Math.max(backlog, Math.max(0, during - capacity) * lasting);
  }
  if (backlog <= 0) return 0;
  return capacity > arriving ? backlog / (capacity - arriving) : Number.POSITIVE_INFINITY;
}

/** Top, average and length of the spikes of all flows that come along links, and their visits. */
function spikesOn(sheet: Sheet, links: readonly Link[]): Term[] {
  return links
    .flatMap((link) => sharesOfLink(sheet, link))
    .flatMap(({ source, visits }): Term[] => {
      const spike = source.flow?.properties.spike?.value;
      if (!spike?.to || !source.flow) return [];
      const inside = (name: 'to' | 'lasting', unit: '/s' | 's'): Term => {
        const value = spike[name];
        return (value && termOf(`${source.id}.spike.${name}`, value, unit)) ?? unknown(`${source.id}.spike.${name}`);
      };
      return [inside('to', '/s'), derived(source.average), inside('lasting', 's'), derived(visits)];
    });
}
