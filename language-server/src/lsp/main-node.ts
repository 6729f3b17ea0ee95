import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { diskFiles } from './node/files.js';
import { startServer } from './server.js';

// The channel is an argument: `--stdio`, `--node-ipc`, `--socket=…`, `--pipe=…`.
startServer(createConnection(ProposedFeatures.all), diskFiles);
