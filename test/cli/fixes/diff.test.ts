import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../../language-server/src/cli/fixes/diff.js';

describe('unified diff', () => {
  it('is empty for equal texts', () => {
    expect(unifiedDiff('a.arch', 'x\n', 'x\n')).toBe('');
  });

  it('shows three lines around a change and counts lines from 1', () => {
    const before = '1\n2\n3\n4\n5\n6\n7\n8\n';
    expect(unifiedDiff('a.arch', before, before.replace('5', 'five'))).toBe(
      '--- a/a.arch\n+++ b/a.arch\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n',
    );
  });

  it('starts a second hunk where changes are far apart', () => {
    const lines = Array.from({ length: 30 }, (_, i) => `${i}\n`);
    const after = lines.map((line, i) => (i === 2 || i === 20 ? `changed ${line}` : line)).join('');
    expect(unifiedDiff('a', lines.join(''), after).match(/^@@/gm)).toHaveLength(2);
  });

  it('says where the last line has no end', () => {
    expect(unifiedDiff('a', 'x', 'x\n')).toContain('-x\n\\ No newline at end of file\n+x\n');
  });

  it('applied by hand gives the new text, for any two texts', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 30 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(patched(before, unifiedDiff('f', before, after))).toBe(after);
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it('is what git takes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'archlang-diff-'));
    try {
      const before = Array.from({ length: 40 }, (_, i) => `line ${i}\n`).join('');
      const after = `first\n${before.replace('line 9\n', '').replace('line 33', 'last')}end`;
      writeFileSync(join(folder, 'a.arch'), before);
      const { status, stderr } = spawnSync('git', ['apply', '-'], {
        cwd: folder,
        input: unifiedDiff('a.arch', before, after),
        encoding: 'utf8',
      });
      expect(stderr).toBe('');
      expect(status).toBe(0);
      expect(readFileSync(join(folder, 'a.arch'), 'utf8')).toBe(after);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** Applies a unified diff strictly: every kept and removed line must be there. */
function patched(before: string, diff: string): string {
  const old = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const lines = diff.split('\n').slice(2, -1);
  const result: string[] = [];
  let position = 0;
  for (let i = 0; i < lines.length; i++) {
    const header = lines[i].match(/^@@ -(\d+),(\d+) \+(\d+),(\d+) @@$/);
    if (header) {
      const start = Number(header[1]) - (header[2] === '0' ? 0 : 1);
      while (position < start) result.push(old[position++]);
      expect(result.length).toBe(Number(header[3]) - (header[4] === '0' ? 0 : 1));
      continue;
    }
    const line = lines[i].slice(1) + (lines[i + 1]?.startsWith('\\') ? '' : '\n');
    if (lines[i].startsWith('\\')) continue;
    if (!lines[i].startsWith('+')) expect(old[position++]).toBe(line);
    if (!lines[i].startsWith('-')) result.push(line);
  }
  return [...result, ...old.slice(position)].join('');
}
