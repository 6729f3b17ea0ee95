/** `npm run demo`: what Archlang does, shown on two of the examples. Sets everything up by itself. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';
import { runSteps, StepFailed } from './step.mjs';

const PROGRAM = 'language-server/dist/archlang.cjs';
const FLAWED_DESIGN = 'examples/commerce/orders/wrong.arch';
const SOUND_DESIGN = 'examples/platform/url-shortener/design.arch';
const OUTPUT_FOLDER = 'out';
const THEMES = ['light', 'dark'];
const FOUND_SOMETHING = 1;

await runSteps(() => {
  prepare();

  explain('A design with flaws: check says what is wrong, where, and why.');
  archlang(['check', FLAWED_DESIGN], { accept: [0, FOUND_SOMETHING] });

  explain('A sound design: check finds no errors in it.');
  archlang(['check', SOUND_DESIGN]);

  explain('What its numbers come to: traffic, capacity, replicas, storage, bandwidth.');
  archlang(['estimate', SOUND_DESIGN]);

  explain('Its picture, drawn from the same text, for light and dark pages.');
  mkdirSync(join(root, OUTPUT_FOLDER), { recursive: true });
  const pictures = THEMES.map((theme) => {
    const picture = `${OUTPUT_FOLDER}/url-shortener-${theme}.svg`;
    archlang(['render', SOUND_DESIGN, '-o', picture, '--theme', theme]);
    return join(root, picture);
  });

  explain('Open the pictures in a browser:');
  for (const picture of pictures) console.log(`  ${picture}`);
});

function explain(sentence) {
  console.log(`\n${sentence}`);
}

/** Runs the built program as a user would, from the root of the repository, and shows the command. */
function archlang(args, { accept = [0] } = {}) {
  const command = `archlang ${args.join(' ')}`;
  console.log(`\n$ ${command}`);
  const { status, error } = spawnSync(process.execPath, [PROGRAM, ...args], { cwd: root, stdio: 'inherit' });
  if (accept.includes(status)) return;
  throw new StepFailed(`\`${command}\` ${error?.message ?? `left with exit code ${status}`}`, status || 1);
}
