import { nearest } from './nearest.js';
import { namesElsewhere } from './schema/names-elsewhere.js';

/** The candidate that a word which is none of them stands for: what is called so elsewhere, or else the nearest spelling. */
export function meant(word: string, candidates: Iterable<string>): string | undefined {
  const all = [...candidates];
  const wanted = word.toLowerCase();
  const known = Object.hasOwn(namesElsewhere, wanted) ? namesElsewhere[wanted] : [];
  return known.find((name) => all.includes(name)) ?? nearest(word, all);
}
