import {
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  type InitializeResult,
  InlayHintRefreshRequest,
  MessageType,
  SemanticTokensRefreshRequest,
  ShowMessageNotification,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Audience } from './audience.js';
import { type Client, readClient, serverCapabilities } from './capabilities.js';
import { type TurnRuleOff, turnRuleOff, turnRuleOffCommand } from './commands/turn-rule-off.js';
import { type FileHost, forgiving } from './host.js';
import { DesignChanged, Fault, type InitializationOptions } from './protocol.js';
import { Publisher } from './publisher.js';
import { answerRequests } from './requests.js';
import { readSettings } from './settings.js';
import { Watching } from './watching.js';
import { Refresher } from './workspace/refresher.js';
import { Workspace } from './workspace/workspace.js';

/** The section of the client's settings that is ours. */
const section = 'archlang';

/** Who has seen so many faults knows. */
const mostFaults = 50;

/** Serves one client over a connection until it is closed. */
export function startServer(connection: Connection, host: FileHost): void {
  const documents = new TextDocuments(TextDocument);
  const reported = new Set<string>();
  let client: Client = readClient({});
  let options: InitializationOptions = {};
  let folders: readonly string[] = [];

  /** Said once: the same fault would come back with every keystroke. */
  const onFault = (what: string, error: unknown): void => {
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (reported.has(details) || reported.size >= mostFaults) return;
    reported.add(details);
    void connection.sendNotification(Fault.type, { what, details });
    connection.console.error(`Archlang failed while ${what}. It goes on, but please report this:\n${details}`);
  };
  const today = (): string => options.today ?? new Date().toISOString().slice(0, 10);
  const workspace = new Workspace({ host: forgiving(host, onFault), onFault, today });
  const audience = new Audience();
  const publisher = new Publisher(
    connection,
    workspace,
    (uri, version, elsewhere) => {
      void connection.sendNotification(DesignChanged.type, { uri, version });
      // An editor asks anew for what it shows in a file only when that file changes.
      if (elsewhere) refreshShown();
    },
    audience,
  );
  const watching = new Watching(connection, () => client);
  const refresher = new Refresher(async (isStale) => {
    await publisher.publish(isStale).catch((error) => onFault('looking at the designs', error));
    watching.follow(workspace.extendedConfigurations);
  });

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    client = readClient(params.capabilities);
    options = readOptions(params.initializationOptions);
    folders = foldersOf(params);
    workspace.settings = readSettings(options.settings);
    return { capabilities: serverCapabilities(client), serverInfo: { name: 'archlang' } };
  });

  connection.onInitialized(async () => {
    const search = workspace.search(folders);
    watching.start();
    if (client.configuration) {
      void connection.client.register(DidChangeConfigurationNotification.type, { section });
      await pullSettings();
    }
    if (client.folders) {
      connection.workspace.onDidChangeWorkspaceFolders(async ({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        folders = [...folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
        await workspace.search(folders);
        refresher.request();
      });
    }
    await search;
    refresher.request();
  });

  function refreshShown(): void {
    const refresh = (type: { readonly method: string }): void => {
      connection.sendRequest(type.method).catch((error) => onFault('refreshing what is shown', error));
    };
    if (client.refreshesHints) refresh(InlayHintRefreshRequest.type);
    if (client.refreshesLenses) refresh(CodeLensRefreshRequest.type);
    if (client.refreshesTokens) refresh(SemanticTokensRefreshRequest.type);
  }

  async function pullSettings(): Promise<void> {
    try {
      workspace.settings = readSettings(await connection.workspace.getConfiguration(section));
    } catch (error) {
      onFault('asking for the settings', error);
    }
  }

  connection.onDidChangeConfiguration(async ({ settings }) => {
    if (client.configuration) await pullSettings();
    else workspace.settings = readSettings(settings?.[section]);
    refreshShown();
    refresher.request();
  });

  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    for (const { uri } of changes) await workspace.changed(uri);
    refresher.request();
  });

  documents.onDidChangeContent(({ document }) => {
    workspace.setOpen({ uri: document.uri, version: document.version }, document.getText());
    refresher.request();
  });
  documents.onDidClose(async ({ document }) => {
    await workspace.close(document.uri);
    refresher.request();
  });

  connection.onExecuteCommand(async ({ command, arguments: [given] = [] }) => {
    if (command !== turnRuleOffCommand) return;
    const { uri, rule } = given as TurnRuleOff;
    const place = await workspace.configurationPlace(uri);
    const edit = turnRuleOff(place, rule);
    if (edit) {
      await connection.workspace.applyEdit({ label: `Turn off ${rule}`, edit });
    } else {
      const message = `${place.uri} is not valid JSON: mend it, or write "${rule}": "off" into its "rules".`;
      await connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message });
    }
  });

  answerRequests(connection, workspace, () => client, onFault, audience);
  connection.onShutdown(() => refresher.dispose());
  documents.listen(connection);
  connection.listen();
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => uri);
  return rootUri ? [rootUri] : [];
}

function readOptions(sent: unknown): InitializationOptions {
  if (typeof sent !== 'object' || sent === null) return {};
  const { settings, today } = sent as InitializationOptions;
  const isDay = typeof today === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(today);
  return { settings, ...(isDay && { today }) };
}
