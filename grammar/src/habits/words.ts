import { endOf } from '../problem.js';
import type { Reading } from './reading.js';

const name = /^[A-Za-z_\u00C0-\u1FFF\u2C00-\uD7FF][\w.\-\u00C0-\u1FFF\u2C00-\uD7FF]*$/;

/** `'text'` and other quotes. */
export function foreignQuotes(reading: Reading): boolean {
  const { token } = reading;
  const content = token.image.slice(1, -1);
  if (isKey(reading, content)) return readAsName(reading, content);
  const text = `"${content.replace(/\\?"/g, '\\"')}"`;
  const edits = [{ offset: token.startOffset, end: endOf(token), text }];
  reading.report(token, 'A text stands in double quotes.', 'Write double quotes', edits);
  reading.putAs('STRING', text);
  return true;
}

/** `"replicas": 2`: a name in quotes. */
export function quotedName(reading: Reading): boolean {
  const content = reading.token.image.slice(1, -1);
  return isClosed(reading.token.image) && isKey(reading, content) && readAsName(reading, content);
}

function isKey(reading: Reading, content: string): boolean {
  const follows = reading.next()?.tokenType.name;
  return (
    reading.brackets === 0 && (follows === ':' || follows === '=') && startsProperty(reading) && name.test(content)
  );
}

function startsProperty({ begins, last, token }: Reading): boolean {
  return begins || (last !== undefined && last.endLine! < token.startLine!);
}

function readAsName(reading: Reading, content: string): true {
  const { token } = reading;
  const edits = [{ offset: token.startOffset, end: endOf(token), text: content }];
  reading.report(token, `A name stands without quotes: \`${content.slice(0, 40)}\`.`, 'Remove the quotes', edits);
  reading.putName(content);
  return true;
}

/** A text that runs into the line end, or into a brace. */
export function openText(reading: Reading): boolean {
  const { token } = reading;
  if (isClosed(token.image)) return false;
  const end = token.startOffset + token.image.trimEnd().length;
  reading.reportSyntax(token, 'This text is not closed.', 'Close the text', [{ offset: end, end, text: '"' }]);
  reading.putAs('STRING');
  return true;
}

function isClosed(image: string): boolean {
  const escapes = /\\*(?="$)/.exec(image)?.[0].length ?? 0;
  return image.length > 1 && image.endsWith('"') && escapes % 2 === 0;
}

/** `;`, which a comma or the line end stands for. */
export function semicolon(reading: Reading): boolean {
  const { token, last } = reading;
  const next = reading.next();
  const needless =
    !next || next.startLine! > token.endLine! || next.tokenType.name === '}' || last?.endLine !== token.startLine;
  const edits = [
    { offset: last && needless ? endOf(last) : token.startOffset, end: endOf(token), text: needless ? '' : ',' },
  ];
  const message = needless ? 'A line ends without `;`.' : 'A comma separates, not `;`.';
  reading.report(token, message, needless ? 'Remove `;`' : 'Write a comma', edits);
  reading.putAs(',');
  return true;
}

/** `1,000,000`: digits grouped by commas. */
export function thousands(reading: Reading): boolean {
  const { token } = reading;
  if (!/^[$€£]?[0-9]{1,3}$/.test(token.image)) return false;
  let image = token.image;
  let ahead = 0;
  let end = endOf(token);
  for (;;) {
    const comma = reading.next(ahead + 1);
    const group = reading.next(ahead + 2);
    if (comma?.tokenType.name !== ',' || comma.startOffset !== end || group?.startOffset !== end + 1) break;
    if (group.tokenType.name !== 'NUMERIC' || !/^[0-9]{3}(?![0-9])/.test(group.image)) break;
    image += `_${group.image}`;
    end = endOf(group);
    ahead += 2;
    if (group.image.length > 3) break;
  }
  // Within brackets, `[1,200]` are two numbers.
  if (ahead === 0 || (reading.brackets > 0 && !/_0/.test(image))) return false;
  const last = reading.next(ahead)!;
  reading.report(
    { ...token, endOffset: last.endOffset },
    `Digits are grouped with \`_\`: write \`${image}\`.`,
    `Write \`${image}\``,
    [{ offset: token.startOffset, end, text: image }],
  );
  reading.putAs('NUMERIC', image, last);
  reading.skip(ahead);
  return true;
}
