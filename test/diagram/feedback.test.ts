import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feedback, type Line } from '../../language-server/src/diagram/layout/feedback.js';

/** `a-b` leads from a to b, `a-b*3` has weight 3. */
function upwards(text: string): readonly string[] {
  const names = text.split(' ');
  const lines = names.map((name): Line => {
    const [ends, weight = '1'] = name.split('*');
    const [from, to] = ends.split('-').map((end) => end.charCodeAt(0) - 97);
    return { from, to, weight: Number(weight) };
  });
  return [...feedback(26, lines)].map((i) => names[i]);
}

describe('lines that lead upwards', () => {
  it.each([
    ['none without a circle, in whatever order things are written', 'b-a c-b c-a', []],
    ['none that leads to its own box', 'a-a a-b', []],
    ['the answer to what is written first', 'a-b b-a', ['b-a']],
    ['the one that closes a circle', 'a-b b-c c-a', ['c-a']],
    ['the lightest of a circle', 'a-b b-c*3 c-a*3', ['a-b']],
    ['one of each circle', 'a-b b-a b-c c-d d-c', ['b-a', 'd-c']],
  ])('%s', (_, lines, expected) => {
    expect(upwards(lines)).toEqual(expected);
  });

  it('leave no circle, and are at most half', () => {
    const end = fc.integer({ min: 0, max: 11 });
    const line = fc.record({ from: end, to: end, weight: fc.constant(1) });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const up = feedback(12, lines);
        expect(up.size).toBeLessThanOrEqual(lines.length / 2);
        expect(
          feedback(
            12,
            lines.map((each, i) => (up.has(i) ? { ...each, from: each.to, to: each.from } : each)),
          ).size,
        ).toBe(0);
      }),
    );
  });
});
