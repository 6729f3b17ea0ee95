import type { ShowOutline } from '../preview/messages.js';

type Outline = ShowOutline.Message['outline'];
type Found = Outline['components'][number] | Outline['groups'][number];

const most = 8;

/** Components and groups that have all of the words in name, title, kind or engine: first those that are called so. */
export function found({ components, groups }: Pick<Outline, 'components' | 'groups'>, text: string): readonly Found[] {
  const words = wordsOf(text);
  if (words.length === 0) return [];
  return [...components, ...groups]
    .filter(({ id, title, kind }) => words.every((word) => `${id} ${title} ${kind}`.toLowerCase().includes(word)))
    .map((thing) => ({ thing, rank: rankOf(thing, words[0]!) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ thing }) => thing);
}

export const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');

/** 0 where its title begins so, then where a word of title or name does, then where it is in them, then by kind. */
function rankOf({ id, title }: Found, word: string): number {
  const [name, called] = [id.toLowerCase(), title.toLowerCase()];
  if (called.startsWith(word)) return 0;
  if (`${called} ${name}`.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word))) return 1;
  return called.includes(word) || name.includes(word) ? 2 : 3;
}
