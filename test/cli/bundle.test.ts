import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { slowDesign } from './slow-design.js';
import { sketch } from './workshop.js';

const folder = mkdtempSync(join(tmpdir(), 'archlang-bundle-'));
const program = join(folder, 'dist/archlang.cjs');

beforeAll(async () => {
  const build = new URL('../../language-server/build.mjs', import.meta.url).href;
  await (await import(build)).buildInto(join(folder, 'dist'));
  writeFileSync(join(folder, 'shop.arch'), sketch);
  const services = Array.from(
    { length: 400 },
    (_, i) => `service s${i} {}\nclient c${i} { users: 1M }\nc${i} -> s${i} -> nowhere${i}\n`,
  );
  writeFileSync(join(folder, 'large.arch'), services.join(''));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function archlang(...argv: string[]) {
  return spawnSync(process.execPath, [program, ...argv], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1e8,
    env: { PATH: process.env['PATH'] },
  });
}

describe('the bundled program', () => {
  it('ends with 0, 1 and 2', () => {
    expect(archlang('check', 'shop.arch')).toMatchObject({
      status: 0,
      stdout: 'Nothing found in 1 file\n',
      stderr: '',
    });
    expect(archlang('check', 'large.arch').status).toBe(1);
    expect(archlang('check', 'gone.arch').status).toBe(2);
    expect(archlang('frobnicate').status).toBe(2);
  });

  it('is executable, and needs nothing but Node', () => {
    expect(statSync(program).mode & 0o111).not.toBe(0);
    const files = readdirSync(join(folder, 'dist')).filter((name) => name.endsWith('.cjs'));
    for (const name of files) {
      const text = readFileSync(join(folder, 'dist', name), 'utf8');
      const needed = [...text.matchAll(/\b(?:require|import)\("([^"./][^"]*)"\)/g)].map(([, module]) =>
        module.replace('node:', ''),
      );
      const outside = needed.filter((module) => !builtinModules.includes(module));
      expect(
        [...new Set(outside)].filter((module) => !['@resvg/resvg-js', 'web-worker'].includes(module)),
        name,
      ).toEqual([]);
    }
  });

  it('leaves what only some commands need in files of their own', () => {
    expect(statSync(program).size).toBeLessThan(1_300_000);
    expect(readFileSync(program, 'utf8')).not.toContain('org.eclipse.elk.layered');
  });

  it('brings the examples', () => {
    expect(archlang('init', '--list').stdout).toMatch(/^ {2}feeds\/news-feed /m);
    expect(archlang('init', 'chat/wrong', '-o', '-').stdout).toContain('system "Chat, in a hurry"');
  });

  it('reads a configuration', () => {
    writeFileSync(join(folder, 'odd.json'), '{ "rules": { "missing-timeot": "off" } }');
    const { status, stderr } = archlang('check', 'shop.arch', '--config', 'odd.json');
    expect(status).toBe(2);
    expect(stderr).toContain('did you mean `missing-timeout`?');
  });

  describe('while a large picture is laid out', () => {
    beforeEach(() => writeFileSync(join(folder, 'slow.arch'), slowDesign()));

    /** A program that lays out for longer than any of these tests takes. */
    async function busy(...argv: string[]) {
      const child = spawn(process.execPath, [program, ...argv, '--expand'], { cwd: folder });
      const ended = once(child, 'exit');
      let out = '';
      let err = '';
      child.stdout.on('data', (part) => (out += part));
      child.stderr.on('data', (part) => (err += part));
      onTestFinished(() => void child.kill());
      const layingOut = () => childrenOf(child.pid!).filter((one) => one.command.includes('layout.cjs'));
      await vi.waitFor(() => expect(layingOut()[0]?.ticks, err).toBeGreaterThan(30), { timeout: 20_000, interval: 50 });
      return { child, ended, layout: layingOut()[0]!, told: () => ({ out, err }) };
    }

    it.runIf(process.platform === 'linux').each([
      ['preview', 'slow.arch'],
      ['render', 'slow.arch', '--watch', '-o', 'slow.svg'],
    ])('%s ends at once when it is interrupted, with the process that lays out', async (...argv) => {
      for (const signal of ['SIGTERM', 'SIGINT'] as const) {
        const { child, ended, layout, told } = await busy(...argv);
        const begin = performance.now();
        child.kill(signal);
        expect(await ended).toEqual([0, null]);
        expect(performance.now() - begin).toBeLessThan(5000);
        expect(told().err).toBe('');
        await vi.waitFor(() => expect(existsSync(`/proc/${layout.id}`)).toBe(false), { timeout: 5000 });
      }
      expect(readdirSync(folder).filter((name) => name.startsWith('slow.svg'))).toEqual([]);
    });

    it.runIf(process.platform === 'linux')('answers meanwhile, and says that it draws', async () => {
      const { told } = await busy('preview', 'slow.arch');
      const url = told().out.trim();
      const answer = await fetch(url);
      expect(answer.status).toBe(200);
      const page = await answer.text();
      expect(page).toContain('<h1>slow.arch</h1>');
      expect(page).toContain('Being drawn');
      expect((await fetch(`${url}content`)).status).toBe(503);
      const events = (await fetch(`${url}events`)).body!.getReader();
      expect(new TextDecoder().decode((await events.read()).value)).toMatch(/^event: note\ndata: "Being drawn/);
    });

    it.runIf(process.platform === 'linux')('gives it up for a change', async () => {
      const { told } = await busy('preview', 'slow.arch');
      writeFileSync(join(folder, 'slow.arch'), 'service small {}');
      await vi.waitFor(
        async () => expect(await (await fetch(told().out.split('\n')[0]!)).text()).toContain('data-id="small"'),
        { timeout: 10_000 },
      );
      expect(told().err).toBe('Watching for changes; Ctrl+C ends it.\n');
    });

    it.runIf(process.platform === 'linux')('says so when the process that lays out is ended, and goes on', async () => {
      const { layout, told } = await busy('preview', 'slow.arch');
      process.kill(layout.id, 'SIGKILL');
      await vi.waitFor(() => expect(told().err).toContain('ended with SIGKILL'), { timeout: 5000 });
      writeFileSync(join(folder, 'slow.arch'), 'service small {}');
      await vi.waitFor(
        async () => expect(await (await fetch(told().out.split('\n')[0]!)).text()).toContain('data-id="small"'),
        {
          timeout: 10_000,
        },
      );
    });
  });

  it('draws', () => {
    const { status, stdout } = archlang('render', 'shop.arch');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  });

  it('says what a PNG needs', () => {
    const { status, stderr } = archlang('render', 'shop.arch', '-o', 'shop.png');
    expect(status).toBe(2);
    expect(stderr).toContain('npm install @resvg/resvg-js');
    expect(readdirSync(folder)).not.toContain('shop.png');
  });

  it('writes large reports whole into a pipe', () => {
    const { stdout } = archlang('check', 'large.arch', '--format', 'json');
    archlang('check', 'large.arch', '--format', 'json', '--output', 'large.json');
    expect(stdout.length).toBeGreaterThan(100_000);
    expect(stdout).toBe(readFileSync(join(folder, 'large.json'), 'utf8'));
  });

  it('is not troubled by a reader that stops', async () => {
    const child = spawn(process.execPath, [program, 'check', 'large.arch', '--format', 'json'], { cwd: folder });
    let err = '';
    child.stderr.on('data', (data) => {
      err += data;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(err).toBe('');
    expect(code).toBe(1);
  });

  it.runIf(process.platform === 'linux')('previews behind other programs, with all threads', async () => {
    const child = spawn(process.execPath, [program, 'preview', 'shop.arch'], { cwd: folder });
    onTestFinished(() => void child.kill());
    let err = '';
    child.stderr.on('data', (part) => (err += part));
    await vi.waitFor(() => expect(err).toContain('Watching'), { timeout: 20_000 });
    const layout = childrenOf(child.pid!).map(({ id }) => id);
    expect(layout).toHaveLength(1);
    for (const id of [child.pid!, ...layout]) {
      const niceness = readdirSync(`/proc/${id}/task`).map((task) => Number(statOf(`${id}/task/${task}`)[16]));
      expect(niceness.length).toBeGreaterThan(1);
      expect(Math.min(...niceness)).toBeGreaterThanOrEqual(constants.priority.PRIORITY_BELOW_NORMAL);
    }
  });
});

/** What Linux tells of a process or a thread. The name of a program may hold spaces, so the fields are counted behind it. */
function statOf(path: string): readonly string[] {
  return readFileSync(`/proc/${path}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
}

function childrenOf(id: number) {
  const children = readFileSync(`/proc/${id}/task/${id}/children`, 'utf8').trim().split(' ').filter(Boolean);
  return children.map((child) => ({
    id: Number(child),
    command: readFileSync(`/proc/${child}/cmdline`, 'utf8').replaceAll('\0', ' '),
    /** Of processor time, hundredths of a second. */
    ticks: Number(statOf(child)[11]),
  }));
}
