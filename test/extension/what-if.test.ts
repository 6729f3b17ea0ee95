import { describe, expect, it } from 'vitest';
import {
  isDifferent,
  isLost,
  loads,
  replicasTaken,
  summary,
  toggled,
  withLoad,
  withoutReplicas,
  withParameter,
} from '../../extension/src/webview/what-if.js';

const zone = { what: 'zone', name: 'a', region: 'eu' } as const;

describe('what is thought to be different', () => {
  it('is nothing once everything is given back', () => {
    let whatIf = toggled(withParameter(withLoad({}, 2), 'dau', 5), zone);
    expect([isDifferent(whatIf), isLost(whatIf, zone)]).toEqual([true, true]);
    whatIf = toggled(withParameter(withLoad(whatIf, 1), 'dau', undefined), zone);
    expect(isDifferent(whatIf)).toBe(false);
  });

  it('counts the replicas taken from each component', () => {
    const whatIf = withoutReplicas(withoutReplicas({}, 'api', 2), 'db', 1);
    expect([replicasTaken(whatIf, 'api'), replicasTaken(whatIf, 'db')]).toEqual([2, 1]);
    expect(replicasTaken(withoutReplicas(whatIf, 'api', 0), 'api')).toBe(0);
  });

  it('tells zones of the same name in two regions apart', () => {
    expect(isLost(toggled({}, zone), { ...zone, region: 'us' })).toBe(false);
  });

  it('is said in a few words', () => {
    const knobs = [{ id: 'dau', steps: [{ text: '5M', value: 5e6 }] }];
    const whatIf = withoutReplicas(toggled(withParameter(withLoad({}, 2), 'dau', 5e6), zone), 'api', 1);
    expect(summary(whatIf, knobs)).toBe('load 2x, dau 5M, without zone a of eu, 1 replica of api');
  });

  it('turns the load through round numbers, each once', () => {
    expect([loads[0], loads.at(-1)]).toEqual([0.1, 10]);
    expect(loads).toContain(1);
    expect(loads).toContain(2);
    expect(new Set(loads).size).toBe(loads.length);
    expect([...loads].sort((a, b) => a - b)).toEqual(loads);
  });
});
