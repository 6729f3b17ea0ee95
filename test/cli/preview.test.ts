import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { sketch, Workshop } from './workshop.js';

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

function ask(url: string, options: { method?: string; headers?: Record<string, string> } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    asked.on('error', reject).end();
  });
}

/** A running preview of one file. */
async function start(text: string) {
  const workshop = new Workshop({ 'shop.arch': text });
  const stop = new AbortController();
  let out = '';
  let err = '';
  const ended = workshop.run(['preview', 'shop.arch'], {
    io: {
      signal: stop.signal,
      stdout: { write: (part) => (out += part) },
      stderr: { write: (part) => (err += part) },
    },
  });
  onTestFinished(async () => {
    stop.abort();
    await ended;
  });
  const until = async (done: () => boolean | Promise<boolean>) => {
    for (let waited = 0; waited < 20_000; waited += 50) {
      if (await done()) return;
      await sleep(50);
    }
    expect.unreachable(out + err);
  };
  await until(() => err.includes('Watching'));
  await sleep(300);
  return { workshop, stop, ended, until, url: out.split('\n')[0] };
}

it('serves the design on this machine only, to those who know the token', async () => {
  const { url } = await start(sketch);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}\/$/);
  const { origin, host, port } = new URL(url);
  const { status, headers, text } = await ask(url);
  expect(status).toBe(200);
  expect(text).toContain('<h1>Shop</h1>');
  expect(text).toContain('<svg');
  expect(headers['content-security-policy']).toMatch(
    /^default-src 'none'; script-src 'sha256-[^ ]+'; style-src 'sha256-/,
  );
  expect(headers['content-security-policy']).not.toContain('unsafe');
  expect(headers['referrer-policy']).toBe('no-referrer');

  for (const other of ['/', '/content', `/${'0'.repeat(32)}/`, `/${'0'.repeat(32)}/content`, '/..%2f', '//']) {
    expect((await ask(origin + other)).status, other).toBe(404);
  }
  expect((await ask(`${url}nothing`)).status).toBe(404);
  expect((await ask(url, { method: 'POST' })).status).toBe(405);
  expect((await ask(url, { headers: { Host: `evil.example:${port}` } })).status).toBe(404);
  expect((await ask(url, { headers: { Host: host } })).status).toBe(200);
});

it('follows the file, keeps its address and survives errors', async () => {
  const { workshop, until, url } = await start(sketch);
  workshop.write('shop.arch', sketch.replace('service api', 'service api "Named anew"'));
  await until(async () => (await ask(`${url}content`)).text.includes('Named anew'));
  workshop.write('shop.arch', `${sketch}service ] {\n`);
  await until(async () => (await ask(url)).text.includes('The text has errors'));
  expect((await ask(url)).text).toContain('data-id="api"');
});

it('ends all connections when it is interrupted', async () => {
  const { stop, ended, url } = await start(sketch);
  const events = new Promise<string>((resolve) => {
    const asked = request(`${url}events`, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => (text += part));
      response.on('close', () => resolve(text)).on('error', () => {});
      setTimeout(() => stop.abort(), 200);
    });
    asked.end();
  });
  expect(await events).toMatch(/^event: update\ndata: "/);
  expect((await ended).code).toBe(0);
  await expect(ask(url)).rejects.toThrow();
});

it('refuses what it cannot show or serve', async () => {
  const workshop = new Workshop({ 'shop.arch': sketch });
  expect(await workshop.run(['preview', 'nothing.arch'])).toMatchObject({ code: 2, out: '' });
  expect((await workshop.run(['preview', '-'], { stdin: sketch })).err).toContain('cannot be watched');
  expect((await workshop.run(['preview', 'shop.arch', '--port', '99999'])).err).toContain('no port');
});
