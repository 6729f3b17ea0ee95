import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readExamples } from '../../language-server/src/cli/gallery/examples.js';
import { galleryFolder } from '../../language-server/src/cli/gallery/folder.js';
import { galleryPage } from '../../language-server/src/cli/gallery/page.js';

const folder = galleryFolder();
const examples = readExamples(folder);

it('is what `npm run generate` makes of the designs', () => {
  const page = galleryPage(examples, ({ name }) => readFileSync(join(folder, name, 'picture.svg'), 'utf8'));
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe(page);
});

it('says of every design what it is', () => {
  for (const { design, wrong, stages } of examples) {
    for (const { file, title, comment } of [design, ...wrong, ...stages]) {
      expect(title, file).not.toContain('/');
      expect(comment.length, file).toBeGreaterThan(20);
    }
  }
});

it('can be taken in at once', () => {
  const sizes = examples.map(({ name }) => readFileSync(join(folder, name, 'picture.svg')).length);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(3_200_000);
  expect(readFileSync(join(folder, 'README.md')).length).toBeLessThan(250_000);
});
