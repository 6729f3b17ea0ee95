/** Installs what the end-to-end tests need, once: Chromium and Neovim from Debian, code-server and playwright-core from npm. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runSteps, step } from '../../.ci/step.mjs';

const here = import.meta.dirname;
const marker = join(here, 'node_modules/.archlang-e2e');
const chromium = process.env.E2E_CHROMIUM ?? '/usr/bin/chromium';

const neovim = process.env.E2E_NVIM ?? '/usr/bin/nvim';

await runSteps(() => {
  installFromDebian();
  installPackages();
});

function installFromDebian() {
  const packages = [];
  if (!existsSync(chromium)) packages.push('chromium', 'fonts-dejavu-core');
  if (!existsSync(neovim)) packages.push('neovim');
  if (packages.length === 0) return;
  const [command, prefix] = process.getuid() === 0 ? ['apt-get', []] : ['sudo', ['--non-interactive', 'apt-get']];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  step('Updating the package lists', command, [...prefix, 'update'], { env });
  const install = ['install', '--yes', '--no-install-recommends', ...packages];
  step(`Installing ${packages.join(', ')}`, command, [...prefix, ...install], { env });
}

function installPackages() {
  const digest = createHash('sha256')
    .update(readFileSync(join(here, 'package-lock.json')))
    .digest('hex');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === digest) return;
  step('Installing code-server and playwright-core', 'npm', ['ci', '--ignore-scripts'], { cwd: here });
  // code-server's own postinstall does this as well, but compiles native modules that nothing here needs.
  const editor = join(here, 'node_modules/code-server/lib/vscode');
  step('Installing the editor inside code-server', 'npm', ['install', '--omit=dev', '--ignore-scripts'], {
    cwd: editor,
  });
  writeFileSync(marker, digest);
}
