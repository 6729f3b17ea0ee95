import * as l10n from '@vscode/l10n';
import type { Box, LaidOutScene } from './drawing.js';
import { Minimap } from './minimap.js';
import { SvgPatch } from './svg-patch.js';
import { type View, Viewport } from './viewport.js';
import { boxOf, type Direction, neighbour, readingOrder } from './walk.js';

export interface DiagramEvents {
  /** Something is selected, or nothing. */
  select(id: string | undefined): void;
  /** Go to where it is declared; the preview may want to keep the keyboard. */
  reveal(id: string, keepFocus: boolean): void;
  /** Collapse this group, or expand it. */
  toggle(id: string): void;
  /** The person has chosen a view, or wants to see everything again. */
  moved(view: View | undefined): void;
}

const arrows: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
const step = 60;
const pans: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [step, 0],
  right: [-step, 0],
  up: [0, step],
  down: [0, -step],
};

/** The picture on the page: drawn, moved, walked through by keyboard, and its things selected. */
export class DiagramView {
  readonly viewport: Viewport;
  private readonly patch = new SvgPatch();
  private readonly minimap = new Minimap((x, y) => this.viewport.centreOn(x, y));
  private picture: LaidOutScene | undefined;
  private order: readonly string[] = [];
  private selected: string | undefined;
  private highlighted: string | undefined;
  private gone: ReadonlySet<string> = new Set();

  constructor(
    private readonly container: HTMLElement,
    private readonly events: DiagramEvents,
    private readonly initialView: View | undefined,
  ) {
    const { svg, graph } = this.patch;
    container.append(svg, this.minimap.svg);
    this.viewport = new Viewport(
      svg,
      graph,
      (view) => events.moved(this.viewport.chosen ? view : undefined),
      (view) => this.minimap.show(view, this.viewport.seen.width, this.viewport.seen.height),
    );
    svg.addEventListener('click', (event) => this.click(event));
    svg.addEventListener('dblclick', ({ target }) => this.toggle(target instanceof Element ? idOf(target) : undefined));
    container.addEventListener('keydown', (event) => this.key(event));
  }

  show(picture: LaidOutScene): void {
    if (picture === this.picture) return;
    const before = this.picture;
    const focused = idOf(document.activeElement);
    const anchor =
      before && this.viewport.chosen ? anchorOf(before, picture, this.selected, this.viewport.centre) : undefined;
    this.patch.draw(picture);
    this.picture = picture;
    this.order = readingOrder(picture);
    if (!before && this.initialView) this.viewport.choose(this.initialView);
    this.minimap.draw(picture);
    this.viewport.resize(picture.width, picture.height);
    this.minimap.show(this.viewport.view, this.viewport.seen.width, this.viewport.seen.height);
    if (anchor) this.viewport.panBy(anchor.x * this.viewport.view.k, anchor.y * this.viewport.view.k);
    this.mark();
    this.tabStop(focused !== undefined && this.order.includes(focused) ? focused : this.order[0]);
    if (focused !== undefined && document.activeElement === document.body) this.elementOf(focused)?.focus();
  }

  /** Marks a thing, and the things one flow passes where it is a flow; says nothing to anybody. */
  select(id: string | undefined): void {
    if (id === this.selected) return;
    this.selected = id;
    this.mark();
    const box = id !== undefined && this.picture && boxOf(this.picture, id);
    if (box && !this.picture?.groups.some((group) => group.id === id)) this.viewport.bringIntoSight(box);
  }

  /** Leaves only what this flow passes in full colour; everything without a flow. */
  highlight(flow: string | undefined): void {
    if (flow === this.highlighted) return;
    this.highlighted = flow;
    this.mark();
  }

  /** Marks what is thought to be gone, by a cross too. */
  takeAway(ids: readonly string[]): void {
    if (ids.length === this.gone.size && ids.every((id) => this.gone.has(id))) return;
    this.gone = new Set(ids);
    this.mark();
  }

  private mark(): void {
    const flow = this.highlighted;
    for (const element of this.patch.graph.children) {
      const id = idOf(element);
      element.toggleAttribute('data-selected', id !== undefined && id === this.selected);
      const apart = element.matches('.node, .edge, .edge-label') && flow !== undefined;
      const passed =
        element
          .getAttribute('data-flows')
          ?.split(' ')
          .includes(flow ?? '') ?? false;
      element.toggleAttribute('data-dimmed', apart && !passed);
      if (element.matches('.node')) cross(element, id !== undefined && this.gone.has(id));
    }
  }

  private click(event: MouseEvent): void {
    const id = event.target instanceof Element ? idOf(event.target) : undefined;
    this.events.select(id);
    if (id === undefined) return;
    this.tabStop(id);
    this.events.reveal(id, event.ctrlKey || event.metaKey);
  }

  private key(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (this.handle(event.key, event.shiftKey, idOf(document.activeElement))) event.preventDefault();
  }

  /** @returns whether the key meant something here */
  private handle(key: string, shift: boolean, focused: string | undefined): boolean {
    const direction = arrows[key];
    if (direction && focused === undefined) this.viewport.panBy(...pans[direction]);
    else if (direction) this.focus(this.picture && focused ? neighbour(this.picture, focused, direction) : undefined);
    else if (key === '+' || key === '=') this.viewport.zoomBy(1.25);
    else if (key === '-' || key === '_') this.viewport.zoomBy(0.8);
    else if (key === '0') this.viewport.fit();
    else if (key === 'Enter' && focused !== undefined) this.events.reveal(focused, false);
    else if (key === ' ' && focused !== undefined) this.events.select(focused);
    else if (key === 'c' && focused !== undefined) this.toggle(focused);
    else if (key === 'Escape') this.leave();
    else if (key === 'Tab' && focused !== undefined) return this.walk(focused, shift ? -1 : 1);
    else return false;
    return true;
  }

  private toggle(id: string | undefined): void {
    const isGroup =
      this.picture?.groups.some((group) => group.id === id) ||
      this.picture?.nodes.some((node) => node.id === id && node.hides !== undefined);
    if (id !== undefined && isGroup) this.events.toggle(id);
  }

  /** Past either end the browser's own order goes on. */
  private walk(from: string, by: 1 | -1): boolean {
    const next = this.order[this.order.indexOf(from) + by];
    if (next !== undefined) this.focus(next);
    return next !== undefined;
  }

  private leave(): void {
    this.events.select(undefined);
    this.tabStop(this.order[0]);
    this.container.focus();
  }

  private focus(id: string | undefined): void {
    if (id === undefined) return;
    this.tabStop(id);
    this.elementOf(id)?.focus({ preventScroll: true });
    this.events.select(id);
  }

  private tabStop(id: string | undefined): void {
    for (const element of this.patch.graph.querySelectorAll('[tabindex="0"]')) element.setAttribute('tabindex', '-1');
    if (id !== undefined) this.elementOf(id)?.setAttribute('tabindex', '0');
  }

  private elementOf(id: string): SVGElement | null {
    return this.patch.graph.querySelector(`[data-id="${CSS.escape(id)}"]`);
  }
}

/** Draws a cross over the box of what is gone, or takes it away again. */
function cross(node: Element, gone: boolean): void {
  node.toggleAttribute('data-gone', gone);
  const drawn = node.querySelector(':scope > .cross');
  const spoken = node.querySelector(':scope > title')?.textContent ?? '';
  const label = gone ? l10n.t('Taken away: {0}', spoken) : spoken;
  if (node.getAttribute('aria-label') !== label) node.setAttribute('aria-label', label);
  if (!gone) drawn?.remove();
  if (!gone || drawn) return;
  const shape = node.querySelector<SVGGraphicsElement>('.shape');
  if (!shape) return;
  const { x, y, width, height } = shape.getBBox();
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('class', 'cross');
  path.setAttribute('d', `M${x} ${y}l${width} ${height}M${x + width} ${y}l${-width} ${height}`);
  node.append(path);
}

/** Of the thing an element belongs to. */
function idOf(element: Element | null): string | undefined {
  const thing = element?.closest<SVGElement>('[data-id], [data-edge], [data-group]');
  return thing?.dataset['id'] ?? thing?.dataset['edge'] ?? thing?.dataset['group'];
}

/** How far the picture must be moved so that what is selected, or next to the middle, stays where it is. */
function anchorOf(
  before: LaidOutScene,
  after: LaidOutScene,
  selected: string | undefined,
  centre: { readonly x: number; readonly y: number },
): { readonly x: number; readonly y: number } | undefined {
  const places = new Map(after.nodes.map((node): [string, Box] => [node.id, node]));
  const distance = ({ x, y, width, height }: Box) => Math.hypot(x + width / 2 - centre.x, y + height / 2 - centre.y);
  const [nearest] = before.nodes
    .filter(({ id }) => places.has(id))
    .sort((a, b) => Number(b.id === selected) - Number(a.id === selected) || distance(a) - distance(b));
  const place = nearest && places.get(nearest.id)!;
  return place && { x: nearest.x - place.x, y: nearest.y - place.y };
}
