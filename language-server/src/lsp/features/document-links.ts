import { ast } from '@archlang/grammar';
import type { DocumentLink } from 'vscode-languageserver';
import { resolveImport } from '../../model/parsed.js';
import { rangeOf } from '../positions.js';
import { rulePage } from '../rule-page.js';
import type { Snapshot } from '../snapshot.js';

/** Imports lead to their files, accepted rules to their pages. */
export function documentLinks(snapshot: Snapshot): DocumentLink[] {
  const { parsed, model, file, source } = snapshot;
  const imports = parsed.syntax.chunks.flatMap(({ offset, chunk }) =>
    chunk.tree.members.filter(ast.isImport).flatMap(({ path, $cstNode: cst }) => {
      const quote = cst?.text.indexOf('"') ?? -1;
      if (!path || !cst || quote < 0) return [];
      const start = offset + cst.offset + quote + 1;
      const range = rangeOf(source, { offset: start, end: start + path.length });
      return [{ range, target: snapshot.uri(resolveImport(file, path)) }];
    }),
  );
  const rules = model.acceptances.flatMap(({ rule, ruleAt }) => {
    const target = rulePage(rule);
    return target !== undefined && ruleAt.file === file ? [{ range: rangeOf(source, ruleAt), target }] : [];
  });
  return [...imports, ...rules];
}
