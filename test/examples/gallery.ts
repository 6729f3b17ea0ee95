import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../examples');

export interface Example {
  /** Its folder below `examples`: `feeds/news-feed`. */
  readonly name: string;
  /** Its sound designs, in order: `design.arch`, and the stages that it grows through where there are any. */
  readonly designs: readonly Design[];
  /** The same in a hurry: `wrong.arch`, and others whose names begin so where one cannot have all the faults at once. */
  readonly wrong: readonly Design[];
}

export interface Design {
  readonly file: string;
  readonly text: string;
}

/** Every example: a folder with a sound design, and often one in a hurry, in a folder for its group. */
export const gallery: readonly Example[] = foldersIn(folder).flatMap((group) =>
  foldersIn(join(folder, group)).map((name): Example => {
    const files = readdirSync(join(folder, group, name)).filter((file) => file.endsWith('.arch'));
    const designs = files
      .sort()
      .map((file): Design => ({ file, text: readFileSync(join(folder, group, name, file), 'utf8') }));
    const isWrong = ({ file }: Design): boolean => file.startsWith('wrong');
    return {
      name: `${group}/${name}`,
      designs: designs.filter((design) => !isWrong(design)),
      wrong: designs.filter(isWrong),
    };
  }),
);

function foldersIn(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

/** What a design in a hurry says of itself in its comments. */
export interface Confession {
  /** All that `check` shows at warning or above: `//   error hot-shard-key: urls`. */
  readonly shown: readonly string[];
  /** What else is to be found: remarks, and what rules say that are off by default: `//   hint stream-for-offline-report: plays`. */
  readonly remarks: readonly string[];
}

export function confessed(text: string): Confession {
  const lines = [...text.matchAll(/^\/\/ {3}((?:error|warning|info|hint) [\w-]+: \S+)(.*)$/gm)].map(
    ([, finding, note]) => ({
      finding,
      isShown: /^(?:error|warning)/.test(finding) && note.trim() !== '(off by default)',
    }),
  );
  const those = (isShown: boolean): string[] =>
    lines.flatMap((line) => (line.isShown === isShown ? [line.finding] : [])).sort();
  return { shown: those(true), remarks: those(false) };
}
