import { describe, expect, it } from 'vitest';
import { advised, gathered, testDecisions } from './advising.js';

testDecisions({
  'api-style': [
    [{ public: true, varied: true }, 'GraphQL'],
    [{ public: true, varied: false, browser: true, streaming: true }, 'gRPC-Web, or a gateway that translates'],
    [{ public: true, varied: false, browser: true, streaming: false, typed: false }, 'REST over HTTP'],
    [{ public: true, varied: false, browser: false }, 'REST over HTTP'],
    [{ public: false, varied: false, browser: false, rate: 20_000 }, 'gRPC'],
    [{ public: false, varied: false, browser: false, rate: 10, typed: true }, 'gRPC'],
    [{ public: false, varied: false, browser: false, rate: 10, typed: false, streaming: false }, 'REST over HTTP'],
    [{ public: false, varied: false, browser: false, rate: 10 }, 'gRPC', { 'api-style.rate-from': 10 }],
    [{ public: false, varied: false, browser: false, rate: 10 }, { need: ['streaming', 'typed'] }],
    [{ public: true, browser: false }, { need: ['varied'] }],
  ],
  'api-versioning': [
    [{ public: false }, 'in a parameter'],
    [{ public: true, cleanUrls: true }, 'in a header'],
    [{ public: true, cleanUrls: false }, 'in the path'],
    [{ public: true }, { need: ['cleanUrls'] }],
  ],
  pagination: [
    [{ size: 1e6 }, 'cursor'],
    [{ size: 10, scrolled: true }, 'cursor'],
    [{ size: 10, scrolled: false, jumps: true }, 'offset'],
    [{ size: 10, scrolled: false, jumps: false }, 'none'],
    [{ size: 100, scrolled: false }, 'cursor', { 'pagination.long-from': 100 }],
    [{ size: 10, scrolled: false }, { need: ['jumps'] }],
  ],
  rendering: [
    [{ found: true, signedIn: true, longSessions: true }, 'ssr first, then csr'],
    [{ found: true, signedIn: false }, 'ssr'],
    [{ found: false, firstPaint: 0.5, signedIn: false }, 'ssr'],
    [{ found: false, firstPaint: 3, signedIn: true, longSessions: true }, 'csr'],
    [{ found: false, firstPaint: 3, signedIn: false }, 'static'],
    [{ found: false, firstPaint: 3, signedIn: true, longSessions: false }, 'ssr'],
    [{ found: false, firstPaint: 3, signedIn: false }, 'ssr', { 'rendering.fast-paint': 5 }],
    [{ found: true, signedIn: true }, { need: ['longSessions'] }],
    [{ found: false, firstPaint: 3 }, { need: ['signedIn', 'longSessions'] }],
  ],
});

describe('api-style', () => {
  const called = (platform: string, protocol: string): string => `client web { platform: ${platform} }
lb front {}
service api {}
service inner {}
web -> front -> api { protocol: ${protocol} }
api -> inner { protocol: grpc }
`;

  it('reads who calls', () => {
    expect(gathered(called('browser', 'http'), 'front->api', 'api-style')).toMatchObject({
      public: true,
      browser: true,
      varied: false,
    });
    expect(gathered(called('browser', 'http'), 'api->inner', 'api-style')).toMatchObject({
      public: false,
      browser: false,
    });
  });

  it('tells gRPC from outside otherwise', () => {
    expect(advised(called('ios', 'grpc'), 'web->front', 'api-style')).toMatchObject({
      verdict: 'differs',
      choice: 'REST over HTTP',
      present: ['gRPC'],
    });
    expect(advised(called('browser', 'http'), 'api->inner', 'api-style')).toMatchObject({ verdict: 'fits' });
  });

  it('does not see clients behind a gateway', () => {
    const text = called('browser', 'http').replace('lb front', 'gateway front');
    expect(gathered(text, 'front->api', 'api-style')).toMatchObject({ public: false });
  });
});

describe('the others', () => {
  it('read whether strangers call', () => {
    expect(gathered('service api { exposure: internal, version: "v1" }', 'api', 'api-versioning')).toEqual({
      public: false,
    });
    expect(advised('gateway gw { exposure: public, version: "v1" }', 'gw', 'api-versioning')).toMatchObject({
      verdict: 'fits',
    });
    const text = `client web {}
flow see { from: web, op: read, endpoint: "GET /v2/things" }
gateway gw { exposure: public }
web -> gw
`;
    expect(advised(text, 'gw', 'api-versioning')).toMatchObject({ present: ['in the path'] });
  });

  it('read how long a list is', () => {
    const text = (cut: string): string => `client web {}
flow see { from: web, op: list${cut} }
database d { table things { row: 100B, rows: 50M } }
service api {}
web -> api -> d
`;
    expect(gathered(text(''), 'see', 'pagination')).toEqual({ size: 5e7 });
    expect(advised(text(', pagination: offset'), 'see', 'pagination')).toMatchObject({
      verdict: 'differs',
      choice: 'cursor',
      present: ['offset'],
    });
    expect(advised(text(''), 'see', 'pagination')).toMatchObject({ verdict: 'unsaid', choice: 'cursor' });
  });

  it('read what a page has to do', () => {
    const early = 'client web { rendering: csr, first-paint: 500ms, auth { method: oidc } }';
    expect(gathered(early, 'web', 'rendering')).toEqual({ firstPaint: 0.5, signedIn: true });
    const text = 'client web { rendering: csr, seo: yes, auth { method: none } }';
    expect(gathered(text, 'web', 'rendering')).toEqual({ found: true, signedIn: false });
    expect(advised(text, 'web', 'rendering')).toMatchObject({ verdict: 'differs', choice: 'ssr', present: ['csr'] });
  });
});
