import { describe, expect, it } from 'vitest';
import type { Advice } from '../../language-server/src/advice/advise.js';
import { wholeOf } from '../../language-server/src/advice/subjects.js';
import { alternativeText, headline, needTexts, summary } from '../../language-server/src/advice/wording.js';
import { buildModel } from '../../language-server/src/model/index.js';
import { advised } from './advising.js';

const advice = (more: Partial<Advice>): Advice => ({
  question: 'eviction',
  topic: 'caching',
  asks: 'What leaves?',
  subject: wholeOf(buildModel('a.arch', new Map())),
  verdict: 'agrees',
  present: [],
  because: [],
  confidence: 'high',
  alternatives: [],
  need: [],
  conflicts: [],
  rules: [],
  ...more,
});

describe('the words of an answer', () => {
  it.each<[Partial<Advice>, string]>([
    [{ verdict: 'agrees', choice: 'lru', present: ['lru'] }, 'lru, as the design has it.'],
    [{ verdict: 'agrees', choice: 'lru', present: ['lfu'] }, 'lru; what the design has, lfu, serves as well.'],
    [{ verdict: 'differs', choice: 'lru', present: ['fifo', 'lfu'] }, 'lru; the design has fifo and lfu.'],
    [{ verdict: 'unsaid', choice: 'lru' }, 'lru; the design does not say.'],
    [{ verdict: 'fits', present: ['lru'] }, 'It depends; what the design has, lru, is one of the answers.'],
    [{ verdict: 'fits' }, 'It depends on what the design does not say.'],
    [{ verdict: 'open', present: ['lru'] }, 'It depends; what the design has, lru, is none of the answers.'],
    [{ verdict: 'open' }, 'It depends on what the design does not say.'],
    [{ verdict: 'general', choice: 'lru' }, 'lru.'],
  ])('%j reads %s', (more, text) => {
    expect(headline(advice(more))).toBe(text);
  });

  it('say of what else it would depend', () => {
    expect(alternativeText({ when: 'there is one region', choice: 'none' })).toBe('none if there is one region');
    expect(alternativeText({ when: 'none of these', choice: 'lru' })).toBe('lru otherwise');
  });

  it('ask once for what one property says, and last for what none does', () => {
    const needs = [
      { input: 'a', asks: 'Is it?' },
      { input: 'b', asks: 'Who?', write: '`access` of `t`' },
      { input: 'c', asks: 'Why?', write: '`access` of `t`' },
    ];
    expect(needTexts(needs)).toEqual(['Who? Why? Say it with `access` of `t`.', 'Is it? A design cannot say it.']);
  });

  it('count how the answers stand', () => {
    expect(summary([])).toBe('There is nothing here that advice could be about.');
    expect(
      summary([advice({}), advice({ verdict: 'differs' }), advice({ verdict: 'fits' }), advice({ verdict: 'open' })]),
    ).toBe('4 answers: 1 as advised, 1 otherwise, 2 open until more is known.');
  });
});

describe('what spoke for a choice', () => {
  it('is no more than it takes', () => {
    const text = 'system { slo { availability: 99.99% }, rto: 1h }\nservice a {}';
    expect(advised(text, 'system', 'multi-region')!.because[0]).toBe('99.99% is promised.');
    expect(advised(text, 'system', 'multi-region')!.because).toHaveLength(2);
  });

  it('asks only for what could settle it', () => {
    const text = 'client web { regions: [us, eu] }\nregion us { service a {} }\nregion eu { service b {} }\n';
    // Users are far apart, so where data must stay makes no difference.
    expect(advised(text, 'system', 'multi-region')!.need.map(({ input }) => input)).toEqual(['mergeable']);
  });
});
