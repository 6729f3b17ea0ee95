import { afterEach, expect, test } from 'vitest';
import { CodeLensRequest } from 'vscode-languageserver-protocol/node';
import { Editor, uri } from './harness.js';

let editor: Editor;
afterEach(() => editor.stop());

/** The words above a flow that promises so much, of a design that answers in 58 ms and is there 99.9% of the time. */
async function words(slo: string): Promise<string> {
  editor = await Editor.start({});
  await editor.open(
    'shop.arch',
    `client web { users: 86.4k }
flow view { from: web, rate: 10/user/day, op: read${slo} }
service api { replicas: 3, availability: 99.99%, capacity: 100/s, latency: 20ms, latency.p99: 50ms }
external maps { availability: 99.9%, latency: 20ms, latency.p99: 100ms }
web -> api { timeout: 2s, rtt: 10ms }
api -> maps { timeout: 1s }
`,
  );
  const textDocument = { uri: uri('shop.arch') };
  const [lens] = (await editor.connection.sendRequest(CodeLensRequest.type, { textDocument })) ?? [];
  return lens?.command?.title ?? '';
}

test('a flow without an SLO is shown as it is', async () => {
  expect(await words('')).toMatch(/^30\/s at peak · p99 [\d.]+ms · 99\.9% available$/);
});

test('a flow is held against its SLO', async () => {
  expect(await words(', slo { availability: 99.5%, latency.p99: 1s }')).toMatch(
    /^30\/s at peak · p99 [\d.]+ms \(SLO 1s\) · 99\.9% available \(SLO 99\.5%\)$/,
  );
});

test('what misses the SLO says so', async () => {
  expect(await words(', slo { availability: 99.99%, latency.p99: 50ms }')).toMatch(
    /^30\/s at peak · p99 [\d.]+ms \(misses its SLO of 50ms\) · 99\.9% available \(misses its SLO of 99\.99%\)$/,
  );
});

test('what is unknown says what it needs, but in a sketch', async () => {
  const needs = async (system: string): Promise<string | undefined> => {
    editor = await Editor.start({});
    await editor.open(
      'shop.arch',
      `${system}client web {}
flow view { from: web, rate: 10/s, op: read }
service api { capacity: 100/s }
external maps { availability: 99.9% }
web -> api -> maps
`,
    );
    const textDocument = { uri: uri('shop.arch') };
    const [lens] = (await editor.connection.sendRequest(CodeLensRequest.type, { textDocument })) ?? [];
    return lens?.command?.title;
  };
  expect(await needs('')).toBe(
    '30/s at peak · p99 needs `latency` of api and 3 more · availability needs `availability` of api',
  );
  await editor.stop();
  expect(await needs('system { maturity: sketch }\n')).toBe('30/s at peak');
});
