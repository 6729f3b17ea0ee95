import type { Estimates } from '../../estimate/estimates.js';
import { isRead } from '../../estimate/traffic/operations.js';
import { flowProperty } from '../../model/inherit.js';
import type { Component, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { mayLackLinks } from '../broken.js';
import { keepsAnswers, missLinks } from '../caches.js';
import { freeName, insertDeclaration, insertProperty, setProperty } from '../edits.js';
import { dailyUsers } from '../populations.js';
import { mostReplicas } from '../replicas.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { usesOf, usesOn } from '../uses.js';
import { number, percent, rate } from '../words.js';

/** A store that is read a hundred times for each write answers the same questions all day. */
export const readHeavyWithoutCacheOrReplica = defineRule({
  name: 'read-heavy-without-cache-or-replica',
  category: 'caching',
  mode: 'derived',
  severity: 'info',
  tier: 2,
  summary: 'One node of a store takes many reads that a cache or a replica could take.',
  why: 'Where reads outnumber writes by far, most answers are the same as the last time. Every one of them still takes the single node that has to take the writes as well, and its next step is a bigger machine. A cache in front of it or a copy beside it takes most reads away for little money, as long as they may be a little late.',
  silent: [
    'There is a cache or cdn before the store, a copy of it, or a read model derived from it; or it is a read model itself.',
    'A reader needs the latest write (`consistency: linearizable`, `sequential`, `read-from: leader`).',
    'The rates are not known, or few: at most half of what the store can serve, or 1,000 a second where that is unknown.',
    'Fewer than ten reads for each write, or fewer than 100,000 people a day.',
    'The store is `managed` and does not say on how many nodes it runs. How many replicas it has is not written: a hint.',
    'Links may be missing because the text has an error.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 5: leaders and followers, read scaling',
    'Rajesh Nishtala and others, "Scaling Memcache at Facebook", NSDI (2013)',
    'Amazon Web Services, Database Caching Strategies Using Redis (whitepaper)',
  ],
  options: {
    ratio: { default: 10, doc: 'Reads for each write from which a store counts as read-heavy.' },
    utilisation: { default: 0.5, doc: 'Part of the capacity (a ratio) that reads must take at peak.' },
    rate: { default: 1000, doc: 'Reads per second at peak that count as many where the capacity is unknown.' },
    fewUsers: { default: 100_000, doc: 'Below so many daily users nothing is said.' },
    ttl: { default: '5min', doc: 'The `ttl` of the cache that a fix writes.' },
  },
  incorrect: [
    {
      title: 'two hundred reads for each write',
      code: 'client web { users: 10M, peak: 3x }\nflow view { from: web, rate: 20/user/day, op: read }\nflow post { from: web, rate: 0.1/user/day, op: write }\nservice api {}\ndatabase posts { replicas: 1, capacity: 8k/s }\n\nweb -> api { timeout: 3s }\napi -> posts { for: view, timeout: 500ms }\napi -> posts { for: post, timeout: 500ms }\n',
    },
    {
      title: 'nobody knows what it can serve',
      code: 'client web { users: 10M, peak: 3x }\nflow view { from: web, rate: 20/user/day, op: read }\nservice api {}\ndatabase posts { replicas: 1 }\n\nweb -> api { timeout: 3s }\napi -> posts { timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'a cache takes most of them',
      code: 'client web { users: 10M, peak: 3x }\nflow view { from: web, rate: 20/user/day, op: read }\nservice api {}\ncache hot { pattern: cache-aside, hit-ratio: 90%, ttl: 5min, replicas: 2, stampede-protection: coalescing }\ndatabase posts { replicas: 1, capacity: 8k/s }\n\nweb -> api { timeout: 3s }\napi -> hot { timeout: 50ms }\napi -> posts { on-miss: hot, timeout: 500ms }\n',
    },
    {
      title: 'followers take them',
      code: 'client web { users: 10M, peak: 3x }\nflow view { from: web, rate: 20/user/day, op: read }\nservice api {}\ndatabase posts { replicas: 4, capacity: 8k/s }\n\nweb -> api { timeout: 3s }\napi -> posts { read-from: followers, timeout: 500ms }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    if (mayLackLinks(model) || (dailyUsers(model) ?? Number.POSITIVE_INFINITY) < options.fewUsers) return;
    const helped = alreadyHelped(model);
    for (const store of model.components) {
      if (store.kind !== 'database' || helped.has(store) || !isSingle(store) || mustBeFresh(model, store)) continue;
      const load = readLoad(estimates, store);
      if (!load || exceeds(options.ratio * load.writes, load.reads)) continue;
      const { reads, writes, used } = load;
      if (used === undefined ? !exceeds(reads, options.rate) : !exceeds(used, options.utilisation)) continue;
      const ratio = writes > 0 ? `, ${number(reads / writes)} for each write` : '';
      const part = used === undefined ? '' : ` and ${percent(used)} of what it can serve`;
      report(
        store,
        `\`${store.id}\` takes all ${rate(reads)} reads at peak itself${ratio}${part}; a cache or replicas could take most of them.`,
        {
          ...(mostReplicas(store) === undefined && { severity: 'hint' }),
          fixes: fixes(model, store, options.ttl),
        },
      );
    }
  },
});

/** Stores with a cache or a cdn before them, or a copy beside them that is read. */
function alreadyHelped(model: Model): ReadonlySet<Component> {
  const helped = new Set<Component>();
  const behind = new Set<Component>();
  for (const component of model.components) {
    const sources = component.properties['derived-from']?.value ?? [];
    if (sources.length > 0) helped.add(component);
    for (const id of sources) {
      const source = model.declarations.get(id);
      if (source?.what === 'component') helped.add(source);
      else if (source?.what === 'table') helped.add(source.store);
    }
    if (component.kind === 'cache') for (const { target } of missLinks(model, component)) helped.add(target);
    if (component.kind === 'cdn' && keepsAnswers(model, component)) behind.add(component);
  }
  for (const component of behind) {
    for (const link of component.outgoing) if (link.synchronous && isBuilt(link)) behind.add(link.target);
  }
  for (const component of behind) helped.add(component);
  return helped;
}

/** Does nothing say that there are several nodes or copies? */
function isSingle(store: Component): boolean {
  const { managed, shards, replication, future, 'replication-factor': copies } = store.properties;
  const replicas = mostReplicas(store);
  if (future?.value === true || (managed?.value === true && replicas === undefined)) return false;
  if ((copies?.value ?? 1) > 1 || (shards?.value ?? 1) > 1 || (replicas ?? 1) > 1) return false;
  return replication?.value.topology?.value !== 'leaderless' && replication?.value.topology?.value !== 'multi-leader';
}

function mustBeFresh(model: Model, store: Component): boolean {
  return usesOf(model, store).some(({ link, flow, operation }) => {
    if (!isRead(operation)) return false;
    const wanted = (flow ? flowProperty(link, flow, 'consistency') : link.properties.consistency)?.value;
    return wanted === 'linearizable' || wanted === 'sequential' || link.properties['read-from']?.value === 'leader';
  });
}

interface ReadLoad {
  readonly reads: number;
  readonly writes: number;
  /** Part of the capacity that reads take; a single node does not care what it does. */
  readonly used?: number;
}

function readLoad(estimates: Estimates, store: Component): ReadLoad | undefined {
  const reads = estimates.value(store, 'rate.peak.read');
  const writes = estimates.value(store, 'rate.peak.write');
  if (!reads || writes === undefined) return undefined;
  const capacity = store.properties.capacity?.value;
  return { reads, writes, ...(capacity !== undefined && { used: reads / capacity }) };
}

function fixes(model: Model, store: Component, ttl: string): Fix[] {
  const { replicas, autoscale } = store.properties;
  const all: Fix[] = [];
  const reading = store.incoming.filter((link) => usesOn(model, link).some(({ operation }) => isRead(operation)));
  const [link, ...others] = reading;
  const isAlone = link && others.length === 0 && link.chain.links.length === 1 && link.source.kind === 'service';
  if (isAlone && usesOn(model, link).every(({ operation }) => isRead(operation))) {
    const name = freeName(model, `${store.name}-cache`);
    const only = link.flows ? `for: [${link.flows.map(({ id }) => id).join(', ')}], ` : '';
    all.push({
      title: `Put a cache \`${name}\` beside it`,
      safe: false,
      edits: [
        insertDeclaration(model, store, `cache ${name} { pattern: cache-aside, ttl: ${ttl} }`, 'before'),
        insertDeclaration(model, link, `${link.source.id} -> ${name} { ${only}op: read, timeout: 50ms }`, 'before'),
        insertProperty(model, link, 'on-miss', name),
      ],
    });
  }
  if (!autoscale) {
    const edits = [setProperty(model, store, 'replicas', replicas, '2')];
    all.push({ title: 'Add a replica that takes reads: `replicas: 2`', safe: false, edits });
  }
  return all;
}
