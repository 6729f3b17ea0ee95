import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Syntax } from '@archlang/grammar';

const folder = fileURLToPath(new URL('./fixtures/', import.meta.url));

const read = (name: string): { name: string; text: string } => ({ name, text: readFileSync(folder + name, 'utf8') });

/** The example that shows the whole language. */
export const whole = read('url-shortener.arch');

export const recipes = readdirSync(`${folder}recipes`)
  .sort()
  .map((name) => read(`recipes/${name}`));

export const fixtures = [whole, ...recipes];

type Tree = Readonly<Record<string, unknown>>;

/** A syntax tree without positions and links back: what was said, not where. */
export function meaning(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(meaning);
  if (typeof node !== 'object' || node === null) return node;
  if ('$refText' in node) return node.$refText;
  const entries = Object.entries(node as Tree).filter(([key]) => key === '$type' || !key.startsWith('$'));
  return Object.fromEntries(entries.map(([key, value]) => [key, meaning(value)]));
}

/** The top-level statements of a file, whatever its chunks. */
export function statements(syntax: Syntax): unknown[] {
  return syntax.chunks.flatMap(({ chunk }) => meaning(chunk.tree.members) as unknown[]);
}

interface Node {
  readonly $type: string;
  readonly name?: string;
  readonly members?: readonly Node[];
}

/** How many statements a file holds, those within blocks included. */
export function countStatements(syntax: Syntax): number {
  const count = (members: readonly Node[] = []): number =>
    members.reduce((sum, member) => sum + 1 + count(member.members), 0);
  return syntax.chunks.reduce((sum, { chunk }) => sum + count(chunk.tree.members as readonly Node[]), 0);
}
