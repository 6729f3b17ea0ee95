import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);

/** The published schema of SARIF 2.1.0, as Microsoft's own tool for the format brings it. */
function publishedSchema(): object {
  const tool = path.dirname(require.resolve('@microsoft/sarif-multitool-linux/package.json'));
  return JSON.parse(readFileSync(path.join(tool, 'sarif-2.1.0.json'), 'utf8').replace(/^\uFEFF/, ''));
}

/** What the built program prints; findings end it with 1, which is no failure here. */
function sarifOf(...files: string[]): unknown {
  const program = path.join(root, 'language-server/dist/archlang.cjs');
  const args = [program, 'check', ...files, '--format', 'sarif', '--fail-on', 'never'];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 1e9 }));
}

describe('SARIF', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(publishedSchema());
  const errorsOf = (log: unknown): unknown => (validate(log) ? [] : validate.errors);

  it('of flawed designs validates against the published schema', () => {
    const log = sarifOf(
      'examples/commerce/orders/wrong.arch',
      'examples/messaging/chat/wrong.arch',
      'examples/platform/url-shortener/wrong.arch',
    );
    expect((log as { runs: { results: unknown[] }[] }).runs[0]?.results.length).toBeGreaterThan(20);
    expect(errorsOf(log)).toEqual([]);
  });

  it('of a sound design does too', () => {
    expect(errorsOf(sarifOf('examples/platform/url-shortener/design.arch'))).toEqual([]);
  });

  it('is told apart from what is not SARIF', () => {
    expect(validate({ version: '2.1.0', runs: [{ results: 'none' }] })).toBe(false);
  });
});
