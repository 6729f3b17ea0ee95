import { select } from 'd3-selection';
import 'd3-transition';
import { type D3ZoomEvent, type ZoomTransform, zoom, zoomIdentity, zoomTransform } from 'd3-zoom';
import type { Box } from './drawing.js';

export interface View {
  readonly x: number;
  readonly y: number;
  readonly k: number;
}

const margin = 28;
/** Above the picture a banner may come up, which is to hide none of it and to move none of it. */
const topMargin = 56;
const largestFit = 1.15;
const smallest = 0.05;
const largest = 4;
const reducedMotion = window.matchMedia('(prefers-reduced-motion: reduce)');

/** As the system asks for, or the editor's own setting. */
const still = (): boolean => reducedMotion.matches || document.body.classList.contains('vscode-reduce-motion');

/** Panning and zooming of a picture inside its window. */
export class Viewport {
  private readonly zoom;
  private size = { width: 0, height: 0 };
  private window: { readonly width: number; readonly height: number } | undefined;
  /** Whether the person has chosen a view; until then the whole picture stays in sight. */
  chosen = false;
  /** The scale that a zoom is on its way to. */
  private target: number | undefined;

  constructor(
    private readonly svg: SVGSVGElement,
    graph: SVGGElement,
    moved: (view: View) => void,
    moving: (view: View) => void,
  ) {
    this.zoom = zoom<SVGSVGElement, unknown>()
      .scaleExtent([smallest, largest])
      .extent((): [[number, number], [number, number]] => [
        [0, 0],
        [this.seen.width, this.seen.height],
      ])
      .on('zoom', ({ transform, sourceEvent }: D3ZoomEvent<SVGSVGElement, unknown>) => {
        if (sourceEvent) {
          this.chosen = true;
          this.target = undefined;
        }
        graph.setAttribute('transform', transform.toString());
        moving(transform);
      })
      .on('end', () => moved(this.view));
    select(svg).call(this.zoom).on('dblclick.zoom', null);
    new ResizeObserver(() => {
      this.window = undefined;
      if (this.chosen) moving(this.view);
      else this.fit(false);
    }).observe(svg);
  }

  /** The size of the window, in px. Measured once, as to measure after a change makes the page work its layout out at once. */
  get seen(): { readonly width: number; readonly height: number } {
    this.window ??= { width: this.svg.clientWidth, height: this.svg.clientHeight };
    return this.window;
  }

  get view(): View {
    const { x, y, k } = zoomTransform(this.svg);
    return { x, y, k };
  }

  /** The size of the picture from now on. */
  resize(width: number, height: number): void {
    if (width === this.size.width && height === this.size.height) return;
    this.size = { width, height };
    if (!this.chosen) this.fit(false);
  }

  /** Shows the whole picture. */
  fit(animated = true): void {
    this.chosen = false;
    const { seen, size } = this;
    if ([seen.width, seen.height, size.width, size.height].includes(0)) return;
    const room = {
      width: Math.max(1, seen.width - 2 * margin),
      height: Math.max(1, seen.height - margin - topMargin),
    };
    const k = Math.min(room.width / size.width, room.height / size.height, largestFit);
    this.zoom.scaleExtent([Math.min(smallest, k), largest]);
    const x = (seen.width - size.width * k) / 2;
    const y = Math.max(topMargin, (seen.height - size.height * k) / 2);
    this.move(zoomIdentity.translate(x, y).scale(k), animated);
  }

  choose({ x, y, k }: View): void {
    this.chosen = true;
    this.move(zoomIdentity.translate(x, y).scale(k), false);
  }

  zoomBy(factor: number): void {
    this.chosen = true;
    // A second press of a key does not wait for the first, and is not to cut it short.
    const [least, most] = this.zoom.scaleExtent();
    this.target = Math.min(most, Math.max(least, (this.target ?? this.view.k) * factor));
    if (still()) {
      select(this.svg).call(this.zoom.scaleTo, this.target);
      this.target = undefined;
      return;
    }
    const way = select(this.svg).transition().duration(120);
    way.call(this.zoom.scaleTo, this.target).on('end', () => {
      this.target = undefined;
    });
  }

  /** Moves the picture by pixels of the screen. */
  panBy(x: number, y: number): void {
    this.chosen = true;
    this.target = undefined;
    const { k } = this.view;
    select(this.svg).call(this.zoom.translateBy, x / k, y / k);
  }

  /** Brings a place of the picture into sight if it is not. */
  bringIntoSight({ x, y, width, height }: Box): void {
    const { seen, view } = this;
    const left = x * view.k + view.x;
    const top = y * view.k + view.y;
    const right = left + width * view.k;
    const bottom = top + height * view.k;
    if (left >= 0 && top >= 0 && right <= seen.width && bottom <= seen.height) return;
    this.panBy(seen.width / 2 - (left + right) / 2, seen.height / 2 - (top + bottom) / 2);
  }

  /** Brings a point of the picture into the middle of the window. */
  centreOn(x: number, y: number): void {
    const { x: middleX, y: middleY } = this.centre;
    const { k } = this.view;
    this.panBy((middleX - x) * k, (middleY - y) * k);
  }

  /** The point of the picture in the middle of the window. */
  get centre(): { readonly x: number; readonly y: number } {
    const { x, y, k } = this.view;
    return { x: (this.seen.width / 2 - x) / k, y: (this.seen.height / 2 - y) / k };
  }

  private move(transform: ZoomTransform, animated: boolean): void {
    this.target = undefined;
    if (still() || !animated) select(this.svg).call(this.zoom.transform, transform);
    else select(this.svg).transition().duration(180).call(this.zoom.transform, transform);
  }
}
