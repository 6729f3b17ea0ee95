import { ast, parse } from '@archlang/grammar';
import { type Problems, replacement } from './context.js';
import { nearest } from './nearest.js';
import type { Parsed } from './parsed.js';

/** Words that begin statements whose form tells nothing without them; a block with a misspelt keyword is read anyway. */
const keywords = ['param', 'let', 'import', 'forbid', 'expect', 'accept', 'engine'];

/**
 * Reads statements whose keyword is misspelt as what was meant, `parm n = 3` as a param: one problem each with the fix, and
 * none that would only follow from it.
 */
export function readMisspelt(parsed: Parsed, problems: Problems): Parsed {
  const { source, syntax } = parsed;
  const mended: { readonly from: number; readonly to: number }[] = [];
  const chunks = syntax.chunks.map((each) => {
    const { offset, chunk } = each;
    const [first, ...others] = chunk.tree.members;
    const isOdd = chunk.problems.length > 0 || others.length > 0 || isLoose(first);
    const word = isOdd ? chunk.text.match(/^\s*([\p{L}][\p{L}\p{N}-]*)[ \t]+["\p{L}.*]/u) : null;
    const near = word && !keywords.includes(word[1]) ? nearest(word[1], keywords) : undefined;
    if (!word || near === undefined || isKeyword(first, word[1])) return each;
    const start = word[0].indexOf(word[1]);
    const rest = chunk.text.slice(start + word[1].length);
    const [meant, ...more] = parse(near + rest).chunks;
    // If it makes no sense as that either, something else was meant.
    if (!meant || more.length > 0 || meant.chunk.problems.length > 0) return each;
    const at = { file: source.file, offset: offset + start, end: offset + start + word[1].length };
    problems.syntax('unknown-kind', at, `\`${word[1]}\` begins no statement; did you mean \`${near}\`?`, [
      replacement(at, near),
    ]);
    mended.push({ from: offset, to: offset + chunk.text.length });
    return { offset: at.end - near.length, chunk: meant.chunk };
  });
  if (mended.length === 0) return parsed;
  const left = syntax.problems.filter(({ offset }) => !mended.some(({ from, to }) => offset >= from && offset < to));
  return { source, syntax: { ...syntax, chunks, problems: left } };
}

/** A word by itself, or a declaration that got no name: what a misspelt keyword leaves behind. */
function isLoose(node: ast.Member | undefined): boolean {
  return ast.isUnfinished(node) || (ast.isUnknown(node) && node.name === undefined);
}

/** Did the parser know the word? Then whatever is wrong is behind it. */
function isKeyword(node: ast.Member | undefined, word: string): boolean {
  return (
    node !== undefined &&
    !ast.isUnfinished(node) &&
    !ast.isUnknown(node) &&
    !ast.isProperty(node) &&
    !ast.isLink(node) &&
    !node.$cstNode?.text.startsWith(`${word} "`)
  );
}
