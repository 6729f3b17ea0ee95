import type { Component } from '../../model/model.js';
import { missLinks } from '../../rules/caches.js';
import { usesOf } from '../../rules/uses.js';
import { time } from '../../rules/words.js';
import { amount, type Evidence, known, unknown, yesNo } from '../input.js';
import { any, atLeast } from '../logic.js';
import { type Design, defineQuestion } from '../question.js';
import { isCopy } from '../reading/cached.js';
import { needsOf } from '../reading/needs.js';

const expiry = 'expiry after a time';
const events = 'an event on each change';
const versions = 'a new name for each version';

/** How what is cached stops being answered. */
export const cacheInvalidation = defineQuestion({
  name: 'cache-invalidation',
  topic: 'caching',
  asks: 'How does the cache learn of changes?',
  about: 'component',
  of: 'a cache in front of a store, and a cdn that keeps answers',
  inputs: {
    versioned: yesNo(
      'Do entries never change, or all at once, as the files of a release?',
      '`immutable` of the cache, `content: static` of all it answers',
    ),
    ownWrites: yesNo('Must users see at once what they changed?', '`consistency` or `after` of the flows that read'),
    staleness: amount('How old may an answer be, in seconds?', '`max-staleness` of the flows that read'),
  },
  settings: {
    'cache-invalidation.shortest-expiry': {
      default: 5,
      doc: 'Seconds below which an expiry is so short that the cache hardly helps.',
    },
  },
  sources: [
    'RFC 9111, HTTP Caching (2022)',
    'AWS whitepaper, Database Caching Strategies Using Redis: cache validity',
    'Rajesh Nishtala and others, "Scaling Memcache at Facebook", NSDI (2013)',
  ],
  rules: ['cache-without-expiry-or-invalidation', 'ttl-exceeds-staleness'],
  concerns: (component, design) => isCopy(design, component) || isKeepingCdn(component),
  gather(design, cache) {
    const { session, staleness } = needsOf(design, cache);
    return {
      versioned: versionedOf(design, cache),
      ownWrites: session,
      staleness: staleness ?? eventualOf(design, cache),
    };
  },
  present: (_, { properties }) => waysOf(properties),
  first: [
    {
      when: 'entries never change, or all at once',
      holds: (i) => i.versioned,
      choose: versions,
      because: 'An entry under a name that holds its version can never be stale, and may be kept for ever.',
      fine: [expiry, events],
    },
    {
      when: 'a change must show at once',
      holds: (i, s) => any(i.ownWrites, belowOrUnknown(i.staleness, s['cache-invalidation.shortest-expiry'])),
      choose: events,
      because: 'Who writes says so; an expiry behind it catches what is missed.',
      fine: [versions],
      conflict:
        'Some sources choose between expiry and events. Take both: an event can be lost, an expiry alone is late.',
    },
  ],
  otherwise: {
    choose: expiry,
    because: 'Old answers are borne for a while; nobody has to know who cached what.',
    fine: [events, versions],
  },
});

function belowOrUnknown(staleness: number | undefined, bound: number) {
  const isPatient = atLeast(staleness, bound);
  return isPatient === undefined ? undefined : !isPatient;
}

function isKeepingCdn({ kind, properties }: Component): boolean {
  const { 'cache-control': control, ttl, 'hit-ratio': hits } = properties;
  return kind === 'cdn' && control?.value !== 'no-store' && (ttl !== undefined || hits !== undefined);
}

function versionedOf({ model }: Design, cache: Component): Evidence<boolean> {
  const { immutable } = cache.properties;
  if (immutable) return known(immutable.value, `\`${cache.id}\` says \`immutable: ${immutable.value ? 'yes' : 'no'}\``);
  const contents = usesOf(model, cache).map(
    ({ link, flow }) => (link.properties.content ?? flow?.properties.content)?.value,
  );
  const fixed = contents.filter((each) => each === 'static' || each === 'image' || each === 'video');
  if (fixed.length > 0 && fixed.length === contents.length)
    return known(true, `\`${cache.id}\` answers with ${[...new Set(fixed)].join(', ')}`);
  const origins = missLinks(model, cache).map(({ target }) => target);
  const isData =
    contents.some((each) => each === 'json' || each === 'html') || origins.some(({ kind }) => kind === 'database');
  return isData
    ? known(false, `what \`${cache.id}\` answers with changes piece by piece`)
    : unknown(`\`immutable\` of \`${cache.id}\``);
}

/** Flows that ask for no more than eventual consistency bear what an expiry leaves. */
function eventualOf({ model }: Design, cache: Component): Evidence<number> {
  const levels = usesOf(model, cache).flatMap(({ flow }) => flow?.properties.consistency?.value ?? []);
  const { ttl } = cache.properties;
  if (levels.length > 0 && levels.every((level) => level === 'eventual') && ttl)
    return known(ttl.value, `its readers ask for eventual consistency, and entries live for ${time(ttl.value)}`);
  return unknown(`\`max-staleness\` of a flow that reads \`${cache.id}\``);
}

function waysOf({ ttl, invalidation, immutable, pattern }: Component['properties']): readonly string[] {
  const written = invalidation?.value ?? [];
  const found: string[] = [];
  if (written.includes('versioned-key') || immutable?.value === true) found.push(versions);
  // Writes that go through the cache tell it of themselves.
  const isWritten = pattern?.value === 'write-through' || pattern?.value === 'write-behind';
  if (isWritten || written.some((each) => each !== 'versioned-key')) found.push(events);
  if (ttl && ttl.value > 0) found.push(expiry);
  return found;
}
