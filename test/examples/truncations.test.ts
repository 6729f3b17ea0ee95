import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linted } from '../rules/linting.js';
import { systems } from './systems.js';

const examples = resolve(import.meta.dirname, '../../examples');
const files = systems.flatMap(({ name }) => ['design.arch', 'wrong.arch'].map((file) => join(name, file)));

/** What a person has on the screen while typing: the whole path has to bear every half of a design. */
describe.each(files)('%s cut off anywhere', (file) => {
  const text = readFileSync(join(examples, file), 'utf8');

  it('is read, estimated and linted without a fault of ours', () => {
    for (let end = 0; end < text.length; end += 50) {
      const design = linted(text.slice(0, end));
      expect({ end, faults: design.of('internal-error').map(({ message }) => message) }).toEqual({ end, faults: [] });
      expect(design.findings.length).toBeLessThan(400);
    }
  });
});
