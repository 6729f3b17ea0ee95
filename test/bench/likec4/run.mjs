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
/** Where the process that measures tidies its own heap, that would count as time of what is measured: it has the room not to. */
const roomy = [
  '--no-memory-reducer',
  '--min-semi-space-size=64',
  '--max-semi-space-size=64',
  '--initial-old-space-size=1000',
];
if (!process.exitCode) await runBundled(join(here, 'bench.ts'), 'bench-likec4.mjs', roomy);
