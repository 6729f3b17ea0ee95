import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';

const program = join(import.meta.dirname, '../../extension/dist/server.cjs');

export interface LanguageServer {
  /** How long the server takes to answer a hover at this place (both count from 1), in ms. */
  hoverTime(line: number, column: number): Promise<number>;
  stop(): Promise<void>;
}

/** The packed language server with one open document, as the editor runs it, but where its answers can be timed. */
export async function startLanguageServer(text: string): Promise<LanguageServer> {
  const child = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();
  const uri = pathToFileURL('/design.arch').href;
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
  await connection.sendNotification('initialized', {});
  const textDocument = { uri, languageId: 'arch', version: 1, text };
  await connection.sendNotification('textDocument/didOpen', { textDocument });
  const hover = (line: number, column: number) =>
    connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: { line: line - 1, character: column - 1 },
    });
  return {
    async hoverTime(line, column) {
      const start = performance.now();
      if (!(await hover(line, column))) throw new Error('There is nothing to hover over.');
      return Math.round(performance.now() - start);
    },
    async stop() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      connection.dispose();
    },
  };
}
