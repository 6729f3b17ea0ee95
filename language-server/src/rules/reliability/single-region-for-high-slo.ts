import type { Component, Kind, Model } from '../../model/model.js';
import type { Fix, TextEdit } from '../../model/problem.js';
import { freeName, insertDeclaration, setProperty } from '../edits.js';
import { entriesOf, putNames } from '../global-routing.js';
import { neededFor, type Objective } from '../objectives.js';
import { defineRule } from '../rule.js';
import { listed, percent, time } from '../words.js';

/** What runs in places of our choice; names, content and firewalls at the edge are everywhere. */
const placed: ReadonlySet<Kind> = new Set([
  'gateway',
  'lb',
  'service',
  'function',
  'worker',
  'cache',
  'database',
  'storage',
  'queue',
  'topic',
]);

/** Four nines leave less than an hour a year, and regions have longer outages. */
export const singleRegionForHighSlo = defineRule({
  name: 'single-region-for-high-slo',
  category: 'reliability',
  mode: 'presence',
  severity: 'info',
  tier: 2,
  summary: 'A very high objective rests on a single region.',
  why: 'Whole regions of all large providers have been down for hours. 99.99% leaves 53 minutes in a year for everything together, so one such day spends the budget of several years. Whoever promises that much, or has to be back within the hour after losing a region, needs a second region that can take over.',
  silent: [
    'No availability of 99.99% or more is promised, and no recovery within an hour from the loss of a region (`rto` and `survives: region`).',
    'Nothing that is needed says in which region it runs, or it runs in several; what is only drawn (`future: yes`) does not count.',
  ],
  references: [
    'AWS Well-Architected Framework, Reliability Pillar: selecting the appropriate locations, multi-region',
    'Google Cloud, "Disaster recovery planning guide": regional outages',
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 3: Embracing Risk',
  ],
  options: {
    availability: { default: 0.9999, doc: 'Objective (a ratio) from which on one region is doubtful.' },
    recovery: { default: 3600, doc: 'Seconds; a shorter `rto` does not leave time to build anew in another region.' },
    ttl: { default: 30, doc: 'Seconds to suggest as `ttl` of the `dns` that fails over.' },
  },
  incorrect: [
    {
      title: 'four nines in one region',
      code: 'system "Shop" { slo { availability: 99.99% } }\n\nclient web {}\nregion us-east {\n  service api { replicas: 6, zones: [a, b, c] }\n  database items { replicas: 3, zones: [a, b, c] }\n}\n\nweb -> api { timeout: 3s }\napi -> items { timeout: 1s }\n',
    },
    {
      title: 'back within half an hour, but where?',
      code: 'system "Shop" { survives: region, rto: 30min }\n\nclient web {}\nregion us-east { service api { replicas: 6 } }\n\nweb -> api { timeout: 3s }\n',
    },
  ],
  correct: [
    {
      title: 'two regions',
      code: 'system "Shop" { slo { availability: 99.99% } }\n\nclient web {}\nregion us-east {}\nregion us-west {}\ndns entry { managed: yes, routing: failover }\nservice api { replicas: 6, regions: [us-east, us-west] }\n\nweb -> entry -> api { timeout: 3s }\n',
    },
    {
      title: 'three nines can be kept in one region',
      code: 'system "Shop" { slo { availability: 99.9% } }\n\nclient web {}\nregion us-east { service api { replicas: 6 } }\n\nweb -> api { timeout: 3s }\n',
    },
  ],
  check({ model, options, report }) {
    const groups = new Map<string, { objective: Objective; components: Component[] }>();
    for (const [component, objective] of neededFor(model, options.availability)) {
      const key = `${objective.at.file}:${objective.at.offset}`;
      const group = groups.get(key);
      if (group) group.components.push(component);
      else groups.set(key, { objective, components: [component] });
    }
    const said = new Set<string>();
    for (const { objective, components } of groups.values()) {
      const only = onlyRegion(components);
      if (!only) continue;
      for (const region of only.regions) said.add(region);
      const { availability, by, at, subject } = objective;
      const year = time((1 - availability) * model.calendar.year);
      report(
        subject,
        `${by} promises ${percent(availability)}, ${year} of downtime a year, but ${listed(only.components.map(({ id }) => id))} ${only.components.length === 1 ? 'runs' : 'run'} only in \`${only.regions[0]}\`: one outage of that region can spend all of it.`.replace(
          /^t/,
          'T',
        ),
        { at, subjects: only.components, fixes: secondRegion(model, only, options.ttl) },
      );
    }
    recovery(model, options, said, report);
  },
});

type Report = Parameters<(typeof singleRegionForHighSlo)['check']>[0]['report'];

/** The whole system has to be back soon after losing the region in which all of it runs. */
function recovery(
  model: Model,
  options: { recovery: number; ttl: number },
  said: ReadonlySet<string>,
  report: Report,
): void {
  const { system, components } = model;
  if (!system) return;
  const { rto, survives } = system.properties;
  if (!rto || rto.value >= options.recovery || survives?.value !== 'region') return;
  const only = onlyRegion(components);
  if (!only || said.has(only.regions[0])) return;
  report(
    system,
    `After the loss of a region the system has to be back within ${time(rto.value)}, but all of it runs in \`${only.regions[0]}\`; there is nothing to fail over to.`,
    { at: rto.property, subjects: only.components, fixes: secondRegion(model, only, options.ttl) },
  );
}

interface Only {
  readonly regions: readonly [string];
  readonly components: readonly Component[];
}

/** The one region of all components that say where they run. */
function onlyRegion(components: readonly Component[]): Only | undefined {
  const known = components.filter(
    ({ kind, properties }) => placed.has(kind) && properties.regions && properties.future?.value !== true,
  );
  const regions = new Set(known.flatMap(({ properties }) => properties.regions!.value));
  const [first] = regions;
  return regions.size === 1 ? { regions: [first], components: known } : undefined;
}

/** All of it in a second region too, another one of the design or a new one, with names in front that lead to the one that is up. */
function secondRegion(model: Model, { regions: [first], components }: Only, ttl: number): Fix[] {
  const regions = model.groups.filter(({ kind }) => kind === 'region');
  const around = regions.find(({ id }) => id === first);
  const other = regions.find(({ id }) => id !== first);
  if (!around) return [];
  const second = other?.id ?? freeName(model, 'standby');
  const edits: TextEdit[] = components.map((component) =>
    setProperty(model, component, 'regions', component.properties.regions, `[${first}, ${second}]`),
  );
  if (!other) edits.push(insertDeclaration(model, around, `region ${second} {}`, 'before'));
  const entering = model.components.flatMap((client) => {
    if (client.kind !== 'client' || client.properties.regions) return [];
    const entries = entriesOf(client).filter(
      ({ target }) => components.includes(target) && target.properties.managed?.value !== true,
    );
    return entries.length > 0 ? [{ client, entries }] : [];
  });
  const [only] = entering;
  if (entering.length === 1) {
    edits.push(
      ...putNames(model, only.client, only.entries, freeName(model, 'global'), `routing: failover, ttl: ${ttl}s`),
    );
  }
  return [
    {
      title: `Run it in ${other ? '' : 'a new region '}\`${second}\` too: \`regions: [${first}, ${second}]\``,
      safe: false,
      edits,
    },
  ];
}
