import { type LaidOutScene, renderSequence, type SceneFlow } from './drawing.js';
import { Viewport } from './viewport.js';

export interface SequenceEvents {
  /** Go to where it is declared; the preview may want to keep the keyboard. */
  reveal(id: string, keepFocus: boolean): void;
  close(): void;
}

const namespace = 'http://www.w3.org/2000/svg';
const readable = 0.75;
const steps: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** A flow as a sequence on the page: moved and walked through as the picture is. */
export class SequenceView {
  readonly viewport: Viewport;
  private readonly svg = document.createElementNS(namespace, 'svg');
  private shown: string | undefined;
  private readonly graph = document.createElementNS(namespace, 'g');

  constructor(
    private readonly container: HTMLElement,
    private readonly events: SequenceEvents,
  ) {
    this.svg.append(this.graph);
    container.append(this.svg);
    this.viewport = new Viewport(
      this.svg,
      this.graph,
      () => {},
      () => {},
    );
    container.addEventListener('keydown', (event) => this.key(event));
    this.svg.addEventListener('click', ({ target, ctrlKey, metaKey }) => {
      const id = target instanceof Element ? idOf(target) : undefined;
      if (id !== undefined) events.reveal(id, ctrlKey || metaKey);
    });
  }

  show(picture: LaidOutScene, flow: SceneFlow): void {
    const focused = this.elements.indexOf(document.activeElement as SVGElement);
    const text = renderSequence(picture, flow, { theme: 'vscode', standalone: false });
    const { documentElement: root } = new DOMParser().parseFromString(text, 'image/svg+xml');
    for (const name of ['class', 'role', 'aria-label']) this.svg.setAttribute(name, root.getAttribute(name) ?? '');
    this.graph.replaceChildren(...[...root.children].map((child) => document.importNode(child, true)));
    const isFirst = !this.viewport.chosen && this.shown === undefined;
    this.viewport.resize(Number(root.getAttribute('width')), Number(root.getAttribute('height')));
    // A long one begins where it can be read; `0` shows all of it.
    if (isFirst && this.viewport.view.k < readable) this.viewport.choose({ x: 0, y: 0, k: readable });
    this.shown = flow.id;
    this.tabStop(Math.max(0, focused));
    if (focused >= 0) this.elements[focused]?.focus({ preventScroll: true });
  }

  private get elements(): readonly SVGElement[] {
    return [...this.graph.querySelectorAll<SVGElement>('[data-id]')];
  }

  private key(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (this.handle(event.key)) event.preventDefault();
  }

  /** @returns whether the key meant something here */
  private handle(key: string): boolean {
    const focused = document.activeElement;
    const id = focused && this.graph.contains(focused) ? idOf(focused) : undefined;
    const step = steps[key];
    if (step !== undefined) this.walk(step);
    else if (key === '+' || key === '=') this.viewport.zoomBy(1.25);
    else if (key === '-' || key === '_') this.viewport.zoomBy(0.8);
    else if (key === '0') this.viewport.fit();
    else if (key === 'Enter' && id !== undefined) this.events.reveal(id, false);
    else if (key === 'Escape') this.events.close();
    else return false;
    return true;
  }

  /** From one participant or call to the next, in the order of the sequence. */
  private walk(by: 1 | -1): void {
    const { elements } = this;
    const from = elements.indexOf(document.activeElement as SVGElement);
    const to = from < 0 ? 0 : Math.min(elements.length - 1, Math.max(0, from + by));
    this.tabStop(to);
    elements[to]?.focus({ preventScroll: true });
    const box = elements[to]?.getBoundingClientRect();
    const frame = this.container.getBoundingClientRect();
    if (!box) return;
    const over = (start: number, end: number, first: number, last: number) =>
      start < first ? first - start + 12 : end > last ? last - end - 12 : 0;
    const x = over(box.left, box.right, frame.left, frame.right);
    const y = over(box.top, box.bottom, frame.top, frame.bottom);
    if (x !== 0 || y !== 0) this.viewport.panBy(x, y);
  }

  private tabStop(index: number): void {
    this.elements.forEach((element, i) => {
      element.setAttribute('tabindex', i === index ? '0' : '-1');
    });
  }
}

/** Of the participant, call or flow an element belongs to. */
function idOf(element: Element): string | undefined {
  return element.closest<SVGElement>('[data-id]')?.dataset['id'];
}
