import type { Component, Kind, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { freeName, insertDeclaration, makeAsynchronous, renameTarget } from '../edits.js';
import { shortestCycle, stronglyConnectedComponents } from '../paths.js';
import { defineRule } from '../rule.js';

const parts: ReadonlySet<Kind> = new Set([
  'service',
  'function',
  'worker',
  'job',
  'gateway',
  'queue',
  'topic',
  'external',
]);

/** Services that call each other in a circle can only live and die together. */
export const circularDependency = defineRule({
  name: 'circular-dependency',
  category: 'style',
  mode: 'presence',
  severity: 'error',
  tier: 1,
  summary: 'Services call each other in a circle.',
  why: 'In a circle of calls each part needs all others to answer, so that one slow part stops them all; with bounded threads the circle can lock up, each waiting for the next. None can be deployed or tested before the others: what was drawn as several services is one, spread over a network.',
  silent: [
    'The way back is a `callback: yes`, such as a webhook.',
    'A circle of hand-overs alone is an info: an event loop is often meant, but it needs an end; nothing where no flow goes all the way round. With a call in it, it is no circle of waiting.',
    'A component that calls itself is an info: usually replicas that talk to each other.',
    'One of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'Sam Newman, Building Microservices, 2nd edition (2021), chapter 2: coupling, and chapter 3: the distributed monolith',
    'Robert C. Martin, Clean Architecture (2017), chapter 14: the acyclic dependencies principle',
  ],
  incorrect: [
    {
      title: 'orders and stock call each other',
      code: 'service orders {}\nservice stock {}\n\norders -> stock { timeout: 1s }\nstock -> orders { timeout: 1s }\n',
    },
    {
      title: 'a circle of three',
      code: 'service a {}\nservice b {}\nservice c {}\n\na -> b { timeout: 3s }\nb -> c { timeout: 2s }\nc -> a { timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'the way back is an event',
      code: 'service orders {}\nservice stock {}\ntopic stock-changes {}\n\norders -> stock { timeout: 1s }\nstock ~> stock-changes\n',
    },
    {
      title: 'a webhook answers later',
      code: 'service shop {}\nexternal payments {}\n\nshop -> payments { timeout: 3s }\npayments -> shop { callback: yes, timeout: 3s }\n',
    },
  ],
  check({ model, report }) {
    const links = model.links.filter(
      (link) => isBuilt(link) && parts.has(link.source.kind) && link.properties.callback?.value !== true,
    );
    const synchronous = links.filter((link) => link.synchronous);
    for (const cycle of cycles(synchronous)) {
      const way = wayOf(cycle);
      const last = cycle[cycle.length - 1];
      report(
        last,
        `${way}: each waits for the next, so one slow part stops all, and none can be deployed without the others.`,
        {
          subjects: cycle.map(({ source }) => source),
          related: cycle.slice(0, -1).map(({ head }) => ({ at: head, message: 'The circle goes on here.' })),
          fixes: fixes(model, last),
        },
      );
    }
    for (const link of synchronous) {
      if (link.source !== link.target) continue;
      report(
        link,
        `\`${link.source.id}\` calls itself: if that is more than its replicas talking to each other, the recursion needs an end.`,
        { severity: 'info' },
      );
    }
    for (const cycle of cycles(links.filter((link) => !link.synchronous))) {
      if (!canGoRound(cycle)) continue;
      const last = cycle[cycle.length - 1];
      report(last, `${wayOf(cycle)}: an event can go round for ever unless someone ends it.`, {
        severity: 'info',
        subjects: cycle.map(({ source }) => source),
        related: cycle.slice(0, -1).map(({ head }) => ({ at: head, message: 'The circle goes on here.' })),
      });
    }
  },
});

/** A shortest circle of each knot of components, as links in order. */
function cycles(links: readonly Link[]): Link[][] {
  const next = new Map<Component, Link[]>();
  for (const link of links) {
    if (link.source === link.target) continue;
    const known = next.get(link.source);
    if (known) known.push(link);
    else next.set(link.source, [link]);
  }
  const successors = (component: Component): Component[] => (next.get(component) ?? []).map(({ target }) => target);
  return stronglyConnectedComponents(next.keys(), successors).flatMap((knot) => {
    const members = new Set(knot);
    const first = knot.reduce((a, b) => (b.at.offset < a.at.offset ? b : a));
    const path = shortestCycle(first, (component) => successors(component).filter((to) => members.has(to)));
    if (!path) return [];
    return [path.slice(0, -1).map((from, i) => next.get(from)!.find(({ target }) => target === path[i + 1])!)];
  });
}

/** Is there a flow that takes every link of the circle? Where each has flows of its own, nothing comes back. */
function canGoRound(cycle: readonly Link[]): boolean {
  const named = cycle.flatMap(({ flows }) => (flows ? [flows] : []));
  const [first, ...others] = named;
  return first === undefined || first.some((flow) => others.every((flows) => flows.includes(flow)));
}

function wayOf(cycle: readonly Link[]): string {
  const steps = cycle.map(({ source, synchronous }) => `${source.id} ${synchronous ? '->' : '~>'} `);
  const shown = steps.length > 6 ? [...steps.slice(0, 5), '… '] : steps;
  return `\`${shown.join('')}${cycle[0].source.id}\` is a circle`;
}

/** The way back becomes an event: the caller no longer waits. */
function fixes(model: Model, link: Link): Fix[] {
  if (link.chain.links.length > 1) return [];
  const name = freeName(model, `${link.source.name}-events`);
  return [
    {
      title: `Hand over with \`~>\` and a topic \`${name}\``,
      safe: false,
      edits: [
        insertDeclaration(model, link.source, `topic ${name} {}`),
        makeAsynchronous(model, link),
        renameTarget(model, link, name),
        insertDeclaration(model, link, `${name} ~> ${link.target.id}`),
      ],
    },
  ];
}
