/** Set-up for a fresh clone: installs and builds, each only when something it depends on has changed. Needs nothing but Node and npm. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { runSteps, step } from './step.mjs';

export const root = dirname(import.meta.dirname);

const WORKSPACES = ['grammar', 'language-server', 'extension'];
/** The examples are shipped as templates. */
const SOURCES = [...WORKSPACES, 'examples'];
const ROOT_INPUTS = /^(package(-lock)?\.json|tsconfig.*\.json)$/;
const NOT_INPUTS = /^(node_modules|dist|out|coverage|\.cache|picture\.svg)$|\.(tsbuildinfo|vsix)$/;
const BUILD_STAMP = join(root, 'node_modules/.cache/archlang/build');

/** Installs the dependencies and builds the packages where needed. Prints one line per step done, nothing otherwise. */
export function prepare() {
  if (!installIsCurrent()) step('Installing dependencies', 'npm', ['ci'], { cwd: root });
  const inputs = buildInputs();
  if (buildIsCurrent(inputs)) return;
  step('Building', 'npm', ['run', 'build'], { cwd: root });
  mkdirSync(dirname(BUILD_STAMP), { recursive: true });
  writeFileSync(BUILD_STAMP, inputs);
}

/** npm records what it installed in a lockfile of its own; comparing the two also accepts an install somebody made by hand. */
function installIsCurrent() {
  const wanted = packagesOf('package-lock.json');
  const installed = packagesOf('node_modules/.package-lock.json');
  if (!installed) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    const found = installed[path];
    return found ? found.version === version : optional === true;
  });
}

function packagesOf(lockfile) {
  const path = join(root, lockfile);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined;
}

function buildIsCurrent(inputs) {
  return existsSync(BUILD_STAMP) && readFileSync(BUILD_STAMP, 'utf8') === inputs && WORKSPACES.every(isBuilt);
}

/** Whether every program a package names for others is there. */
function isBuilt(workspace) {
  const { bin, main, browser } = JSON.parse(readFileSync(join(root, workspace, 'package.json'), 'utf8'));
  const programs = [...Object.values(bin ?? {}), main, browser].filter((path) => path !== undefined);
  return programs.every((path) => existsSync(join(root, workspace, path)));
}

/** A digest of names and contents of every file a build can depend on. */
function buildInputs() {
  const digest = createHash('sha256');
  const rootFiles = readdirSync(root).filter((name) => ROOT_INPUTS.test(name));
  const files = [
    ...rootFiles.map((name) => join(root, name)),
    ...SOURCES.flatMap((name) => filesBelow(join(root, name))),
  ];
  for (const file of files.sort()) {
    const content = readFileSync(file);
    digest.update(`${relative(root, file)}\0${content.length}\0`).update(content);
  }
  return digest.digest('hex');
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !NOT_INPUTS.test(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(path);
      return entry.isFile() ? [path] : [];
    });
}

if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename) await runSteps(prepare);
