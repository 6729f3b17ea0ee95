import { type LaidOutScene, renderSvg } from './drawing.js';

/** What browsers draw at most, in pixels a side. */
const largest = 16_000;

/** The picture as an SVG of its own, in the colours of the page. */
export function svgOf(picture: LaidOutScene): string {
  const { classList } = document.body;
  const dark = classList.contains('vscode-dark') || classList.contains('vscode-high-contrast');
  const light = classList.contains('vscode-high-contrast-light') || !dark;
  return renderSvg(picture, { theme: light ? 'light' : 'dark', standalone: true });
}

/** The picture as a PNG, so many pixels of it to one of the page's. */
export async function pngOf(picture: LaidOutScene, scale: number): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svgOf(picture)], { type: 'image/svg+xml' }));
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
