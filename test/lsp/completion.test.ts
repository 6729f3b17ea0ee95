import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CompletionItem, CompletionRequest, CompletionResolveRequest } from 'vscode-languageserver-protocol/node';
import { appliedTo, Editor, uri } from './harness.js';

let editor: Editor;
let count = 0;

beforeAll(async () => {
  editor = await Editor.start({ 'parts/platform.arch': 'database shared {}\n' });
});
afterAll(() => editor.stop());

interface Completed {
  readonly items: readonly CompletionItem[];
  /** Best first. */
  readonly labels: readonly string[];
  /** The text after choosing one. */
  accept(label: string): string;
}

async function complete(marked: string): Promise<Completed> {
  const name = `c${count++}.arch`;
  const position = await editor.open(name, marked);
  const text = editor.text(name);
  const params = { textDocument: { uri: uri(name) }, position };
  const items = (await editor.connection.sendRequest(CompletionRequest.type, params)) as CompletionItem[];
  await editor.close(name);
  const labels = [...items]
    .sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1))
    .map(({ label }) => label);
  const accept = (label: string): string => {
    const edit = items.find((candidate) => candidate.label === label)?.textEdit;
    if (!edit || !('range' in edit)) throw new Error(`no ${label} among ${labels.join(', ')}`);
    return appliedTo(text, [edit]);
  };
  return { items, labels, accept };
}

describe('completion offers', () => {
  test('kinds and keywords at the top, with places to fill in', async () => {
    const { items, labels } = await complete('ser|');
    expect(labels).toEqual(
      expect.arrayContaining(['service', 'system', 'flow', 'param', 'import', 'expect', 'forbid', 'region']),
    );
    expect(labels).not.toContain('timeout');
    const service = items.find(({ label }) => label === 'service');
    expect(service?.textEdit?.newText).toMatch(/^service \$\{1:api\} \{ replicas: \$\{2:3\}/);
    expect(service?.textEdit?.newText).toMatch(/\}\$0$/);
    expect(JSON.stringify(service?.documentation)).toContain('answers requests');
  });

  test('only the keyword where the statement is there already', async () => {
    expect((await complete('wor| api { replicas: 2 }\n')).accept('worker')).toBe('worker api { replicas: 2 }\n');
  });

  test('the properties of the kind, the most useful first, without those that are written', async () => {
    const { items, labels } = await complete('cache c { engine: redis, replicas: 2\n  |\n}\n');
    expect(labels).toEqual(expect.arrayContaining(['ttl', 'hit-ratio', 'eviction', 'capacity', 'table']));
    expect(labels).not.toContain('engine');
    expect(labels).not.toContain('users');
    expect(labels.indexOf('ttl')).toBeLessThan(labels.indexOf('owner'));
    const eviction = items.find(({ label }) => label === 'eviction');
    expect(eviction?.textEdit?.newText).toMatch(/^eviction: \$\{1\|.*lru.*\|\}$/);
    expect(JSON.stringify(eviction?.documentation)).toContain('lru');
  });

  test('properties of a link, of a block inside it, and of what surrounds', async () => {
    const link = await complete('service a {}\nservice b {}\na -> b { | }\n');
    expect(link.labels.slice(0, 3)).toEqual(expect.arrayContaining(['timeout']));
    expect(link.labels).not.toContain('replicas');
    const slo = await complete('system "S" { slo { lat| } }\n');
    expect(slo.labels).toEqual(expect.arrayContaining(['latency.p99', 'availability']));
    const defaults = await complete('service a { defaults { | } }\n');
    expect(defaults.labels).toContain('timeout');
  });

  test('a property behind a comma, and behind a finished value without one', async () => {
    expect((await complete('service a { replicas: 2, cap| }\n')).labels).toContain('capacity');
    expect((await complete('service a { replicas: 2 cap| }\n')).labels).toContain('capacity');
    expect((await complete('service a { replicas: 2 cap| }\n')).labels).not.toContain('replicas');
  });

  test('only the name in front of a value that is there', async () => {
    expect((await complete('service a { capaci|: 5/s }\n')).accept('capacity')).toBe('service a { capacity: 5/s }\n');
  });

  test('words of an enumeration, yes and no, and calls with their parameters', async () => {
    expect((await complete('lb l { algorithm: | }\n')).labels).toContain('least-connections');
    expect((await complete('worker w { idempotent: | }\n')).labels).toEqual(['yes', 'no']);
    const backoff = await complete('service a {}\nservice b {}\na -> b { backoff: | }\n');
    expect(backoff.items.find(({ label }) => label === 'exponential')?.textEdit?.newText).toMatch(
      /^exponential\(\$\{1:\w+\}/,
    );
    expect(backoff.labels).toContain('none');
  });

  test('the items of a list that are not in it', async () => {
    const { labels } = await complete('database d { table t { access: [key, |] } }\n');
    expect(labels).toContain('range');
    expect(labels).not.toContain('key');
  });

  test('engines of the kind, with their figures when one is looked at', async () => {
    const { items, labels } = await complete(
      'engine my-cache extends redis { capacity: 1/s }\ncache c { engine: re| }\n',
    );
    expect(labels[0]).toBe('my-cache');
    expect(labels).toContain('redis');
    expect(labels).not.toContain('postgres');
    const memcached = items.find(({ label }) => label === 'memcached')!;
    await editor.open(memcached.data.file.split('/').at(-1), 'cache c {}\n');
    const resolved = await editor.connection.sendRequest(CompletionResolveRequest.type, memcached);
    expect(JSON.stringify(resolved.documentation)).toContain('200k/s');
  });

  test('names of the right kind', async () => {
    const text = 'client web {}\nservice api {}\nflow read { from: web }\nqueue q {}\n';
    expect((await complete(`${text}flow w { from: | }\n`)).labels[0]).toBe('web');
    expect((await complete(`${text}web -> api { for: | }\n`)).labels).toEqual(['read']);
    expect((await complete(`${text}q ~> api { dead-letter: | }\n`)).labels).toEqual(['q']);
  });

  test('whom to call, not called yet first, in broken lines too', async () => {
    const text = 'service a {}\nservice b {}\nservice c {}\nclient u {}\na -> b\n';
    for (const line of ['a -> |', 'a ->|', 'a -> | {', 'a -> |\nc -> b']) {
      const { labels } = await complete(text + line);
      expect(labels, line).toEqual(expect.arrayContaining(['b', 'c', 'u']));
      expect(labels, line).not.toContain('a');
      expect(labels.indexOf('c'), line).toBeLessThan(labels.indexOf('b'));
      expect(labels.indexOf('b'), line).toBeLessThan(labels.indexOf('u'));
    }
  });

  test('the shortest clear name', async () => {
    const { labels } = await complete(
      'region us { service api {} }\nregion eu { service api {} }\nservice x {}\nx -> |\n',
    );
    expect(labels).toEqual(expect.arrayContaining(['us.api', 'eu.api']));
    expect(
      (await complete('region us { service api {} }\nregion eu { service api {} }\nservice x {}\nx -> us.|\n')).accept(
        'us.api',
      ),
    ).toContain('x -> us.api\n');
  });

  test('names with the blocks in front that are written already', async () => {
    const text = 'region us { group web { service api {} } }\nservice x {}\n';
    expect((await complete(`${text}x -> web.|\n`)).accept('web.api')).toContain('x -> web.api\n');
    expect((await complete(`${text}x -> us.|\n`)).labels).toContain('us.web.api');
    expect((await complete(`${text}web.|\n`)).accept('web.api')).toMatch(/\nweb\.api -> /);
    expect((await complete(`${text}x -> |\n`)).labels).toContain('api');
  });

  test('figures, comparisons, the present value', async () => {
    const text =
      'client web { users: 864k }\nflow read { from: web, rate: 10/user/day }\nservice api { replicas: 2 }\nweb -> api\n';
    const figures = await complete(`${text}expect read.ra|\n`);
    expect(figures.labels).toEqual(expect.arrayContaining(['read.rate.average', 'read.rate.peak']));
    expect(figures.items.find(({ label }) => label === 'read.rate.average')?.detail).toBe('100/s');
    expect((await complete(`${text}expect web->api.ra|\n`)).labels).toContain('api.rate.peak');
    expect((await complete(`${text}expect read.rate.average |\n`)).labels).toEqual(['<=', '<', '>=', '>', '=']);
    const right = await complete(`${text}expect read.rate.average <= |\n`);
    expect(right.labels[0]).toBe('100/s');
    expect(right.labels).toContain('api.rate.peak');
    const isOther = ({ label, detail = '' }: CompletionItem) => /\.\w/.test(label) && !detail.endsWith('/s');
    expect(right.items.filter(isOther), 'what can be compared only').toEqual([]);
    expect((await complete(`${text}expect |\n`)).items.filter(isOther).length).toBeGreaterThan(0);
    expect((await complete(`${text}expect read.rate.average = 100/s |\n`)).labels).toEqual(['within']);
  });

  test('rules that have found something first, then what and until when', async () => {
    const text = 'service a {}\nservice b {}\na -> b\n';
    const rules = await complete(`${text}accept |\n`);
    expect(rules.labels[0]).toBe('missing-timeout');
    expect(rules.labels).toContain('timeout-inversion');
    expect((await complete(`${text}accept missing-timeout |\n`)).labels).toEqual(['on', 'until']);
    expect((await complete(`${text}accept missing-timeout on |\n`)).labels[0]).toBe('a -> b');
    expect((await complete(`${text}accept missing-timeout on a -> b until |\n`)).labels).toEqual(['2027-05-21']);
  });

  test('who may not call whom', async () => {
    const text = 'service a {}\n';
    expect((await complete(`${text}forbid |\n`)).labels).toEqual(['any', 'a']);
    expect((await complete(`${text}forbid any |\n`)).labels).toEqual(expect.arrayContaining(['client', 'database']));
    expect((await complete(`${text}forbid any client -> |\n`)).labels).toEqual(['any', 'a']);
    expect((await complete(`${text}forbid any client -> a |\n`)).labels).toEqual(['except']);
  });

  test('columns of the table around', async () => {
    const table = (line: string): string =>
      `database d { table t {\n  fields { code: text(7B), owner: id }\n  ${line}\n} }\n`;
    expect((await complete(table('query by |'))).labels).toEqual(['code', 'owner']);
    expect((await complete(table('index on [code, |]'))).labels).toEqual(['code', 'owner']);
    expect((await complete(table('shard-key: |'))).labels).toEqual(['code', 'owner']);
    expect((await complete(table('fields { x: | }'))).labels).toEqual(
      expect.arrayContaining(['id', 'timestamp', 'text']),
    );
  });

  test('units behind digits', async () => {
    expect((await complete('service a { latency: 5| }\n')).labels.slice(0, 2)).toEqual(['5ms', '5s']);
    expect((await complete('cache c { memory: 64| }\n')).labels).toContain('64GB');
    expect((await complete('cache c { hit-ratio: 90| }\n')).labels).toEqual(['90%', '90x']);
    expect((await complete('client c {}\nflow f { rate: 10| }\n')).labels).toContain('10/user/day');
  });

  test('params of the dimension that is asked for', async () => {
    const text = 'param dau = 1M\nparam wait = 2s\n';
    const users = await complete(`${text}client c { users: | }\n`);
    expect(users.labels).toContain('dau');
    expect(users.labels).not.toContain('wait');
    expect((await complete(`${text}let double = 2 * |\n`)).labels).toEqual(['dau', 'wait']);
  });

  test('files to import, as they are seen from here', async () => {
    for (const line of ['import |', 'import "|"', 'import "./pa|']) {
      const found = await complete(line);
      expect(found.labels, line).toContain('"./parts/platform.arch"');
      expect(found.accept('"./parts/platform.arch"'), line).toBe('import "./parts/platform.arch"');
    }
  });

  test('nothing in comments, texts and names to be made up', async () => {
    for (const marked of ['// ser|', 'service |', 'service a "ti|"', 'system "|', 'service a { owner: "x|" }']) {
      expect((await complete(marked)).labels, marked).toEqual([]);
    }
  });

  test('the same in files that are broken elsewhere', async () => {
    const broken = ['service x {\n  replicas 3 =\n', '} } {\n', 'a -> -> b\n"', 'service {{{ \n'];
    for (const above of broken) {
      const { labels } = await complete(`${above}\ncache c { engine: memcached\n  ttl: 1h, ev| }\n`);
      expect(labels, above).toContain('eviction');
      expect(labels, above).not.toContain('ttl');
    }
  });
});

test('an editor without snippets gets plain text', async () => {
  const plain = await Editor.start({}, { capabilities: {} });
  const position = await plain.open('p.arch', 'service a { | }\n');
  const items = (await plain.connection.sendRequest(CompletionRequest.type, {
    textDocument: { uri: uri('p.arch') },
    position,
  })) as CompletionItem[];
  expect(items.length).toBeGreaterThan(10);
  expect(items.filter(({ textEdit }) => textEdit?.newText.includes('$'))).toEqual([]);
  expect(items.find(({ label }) => label === 'capacity')?.textEdit?.newText).toBe('capacity: ');
  await plain.stop();
});
