import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';

/** The server is a program of its own: nothing of the other commands is read for it. */
const name =
  process.argv[2] === 'lsp' && process.argv[3] === '--stdio' && process.argv.length === 4 ? 'server' : 'main';

/**
 * Starts the program from code that was compiled once before: compiling it anew takes longer than checking a design. What
 * is kept lies in the user's own cache folder, never where somebody else may write, under a name that holds the program's
 * own hash: V8 itself tells programs apart by their length only.
 */
const main = join(__dirname, `${name}.cjs`);
const keep = process.env.NODE_DISABLE_COMPILE_CACHE === undefined;
const folder = process.env.XDG_CACHE_HOME ?? process.env.LOCALAPPDATA ?? join(homedir(), '.cache');
const source = readFileSync(main, 'utf8');
const hash = createHash('sha256').update(source).digest('hex').slice(0, 16);
const kept = join(folder, 'archlang', `${name}-${process.version}-${process.arch}-${hash}.bin`);

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
