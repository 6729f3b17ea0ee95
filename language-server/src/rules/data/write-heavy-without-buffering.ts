import type { Component, Link, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { freeName, insertDeclaration, makeAsynchronous, renameTarget } from '../edits.js';
import { mostReplicas } from '../replicas.js';
import { defineRule } from '../rule.js';
import { usesOn, writesTo } from '../uses.js';
import { listed, number, percent, rate } from '../words.js';

const direct: ReadonlySet<Component['kind']> = new Set(['client', 'gateway', 'lb', 'service', 'function']);

/** A log in front turns many small writes at a bad moment into few large ones at a good one. */
export const writeHeavyWithoutBuffering = defineRule({
  name: 'write-heavy-without-buffering',
  category: 'data',
  mode: 'derived',
  severity: 'info',
  tier: 2,
  summary: 'A store takes almost only writes, close to its limit, one by one.',
  why: 'A stream in front of a store takes writes as they come and keeps them while the store is busy; a writer behind it puts a thousand of them into one request, which costs the store little more than one. Without it every peak of the clients is a peak of the store, and what it cannot take is lost.',
  silent: [
    'Rates or capacity are unknown, or on how many replicas the store runs.',
    'Writes come in batches, through a queue or stream, or from a cache that holds them back.',
    'Reads are more than a tenth of the writes, or writes stay below 70% of what the store can take.',
    'A wide-column or time-series store that can take them: it is built for that.',
    'The store, or what writes to it, is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 3: log-structured storage; chapter 11: messaging systems',
    'Jay Kreps, "The Log: What every software engineer should know about real-time data\'s unifying abstraction", LinkedIn Engineering (2013)',
  ],
  options: {
    ratio: { default: 10, doc: 'Writes for each read from which a store counts as write-heavy.' },
    load: { default: 0.7, doc: 'Share of the capacity (a ratio) above which unbuffered writes are pointed out.' },
    batch: { default: 1000, doc: 'Writes in one request of the writer that a fix adds.' },
  },
  incorrect: [
    {
      title: 'agents write every line by itself',
      code: 'client agents { concurrent: 5k }\nflow line { from: agents, every: 1s, op: write }\nservice api {}\ndatabase logs { replicas: 1, capacity: 15k/s, retention: 30d, data-model: relational }\n\nagents -> api { timeout: 3s }\napi -> logs { timeout: 1s }\n',
    },
    {
      title: 'two services share the load',
      code: 'client agents { concurrent: 5k }\nflow line { from: agents, every: 1s, op: write, peak: 2x }\nlb front { managed: yes }\nservice a { owner: "logs" }\nservice b { owner: "logs" }\ndatabase logs { replicas: 1, capacity: 12k/s, retention: 30d }\n\nagents -> front -> a { timeout: 3s }\nfront -> b { timeout: 3s }\na -> logs { timeout: 1s }\nb -> logs { timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'a stream in front, a thousand lines in one request',
      code: 'client agents { concurrent: 5k }\nflow line { from: agents, every: 1s, op: write }\nservice api {}\ntopic ingest { retention: 1d }\nworker writer { idempotent: yes }\ndatabase logs { replicas: 1, capacity: 15k/s, retention: 30d, data-model: relational }\n\nagents -> api { timeout: 3s }\napi ~> ingest\ningest ~> writer\nwriter -> logs { batch: 1000, timeout: 1s }\n',
    },
    {
      title: 'the store has room',
      code: 'client agents { concurrent: 5k }\nflow line { from: agents, every: 1s, op: write }\nservice api {}\ndatabase logs { replicas: 1, capacity: 50k/s, retention: 30d, data-model: relational }\n\nagents -> api { timeout: 3s }\napi -> logs { timeout: 1s }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const store of model.components) {
      if (store.kind !== 'database') continue;
      const links = [...new Set(writesTo(model, store).map(({ link }) => link))].filter(isUnbuffered);
      const writes = estimates.value(store, 'rate.peak.write') ?? 0;
      const reads = estimates.value(store, 'rate.peak.read') ?? Number.POSITIVE_INFINITY;
      // An assumed single box proves nothing.
      const isKnown = mostReplicas(store) !== undefined;
      const capacity = (isKnown ? estimates.value(store, 'capacity') : undefined) ?? Number.POSITIVE_INFINITY;
      if (writes < options.ratio * reads) continue;
      const rates = links.map((link) => estimates.value(link, 'rate.peak.write'));
      if (rates.some((each) => each === undefined)) continue;
      const unbuffered = rates.reduce<number>((sum, each) => sum + each!, 0);
      if (unbuffered <= options.load * capacity || (isMadeForIt(store) && unbuffered < capacity)) continue;
      const share = Number.isFinite(unbuffered / capacity)
        ? `, ${percent(unbuffered / capacity)} of what it can take`
        : '';
      const mix = reads === 0 ? 'and no reads' : `${number(Math.floor(writes / reads))} for each read`;
      const message = `${rate(unbuffered)} of writes at peak go one by one from ${listed([...new Set(links.map(({ source }) => source.id))])} to \`${store.id}\`${share}, ${mix}: a stream and a writer with batches would smooth them.`;
      report(store, message, {
        subjects: links,
        related: links.map((link) => ({ at: link.head, message: 'Written one by one here.' })),
        fixes: fixes(model, store, links, options.batch),
      });
    }
  },
});

/** One request for each write, by somebody who is not fed from a broker. */
function isUnbuffered({ source, synchronous, properties }: Link): boolean {
  if (!synchronous || !direct.has(source.kind) || (properties.batch?.value ?? 1) > 1) return false;
  return !source.incoming.some((link) => link.source.kind === 'queue' || link.source.kind === 'topic');
}

function isMadeForIt({ properties }: Component): boolean {
  const model = properties['data-model']?.value;
  return model === 'wide-column' || model === 'time-series';
}

/** A stream and a writer; links that also read, or name tables, are left to a person. */
function fixes(model: Model, store: Component, links: readonly Link[], batch: number): Fix[] {
  const isPlain = (link: Link): boolean => {
    const { reads, stores, timeout, ...others } = link.properties;
    const hasPolicies = Object.values(others).some((value) => value.origin === 'written');
    return (
      !reads &&
      !stores &&
      !hasPolicies &&
      link.chain.links.length === 1 &&
      usesOn(model, link).every(({ operation }) => operation === 'write')
    );
  };
  if (!links.every(isPlain)) return [];
  const stream = freeName(model, 'ingest');
  const writer = freeName(model, `${store.name}-writer`);
  const edits = [
    ...links.flatMap((link) => [makeAsynchronous(model, link), renameTarget(model, link, stream)]),
    insertDeclaration(model, store, `topic ${stream} {}`),
    insertDeclaration(model, store, `worker ${writer} {}`),
    insertDeclaration(model, store, `${stream} ~> ${writer}`),
    insertDeclaration(model, store, `${writer} -> ${store.id} { batch: ${batch} }`),
  ];
  return [{ title: `Put a stream and a writer in front of \`${store.id}\``, safe: false, edits }];
}
