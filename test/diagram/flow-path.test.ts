import { describe, expect, test } from 'vitest';
import { buildScene, type FlowPath } from '../../language-server/src/diagram/index.js';
import { estimate } from '../../language-server/src/estimate/estimate.js';
import { buildModel, parseFile } from '../../language-server/src/model/index.js';

function pathOf(text: string): FlowPath {
  const model = buildModel('x.arch', new Map([['x.arch', parseFile('x.arch', text)]]));
  return buildScene(model, estimate(model), []).flows[0].path;
}

const base = `client app { users: 1M }
flow visit { from: app, rate: 1/user/day, op: read }
service api { latency: 10ms, latency.p99: 40ms }
service a { latency: 5ms, latency.p99: 20ms }
service b { latency: 3ms, latency.p99: 9ms }
app -> api { timeout: 2s }
`;
const sum = ({ hops }: FlowPath): number => hops.reduce((total, { time }) => total + (time?.value ?? 0), 0);

describe('the path of a flow', () => {
  test('adds up to its mean response time where calls are made in series', () => {
    const path = pathOf(`${base}api -> a { calls: 3, timeout: 1s }\napi -> b { share: 20% }\na -> b\n`);
    expect(path.hops.map(({ id, depth }) => [id, depth])).toEqual([
      ['app->api', 0],
      ['api->a', 1],
      ['a->b', 2],
      ['api->b', 1],
    ]);
    expect(sum(path)).toBeCloseTo(path.total!.value!, 9);
    expect(path.overlapping).toBeUndefined();
    expect(path.hops.map(({ visits }) => visits?.text)).toEqual(['×1', '×3', '×3', '20%']);
    expect(path.hops.map(({ timeout }) => timeout?.value)).toEqual([2, 1, undefined, undefined]);
  });

  test('says what calls in parallel save', () => {
    const path = pathOf(`${base}api -> a { parallel: both }\napi -> b { parallel: both }\n`);
    expect(path.overlapping!.value!).toBeCloseTo(sum(path) - path.total!.value!, 9);
    expect(path.overlapping!.value!).toBeGreaterThan(0);
  });

  test('gives no time to what nobody waits for', () => {
    const path = pathOf(`${base}queue jobs { }\nworker w { latency: 1s }\napi ~> jobs ~> w\nw -> b\n`);
    expect(path.hops.map(({ id, awaited, time }) => [id, awaited, time !== undefined])).toEqual([
      ['app->api', true, true],
      ['api~>jobs', false, false],
      ['jobs~>w', false, false],
      ['w->b', false, false],
    ]);
  });

  test('names what is missing for a total', () => {
    const path = pathOf(`${base}service c { }\napi -> c\n`);
    expect(path.total).toBeUndefined();
    expect(path.missing).toContain('c.latency');
    expect(path.hops.every(({ time }) => time === undefined)).toBe(true);
  });

  test('ends where calls go in a circle', () => {
    expect(pathOf(`${base}api -> a -> b -> api\n`).hops.length).toBe(4);
  });
});
