/** How the lines of a text end. */
export function lineBreak(text: string): string {
  const first = text.indexOf('\n');
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n';
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\r') at--;
  return at;
}

/** Where the line of an offset ends, its line break not included. */
export function lineEnd(text: string, offset: number): number {
  for (let at = offset; at < text.length; at++) if (text[at] === '\n' || text[at] === '\r') return at;
  return text.length;
}

/** The white space at the beginning of the line of an offset. */
export function indentOf(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return text.slice(start, lineEnd(text, start)).match(/^[ \t]*/)?.[0] ?? '';
}

/** Does nothing else, but for a comma and a comment, stand on the lines of this stretch? */
export function onItsOwnLine(text: string, offset: number, end: number): boolean {
  if (text.slice(lineStart(text, offset), offset).trim() !== '') return false;
  return /^[ \t]*,?[ \t]*(\/\/.*)?$/.test(text.slice(end, lineEnd(text, end)));
}
