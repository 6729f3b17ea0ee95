import { withNamedFonts } from '../diagram/svg/styles.js';
import { CallError } from './call-error.js';

/** More pixels than this would take gigabytes to draw. */
const mostPixels = 400e6;

/**
 * An SVG as PNG.
 * @param scale pixels of the PNG for each of the SVG
 * @throws CallError for a picture too large to draw at this scale
 */
export async function rasterise(svg: string, scale: number): Promise<Uint8Array> {
  const { Resvg } = await loadResvg();
  const picture = new Resvg(withNamedFonts(svg), {
    fitTo: { mode: 'zoom', value: scale },
    font: { loadSystemFonts: true },
  });
  if (picture.width * picture.height * scale ** 2 > mostPixels) {
    throw new CallError(
      `the picture is too large for a PNG at scale ${scale}`,
      'Lower `--scale`, collapse groups with `--collapse GROUP`, or write an `.svg`.',
    );
  }
  return picture.render().asPng();
}

/** It is native and therefore no part of the program. */
async function loadResvg(): Promise<typeof import('@resvg/resvg-js')> {
  try {
    return await import('@resvg/resvg-js');
  } catch {
    throw new CallError(
      'a PNG needs the package `@resvg/resvg-js`, which is not installed',
      'Run `npm install @resvg/resvg-js` beside archlang, or write an `.svg`.',
    );
  }
}
