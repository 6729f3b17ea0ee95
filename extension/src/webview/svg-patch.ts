import { type LaidOutScene, labelOf, Markup, Redraw, type Shape } from './drawing.js';

const namespace = 'http://www.w3.org/2000/svg';

/** Draws new pictures into one SVG element and touches only what differs, so that focus and hover survive a changed number. */
export class SvgPatch {
  readonly svg = document.createElementNS(namespace, 'svg');
  readonly graph = document.createElementNS(namespace, 'g');
  private readonly redraw = new Redraw();
  private drawn: readonly Markup[] = [];

  constructor() {
    this.svg.setAttribute('class', 'archlang archlang-vscode');
    this.svg.setAttribute('role', 'graphics-document document');
    this.graph.setAttribute('class', 'graph');
    this.svg.append(this.graph);
  }

  draw(picture: LaidOutScene): void {
    const pieces = this.redraw.pieces(picture);
    this.svg.setAttribute('aria-label', labelOf(picture));
    const old = [...this.graph.children];
    for (const [i, piece] of pieces.entries()) {
      const before = this.drawn[i];
      if (piece === before) continue;
      if (before && isOfOneThing(before, piece)) {
        patch(old[i]!, before, piece);
        continue;
      }
      const element = elementOf(piece);
      // One element at a time is a tab stop.
      if (element.hasAttribute('tabindex')) element.setAttribute('tabindex', '-1');
      if (old[i]) old[i].replaceWith(element);
      else this.graph.append(element);
    }
    for (const surplus of old.slice(pieces.length)) surplus.remove();
    this.drawn = pieces;
  }
}

const names = ['data-id', 'data-edge', 'data-group'] as const;

/** An element stays that of the box or link it was made for: who has the focus on it must not find themselves elsewhere. */
function isOfOneThing(a: Markup, b: Markup): boolean {
  const [of, or] = [shapeOf(a), shapeOf(b)];
  return of.name === or.name && names.every((name) => of.attributes.get(name) === or.attributes.get(name));
}

function shapeOf({ of }: Markup): Shape {
  if (typeof of === 'string') throw new Error('A picture is made of elements.');
  return of;
}

function elementOf(markup: Markup): SVGElement {
  const { name, attributes, children } = shapeOf(markup);
  const element = document.createElementNS(namespace, name) as SVGElement;
  for (const [key, value] of attributes) element.setAttribute(key, value);
  for (const child of children) element.append(nodeOf(child));
  return element;
}

function nodeOf(child: Markup | string): Node {
  return child instanceof Markup ? elementOf(child) : document.createTextNode(child);
}

/** Makes an element what it is to be now. What others have put on it or behind its children stays. */
function patch(element: Element, before: Markup, after: Markup): void {
  const [was, is] = [shapeOf(before), shapeOf(after)];
  for (const [key, value] of is.attributes) {
    if (was.attributes.get(key) !== value) element.setAttribute(key, value);
  }
  for (const key of was.attributes.keys()) if (!is.attributes.has(key)) element.removeAttribute(key);
  const nodes = [...element.childNodes];
  for (const [i, child] of is.children.entries()) {
    const earlier = was.children[i];
    if (child === earlier) continue;
    if (earlier === undefined) element.insertBefore(nodeOf(child), nodes[was.children.length] ?? null);
    else if (earlier instanceof Markup && child instanceof Markup && shapeOf(earlier).name === shapeOf(child).name) {
      patch(nodes[i] as Element, earlier, child);
    } else nodes[i]!.replaceWith(nodeOf(child));
  }
  for (const surplus of nodes.slice(is.children.length, was.children.length)) surplus.remove();
}
