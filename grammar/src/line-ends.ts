const lineEnd = /[\r\n]/g;

/** Where the line begins that holds `offset`. Looks no further than that line. */
export function startOfLine(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
  return start;
}

/** Where the line ends that holds `offset`, its line end not included. */
export function endOfLine(text: string, offset: number): number {
  lineEnd.lastIndex = offset;
  return lineEnd.exec(text)?.index ?? text.length;
}
