import type { Component, Flow, Kind, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { defineRule } from '../rule.js';
import { call } from '../words.js';

/** They hand each request to one of their targets, so that two ways through them are not two requests at each. */
const choosing: ReadonlySet<Kind> = new Set(['lb', 'dns', 'queue', 'topic', 'database', 'storage', 'cache', 'client']);

/** A hop drawn once for each way that leads through it. */
export const repeatedHop = defineRule({
  name: 'repeated-hop',
  category: 'correctness',
  mode: 'presence',
  severity: 'info',
  tier: 2,
  summary: 'Two chains share a hop, and so every request is counted on it twice.',
  why: 'A chain is short for its hops: each is a link of its own, and each link is a request. Two chains that begin with the same hop are therefore two requests on it for one of the user, and what stands behind passes both on along both chains. All figures from there on are twice what was meant. A hop that ways have in common is drawn once, and each way starts behind it.',
  silent: [
    'The two carry different flows (`for`), or do different things there (`op`, `reads`, `stores`, `calls`, `share` and the like).',
    'They go on to the same target, or one of them ends there: then two calls may well be meant.',
    'The shared target gives each request to one of several (a balancer, names, a queue), or is a client or a store.',
    'What is only drawn (`future: yes`).',
  ],
  references: [
    'Simon Brown, The C4 model for visualising software architecture: one relationship between two elements for each purpose',
    'Neil J. Gunther, Analyzing Computer System Performance with Perl::PDQ (2011), chapter 3: the visit ratio of a queueing centre',
  ],
  incorrect: [
    {
      title: 'through the gateway twice',
      code: 'client web {}\nflow visit { from: web, rate: 100/s, op: read }\ngateway front {}\nservice shop {}\nservice users {}\n\nweb -> front -> shop { timeout: 3s }\nweb -> front -> users { timeout: 3s }\n',
    },
    {
      title: 'twice through a service',
      code: 'service page {}\nservice shop {}\nservice prices {}\nservice goods {}\n\npage -> shop -> prices { timeout: 2s }\npage -> shop -> goods { timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'the hop they have in common, once',
      code: 'client web {}\nflow visit { from: web, rate: 100/s, op: read }\ngateway front {}\nservice shop {}\nservice users {}\n\nweb -> front -> shop { timeout: 3s }\nfront -> users { timeout: 2s }\n',
    },
    {
      title: 'each chain has flows of its own',
      code: 'client web {}\nflow visit { from: web, rate: 100/s, op: read }\nflow login { from: web, rate: 1/s, op: write, purpose: login }\ngateway front {}\nservice shop {}\nservice users {}\n\nweb -> front -> shop { for: visit, timeout: 3s }\nweb -> front -> users { for: login, timeout: 3s }\n',
    },
  ],
  check({ model, report }) {
    for (const component of model.components) {
      const drawn = new Map<string, Drawn>();
      for (const link of component.outgoing) {
        if (!isPlainHop(link)) continue;
        const key = `${link.synchronous ? '->' : '~>'} ${link.target.id}`;
        const before = drawn.get(key) ?? { all: [], byFlow: new Map() };
        drawn.set(key, before);
        const other = earlier(before, link);
        remember(before, link);
        if (!other) continue;
        const { source, target } = link;
        report(
          link,
          `\`${call(link)}\` is drawn in two chains, and each is a request: \`${target.id}\` gets two for every one of \`${source.id}\`, and passes both on to \`${after(other)!.id}\` and to \`${after(link)!.id}\`.`,
          {
            subjects: [target],
            related: [{ at: other.head, message: 'The same hop is drawn here.' }],
            fixes: fixes(model, link),
          },
        );
      }
    }
  },
});

const after = ({ chain }: Link): Component | undefined => chain.links[chain.index + 1]?.target;

/** One of a chain that goes on, of which nothing says that it is a request for another purpose. */
function isPlainHop(link: Link): boolean {
  const { target, properties, title } = link;
  if (choosing.has(target.kind) || !after(link) || !isBuilt(link) || title !== undefined) return false;
  const { op, reads, stores, calls, share, weight, purpose, parallel, capture, callback, hedge } = properties;
  const miss = properties['on-miss'];
  return [op, reads, stores, calls, share, weight, purpose, parallel, capture, callback, hedge, miss].every(
    (value) => value === undefined || value.origin !== 'written',
  );
}

/** Hops drawn so far between the same two. Of each list the first two that go on to different targets: more tell nothing. */
interface Drawn {
  readonly all: Link[];
  /** By `undefined` those of all flows. */
  readonly byFlow: Map<Flow | undefined, Link[]>;
}

function remember({ all, byFlow }: Drawn, link: Link): void {
  const keep = (list: Link[]): void => {
    if (list.length === 0 || (list.length === 1 && after(list[0]) !== after(link))) list.push(link);
  };
  keep(all);
  for (const flow of link.flows ?? [undefined]) {
    const list = byFlow.get(flow) ?? [];
    byFlow.set(flow, list);
    keep(list);
  }
}

/** One that the same flow takes and that goes on to another target. */
function earlier({ all, byFlow }: Drawn, link: Link): Link | undefined {
  const lists = link.flows ? [undefined, ...link.flows].map((flow) => byFlow.get(flow) ?? []) : [all];
  for (const list of lists) {
    const found = list.find((other) => other.chain.links !== link.chain.links && after(other) !== after(link));
    if (found) return found;
  }
  return undefined;
}

/** The later chain starts behind the hop. */
function fixes(model: Model, { head, chain }: Link): Fix[] {
  const next = chain.links[chain.index + 1];
  if (chain.index > 0 || next.head.file !== head.file) return [];
  const hop = { ...head, end: next.head.offset };
  return /^[^\n/]+$/.test(model.textOf(hop))
    ? [{ title: `Start this chain at \`${next.source.id}\``, safe: false, edits: [{ at: hop, text: '' }] }]
    : [];
}
