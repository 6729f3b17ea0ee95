import { applyEdits, modify, type ParseError, parse } from 'jsonc-parser';
import type { WorkspaceEdit } from 'vscode-languageserver';

/** Asked for by the code action of the same purpose, with the document's URI and the name of the rule. */
export const turnRuleOffCommand = 'archlang.turnRuleOff';

export interface TurnRuleOff {
  readonly uri: string;
  readonly rule: string;
}

/** An `archlang.json`: with its text, or where one would have to stand. */
export interface ConfigurationPlace {
  readonly uri: string;
  readonly text?: string;
}

/**
 * The edit that sets a rule to `off` in a configuration file, which is created where there is none; everything else in it
 * stays as it is. `undefined` where the file cannot be read as JSON.
 */
export function turnRuleOff({ uri, text }: ConfigurationPlace, rule: string): WorkspaceEdit | undefined {
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' };
  if (text === undefined) {
    const newText = `${applyEdits('{}', modify('{}', ['rules', rule], 'off', { formattingOptions }))}\n`;
    return {
      documentChanges: [
        { kind: 'create', uri, options: { ignoreIfExists: true } },
        { textDocument: { uri, version: null }, edits: [{ range: spanOf('', 0, 0), newText }] },
      ],
    };
  }
  const errors: ParseError[] = [];
  parse(text, errors, { allowTrailingComma: true });
  if (errors.length > 0) return undefined;
  const edits = modify(text, ['rules', rule], 'off', { formattingOptions }).map(({ offset, length, content }) => ({
    range: spanOf(text, offset, offset + length),
    newText: content,
  }));
  return { documentChanges: [{ textDocument: { uri, version: null }, edits }] };
}

function spanOf(text: string, start: number, end: number) {
  return { start: positionOf(text, start), end: positionOf(text, end) };
}

function positionOf(text: string, offset: number) {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length - 1, character: before[before.length - 1].length };
}
