import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  MarkupKind,
  type TextEdit,
} from 'vscode-languageserver';
import { rangeOf } from '../../positions.js';
import type { Snapshot } from '../../snapshot.js';
import type { Context } from '../../text/context.js';
import type { Surroundings } from '../../text/surroundings.js';
import { toSnippet } from './snippet.js';

/** What completion knows of the place where it is asked for. */
export interface Asked {
  readonly snapshot: Snapshot;
  readonly context: Context;
  readonly around: Surroundings;
  /** Can the editor fill in places of a snippet? */
  readonly snippets: boolean;
}

/** Best first. */
export type Rank = 0 | 1 | 2 | 3 | 4 | 5;

export interface Offer {
  readonly label: string;
  readonly kind: CompletionItemKind;
  readonly rank: Rank;
  readonly detail?: string;
  /** Markdown. */
  readonly doc?: string;
  /** With places to fill in, see `toSnippet`; without it the label is written. */
  readonly snippet?: string;
  /** What is written where the editor knows no snippets, or the rest is there already. */
  readonly plain?: string;
  /** Of something declared: its name with those of all blocks around. */
  readonly path?: string;
  /** To find more about it when it is looked at. */
  readonly data?: unknown;
}

/** An offer as the editor takes it; it replaces the whole word under the cursor. */
export function item({ snapshot, context, snippets }: Asked, offer: Offer, index: number): CompletionItem {
  const { label, kind, rank, detail, doc, snippet, plain, data } = offer;
  const isSnippet = snippets && snippet !== undefined;
  const newText = isSnippet ? toSnippet(snippet) : (plain ?? label);
  const textEdit: TextEdit = { range: rangeOf(snapshot.source, context.word), newText };
  return {
    label,
    kind,
    // Of the same rank as they are offered; an editor would sort them by letter.
    sortText: `${rank}${String(index).padStart(4, '0')}`,
    textEdit,
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    ...(context.word.kind === 'string' && { filterText: label }),
    ...(detail !== undefined && { detail }),
    ...(doc !== undefined && { documentation: { kind: MarkupKind.Markdown, value: doc } }),
    ...(data !== undefined && { data }),
  };
}

/** What follows the word on its line. */
export function restOfLine({ snapshot, context }: Asked): string {
  const { text } = snapshot.source;
  return /^[^\r\n]*/.exec(text.slice(context.word.end, context.word.end + 400))?.[0] ?? '';
}

/** A bare word of the language. */
export function wordOffer(label: string, doc: string | undefined, rank: Rank = 0): Offer {
  return { label, kind: CompletionItemKind.Keyword, rank, plain: `${label} `, ...(doc !== undefined && { doc }) };
}
