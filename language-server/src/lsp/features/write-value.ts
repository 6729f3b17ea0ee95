import type { WorkspaceEdit } from 'vscode-languageserver';
import { readSetting } from '../../model/params.js';
import type { WriteValueRequest } from '../preview/protocol.js';
import type { Snapshot } from '../snapshot.js';
import { workspaceEdit } from '../text-edits.js';

/** The edit that gives a param another value; nothing for a value that does not fit it. */
export function writeValue(
  snapshot: Snapshot,
  { param: id, text }: WriteValueRequest.Parameters,
): WorkspaceEdit | null {
  const { model } = snapshot;
  const param = model.params.find((each) => each.id === id && each.what === 'param');
  if (!param || typeof readSetting(param, text, model.calendar) === 'string') return null;
  return workspaceEdit(snapshot, [{ at: param.expression.at, text }]) ?? null;
}
