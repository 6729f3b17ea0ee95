import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { estimate } from '../../language-server/src/estimate/estimate.js';
import { buildModel, parseFile } from '../../language-server/src/model/index.js';
import { resolveConfiguration } from '../../language-server/src/rules/configuration.js';
import { lint } from '../../language-server/src/rules/lint.js';
import { plainDesign, richDesign } from './designs.js';
import { keystrokes } from './keystrokes.js';
import { median, row, time } from './measure.js';

const configuration = resolveConfiguration([]);
const program = resolve('language-server/dist/archlang.cjs');

function check(text: string): number {
  const parsed = parseFile('bench.arch', text);
  const model = buildModel('bench.arch', new Map([['bench.arch', parsed]]));
  return lint(model, estimate(model), configuration).length;
}

/** The whole program against the bare runtime, in turn, so that a busy machine slows both. */
function startUp(): void {
  const folder = mkdtempSync(join(tmpdir(), 'archlang-bench-'));
  const file = join(folder, 'design.arch');
  writeFileSync(file, plainDesign(100));
  const run = (args: readonly string[]): number => {
    const start = performance.now();
    spawnSync(process.execPath, args, { cwd: folder });
    return performance.now() - start;
  };
  const ratios: number[] = [];
  for (let i = 0; i < 9; i++) ratios.push(run([program, 'check', file]) / run(['-e', '0']));
  rmSync(folder, { recursive: true });
  row('archlang check, 100 components ÷ node -e 0', `${median(ratios.slice(1)).toFixed(2)}x`, 'aim: below 4x');
}

function scaling(): void {
  const sizes = [100, 1000, 10_000] as const;
  const texts = sizes.map(plainDesign);
  for (let i = 0; i < 15; i++) check(texts[0]);
  check(texts[1]);
  const each = sizes.map((size, index) => time(size === 10_000 ? 3 : 9, 1, () => check(texts[index])) / size);
  for (const [index, size] of sizes.entries()) {
    row(
      `check, cost of a component at ${size.toLocaleString('en')} ÷ at 100`,
      `${(each[index] / each[0]).toFixed(2)}x`,
      'aim: flat within 1.5x',
    );
  }
}

console.log('All figures are ratios or medians of this one run.\n');
startUp();
scaling();
row(
  'keystroke to diagnostics, 1,000 components of three lines',
  `${(await keystrokes(plainDesign(1000))).toFixed(0)} ms`,
  'aim: below 60 ms',
);
row(
  'keystroke to diagnostics, 1,000 components of nine properties',
  `${(await keystrokes(richDesign(1000))).toFixed(0)} ms`,
  'aim: below 160 ms',
);
