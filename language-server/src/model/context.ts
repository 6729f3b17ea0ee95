import type { ast } from '@archlang/grammar';
import type { AstNode } from 'langium';
import { GrammarUtils } from 'langium';
import type { Fix, Problem, Severity, TextEdit } from './problem.js';
import type { Location } from './source.js';

/** Where a tree stands: its file and the offset of its chunk. */
export interface Place {
  readonly file: string;
  readonly base: number;
}

/** Where parts of a tree lie within their chunk. A tree outlives many builds, so each is looked up once. */
interface Spans {
  readonly offset: number;
  readonly end: number;
  readonly properties: Map<string, { readonly offset: number; readonly end: number } | undefined>;
}

const spans = new WeakMap<AstNode, Spans>();

function spansOf(node: AstNode): Spans {
  let known = spans.get(node);
  if (!known) {
    const cst = node.$cstNode;
    known = { offset: cst?.offset ?? 0, end: cst?.end ?? 0, properties: new Map() };
    spans.set(node, known);
  }
  return known;
}

/** The location of a node of the tree; an empty one at the chunk's start for a node without text. */
export function locate({ file, base }: Place, node: AstNode | undefined): Location {
  if (!node) return { file, offset: base, end: base };
  const { offset, end } = spansOf(node);
  return { file, offset: offset + base, end: end + base };
}

/** The location of what a grammar rule assigned to a property of the node, `undefined` where it is missing. */
export function locateProperty(
  { file, base }: Place,
  node: AstNode,
  property: string,
  index?: number,
): Location | undefined {
  const { properties } = spansOf(node);
  const key = index === undefined ? property : `${property} ${index}`;
  let span = properties.get(key);
  if (!span && !properties.has(key)) {
    const cst = GrammarUtils.findNodeForProperty(node.$cstNode, property, index);
    span = cst && { offset: cst.offset, end: cst.end };
    properties.set(key, span);
  }
  return span && { file, offset: span.offset + base, end: span.end + base };
}

/** The location of a property's name: the first word of its statement. */
export function locateName({ file, base }: Place, node: ast.Property | ast.Block): Location {
  const offset = spansOf(node).offset + base;
  return { file, offset, end: offset + (node.name?.length ?? 0) };
}

/** Gathers what is wrong with a design; bounded, so that a broken file cannot flood. */
export class Problems {
  readonly list: Problem[] = [];
  private static readonly limit = 2000;
  /** Where the text could not be read, by file: what follows from that is the same mistake. */
  private readonly unread = new Map<string, Location[]>();

  /** A mistake in the text itself, told before all that is derived from it. */
  syntax(code: string, at: Location, message: string, fixes: Fix[] | undefined): void {
    const places = this.unread.get(at.file);
    if (places) places.push(at);
    else this.unread.set(at.file, [at]);
    this.add({ code, severity: 'error', message, at, fixes });
  }

  report(
    code: string,
    at: Location,
    message: string,
    more: { severity?: Severity; fixes?: Fix[]; related?: Problem['related'] } = {},
  ): void {
    const { severity = 'error', fixes, related } = more;
    if (!this.isUnread(at)) this.add({ code, severity, message, at, fixes, related });
  }

  private isUnread(at: Location): boolean {
    const places = this.unread.get(at.file) ?? [];
    return places.some(({ offset, end }) => offset === at.offset || (offset < at.offset && at.end <= end));
  }

  private add(problem: Problem): void {
    if (this.list.length < Problems.limit) this.list.push(problem);
  }
}

export function replace(at: Location, text: string): TextEdit {
  return { at, text };
}

/** A fix of one replacement that says what it writes. */
export function replacement(at: Location, text: string, title = `Replace with \`${text}\``): Fix {
  return { title, safe: true, edits: [{ at, text }] };
}
