import { dimensions, writeQuantity } from '@archlang/grammar';
import type { Estimates } from '../../estimate/estimates.js';
import type { Kind, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { leavesProcess } from '../../model/processes.js';
import { insertProperty, insertStatement } from '../edits.js';
import { defineRule } from '../rule.js';
import { awaitedCalls, longestWait, patience, roundTrip, usualRoundTrips } from '../waiting.js';
import { call, counted } from '../words.js';

/** What waits for an answer and is ours to configure: a `dns` only gives addresses, an `external` has its own policies. */
const callers: ReadonlySet<Kind> = new Set([
  'client',
  'cdn',
  'waf',
  'gateway',
  'lb',
  'service',
  'function',
  'worker',
  'job',
  'cache',
]);

/** Synchronous calls need a bound on waiting, or a hung callee holds the caller's threads. */
export const missingTimeout = defineRule({
  name: 'missing-timeout',
  category: 'reliability',
  mode: 'absence',
  severity: 'warning',
  tier: 1,
  summary: 'A synchronous call has no timeout.',
  why: 'A call without a timeout waits as long as the other side likes. When the callee hangs, every request that needs it keeps a thread, a connection or a coroutine of the caller, until the caller has none left and hangs too; so the fault of one component becomes an outage of all that call it. The defaults of most client libraries are far too long or unlimited.',
  silent: [
    'A `timeout` or a `deadline` holds for the call: on the link or its chain, in `defaults` of the caller, a group or the system, or on a mesh that covers both ends. A `read-timeout` bounds the wait too.',
    'Both ends are modules of one deployable (`part-of`), or the target is a `local` cache: nothing leaves the process.',
    'The caller is a client that is not `trusted`: what the public runs is not ours to configure.',
    'The target is a managed broker, whose client libraries bound the sending themselves, below `maturity: production`.',
    'The protocol is `udp`, or one of the ends is only drawn (`future: yes`). The design is a sketch.',
  ],
  references: [
    'Michael T. Nygard, Release It!, 2nd edition (2018), chapters 4 and 5: blocked threads, and the Timeouts pattern',
    'Marc Brooker, "Timeouts, retries, and backoff with jitter", Amazon Builders\' Library (2019)',
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 22: Addressing Cascading Failures',
  ],
  options: {
    suggested: { default: 2, doc: 'Seconds to suggest where nothing better is known.' },
    shortest: { default: 0.1, doc: 'Seconds; a shorter timeout is never suggested.' },
    latencyFactor: { default: 3, doc: 'The suggestion is this many times the 99th percentile of the target.' },
  },
  incorrect: [
    {
      title: 'nothing limits how long the order service waits for the payments',
      code: 'service orders {}\nservice payments {}\n\norders -> payments { op: write }\n',
    },
    {
      title: 'the defaults of one caller do not hold for another',
      code: 'service orders { defaults { timeout: 1s } }\nservice stock {}\ndatabase items {}\n\norders -> stock\nstock -> items\n',
    },
  ],
  correct: [
    {
      title: 'the link has a timeout',
      code: 'service orders {}\nservice payments {}\n\norders -> payments { op: write, timeout: 2s }\n',
    },
    {
      title: 'the system gives every link a timeout unless the link has its own',
      code: 'system "Shop" { defaults { timeout: 2s } }\n\nservice orders {}\nservice payments {}\n\norders -> payments\n',
    },
    {
      title: 'modules of one deployable call each other in-process',
      code: 'service shop {}\nservice orders { part-of: shop }\nservice payments { part-of: shop }\n\norders -> payments\n',
    },
  ],
  check({ model, estimates, options, report }) {
    const reported = new Set<unknown>();
    for (const link of model.links) {
      if (!lacksTimeout(model, link) || reported.has(link.chain.links)) continue;
      reported.add(link.chain.links);
      const { source, target } = link;
      const text = writeQuantity(suggestion(model, estimates, link, options), dimensions.time, { rounding: 'up' });
      const chained = link.chain.links.length > 1 ? ' A timeout on the chain is one budget for all its hops.' : '';
      report(
        link,
        `The synchronous call \`${call(link)}\` has no timeout: if \`${target.id}\` hangs, ${held(source.kind)} \`${source.id}\` wait with it.${chained}`,
        {
          subjects: [source],
          fixes: [
            {
              title: `Set \`timeout: ${text}\``,
              safe: !waitsWithoutEnd(model, link),
              edits: [insertProperty(model, link, 'timeout', text)],
            },
            ...forAllCalls(model, link, text),
          ],
        },
      );
    }
  },
});

function lacksTimeout(model: Model, link: Link): boolean {
  const { source, target, properties } = link;
  if (!link.synchronous || !callers.has(source.kind) || !isBuilt(link) || !leavesProcess(model, link)) return false;
  if (properties.timeout || properties.deadline || properties['read-timeout']) return false;
  if (properties.protocol?.value === 'udp') return false;
  if (source.kind === 'client' && source.properties.trusted?.value !== true) return false;
  const isBroker = target.kind === 'queue' || target.kind === 'topic';
  return !(isBroker && target.properties.managed?.value === true && model.maturity !== 'production');
}

/** While a call further on has no timeout, nobody knows how long this one should wait: that one comes first. */
function waitsWithoutEnd(model: Model, { chain }: Link): boolean {
  return chain.links.some(({ target }) =>
    awaitedCalls(target).some((next) => next.chain.links !== chain.links && lacksTimeout(model, next)),
  );
}

function held(kind: Kind): string {
  return kind === 'client' ? 'the users of' : 'the requests in';
}

interface Suggesting {
  readonly suggested: number;
  readonly shortest: number;
  readonly latencyFactor: number;
}

/** Above what the target needs and may itself wait for, below the patience of those who call the caller, if both can be had. */
function suggestion(model: Model, estimates: Estimates, link: Link, options: Suggesting): number {
  const { source, target } = link;
  const p99 = estimates.value(target, 'latency.p99') ?? target.properties['latency.p99']?.value;
  const known = p99 !== undefined && Number.isFinite(p99) && p99 > 0;
  const wanted = known ? Math.max(p99 * options.latencyFactor, options.shortest) : options.suggested;
  const below = awaitedCalls(target).map((next) => (longestWait(next) ?? 0) + roundTrip(model, link, usualRoundTrips));
  const least = Math.max(0, ...below) * 1.1;
  const above = source.incoming.flatMap((caller) => (caller.synchronous ? (patience(caller) ?? []) : []));
  const most = Math.min(...above) * 0.8;
  return Math.max(Math.min(wanted, most), known ? Math.max(least, p99) : least);
}

/** One `defaults` for a caller with several calls that lack a timeout. */
function forAllCalls(model: Model, { source }: Link, text: string): Fix[] {
  const lacking = source.outgoing.filter((link) => lacksTimeout(model, link));
  if (lacking.length < 2 || source.properties.defaults?.origin === 'written') return [];
  const title = `Set \`defaults { timeout: ${text} }\` for the ${counted(lacking.length, 'call')} of \`${source.id}\` without one`;
  return [{ title, safe: false, edits: [insertStatement(model, source, `defaults { timeout: ${text} }`)] }];
}
