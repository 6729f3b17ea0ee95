import { type LaidOutScene, renderSequence, renderSvg, type SceneFlow } from './drawing.js';

/** What browsers draw at most, in pixels a side. */
const largest = 16_000;

/** The picture, or one flow of it as a sequence, as an SVG of its own in the colours of the page. */
export function svgOf(picture: LaidOutScene, sequence?: SceneFlow): string {
  const { classList } = document.body;
  const dark = classList.contains('vscode-dark') || classList.contains('vscode-high-contrast');
  const light = classList.contains('vscode-high-contrast-light') || !dark;
  const options = { theme: light ? 'light' : 'dark', standalone: true } as const;
  return sequence ? renderSequence(picture, sequence, options) : renderSvg(picture, options);
}

/** An SVG as a PNG, so many pixels of it to one of the page's. */
export async function pngOf(svg: string, scale: number): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const { naturalWidth, naturalHeight } = image;
    const factor = Math.min(scale, largest / naturalWidth, largest / naturalHeight);
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(naturalWidth * factor);
    canvas.height = Math.round(naturalHeight * factor);
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large.'))), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}
