import { denominators, moneyMultiples, numerators, priceDenominators } from './units.js';

/** What was probably meant by a unit that is none. */
export interface Respelling {
  /** Replaces the word, and may bring a `/s` along; undefined where nothing is near. */
  readonly word?: string;
  /** Where `a is written b` does not explain it; each has its message in explain.ts. */
  readonly why?: Why;
}

export type Why =
  | 'near'
  | 'unknown'
  | 'minutes or months'
  | 'million'
  | 'bytes or bits'
  | 'bits'
  | 'counted'
  | 'per million'
  | 'priced'
  | 'money'
  | 'calendar'
  | 'order';

const groups: Readonly<Record<string, string>> = {
  ns: 'nsec nsecs nano nanos nanosec nanosecs nanosecond nanoseconds',
  us: 'usec usecs micro micros microsec microsecs microsecond microseconds',
  ms: 'msec msecs milli millis millisec millisecs millisecond milliseconds',
  s: 'sec secs second seconds',
  min: 'mins minute minutes',
  h: 'hr hrs hour hours',
  d: 'day days',
  w: 'wk wks week weeks',
  mo: 'mon mos mth mths month months',
  y: 'yr yrs year years',
  k: 'thousand thousands',
  M: 'mn mln mil mio million millions',
  bn: 'bln bil billion billions',
  tn: 'trn tril trillion trillions',
  B: 'byte bytes',
  KB: 'kilobyte kilobytes',
  MB: 'meg megs megabyte megabytes',
  GB: 'gig gigs gigabyte gigabytes',
  TB: 'terabyte terabytes',
  PB: 'petabyte petabytes',
  '%': 'pct percent',
  x: 'times fold',
  '/min': 'rpm qpm tpm',
  '/h': 'rph',
  '/day': 'rpd',
};
const aliases = new Map(Object.entries(groups).flatMap(([unit, list]) => list.split(' ').map((word) => [word, unit])));

/** Words that say what is counted: a count is written without them. */
const nouns =
  'requests?|reqs?|ops|operations?|messages?|msgs?|events?|users?|people|items?|rows?|records?|objects?|quer(?:y|ies)|calls?|reads?|writes?|clicks?|views?|hits?|tx|transactions?|conns?|connections?|jobs?|orders?|posts?|nodes?|replicas?';
const counted = new RegExp(`^(k|m|bn)?(?:${nouns})$`, 'i');
const perSecond = /^(k|m)?(?:[rqt]ps|iops|ops|hz)$/i;
const currencies = /^(k|m|bn)?(?:(usd|dollars?)|(eur|euros?)|(gbp|pounds?))$/i;

const scale = (prefix: string | undefined): string =>
  prefix === undefined ? '' : prefix.toLowerCase() === 'm' ? 'M' : prefix.toLowerCase();

/** `10usd/month`: the sign that goes in front, and the multiple that stays behind. */
export function writtenCurrency(word: string): { readonly sign: string; readonly multiple: string } | undefined {
  const match = currencies.exec(word);
  if (match === null) return undefined;
  return { sign: match[2] !== undefined ? '$' : match[3] !== undefined ? '€' : '£', multiple: scale(match[1]) };
}

/** What was meant by `word` after a number; `rated` when a `/` follows, `money` when a currency leads. */
export function respellNumerator(word: string, rated: boolean, money: boolean): Respelling {
  if (money) return respellMultiple(word);
  if (word === 'm') return rated ? { word: 'M', why: 'million' } : { word: 'min', why: 'minutes or months' };
  if (word === 'K') return { word: 'k' };
  const bytes = /^([kKMGTPE]?)B(ps|s)$/.exec(word);
  if (bytes !== null) return { word: `${bytes[1]?.toUpperCase()}B${bytes[2] === 'ps' ? '/s' : ''}` };
  if (/^(?:[KMGTPE]i|[GTPE])$/i.test(word)) return found(sameLetters(`${word}B`, numerators.keys()));
  if (/^[kmgt]?bits?$/i.test(word)) return { why: 'bits' };
  if (/^[KMGTPE]b$/.test(word)) return { word: `${word.charAt(0)}B`, why: 'bytes or bits' };
  const noun = counted.exec(word);
  if (noun !== null && (rated || !perSecond.test(word))) return { word: scale(noun[1]), why: 'counted' };
  const frequency = perSecond.exec(word);
  if (frequency !== null) return { word: `${scale(frequency[1])}/s` };
  const alias = aliases.get(word.toLowerCase()) ?? sameLetters(word, numerators.keys());
  return alias !== undefined ? { word: alias } : nearest(word, numerators.keys());
}

/** What was meant by `word` after a `/`. An empty word: leave it out. */
export function respellDenominator(word: string, money: boolean): Respelling {
  if (word === 'm') return { word: 'min', why: 'minutes or months' };
  if (priceDenominators.has(word)) {
    return word === 'M' ? { word: 'month', why: 'per million' } : { why: 'per million' };
  }
  if (/^(?:users|usr|usrs|person|people|dau)$/i.test(word)) return { word: 'user' };
  if (counted.test(word) && word.toLowerCase() !== 'user') return { word: '', why: 'counted' };
  const alias = aliases.get(word.toLowerCase());
  if (alias !== undefined && (denominators.has(alias) || (money && priceDenominators.has(alias)))) {
    const whole = { d: 'day', w: 'week', mo: 'month', y: 'year' }[alias];
    return { word: whole ?? alias };
  }
  if (money && word === 'K') return { word: 'k' };
  const same = sameLetters(word, denominators.keys());
  return same !== undefined ? { word: same } : nearest(word, denominators.keys());
}

/** `$40K`, `$2m`, `$1B`: after an amount of money stands a multiple. `$5GB` is a price per GB. */
function respellMultiple(word: string): Respelling {
  if (word === 'm') return { word: 'M' };
  if (/^b$/i.test(word)) return { word: 'bn' };
  const alias = aliases.get(word.toLowerCase());
  const same = alias !== undefined && moneyMultiples.has(alias) ? alias : sameLetters(word, moneyMultiples.keys());
  if (same !== undefined) return { word: same };
  return denominators.has(word) ? { word: `/${word}`, why: 'priced' } : { why: 'money' };
}

const found = (word: string | undefined): Respelling => (word === undefined ? { why: 'unknown' } : { word });

function sameLetters(word: string, candidates: Iterable<string>): string | undefined {
  const lower = word.toLowerCase();
  for (const candidate of candidates) if (candidate.toLowerCase() === lower) return candidate;
  return undefined;
}

/** The one nearest candidate; among equals the one nearer in its case, or with the same first letter, else none: a guess would mislead. */
function nearest(word: string, candidates: Iterable<string>): Respelling {
  const reach = word.length < 2 ? 0 : Math.max(1, Math.floor(word.length / 3));
  let best: string[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    if (candidate.length < 2) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase(), reach);
    if (distance > reach) continue;
    const score = distance + editDistance(word, candidate, word.length) / 100;
    if (score < least) best = [];
    if (score <= least) {
      least = score;
      best.push(candidate);
    }
  }
  const alike = best.filter((candidate) => candidate.charAt(0).toLowerCase() === word.charAt(0).toLowerCase());
  const chosen = best.length === 1 ? best[0] : alike.length === 1 ? alike[0] : undefined;
  return chosen === undefined ? { why: 'unknown' } : { word: chosen, why: 'near' };
}

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment); above `limit` any larger number. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        at(previous, j) + 1,
        at(row, j - 1) + 1,
        at(previous, j - 1) + (same ? 0 : 1),
        swapped ? at(before, j - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = previous;
    previous = row;
  }
  return at(previous, b.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;
