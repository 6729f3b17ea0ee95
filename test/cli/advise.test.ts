import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { Workshop } from './workshop.js';

const design = `system "Shop" { team: 4 }
param dau = 1M in 100k..10M
client web { users: dau }
flow order { from: web, rate: 1/user/day, op: write, result: eventual }
lb front { layer: 7, managed: yes }
service api { replicas: 2 }
external mail "Mail" { role: email, latency.p99: 2s }
database db { engine: cassandra, holds: [inventory] }
web -> front -> api { timeout: 3s }
api -> mail { timeout: 2s }
api -> db { timeout: 1s }
`;
const schema = JSON.parse(readFileSync(new URL('../../language-server/schemas/advise.json', import.meta.url), 'utf8'));

describe('advise', () => {
  it('tells people where the design differs, and how the rest stands', async () => {
    const { code, out, err } = await new Workshop({ 'shop.arch': design }).run(['advise', 'shop.arch']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^database db\n {2}How consistent must reads be\? consistency\n/m);
    expect(out).toMatch(/ {13}linearizable; the design has eventual\.\n {4}because {2}`db` holds inventory data\./);
    expect(out).toMatch(/^api -> mail\n.*\n {13}a hand-over; the design has a call that waits\./m);
    expect(out).not.toContain('as the design has it');
    expect(out).toMatch(/^\d+ answers: .*\d+ otherwise, [\s\S]*`--all`\sshows all of them\.\n$/m);
  });

  it('shows everything with --all, or what was asked for', async () => {
    const workshop = new Workshop({ 'shop.arch': design });
    expect((await workshop.run(['advise', '--all'])).out).toContain('lb front');
    const one = await workshop.run(['advise', '--about', 'api -> mail']);
    expect(one.out).toContain('api -> mail');
    expect(one.out).not.toContain('database db');
    const question = await workshop.run(['advise', '--question', 'lb-layer']);
    expect(question.out).toMatch(/^lb front\n {2}On which layer/);
    expect(question.out).toMatch(/\nOne answer: 1 open until more is known\.\n$/);
  });

  it('gives other programs all of it', async () => {
    const { out } = await new Workshop({ 'shop.arch': design }).run(['advise', '--format', 'json']);
    const report = JSON.parse(out);
    const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
    expect([validate(report), validate.errors]).toEqual([true, null]);
    expect(report.advice).toContainEqual(
      expect.objectContaining({
        question: 'consistency',
        subject: 'db',
        about: 'database db',
        file: 'shop.arch',
        line: 8,
        verdict: 'differs',
        choice: 'linearizable',
        present: ['eventual'],
      }),
    );
  });

  it('writes Markdown in which names mean nothing else', async () => {
    const { out } = await new Workshop({ 'shop.arch': design.replace('"Shop"', '"<b>*Shop*</b>"') }).run([
      'advise',
      '--format',
      'markdown',
    ]);
    expect(out).toMatch(/^## &#60;b&#62;&#42;Shop&#42;/);
    expect(out).toContain(
      '### database db\n\n**How consistent must reads be?** linearizable; the design has eventual.',
    );
  });

  it('takes params, thresholds and several files', async () => {
    const workshop = new Workshop({
      'a.arch': design,
      'b.arch': design.replace('api -> mail', '// a link to mail\napi -> mail'),
      'archlang.json': '{ "advice": { "sync-or-async.longest-wait": 1 } }',
    });
    const { code, out } = await workshop.run(['advise', '--set', 'dau=2M', '--about', 'api->mail']);
    expect(code).toBe(0);
    expect(out).toMatch(/^a\.arch\n[\s\S]*It takes|`mail` takes 2s\.[\s\S]*\nb\.arch\n/);
    const printed = JSON.parse((await workshop.run(['check', '--print-config', 'a.arch'])).out);
    expect(printed.files[0].advice['sync-or-async.longest-wait']).toBe(1);
    expect(printed.files[0].advice['team-bands']).toEqual([10, 50]);
  });

  it('lists the questions', async () => {
    const workshop = new Workshop();
    expect((await workshop.run(['advise', '--list'])).out).toMatch(
      /^caching\n( {2}.*\n)* {2}cache-pattern +Which pattern/m,
    );
    const listed = JSON.parse((await workshop.run(['advise', '--list', '--format', 'json'])).out);
    expect(listed.questions.find(({ name }: { name: string }) => name === 'lb-layer').inputs[0].name).toBe('byContent');
    expect((await workshop.run(['advise', '--list', '--format', 'markdown'])).code).toBe(2);
  });

  it.each([
    [['--question', 'lb-leyer'], 'there is no question `lb-leyer`.\nDid you mean `lb-layer`?'],
    [['--about', 'dbb'], 'there is no part `dbb` of the design.\nDid you mean `db`?'],
  ])('refuses %j', async (argv, message) => {
    const { code, err } = await new Workshop({ 'shop.arch': design }).run(['advise', ...argv]);
    expect([code, err]).toEqual([2, `archlang: ${message}\n`]);
  });

  it.each([
    [
      { 'sync-or-async.longest-wit': 1 },
      '`sync-or-async.longest-wit` is not a threshold of advice; did you mean `sync-or-async.longest-wait`?',
    ],
    [
      { 'team-bands': 'erly' },
      '`team-bands` has to be one of usual, early, late, single, or a list of 2 numbers; did you mean `early`?',
    ],
    [{ 'team-bands': [1] }, '`team-bands` has to be one of usual, early, late, single, or a list of 2 numbers.'],
    [{ 'sync-or-async.longest-wait': 'long' }, '`sync-or-async.longest-wait` has to be a number.'],
    [[], '`advice` has to be an object of thresholds.'],
  ])('says what is wrong with the thresholds %j', async (advice, message) => {
    const workshop = new Workshop({ 'shop.arch': design, 'archlang.json': JSON.stringify({ advice }) });
    const { code, err } = await workshop.run(['advise']);
    expect([code, err]).toEqual([2, `archlang: archlang.json: ${message}\n`]);
  });

  it('works with what is left of a broken text, and says so', async () => {
    const { code, out, err } = await new Workshop({ 'shop.arch': `${design}lb {\n` }).run(['advise']);
    expect(code).toBe(1);
    expect(out).toContain('database db');
    expect(err).toContain('shop.arch:12');
  });
});
