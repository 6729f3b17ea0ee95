export type Weight = 'regular' | 'bold';

/**
 * Advance widths of the printable ASCII characters in hundredths of the font size. They are those of a wide sans serif: the
 * reader's own font is then narrower, and no text leaves its box.
 */
const advances: Readonly<Record<Weight, readonly number[]>> = {
  regular: [
    32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84,
    84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79, 70, 64, 62, 74, 69, 99, 69, 62,
    69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60,
    82, 60, 60, 53, 64, 34, 64, 84,
  ],
  bold: [
    35, 46, 53, 84, 70, 101, 88, 31, 46, 46, 53, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70, 40, 40, 84,
    84, 84, 59, 100, 78, 77, 74, 84, 69, 69, 83, 84, 38, 38, 78, 64, 100, 84, 86, 74, 86, 78, 73, 69, 82, 78, 111, 78,
    73, 73, 46, 37, 46, 84, 50, 50, 68, 72, 60, 72, 68, 44, 72, 72, 35, 35, 67, 35, 105, 72, 69, 72, 72, 50, 60, 48, 72,
    66, 93, 65, 66, 59, 72, 37, 72, 84,
  ],
};

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
const emoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
const mark = /\p{M}|\u200c|\u200d|[\ufe00-\ufe0f]/u;
const narrow = /[·‧•–‘’‚‛“”]/;
const capital = /\p{Lu}/u;

/** Width in pixels of a line of text at a font size, without a DOM; never less than common sans serif fonts take. */
export function textWidth(text: string, fontSize: number, weight: Weight = 'regular'): number {
  const table = advances[weight];
  let hundredths = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 32 && code < 127) hundredths += table[code - 32];
    else {
      const character = String.fromCodePoint(text.codePointAt(i)!);
      hundredths += unlisted(character, weight);
      i += character.length - 1;
    }
  }
  return (hundredths * fontSize) / 100;
}

function unlisted(character: string, weight: Weight): number {
  if (mark.test(character)) return 0;
  if (emoji.test(character)) return 140;
  if (wide.test(character)) return 104;
  if (narrow.test(character)) return 54;
  const width = capital.test(character) || !/\p{L}/u.test(character) ? 100 : 78;
  return weight === 'bold' ? width * 1.1 : width;
}
