import type { ast } from '@archlang/grammar';
import type { AstNode, CstNode } from 'langium';
import { GrammarUtils } from 'langium';
import type { Fix, Problem, Severity, TextEdit } from './problem.js';
import type { Location } from './source.js';

/** Where a tree stands: its file and the offset of its chunk. */
export interface Place {
  readonly file: string;
  readonly base: number;
}

/** The location of a node of the tree; an empty one at the chunk's start for a node without text. */
export function locate(place: Place, node: AstNode | CstNode | undefined): Location {
  const cst = node && ('$type' in node ? node.$cstNode : (node as CstNode));
  if (!cst) return { file: place.file, offset: place.base, end: place.base };
  return { file: place.file, offset: cst.offset + place.base, end: cst.end + place.base };
}

/** The location of what a grammar rule assigned to a property of the node, `undefined` where it is missing. */
export function locateProperty(place: Place, node: AstNode, property: string, index?: number): Location | undefined {
  const cst = GrammarUtils.findNodeForProperty(node.$cstNode, property, index);
  return cst && locate(place, cst);
}

/** The location of a property's name: the first word of its statement. */
export function locateName(place: Place, node: ast.Property | ast.Block): Location {
  const { file, offset } = locate(place, node);
  return { file, offset, end: offset + (node.name?.length ?? 0) };
}

/** Gathers what is wrong with a design; bounded, so that a broken file cannot flood. */
export class Problems {
  readonly list: Problem[] = [];
  private static readonly limit = 2000;

  report(code: string, at: Location, message: string, more: { severity?: Severity; fixes?: Fix[]; related?: Problem['related'] } = {}): void {
    if (this.list.length >= Problems.limit) return;
    this.list.push({ code, severity: more.severity ?? 'error', message, at, fixes: more.fixes, related: more.related });
  }
}

export function replace(at: Location, text: string): TextEdit {
  return { at, text };
}

/** A fix of one replacement that says what it writes. */
export function replacement(at: Location, text: string, title = `Replace with \`${text}\``): Fix {
  return { title, safe: true, edits: [{ at, text }] };
}
