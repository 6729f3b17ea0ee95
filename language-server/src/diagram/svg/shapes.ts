import type { NodeKind } from '../scene/scene.js';
import { path } from './element.js';

/** A silhouette in a box at the origin: its outline, lines on it, and how far its upper and lower border lie inside the box. */
export interface Shape {
  readonly outline: string;
  readonly lines: readonly string[];
  /** Distance from the side of the box to the outline, at a position along that side. */
  readonly inset: (side: Side, along: number) => number;
}

export type Side = 'top' | 'right' | 'bottom' | 'left';

/** Every kind has its own silhouette: calm variations of a card, so that texts stand alike in all. */
export function shape(kind: NodeKind, width: number, height: number): Shape {
  const key = `${kind} ${width} ${height}`;
  let known = drawn.get(key);
  if (!known) {
    known = shapes[kind](width, height);
    drawn.set(key, known);
  }
  return known;
}

/** Nodes come in a few sizes only, so this stays small. */
const drawn = new Map<string, Shape>();

type Draw = (width: number, height: number) => Shape;

const shapes: Readonly<Record<NodeKind, Draw>> = {
  client: card(round(24)),
  dns: card(cut(10)),
  cdn: card(round(32)),
  waf: card(round(6), round(6), round(26), round(26)),
  gateway: hexagon(10),
  lb: card(cut(16), cut(16), round(8), round(8)),
  service: card(round(8)),
  function: (w, h) => ({
    ...card(round(8), cut(16), round(8), round(8))(w, h),
    lines: [path`M${w - 16},0v10q0,6 6,6h10`],
  }),
  worker: (w, h) => ({ ...card(round(5))(w, h), lines: [path`M6,0v${h}M${w - 6},0v${h}`] }),
  job: card(round(8), cut(14), round(8), cut(14)),
  cache: (w, h) => ({ ...card(round(11))(w, h), lines: [roundRectangle(3.5, 3.5, w - 7, h - 7, 8)] }),
  database: cylinder(10),
  storage: bucket(7, 6),
  queue: pipe([0]),
  topic: pipe([0, 7]),
  mesh: (w, h) => ({ ...card(cut(8))(w, h), lines: [path`M12,4h${w - 24}M12,${h - 4}h${w - 24}`] }),
  external: cloud(),
  group: stack(6),
};

interface Corner {
  readonly size: number;
  readonly round: boolean;
}

function round(size: number): Corner {
  return { size, round: true };
}

function cut(size: number): Corner {
  return { size, round: false };
}

function card(tl: Corner, tr = tl, br = tl, bl = tr): Draw {
  return (w, h) => {
    const turn = ({ size, round }: Corner, dx: number, dy: number): string =>
      round ? path`a${size},${size} 0 0 1 ${dx},${dy}` : path`l${dx},${dy}`;
    const outline = [
      path`M${tl.size},0H${w - tr.size}`,
      turn(tr, tr.size, tr.size),
      path`V${h - br.size}`,
      turn(br, -br.size, br.size),
      path`H${bl.size}`,
      turn(bl, -bl.size, -bl.size),
      path`V${tl.size}`,
      turn(tl, tl.size, -tl.size),
      'z',
    ].join('');
    const ends: Readonly<Record<Side, readonly [Corner, Corner, number]>> = {
      top: [tl, tr, w],
      bottom: [bl, br, w],
      left: [tl, bl, h],
      right: [tr, br, h],
    };
    const inset = (side: Side, along: number): number => {
      const [first, second, length] = ends[side];
      return Math.max(cornerInset(first, along), cornerInset(second, length - along));
    };
    return { outline, lines: [], inset };
  };
}

function cornerInset({ size, round }: Corner, along: number): number {
  const missing = size - along;
  if (missing <= 0) return 0;
  return round ? size - Math.sqrt(Math.max(0, size ** 2 - missing ** 2)) : missing;
}

function hexagon(point: number): Draw {
  return (w, h) => ({
    outline: path`M${point},0H${w - point}L${w},${h / 2}L${w - point},${h}H${point}L0,${h / 2}z`,
    lines: [],
    inset: (side, along) =>
      side === 'left' || side === 'right'
        ? point * Math.abs(1 - (2 * along) / h)
        : Math.max(0, (Math.max(point - along, along - w + point) * h) / 2 / point),
  });
}

/** How far an ellipse spanning `length` with the given half height lies below its summit. */
function ellipseInset(along: number, length: number, half: number): number {
  return half * (1 - Math.sqrt(Math.max(0, 1 - ((2 * along) / length - 1) ** 2)));
}

function cylinder(half: number): Draw {
  return (w, h) => ({
    outline: path`M0,${half}a${w / 2},${half} 0 0 1 ${w},0V${h - half}a${w / 2},${half} 0 0 1 ${-w},0z`,
    lines: [path`M0,${half}a${w / 2},${half} 0 0 0 ${w},0`],
    inset: (side, along) => (side === 'top' || side === 'bottom' ? ellipseInset(along, w, half) : 0),
  });
}

function bucket(half: number, slope: number): Draw {
  return (w, h) => ({
    outline: path`M0,${half}a${w / 2},${half} 0 0 1 ${w},0L${w - slope},${h - 6}q-0.5,6 -6,6H${slope + 6}q-5.5,0 -6,-6z`,
    lines: [path`M0,${half}a${w / 2},${half} 0 0 0 ${w},0`],
    inset: (side, along) => {
      if (side === 'top') return ellipseInset(along, w, half);
      return side === 'bottom' ? 0 : (slope * along) / h;
    },
  });
}

/** A lying cylinder, open to the right; each rib stands so far from its end. */
function pipe(ribs: readonly number[]): Draw {
  const half = 8;
  return (w, h) => ({
    outline: path`M${half},0H${w - half}a${half},${h / 2} 0 0 1 0,${h}H${half}a${half},${h / 2} 0 0 1 0,${-h}z`,
    lines: ribs.map((rib) => path`M${w - half - rib},0a${half},${h / 2} 0 0 0 0,${h}`),
    inset: (side, along) => {
      if (side === 'left' || side === 'right') return ellipseInset(along, h, half);
      const missing = Math.max(half - along, along - w + half, 0);
      return (h / 2) * (1 - Math.sqrt(Math.max(0, 1 - (missing / half) ** 2)));
    },
  });
}

/** Scallops around a card. */
function cloud(): Draw {
  const depth = 6;
  return (w, h) => {
    const across = Math.max(3, Math.round(w / 38));
    const down = Math.max(2, Math.round(h / 38));
    const chord = { x: (w - 2 * depth) / across, y: (h - 2 * depth) / down };
    const radius = (length: number): number => (length ** 2 / 4 + depth ** 2) / (2 * depth);
    const arcs = (count: number, dx: number, dy: number): string => {
      const r = radius(Math.abs(dx + dy));
      return path`a${r},${r} 0 0 1 ${dx},${dy}`.repeat(count);
    };
    const inset = (side: Side, along: number): number => {
      const length = side === 'top' || side === 'bottom' ? chord.x : chord.y;
      const r = radius(length);
      const within = Math.abs((Math.max(0, along - depth) % length) - length / 2);
      return r - Math.sqrt(Math.max(0, r ** 2 - within ** 2));
    };
    return {
      outline: `${path`M${depth},${depth}`}${arcs(across, chord.x, 0)}${arcs(down, 0, chord.y)}${arcs(across, -chord.x, 0)}${arcs(down, 0, -chord.y)}z`,
      lines: [],
      inset,
    };
  };
}

/** A card on top of others. */
function stack(below: number): Draw {
  return (w, h) => {
    const top = h - below;
    const base = card(round(8))(w, top);
    return {
      outline: base.outline,
      lines: [
        path`M6,${top + 0.5}q1,2.5 4,2.5H${w - 10}q3,0 4,-2.5`,
        path`M12,${top + 3.5}q1,2.5 4,2.5H${w - 16}q3,0 4,-2.5`,
      ],
      inset: (side, along) => base.inset(side, Math.min(along, side === 'left' || side === 'right' ? top : along)),
    };
  };
}

export function roundRectangle(x: number, y: number, w: number, h: number, r: number): string {
  const radius = Math.max(0, Math.min(r, w / 2, h / 2));
  return path`M${x + radius},${y}h${w - 2 * radius}a${radius},${radius} 0 0 1 ${radius},${radius}v${h - 2 * radius}a${radius},${radius} 0 0 1 ${-radius},${radius}h${2 * radius - w}a${radius},${radius} 0 0 1 ${-radius},${-radius}v${2 * radius - h}a${radius},${radius} 0 0 1 ${radius},${-radius}z`;
}
