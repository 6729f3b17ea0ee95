import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { sketch, Workshop } from './workshop.js';

it('checks again when a file changes, and ends with the last result', async () => {
  const workshop = new Workshop({ 'shop.arch': sketch });
  const stop = new AbortController();
  let out = '';
  let err = '';
  const ended = workshop.run(['check', '--watch'], {
    io: {
      signal: stop.signal,
      stdout: { write: (text) => (out += text) },
      stderr: { write: (text) => (err += text) },
    },
  });
  const until = async (done: () => boolean) => {
    for (let waited = 0; !done() && waited < 20_000; waited += 20) await sleep(20);
    expect(done(), out + err).toBe(true);
  };
  await until(() => err.includes('Watching'));
  expect(out).toBe('Nothing found in 1 file\n');
  // The watcher needs a moment before it sees the folder.
  await sleep(300);
  workshop.write('shop.arch', `${sketch}service ] {\n`);
  await until(() => out.includes('error'));
  workshop.write('archlang.json', '{ "ruls": {} }');
  await until(() => err.includes('did you mean `rules`'));
  workshop.write('archlang.json', '{}');
  await until(() => err.split('Watching').length >= 5);
  stop.abort();
  expect((await ended).code).toBe(1);
});
