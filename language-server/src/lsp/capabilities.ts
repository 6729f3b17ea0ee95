import { type ClientCapabilities, type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver';
import { turnRuleOffCommand } from './commands/turn-rule-off.js';
import { codeActionKinds } from './features/code-actions.js';
import { completionTriggers } from './features/completion.js';
import { moveFilters } from './features/rename-files.js';
import { tokenModifiers, tokenTypes } from './features/semantic-tokens.js';
import { signatureTriggers } from './features/signature-help.js';

/** What the client can do that makes a difference. */
export interface Client {
  readonly snippets: boolean;
  readonly configuration: boolean;
  readonly watches: boolean;
  /** Watches files below a folder that need not be one of the workspace's. */
  readonly watchesRelative: boolean;
  readonly folders: boolean;
  readonly refreshesHints: boolean;
  readonly refreshesLenses: boolean;
  readonly refreshesTokens: boolean;
  /** Takes edits of several files with their versions, and links instead of plain places. */
  readonly documentChanges: boolean;
  readonly locationLinks: boolean;
  /** Asks what else changes before it renames a file. */
  readonly movesFiles: boolean;
}

export function readClient({ textDocument, workspace }: ClientCapabilities): Client {
  return {
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    configuration: workspace?.configuration === true,
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    watchesRelative:
      workspace?.didChangeWatchedFiles?.dynamicRegistration === true &&
      workspace.didChangeWatchedFiles.relativePatternSupport === true,
    folders: workspace?.workspaceFolders === true,
    refreshesHints: workspace?.inlayHint?.refreshSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    refreshesTokens: workspace?.semanticTokens?.refreshSupport === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    locationLinks: textDocument?.definition?.linkSupport === true,
    movesFiles: workspace?.fileOperations?.willRename === true,
  };
}

export function serverCapabilities({ folders, movesFiles }: Client): ServerCapabilities {
  return {
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    completionProvider: { triggerCharacters: completionTriggers, resolveProvider: true },
    signatureHelpProvider: { triggerCharacters: signatureTriggers },
    hoverProvider: true,
    definitionProvider: true,
    typeDefinitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    renameProvider: { prepareProvider: true },
    documentSymbolProvider: true,
    workspaceSymbolProvider: true,
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: { firstTriggerCharacter: '}', moreTriggerCharacter: ['\n'] },
    codeActionProvider: { codeActionKinds },
    executeCommandProvider: { commands: [turnRuleOffCommand] },
    inlayHintProvider: true,
    codeLensProvider: {},
    documentLinkProvider: {},
    callHierarchyProvider: true,
    semanticTokensProvider: { legend: { tokenTypes, tokenModifiers }, full: true, range: true },
    workspace: {
      ...(folders && { workspaceFolders: { supported: true, changeNotifications: true } }),
      ...(movesFiles && { fileOperations: { willRename: { filters: moveFilters } } }),
    },
  };
}
