import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** The rooms in the direction of flow, with what each may import from the others and which packages it must not. */
const rooms = {
  grammar: { folder: 'grammar/src', imports: [] },
  model: { folder: 'language-server/src/model', imports: ['grammar'] },
  estimate: { folder: 'language-server/src/estimate', imports: ['grammar', 'model'] },
  rules: { folder: 'language-server/src/rules', imports: ['grammar', 'model', 'estimate'] },
  advice: { folder: 'language-server/src/advice', imports: ['grammar', 'model', 'estimate', 'rules'] },
  configuration: {
    folder: 'language-server/src/configuration',
    imports: ['grammar', 'model', 'estimate', 'rules', 'advice'],
  },
  diagram: { folder: 'language-server/src/diagram', imports: ['grammar', 'model', 'estimate', 'rules'] },
  report: { folder: 'language-server/src/report', imports: ['grammar', 'model', 'estimate', 'rules', 'diagram'] },
  lsp: {
    folder: 'language-server/src/lsp',
    imports: ['grammar', 'model', 'estimate', 'rules', 'advice', 'configuration', 'diagram', 'report'],
  },
  cli: {
    folder: 'language-server/src/cli',
    imports: ['grammar', 'model', 'estimate', 'rules', 'advice', 'configuration', 'diagram', 'report'],
  },
  extension: { folder: 'extension/src', imports: ['diagram', 'lsp'] },
} as const;
type Room = keyof typeof rooms;

const inner: readonly Room[] = [
  'grammar',
  'model',
  'estimate',
  'rules',
  'advice',
  'configuration',
  'diagram',
  'report',
];

interface Source {
  readonly file: string;
  readonly room: Room;
  readonly text: string;
  readonly imports: readonly string[];
}

const sources: readonly Source[] = (Object.keys(rooms) as Room[]).flatMap((room) =>
  filesBelow(join(root, rooms[room].folder)).map((file) => {
    const text = readFileSync(file, 'utf8');
    const imports = [
      ...text.matchAll(
        /(?:^|\n)\s*(?:import|export)[^'"]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s+['"]([^'"]+)['"]/g,
      ),
    ];
    return { file: relative(root, file), room, text, imports: imports.map((m) => m[1] ?? m[2] ?? m[3]) };
  }),
);

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return name === 'generated' ? [] : filesBelow(path);
    return /\.tsx?$/.test(name) ? [path] : [];
  });
}

/** The file of this repository that an import means, `undefined` for packages. */
function target(source: Source, imported: string): string | undefined {
  if (imported === '@archlang/grammar') return 'grammar/src/index.ts';
  if (!imported.startsWith('.')) return undefined;
  return relative(root, resolve(root, dirname(source.file), imported)).replace(/\.js$/, '.ts');
}

function roomOf(file: string): Room | undefined {
  return (Object.keys(rooms) as Room[]).find((room) => file.startsWith(`${rooms[room].folder}/`));
}

describe('borders between rooms', () => {
  it('finds sources in every room', () => {
    expect(new Set(sources.map(({ room }) => room))).toEqual(new Set(Object.keys(rooms)));
  });

  it('lets each room import only from rooms before it', () => {
    const trespasses = sources.flatMap((source) =>
      source.imports.flatMap((imported) => {
        const to = target(source, imported);
        const room = to && roomOf(to);
        const allowed: readonly Room[] = [source.room, ...rooms[source.room].imports];
        return room && !allowed.includes(room) ? [`${source.file} imports ${to}`] : [];
      }),
    );
    // The command line starts the server for other editors: the one door between the two faces.
    expect(trespasses.filter((trespass) => !/cli\/commands\/lsp\.ts imports .*lsp\//.test(trespass))).toEqual([]);
  });

  it('keeps editor protocol, Node and the DOM out of the inner rooms', () => {
    const forbidden = /^(node:|fs$|path$|os$|vscode)/;
    const found = sources
      .filter(({ room }) => inner.includes(room))
      .flatMap(({ file, imports }) =>
        imports.filter((name) => forbidden.test(name)).map((name) => `${file} imports ${name}`),
      );
    expect(found).toEqual([]);
    const globals = /\b(process\.(env|exit|stdout)|document\.|window\.)/;
    const code = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|`[^`]*`|'[^'\n]*'|"[^"\n]*"/g, '');
    expect(
      sources.filter(({ room, text }) => inner.includes(room) && globals.test(code(text))).map(({ file }) => file),
    ).toEqual([]);
  });

  it('keeps Node out of the server but for its entry points', () => {
    const found = sources
      .filter(({ room, file }) => room === 'lsp' && !/\/main-[\w-]+\.ts$|\/node\//.test(file))
      .flatMap(({ file, imports }) =>
        imports.filter((name) => /^node:|\/node(\.js)?$/.test(name)).map((name) => `${file} imports ${name}`),
      );
    expect(found).toEqual([]);
  });

  it('keeps rules apart from each other', () => {
    const folders = new Set([
      'reliability',
      'capacity',
      'data',
      'caching',
      'load-balancing',
      'messaging',
      'transactions',
      'security',
      'observability',
      'style',
      'api',
      'cost',
      'correctness',
    ]);
    const isRule = (file: string): boolean =>
      folders.has(file.split('/')[3]) && roomOf(file) === 'rules' && !file.endsWith('/index.ts');
    const found = sources
      .filter(({ file }) => isRule(file))
      .flatMap((source) =>
        source.imports
          .map((imported) => target(source, imported))
          .filter((to) => to && isRule(to))
          .map((to) => `${source.file} imports ${to}`),
      );
    expect(found).toEqual([]);
  });

  it('has no import cycles, of types neither', () => {
    const graph = new Map(
      sources.map((source) => [source.file, source.imports.flatMap((imported) => target(source, imported) ?? [])]),
    );
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
        return;
      }
      state.set(file, 'open');
      for (const next of graph.get(file) ?? []) {
        const found = [next, next.replace(/\.ts$/, '/index.ts'), next.replace(/\.ts$/, '.tsx')].find((name) =>
          graph.has(name),
        );
        if (found) visit(found, [...path, file]);
      }
      state.set(file, 'done');
    };
    for (const file of graph.keys()) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it('keeps files short', () => {
    const long = sources
      .filter(({ text }) => text.split('\n').length > 320)
      .map(({ file, text }) => `${file}: ${text.split('\n').length} lines`);
    expect(long).toEqual([]);
  });
});
