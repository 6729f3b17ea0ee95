import { describe, expect, it } from 'vitest';
import { advised, gathered, testDecisions } from './advising.js';

testDecisions({
  'lb-layer': [
    [{ byContent: true }, 'layer 7'],
    [{ byContent: false, raw: true }, 'layer 4'],
    [{ byContent: false, raw: false, latency: 0.005 }, 'layer 4'],
    [{ byContent: false, raw: false, latency: 0.2, longLived: true }, 'layer 4'],
    [{ byContent: false, raw: false, latency: 0.2, longLived: false, fixedAddress: true }, 'layer 4'],
    [{ byContent: false, raw: false, latency: 0.2, longLived: false, fixedAddress: false }, 'layer 7'],
    [{ byContent: false, raw: false, latency: 0.2, longLived: false }, { need: ['fixedAddress'] }],
    [{ raw: true }, { need: ['byContent'] }],
    [
      { byContent: false, raw: false, latency: 0.2, longLived: false, fixedAddress: false },
      'layer 4',
      { 'lb-layer.ultra-low-latency': 0.5 },
    ],
  ],
});

const balanced = (balancer: string, link = ''): string => `client app {}
flow play { from: app, op: write }
lb front { ${balancer} }
service game {}
app -> front -> game { timeout: 1s${link} }
`;

describe('lb-layer', () => {
  it('reads what the balancer chooses by, and what travels', () => {
    expect(gathered(balanced('routes-by: path'), 'front', 'lb-layer')).toMatchObject({ byContent: true });
    expect(gathered(balanced('', ', protocol: tcp'), 'front', 'lb-layer')).toEqual({
      byContent: false,
      raw: true,
      longLived: false,
    });
    const promised = balanced('').replace('op: write', 'op: write, slo { latency.p99: 5ms }');
    expect(gathered(promised, 'front', 'lb-layer')).toMatchObject({ latency: 0.005 });
  });

  it('tells a balancer of layer 7 before plain TCP otherwise', () => {
    expect(advised(balanced('layer: 7', ', protocol: tcp'), 'front', 'lb-layer')).toMatchObject({
      verdict: 'differs',
      choice: 'layer 4',
      present: ['layer 7'],
    });
  });

  it('lets layer 4 place sockets', () => {
    expect(advised(balanced('layer: 4', ', protocol: websocket'), 'front', 'lb-layer')).toMatchObject({
      verdict: 'agrees',
    });
  });
});
