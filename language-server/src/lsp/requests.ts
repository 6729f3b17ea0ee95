import {
  CallHierarchyIncomingCallsRequest,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
  type CancellationToken,
  CodeActionRequest,
  CodeLensRequest,
  CompletionRequest,
  CompletionResolveRequest,
  type Connection,
  DefinitionRequest,
  DocumentFormattingRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  InlayHintRequest,
  LSPErrorCodes,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  ResponseError,
  SelectionRangeRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
  SignatureHelpRequest,
  TypeDefinitionRequest,
  WillRenameFilesRequest,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver';
import type { Audience } from './audience.js';
import type { Client } from './capabilities.js';
import type { OnFault } from './design.js';
import { incomingCalls, outgoingCalls, prepareCalls } from './features/call-hierarchy.js';
import { codeActions } from './features/code-actions.js';
import { codeLenses } from './features/code-lens.js';
import { completion, resolveCompletion } from './features/completion.js';
import { consequences } from './features/consequences.js';
import { definition, typeDefinition } from './features/definition.js';
import { details } from './features/details.js';
import { documentLinks } from './features/document-links.js';
import { documentSymbols } from './features/document-symbols.js';
import { figures } from './features/figures.js';
import { fix } from './features/fix.js';
import { foldingRanges } from './features/folding.js';
import { formatDocument, formatLines, formatTyped } from './features/formatting.js';
import { highlights } from './features/highlights.js';
import { hover } from './features/hover.js';
import { inlayHints } from './features/inlay-hints.js';
import { libraryText } from './features/library-text.js';
import { marks } from './features/marks.js';
import { outline } from './features/outline.js';
import { place } from './features/place.js';
import { references } from './features/references.js';
import { prepareRename, rename } from './features/rename.js';
import { renameFiles } from './features/rename-files.js';
import { report } from './features/report.js';
import { scene } from './features/scene.js';
import { selectionRanges } from './features/selection-ranges.js';
import { semanticTokens } from './features/semantic-tokens.js';
import { signatureHelp } from './features/signature-help.js';
import { summary } from './features/summary.js';
import { thingAt } from './features/thing-at.js';
import { workspaceSymbols } from './features/workspace-symbols.js';
import { writeValue } from './features/write-value.js';
import { forClient } from './older-clients.js';
import {
  ConsequencesRequest,
  DetailsRequest,
  FiguresRequest,
  FixRequest,
  MarksRequest,
  OutlineRequest,
  PlaceRequest,
  ReportRequest,
  SceneRequest,
  ThingAtRequest,
  WriteValueRequest,
} from './preview/protocol.js';
import { SentScenes } from './preview/sent-scenes.js';
import { LibraryText, SummaryRequest } from './protocol.js';
import type { Snapshot } from './snapshot.js';
import { uriOf } from './uri.js';
import { breathe } from './workspace/breathe.js';
import type { Workspace } from './workspace/workspace.js';

interface OfDocument {
  readonly textDocument: { readonly uri: string };
}

/**
 * Answers the requests of the client: each waits for the texts to be looked at, none of them fails for the fault of a
 * feature, and none is answered that was cancelled meanwhile.
 */
export function answerRequests(
  connection: Connection,
  workspace: Workspace,
  client: () => Client,
  onFault: OnFault,
  audience: Audience,
): void {
  const answer =
    <P, R>(uri: (params: P) => string, feature: (snapshot: Snapshot, params: P) => R | Promise<R>) =>
    async (params: P, token: CancellationToken): Promise<R | null | ResponseError<void>> => {
      // A cancellation that waits behind the request is read before the work begins.
      await breathe();
      if (token.isCancellationRequested) return cancelled();
      const snapshot = await workspace.snapshot(uri(params));
      if (token.isCancellationRequested) return cancelled();
      if (!snapshot) return null;
      try {
        return forClient(client(), await feature(snapshot, params));
      } catch (error) {
        if (error instanceof ResponseError) return error;
        onFault(`answering (${feature.name})`, error);
        return null;
      }
    };
  const ofDocument = <P, R>(feature: (snapshot: Snapshot, params: P) => R) =>
    answer<P & OfDocument, R>(({ textDocument }) => textDocument.uri, feature);

  connection.onRequest(
    CompletionRequest.type,
    ofDocument((snapshot, { position }) => completion(snapshot, { position, snippets: client().snippets })),
  );
  connection.onRequest(CompletionResolveRequest.type, async (item, token) => {
    const file: unknown = item.data?.file;
    if (typeof file !== 'string') return item;
    const resolved = await answer(
      () => uriOf(file),
      (snapshot) => resolveCompletion(snapshot, item),
    )(item, token);
    return resolved ?? item;
  });
  connection.onRequest(SignatureHelpRequest.type, ofDocument(signatureHelp));
  connection.onRequest(HoverRequest.type, ofDocument(hover));
  connection.onRequest(DefinitionRequest.type, ofDocument(definition));
  connection.onRequest(TypeDefinitionRequest.type, ofDocument(typeDefinition));
  connection.onRequest(ReferencesRequest.type, ofDocument(references));
  connection.onRequest(DocumentHighlightRequest.type, ofDocument(highlights));
  connection.onRequest(PrepareRenameRequest.type, ofDocument(prepareRename));
  connection.onRequest(RenameRequest.type, ofDocument(rename));
  connection.onRequest(DocumentSymbolRequest.type, ofDocument(documentSymbols));
  connection.onRequest(FoldingRangeRequest.type, ofDocument(foldingRanges));
  connection.onRequest(SelectionRangeRequest.type, ofDocument(selectionRanges));
  connection.onRequest(DocumentFormattingRequest.type, ofDocument(formatDocument));
  connection.onRequest(DocumentRangeFormattingRequest.type, ofDocument(formatLines));
  connection.onRequest(DocumentOnTypeFormattingRequest.type, ofDocument(formatTyped));
  connection.onRequest(CodeActionRequest.type, ofDocument(codeActions));
  connection.onRequest(InlayHintRequest.type, ofDocument(inlayHints));
  connection.onRequest(CodeLensRequest.type, ofDocument(codeLenses));
  connection.onRequest(DocumentLinkRequest.type, ofDocument(documentLinks));
  connection.onRequest(
    SemanticTokensRequest.type,
    ofDocument((snapshot) => semanticTokens(snapshot)),
  );
  connection.onRequest(
    SemanticTokensRangeRequest.type,
    ofDocument((snapshot, { range }) => semanticTokens(snapshot, range)),
  );
  connection.onRequest(CallHierarchyPrepareRequest.type, ofDocument(prepareCalls));
  connection.onRequest(
    CallHierarchyIncomingCallsRequest.type,
    answer(
      ({ item }) => item.uri,
      (snapshot, { item }) => incomingCalls(snapshot, item),
    ),
  );
  connection.onRequest(
    CallHierarchyOutgoingCallsRequest.type,
    answer(
      ({ item }) => item.uri,
      (snapshot, { item }) => outgoingCalls(snapshot, item),
    ),
  );
  connection.onRequest(WorkspaceSymbolRequest.type, async (params, token) => {
    await breathe();
    return token.isCancellationRequested ? cancelled() : workspaceSymbols(workspace.parsedFiles(), params, uriOf);
  });
  connection.onRequest(WillRenameFilesRequest.type, async ({ files }, token) => {
    await workspace.ready();
    if (token.isCancellationRequested) return cancelled();
    const known = (file: string) => workspace.open.get(file) ?? { uri: uriOf(file), version: null };
    return forClient(
      client(),
      renameFiles(workspace.parsedFiles(), files, (file) => ({ uri: known(file).uri, version: known(file).version })),
    );
  });
  const sent = new SentScenes();
  const sceneOf = answer(
    ({ uri }: SceneRequest.Parameters) => uri,
    (snapshot, params) => scene(snapshot, params, sent),
  );
  connection.onRequest(SceneRequest.type, async (params, token) => {
    const answered = await sceneOf(params, token);
    audience.served();
    return answered;
  });
  connection.onRequest(
    MarksRequest.type,
    answer(({ uri }) => uri, marks),
  );
  connection.onRequest(
    PlaceRequest.type,
    answer(({ uri }) => uri, place),
  );
  connection.onRequest(
    ThingAtRequest.type,
    answer(({ uri }) => uri, thingAt),
  );
  connection.onRequest(
    OutlineRequest.type,
    answer(({ uri }) => uri, outline),
  );
  connection.onRequest(
    ConsequencesRequest.type,
    answer(({ uri }) => uri, consequences),
  );
  connection.onRequest(
    DetailsRequest.type,
    answer(({ uri }) => uri, details),
  );
  connection.onRequest(
    FiguresRequest.type,
    answer(({ uri }) => uri, figures),
  );
  connection.onRequest(
    ReportRequest.type,
    answer(({ uri }) => uri, report),
  );
  connection.onRequest(
    FixRequest.type,
    answer(({ uri }) => uri, fix),
  );
  connection.onRequest(
    WriteValueRequest.type,
    answer(({ uri }) => uri, writeValue),
  );
  connection.onRequest(
    SummaryRequest.type,
    answer(({ uri }) => uri, summary),
  );
  connection.onRequest(LibraryText.type, libraryText);
}

function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
}
