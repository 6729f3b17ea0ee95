import { describe, expect, it } from 'vitest';
import { advised, gathered, testDecisions } from './advising.js';

testDecisions({
  'sync-or-async': [
    [{ duration: 20 }, 'hand it over'],
    [{ duration: 20, neededNow: true }, 'hand it over'],
    [{ duration: 1, neededNow: true }, 'wait for it'],
    [{ duration: 1, neededNow: false, background: true }, 'hand it over'],
    [{ duration: 1, neededNow: false, background: false, acrossDomains: true }, 'hand it over'],
    [{ duration: 1, neededNow: false, background: false, acrossDomains: false }, 'wait for it'],
    [{ duration: 1 }, { need: ['neededNow', 'background', 'acrossDomains'] }],
    [{ neededNow: true }, { need: ['duration'] }],
    [{ duration: 3, neededNow: true }, 'hand it over', { 'sync-or-async.longest-wait': 2 }],
  ],
});

const calling = (flow: string, target: string, link = '->'): string => `client web {}
flow order { from: web, ${flow} }
service api {}
${target}
web -> api
api ${link} mail
`;

describe('sync-or-async', () => {
  it('reads what the outcome is for', () => {
    expect(gathered(calling('op: read', 'service mail {}'), 'api->mail', 'sync-or-async')).toMatchObject({
      neededNow: true,
    });
    expect(gathered(calling('purpose: payment', 'external mail {}'), 'api->mail', 'sync-or-async')).toMatchObject({
      neededNow: true,
    });
    expect(gathered(calling('result: eventual', 'service mail {}'), 'api->mail', 'sync-or-async')).toMatchObject({
      neededNow: false,
      background: true,
    });
    expect(
      gathered(calling('op: write', 'external mail { role: email, latency.p99: 2s }'), 'api->mail', 'sync-or-async'),
    ).toEqual({ background: true, duration: 2 });
  });

  it('tells a call for mail otherwise once nothing needs it at once', () => {
    const text = calling('op: write, result: eventual', 'external mail { role: email, latency.p99: 2s }');
    const advice = advised(text, 'api->mail', 'sync-or-async')!;
    expect(advice).toMatchObject({ verdict: 'differs', choice: 'hand it over', present: ['wait for it'] });
    expect(advice.because).toContain('`mail` does email.');
  });

  it('agrees with a hand-over', () => {
    expect(advised(calling('op: write', 'queue mail {}', '~>'), 'api~>mail', 'sync-or-async')).toMatchObject({
      verdict: 'agrees',
    });
  });

  it('is not asked of calls to stores', () => {
    expect(advised(calling('op: write', 'database mail {}'), 'api->mail', 'sync-or-async')).toBeUndefined();
  });
});
