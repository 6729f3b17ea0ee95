import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { median } from './measure.js';

const uri = 'file:///bench/design.arch';

/** Milliseconds from a changed digit to the diagnostics of that version, the server in a process of its own. */
export async function keystrokes(text: string): Promise<number> {
  const server = spawn(process.execPath, [resolve('language-server/dist/archlang.cjs'), 'lsp', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.listen();
  let arrived: (parameters: PublishDiagnosticsParams) => void = () => {};
  connection.onNotification(PublishDiagnosticsNotification.type, (parameters) => arrived(parameters));
  const published = (version: number): Promise<void> =>
    new Promise((done) => {
      arrived = (parameters) => {
        if (parameters.uri === uri && parameters.version === version) done();
      };
    });
  await connection.sendRequest(InitializeRequest.type, { processId: process.pid, rootUri: null, capabilities: {} });
  await connection.sendNotification(InitializedNotification.type, {});
  const opened = published(1);
  await connection.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: 'arch', version: 1, text },
  });
  await opened;

  const lines = text.split('\n');
  const line = lines.findIndex((content, index) => index > lines.length / 2 && content.includes('replicas: '));
  const character = lines[line].indexOf('replicas: ') + 'replicas: '.length;
  const times: number[] = [];
  for (let version = 2; version < 45; version++) {
    const done = published(version);
    const start = performance.now();
    await connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [
        {
          range: { start: { line, character }, end: { line, character: character + 1 } },
          text: String(2 + (version % 7)),
        },
      ],
    });
    await done;
    times.push(performance.now() - start);
    await new Promise((resume) => setTimeout(resume, 120));
  }
  connection.dispose();
  server.kill();
  return median(times.slice(10));
}
