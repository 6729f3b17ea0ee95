import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { Workshop } from './workshop.js';

const schema = JSON.parse(readFileSync(new URL('../../language-server/schemas/sweep.json', import.meta.url), 'utf8'));

/**
 * The peak is three times users × 10 ÷ 86,400: 1/s for each 2,880 users. `api` saturates at 1,000/s, 2.88M users; the
 * expectation of 500/s breaks at 1.44M; half of the disk of 160 GB holds the rows of 2.5M users: one a day for 32 days
 * at 1 KB.
 */
const shop = `system "Shop <b>" { maturity: sketch, budget: $3k/month }
param users = 1M in 0.5M..5M "People a day"
param machines = 10 in 1..20
param spare = 3
let twice = 2 * users
client browser { users: users }
flow browse { from: browser, rate: 10/user/day, op: read }
flow buy { from: browser, rate: 1/user/day, op: write, request: 1KB }
service api { replicas: machines, capacity: 100/s, price { replica: $200/month } }
database orders { replicas: 1, storage: 160GB, fill: 50%, replication-factor: 1
  table bought { row: 1KB, retention: 32d, index-overhead: 0% } }
browser -> api { timeout: 2s, for: browse }
browser -> orders { for: buy, stores: bought, timeout: 2s }
expect browse.rate.peak <= 500/s
`;

const sweep = async (argv: readonly string[], text = shop) =>
  new Workshop({ 'shop.arch': text }).run(['sweep', 'shop.arch', ...argv]);
const asJson = async (argv: readonly string[], text = shop) =>
  JSON.parse((await sweep([...argv, '--format', 'json'], text)).out);

describe('sweep', () => {
  it('gives a figure at each step over the range of the param', async () => {
    const { code, out } = await sweep(['--param', 'users', '--steps', '3', '--figure', 'browse.rate.peak']);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^users +browse\.rate\.peak\n +500k +174\/s\n +2M +694\/s\n +3\.5M +1\.22k\/s\n +5M +1\.74k\/s\n/,
    );
  });

  it('puts columns that a terminal has no room for below each other, and none of a pipe or a file', async () => {
    const workshop = new Workshop({ 'shop.arch': shop });
    const argv = ['sweep', 'shop.arch', '--param', 'users', '--steps', '1', '--figure', '*.rate.peak'];
    let shown = '';
    const terminal = (columns: number) => ({ write: (text: string) => (shown += text), columns, isTTY: true });
    const heads = (text: string) => text.split('\n').filter((line) => line.startsWith('users'));
    const { out } = await workshop.run(argv);
    const [whole] = heads(out);
    const names = whole!.split(/ +/).slice(1);
    expect(names.length).toBeGreaterThan(3);
    await workshop.run([...argv, '--no-color'], { io: { stdout: terminal(60) } });
    expect(heads(shown).length).toBeGreaterThan(1);
    expect(heads(shown).flatMap((head) => head.split(/ +/).slice(1))).toEqual(names);
    for (const line of shown.split('\n')) expect(line.length).toBeLessThanOrEqual(60);
    await workshop.run([...argv, '-o', 'curves.txt'], { io: { stdout: terminal(60) } });
    expect(workshop.read('curves.txt')).toBe(out);
  });

  it('finds to 0.1% where a component saturates, the disks are full, an expectation fails', async () => {
    const { breaks, broken } = await asJson(['--param', 'users', '--figure', 'api.utilisation']);
    expect(broken).toEqual([]);
    expect(breaks.map(({ text }: { text: string }) => text)).toEqual([
      'fails: browse.rate.peak <= 500/s',
      'orders outgrows its disks (80GB)',
      'api saturates',
    ]);
    for (const [index, exact] of [1.44e6, 2.5e6, 2.88e6].entries()) {
      expect(Math.abs(breaks[index].at / exact - 1)).toBeLessThan(1e-3);
    }
  });

  it('finds what begins to hold, at the first whole machine', async () => {
    const { breaks, broken, param } = await asJson(
      ['--param', 'machines', '--steps', '4', '--figure', 'api.*'],
      shop.replace('users = 1M', 'users = 2M'),
    );
    expect(param.values).toEqual([1, 6, 11, 15, 20]);
    expect(broken.map(({ text }: { text: string }) => text)).toEqual([
      'api saturates',
      'fails: browse.rate.peak <= 500/s',
    ]);
    // 694/s need 7 machines of 100/s; 15 machines of $200 cost the $3k, 16 more than that.
    expect(
      breaks.map(({ at, text, holds }: { at: number; text: string; holds: boolean }) => [at, text, holds]),
    ).toEqual([
      [7, 'api keeps up', true],
      [16, 'cost exceeds $3k/month', false],
    ]);
  });

  it('judges objectives', async () => {
    const promised = `param p99 = 50ms in 10ms..200ms
      param works = 99.9% in 98%..99.99%
      client web { users: 1M }
      flow view { from: web, rate: 1/user/day, slo { latency.p99: 100ms, availability: 99.5% } }
      service api { replicas: 3, zones: [a, b], capacity: 1k/s, latency: 5ms, latency.p99: p99, availability: 99.99% }
      external bank { latency: 1us, latency.p99: 2us, availability: works, capacity: 1k/s }
      web -> api -> bank`;
    const [late] = (await asJson(['--param', 'p99', '--figure', 'view.latency.p99'], promised)).breaks;
    expect(late).toMatchObject({ kind: 'latency', of: 'view.latency.p99', bound: 0.1, unit: 's', holds: false });
    expect(late.at).toBeGreaterThan(0.05);
    expect(late.at).toBeLessThan(0.1);
    const up = (await asJson(['--param', 'works', '--figure', 'view.availability'], promised)).breaks.at(-1);
    expect(up).toMatchObject({ kind: 'availability', of: 'view.availability', holds: true });
    expect(up.at).toBeGreaterThanOrEqual(0.995 * (1 - 1e-3));
  });

  it('spaces logarithmically, from and to where it is told', async () => {
    const { param } = await asJson([
      '--param',
      'users',
      '--from',
      '1k',
      '--to',
      '10M',
      '--steps',
      '4',
      '--log',
      '--figure',
      'browse.rate.peak',
    ]);
    expect(param).toMatchObject({ from: 1000, to: 1e7, values: [1e3, 1e4, 1e5, 1e6, 1e7] });
  });

  it('has the shape of its schema', async () => {
    const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
    for (const argv of [
      ['--param', 'users', '--figure', '*'],
      ['--param', 'machines', '--figure', '*.rate.peak'],
    ]) {
      expect(validate(await asJson(argv)) ? [] : validate.errors).toEqual([]);
    }
  });

  it('writes CSV with a row for each break', async () => {
    const { out } = await sweep([
      '--param',
      'users',
      '--steps',
      '1',
      '--figure',
      'browse.rate.peak',
      '--format',
      'csv',
    ]);
    const rows = out.trimEnd().split('\r\n');
    expect(rows[0]).toBe('users,browse.rate.peak,breaks');
    expect(rows).toHaveLength(6);
    expect(rows[1]).toMatch(/^500000,173\.6111\d*,$/);
    expect(rows[2]).toMatch(/^14[34]\d{4}.*fails: browse\.rate\.peak <= 500\/s$/);
  });

  it('draws curves as SVG, with the breaks and the words escaped', async () => {
    const workshop = new Workshop({ 'shop.arch': shop });
    const argv = [
      'sweep',
      'shop.arch',
      '--param',
      'users',
      '--figure',
      '{api,orders}.utilisation',
      '--figure',
      'browse.rate.peak',
      '-o',
      'out/users.svg',
    ];
    expect(await workshop.run(argv)).toEqual({ code: 0, out: '', err: '' });
    const svg = workshop.read('out/users.svg');
    expect(svg).toContain('>Shop &lt;b&gt;</text>');
    expect(svg).toContain('2.88M · api saturates');
    expect(svg).toContain('People a day (users)');
    expect(svg.match(/class="curve /g)).toHaveLength(2);
    expect(svg).not.toMatch(/NaN|undefined|Infinity|<script/);
    const dark = await workshop.run([...argv.slice(0, -2), '--format', 'svg', '--theme', 'dark']);
    expect(dark.out).toContain('class="archlang archlang-dark"');
  });

  it.each([
    [['--param', 'usres'], 'there is no param `usres`.\nDid you mean `users`?'],
    [['--param', 'twice'], '`twice` cannot be turned: it follows from other values.\nOnly a `param` can be swept.'],
    [['--param', 'spare'], '`spare` has no range of its own, and `--from` is not given.'],
    [
      ['--param', 'spare', '--from', '1', '--to', '2'],
      'nothing depends on `spare`: every figure is the same at 1 and at 2.',
    ],
    [['--param', 'users', '--from', '5M', '--to', '1M'], 'the range is empty: from 5M to 1M.'],
    [['--param', 'users', '--from', '1s'], '`--from 1s` does not fit.'],
    [['--param', 'users', '--from', '0', '--log'], 'a logarithmic scale cannot begin at 0.'],
    [['--param', 'machines', '--from', '1.5'], '`machines` counts whole things.'],
    [['--param', 'users', '--steps', '0'], 'A whole number from 1 to 1000 is needed.'],
    [
      ['--param', 'users', '--figure', 'api.utilization'],
      'there is no figure `api.utilization`.\nDid you mean `api.utilisation`?',
    ],
    [['--param', 'users', '--figure', '*', '--format', 'svg'], 'curves are too many for one picture.'],
  ])('refuses %j', async (argv, message) => {
    const { code, out, err } = await sweep(argv);
    expect(err).toContain(message);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });
});
