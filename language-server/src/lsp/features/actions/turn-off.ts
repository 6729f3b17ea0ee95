import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import { ownChecks } from '../../../rules/own-checks.js';
import { rules } from '../../../rules/registry.js';
import { turnRuleOffCommand } from '../../commands/turn-rule-off.js';
import type { Snapshot } from '../../snapshot.js';
import { diagnosticOf } from '../diagnostics.js';
import { findingsAt, type Stretch } from './fixes.js';

/** One action for each rule that has found something here: off for everything the configuration file applies to. */
export function turnOffActions(snapshot: Snapshot, place: Stretch): CodeAction[] {
  const found = findingsAt(snapshot, place);
  return [...rules, ...ownChecks].flatMap(({ name }): CodeAction[] => {
    const own = found.filter(({ finding }) => finding.rule === name);
    if (own.length === 0) return [];
    const title = `Turn off \`${name}\` in archlang.json`;
    return [
      {
        title,
        kind: CodeActionKind.QuickFix,
        diagnostics: own.map(({ finding, design }) => diagnosticOf(finding, design, (file) => snapshot.uri(file))),
        command: { title, command: turnRuleOffCommand, arguments: [{ uri: snapshot.uri(snapshot.file), rule: name }] },
      },
    ];
  });
}
