import { Console } from 'node:console';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { clientFiles } from './files-client.js';
import { byScheme } from './host.js';
import { diskFiles } from './node/files.js';
import { wholeMessages } from './node/whole-messages.js';
import { startServer } from './server.js';

/** Standard output is for messages only: whatever else is printed goes beside it. */
function overStandardStreams() {
  globalThis.console = new Console(process.stderr);
  return createConnection(ProposedFeatures.all, process.stdin, wholeMessages(process.stdout));
}

// The channel is an argument: `--stdio`, `--node-ipc`, `--socket=…`, `--pipe=…`.
const connection = process.argv.includes('--stdio') ? overStandardStreams() : createConnection(ProposedFeatures.all);
startServer(connection, byScheme(diskFiles, clientFiles(connection)));
