import { dimensions, writeQuantity } from '@archlang/grammar';
import { isRead, operationOn } from '../../estimate/traffic/operations.js';
import type { Component, Flow, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { keepsAnswers, missLinks } from '../caches.js';
import { insertProperty, setProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { listed, time } from '../words.js';

/** What a reader may see is as old as all caches on the way together allow. */
export const ttlExceedsStaleness = defineRule({
  name: 'ttl-exceeds-staleness',
  category: 'caching',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'Caches on the way may show older data than a flow tolerates.',
  why: 'Until it expires, a cache answers with what it has, however often the original has changed. Caches behind each other add up: what the one at the edge fetches may already be as old as the one behind it allows. A flow that tolerates ten seconds and passes an hour of expiry gets what it does not tolerate for most of that hour.',
  silent: [
    'The flow has no `max-staleness`, or the cache no `ttl`.',
    'Changes reach the cache (`invalidation`), or its entries never change (`immutable: yes`).',
    'It is a store of sessions, counters or presence, or a cdn that keeps no answers for all.',
    'The flow writes, or does not wait for what the cache answers.',
    'The cache, or something on the way to it, is only drawn (`future: yes`).',
  ],
  references: [
    'RFC 9111, HTTP Caching (2022), sections 4.2 and 5.1: freshness and the age of an answer',
    'Amazon Builders\' Library, Matt Brinkley and Jas Chhabra, "Caching challenges and strategies" (2019)',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 5: problems with replication lag',
  ],
  incorrect: [
    {
      title: 'an hour, where ten seconds are tolerated',
      code: 'client web {}\nflow prices { from: web, op: read, max-staleness: 10s }\nservice api {}\ncache near { pattern: read-through, ttl: 1h }\ndatabase shop {}\n\nweb -> api { timeout: 3s }\napi -> near { timeout: 500ms }\nnear -> shop { timeout: 300ms }\n',
    },
    {
      title: 'a minute at the edge and a minute behind it',
      code: 'client web {}\nflow news { from: web, op: list, max-staleness: 90s }\ncdn edge { ttl: 1min, managed: yes }\nservice api {}\ncache pages { pattern: cache-aside, ttl: 1min }\ndatabase posts {}\n\nweb -> edge -> api { timeout: 3s }\napi -> pages { timeout: 50ms }\napi -> posts { on-miss: pages, timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'ten seconds are ten seconds',
      code: 'client web {}\nflow prices { from: web, op: read, max-staleness: 10s }\nservice api {}\ncache near { pattern: read-through, ttl: 10s }\ndatabase shop {}\n\nweb -> api { timeout: 3s }\napi -> near { timeout: 500ms }\nnear -> shop { timeout: 300ms }\n',
    },
    {
      title: 'writes drop what they change',
      code: 'client web {}\nflow prices { from: web, op: read, max-staleness: 10s }\nservice api {}\ncache near { pattern: read-through, ttl: 1h, invalidation: on-write }\ndatabase shop {}\n\nweb -> api { timeout: 3s }\napi -> near { timeout: 500ms }\nnear -> shop { timeout: 300ms }\n',
    },
  ],
  check({ model, report }) {
    const worst = new Map<Component, Way & { readonly flow: Flow }>();
    for (const flow of model.flows) {
      const limit = flow.properties['max-staleness'];
      const from = flow.from ?? flow.parent?.from;
      if (!limit || !from || (flow.properties.op && !isRead(flow.properties.op.value))) continue;
      const way = oldest(model, flow, from);
      if (way.age <= limit.value) continue;
      const [longest] = [...way.caches].sort((a, b) => ttlOf(b) - ttlOf(a));
      const before = worst.get(longest);
      if (before && before.flow.properties['max-staleness']!.value <= limit.value) continue;
      worst.set(longest, { ...way, flow });
    }
    for (const [cache, { flow, age, caches }] of worst) {
      const limit = flow.properties['max-staleness']!;
      const others = caches.filter((other) => other !== cache);
      const shows =
        others.length === 0
          ? `\`${cache.id}\` may show data ${time(age)} old`
          : `${listed(caches.map(({ id }) => id))} together may show data ${time(age)} old`;
      report(cache, `${shows}, but \`${flow.id}\` tolerates ${time(limit.value)}.`, {
        at: cache.properties.ttl!.property,
        subjects: [flow, ...others],
        related: [
          { at: limit.at, message: 'The tolerance is set here.' },
          ...others.map((other) => ({ at: other.properties.ttl!.property, message: 'This is added to it.' })),
        ],
        fixes: fixes(model, cache, limit.value - (age - ttlOf(cache))),
      });
    }
  },
});

interface Way {
  /** In seconds. */
  readonly age: number;
  /** From the reader inwards. */
  readonly caches: readonly Component[];
}

const fresh: Way = { age: 0, caches: [] };

/** The oldest answer a flow may get: the most that the expiries of the caches behind each other add up to. */
function oldest(model: Model, flow: Flow, from: Component): Way {
  const done = new Map<Component, Way>();
  const stack: Component[] = [from];
  const open = new Set<Component>();
  // After all that it asks, without recursion; a way back to what is still open adds nothing.
  while (stack.length > 0) {
    const component = stack[stack.length - 1];
    if (done.has(component)) {
      stack.pop();
      continue;
    }
    const asked = asks(model, flow, component, from);
    if (!open.has(component)) {
      open.add(component);
      const next = asked.filter((target) => !open.has(target));
      stack.push(...next);
      if (next.length > 0) continue;
    }
    const behind = asked.map((target) => done.get(target) ?? fresh).reduce((a, b) => (b.age > a.age ? b : a), fresh);
    const own = keepsOld(model, component) ? ttlOf(component) : 0;
    done.set(component, own > 0 ? { age: own + behind.age, caches: [component, ...behind.caches] } : behind);
    stack.pop();
  }
  return done.get(from) ?? fresh;
}

/** What the flow waits for there; of a cache, what is asked when it misses. */
function asks(model: Model, flow: Flow, component: Component, from: Component): readonly Component[] {
  if (component.kind === 'client' && component !== from) return [];
  const isTaken = (link: Link): boolean => {
    if (!link.synchronous || !isBuilt(link) || (link.flows && !link.flows.includes(flow))) return false;
    const operation = operationOn(link, flow);
    return operation === undefined || isRead(operation);
  };
  const links = component.kind === 'cache' ? missLinks(model, component) : component.outgoing;
  return links.filter(isTaken).map(({ target }) => target);
}

function keepsOld(model: Model, component: Component): boolean {
  const { ttl, immutable, invalidation } = component.properties;
  return ttl !== undefined && immutable?.value !== true && !invalidation && keepsAnswers(model, component);
}

function ttlOf({ properties }: Component): number {
  return properties.ttl?.value ?? 0;
}

function fixes(model: Model, cache: Component, left: number): Fix[] {
  const told: Fix = {
    title: 'Tell it of changes: `invalidation: event`',
    safe: false,
    edits: [insertProperty(model, cache, 'invalidation', 'event')],
  };
  if (left <= 0) return left === 0 ? [told] : [];
  const text = writeQuantity(left, dimensions.time, { rounding: 'down' });
  const edits = [setProperty(model, cache, 'ttl', cache.properties.ttl, text)];
  return [{ title: `Set \`ttl: ${text}\``, safe: false, edits }, told];
}
