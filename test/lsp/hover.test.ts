import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HoverRequest, type MarkupContent } from 'vscode-languageserver-protocol/node';
import { shop } from './designs.js';
import { Editor, uri } from './harness.js';

let editor: Editor;
let count = 0;

beforeAll(async () => {
  editor = await Editor.start();
});
afterAll(() => editor.stop());

async function hover(marked: string): Promise<string | undefined> {
  const name = `h${count++}.arch`;
  const position = await editor.open(name, marked);
  const found = await editor.connection.sendRequest(HoverRequest.type, { textDocument: { uri: uri(name) }, position });
  await editor.close(name);
  return (found?.contents as MarkupContent | undefined)?.value;
}

/** The shop with the cursor behind the first occurrence of some text. */
const at = (text: string): string => shop.replace(text, `${text}|`);

describe('hover', () => {
  test('on a component tells its figures with formula and the origin of each input', async () => {
    const text = await hover(at('service api'));
    expect(text).toContain('**service** `api` — Shop API');
    expect(text).toContain('Knows all goods.');
    expect(text).toMatch(
      /\n\n`rate\.peak` 365\/s · `capacity` 3k\/s · `utilisation` 12\.2% · .*\n\n\*\*`rate\.peak`\*\*/,
    );
    expect(text).toContain('**`utilisation`** 12.2% = peak rate ÷ capacity');
    expect(text).toContain('- `api.replicas` 6 (written)');
    expect(text).toContain('- `api.rate.peak` 365/s (derived)');
  });

  test('tells what stands there now, also where it was asked before', async () => {
    const position = await editor.open('again.arch', at('service api'));
    const params = { textDocument: { uri: uri('again.arch') }, position };
    const told = async (): Promise<string> => {
      const found = await editor.connection.sendRequest(HoverRequest.type, params);
      return (found!.contents as MarkupContent).value;
    };
    const before = await told();
    expect(await told()).toBe(before);
    await editor.type('again.arch', 'Shop API', 'Goods API');
    expect(await told()).toBe(before.replace('Shop API', 'Goods API'));
    await editor.close('again.arch');
  });

  test('on a module tells in whose replicas it runs', async () => {
    const text = (module: string): string =>
      `client web {}\nflow buy { from: web, rate: 100/s, peak: 1x, op: write }\nservice shop { replicas: 4, capacity: 500/s, availability: 99.9% }\n${module}\nweb -> shop -> orders { timeout: 1s }\n`;
    const module = await hover(text('service ord|ers { part-of: shop, latency: 2ms, latency.p99: 9ms }'));
    expect(module).toMatch(/a module of `shop`, in whose replicas it runs: .*`capacity` 2k\/s · `utilisation` 5%/);
    expect(module).toContain('**`rate.peak`** 100/s');
    expect(module).not.toContain('orders.capacity');
    const group = await hover(text('group "Program" {}\nservice ord|ers { part-of: shop, future: yes }'));
    expect(group).toContain('only drawn: nothing goes to it yet');
  });

  test('on a use of a name tells the same as on its declaration', async () => {
    expect(await hover(at('hot -> d'))).toBe(await hover(at('database d')));
  });

  test('on flows, tables, fields, params, groups and the system', async () => {
    expect(await hover(at('flow brow'))).toContain('**`rate.peak`** 347/s');
    expect(await hover(at('table goo'))).toMatch(/\*\*table\*\* `goods`[\s\S]*in `db`[\s\S]*`storage`\*\* 500MB/);
    expect(await hover(at('query by sk'))).toContain('**field** `goods.sku`');
    expect(await hover('param dau = 2M in 1M..4M "Daily"\nclient c { users: da|u }\n')).toContain(
      'set to 2M, from 1M to 4M',
    );
    expect(await hover('region e|u { service a {} zone b {} }\n')).toContain('**region** `eu`');
  });

  test('on an arrow tells of the link', async () => {
    const text = await hover(at('api -> hot').replace('api -> hot|', 'api -|> hot'));
    expect(text).toContain('**link** `api -> hot`');
    expect(text).toContain('for `browse`');
    expect(text).toContain('**`rate.peak`** 347/s');
  });

  test('on a number tells what is worked out from it', async () => {
    const text = await hover(
      'client web { users: 86.4k }\nflow view { from: web, rate: 1|0/user/day, op: read }\nservice api { replicas: 2, capacity: 50/s }\nweb -> api\n',
    );
    expect(text).toContain('**`rate.average`** 10/s = users × rate per user');
    expect(text).toContain('- `web.users` 86.4k (written)');
    expect(text).toContain('Also in `rate.peak` 30/s');
    const capacity = await hover(
      'client web { users: 86.4k }\nflow view { from: web, rate: 10/user/day, op: read }\nservice api { replicas: 2, capacity: 5|0/s }\nweb -> api\n',
    );
    expect(capacity).toContain('**`capacity`** 100/s');
    const link = await hover(
      'client web {}\nflow f { from: web, rate: 1/s }\nservice api {}\nweb -> api { timeout: 2|s, retries: 1 }\n',
    );
    expect(link).toContain('**`timeout.worst-case`** 4s');
    const table = await hover(
      'client web {}\nflow f { from: web, rate: 1/s, op: write }\ndatabase d { table t { row: 1KB, retention: 1|d } }\nweb -> d\n',
    );
    expect(table).toContain('**`storage`** 86.4MB = growth per day × retention');
    const payload = await hover(
      'client web { peak: 1x }\nflow f { from: web, rate: 100/s, op: read, request: 0B, response: 10KB }\nservice api {}\nweb -> api {}\nexpect web->api.bandwidth.i|n < 1Gbps\n',
    );
    expect(payload).toContain('**`bandwidth.in`** 8Mbps (1MB/s) = ');
    expect(await hover('param dau = 2|M in 1M..4M "Daily"\n')).toContain('set to 2M, from 1M to 4M');
  });

  test('on a figure of an expectation tells its working', async () => {
    expect(await hover(at('expect browse.rate.p'))).toContain('**`rate.peak`** 347/s');
    expect(await hover(at('expect api->db.rate'))).toContain('**`rate.peak`** 17.4/s');
    expect(await hover(at('expect bro'))).toContain('**flow** `browse`');
  });

  test('on an engine tells its figures and where they are from', async () => {
    const text = await hover(at('engine: post'));
    expect(text).toContain('**engine** `postgres`');
    expect(text).toMatch(/`capacity` `[^`]+` \(.*20\d\d\)/);
    expect(await hover('cache c { engine: memca|ched }')).toContain('200k/s');
  });

  test('on a property tells its meaning, what it takes, and what is assumed', async () => {
    const text = await hover('cache c { hit-ra|tio: 90% }\n');
    expect(text).toContain('**`hit-ratio`** — a ratio');
    expect(await hover('cache c { eviction: l|ru }\n')).toContain('**`eviction`**');
    expect(await hover('system "S" { slo { latency.p|99: 1s } }\n')).toContain('99 of 100 requests');
    expect(await hover('client c { pe|ak: 3x }\n')).toContain('estimates assume');
  });

  test('on keywords, rules and quantities tells what they are', async () => {
    expect(await hover('data|base d {}\n')).toContain('**database** —');
    expect(await hover('accept missing-time|out on x until 2027-01-01 "y"\n')).toContain('has no timeout');
    expect(await hover('cache c { memory: 64Ki|B }\n')).toContain('`64KiB` = 65.536KB');
  });

  test('on nothing, comments and texts tells nothing', async () => {
    for (const marked of ['|', '// serv|ice', 'service a "ti|tle" {}', 'service a { capacity: |\n}', 'a -> no|where']) {
      expect(await hover(marked), marked).toBeUndefined();
    }
  });

  test('tells what an uncertain figure varies between, and with what', async () => {
    const text = await hover(
      'client web { users: 80M..120M }\nflow view| { from: web, rate: 5/user/day..20/user/day }\nservice api { capacity: 9k/s }\nweb -> api\n',
    );
    expect(text).toMatch(
      /\*\*`rate\.average`\*\* 11\.3k\/s.*\n- p5 [\d.]+k\/s, p50 [\d.]+k\/s, p95 [\d.]+k\/s\n- Of the variance: `view\.rate` [89]\d(\.\d)?%, `web\.users` \d+(\.\d+)?%\n/,
    );
  });

  test('never shows text of a user as Markdown', async () => {
    const nasty = '<img src=x onerror=alert(1)> [a](command:x) ![b](http://c) **d** http://e.f `g`';
    const text = (await hover(`// ${nasty}\nservice a| "${nasty}" {}\n`)) ?? '';
    expect(text).toContain('\\<img src=x');
    expect(text.split('\n\n').slice(0, 2).join('\n').replace('**service** `a`', '')).not.toMatch(
      /(?<!\\)(<|\[|\*|`|http:)/,
    );
    const source =
      (await hover(`engine e { capacity: 1/s, sources { capacity: "[x](y) <b>" } }\ncache c { engine: e| }\n`)) ?? '';
    expect(source).toContain('\\[x\\]\\(y\\) \\<b\\>');
  });

  test('on a part of the design says why a choice fits, or another would', async () => {
    const weak = 'database seats { engine: cassandra, holds: [inventory] }\n';
    const text = await hover(weak.replace('seats', 'sea|ts'));
    expect(text).toMatch(
      /\*\*Why this choice\?\*\*\n\n- \*How consistent must reads be\?\* linearizable; the design has eventual\./,
    );
    expect(text).toContain('`seats` holds inventory data.');
    expect(text).toMatch(/- \d+ more: `archlang advise --about seats`/);
    expect(text!.split('**Why this choice?**')[1].match(/^- /gm)!.length).toBeLessThanOrEqual(4);
    const link = await hover('service a {}\nqueue q {}\na ~|> q\n');
    expect(link).toContain('*Should the caller wait for it?* a hand-over, as the design has it.');
  });

  test('says of what depends on an answer one thing only, and what would change a choice', async () => {
    const balancer = (await hover(
      'lb fro|nt { algorithm: least-connections, layer: 7 }\nservice a { state: none }\nfront -> a\n',
    ))!;
    expect(balancer).toMatch(/It depends; what the design has, layer 7, is one of the answers\. Would be layer 4 if /);
    expect(balancer).toMatch(/\n- 1 more: `archlang advise --about front`$/);
    const log = await hover('service a {}\ntopic lo|g { partition-key: id }\nworker w {}\na ~> log ~> w\n');
    expect(log).toContain('a stream, as the design has it. Messages of one `id` stay in order. A log keeps');
  });

  test('says nothing of choices where there are none, or where it is turned off', async () => {
    expect(await hover('mesh m|1 {}\n')).not.toContain('Why this choice');
    const quiet = await Editor.start(
      {},
      {
        settings: () => ({ hover: { advice: false } }),
        capabilities: { workspace: { configuration: true } },
      },
    );
    const position = await quiet.open('q.arch', 'database se|ats { engine: cassandra, holds: [inventory] }\n');
    const found = await quiet.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: uri('q.arch') },
      position,
    });
    expect((found!.contents as MarkupContent).value).not.toContain('Why this choice');
    await quiet.stop();
  });
});
