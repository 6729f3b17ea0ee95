import { flowProperty } from '../model/inherit.js';
import type { Link } from '../model/model.js';
import { constant, type Term } from './cell.js';
import type { Share } from './traffic/reach.js';

/**
 * How many times smaller each makes the files of the Silesia corpus (text, tables, programs, pictures) at its fastest level:
 * README of Zstandard, facebook/zstd, 2016 (zstd 0.8.2 −1, zlib 1.2.8 −1, brotli 0.4 −0). Text alone packs better.
 */
const ratios = { gzip: 2.73, br: 2.708, zstd: 2.877 } as const;

const alreadyPacked: ReadonlySet<string> = new Set(['image', 'video']);

/** Does a link pack what it carries? */
export function packs({ properties: { compression } }: Link): boolean {
  return compression !== undefined && compression.value !== 'none';
}

/** By how much a link packs the payload of a flow: as written, `gzip(5x)`, else as measured; pictures and film not at all. */
export function packingOf(link: Link, { source }: Pick<Share, 'source'>): Term {
  const compression = link.properties.compression!;
  const { value, origin, at } = compression;
  const content = source.flow && flowProperty(link, source.flow, 'content')?.value;
  const name = `${link.id}.compression`;
  if (content && alreadyPacked.has(content)) {
    return constant(name, 1, 'factor', `${content === 'image' ? 'images are' : 'video is'} packed already`);
  }
  const method = typeof value === 'string' ? value : value.call;
  const stated = typeof value === 'string' ? undefined : value.arguments[0]?.value;
  if (stated !== undefined) return { name, value: Math.max(1, Number(stated)), unit: 'factor', origin, at };
  return constant(
    name,
    ratios[method as keyof typeof ratios] ?? 1,
    'factor',
    `${method} at its fastest on mixed files (README of Zstandard, 2016); text packs better`,
  );
}
