import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Io } from '../../language-server/src/cli/io.js';
import { run } from '../../language-server/src/cli/program.js';

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A folder of its own for one test, with a way to run the program in it. */
export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'archlang-cli-'));

  constructor(files: Readonly<Record<string, string>> = {}) {
    onTestFinished(() => rmSync(this.folder, { recursive: true, force: true }));
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  write(name: string, text: string | Uint8Array): void {
    const file = join(this.folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  /** Runs the program as a pipe sees it: no terminal, no colour. */
  async run(
    argv: readonly string[],
    more: { stdin?: string; within?: string; io?: Partial<Io> } = {},
  ): Promise<Outcome> {
    let out = '';
    let err = '';
    const code = await run(argv, {
      cwd: join(this.folder, more.within ?? '.'),
      env: {},
      now: new Date(2027, 0, 15),
      stdout: { write: (text) => (out += text) },
      stderr: { write: (text) => (err += text) },
      readStdin: async () => more.stdin ?? '',
      ...more.io,
    });
    return { code, out, err };
  }
}

/** Has no finding of its own but for what a test adds. */
export const sketch = `system "Shop" { maturity: sketch }
client browser { users: 1M }
flow buy { from: browser, rate: 1/user/day, op: write, request: 1KB }
service api { replicas: 1, capacity: 200/s }
browser -> api { timeout: 2s }
`;
