import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

  it('ends at once when it is interrupted in the middle of a layout', async () => {
    const layers = Array.from({ length: 40 }, (_, layer) => Array.from({ length: 10 }, (_, i) => `s${layer * 10 + i}`));
    const links = layers
      .slice(1)
      .flatMap((layer, above) =>
        layer.flatMap((to, i) => [0, 3, 7].map((step) => `${layers[above]![(i + step) % 10]} ~> ${to}`)),
      );
    const services = layers.flat().map((id) => `service ${id} {}`);
    writeFileSync(join(folder, 'slow.arch'), [...services, ...links].join('\n'));
    for (const name of ['SIGTERM', 'SIGINT'] as const) {
      const preview = spawn(process.execPath, [program, 'preview', 'slow.arch', '--expand'], { cwd: folder });
      let err = '';
      preview.stderr.on('data', (part) => (err += part));
      // The address is told before the picture is made.
      preview.stdout.once('data', () => setTimeout(() => preview.kill(name), 400));
      const [, by] = await once(preview, 'exit');
      expect(by, err).toBe(name);
      expect(err).not.toContain('Watching');
    }
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

  it.runIf(process.platform === 'linux')('previews behind other programs, with all its threads', async () => {
    const child = spawn(process.execPath, [program, 'preview', 'shop.arch'], { cwd: folder });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const tasks = `/proc/${child.pid}/task`;
    const niceness = readdirSync(tasks).map((id) => {
      // The name of a program may hold spaces, so the fields are counted behind it.
      const fields = readFileSync(`${tasks}/${id}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ');
      return Number(fields[16]);
    });
    child.kill();
    expect(niceness.length).toBeGreaterThan(1);
    expect(Math.min(...niceness)).toBeGreaterThanOrEqual(constants.priority.PRIORITY_BELOW_NORMAL);
  });
});
