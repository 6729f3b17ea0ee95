import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  buildScene,
  changesBetween,
  mark,
  sceneMarks,
  unmarkedScene,
  withChanges,
} from '../../language-server/src/diagram/index.js';
import { estimate } from '../../language-server/src/estimate/estimate.js';
import { buildModel, type Model, parseFile } from '../../language-server/src/model/index.js';
import { resolveConfiguration } from '../../language-server/src/rules/configuration.js';
import { lint } from '../../language-server/src/rules/lint.js';

function modelOf(text: string): Model {
  return buildModel('a.arch', new Map([['a.arch', parseFile('a.arch', text)]]));
}

const text = ({ users = 86_400, replicas = 2, title = 'API', more = '' }) => `client web { users: ${users} }
flow read { from: web, rate: 10/user/day, op: read, slo { latency.p99: 30ms } }
group inside { service api "${title}" { replicas: ${replicas}, capacity: 20/s, service-time: 10ms } database db {} }
web -> api
api -> db
${more}`;
const sceneOf = (of: Parameters<typeof text>[0]) => {
  const model = modelOf(text(of));
  return unmarkedScene(model, estimate(model));
};
const sent = <T>(data: T): T => JSON.parse(JSON.stringify(data));

describe('changes of a scene', () => {
  const numbers = fc.record({
    users: fc.integer({ min: 1, max: 1_000_000 }),
    replicas: fc.integer({ min: 1, max: 50 }),
    title: fc.constantFrom('API', 'Other'),
  });

  test('make the later scene of the earlier one', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const [before, after] = [sent(sceneOf(a)), sceneOf(b)];
        const changes = changesBetween(before, after)!;
        expect(withChanges(before, sent(changes))).toEqual(sent(after));
      }),
      { numRuns: 50 },
    );
  });

  test('name what changed and nothing else, which stays the same object', () => {
    const [before, after] = [sceneOf({}), sceneOf({ replicas: 3 })];
    const changes = changesBetween(before, after)!;
    expect(changes.nodes.map(([, { id }]) => id)).toEqual(['api']);
    expect([changes.groups, changes.edges]).toEqual([[], []]);
    const made = withChanges(before, changes);
    expect(made.edges).toBe(before.edges);
    expect(made.nodes.filter((node, i) => node !== before.nodes[i]).map(({ id }) => id)).toEqual(['api']);
  });

  test('cannot tell of other things', () => {
    expect(changesBetween(sceneOf({}), sceneOf({ more: 'queue q {}' }))).toBeUndefined();
    expect(
      changesBetween(
        sceneOf({ more: 'a -> q\nqueue q {}\nservice a {}' }),
        sceneOf({ more: 'queue q {}\nservice a {}' }),
      ),
    ).toBeUndefined();
  });
});

describe('marks', () => {
  const model = modelOf(text({ users: 10_000_000 }));
  const estimates = estimate(model);
  const findings = lint(model, estimates, resolveConfiguration([]));

  test.each([[[]], [['inside']]])('on a scene with %j collapsed are its findings', (collapse) => {
    const bare = unmarkedScene(model, estimates, { collapse });
    const whole = buildScene(model, estimates, findings, { collapse });
    const marks = sceneMarks(model, findings, collapse);
    expect(marks.things.length).toBeGreaterThan(1);
    expect(mark(sent(bare), sent(marks))).toEqual(sent(whole));
  });

  test('take the place of earlier ones', () => {
    const marked = mark(unmarkedScene(model, estimates), sceneMarks(model, findings));
    expect(mark(marked, sceneMarks(model, []))).toEqual(unmarkedScene(model, estimates));
  });
});
