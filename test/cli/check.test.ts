import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sketch, Workshop } from './workshop.js';

/** One warning with a safe fix: a call without a timeout. */
const untimed = `system "Shop" { maturity: design }
service api { replicas: 2, zones: [a, b], capacity: 100/s }
service billing { replicas: 2, zones: [a, b], capacity: 100/s }
api -> billing
`;
const rule = ['--rule', 'missing-timeout'];

describe('check: exit codes', () => {
  it('is 0 when nothing is found', async () => {
    const { code, out, err } = await new Workshop({ 'shop.arch': sketch }).run(['check']);
    expect({ code, out, err }).toEqual({ code: 0, out: 'Nothing found in 1 file\n', err: '' });
  });

  it('is 1 for a text that does not parse', async () => {
    const { code, out } = await new Workshop({ 'shop.arch': `${sketch}service ] {\n` }).run(['check']);
    expect(code).toBe(1);
    expect(out).toContain('shop.arch:6:');
  });

  it('is 2 for a path that does not exist, and says where it was looked for', async () => {
    const workshop = new Workshop({ 'shop.arch': sketch });
    const { code, out, err } = await workshop.run(['check', 'shopp.arch']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe(
      `archlang: there is no file or folder \`shopp.arch\`.\nIt was looked for in ${workshop.folder}.\n`,
    );
  });

  it.each([
    [['check'], 'there is no `.arch` file below `.`'],
    [['check', 'x/*.arch'], 'no file matches `x/*.arch`'],
  ])('is 2 where nothing is found: %j', async (argv, message) => {
    const { code, err } = await new Workshop().run(argv);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('goes by --fail-on', async () => {
    const workshop = new Workshop({ 'shop.arch': untimed });
    expect((await workshop.run(['check', ...rule])).code).toBe(0);
    expect((await workshop.run(['check', ...rule, '--fail-on', 'warning'])).code).toBe(1);
    workshop.write('shop.arch', `${untimed}service ] {\n`);
    expect((await workshop.run(['check', ...rule, '--fail-on', 'never'])).code).toBe(0);
  });

  it('goes by --max-warnings', async () => {
    const workshop = new Workshop({ 'shop.arch': untimed });
    expect((await workshop.run(['check', ...rule, '--max-warnings', '1'])).code).toBe(0);
    const { code, err } = await workshop.run(['check', ...rule, '--max-warnings', '0']);
    expect(code).toBe(1);
    expect(err).toContain('1 warning; at most 0 may be left.');
    expect((await workshop.run(['check', '--max-warnings', 'x'])).code).toBe(2);
  });

  it('counts expectations that fail', async () => {
    const workshop = new Workshop({
      'shop.arch': `${sketch}expect buy.rate.peak < 1/s\nexpect buy.rate.peak < 1k/s\n`,
    });
    const { code, out } = await workshop.run(['check', '--format', 'json']);
    expect(code).toBe(1);
    expect(JSON.parse(out).expectations).toMatchObject([
      { text: 'buy.rate.peak < 1/s', holds: false, unit: '/s' },
      { text: 'buy.rate.peak < 1k/s', holds: true, unit: '/s' },
    ]);
  });
});

describe('check: the call', () => {
  it.each([
    [['chek'], 'Did you mean `check`?'],
    [['check', '--formt', 'json'], 'Did you mean `--format`?'],
    [['check', '--format', 'jsn'], 'Did you mean `json`?'],
    [['check', '--rule', 'missing-timeot'], 'Did you mean `missing-timeout`?'],
    [['shop.arch'], 'Did you mean `archlang check shop.arch`?'],
    [['check', '--fail-on', 'all'], 'Allowed choices are'],
    [['check', '--format', 'json', '--format', 'sarif'], 'two reports go to standard output'],
    [['check', '--update-baseline'], 'Add `--baseline FILE`.'],
    [['check', '--fix', '--fix-dry-run'], 'Give one of them.'],
    [['check', '--fix', '-'], 'standard input cannot be mended'],
    [['check', '--set', 'dau'], 'Write it as `--set dau=200M`.'],
    [['check', '--set', 'dau=200M'], 'there is no param `dau` to set'],
    [['check', '--stdin-filename', 'x.arch'], 'Give `-` as the path.'],
  ])('%j is refused with advice', async (argv, advice) => {
    const { code, out, err } = await new Workshop({ 'shop.arch': sketch }).run(argv);
    expect(err).toContain(advice);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('prints help and version', async () => {
    const workshop = new Workshop();
    const help = await workshop.run(['--help']);
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toContain('render [options] <file>');
    expect((await workshop.run(['check', '--help'])).out).toContain('--max-warnings <n>');
    expect((await workshop.run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+/);
    expect((await workshop.run([])).code).toBe(2);
  });

  it('says in one line what went wrong inside, and where only when asked', async () => {
    const stdout = {
      write: () => {
        throw new TypeError('kaput');
      },
    };
    const workshop = new Workshop({ 'shop.arch': sketch });
    const plain = await workshop.run(['check'], { io: { stdout } });
    expect(plain.code).toBe(2);
    expect(plain.err).toMatch(/^archlang: an error inside the program: kaput\.\n`--stack` shows where\..*\n$/);
    for (const more of [{ argv: ['--stack'] }, { argv: [], env: { DEBUG: '1' } }]) {
      const { err } = await workshop.run(['check', ...more.argv], {
        io: { stdout, ...(more.env && { env: more.env }) },
      });
      expect(err).toMatch(/\n\s+at /);
    }
  });

  it('sets params', async () => {
    const design = sketch.replace('users: 1M', 'users: dau').concat('param dau = 1M\nexpect buy.rate.average < 20/s\n');
    const workshop = new Workshop({ 'shop.arch': design });
    expect((await workshop.run(['check'])).code).toBe(0);
    expect((await workshop.run(['check', '--set', 'dau=10M'])).code).toBe(1);
    expect((await workshop.run(['check', '--set', 'dau=20Q'])).err).toContain('`--set dau=20Q` sets no quantity');
    expect((await workshop.run(['check', '--set', 'dau=5s'])).err).toContain('is a plain number, but `5s` is a time.');
  });
});

describe('check: files', () => {
  it('takes folders, globs and files, once each, and leaves out node_modules and dot folders', async () => {
    const workshop = new Workshop({
      'a.arch': sketch,
      'sub/b.arch': sketch,
      'node_modules/x/c.arch': 'broken {{{',
      '.hidden/d.arch': 'broken {{{',
      'sub/e.txt': sketch,
    });
    const files = async (...argv: string[]) =>
      JSON.parse((await workshop.run(['check', '--format', 'json', ...argv])).out).files;
    expect(await files()).toBe(2);
    expect(await files('sub', 'sub/*.arch', 'sub/b.arch')).toBe(1);
    expect(await files('**/*.arch')).toBe(2);
    expect(await files('sub/e.txt')).toBe(1);
  });

  it('does not follow a link to a folder above', async () => {
    const workshop = new Workshop({ 'a.arch': sketch });
    mkdirSync(join(workshop.folder, 'sub'));
    symlinkSync('..', join(workshop.folder, 'sub/up'));
    expect(JSON.parse((await workshop.run(['check', '--format', 'json'])).out).files).toBe(1);
  });

  it('reads standard input under another name', async () => {
    const { code, out } = await new Workshop().run(
      ['check', '-', '--stdin-filename', 'sub/new.arch', '--format', 'compact'],
      {
        stdin: 'service ] {\n',
      },
    );
    expect(code).toBe(1);
    expect(out).toMatch(/^sub\/new\.arch:1:/);
  });

  it('follows imports and finds each finding once', async () => {
    const workshop = new Workshop({
      'a.arch': `import "./lib/common.arch"\n${sketch}`,
      'b.arch': `import "./lib/common.arch"\nservice other {}\n`,
      'lib/common.arch': 'service shared { timeout: 200MB }\n',
    });
    const { out } = await workshop.run(['check', '--format', 'json']);
    const { files, findings } = JSON.parse(out);
    expect(files).toBe(3);
    const shared = findings.filter(({ file }: { file: string }) => file === 'lib/common.arch');
    expect(shared.filter(({ rule }: { rule: string }) => rule === 'unknown-property')).toHaveLength(1);
    expect(new Set(shared.map((finding: object) => JSON.stringify(finding))).size).toBe(shared.length);
    const only = JSON.parse((await workshop.run(['check', 'a.arch', '--format', 'json'])).out);
    expect(only.files).toBe(2);
  });

  it('lives with cycles and self-imports', async () => {
    const workshop = new Workshop({
      'a.arch': 'import "./b.arch"\nimport "./a.arch"\nservice a {}\n',
      'b.arch': 'import "./a.arch"\nservice b {}\n',
    });
    const { out } = await workshop.run(['check', '--format', 'json', '--rule', 'missing-timeout']);
    expect(JSON.parse(out)).toMatchObject({ files: 2, findings: [] });
  });

  it('finds imports that do not exist or leave the workspace', async () => {
    const workshop = new Workshop({
      'inside/archlang.json': '{}',
      'inside/a.arch': 'import "../secret.arch"\nimport "./gone.arch"\nimport "./folder.arch"\nservice a {}\n',
      'secret.arch': 'service leaked {}\n',
      'inside/folder.arch/x': '',
    });
    const { code, out } = await workshop.run(['check', 'a.arch', '--format', 'json'], { within: 'inside' });
    expect(code).toBe(1);
    const { files, findings } = JSON.parse(out);
    expect(files).toBe(1);
    expect(findings.map(({ message }: { message: string }) => message)).toEqual([
      expect.stringMatching(/`\.\.\/secret\.arch` cannot be imported: it lies outside `.*inside`/),
      '`./gone.arch` cannot be imported: it does not exist.',
      '`./folder.arch` cannot be imported: it is not a file.',
    ]);
  });

  it.each([
    ['random bytes', Buffer.from(Array.from({ length: 20_000 }, (_, i) => (i * 7919 + (i >> 3) * 104_729) % 256))],
    ['nothing', ''],
    ['100,000 braces', '{'.repeat(100_000)],
    ['20 MB', 'service a {}\n'.repeat(1_600_000)],
    ['one long line', `service a { replicas: 1 } ${'x '.repeat(100_000)}`],
  ])('survives %s', async (_, content) => {
    const workshop = new Workshop();
    workshop.write('odd.arch', content);
    const { code, out, err } = await workshop.run(['check']);
    expect([0, 1]).toContain(code);
    expect(err).toBe('');
    expect(out.length).toBeLessThan(200_000);
  });
});

describe('check: reports', () => {
  it('writes several at once, each to its place', async () => {
    const workshop = new Workshop({ 'shop.arch': untimed });
    const argv = [
      'check',
      ...rule,
      '--format',
      'sarif',
      '--output',
      'out/a.sarif',
      '--format',
      'compact',
      '--format',
      'json',
      '--output',
      'b.json',
    ];
    const { out } = await workshop.run(argv);
    expect(out).toMatch(/^shop\.arch:4:1: warning missing-timeout: /);
    expect(JSON.parse(workshop.read('out/a.sarif')).version).toBe('2.1.0');
    expect(JSON.parse(workshop.read('b.json')).version).toBe(1);
  });

  it('does not colour a file, and colours a pipe only when asked', async () => {
    const workshop = new Workshop({ 'shop.arch': untimed });
    const { out } = await workshop.run(['check', ...rule, '--color', '--format', 'pretty', '--output', 'a.txt']);
    expect(out).toBe('');
    expect(workshop.read('a.txt')).not.toContain('\u001b');
    expect((await workshop.run(['check', ...rule])).out).not.toContain('\u001b');
    expect((await workshop.run(['check', ...rule, '--color'])).out).toContain('\u001b');
  });

  it('obeys NO_COLOR on a terminal, and the option above it', async () => {
    const workshop = new Workshop({ 'shop.arch': untimed });
    const on = async (env: Record<string, string>, ...argv: string[]) => {
      let out = '';
      const stdout = { write: (text: string) => (out += text), isTTY: true, columns: 80 };
      await workshop.run(['check', ...rule, ...argv], { io: { env, stdout } });
      return out.includes('\u001b');
    };
    expect(await on({})).toBe(true);
    expect(await on({ NO_COLOR: '1' })).toBe(false);
    expect(await on({ TERM: 'dumb' })).toBe(false);
    expect(await on({ NO_COLOR: '1' }, '--color')).toBe(true);
    expect(await on({}, '--no-color')).toBe(false);
  });

  it('shows only what fails when quiet', async () => {
    const workshop = new Workshop({ 'shop.arch': untimed });
    expect((await workshop.run(['check', ...rule, '--quiet'])).out).toBe('');
    expect((await workshop.run(['check', ...rule, '--quiet', '--fail-on', 'warning'])).out).toContain(
      'missing-timeout',
    );
  });

  it('names files from the working folder, and from the repository where services need it', async () => {
    const workshop = new Workshop({ '.git/HEAD': '', 'sub/shop.arch': untimed });
    const { out } = await workshop.run(['check', ...rule, '--format', 'compact'], { within: 'sub' });
    expect(out).toMatch(/^shop\.arch:/);
    const github = await workshop.run(['check', ...rule, '--format', 'github'], { within: 'sub' });
    expect(github.out).toMatch(/^::warning file=sub\/shop\.arch,line=4/);
  });

  it('shows the time each rule takes', async () => {
    const { err } = await new Workshop({ 'shop.arch': untimed }).run(['check', '--stats']);
    expect(err).toMatch(/read and parse +[\d.]+\n/);
    expect(err).toMatch(/ {2}missing-timeout +[\d.]+\n/);
  });
});

describe('check: configuration', () => {
  it('is found upwards', async () => {
    const workshop = new Workshop({
      'archlang.json': '{ "rules": { "missing-timeout": "error" } }',
      'a/b/shop.arch': untimed,
    });
    expect((await workshop.run(['check', '--format', 'compact'], { within: 'a/b' })).out).toContain(
      ': error missing-timeout: ',
    );
  });

  it('extends other files, also in a circle', async () => {
    const workshop = new Workshop({
      'archlang.json': '{ "extends": "./team/base.json" }',
      'team/base.json': '{ "extends": "../archlang.json", "rules": { "missing-timeout": "off" } }',
      'shop.arch': untimed,
    });
    expect((await workshop.run(['check', '--format', 'compact'])).out).not.toContain('missing-timeout');
  });

  it('turns a rule on that is asked for by name', async () => {
    const workshop = new Workshop({
      'archlang.json': '{ "rules": { "missing-timeout": "off" } }',
      'shop.arch': untimed,
    });
    expect((await workshop.run(['check', ...rule, '--format', 'compact'])).out).toContain('missing-timeout');
  });

  it('applies overrides, and ignores what is found but not what is named', async () => {
    const workshop = new Workshop({
      'archlang.json':
        '{ "overrides": [{ "files": "old/**", "rules": { "missing-timeout": "off" } }], "ignore": ["drafts/**"] }',
      'old/shop.arch': untimed,
      'drafts/new.arch': 'service ] {\n',
    });
    const { code, out } = await workshop.run(['check', '--format', 'compact']);
    expect(code).toBe(0);
    expect(out).not.toContain('missing-timeout');
    expect((await workshop.run(['check', 'drafts/new.arch'])).code).toBe(1);
  });

  it.each([
    ['{ "rules": { "missing-timeot": "off" } }', 'did you mean `missing-timeout`?'],
    ['{ "rules": { "missing-timeout": "of" } }', 'did you mean `off`?'],
    ['{ "ruls": {} }', 'did you mean `rules`?'],
    ['{ "rules": ', 'is not valid JSON'],
    ['{ "extends": "./gone.json" }', 'cannot read the configuration `gone.json`: it does not exist'],
  ])('%s is the fault of the configuration', async (text, message) => {
    const { code, err } = await new Workshop({ 'archlang.json': text, 'shop.arch': sketch }).run(['check']);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).toContain('.json');
  });

  it('uses the file it is given', async () => {
    const workshop = new Workshop({ 'ci.json': '{ "rules": { "missing-timeout": "error" } }', 'shop.arch': untimed });
    expect((await workshop.run(['check', '--config', 'ci.json'])).code).toBe(1);
    expect((await workshop.run(['check', '--config', 'none.json'])).code).toBe(2);
  });

  it('is printed', async () => {
    const workshop = new Workshop({
      'archlang.json': '{ "extends": "strict", "rules": { "missing-timeout": "off" } }',
      'shop.arch': sketch,
    });
    const { code, out } = await workshop.run(['check', '--print-config', 'shop.arch']);
    expect(code).toBe(0);
    const [file] = JSON.parse(out).files;
    expect(file).toMatchObject({ file: 'shop.arch', from: ['archlang.json'], preset: 'strict', ignored: false });
    expect([file.rules['missing-timeout']].flat()[0]).toBe('off');
  });
});

/** Its retry lacks a wait, but with one the calls take longer than whoever calls is patient: that would be an error. */
const tight = `system "Shop" { maturity: design }
service front { replicas: 2, zones: [a, b] }
service api { replicas: 2, zones: [a, b] }
service billing { replicas: 2, zones: [a, b] }
front -> api { timeout: 1s }
api -> billing { timeout: 490ms, retries: 1 }
`;

describe('check: fixes', () => {
  it('are announced only where `--fix` would make them', async () => {
    const unpaused = ['--rule', 'retry-without-backoff', '--rule', 'timeout-inversion'];
    const refused = new Workshop({ 'shop.arch': tight });
    const { out } = await refused.run(['check', ...unpaused]);
    expect(out).toContain('fix: Add `backoff:');
    expect(out).not.toContain('can be mended');
    expect((await refused.run(['check', ...unpaused, '--fix'])).err).toBe('');
    const taken = new Workshop({ 'shop.arch': tight.replace('timeout: 1s', 'timeout: 9s') });
    expect((await taken.run(['check', ...unpaused])).out).toMatch(/\n1 finding can be mended with `--fix`\n$/);
    expect((await taken.run(['check', ...unpaused, '--fix'])).out).not.toContain('can be mended');
  });

  it('are written, and a second run has nothing to do', async () => {
    const workshop = new Workshop({ 'shop.arch': untimed });
    const { err } = await workshop.run(['check', ...rule, '--fix']);
    expect(err).toBe('Mended 1 finding in 1 file.\n');
    const mended = workshop.read('shop.arch');
    expect(mended).toMatch(/api -> billing \{[\s\S]*timeout: \d/);
    const again = await workshop.run(['check', ...rule, '--fix']);
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(workshop.read('shop.arch')).toBe(mended);
  });

  it('are shown as a diff and not written in a dry run', async () => {
    const workshop = new Workshop({ 'shop.arch': untimed });
    const { code, out } = await workshop.run(['check', ...rule, '--fix-dry-run', '--fail-on', 'warning']);
    expect(code).toBe(1);
    expect(out).toMatch(/^--- a\/shop\.arch\n\+\+\+ b\/shop\.arch\n@@ -\d+,\d+ \+\d+,\d+ @@\n/);
    expect(out).toMatch(/^-api -> billing$/m);
    expect(workshop.read('shop.arch')).toBe(untimed);
  });

  it('are shown for standard input', async () => {
    const { out } = await new Workshop().run(['check', '-', '--fix-dry-run', ...rule], { stdin: untimed });
    expect(out).toContain('--- a/stdin.arch');
  });

  it('leave a file alone that is not UTF-8', async () => {
    const workshop = new Workshop();
    const bytes = Buffer.concat([Buffer.from('// caf'), Buffer.from([0xe9]), Buffer.from(`\n${untimed}`)]);
    workshop.write('shop.arch', bytes);
    const { code, err } = await workshop.run(['check', ...rule, '--fix']);
    expect(code).toBe(2);
    expect(err).toContain('it is not UTF-8');
    expect(readFileSync(join(workshop.folder, 'shop.arch')).equals(bytes)).toBe(true);
  });

  it('leave no temporary file behind', async () => {
    const workshop = new Workshop({ 'shop.arch': untimed });
    await workshop.run(['check', ...rule, '--fix']);
    expect(readdirSync(workshop.folder)).toEqual(['shop.arch']);
  });
});

describe('check: baseline', () => {
  const argv = ['check', ...rule, '--fail-on', 'warning', '--baseline', 'known.json'];

  it('hides what is known, also when lines move, and shows what is new', async () => {
    const workshop = new Workshop({ 'shop.arch': untimed });
    expect(await workshop.run([...argv, '--update-baseline'])).toMatchObject({
      code: 0,
      err: 'Wrote 1 finding to known.json.\n',
    });
    expect((await workshop.run(argv)).out).toContain('1 finding known to the baseline');
    workshop.write('shop.arch', `// moved\n\n${untimed}`);
    expect((await workshop.run(argv)).code).toBe(0);
    workshop.write('shop.arch', `${untimed}service third { replicas: 2 }\napi -> third\n`);
    const { code, out } = await workshop.run([...argv, '--format', 'compact']);
    expect(code).toBe(1);
    expect(out.match(/missing-timeout/g)).toHaveLength(1);
    expect(out).toContain('third');
  });

  it.each([
    ['none', undefined],
    ['no JSON', '{'],
    ['another file', '{ "version": 1 }'],
  ])('is refused when there is %s', async (_, text) => {
    const workshop = new Workshop({ 'shop.arch': untimed, ...(text !== undefined && { 'known.json': text }) });
    const { code, err } = await workshop.run(argv);
    expect(code).toBe(2);
    expect(err).toContain('known.json');
    expect(existsSync(join(workshop.folder, 'known.json'))).toBe(text !== undefined);
  });
});
