import { isRead } from '../../estimate/traffic/operations.js';
import { flowProperty } from '../../model/inherit.js';
import type { Component, Flow, Link, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { keepsAnswers, missLinks } from '../caches.js';
import { removeProperty, renameTarget } from '../edits.js';
import { defineRule } from '../rule.js';
import { removeStatement } from '../statements.js';
import { type Use, usesOn } from '../uses.js';
import { call, time } from '../words.js';

/** An entry that waits for its expiry may be older than what the store has. */
export const cacheAsideStrongConsistency = defineRule({
  name: 'cache-aside-strong-consistency',
  category: 'caching',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'A read that must see the latest write is answered from a cache.',
  why: 'A cache-aside or read-through cache and a cdn answer with what they fetched some time ago. Between a write and the expiry or invalidation of the entry they show the old value, and two readers may see different ones. Whoever needs one order of all reads and writes has to ask the store; a shorter expiry makes the error rarer, not impossible.',
  silent: [
    'Neither flow nor link declares a `consistency`, or what it asks for is less than `sequential`.',
    'Entries never change (`immutable: yes`, `invalidation: versioned-key`), or the cdn keeps no answers for all.',
    'Write-through and write-behind caches are left to `consistency-mismatch`, decisions on money and stock to `stale-replica-read`.',
    'Nobody waits for the cache, or the answer may be left out (`fallback`, `criticality: optional`).',
    'The cache, its caller or what is behind it is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 9: linearizability; chapter 11: keeping systems in sync',
    'Maurice Herlihy, Jeannette Wing, "Linearizability: A Correctness Condition for Concurrent Objects", ACM TOPLAS (1990)',
    'Microsoft Azure Architecture Center, Cloud Design Patterns: Cache-Aside, issues and considerations',
  ],
  incorrect: [
    {
      title: 'a balance that may be an hour old',
      code: 'client web {}\nflow balance { from: web, op: read, consistency: linearizable }\nservice api {}\ncache near { pattern: read-through, ttl: 1h }\ndatabase accounts {}\n\nweb -> api { timeout: 3s }\napi -> near { timeout: 500ms }\nnear -> accounts { timeout: 300ms }\n',
    },
    {
      title: 'beside the store, for one flow of two',
      code: 'client web {}\nflow view { from: web, op: read }\nflow seats { from: web, op: read, consistency: linearizable }\nservice api {}\ncache hot { pattern: cache-aside, ttl: 10s }\ndatabase plans {}\n\nweb -> api { timeout: 3s }\napi -> hot { timeout: 50ms }\napi -> plans { on-miss: hot, timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'the store is asked',
      code: 'client web {}\nflow balance { from: web, op: read, consistency: linearizable }\nservice api {}\ncache near { pattern: read-through, ttl: 1h }\ndatabase accounts {}\n\nweb -> api { timeout: 3s }\napi -> accounts { timeout: 500ms }\n',
    },
    {
      title: 'strangers may see it later',
      code: 'client web {}\nflow view { from: web, op: read, consistency: eventual }\nservice api {}\ncache hot { pattern: cache-aside, ttl: 10s }\ndatabase plans {}\n\nweb -> api { timeout: 3s }\napi -> hot { timeout: 50ms }\napi -> plans { on-miss: hot, timeout: 500ms }\n',
    },
  ],
  check({ model, report }) {
    for (const link of model.links) {
      if (!servesOldEntries(model, link.target) || !isNeeded(link)) continue;
      const uses = usesOn(model, link);
      const strict = uses.filter((use) => isRead(use.operation) && isStrict(wanted(use)?.value) && !isDecision(use));
      if (strict.length === 0) continue;
      const [{ flow }] = strict;
      const { ttl } = link.target.properties;
      const age = ttl ? `may be up to ${time(ttl.value)} old` : 'may be older than the last write';
      const asks = flow ? `\`${flow.id}\`` : `\`${call(link)}\``;
      const level = wanted(strict[0])!;
      report(link, `${asks} asks for ${level.value} consistency, but what \`${link.target.id}\` answers ${age}.`, {
        subjects: [link.target, ...(flow ? [flow] : [])],
        related: [{ at: level.at, message: `${level.value} is asked for here.` }],
        fixes: strict.length === uses.length ? bypass(model, link) : [],
      });
    }
  },
});

function servesOldEntries(model: Model, cache: Component): boolean {
  const { pattern, immutable, invalidation } = cache.properties;
  if (!keepsAnswers(model, cache) || immutable?.value === true) return false;
  if (invalidation?.value.includes('versioned-key')) return false;
  if (cache.kind === 'cdn') return true;
  // Without a pattern, a caller that asks the store on a miss says as much.
  if (!pattern) return missLinks(model, cache).some(({ properties }) => properties['on-miss'] !== undefined);
  return pattern.value !== 'write-through' && pattern.value !== 'write-behind';
}

function isNeeded(link: Link): boolean {
  const { fallback } = link.properties;
  if (!link.synchronous || link.target.properties.criticality?.value === 'optional') return false;
  return !fallback || fallback.value === 'reject';
}

function wanted({ link, flow }: Use): Flow['properties']['consistency'] {
  return flow ? flowProperty(link, flow, 'consistency') : link.properties.consistency;
}

function isStrict(level: string | undefined): boolean {
  return level === 'linearizable' || level === 'sequential';
}

/** A debit or a reservation that is decided on what a cache shows is the worse fault, and `stale-replica-read` reports it. */
function isDecision({ link, flow }: Use): boolean {
  const purpose = (flow ? flowProperty(link, flow, 'purpose') : link.properties.purpose)?.value;
  if (link.target.kind !== 'cache' || (purpose !== 'debit' && purpose !== 'reserve')) return false;
  return link.properties.purpose !== undefined || isRead(flow?.properties.op?.value);
}

/** The caller asks the store, where all that takes the link wants it. */
function bypass(model: Model, link: Link): Fix[] {
  const { source, target: cache } = link;
  if (cache.kind !== 'cache' || link.chain.links.length > 1) return [];
  const [miss, ...others] = missLinks(model, cache);
  if (!miss || others.length > 0) return [];
  const title = `Let \`${source.id}\` ask \`${miss.target.id}\` itself`;
  const condition = miss.properties['on-miss'];
  if (!condition) return [{ title, safe: false, edits: [renameTarget(model, link, miss.target.id)] }];
  const gone = cache.incoming.length === 1 ? removeStatement(model, link.at) : undefined;
  return gone ? [{ title, safe: false, edits: [gone, removeProperty(model, condition)] }] : [];
}
