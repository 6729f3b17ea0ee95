import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';

/** Of the programs beside this one, as they were built. */
declare const ARCHLANG_HASHES: Readonly<Record<'main' | 'server', string>>;

/** The server is a program of its own: nothing of the other commands is read for it. */
const name =
  process.argv[2] === 'lsp' && process.argv[3] === '--stdio' && process.argv.length === 4 ? 'server' : 'main';

/**
 * A command is over before code that is optimised early has paid for it: a check of 100 components takes a fifth less where V8
 * optimises later than it would, one of 10,000 no more.
 */
const optimiseLater = {
  20: ['--interrupt-budget=500000'],
  22: ['--invocation-count-for-turbofan=24000'],
  24: ['--invocation-count-for-turbofan=24000', '--invocation-count-for-maglev=3200'],
};

/**
 * A server is idle most of the time, which V8 takes for the moment to tidy the whole heap, eight seconds after it last did, for 10
 * to 45 ms in which nobody is answered. A minute is soon enough.
 */
const tidyLater = ['--gc-memory-reducer-start-delay-ms=60000'];

/** By version of Node: of flags that it does not know V8 complains, so other versions do without. */
const flags: Readonly<Record<typeof name, Readonly<Record<string, readonly string[]>>>> = {
  main: optimiseLater,
  server: { 20: tidyLater, 22: tidyLater, 24: tidyLater },
};
for (const flag of flags[name][Number.parseInt(process.versions.node, 10)] ?? []) setFlagsFromString(flag);

/**
 * Starts the program from code that was compiled once before: compiling it anew takes longer than checking a design. What
 * is kept lies in the user's own cache folder, never where somebody else may write, under a name that holds the program's
 * own hash: V8 itself tells programs apart by their length only.
 */
const main = join(__dirname, `${name}.cjs`);
const keep = process.env.NODE_DISABLE_COMPILE_CACHE === undefined;
const folder = process.env.XDG_CACHE_HOME ?? process.env.LOCALAPPDATA ?? join(homedir(), '.cache');
// Nothing but ASCII, which is read fastest like this.
const source = readFileSync(main, 'latin1');
const kept = join(folder, 'archlang', `${name}-${process.version}-${process.arch}-${ARCHLANG_HASHES[name]}.bin`);

const cachedData = keep ? readIfAny(kept) : undefined;
const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
  filename: main,
  ...(cachedData && { cachedData }),
});
const module_ = { exports: {} };
script.runInThisContext()(module_.exports, createRequire(main), module_, main, dirname(main));
if (keep && (!cachedData || script.cachedDataRejected))
  process.once('exit', () => write(kept, script.createCachedData()));

function readIfAny(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Whole or not at all, in place of what earlier versions left; a folder that cannot be written is no fault. */
function write(file: string, data: Buffer): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const temporary = `${file}.${process.pid}`;
    writeFileSync(temporary, data, { mode: 0o600 });
    renameSync(temporary, file);
    for (const old of readdirSync(dirname(file))) {
      const other = join(dirname(file), old);
      if (other !== file && old.startsWith(`${name}-`) && old.endsWith('.bin')) rmSync(other, { force: true });
    }
  } catch {
    // The next start compiles again.
  }
}
