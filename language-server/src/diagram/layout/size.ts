import { hiddenText } from '../scene/kinds.js';
import type { SceneEdge, SceneGroup, SceneNode } from '../scene/scene.js';
import { textWidth } from '../text/measure.js';
import { ellipsis, type Font, fitsWhole, wrap } from '../text/wrap.js';

/*
 * Every size depends on words and on structure, never on a number: room for figures is reserved whenever a design has any. A
 * changed number therefore asks for no layout.
 */

export const fonts = {
  title: { size: 14, weight: 'bold' },
  detail: { size: 11.5, weight: 'regular' },
  figure: { size: 11.5, weight: 'bold' },
  label: { size: 11, weight: 'regular' },
  labelFigure: { size: 11, weight: 'bold' },
  caption: { size: 12, weight: 'bold' },
  captionKind: { size: 10.5, weight: 'regular' },
} as const satisfies Record<string, Font>;

export const lineHeights = { title: 18, detail: 16, figures: 16, label: 15 } as const;

export const nodePadding = 12;
export const iconTile = 32;
const iconGap = 10;
const figuresGap = 9;
const widths = [208, 236, 264, 292] as const;
const mostTitleLines = 3;
const replicasWidth = textWidth(' · ×999', fonts.detail.size);

/** Room that a silhouette takes from the text on each side. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

const none: Insets = { top: 0, right: 0, bottom: 0, left: 0 };
const silhouettes: Partial<Record<SceneNode['kind'], Insets>> = {
  client: { ...none, left: 6, right: 6 },
  gateway: { ...none, left: 8, right: 8 },
  worker: { ...none, left: 6, right: 6 },
  database: { ...none, top: 15, bottom: 8 },
  storage: { ...none, top: 10, left: 6, right: 6 },
  queue: { ...none, left: 4, right: 14 },
  topic: { ...none, left: 4, right: 20 },
  external: { top: 6, right: 8, bottom: 8, left: 8 },
  group: { ...none, bottom: 6 },
};

export function silhouetteInsets(kind: SceneNode['kind']): Insets {
  return silhouettes[kind] ?? none;
}

/** A node's texts as they are drawn, with its size. */
export interface NodeContent {
  readonly width: number;
  readonly height: number;
  readonly titleLines: readonly string[];
  /** `cassandra`, without the number of replicas. */
  readonly detail: string;
  readonly placementLines: readonly string[];
  /** Where texts begin, from the left edge. */
  readonly textLeft: number;
  /** The top of the figures' row, from the top edge; absent when the design has no figures. */
  readonly figuresTop?: number;
}

/** What the row of figures adds to a node. */
export const figuresHeight = lineHeights.figures + figuresGap;

export function nodeContent(node: SceneNode, figures: boolean): NodeContent {
  const insets = silhouetteInsets(node.kind);
  const textLeft = insets.left + nodePadding + iconTile + iconGap;
  const chrome = textLeft + nodePadding + insets.right;
  const sides = insets.left + insets.right;
  const detail = detailOf(node);
  const detailWidth = textWidth(detail, fonts.detail.size) + (node.replicas ? replicasWidth : 0);
  const fits = (room: number) => fitsWhole(node.title, room, 2, fonts.title) && detailWidth <= room;
  const inner = widths.find((w) => fits(w + sides - chrome)) ?? widths[widths.length - 1];
  const width = Math.max(inner, widthForPlaces(node, chrome - sides)) + sides;
  const room = width - chrome;
  const titleLines = wrap(node.title, room, mostTitleLines, fonts.title);
  const placementLines = placed(node, room);
  const header = titleLines.length * lineHeights.title + lineHeights.detail * (1 + placementLines.length);
  const headerBottom = insets.top + nodePadding + Math.max(iconTile, header);
  const figuresTop = figures ? headerBottom + figuresGap : undefined;
  return {
    width,
    height: (figuresTop !== undefined ? figuresTop + lineHeights.figures : headerBottom) + nodePadding + insets.bottom,
    titleLines,
    detail: ellipsis(detail, node.replicas ? room - replicasWidth : room, fonts.detail),
    placementLines,
    textLeft,
    ...(figuresTop !== undefined && { figuresTop }),
  };
}

/** Regions and zones stand on a line each where one has no room for both, and are counted where their names have none. */
function placed({ placement }: SceneNode, room: number): readonly string[] {
  if (placement === undefined) return [];
  const fits = (line: string) => textWidth(line, fonts.detail.size) <= room;
  if (fits(placement)) return [placement];
  return placement.split(' · ').map((line) => {
    const [what, ...names] = line.split(/(?<=^\S+) |, /);
    return fits(line) || names.length < 2 ? ellipsis(line, room, fonts.detail) : `${names.length} ${what}`;
  });
}

/** A box becomes a little wider for the names of its regions or zones. */
function widthForPlaces({ placement = '' }: SceneNode, chrome: number): number {
  const needed = Math.max(...placement.split(' · ').map((line) => textWidth(line, fonts.detail.size)));
  return widths.slice(0, 2).find((width) => width - chrome >= needed) ?? 0;
}

function detailOf({ engine, future, hides, kindLabel }: SceneNode): string {
  const what = engine ?? kindLabel;
  if (hides !== undefined) return `${what} · ${hiddenText(hides)}`;
  return future ? `${what} · planned` : what;
}

const labelPadding = { x: 7, y: 3 };
const widestWords = 150;
const mostWordLines = 3;
const rateWidth = textWidth('99.9k/min', fonts.labelFigure.size, fonts.labelFigure.weight);
/** The least place on an edge: a mark must find room there when a finding comes up. */
const emptyLabel = 20;

/** An edge's label as it is drawn, with the room it keeps. */
export interface EdgeLabel {
  readonly width: number;
  readonly height: number;
  readonly words: readonly string[];
}

export function edgeLabel(edge: SceneEdge, figures: boolean): EdgeLabel {
  const words = edge.words ? wrap(edge.words, widestWords, mostWordLines, fonts.label) : [];
  const rated = figures && edge.implied === undefined;
  const lines = words.length + (rated ? 1 : 0);
  if (lines === 0) return { width: emptyLabel, height: emptyLabel, words };
  const widest = Math.max(rated ? rateWidth : 0, ...words.map((line) => textWidth(line, fonts.label.size)));
  return {
    width: Math.ceil(widest) + 2 * labelPadding.x,
    height: lines * lineHeights.label + 2 * labelPadding.y,
    words,
  };
}

/** The room a frame keeps around what is in it; its caption stands in the upper part. */
export const framePadding: Insets = { top: 44, right: 24, bottom: 24, left: 24 };
const widestCaption = 260;
const captionIcon = 24;

export interface Caption {
  readonly text: string;
  /** Icon and text. */
  readonly width: number;
  /** What the word for its kind takes behind that; 0 for a plain group, which shows none. */
  readonly kindWidth: number;
}

export function groupCaption(group: SceneGroup): Caption {
  const text = ellipsis(group.title, widestCaption, fonts.caption);
  return {
    text,
    width: Math.ceil(captionIcon + textWidth(text, fonts.caption.size, fonts.caption.weight)),
    kindWidth: group.kind === 'group' ? 0 : Math.ceil(textWidth(` ${group.kind}`, fonts.captionKind.size)),
  };
}

/** The least inner width of a frame: its caption and room for marks. */
export function frameMinimumWidth(group: SceneGroup): number {
  const { width, kindWidth } = groupCaption(group);
  return width + kindWidth + 90;
}
