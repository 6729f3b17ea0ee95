/** A virtual workspace: files that are on no disk, in a file system that can be read and walked but not searched. */
const vscode = require('vscode');

const encode = (text) => new TextEncoder().encode(text);
const files = new Map(
  Object.entries({
    '/desk/kiosk.arch': encode('import "./parts/till.arch"\nservice kiosk {}\nkiosk -> till { timeout: 1s }\n'),
    '/desk/parts/till.arch': encode('database till {}\nkiosk -> till\n'),
  }),
);
const changed = new vscode.EventEmitter();

const isFolder = (path) => [...files.keys()].some((file) => file.startsWith(`${path.replace(/\/$/, '')}/`));
const unsupported = () => {
  throw vscode.FileSystemError.NoPermissions();
};

const provider = {
  onDidChangeFile: changed.event,
  watch: () => new vscode.Disposable(() => {}),
  stat({ path }) {
    const content = files.get(path);
    if (content) return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: content.length };
    if (isFolder(path)) return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    throw vscode.FileSystemError.FileNotFound(path);
  },
  readDirectory({ path }) {
    const names = new Map();
    for (const file of files.keys()) {
      if (!file.startsWith(`${path}/`)) continue;
      const [name, ...below] = file.slice(path.length + 1).split('/');
      names.set(name, below.length > 0 ? vscode.FileType.Directory : vscode.FileType.File);
    }
    return [...names];
  },
  readFile(uri) {
    const content = files.get(uri.path);
    if (!content) throw vscode.FileSystemError.FileNotFound(uri);
    return content;
  },
  writeFile(uri, content) {
    files.set(uri.path, content);
    changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  },
  createDirectory: unsupported,
  delete: unsupported,
  rename: unsupported,
};

exports.activate = ({ subscriptions }) => {
  subscriptions.push(vscode.workspace.registerFileSystemProvider('memory', provider, { isCaseSensitive: true }));
};
