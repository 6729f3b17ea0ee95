import type { LaidOutScene } from './drawing.js';
import type { View } from './viewport.js';

const namespace = 'http://www.w3.org/2000/svg';
const widest = 168;
const highest = 120;

/** A small picture of the whole, with what is in sight; a press on it goes there. Hidden while everything is in sight. */
export class Minimap {
  readonly svg = document.createElementNS(namespace, 'svg');
  private readonly things = document.createElementNS(namespace, 'g');
  private readonly sight = document.createElementNS(namespace, 'rect');
  private size = { width: 1, height: 1 };

  /** @param go to a point of the picture */
  constructor(go: (x: number, y: number) => void) {
    this.svg.setAttribute('class', 'minimap');
    this.svg.setAttribute('aria-hidden', 'true');
    this.sight.setAttribute('class', 'sight');
    this.svg.append(this.things, this.sight);
    const move = (event: PointerEvent) => {
      if (event.buttons !== 1) return;
      const { left, top, width, height } = this.svg.getBoundingClientRect();
      go(((event.clientX - left) / width) * this.size.width, ((event.clientY - top) / height) * this.size.height);
    };
    this.svg.addEventListener('pointerdown', (event) => {
      this.svg.setPointerCapture(event.pointerId);
      move(event);
    });
    this.svg.addEventListener('pointermove', move);
  }

  draw({ width, height, nodes, groups }: LaidOutScene): void {
    this.size = { width, height };
    const scale = Math.min(widest / width, highest / height);
    this.svg.setAttribute('width', String(Math.ceil(width * scale)));
    this.svg.setAttribute('height', String(Math.ceil(height * scale)));
    this.svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    this.things.replaceChildren(
      ...[...groups.map((box) => ['frame', box] as const), ...nodes.map((box) => ['box', box] as const)].map(
        ([name, box]) => {
          const rect = document.createElementNS(namespace, 'rect');
          rect.setAttribute('class', name);
          for (const side of ['x', 'y', 'width', 'height'] as const) rect.setAttribute(side, String(box[side]));
          return rect;
        },
      ),
    );
  }

  show({ x, y, k }: View, width: number, height: number): void {
    const box = { x: -x / k, y: -y / k, width: width / k, height: height / k };
    for (const [side, value] of Object.entries(box)) this.sight.setAttribute(side, String(value));
    const slack = 1;
    const all =
      box.x <= slack &&
      box.y <= slack &&
      box.x + box.width >= this.size.width - slack &&
      box.y + box.height >= this.size.height - slack;
    this.svg.toggleAttribute('hidden', all);
  }
}
