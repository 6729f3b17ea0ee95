import type { Flow, Link } from '../model/model.js';
import type { Call } from '../model/value.js';
import { constant, define, derived, sum, type Term, unknown, type Working } from './cell.js';
import { figureOf, property, type Sheet, written } from './sheet.js';
import type { Node } from './traffic/node.js';
import { reachOf } from './traffic/reach.js';
import { lackingStart, sourceOf } from './traffic/sources.js';

export function isAwaited({ synchronous }: Link): boolean {
  return synchronous;
}

/**
 * The longest a caller can wait for one call with all its attempts: (1 + retries) × timeout + Σ of the waits between them,
 * each min(cap, base · 2^k) for k = 0, 1, … with its random part at the longest; a `deadline` in time is the end of it.
 */
export const worstCase = figureOf('timeout.worst-case', 's', (_sheet, link: Link): Working => {
  const { deadline, retries, jitter } = link.properties;
  // On a chain the timeout is one budget for all hops and all their attempts.
  const shared = link.chain.links.length > 1;
  const attempts: Term =
    shared || !retries ? constant(`${link.id}.retries`, 0, 'count', 'one attempt') : property(link, 'retries', 'count');
  const limit = typeof deadline?.value === 'number' ? [property(link, 'deadline', 's')] : [];
  const random = typeof jitter?.value === 'number' ? [property(link, 'jitter', 's')] : [];
  const { terms, wait } = backoffOf(link);
  const timeout = written(link, 'timeout', 's') ?? phasesOf(link);
  if (!timeout && limit.length > 0) {
    return { formula: 'deadline', terms: limit, compute: ([seconds]) => seconds };
  }
  return {
    formula: `${limit.length > 0 ? 'deadline, or if shorter ' : ''}(1 + retries) × timeout + Σ waits between attempts`,
    terms: [timeout ?? unknown(`${link.id}.timeout`), attempts, ...limit, ...random, ...terms],
    compute: (values) => {
      const [each, more] = values;
      const end = limit.length > 0 ? values[2] : Number.POSITIVE_INFINITY;
      const added = random.length > 0 ? values[2 + limit.length] : 0;
      const waits = totalWait(wait, values.slice(2 + limit.length + random.length), more);
      return Math.min(end, (1 + more) * each + waits + more * added);
    },
  };
});

const phases = ['connect-timeout', 'write-timeout', 'read-timeout'] as const;

/** Where each phase of a call has its own limit, all of them one after the other are the limit of the call. */
function phasesOf(link: Link): Term | undefined {
  const terms = phases.flatMap((name) => written(link, name, 's') ?? []);
  if (terms.length < phases.length) return undefined;
  const formula = 'connect-timeout + write-timeout + read-timeout';
  return derived(
    define({ subject: link.id, figure: 'timeout of all phases', unit: 's', formula, terms, compute: sum }),
  );
}

interface Backoff {
  readonly terms: readonly Term[];
  /** Before retry k = 0, 1, … in seconds. */
  readonly wait: (values: readonly number[], k: number) => number;
}

function backoffOf({ id, properties }: Link): Backoff {
  const { backoff } = properties;
  if (!backoff || typeof backoff.value === 'string') return { terms: [], wait: () => 0 };
  const { call, arguments: given } = backoff.value as Call;
  const names = call === 'constant' ? ['t'] : ['base', 'cap'];
  const terms = names.flatMap((name, i): Term[] => {
    const value = (given.find((each) => each.name === name) ?? given[i])?.value;
    if (typeof value !== 'number') return [];
    return [{ name: `${id}.backoff.${name}`, value, unit: 's', origin: backoff.origin, at: backoff.at }];
  });
  if (call === 'constant') return { terms, wait: ([each]) => each };
  return { terms, wait: ([base, cap = Number.POSITIVE_INFINITY], k) => Math.min(cap, base * 2 ** k) };
}

/** Past some doublings all waits are at the cap: they are not added one by one. */
function totalWait(wait: Backoff['wait'], values: readonly number[], retries: number): number {
  const doublings = Math.min(Math.floor(retries), 64);
  let total = 0;
  for (let k = 0; k < doublings; k++) total += wait(values, k);
  return total + (retries - doublings) * (retries > doublings ? wait(values, 64) : 0);
}

/** The longest a flow can wait: the calls of where it starts, in series or at once as they are made. */
export const flowWorstCase = figureOf('timeout.worst-case', 's', (sheet, flow: Flow) => {
  const start = startOf(sheet, flow);
  const links = (start?.outgoing ?? []).map(({ link }) => link).filter(isAwaited);
  const splits = start?.component.kind === 'lb' || start?.component.kind === 'dns';
  // Calls of one link are made one after the other, unless they are in a group.
  const waits = links.map((link): readonly Term[] => [
    derived(worstCase(sheet, link)),
    ...(link.properties.calls && !link.properties.parallel ? [property(link, 'calls', 'count')] : []),
  ]);
  return {
    formula:
      links.length === 1
        ? `that of its first call${waits[0].length > 1 ? ' × calls' : ''}`
        : 'Σ calls of where it starts, the longest of those in parallel',
    terms: start ? waits.flat() : [lackingStart(sourceOf(sheet, flow))],
    compute: (values) => {
      const longest = new Map<string, number>();
      let at = 0;
      for (const [i, link] of links.entries()) {
        const seconds = values[at] * (waits[i].length > 1 ? values[at + 1] : 1);
        at += waits[i].length;
        const group = link.properties.parallel?.value ?? ` ${i}`;
        longest.set(group, Math.max(longest.get(group) ?? 0, seconds));
      }
      const all = [...longest.values()];
      return splits ? Math.max(0, ...all) : sum(all);
    },
  };
});

function startOf(sheet: Sheet, flow: Flow): Node | undefined {
  const source = sourceOf(sheet, flow);
  return reachOf(sheet).journeyOf(source)?.start;
}

/** Attempts that one request of a link becomes when its target fails. */
export const linkAmplification = figureOf('retries.amplification', 'factor', (_sheet, link: Link) => ({
  formula: '1 + retries',
  terms: [attemptsOf(link)],
  compute: ([retries]) => 1 + retries,
}));

function attemptsOf(link: Link): Term {
  return link.properties.retries
    ? property(link, 'retries', 'count')
    : constant(`${link.id}.retries`, 0, 'count', 'no retries are written');
}

/**
 * Attempts that one request of a flow may become at the end of its worst path: Π (1 + retries) over the calls of the path.
 * Retries are in no other figure.
 */
export const flowAmplification = figureOf('retries.amplification', 'factor', (sheet, flow: Flow): Working => {
  const source = sourceOf(sheet, flow);
  const journey = reachOf(sheet).journeyOf(source);
  if (!journey?.start)
    return { formula: 'Π (1 + retries)', terms: [lackingStart(sourceOf(sheet, flow))], compute: () => 1 };
  const best = new Map<Node, { readonly factor: number; readonly by?: Link; readonly from?: Node }>([
    [journey.start, { factor: 1 }],
  ]);
  let worst: Node = journey.start;
  // Callers first: each node's factor is settled before it is handed on. A path does not come back to where it was.
  const passed = new Set<Node>();
  for (const node of journey.knots.flatMap(({ nodes }) => nodes)) {
    const known = best.get(node);
    passed.add(node);
    if (!known) continue;
    if (known.factor > best.get(worst)!.factor) worst = node;
    for (const { link, to } of node.outgoing) {
      if (!link.synchronous || passed.has(to)) continue;
      const factor = known.factor * (1 + (link.properties.retries?.value ?? 0));
      if (factor > (best.get(to)?.factor ?? 0)) best.set(to, { factor, by: link, from: node });
    }
  }
  const path: Link[] = [];
  const seen = new Set<Node>();
  for (let at: Node | undefined = worst; at && !seen.has(at); at = best.get(at)?.from) {
    seen.add(at);
    const by = best.get(at)?.by;
    if (by) path.unshift(by);
  }
  const retrying = path.filter(({ properties }) => properties.retries);
  return {
    formula: 'Π (1 + retries) along the worst path',
    terms: retrying.map(attemptsOf),
    compute: (values) => values.reduce((product, retries) => product * (1 + retries), 1),
    notes: retrying.length < path.length ? ['Calls that do not say how often they retry count as one attempt.'] : [],
  };
});
