import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the examples lie: beside the bundled program, which brings them, or at the root of the repository. */
export function galleryFolder(): string {
  const places = ['./examples', '../../../../examples'].map((place) => fileURLToPath(new URL(place, import.meta.url)));
  return places.find((place) => existsSync(place)) ?? places[0];
}
