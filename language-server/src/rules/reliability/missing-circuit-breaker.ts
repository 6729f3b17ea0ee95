import { dimensions, writeQuantity } from '@archlang/grammar';
import type { Component, Kind, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix, Severity } from '../../model/problem.js';
import { leavesProcess } from '../../model/processes.js';
import { freeName, insertDeclaration, insertStatement } from '../edits.js';
import { innerBlock } from '../inner-blocks.js';
import { covers } from '../meshes.js';
import { criticalJourneys } from '../objectives.js';
import { requiredBy } from '../required.js';
import { defineRule } from '../rule.js';
import { listed } from '../words.js';

/** What calls others by code of ours, and can stop doing so. */
const callers: ReadonlySet<Kind> = new Set(['gateway', 'service', 'function', 'worker', 'job']);

/** Calls to something that keeps failing should stop for a while, or the callers fail with it. */
export const missingCircuitBreaker = defineRule({
  name: 'missing-circuit-breaker',
  category: 'reliability',
  mode: 'absence',
  severity: 'info',
  tier: 1,
  summary: 'Nothing stops calls to a component that keeps failing.',
  why: 'A target that hangs costs its callers a thread and a timeout for every request, so the slowness of one component climbs up to all that call it. A circuit breaker notices the failures, lets calls fail at once for a while, and tries again with a single probe; the callers stay responsive and the target gets time to recover.',
  silent: [
    'A `circuit-breaker` holds for the call, or for another link between the same two: on the link, in `defaults` of the caller, a group or the system, or of a mesh that covers both.',
    'The target is neither an `external`, nor a service with at least two callers, nor `criticality: critical`.',
    'Only a hint where the target is a database, storage or cache and the link has a `pool` and a `timeout`.',
    'Both are modules of one deployable; within an `architecture: monolith` only calls to an `external` count.',
    'The caller is a client, balancer or cdn, or one of the two is only drawn (`future: yes`).',
    'The design is a sketch.',
  ],
  references: [
    'Michael T. Nygard, Release It!, 2nd edition (2018), chapter 5: Circuit Breaker',
    'Martin Fowler, "CircuitBreaker", martinfowler.com (2014)',
    'Microsoft Azure Architecture Center, "Circuit Breaker pattern"',
  ],
  options: {
    callers: { default: 2, doc: 'So many distinct callers make a service one that others depend on.' },
    failures: { default: 5, doc: 'Failures to suggest, after which the breaker opens.' },
    open: { default: 60, doc: 'Seconds to suggest for which calls fail at once.' },
    halfOpen: { default: 1, doc: 'Trial calls to suggest.' },
  },
  incorrect: [
    {
      title: 'the card processor may take the checkout down with it',
      code: 'system "Shop" { slo { availability: 99.9% } }\n\nclient web {}\nservice checkout { replicas: 2 }\nexternal cards { role: payment }\n\nweb -> checkout { timeout: 5s }\ncheckout -> cards { timeout: 2s }\n',
    },
    {
      title: 'two services depend on a third one',
      code: 'service orders {}\nservice returns {}\nservice prices {}\n\norders -> prices { timeout: 1s }\nreturns -> prices { timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'after five failures the calls stop for a minute',
      code: 'service checkout {}\nexternal cards { availability: 99.95% }\n\ncheckout -> cards { timeout: 2s, circuit-breaker { failures: 5, window: 30s, open: 60s, half-open: 1 } }\n',
    },
    {
      title: 'a mesh breaks all circuits between the services',
      code: 'mesh inner { covers: [orders, returns, prices], defaults { circuit-breaker { failures: 5, open: 60s, half-open: 1 } } }\nservice orders {}\nservice returns {}\nservice prices {}\n\norders -> prices { timeout: 1s }\nreturns -> prices { timeout: 1s }\n',
    },
  ],
  check({ model, options, report }) {
    const callersOf = callersByName();
    const isNeeded = neededThirdParties(model);
    const block = `circuit-breaker { failures: ${options.failures}, open: ${writeQuantity(options.open, dimensions.time)}, half-open: ${options.halfOpen} }`;
    for (const target of model.components) {
      if (!matters(model, target, options.callers)) continue;
      const waiting = [...unbroken(model, target)].map(([link]) => link);
      for (const link of waiting) {
        const { source } = link;
        const above = callersOf(source);
        const others = above.length > 0 ? `, and with it ${listed(above)}` : '';
        report(
          link,
          `Nothing stops \`${source.id}\` from calling \`${target.id}\` while that fails or hangs: \`${source.id}\` waits for it with every request${others}.`,
          {
            ...severity(link, isNeeded),
            subjects: [source, target],
            fixes: [
              { title: `Add \`${block}\``, safe: false, edits: [insertStatement(model, link, block)] },
              ...throughMesh(model, target, waiting, link, block),
            ],
          },
        );
      }
    }
  },
});

/** The names of those who wait for a component, looked at once for each. */
function callersByName(): (component: Component) => readonly string[] {
  const known = new Map<Component, readonly string[]>();
  return (component) => {
    const found = known.get(component);
    if (found) return found;
    const waiting = component.incoming.filter(({ synchronous }) => synchronous).map(({ source }) => source.id);
    const names = [...new Set(waiting)];
    known.set(component, names);
    return names;
  };
}

const isStore = ({ kind }: Component): boolean => kind === 'database' || kind === 'storage' || kind === 'cache';

function matters(model: Model, { kind, properties, incoming }: Component, least: number): boolean {
  if (kind === 'external') return true;
  if (model.system?.properties.architecture?.value === 'monolith') return false;
  if (properties.criticality?.value === 'critical') return kind !== 'queue' && kind !== 'topic' && kind !== 'client';
  if (kind !== 'service' && kind !== 'function') return false;
  const calling = incoming.filter((link) => link.synchronous && isBuilt(link) && callers.has(link.source.kind));
  return new Set(calling.map(({ source }) => source)).size >= least;
}

/** The calls of each caller to the target, of callers none of whose calls has a breaker. */
function unbroken(model: Model, { incoming }: Component): Iterable<readonly [Link, ...Link[]]> {
  const byCaller = new Map<Component, [Link, ...Link[]]>();
  for (const link of incoming) {
    if (!link.synchronous || !callers.has(link.source.kind) || !isBuilt(link) || !leavesProcess(model, link)) continue;
    const others = byCaller.get(link.source);
    if (others) others.push(link);
    else byCaller.set(link.source, [link]);
  }
  return [...byCaller.values()].filter((links) => links.every(({ properties }) => !properties['circuit-breaker']));
}

/** Does a critical journey need an answer of a third party? Found out when it is first asked. */
function neededThirdParties(model: Model): (external: Component) => boolean {
  let needed: ReadonlySet<Component> | undefined;
  return (external) => {
    const journeys = needed ? [] : criticalJourneys(model);
    needed ??= new Set(
      [...requiredBy(model, { journeys, isCritical: ({ kind }) => kind === 'external' })].map(
        ([component]) => component,
      ),
    );
    return needed.has(external);
  };
}

/** The mesh between them breaks the circuits, or a new one for all that call one service where the design has none. */
function throughMesh(model: Model, target: Component, waiting: readonly Link[], link: Link, block: string): Fix[] {
  const isService = ({ kind }: Component): boolean => kind === 'service';
  if (![target, link.source].every(isService)) return [];
  const meshes = model.components.filter(({ kind }) => kind === 'mesh');
  const mesh = meshes.find((each) => each.properties.future?.value !== true && covers(each, link));
  if (mesh) {
    const { defaults } = mesh.properties;
    const edit = defaults
      ? insertStatement(model, innerBlock(model, defaults), block)
      : insertStatement(model, mesh, `defaults { ${block} }`);
    return [{ title: `Let the mesh \`${mesh.id}\` do it for all it covers`, safe: false, edits: [edit] }];
  }
  const sources = waiting.map(({ source }) => source);
  if (meshes.length > 0 || sources.length < 2 || !sources.every(isService)) return [];
  const name = freeName(model, 'mesh');
  const covered = [...sources, target].map(({ id }) => id).join(', ');
  const declaration = `mesh ${name} { covers: [${covered}], defaults { ${block} } }`;
  return [
    {
      title: `Let a new mesh \`${name}\` do it for all that call \`${target.id}\``,
      safe: false,
      edits: [insertDeclaration(model, target, declaration, 'before')],
    },
  ];
}

function severity(
  { target, properties }: Link,
  isNeeded: (external: Component) => boolean,
): { readonly severity?: Severity } {
  if (isStore(target) && properties.pool && properties.timeout) return { severity: 'hint' };
  return isNeeded(target) ? { severity: 'warning' } : {};
}
