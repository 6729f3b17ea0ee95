import { ast, parse, type Syntax } from '@archlang/grammar';
import { SourceText } from './source.js';

/** A file that was read and parsed. */
export interface Parsed {
  readonly source: SourceText;
  readonly syntax: Syntax;
}

/** Parses a file; statements unchanged since `previous` keep their tree. */
export function parseFile(file: string, text: string, previous?: Parsed): Parsed {
  return { source: new SourceText(file, text), syntax: parse(text, previous?.syntax) };
}

/** The paths a file imports, as written. */
export function importsOf(syntax: Syntax): readonly string[] {
  return syntax.chunks.flatMap(({ chunk }) =>
    chunk.tree.members.flatMap((member) => (ast.isImport(member) && member.path ? [member.path] : [])),
  );
}

/** The file an import means, by joining its path to the importing file's; both with `/`, URIs or plain paths. */
export function resolveImport(importer: string, path: string): string {
  const scheme = importer.match(/^[a-z][\w+.-]*:\/\/[^/]*/i)?.[0] ?? '';
  const base = importer.slice(scheme.length).split('/').slice(0, -1);
  const parts = path.startsWith('/') ? path.split('/') : [...base, ...path.split('/')];
  const out: string[] = [];
  for (const part of parts) {
    if (part === '.' || (part === '' && out.length > 0)) continue;
    if (part === '..' && out.length > 0 && out[out.length - 1] !== '..' && out[out.length - 1] !== '') out.pop();
    else if (part !== '..' || out[0] !== '') out.push(part);
  }
  return scheme + out.join('/');
}
