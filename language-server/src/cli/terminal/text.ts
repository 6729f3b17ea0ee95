const wide =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const zero = /[\p{Mn}\p{Me}\p{Cf}]/u;
const escapes = /\x1b\[[\d;]*m/g;
const plain = /^[\x20-\x7e]*$/;

/** Columns a text takes on a terminal; our own colour codes take none. */
export function displayWidth(text: string): number {
  const bare = text.includes('\x1b') ? text.replace(escapes, '') : text;
  if (plain.test(bare)) return bare.length;
  let width = 0;
  for (const character of bare) width += characterWidth(character);
  return width;
}

export function characterWidth(character: string): number {
  if (character >= ' ' && character <= '~') return 1;
  if (wide.test(character)) return 2;
  return zero.test(character) ? 0 : 1;
}

/**
 * A text from a file, safe to show: control characters and those that turn the direction of writing become visible, so that
 * no name can move the cursor, colour the screen or hide what is written.
 */
export function visible(text: string): string {
  if (plain.test(text)) return text;
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (character) => {
      const code = character.charCodeAt(0);
      if (code === 9) return ' ';
      if (code < 32) return String.fromCharCode(0x2400 + code);
      return code === 127 ? '\u2421' : '\ufffd';
    },
  );
}

/** Breaks a text at spaces into lines of at most `width` columns; a longer word is cut. Line ends in it are kept. */
export function wrap(text: string, width: number): string[] {
  const limit = Math.max(width, 10);
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, limit));
}

function wrapParagraph(paragraph: string, limit: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (displayWidth(joined) <= limit) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (displayWidth(line) > limit) {
      const head = takeColumns(line, limit);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  lines.push(line);
  return lines;
}

/** The longest beginning of a text that fits in so many columns, at least one character. */
export function takeColumns(text: string, columns: number): string {
  let width = 0;
  let end = 0;
  for (const character of text) {
    width += characterWidth(character);
    if (width > columns && end > 0) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** A text cut to so many columns, with an ellipsis where something is missing. */
export function shorten(text: string, columns: number): string {
  return displayWidth(text) <= columns ? text : `${takeColumns(text, Math.max(1, columns - 1))}…`;
}

export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - displayWidth(text)));
}

export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - displayWidth(text))) + text;
}
