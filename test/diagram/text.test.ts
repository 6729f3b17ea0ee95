import { describe, expect, test } from 'vitest';
import { displayText, longestText } from '../../language-server/src/diagram/text/clean.js';
import { textWidth } from '../../language-server/src/diagram/text/measure.js';
import { ellipsis, fitsWhole, wrap } from '../../language-server/src/diagram/text/wrap.js';

const font = { size: 14, weight: 'bold' } as const;

describe('text as it is shown', () => {
  test('is one line without anything unseen', () => {
    expect(displayText(' a\n\tb\u2028c ')).toBe('a b c');
    expect(displayText('a\u0000b\u001bc\u007f')).toBe('a�b�c�');
    expect(displayText('safe\u202Egnp.exe')).toBe('safe�gnp.exe');
    expect(displayText('\u2066\u2067\u200fx')).toBe('�x');
    expect(displayText('half \ud83d pair')).toBe('half � pair');
  });

  test('keeps what people write', () => {
    for (const text of ['注文 🚀', 'Überweisung – “Konto”', 'שלום', 'a & b <c> "d"', '👩‍👩‍👧']) {
      expect(displayText(text)).toBe(text);
    }
  });

  test('cuts towers of combining marks', () => {
    expect(displayText(`e${'\u0301'.repeat(50)}`)).toBe(`e${'\u0301'.repeat(3)}`);
  });

  test('is bounded, whatever comes in', () => {
    for (const text of ['x'.repeat(10_000), '🚀'.repeat(10_000), ' '.repeat(10_000), 'ab '.repeat(1_000_000)]) {
      expect(Array.from(displayText(text)).length).toBeLessThanOrEqual(longestText);
    }
    expect(displayText('x'.repeat(10_000))).toMatch(/x…$/);
    expect(displayText('x'.repeat(longestText))).toBe('x'.repeat(longestText));
  });
});

describe('measuring', () => {
  test('grows with the text, the size and the weight', () => {
    expect(textWidth('', 14)).toBe(0);
    expect(textWidth('mm', 14)).toBeGreaterThan(textWidth('ii', 14));
    expect(textWidth('text', 28)).toBeCloseTo(2 * textWidth('text', 14));
    expect(textWidth('text', 14, 'bold')).toBeGreaterThan(textWidth('text', 14));
  });

  test('counts wide characters as wide and marks as nothing', () => {
    expect(textWidth('注文', 10)).toBeGreaterThanOrEqual(20);
    expect(textWidth('🚀', 10)).toBeGreaterThanOrEqual(12);
    expect(textWidth('e\u0301', 10)).toBe(textWidth('e', 10));
  });
});

describe('wrapping', () => {
  test('breaks between words and after hyphens', () => {
    expect(wrap('Payment authorisation service', 130, 3, font)).toEqual(['Payment', 'authorisation', 'service']);
    expect(wrap('payment-authorisation', 130, 3, font)).toEqual(['payment-', 'authorisation']);
    expect(wrap('short', 130, 3, font)).toEqual(['short']);
  });

  test('never makes a line wider than its room, and loses nothing but what it cuts at the end', () => {
    for (const text of [
      'x'.repeat(200),
      'ab '.repeat(60),
      '注文'.repeat(50),
      '👩‍👩‍👧'.repeat(40),
      'a-b-c-d.e/f_g'.repeat(9),
    ]) {
      const lines = wrap(text, 120, 3, font);
      expect(lines.length).toBeLessThanOrEqual(3);
      for (const line of lines) expect(textWidth(line, font.size, font.weight)).toBeLessThanOrEqual(120);
      const joined = lines.join('').replace(/…$/, '').replaceAll(' ', '');
      expect(text.replaceAll(' ', '').startsWith(joined)).toBe(true);
    }
  });

  test('does not cut through a grapheme', () => {
    const [line] = wrap('👩‍👩‍👧'.repeat(20), 100, 1, font);
    expect(line).toMatch(/^(👩‍👩‍👧)+…$/u);
  });

  test('gets on where not even one character fits', () => {
    expect(wrap('abc', 1, 3, font).length).toBe(3);
    expect(ellipsis('abc', 1, font)).toBe('a…');
  });

  test('knows what fits without a cut', () => {
    expect(fitsWhole('Link API', 120, 2, font)).toBe(true);
    expect(fitsWhole('Donaudampfschifffahrtsgesellschaft', 120, 2, font)).toBe(false);
    expect(fitsWhole('one two three four five six seven', 120, 2, font)).toBe(false);
  });
});
