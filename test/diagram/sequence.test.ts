import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { buildScene, renderSequence } from '../../language-server/src/diagram/index.js';
import { estimate } from '../../language-server/src/estimate/estimate.js';
import { buildModel, parseFile } from '../../language-server/src/model/index.js';

function sequences(text: string): string[] {
  const model = buildModel('x.arch', new Map([['x.arch', parseFile('x.arch', text)]]));
  const scene = buildScene(model, estimate(model), []);
  return scene.flows.map((flow) => renderSequence(scene, flow, { theme: 'light', standalone: true }));
}

interface Chip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function chips(svg: string): Chip[] {
  return [...svg.matchAll(/class="chip" x="([-\d.]+)" y="([-\d.]+)" width="([-\d.]+)" height="([-\d.]+)"/g)].map(
    ([, ...numbers]) => {
      const [x, y, width, height] = numbers.map(Number);
      return { x, y, width, height };
    },
  );
}

describe('the sequence of a flow', () => {
  test('shows each call once, in order, with what it adds', () => {
    const [svg] = sequences(`client app { users: 1M }
flow visit "Visit" { from: app, rate: 1/user/day }
service api { latency: 10ms }
service a "Service A" { latency: 5ms }
queue jobs { }
app -> api { timeout: 2s }
api -> a { calls: 3 }
api ~> jobs
`);
    expect([...svg.matchAll(/data-id="([^"]+)"/g)].map(([, id]) => id).slice(0, -1)).toEqual([
      'app',
      'api',
      'a',
      'jobs',
      'app-&gt;api',
      'api-&gt;a',
      'api~&gt;jobs',
    ]);
    expect(svg).toMatch(/aria-label="api calls Service A ×3\. Adds [\d.]+ms on average\."/);
    for (const text of ['Service A', 'timeout 2s', '×3', 'Where the time goes']) expect(svg).toContain(text);
  });

  test('keeps labels apart and inside the picture in all examples', () => {
    let seen = 0;
    const files = readdirSync('examples', { recursive: true, encoding: 'utf8' });
    for (const name of files.filter((file) => file.endsWith('design.arch'))) {
      for (const svg of sequences(readFileSync(`examples/${name}`, 'utf8'))) {
        const [, width, height] = svg.match(/viewBox="0 0 (\d+) (\d+)"/)!.map(Number);
        const all = chips(svg);
        seen += all.length;
        for (const [i, a] of all.entries()) {
          expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height, name).toBe(true);
          for (const b of all.slice(i + 1)) {
            const apart =
              a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
            expect(apart, name).toBe(true);
          }
        }
      }
    }
    expect(seen).toBeGreaterThan(20);
  });

  test('says where nothing is known or nothing is called', () => {
    expect(sequences('flow lost { rate: 1/s }')[0]).toContain('`from` is not set');
    expect(sequences('client app { users: 1 }\nflow idle { from: app, rate: 1/user/day }')[0]).toContain(
      'It calls nobody',
    );
  });

  test('draws hostile titles as text', () => {
    const title = `<script>x</script> ]]> \u202e & '\u0001`;
    const [svg] = sequences(`client app "${title}" { users: 1 }
flow f "${title}" { from: app, rate: 1/user/day }
service api "${'y'.repeat(10_000)}" { }
app -> api "${title}" { timeout: 1s }
`);
    expect(svg).not.toMatch(/<script|[\u0001\u202e]/);
    expect(svg).toContain('&lt;script&gt;');
    expect(svg.length).toBeLessThan(20_000);
  });
});
