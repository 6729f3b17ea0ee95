import type { DocumentSymbol, SymbolInformation } from 'vscode-languageserver';
import type { Parsed } from '../../model/parsed.js';
import { documentSymbols } from './document-symbols.js';

const most = 500;

/** Declared things of all files whose name holds the letters of the query in their order. */
export function workspaceSymbols(
  files: Iterable<Parsed>,
  { query }: { readonly query: string },
  uri: (file: string) => string,
): SymbolInformation[] {
  const wanted = query.toLowerCase();
  const found: SymbolInformation[] = [];
  for (const parsed of files) {
    const location = uri(parsed.source.file);
    const visit = (symbols: readonly DocumentSymbol[], containerName?: string): void => {
      for (const { name, kind, selectionRange, children } of symbols) {
        if (found.length >= most) return;
        if (holdsInOrder(name.toLowerCase(), wanted)) {
          found.push({
            name,
            kind,
            location: { uri: location, range: selectionRange },
            ...(containerName && { containerName }),
          });
        }
        if (children) visit(children, name);
      }
    };
    visit(documentSymbols({ parsed }));
    if (found.length >= most) break;
  }
  return found;
}

function holdsInOrder(name: string, letters: string): boolean {
  let from = 0;
  for (const letter of letters) {
    from = name.indexOf(letter, from) + 1;
    if (from === 0) return false;
  }
  return true;
}
