// Installs what is compared against, when it is missing, and runs bench.ts.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runSteps, step } from '../../../.ci/step.mjs';
import { runBundled } from '../bundled.mjs';

const here = import.meta.dirname;

await runSteps(() => {
  if (existsSync(join(here, 'node_modules/.package-lock.json'))) return;
  step('Installing LikeC4 and a newer Node', 'npm', ['ci', '--ignore-scripts'], { cwd: here });
});
if (!process.exitCode) await runBundled(join(here, 'bench.ts'), 'bench-likec4.mjs');
