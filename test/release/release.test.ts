/** What is published, and how. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const notes = await import(join(root, '.ci/release-notes.mjs'));
const workflows = join(root, '.github/workflows');

test('the package holds the program, its schemas and the licences, and starts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'archlang-pack-'));
  try {
    const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      cwd: join(root, 'language-server'),
      encoding: 'utf8',
    });
    const [{ filename, files }] = JSON.parse(packed);
    const paths: string[] = files.map(({ path }: { path: string }) => path);
    const needed = ['LICENSE', 'README.md', 'dist/THIRD-PARTY-NOTICES.txt', 'dist/archlang.cjs', 'dist/main.cjs'];
    expect(paths).toEqual(expect.arrayContaining([...needed, 'dist/server.cjs', 'schemas/archlang.json']));
    expect(paths.filter((path) => /\.ts$|^src|tsconfig|test/.test(path))).toEqual([]);
    execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder]);
    const { bin, dependencies, version, repository, publishConfig, license } = JSON.parse(
      readFileSync(join(folder, 'package/package.json'), 'utf8'),
    );
    expect({ dependencies, license, publishConfig }).toEqual({
      dependencies: undefined,
      license: 'MIT',
      publishConfig: { access: 'public', provenance: true },
    });
    expect(repository).toMatchObject({ type: 'git', directory: 'language-server' });
    const run = (...args: string[]): string =>
      execFileSync(process.execPath, [join(folder, 'package', bin.archlang), ...args], {
        cwd: folder,
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], XDG_CACHE_HOME: folder },
      });
    expect(run('--version').trim()).toBe(version);
    run('init');
    expect(run('check', 'design.arch')).toContain('Nothing found');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the licence of the package is that of the repository', () => {
  expect(readFileSync(join(root, 'language-server/LICENSE'), 'utf8')).toBe(readFileSync(join(root, 'LICENSE'), 'utf8'));
});

describe('workflows', () => {
  test.each(readdirSync(workflows))('%s takes actions by the hash of their commit, and few rights', (name) => {
    const text = readFileSync(join(workflows, name), 'utf8');
    const uses = [...text.matchAll(/uses:\s*(.*)/g)].map(([, action]) => action);
    expect(uses.length).toBeGreaterThan(0);
    for (const action of uses) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
    expect(text).not.toMatch(/pull_request_target/);
  });
});

describe('a release', () => {
  const manifests = (version: string) => [{ name: 'archlang', version }];

  test('is of one version everywhere', () => {
    expect(notes.versionOf('v1.2.3', manifests('1.2.3'))).toBe('1.2.3');
    expect(() => notes.versionOf('v1.2.3', manifests('1.2.4'))).toThrow('archlang has 1.2.4');
    for (const tag of ['1.2.3', 'v1.2', 'latest', '']) expect(() => notes.versionOf(tag, [])).toThrow('no release');
  });

  test('says what the changelog says of it', () => {
    const changelog =
      '# Changelog\n\n## Unreleased\n\n## 1.2.3 - 2026-12-01\n\n### Added\n\n- A thing.\n\n## 1.2.2\n\n- Old.\n';
    expect(notes.sectionOf(changelog, '1.2.3')).toBe('### Added\n\n- A thing.');
    expect(notes.sectionOf(changelog, '1.2.2')).toBe('- Old.');
    expect(() => notes.sectionOf(changelog, '1.2')).toThrow('no section');
  });

  test('has what to say already', () => {
    const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
    expect(notes.sectionOf(changelog, 'Unreleased')).toContain('- ');
  });
});
