import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the folders of `examples` hold, in the order in which they are shown. */
export const groups = {
  feeds: 'Feeds',
  messaging: 'Messaging',
  commerce: 'Commerce',
  media: 'Media',
  mobility: 'Mobility',
  search: 'Search and data',
  platform: 'Platform',
  scale: 'Startup to scale',
  patterns: 'Patterns',
} as const;
export type Group = keyof typeof groups;

/** One system of the gallery: a folder with a sound design, and with others beside it. */
export interface Example {
  readonly group: Group;
  /** Its folder below `examples`: `feeds/news-feed`. */
  readonly name: string;
  readonly design: Design;
  /** The same system in a hurry. */
  readonly wrong: readonly Design[];
  /** How it grew, from its first stage. */
  readonly stages: readonly Design[];
}

/** One file of the gallery. */
export interface Design {
  /** Below `examples`: `feeds/news-feed/design.arch`. */
  readonly file: string;
  readonly title: string;
  /** The comment at its top, in one line. */
  readonly comment: string;
  readonly text: string;
}

/** Every example below a folder, group by group and by name. */
export function readExamples(folder: string): Example[] {
  const there = new Set(readdirSync(folder));
  return (Object.keys(groups) as Group[])
    .filter((group) => there.has(group))
    .flatMap((group) =>
      readdirSync(join(folder, group))
        .sort()
        .map((name) => readExample(folder, group, `${group}/${name}`)),
    );
}

function readExample(folder: string, group: Group, name: string): Example {
  const files = readdirSync(join(folder, name))
    .filter((file) => file.endsWith('.arch'))
    .sort();
  const read = (file: string): Design => {
    const text = readFileSync(join(folder, name, file), 'utf8');
    return {
      file: `${name}/${file}`,
      title: /^system "([^"]*)"/m.exec(text)?.[1] ?? name,
      comment: opening(text),
      text,
    };
  };
  return {
    group,
    name,
    design: read('design.arch'),
    wrong: files.filter(isWrong).map(read),
    stages: files.filter((file) => file !== 'design.arch' && !isWrong(file)).map(read),
  };
}

function isWrong(file: string): boolean {
  return file.startsWith('wrong');
}

/** The comment at the top of a file up to its first empty line, as one line. */
function opening(text: string): string {
  const lines = /^(?:\/\/.*\n)*/
    .exec(text)![0]
    .split('\n')
    .map((line) => line.slice(2).trim());
  const end = lines.indexOf('');
  return lines.slice(0, end).join(' ');
}
