import { ast } from '@archlang/grammar';
import type { Parsed } from '../../model/parsed.js';
import { overlaps } from '../positions.js';

/** A statement with its place in the file. */
export interface PlacedMember {
  readonly node: ast.Member;
  readonly offset: number;
  readonly end: number;
}

interface Stretch {
  readonly offset: number;
  readonly end: number;
}

/** All statements at the top of a file. */
export function topMembers({ syntax }: Parsed): readonly PlacedMember[] {
  return syntax.chunks.flatMap(({ offset, chunk }) => placed(chunk.tree.members, offset));
}

/** The statements that a stretch of the text touches: those at the top of the file, or of the innermost group it lies in. */
export function membersAt({ source, syntax }: Parsed, place: Stretch): readonly PlacedMember[] {
  const { chunks } = syntax;
  let base = 0;
  let touched: readonly PlacedMember[] = chunks.flatMap(({ offset, chunk }, index) => {
    const end = chunks[index + 1]?.offset ?? source.text.length;
    return overlaps({ offset, end }, place) ? placed(chunk.tree.members, offset) : [];
  });
  for (;;) {
    touched = touched.filter((member) => overlaps(member, place));
    const [only] = touched;
    if (touched.length !== 1 || !ast.isGroup(only.node) || !only.node.body) return touched;
    const brace = only.node.$cstNode?.text.indexOf('{') ?? -1;
    const inside = brace >= 0 && place.offset > only.offset + brace && place.end < only.end;
    if (!inside) return touched;
    base = only.offset - (only.node.$cstNode?.offset ?? 0);
    touched = placed(only.node.members, base);
  }
}

function placed(members: readonly ast.Member[], base: number): readonly PlacedMember[] {
  return members.flatMap((node) => {
    const { $cstNode: cst } = node;
    return cst ? [{ node, offset: base + cst.offset, end: base + cst.end }] : [];
  });
}
