import * as vscode from 'vscode';

export const taskType = 'archlang';

interface CheckDefinition extends vscode.TaskDefinition {
  readonly type: typeof taskType;
  readonly command: 'check';
  readonly paths?: readonly string[];
  readonly args?: readonly string[];
}

/** `archlang check` as a task, one for each folder: what CI does, with its findings in the Problems panel. */
export function provideCheckTasks(): vscode.Disposable {
  return vscode.tasks.registerTaskProvider(taskType, {
    provideTasks: () => Promise.all((vscode.workspace.workspaceFolders ?? []).map((folder) => checkTask(folder))),
    resolveTask(task) {
      const { scope } = task;
      const folder = typeof scope === 'object' ? scope : vscode.workspace.workspaceFolders?.[0];
      return folder && checkTask(folder, task.definition as CheckDefinition);
    },
  });
}

async function checkTask(
  folder: vscode.WorkspaceFolder,
  definition: CheckDefinition = { type: taskType, command: 'check' },
): Promise<vscode.Task> {
  const args = ['check', ...(definition.paths ?? ['.']), '--format', 'compact', ...(definition.args ?? [])];
  const run = new vscode.ShellExecution(await programOf(folder), args, { cwd: folder.uri.fsPath });
  const task = new vscode.Task(definition, folder, 'check', taskType, run, '$archlang');
  task.group = vscode.TaskGroup.Test;
  task.detail = vscode.l10n.t('Findings of all designs, as in CI');
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Silent, clear: true };
  return task;
}

/** What is set, else what the workspace has installed, else what the shell finds. */
async function programOf(folder: vscode.WorkspaceFolder): Promise<string> {
  const set = vscode.workspace.getConfiguration('archlang', folder).get('task.program', '').trim();
  if (set !== '') return set;
  const installed = vscode.Uri.joinPath(folder.uri, 'node_modules/.bin/archlang');
  try {
    await vscode.workspace.fs.stat(installed);
    return installed.fsPath;
  } catch {
    return 'archlang';
  }
}
