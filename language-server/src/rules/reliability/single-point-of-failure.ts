import type { Component, Flow, Kind, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { insertProperty, isOwn, setProperty } from '../edits.js';
import { type Journey, journeysOf } from '../journeys.js';
import { requiredBy } from '../required.js';
import { defineRule, type RuleContext } from '../rule.js';

/** What runs as machines of ours; a `function` is run by its provider, an `external` is judged as a whole. */
const kinds: ReadonlySet<Kind> = new Set([
  'dns',
  'waf',
  'gateway',
  'lb',
  'service',
  'worker',
  'cache',
  'database',
  'storage',
  'queue',
  'topic',
]);

const options = {
  availability: { default: 0.999, doc: 'Availability (a ratio) from which on a single instance is not good enough.' },
  fewUsers: { default: 100_000, doc: 'Below so many daily users, and before production, it is only an info.' },
} as const;

/** One machine that everything passes through decides the availability of the whole. */
export const singlePointOfFailure = defineRule({
  name: 'single-point-of-failure',
  category: 'reliability',
  mode: 'derived',
  severity: 'warning',
  tier: 1,
  summary: 'Every request of a critical journey passes through a single instance.',
  why: 'Single machines fail, are patched and are redeployed. A component that runs once, and that no request can go around, takes the whole journey down each time; three nines leave less than nine hours a year for all of it. A second instance, best in another zone, turns an outage into a slower minute.',
  silent: [
    'The component is `managed`, a `function` or an `external`, or at least two of its instances can be lost one at a time.',
    'Only a hint, and nothing in a sketch, where the number of `replicas` is not written.',
    'A call on the way has a `fallback`, the component is `criticality: optional`, or the way to it is asynchronous.',
    'A balancer can send the same flow to another target; a cache-aside cache is gone around.',
    'No objective of 99.9% or more and no `criticality: critical` applies to the journey.',
    'Only an info below 100,000 daily users before `maturity: production`.',
    'It, or something on the way to it, is only drawn (`future: yes`).',
  ],
  references: [
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 3: Embracing Risk',
    'Michael T. Nygard, Release It!, 2nd edition (2018), chapter 4: Stability Antipatterns',
    'AWS Well-Architected Framework, Reliability Pillar: fault isolation, deploying to multiple locations',
  ],
  options,
  incorrect: [
    {
      title: 'the only API server of a system that promises 99.9%',
      code: 'system "Shop" { slo { availability: 99.9% } }\n\nclient web { users: 2M }\nlb front { managed: yes }\nservice api { replicas: 1 }\n\nweb -> front -> api { timeout: 3s }\n',
    },
    {
      title: 'a database whose three nodes are all needed',
      code: 'client web {}\nflow pay { from: web, criticality: critical }\nservice api { replicas: 3 }\ndatabase ledger { replicas: 3, quorum: 3 }\nlb front { managed: yes }\n\nweb -> front -> api { timeout: 3s }\napi -> ledger { timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'three replicas in three zones',
      code: 'system "Shop" { slo { availability: 99.9% } }\n\nclient web { users: 2M }\nlb front { managed: yes }\nservice api { replicas: 3, zones: [a, b, c] }\n\nweb -> front -> api { timeout: 3s }\n',
    },
    {
      title: 'what fails may be left out of the answer',
      code: 'system "Shop" { slo { availability: 99.9% } }\n\nclient web { users: 2M }\nlb front { managed: yes }\nservice api { replicas: 3, zones: [a, b, c] }\nservice hints { replicas: 1 }\n\nweb -> front -> api { timeout: 3s }\napi -> hints { timeout: 100ms, fallback: ignore }\n',
    },
  ],
  check(context) {
    const { model, report } = context;
    for (const [component, journey] of requiredBy(model, criticalJourneys(context))) {
      const lone = loneliness(model, component);
      if (!lone) continue;
      const { properties } = component;
      const at = (properties.autoscale ?? properties.quorum ?? properties.replicas)?.property;
      const details = {
        ...(at &&
          isOwn(component, { at, property: at, value: 0, origin: 'written' }) && {
            related: [{ at, message: 'This says how many there are.' }],
          }),
        fixes: fixes(model, component),
      };
      const way = `every request of ${nameOf(journey)} passes through it`;
      if (lone === 'unknown') {
        if (model.maturity === 'sketch') continue;
        const message = `Nothing says how many replicas \`${component.id}\` has, and ${way}: with one it is a single point of failure.`;
        report(component, message, { ...details, severity: 'hint' });
      } else {
        const few = model.maturity !== 'production' && hasFewUsers(model, context.options.fewUsers);
        report(component, `\`${component.id}\` ${lone}, and ${way}.`, { ...details, ...(few && { severity: 'info' }) });
      }
    }
  },
});

/** The journeys that promise much, and those to a component that is critical by itself. */
function criticalJourneys({ model, options: { availability } }: RuleContext<typeof options>): {
  readonly journeys: readonly Journey[];
  isCritical(component: Component, journey: Journey): boolean;
} {
  const promised = (slo: Flow['properties']['slo']): boolean => (slo?.value.availability?.value ?? 0) >= availability;
  const wholeSystem = promised(model.system?.properties.slo);
  const matters = ({ from, flows }: Journey): boolean =>
    (wholeSystem && flows.length === 0 && from.kind === 'client') ||
    flows.some(({ properties }) => promised(properties.slo) || properties.criticality?.value === 'critical');
  return {
    journeys: journeysOf(model).all,
    isCritical: ({ properties }, journey) =>
      matters(journey) || properties.criticality?.value === 'critical' || promised(properties.slo),
  };
}

/** Why losing one instance stops the component; `unknown` where the replicas are not written, nothing where it goes on. */
function loneliness(model: Model, component: Component): string | undefined {
  const { kind, properties } = component;
  const { managed, replicas, autoscale, quorum, erasure, 'replication-factor': copies } = properties;
  if (!kinds.has(kind) || managed?.value === true || properties['part-of'] || erasure) return undefined;
  if (kind === 'cache' && properties.scope?.value === 'local') return undefined;
  const least = autoscale ? autoscale.value.min?.value : replicas?.value;
  if (least === undefined) {
    if (autoscale || (copies && copies.value > 1) || (properties.zones?.value.length ?? 0) > 1) return undefined;
    return isModuleHost(model, component) ? undefined : 'unknown';
  }
  if (least <= 1) return autoscale ? 'shrinks to a single instance' : 'runs as a single instance';
  if (quorum && quorum.value >= least)
    return `needs all ${least} of its ${least} replicas, so that losing any one stops it`;
  return undefined;
}

/** A deployable that is only a name for its modules says nothing about machines. */
function isModuleHost(model: Model, { id, properties }: Component): boolean {
  return (
    Object.keys(properties).length === 0 && model.components.some((other) => other.properties['part-of']?.value === id)
  );
}

function hasFewUsers(model: Model, limit: number): boolean {
  const clients = model.components.filter(({ kind }) => kind === 'client');
  if (clients.length === 0 || clients.some(({ properties }) => !properties.users)) return false;
  const daily = clients.map(({ properties: { users, daily: share } }) => users!.value * (share?.value ?? 1));
  return daily.reduce((sum, users) => sum + users, 0) < limit;
}

function nameOf({ from, flows }: Journey): string {
  const names = flows.slice(0, 2).map(({ id }) => `\`${id}\``);
  if (names.length === 0) return `\`${from.id}\``;
  return names.join(' and ') + (flows.length > 2 ? ` and ${flows.length - 2} more flows` : '');
}

function fixes(model: Model, component: Component): Fix[] {
  const { properties } = component;
  const all: Fix[] = [];
  const { quorum, autoscale, replicas } = properties;
  const min = autoscale?.value.min;
  if (autoscale) {
    if (min) all.push({ title: 'Set `min: 2`', safe: false, edits: [{ at: min.at, text: '2' }] });
  } else if (quorum && replicas && quorum.value >= replicas.value && replicas.value > 1) {
    const text = String(replicas.value - 1);
    all.push({
      title: `Set \`quorum: ${text}\`, if it can work with one replica less`,
      safe: false,
      edits: [setProperty(model, component, 'quorum', quorum, text)],
    });
  } else {
    const edits = [setProperty(model, component, 'replicas', replicas, '2')];
    const spread = !properties.zones;
    if (spread && replicas) edits.push(insertProperty(model, component, 'zones', '[a, b]'));
    if (spread && !replicas) edits.splice(0, 1, insertProperty(model, component, 'replicas', '2, zones: [a, b]'));
    all.push({ title: spread ? 'Set `replicas: 2` in two `zones`' : 'Set `replicas: 2`', safe: false, edits });
  }
  if (component.kind !== 'worker') {
    all.push({
      title: 'Say `managed: yes`, if the provider replicates it',
      safe: false,
      edits: [setProperty(model, component, 'managed', properties.managed, 'yes')],
    });
  }
  return all;
}
