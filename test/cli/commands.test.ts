import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { readExamples } from '../../language-server/src/cli/gallery/examples.js';
import { galleryFolder } from '../../language-server/src/cli/gallery/folder.js';
import { sketch, Workshop } from './workshop.js';

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const schema = JSON.parse(
  readFileSync(new URL('../../language-server/schemas/estimate.json', import.meta.url), 'utf8'),
);

describe('estimate', () => {
  it('gives a table of what matters', async () => {
    const { code, out } = await new Workshop({ 'shop.arch': sketch }).run(['estimate']);
    expect(code).toBe(0);
    expect(out).toMatch(/^flow buy\n {2}rate\.average +11\.6\/s\n {2}rate\.peak +34\.7\/s/m);
    expect(out).toMatch(/^ {2}utilisation +17\.4%/m);
  });

  it('selects by name and by pattern', async () => {
    const workshop = new Workshop({ 'shop.arch': sketch });
    const names = async (...argv: string[]) =>
      JSON.parse((await workshop.run(['estimate', '--format', 'json', ...argv])).out).figures.map(
        ({ name }: { name: string }) => name,
      );
    expect(await names('--figure', 'buy.rate.peak')).toEqual(['buy.rate.peak']);
    expect(await names('--figure', '{buy,api}.rate.average')).toEqual(['buy.rate.average', 'api.rate.average']);
    expect((await names()).length).toBeGreaterThan(10);
  });

  it('refuses a figure that does not exist', async () => {
    const { code, err } = await new Workshop({ 'shop.arch': sketch }).run(['estimate', '--figure', 'buy.rate.peek']);
    expect(code).toBe(2);
    expect(err).toBe('archlang: there is no figure `buy.rate.peek`.\nDid you mean `buy.rate.peak`?\n');
  });

  it('shows the working with where each value is from', async () => {
    const { out } = await new Workshop({ 'shop.arch': sketch }).run([
      'estimate',
      '--figure',
      'buy.rate.average',
      '--derive',
    ]);
    expect(out).toMatch(/^buy\.rate\.average = 11\.6\/s\n {2}= users × rate per user/);
    expect(out).toMatch(/browser\.users +1M {2}written at shop\.arch:2\n/);
    const exact = await new Workshop({ 'shop.arch': sketch }).run([
      'estimate',
      '--figure',
      'buy.rate.average',
      '--exact',
    ]);
    expect(exact.out).toContain('11.574074');
  });

  it('says what is missing', async () => {
    const { out } = await new Workshop({ 'shop.arch': sketch.replace(', capacity: 200/s', '') }).run(['estimate']);
    expect(out).toMatch(/utilisation[^\n]* needs? [^\n]*`api\.capacity`/);
  });

  it('writes JSON in the shape of its schema, with unknown figures apart', async () => {
    const workshop = new Workshop({ 'shop.arch': sketch.replace(', capacity: 200/s', '') });
    const report = JSON.parse((await workshop.run(['estimate', '--format', 'json'])).out);
    const validate = ajv.compile(schema);
    expect(validate(report) ? [] : validate.errors).toEqual([]);
    expect(report.unknown).toContainEqual({ name: 'api.utilisation', missing: ['api.capacity'], design: 'shop.arch' });
  });

  it('writes what has no bound as a word', async () => {
    const workshop = new Workshop({ 'shop.arch': sketch.replace('200/s', '20/s') });
    const { out } = await workshop.run(['estimate', '--format', 'json']);
    const validate = ajv.compile(schema);
    expect(validate(JSON.parse(out)) ? [] : validate.errors).toEqual([]);
  });

  it('writes CSV with exact numbers', async () => {
    const { out } = await new Workshop({ 'a,b.arch': sketch }).run([
      'estimate',
      '--format',
      'csv',
      '--figure',
      'buy.rate.average',
    ]);
    const [header, line, rest] = out.split('\r\n');
    expect(header).toBe('design,name,value,unit,missing');
    expect(line).toMatch(/^"a,b\.arch",buy\.rate\.average,11\.574074074074\d+,\/s,$/);
    expect(rest).toBe('');
  });

  it('writes Markdown, with and without the working', async () => {
    const workshop = new Workshop({ 'shop.arch': sketch });
    expect((await workshop.run(['estimate', '--format', 'markdown'])).out).toContain(
      '| <code>rate.peak</code> | 34.7/s |',
    );
    const derived = await workshop.run([
      'estimate',
      '--format',
      'markdown',
      '--derive',
      '--figure',
      'buy.rate.average',
    ]);
    expect(derived.out).toContain('| <code>browser.users</code> | 1M | written at shop.arch');
  });

  it('goes on with what can be read, and says what cannot', async () => {
    const { code, out, err } = await new Workshop({ 'shop.arch': `${sketch}service ] {\n` }).run(['estimate']);
    expect(code).toBe(1);
    expect(out).toContain('34.7/s');
    expect(err).toMatch(/^shop\.arch:6:\d+: error /);
  });
});

describe('render', () => {
  it('writes an SVG, to a file or to standard output', async () => {
    const workshop = new Workshop({ 'shop.arch': sketch });
    const { out } = await workshop.run(['render', 'shop.arch']);
    expect(out).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
    expect(await workshop.run(['render', 'shop.arch', '-o', 'out/shop.svg'])).toMatchObject({
      code: 0,
      out: '',
      err: '',
    });
    expect(workshop.read('out/shop.svg')).toBe(out);
    expect(readdirSync(join(workshop.folder, 'out'))).toEqual(['shop.svg']);
  });

  it('has a dark theme', async () => {
    const workshop = new Workshop({ 'shop.arch': sketch });
    const light = await workshop.run(['render', 'shop.arch']);
    const dark = await workshop.run(['render', 'shop.arch', '--theme', 'dark']);
    expect(dark.out).not.toBe(light.out);
  });

  it('writes a PNG', async () => {
    const workshop = new Workshop({ 'shop.arch': sketch });
    expect(await workshop.run(['render', 'shop.arch', '-o', 'shop.png'])).toMatchObject({ code: 0, err: '' });
    const bytes = readFileSync(join(workshop.folder, 'shop.png'));
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(bytes.readUInt32BE(16)).toBeGreaterThan(400);
  });

  it('draws only what a flow passes', async () => {
    const design =
      `${sketch}service batch {}\nflow look { from: browser, rate: 1/s }\nbrowser -> batch { for: look }\n`.replace(
        '{ timeout: 2s }',
        '{ for: buy, timeout: 2s }',
      );
    const workshop = new Workshop({ 'shop.arch': design });
    expect((await workshop.run(['render', 'shop.arch'])).out).toContain('>batch<');
    const { out } = await workshop.run(['render', 'shop.arch', '--only', 'buy']);
    expect(out).toContain('>api<');
    expect(out).not.toContain('>batch<');
  });

  it('collapses a group', async () => {
    const workshop = new Workshop({
      'shop.arch': `${sketch}group "Data tier" { database orders {} }\napi -> orders\n`,
    });
    expect((await workshop.run(['render', 'shop.arch'])).out).toContain('>orders<');
    const { code, out } = await workshop.run(['render', 'shop.arch', '--collapse', 'Data tier']);
    expect(code).toBe(0);
    expect(out).not.toContain('>orders<');
  });

  it.each([
    [['-o', 'shop.jpg'], 'neither an `.svg` nor a `.png`'],
    [['--collapse', 'api'], '`api` is a service.'],
    [['--only', 'byu'], 'Did you mean `buy`?'],
    [['--theme', 'pink'], 'Allowed choices are light, dark'],
    [['-o', 'shop.arch/x.svg'], 'cannot write'],
  ])('refuses %j', async (argv, message) => {
    const workshop = new Workshop({ 'shop.arch': sketch });
    const { code, err } = await workshop.run(['render', 'shop.arch', ...argv]);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(readdirSync(workshop.folder)).toEqual(['shop.arch']);
  });
});

describe('format', () => {
  const loose = 'service   api{replicas:2}\n';

  it('writes files and is done the second time', async () => {
    const workshop = new Workshop({ 'shop.arch': loose });
    expect(await workshop.run(['format'])).toMatchObject({ code: 0, out: 'shop.arch\n' });
    const set = workshop.read('shop.arch');
    expect(set).not.toBe(loose);
    expect(await workshop.run(['format'])).toMatchObject({ code: 0, out: '' });
    expect(workshop.read('shop.arch')).toBe(set);
  });

  it('only names files with --check', async () => {
    const workshop = new Workshop({ 'shop.arch': loose });
    expect(await workshop.run(['format', '--check'])).toMatchObject({ code: 1, out: 'shop.arch is not formatted\n' });
    expect(workshop.read('shop.arch')).toBe(loose);
  });

  it('passes standard input through', async () => {
    const { code, out } = await new Workshop().run(['format', '-'], { stdin: loose });
    expect(code).toBe(0);
    expect(out).toMatch(/^service api \{/);
  });

  it('leaves a text alone that does not parse', async () => {
    const broken = 'service ] {\n   x';
    const workshop = new Workshop({ 'shop.arch': broken });
    const { code, err } = await workshop.run(['format']);
    expect(code).toBe(1);
    expect(err).toMatch(/^shop\.arch:1:\d+: not formatted: /);
    expect(workshop.read('shop.arch')).toBe(broken);
  });
});

describe('explain and rules', () => {
  it('shows a rule as a page', async () => {
    const { code, out } = await new Workshop().run(['explain', 'missing-timeout']);
    expect(code).toBe(0);
    expect(out).toMatch(/^missing-timeout {2}warning {2}reliability; /);
    for (const part of ['Incorrect: ', 'Correct: ', 'Sources\n', '/docs/rules/missing-timeout.md'])
      expect(out).toContain(part);
  });

  it('knows what the language itself checks', async () => {
    expect((await new Workshop().run(['explain', 'expectation'])).out).toContain('An `expect` does not hold');
  });

  it('suggests the nearest name', async () => {
    const { code, err } = await new Workshop().run(['explain', 'mising-timeout']);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'archlang: there is no rule `mising-timeout`.\nDid you mean `missing-timeout`?\n',
    });
  });

  it('lists the rules as configured', async () => {
    const workshop = new Workshop({ 'archlang.json': '{ "rules": { "missing-timeout": "off" } }' });
    expect((await workshop.run(['rules'])).out).toMatch(/^ {2}off {6}missing-timeout +/m);
    const { rules } = JSON.parse((await workshop.run(['rules', '--format', 'json'])).out);
    expect(rules).toContainEqual(
      expect.objectContaining({ name: 'missing-timeout', level: 'off', severity: 'warning' }),
    );
    const { out } = await workshop.run(['rules', '--category', 'caching']);
    expect(out).not.toContain('missing-timeout');
  });
});

const examples = readExamples(galleryFolder());

describe('init', () => {
  it.each(examples.map(({ name }) => name))('%s writes a design that checks clean', async (name) => {
    const workshop = new Workshop();
    expect((await workshop.run(['init', name])).code).toBe(0);
    const { code, out } = await workshop.run(['check', '--format', 'compact', '--fail-on', 'warning', '--quiet']);
    expect(out).toBe('');
    expect(code).toBe(0);
  });

  it('writes a small one, of which there is nothing to say, when none is named', async () => {
    const workshop = new Workshop();
    const { code, out } = await workshop.run(['init']);
    expect(code).toBe(0);
    expect(out).toContain('Wrote design.arch.');
    expect((await workshop.run(['check', '--format', 'compact'])).out).toBe('');
    const { out: figures, err } = await workshop.run(['estimate']);
    expect(err).toBe('');
    expect(figures).toContain('utilisation');
  });

  it('takes the last part of a name, and the file beside a design', async () => {
    const workshop = new Workshop();
    const whole = await workshop.run(['init', 'platform/url-shortener', '-o', '-']);
    expect((await workshop.run(['init', 'url-shortener', '-o', '-'])).out).toBe(whole.out);
    expect(whole.out).toContain('system "URL shortener" {');
    const { out } = await workshop.run(['init', 'url-shortener/wrong', '-o', '-']);
    expect(out).toContain('system "URL shortener, in a hurry" {');
  });

  it('lists the templates group by group, one line each', async () => {
    const { out } = await new Workshop().run(['init', '--list']);
    for (const { name } of examples) expect(out).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    expect(out).toMatch(/^Feeds\n(?: {2}feeds\/.*\n)* {2}feeds\/news-feed +A feed of posts /m);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('does not overwrite', async () => {
    const workshop = new Workshop({ 'design.arch': sketch });
    const { code, err } = await workshop.run(['init']);
    expect(code).toBe(2);
    expect(err).toContain('`design.arch` is there already');
    expect(workshop.read('design.arch')).toBe(sketch);
  });

  it.each([
    ['url-shortner', 'Did you mean `url-shortener`?'],
    ['feeds', '`feeds` is a group of templates'],
    ['wrong', 'there is no template `wrong`'],
    ['../../README', 'there is no template'],
  ])('says of `%s` what is there', async (name, expected) => {
    const { code, err } = await new Workshop().run(['init', name]);
    expect(code).toBe(2);
    expect(err).toContain(expected);
  });
});

describe('lsp', () => {
  it('asks for --stdio', async () => {
    expect(await new Workshop().run(['lsp'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('Add `--stdio`.'),
    });
  });
});
