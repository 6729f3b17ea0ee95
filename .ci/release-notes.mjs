/** `node .ci/release-notes.mjs v1.2.3` prints what the changelog says of that version, and fails unless everything bears it. */
import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const packages = ['language-server', 'extension'];

/**
 * The changelog's section of a version, without its heading.
 * @param {string} changelog
 * @param {string} version
 */
export function sectionOf(changelog, version) {
  const sections = changelog.split(/^## /m).slice(1);
  const found = sections.find((section) => section.startsWith(`${version} `) || section.startsWith(`${version}\n`));
  if (!found)
    throw new Error(
      `CHANGELOG.md has no section \`## ${version}\`: give the one under «Unreleased» that name and a date.`,
    );
  const text = found.slice(found.indexOf('\n') + 1).trim();
  if (text === '') throw new Error(`The section \`## ${version}\` of CHANGELOG.md is empty.`);
  return text;
}

/**
 * The version of a tag, which the packages must bear as well.
 * @param {string} tag
 * @param {readonly { name: string, version: string }[]} manifests
 */
export function versionOf(tag, manifests) {
  const version = /^v(\d+\.\d+\.\d+)$/.exec(tag)?.[1];
  if (!version) throw new Error(`\`${tag}\` is no release's tag: it must look like v1.2.3.`);
  const others = manifests.filter((manifest) => manifest.version !== version);
  if (others.length > 0) {
    const named = others.map(({ name, version: has }) => `${name} has ${has}`).join(', ');
    throw new Error(`The tag says ${version}, but ${named}.`);
  }
  return version;
}

if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename) {
  try {
    const manifests = packages.map((name) => JSON.parse(readFileSync(join(root, name, 'package.json'), 'utf8')));
    const version = versionOf(process.argv[2] ?? '', manifests);
    console.log(sectionOf(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
