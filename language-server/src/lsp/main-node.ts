import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { clientFiles } from './files-client.js';
import { byScheme } from './host.js';
import { diskFiles } from './node/files.js';
import { startServer } from './server.js';

// The channel is an argument: `--stdio`, `--node-ipc`, `--socket=…`, `--pipe=…`.
const connection = createConnection(ProposedFeatures.all);
startServer(connection, byScheme(diskFiles, clientFiles(connection)));
