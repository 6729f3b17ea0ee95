import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { estimate } from '../../language-server/src/estimate/estimate.js';
import { buildModel, type Model, parseFile } from '../../language-server/src/model/index.js';
import { resolveConfiguration } from '../../language-server/src/rules/configuration.js';
import { lint } from '../../language-server/src/rules/lint.js';
import { plainDesign, richDesign } from './designs.js';
import { keystrokes } from './keystrokes.js';
import { median, row, time } from './measure.js';
import { pictures } from './pictures.js';
import { shapes } from './shapes.js';

const configuration = resolveConfiguration([]);
const program = resolve('language-server/dist/archlang.cjs');

function modelOf(text: string): Model {
  return buildModel('bench.arch', new Map([['bench.arch', parseFile('bench.arch', text)]]));
}

function check(text: string): number {
  const model = modelOf(text);
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

/** Whatever a design looks like: what looks at pairs or at all ways would show here. */
function inAllShapes(): void {
  for (const [shape, make] of Object.entries(shapes)) {
    const [small, large] = [500, 2000].map((size) => {
      const text = make(size);
      return time(3, 2, () => check(text)) / size;
    });
    row(`check of ${shape}, a part at 2,000 ÷ at 500`, `${(large / small).toFixed(2)}x`, 'aim: flat within 2x');
  }
}

/** Everything that can be asked of uncertainty: the spread of every figure, with its causes. */
function sampling(): void {
  const text = richDesign(100)
    .replace('users: 10M', 'users: 8M..12M')
    .replace('rate: 10/user/day', 'rate: 8/user/day..12/user/day')
    .replace('response: 2KB', 'response: 1KB..4KB');
  const model = modelOf(text);
  const once = time(15, 5, () => void estimate(model).figures);
  const sampled = time(3, 1, () => {
    const estimates = estimate(model);
    for (const figure of estimates.figures) estimates.spread(figure);
  });
  row('10,000 samples of 100 components ÷ one evaluation', `${(sampled / once).toFixed(0)}x`, 'aim: below 200x');
}

function estimates(): void {
  const sizes = [1000, 10_000] as const;
  const texts = sizes.map(plainDesign);
  for (let i = 0; i < 5; i++) void estimate(modelOf(texts[0])).figures;
  const each = sizes.map((size, index) => {
    const model = modelOf(texts[index]);
    return time(7, 2, () => void estimate(model).figures) / size;
  });
  const model = modelOf(texts[1]);
  // As long as a server runs, all of them are compiled: each is run before it is timed.
  for (let i = 0; i < 3; i++) check(texts[0]);
  check(texts[1]);
  const linting = time(5, 1, () => void lint(model, estimate(model), configuration)) / sizes[1];
  const parsing = time(5, 1, () => void parseFile('bench.arch', texts[1])) / sizes[1];
  row('estimates of 10,000 components ÷ parsing them', `${(each[1] / parsing).toFixed(2)}x`, 'aim: below 1x');
  row('linting 10,000 components with all rules ÷ parsing them', `${(linting / parsing).toFixed(2)}x`, 'aim: below 1x');
  row(
    'estimates, cost of a component at 10,000 ÷ at 1,000',
    `${(each[1] / each[0]).toFixed(2)}x`,
    'aim: flat within 1.5x',
  );
}

console.log('All figures are ratios or medians of this one run.\n');
startUp();
scaling();
inAllShapes();
sampling();
estimates();
await pictures();
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
