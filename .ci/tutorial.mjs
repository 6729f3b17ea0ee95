/** `npm run tutorial`: follows docs/tutorial.md to the letter with the built program, and stops where it goes another way. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';
import { runSteps, StepFailed } from './step.mjs';

const PAGE = 'docs/tutorial.md';
const PROGRAM = join(root, 'language-server/dist/archlang.cjs');

await runSteps(() => {
  prepare();
  const folder = mkdtempSync(join(tmpdir(), 'archlang-tutorial-'));
  try {
    for (const step of stepsIn(readFileSync(join(root, PAGE), 'utf8'))) follow(step, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`\n${PAGE} does what it says.`);
});

/** Files to write and commands to run, in the order in which the page shows them. */
function stepsIn(page) {
  const fences = [...page.matchAll(/^```([\w-]+)[ \t]*([^\n]*)\n([\s\S]*?)^```$/gm)];
  return fences.flatMap(([, language, name, text]) => {
    if (language !== 'console') return name === '' ? [] : [{ file: name, text }];
    return text
      .split(/^\$ /m)
      .slice(1)
      .map((block) => {
        const [command, ...expected] = block.trimEnd().split('\n');
        return { command, expected };
      });
  });
}

function follow({ file, text, command, expected }, folder) {
  if (file !== undefined) {
    writeFileSync(join(folder, file), text);
    console.log(`\nWrote ${file}, ${text.trimEnd().split('\n').length} lines.`);
    return;
  }
  console.log(`\n$ ${command}`);
  const [name, ...args] = [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    (word) => word[1] ?? word[2] ?? word[3],
  );
  if (name !== 'archlang') throw new StepFailed(`${PAGE} runs \`${name}\`, which is not ours`, 1);
  const { stdout, stderr, error } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  const printed = `${stdout}${stderr}`;
  console.log(printed.trimEnd());
  if (error) throw new StepFailed(`\`${command}\` ${error.message}`, 1);
  if (!isAsShown(printed, expected)) throw new StepFailed(`${PAGE} says of \`${command}\`:\n${expected.join('\n')}`, 1);
}

/** Line by line from the first; `…` stands for any lines, and more may follow the last. */
function isAsShown(printed, expected) {
  const lines = expected.map((line) =>
    line === '…' ? '(?:.*\n)*?' : `${line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}[ \t]*\n`,
  );
  return new RegExp(`^${lines.join('')}`).test(`${printed.trimEnd()}\n`);
}
