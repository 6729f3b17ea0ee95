import type { WorkspaceEdit } from 'vscode-languageserver';
import { keyOf } from '../preview/findings.js';
import type { FixRequest } from '../preview/protocol.js';
import { variantOf } from '../preview/variant.js';
import type { Snapshot } from '../snapshot.js';
import { workspaceEdit } from '../text-edits.js';

/** The edit of one fix of a finding; nothing where the finding is no longer there. */
export function fix(snapshot: Snapshot, { finding: key, title, whatIf }: FixRequest.Parameters): WorkspaceEdit | null {
  const { findings } = variantOf(snapshot.designs[0], whatIf);
  const wanted = findings.find((finding) => keyOf(finding) === key)?.fixes.find((each) => each.title === title);
  return (wanted && workspaceEdit(snapshot, wanted.edits)) ?? null;
}
