import { dimensions, writeQuantity } from '@archlang/grammar';
import type { Component, Flow, Kind, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { leavesProcess } from '../../model/processes.js';
import { insertProperty, setProperty } from '../edits.js';
import { journeysOf } from '../journeys.js';
import { defineRule } from '../rule.js';
import { listed, number } from '../words.js';

const services: ReadonlySet<Kind> = new Set(['service', 'function']);

/** One request that needs many calls among our own services, one after the other. */
export const chattyServices = defineRule({
  name: 'chatty-services',
  category: 'style',
  mode: 'derived',
  severity: 'info',
  tier: 2,
  summary: 'One request makes many calls to other services, one after the other.',
  why: 'Each call costs a round trip and can fail, and the caller adds them all up. A service that cannot answer without asking many others, or one other many times, is cut from them at the wrong place: the boundary runs through what belongs together.',
  silent: [
    'The calls run at the same time (`parallel`), or many items go in one (`batch`).',
    'Nobody waits for them, they stay in one process, or they go to stores and to what is outside.',
    'It is not known which flow makes them: no flow reaches the caller, or several do and the links do not name theirs.',
    'A single link with more than ten `calls` is left to `n-plus-one-calls`.',
    'The caller or a service that it calls is only drawn (`future: yes`).',
  ],
  references: [
    'Sam Newman, Building Microservices, 2nd edition (2021), chapter 2: coupling and cohesion',
    'Martin Fowler, Patterns of Enterprise Application Architecture (2002), chapter 7: distribution strategies',
    'Microsoft Azure Architecture Center, Performance antipatterns: Chatty I/O',
  ],
  options: {
    calls: { default: 5, doc: 'More calls than this to other services within one request are too many.' },
    loop: { default: 10, doc: 'More `calls` than this on one link are a loop over items, which another rule reports.' },
  },
  incorrect: [
    {
      title: 'a page of six calls',
      code: 'client web {}\nflow page { from: web, op: read }\nservice shop {}\nservice users {}\nservice stock {}\nservice prices {}\n\nweb -> shop { timeout: 5s }\nshop -> users { calls: 2, timeout: 500ms }\nshop -> stock { calls: 2, timeout: 500ms }\nshop -> prices { calls: 2, timeout: 500ms }\n',
    },
    {
      title: 'eight calls to one service',
      code: 'client web {}\nflow cart { from: web, op: read }\nservice shop {}\nservice prices {}\n\nweb -> shop { timeout: 5s }\nshop -> prices { for: cart, calls: 8, timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'at the same time',
      code: 'client web {}\nflow page { from: web, op: read }\nservice shop {}\nservice users {}\nservice stock {}\nservice prices {}\n\nweb -> shop { timeout: 5s }\nshop -> users { calls: 2, parallel: page, timeout: 500ms }\nshop -> stock { calls: 2, parallel: page, timeout: 500ms }\nshop -> prices { calls: 2, parallel: page, timeout: 500ms }\n',
    },
    {
      title: 'one call that asks for all',
      code: 'client web {}\nflow cart { from: web, op: read }\nservice shop {}\nservice prices {}\n\nweb -> shop { timeout: 5s }\nshop -> prices { for: cart, calls: 8, batch: 8, timeout: 500ms }\n',
    },
  ],
  check({ model, options, report }) {
    for (const component of model.components) {
      if (!services.has(component.kind)) continue;
      const links = component.outgoing.filter((link) => isOneByOne(model, link, options.loop));
      if (links.length === 0) continue;
      let worst: { readonly flow: Flow; readonly taken: readonly Link[]; readonly calls: number } | undefined;
      for (const [flow, taken] of byFlow(model, component, links)) {
        const calls = taken.reduce(
          (sum, { properties }) => sum + (properties.calls?.value ?? 1) * (properties.share?.value ?? 1),
          0,
        );
        if (calls > options.calls && calls > (worst?.calls ?? 0)) worst = { flow, taken, calls };
      }
      if (!worst) continue;
      const { flow, taken, calls } = worst;
      const targets = [...new Set(taken.map(({ target }) => target))];
      report(
        taken[0],
        `One \`${flow.id}\` makes ${number(calls)} calls from \`${component.id}\` to ${listed(targets.map(({ id }) => id))}, one after the other.`,
        {
          subjects: [component, ...targets],
          related: taken.slice(1).map(({ head }) => ({ at: head, message: 'It is one of them.' })),
          fixes: [...together(model, taken, calls - options.calls), ...atOnce(model, taken)],
        },
      );
    }
  },
});

function isOneByOne(model: Model, link: Link, loop: number): boolean {
  const { synchronous, target, properties } = link;
  if (!synchronous || !services.has(target.kind) || !isBuilt(link) || !leavesProcess(model, link)) return false;
  if (properties.parallel || (properties.batch?.value ?? 1) > 1 || properties.callback?.value === true) return false;
  return (properties.calls?.value ?? 1) <= loop;
}

/** The links by the flow that is known to take them. */
function byFlow(model: Model, { incoming }: Component, links: readonly Link[]): ReadonlyMap<Flow, readonly Link[]> {
  const journeys = journeysOf(model);
  const arriving = new Set(incoming.flatMap((link) => journeys.flowsOn(link)));
  const [only] = arriving;
  const taken = new Map<Flow, Link[]>();
  for (const link of links) {
    for (const flow of link.flows ?? (arriving.size === 1 ? [only] : [])) {
      const others = taken.get(flow);
      if (others) others.push(link);
      else taken.set(flow, [link]);
    }
  }
  return taken;
}

/** What is asked for several times is asked for in one call, where that takes away as many calls as are too many. */
function together(model: Model, taken: readonly Link[], excess: number): Fix[] {
  const repeated = taken.filter(({ properties: { calls } }) => (calls?.value ?? 1) > 1);
  const saved = repeated.reduce((sum, { properties: { calls, share } }) => sum + calls!.value * (share?.value ?? 1), 0);
  if (saved < excess || !repeated.every(standsAlone)) return [];
  const edits = repeated.map((link) => {
    const { batch, calls } = link.properties;
    return setProperty(model, link, 'batch', batch, writeQuantity(Math.ceil(calls!.value), dimensions.number));
  });
  const targets = listed([...new Set(repeated.map(({ target }) => target.id))]);
  return [{ title: `Ask ${targets} for all of it in one call: \`batch\``, safe: false, edits }];
}

/** None has to wait for the one before. */
function atOnce(model: Model, taken: readonly Link[]): Fix[] {
  if (!taken.every(standsAlone)) return [];
  const group = taken[0].source.name;
  const edits = taken.map((link) => insertProperty(model, link, 'parallel', group));
  return [
    {
      title: `Make them at the same time, if none needs the answer of another: \`parallel: ${group}\``,
      safe: false,
      edits,
    },
  ];
}

const standsAlone = ({ chain }: Link): boolean => chain.links.length === 1;
