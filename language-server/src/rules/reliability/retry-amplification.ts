import type { Component, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix, TextEdit } from '../../model/problem.js';
import { insertProperty, setProperty } from '../edits.js';
import { admits, type Journey, journeysOf } from '../journeys.js';
import { stronglyConnectedComponents } from '../paths.js';
import { defineRule } from '../rule.js';
import { call, number } from '../words.js';

/** Retries at several layers multiply: each attempt of the outer one starts all attempts of the inner one. */
export const retryAmplification = defineRule({
  name: 'retry-amplification',
  category: 'reliability',
  mode: 'derived',
  severity: 'warning',
  tier: 1,
  summary: 'Retries at several layers of one path multiply.',
  why: 'Three layers that retry three times each turn one failing request into 4 × 4 × 4 = 64 attempts on the last component, at the moment it is least able to take them. Retrying at one layer, or capping retries as a share of all requests, bounds the extra load.',
  silent: [
    'Fewer than two hops of a path retry.',
    'A hop of the path has a `retry-budget`.',
    'The attempts stay within the threshold, 10 by default.',
    'A hop of the path leads from or to what is only drawn (`future: yes`).',
  ],
  references: [
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 22: retry amplification and retry budgets',
    'Marc Brooker, "Timeouts, retries, and backoff with jitter", Amazon Builders\' Library (2019)',
    'Microsoft Azure Architecture Center, "Retry Storm antipattern"',
  ],
  options: {
    maxAmplification: { default: 10, doc: 'Attempts on the last component per request, above which it is a warning.' },
    errorAmplification: { default: 30, doc: 'Attempts above which it is an error.' },
  },
  incorrect: [
    {
      title: 'three layers with three retries each: 64 attempts on the database',
      code: 'client web {}\nservice bff {}\nservice orders {}\ndatabase items {}\n\nweb -> bff { timeout: 60s, retries: 3, backoff: exponential(100ms, 1s), jitter: full }\nbff -> orders { timeout: 10s, retries: 3, backoff: exponential(100ms, 1s), jitter: full }\norders -> items { timeout: 1s, retries: 3, backoff: exponential(100ms, 1s), jitter: full }\n',
    },
    {
      title: 'a mesh and the client library both retry',
      code: 'service bff { defaults { retries: 3, backoff: exponential(100ms, 1s), jitter: full } }\nservice orders { defaults { retries: 3, backoff: exponential(100ms, 1s), jitter: full } }\ndatabase items {}\n\nbff -> orders { timeout: 10s }\norders -> items { timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'only one layer retries',
      code: 'client web {}\nservice bff {}\nservice orders {}\ndatabase items {}\n\nweb -> bff { timeout: 20s, retries: 0 }\nbff -> orders { timeout: 4s, retries: 2, backoff: exponential(100ms, 1s), jitter: full }\norders -> items { timeout: 1s, retries: 0 }\n',
    },
    {
      title: 'a budget keeps retries below a tenth of the requests',
      code: 'system "Shop" { defaults { retry-budget: 10% } }\n\nservice bff {}\nservice orders {}\ndatabase items {}\n\nbff -> orders { timeout: 20s, retries: 3, backoff: exponential(100ms, 1s), jitter: full }\norders -> items { timeout: 1s, retries: 3, backoff: exponential(100ms, 1s), jitter: full }\n',
    },
  ],
  check({ model, options, report }) {
    if (model.links.filter(retries).length < 2) return;
    const reported = new Set<Link>();
    const { all } = journeysOf(model);
    // Designs without flows or clients still have paths.
    for (const journey of [...all, undefined]) {
      for (const path of worstPaths(model, journey)) {
        const last = path[path.length - 1];
        const retrying = path.filter(retries);
        const attempts = retrying.reduce((product, link) => product * attemptsOf(link), 1);
        if (attempts <= options.maxAmplification || retrying.length < 2 || reported.has(last)) continue;
        reported.add(last);
        report(
          last,
          `Retries multiply along \`${[path[0].source, ...path.map(({ target }) => target)].map(({ id }) => id).join(' -> ')}\`: while it fails, one request becomes up to ${number(attempts)} attempts on \`${last.target.id}\`.`,
          {
            ...(attempts > options.errorAmplification && { severity: 'error' }),
            subjects: retrying.slice(0, -1),
            related: retrying.map((link) => ({
              at: link.properties.retries!.at,
              message: `\`${call(link)}\`: ${number(attemptsOf(link))} attempts.`,
            })),
            fixes: fixes(model, retrying),
          },
        );
      }
    }
  },
});

function retries({ properties }: Link): boolean {
  return (properties.retries?.value ?? 0) >= 1;
}

const attemptsOf = ({ properties }: Link): number => 1 + (properties.retries?.value ?? 0);

interface Best {
  readonly attempts: number;
  readonly link: Link;
}

/**
 * The path with the most attempts to every last retrying hop. A hop with a budget ends all paths over it; calls within a
 * cycle are left out, they have no longest path. Linear in the links the journey takes.
 */
function worstPaths(model: Model, journey: Journey | undefined): Link[][] {
  const taken = (component: Component): Link[] =>
    component.outgoing.filter(
      (link) =>
        link.synchronous &&
        isBuilt(link) &&
        link.properties['retry-budget'] === undefined &&
        (journey ? admits(link, journey) : link.flows === undefined),
    );
  const groups = stronglyConnectedComponents(journey ? [journey.from] : model.components, (component) =>
    taken(component).map(({ target }) => target),
  ).reverse();
  const groupOf = new Map<Component, Component[]>();
  for (const group of groups) for (const component of group) groupOf.set(component, group);
  const best = new Map<Component, Best>();
  const ends: Link[] = [];
  const before = new Map<Link, Link | undefined>();
  for (const component of groups.flat()) {
    const arrived = best.get(component);
    for (const link of taken(component)) {
      if (groupOf.get(link.target) === groupOf.get(component)) continue;
      before.set(link, arrived?.link);
      const attempts = (arrived?.attempts ?? 1) * attemptsOf(link);
      const known = best.get(link.target);
      if (!known || attempts > known.attempts) best.set(link.target, { attempts, link });
      if (retries(link) && !taken(link.target).some(retries)) ends.push(link);
    }
  }
  return ends.map((end) => {
    const path: Link[] = [];
    for (let at: Link | undefined = end; at; at = before.get(at)) path.push(at);
    return path.reverse();
  });
}

function fixes(model: Model, retrying: readonly Link[]): Fix[] {
  const [outermost, ...others] = retrying;
  const all: Fix[] = [];
  if (new Set(retrying.map(({ chain }) => chain.links)).size === retrying.length) {
    all.push({
      title: `Retry only on \`${call(outermost)}\`: set \`retries: 0\` below it`,
      safe: false,
      edits: others.map((link) => setProperty(model, link, 'retries', link.properties.retries, '0')),
    });
  }
  const edits = new Map<unknown, TextEdit>();
  for (const link of retrying) edits.set(link.chain.links, insertProperty(model, link, 'retry-budget', '10%'));
  all.push({ title: 'Add `retry-budget: 10%` to every hop that retries', safe: false, edits: [...edits.values()] });
  return all;
}
