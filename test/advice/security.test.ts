import { describe, expect, it } from 'vitest';
import { advised, gathered, testDecisions } from './advising.js';

const high = 'thorough: 100 ms and more';
const low = 'light: a few milliseconds';
const middle = 'balanced: about 20 to 50 ms';
const key = 'an API key or client credentials, changed regularly';

testDecisions({
  'auth-flow': [
    [{ platform: 'server' }, key],
    [{ platform: 'device' }, 'authorization-code-pkce'],
    [{ platform: 'ios' }, 'authorization-code-pkce'],
    [{ platform: 'browser' }, 'authorization-code-pkce'],
    [{}, { need: ['platform'] }],
  ],
  'authz-model': [
    [{ shared: true }, 'rebac'],
    [{ shared: false, context: true }, 'abac'],
    [{ shared: false, context: false }, 'rbac'],
    [{ context: true }, { need: ['shared'] }],
    [{ shared: false }, { need: ['context'] }],
  ],
  'security-class': [
    [{ grave: true }, high],
    [{ grave: false, public: true }, low],
    [{ grave: false, public: false }, middle],
    [{ grave: false }, { need: ['public'] }],
  ],
  tenancy: [
    [{ apart: true }, 'single'],
    [{ apart: false, large: true }, 'one program for all, a database for each large customer'],
    [{ apart: false, large: false }, 'multi'],
    [{ apart: false }, { need: ['large'] }],
  ],
});

describe('auth-flow', () => {
  it('reads how the client signs in, at itself or at the way in', () => {
    const text = (flow: string, platform = 'browser'): string => `client web { platform: ${platform} }
lb front {}
gateway gw { auth { method: oauth2, flow: ${flow} } }
web -> front -> gw
`;
    expect(gathered(text('implicit'), 'web', 'auth-flow')).toEqual({ platform: 'browser' });
    expect(advised(text('implicit'), 'web', 'auth-flow')).toMatchObject({ verdict: 'differs', present: ['implicit'] });
    expect(advised(text('authorization-code'), 'web', 'auth-flow')).toMatchObject({ verdict: 'agrees' });
    expect(advised(text('authorization-code', 'ios'), 'web', 'auth-flow')).toMatchObject({ verdict: 'differs' });
    expect(advised('client web {}', 'web', 'auth-flow')).toBeUndefined();
  });

  it('takes a key of a program', () => {
    expect(advised('client shop { platform: server, auth { method: api-key } }', 'shop', 'auth-flow')).toMatchObject({
      verdict: 'agrees',
      choice: key,
    });
  });
});

describe('the others', () => {
  it('read tenants', () => {
    expect(gathered('system { tenancy: multi }\nservice a { authorization: policy }', 'a', 'authz-model')).toEqual({
      context: true,
    });
    expect(advised('service a { authorization: rbac }', 'a', 'authz-model')).toMatchObject({ verdict: 'fits' });
    expect(advised('system { tenancy: multi }', 'system', 'tenancy')).toMatchObject({
      verdict: 'fits',
      present: ['multi'],
    });
    expect(advised('service a {}', 'system', 'tenancy')).toBeUndefined();
  });

  it('add up the time of the checks', () => {
    const text = (stages: string, carries: string): string => `client web {}
flow ask { from: web, op: read${carries} }
gateway gw { stages { ${stages} } }
web -> gw
`;
    expect(gathered(text('tls: 5ms', ', carries: health'), 'gw', 'security-class')).toEqual({
      grave: true,
      public: false,
    });
    expect(advised(text('tls: 1ms', ', carries: health'), 'gw', 'security-class')).toMatchObject({
      verdict: 'differs',
      choice: high,
      present: [low],
    });
    expect(advised(text('tls: 5ms, auth: 12ms', ', carries: pii'), 'gw', 'security-class')).toMatchObject({
      verdict: 'agrees',
      present: [middle],
    });
    expect(advised(text('tls: 5ms', ''), 'gw', 'security-class')).toMatchObject({ verdict: 'fits' });
  });
});
