import { type LaidOutScene, labelOf, Redraw } from './drawing.js';

const namespace = 'http://www.w3.org/2000/svg';

/** Draws new pictures into one SVG element and touches only what differs, so that focus and hover survive a changed number. */
export class SvgPatch {
  readonly svg = document.createElementNS(namespace, 'svg');
  readonly graph = document.createElementNS(namespace, 'g');
  private readonly redraw = new Redraw();
  private drawn: readonly string[] = [];

  constructor() {
    this.svg.setAttribute('class', 'archlang archlang-vscode');
    this.svg.setAttribute('role', 'graphics-document document');
    this.graph.setAttribute('class', 'graph');
    this.svg.append(this.graph);
  }

  draw(picture: LaidOutScene): void {
    const pieces = this.redraw.pieces(picture);
    this.svg.setAttribute('aria-label', labelOf(picture));
    const changed = pieces.map((_, i) => i).filter((i) => pieces[i] !== this.drawn[i]);
    const fresh = read(changed.map((i) => pieces[i]));
    const old = [...this.graph.children];
    changed.forEach((i, k) => {
      const element = fresh[k]!;
      // One element at a time is a tab stop.
      if (element.hasAttribute('tabindex')) element.setAttribute('tabindex', '-1');
      if (old[i]) old[i].replaceWith(element);
      else this.graph.append(element);
    });
    for (const surplus of old.slice(pieces.length)) surplus.remove();
    this.drawn = pieces;
  }
}

/** Single elements as they stand in a document of ours. */
function read(texts: readonly string[]): readonly Element[] {
  if (texts.length === 0) return [];
  const text = `<svg xmlns="${namespace}">${texts.join('')}</svg>`;
  const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml');
  const elements = [...documentElement.children];
  if (elements.length !== texts.length) throw new Error('The picture could not be read.');
  return elements.map((element) => document.importNode(element, true));
}
