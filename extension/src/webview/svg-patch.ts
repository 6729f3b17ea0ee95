const namespace = 'http://www.w3.org/2000/svg';

/** Draws new pictures into one SVG element and touches only what differs, so that focus and hover survive a changed number. */
export class SvgPatch {
  readonly svg = document.createElementNS(namespace, 'svg');
  readonly graph = document.createElementNS(namespace, 'g');
  private drawn: readonly string[] = [];

  constructor() {
    this.svg.append(this.graph);
  }

  /** @param text a picture of `renderSvg` */
  draw(text: string): void {
    const { documentElement: root } = new DOMParser().parseFromString(text, 'image/svg+xml');
    const graph = root.querySelector(':scope > .graph');
    if (!graph) throw new Error('The picture could not be read.');
    for (const name of ['class', 'role', 'aria-label']) this.svg.setAttribute(name, root.getAttribute(name) ?? '');
    this.graph.setAttribute('class', 'graph');
    const fresh = [...graph.children];
    const drawn = fresh.map((child) => child.outerHTML);
    const old = [...this.graph.children];
    fresh.forEach((child, i) => {
      if (old[i] && this.drawn[i] === drawn[i]) return;
      const element = document.importNode(child, true);
      prepare(element);
      if (old[i]) old[i].replaceWith(element);
      else this.graph.append(element);
    });
    for (const surplus of old.slice(fresh.length)) surplus.remove();
    this.drawn = drawn;
  }
}

/** One element at a time is a tab stop, and a thin line gets a broad stretch to be hit on. */
function prepare(element: Element): void {
  if (element.hasAttribute('tabindex')) element.setAttribute('tabindex', '-1');
  const line = element.classList.contains('edge') && element.querySelector('.line');
  if (!line) return;
  const hit = document.createElementNS(namespace, 'path');
  hit.setAttribute('class', 'hit');
  hit.setAttribute('d', line.getAttribute('d') ?? '');
  element.append(hit);
}
