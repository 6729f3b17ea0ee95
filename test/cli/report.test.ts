import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { sketch, Workshop } from './workshop.js';

const hostile = '<script>alert(1)</script> ]]> <!-- \u202egpj.exe "\' & \u0001';

async function pageOf(text: string, ...more: string[]): Promise<string> {
  const { out, err } = await new Workshop({ 'shop.arch': text }).run(['report', 'shop.arch', ...more]);
  expect(err).toBe('');
  return out;
}

it('holds picture, flows, findings, expectations, accepted risks and figures with their working', async () => {
  const page = await pageOf(`${sketch.replace('replicas: 1', 'replicas: 4')}
api -> store { retries: 5 }
database store { capacity: 2k/s }
expect buy.rate.peak < 100/s
expect buy.rate.peak < 1/s
accept retry-without-backoff on api->store until 2030-01-01 "only in tests"
`);
  for (const part of ['<svg', 'hop by hop', 'id="findings"', 'only in tests', '2030-01-01', 'users × rate per user']) {
    expect(page).toContain(part);
  }
  expect(page).toContain('1 of 2 expectations not met');
  expect(page.match(/<h1>(.*?)<\/h1>/)?.[1]).toBe('Shop');
});

it('allows its own style sheets and nothing else', async () => {
  const page = await pageOf(sketch);
  const policy = page.match(/Content-Security-Policy" content="([^"]+)"/)?.[1].replaceAll('&#39;', "'") ?? '';
  expect(policy).toMatch(/^default-src 'none'; style-src /);
  const styles = [...page.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text]) => text);
  expect(styles.length).toBe(2);
  // The one inside SVG is read as XML is.
  const read = styles.map((text) => text.replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));
  const [own, picture] = [styles[0], read[1]].map((text) => createHash('sha256').update(text).digest('base64'));
  expect(policy).toContain(`'sha256-${own}'`);
  expect(policy).toContain(`'sha256-${picture}'`);
  expect(page).not.toMatch(/<script|<link|<img|<iframe| on\w+=| style="|https?:\/\/(?!www\.w3\.org)/);
});

it('shows hostile titles as text', async () => {
  const title = hostile.replaceAll('"', '');
  const page = await pageOf(`system "${title}" { maturity: sketch }
client browser "${title}" { users: 1M }
service api "${'x'.repeat(10_000)}" { capacity: 1k/s, latency: 5ms }
flow buy "${title}" { from: browser, rate: 1/user/day }
browser -> api "${title}" { timeout: 2s }
group "${title}" { service other { } }
expect buy.rate.peak < 100/s "${title}"
`);
  expect(page).not.toMatch(/<script|[\u0001\u202e]/);
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page).not.toContain('x'.repeat(3000));
});

it('says of an empty design what it needs, and of a broken one what is wrong', async () => {
  expect(await pageOf('')).toContain('No figures yet');
  const broken = await new Workshop({ 'shop.arch': `${sketch}service ] {\n` }).run([
    'report',
    'shop.arch',
    '-o',
    'r.html',
  ]);
  expect(broken.code).toBe(1);
  expect(broken.err).toContain('shop.arch:6');
});
