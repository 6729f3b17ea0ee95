import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { sketch, Workshop } from './workshop.js';

const grouped = `${sketch.replace('service api { replicas: 1, capacity: 200/s }', '')}
region east {
  service api { replicas: 1, capacity: 200/s }
  service cart { capacity: 200/s }
}
flow look { from: browser, rate: 2/user/day }
cache hot { }
api -> cart { for: buy }
api -> hot { for: look, timeout: 1s }
`;

const nodes = (svg: string): string[] => [...svg.matchAll(/class="node [^>]*?data-id="([^"]+)"/g)].map(([, id]) => id);

async function svgOf(...options: string[]): Promise<string> {
  const { code, out, err } = await new Workshop({ 'shop.arch': grouped }).run(['render', 'shop.arch', ...options]);
  expect([code, err]).toEqual([0, '']);
  return out;
}

describe('what is drawn', () => {
  it('a group as one box, whose edges carry what they hide', async () => {
    const svg = await svgOf('--collapse', 'east');
    expect(nodes(svg).sort()).toEqual(['browser', 'east', 'hot']);
    expect(svg).toContain('2 components');
    expect(svg).toMatch(/Browser calls east|browser calls east/);
  });

  it('one flow', async () => {
    expect(nodes(await svgOf('--only', 'look')).sort()).toEqual(['api', 'browser', 'hot']);
  });

  it('a component and its neighbours', async () => {
    expect(nodes(await svgOf('--focus', 'cart')).sort()).toEqual(['api', 'cart']);
  });

  it('each overlay', async () => {
    for (const overlay of ['none', 'utilisation', 'latency', 'availability', 'cost', 'findings']) {
      expect((await svgOf('--overlay', overlay)).includes('utilisation at peak')).toBe(overlay === 'utilisation');
    }
  });

  it('each theme in its own colours', async () => {
    const themes = await Promise.all(
      ['light', 'dark', 'print', 'high-contrast'].map((theme) => svgOf('--theme', theme)),
    );
    const canvases = themes.map((svg) => svg.match(/\.canvas \{ fill: (#\w+)/)?.[1]);
    expect(canvases).toEqual(['#ffffff', '#14181f', '#ffffff', '#000000']);
  });

  it('groups start collapsed above 150 boxes, unless all is asked for', async () => {
    const many = Array.from({ length: 151 }, (_, i) => `  service s${i} { }`).join('\n');
    const workshop = new Workshop({ 'large.arch': `service front { }\ngroup all {\n${many}\n}\n` });
    const { out } = await workshop.run(['render', 'large.arch']);
    expect(nodes(out).sort()).toEqual(['all', 'front']);
    const all = await workshop.run(['render', 'large.arch', '--expand']);
    expect(nodes(all.out).length).toBe(152);
  });

  it('names the nearest where there is no such thing', async () => {
    const workshop = new Workshop({ 'shop.arch': grouped });
    const { code, err } = await workshop.run(['render', 'shop.arch', '--focus', 'crat']);
    expect(code).toBe(2);
    expect(err).toContain('there is no component `crat`');
    expect(err).toContain('cart');
  });
});

describe('a PNG', () => {
  it('has the scale it is asked for', async () => {
    const workshop = new Workshop({ 'shop.arch': sketch });
    const widths: number[] = [];
    for (const scale of ['1', '2', '4']) {
      await workshop.run(['render', 'shop.arch', '-o', 'shop.png', '--scale', scale]);
      widths.push(readFileSync(join(workshop.folder, 'shop.png')).readUInt32BE(16));
    }
    expect(widths[1] / widths[0]).toBe(2);
    expect(widths[2] / widths[0]).toBe(4);
  });

  it('takes no scale that makes none', async () => {
    for (const scale of ['0', '5', 'big', '']) {
      const { code, err } = await new Workshop({ 'shop.arch': sketch }).run(['render', 'shop.arch', '--scale', scale]);
      expect(code).toBe(2);
      expect(err).toContain('from 1 to 4');
    }
  });
});

it('--watch draws again after a change', async () => {
  const workshop = new Workshop({ 'shop.arch': sketch });
  const stop = new AbortController();
  let err = '';
  const io = { signal: stop.signal, stderr: { write: (text: string) => (err += text) } };
  const ended = workshop.run(['render', 'shop.arch', '-o', 'shop.svg', '--watch'], { io });
  const until = async (done: () => boolean) => {
    for (let waited = 0; !done() && waited < 20_000; waited += 20) await sleep(20);
    expect(done(), err).toBe(true);
  };
  await until(() => err.includes('Watching'));
  expect(workshop.read('shop.svg')).not.toContain('A new name');
  await sleep(300);
  workshop.write('shop.arch', sketch.replace('service api', 'service api "A new name"'));
  await until(() => workshop.read('shop.svg').includes('A new name'));
  stop.abort();
  expect((await ended).code).toBe(0);
});

it('--watch says what it lacks', async () => {
  const workshop = new Workshop({ 'shop.arch': sketch });
  expect((await workshop.run(['render', 'shop.arch', '--watch'])).err).toContain('needs a file to write');
  expect((await workshop.run(['render', '-', '-o', 'x.svg', '--watch'], { stdin: sketch })).err).toContain(
    'cannot be watched',
  );
});

it('a PNG is set in a font by its name', async () => {
  const { withNamedFonts } = await import('../../language-server/src/diagram/svg/styles.js');
  const svg = withNamedFonts(await svgOf());
  expect(svg).not.toMatch(/system-ui|-apple-system|sans-serif/);
  expect(svg).toContain('font-family: Segoe UI,');
});
