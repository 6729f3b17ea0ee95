import type { Estimates } from '../../estimate/estimates.js';
import type { Component, Kind, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { isOwn, removeProperty, replaceValue } from '../edits.js';
import { defineRule, type Subject } from '../rule.js';
import { listed, number, percent } from '../words.js';

const programs: ReadonlySet<Kind> = new Set(['service', 'function', 'worker', 'database', 'cache']);

/** What is built for millions serves a few thousand. */
export const overEngineering = defineRule({
  name: 'over-engineering',
  category: 'cost',
  mode: 'derived',
  severity: 'info',
  tier: 2,
  summary: 'Several regions, shards, a mesh or many services for a load that one node would serve.',
  why: 'Each region, shard and service more has to be paid for, deployed, watched and understood, whether anybody uses it or not. A few thousand users fit on a single node with room to spare, and a simple design can be cut up when it has to be. What was built too early is often cut at the wrong places.',
  silent: [
    'The users of a client are not known, or there are as many as the limit.',
    'The load, or what one node can do, is not known, or a node would be busy enough with it.',
    'There is a reason: `because` on the component; for regions a `residency`, users with regions of their own, `survives: region` or an availability that one region cannot promise; for shards data that one disk cannot hold.',
    'It is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Fowler, "MonolithFirst" (2015)',
    'Sam Newman, Monolith to Microservices (2019), chapter 1: Just Enough Microservices',
    'Frank McSherry, Michael Isard and Derek G. Murray, "Scalability! But at what COST?", HotOS 2015',
  ],
  options: {
    users: { default: 100_000, doc: 'Users below which one node is expected to be enough.' },
    load: { default: 0.3, doc: 'Share of one node that the peak may take before more of them are justified.' },
    services: { default: 10, doc: 'Services up to which their number needs no reason.' },
    availability: {
      default: 0.9999,
      doc: 'Promised availability, as a ratio, from which on several regions need no other reason.',
    },
  },
  incorrect: [
    {
      title: 'three regions for five thousand users',
      code: 'client web { users: 5k }\nflow visit { from: web, rate: 20/user/day, op: read, peak: 3x }\nregion us {}\nregion eu {}\nregion asia {}\nservice api { replicas: 6, regions: [us, eu, asia], capacity: 500/s }\n\nweb -> api { timeout: 2s }\n',
    },
    {
      title: 'sixteen shards for four requests a second',
      code: 'client web { users: 5k }\nflow visit { from: web, rate: 20/user/day, op: read, peak: 3x }\nservice api { replicas: 2, capacity: 500/s }\ndatabase notes { replicas: 32, shards: 16, capacity: 2k/s }\n\nweb -> api { timeout: 2s }\napi -> notes { timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'one region, two replicas',
      code: 'client web { users: 5k }\nflow visit { from: web, rate: 20/user/day, op: read, peak: 3x }\nregion us {}\nservice api { replicas: 2, regions: us, capacity: 500/s }\n\nweb -> api { timeout: 2s }\n',
    },
    {
      title: 'the law asks for a second region',
      code: 'client web { users: 5k }\nflow visit { from: web, rate: 20/user/day, op: read, peak: 3x }\nregion us {}\nregion eu {}\nservice api { replicas: 4, regions: [us, eu], capacity: 500/s, residency: eu }\n\nweb -> api { timeout: 2s }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    const users = usersOf(model);
    if (users === undefined || users >= options.users) return;
    const built = model.components.filter(({ properties }) => properties.future?.value !== true);
    const load = (component: Component): number | undefined => loadOfOne(estimates, component);
    const isIdle = (component: Component): boolean => (load(component) ?? 1) < options.load;
    const say = (
      subject: Subject,
      feature: string,
      busiest: number,
      details: { at?: Value<unknown>; subjects?: readonly Component[]; fixes?: readonly Fix[] },
    ): void =>
      report(
        subject,
        `${feature} for ${number(users)} users, whose peak would take ${percent(busiest)} of one node, costs more than it brings.`,
        {
          ...(details.at && { at: details.at.property }),
          subjects: details.subjects ?? [],
          fixes: details.fixes ?? [],
        },
      );

    const spread = built.filter(
      ({ kind, properties }) => programs.has(kind) && new Set(properties.regions?.value).size > 1,
    );
    const idle = spread.filter(isIdle);
    if (
      idle.length > 0 &&
      idle.length === spread.filter((each) => load(each) !== undefined).length &&
      !needsRegions(model, options.availability)
    ) {
      const [first, ...others] = idle;
      const regions = new Set(first.properties.regions!.value).size;
      say(
        first,
        `Running ${listed(idle.map(({ id }) => id))} in ${number(regions)} regions`,
        Math.max(...idle.map((each) => load(each)!)),
        {
          at: first.properties.regions!,
          subjects: others,
          fixes: oneRegion(idle),
        },
      );
    }
    for (const store of built) {
      const { shards } = store.properties;
      if (
        !shards ||
        shards.value < 2 ||
        shards.origin === 'engine' ||
        !isIdle(store) ||
        hasReason(store) ||
        isTooLarge(estimates, store)
      )
        continue;
      say(store, `Cutting \`${store.id}\` into ${number(shards.value)} shards`, load(store)!, {
        at: shards,
        fixes: [{ title: 'Do not cut it', safe: false, edits: [removeProperty(model, shards)] }],
      });
    }
    const services = built.filter(
      ({ kind, properties }) => (kind === 'service' || kind === 'function') && !properties['part-of'],
    );
    const known = services.flatMap((service) => load(service) ?? []);
    if (known.length === 0 || known.some((each) => each >= options.load)) return;
    const busiest = Math.max(...known);
    if (services.length > options.services)
      say(model.system ?? services[0], `A system of ${number(services.length)} services`, busiest, {
        subjects: services,
      });
    for (const mesh of built) {
      if (mesh.kind === 'mesh' && !hasReason(mesh)) say(mesh, `The mesh \`${mesh.id}\``, busiest, {});
    }
  },
});

/** All users of a design; nothing as soon as one client does not say. */
function usersOf({ components }: Model): number | undefined {
  const clients = components.filter(({ kind, properties }) => kind === 'client' && properties.future?.value !== true);
  if (clients.length === 0) return undefined;
  let sum = 0;
  for (const { properties } of clients) {
    if (!properties.users) return undefined;
    sum += properties.users.value;
  }
  return sum;
}

/** The peak of a component as a share of what one replica can do. */
function loadOfOne(estimates: Estimates, component: Component): number | undefined {
  const peak = estimates.value(component, 'rate.peak');
  const one = component.properties.capacity?.value;
  return peak === undefined || !one ? undefined : peak / one;
}

const hasReason = ({ properties }: Component): boolean => properties.because !== undefined;

function needsRegions(model: Model, enough: number): boolean {
  const { system, components, flows, tables } = model;
  if (system?.properties.survives?.value === 'region') return true;
  const promised = [system, ...flows, ...components].some(
    (each) => (each?.properties.slo?.value.availability?.value ?? 0) >= enough,
  );
  return (
    promised ||
    components.some(
      (each) =>
        each.properties.residency ||
        (each.kind === 'client' && each.properties.regions) ||
        (hasReason(each) && (each.properties.regions?.value.length ?? 0) > 1),
    ) ||
    tables.some(({ properties }) => properties.residency || properties['home-region'])
  );
}

/** Would one disk not hold one copy of what is kept? How many there are is the last input of what all of them take. */
function isTooLarge(estimates: Estimates, store: Component): boolean {
  const all = estimates.get(`${store.id}.storage`);
  if (all?.value === undefined) return false;
  const copies = all.inputs[all.inputs.length - 1].value;
  return all.value / copies > (store.properties.storage?.value ?? 1e12);
}

function oneRegion(components: readonly Component[]): Fix[] {
  const [first] = new Set(components[0].properties.regions!.value);
  if (
    !components.every((each) => isOwn(each, each.properties.regions!) && each.properties.regions!.value.includes(first))
  )
    return [];
  const edits = components.map((each) => replaceValue(each.properties.regions!, first));
  return [{ title: `Run it in \`${first}\` only`, safe: false, edits }];
}
