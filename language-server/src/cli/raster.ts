import { CallError } from './call-error.js';

/** An SVG as PNG, in twice its size so that it stays sharp on dense screens. */
export async function rasterise(svg: string): Promise<Uint8Array> {
  const { Resvg } = await loadResvg();
  const picture = new Resvg(svg, { fitTo: { mode: 'zoom', value: 2 }, font: { loadSystemFonts: true } });
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
