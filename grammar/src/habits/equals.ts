import { endOf } from '../problem.js';
import { definesName, type Reading, replaceAfter } from './reading.js';

/** `replicas = 2`, `replicas == 2`, `replicas := 2`, `service api = {`. */
export function equalsForColon(reading: Reading): boolean {
  const { last, token, first } = reading;
  const next = reading.next();
  if (next?.tokenType.name === '{' && last && !definesName(first)) {
    reading.report(token, 'A block follows its name directly, without `=`.', 'Remove `=`', [
      replaceAfter(last, token, ''),
    ]);
    reading.skip();
    return true;
  }
  if (last?.tokenType.name === ':') {
    reading.report(token, 'A property is set with `:` alone.', 'Remove `=`', [replaceAfter(last, token, '')]);
    reading.skip();
    return true;
  }
  if (!reading.isName(last) || !reading.sameLine || definesName(first)) return false;
  const gap = next && next.startOffset === endOf(token) ? ' ' : '';
  const value = next && next.startLine === token.endLine ? next.image.slice(0, 40) : '…';
  const message = `A property is set with \`:\`, as in \`${last.image.slice(0, 40)}: ${value}\`.`;
  reading.report(token, message, 'Write `:`', [replaceAfter(last, token, `:${gap}`)]);
  reading.putAs(':');
  return true;
}

/** `=<`: the sign of a comparison turned round. */
export function turnedComparison(reading: Reading): boolean {
  const next = reading.next();
  if (reading.first?.tokenType.name !== 'expect' || next?.startOffset !== endOf(reading.token)) return false;
  if (next.tokenType.name !== '<' && next.tokenType.name !== '>') return false;
  return compare(reading, `${next.image}=`, 2);
}

const signs: Readonly<Record<string, string>> = { '≤': '<=', '≥': '>=', '≠': '!=', '=>': '>=' };

/** `≤`, and `=>` before a number, in an `expect`. */
export function foreignComparison(reading: Reading): boolean {
  const { token, first } = reading;
  const sign = signs[token.image];
  if (!sign || first?.tokenType.name !== 'expect') return false;
  if (token.image === '=>' && reading.next()?.tokenType.name !== 'NUMERIC') return false;
  return compare(reading, sign, 1);
}

function compare(reading: Reading, sign: string, tokens: number): true {
  const { token } = reading;
  const end = endOf(reading.next(tokens - 1)!);
  const written = reading.text.slice(token.startOffset, end);
  reading.report({ ...token, endOffset: end - 1 }, `Write \`${sign}\` for \`${written}\`.`, `Write \`${sign}\``, [
    { offset: token.startOffset, end, text: sign },
  ]);
  reading.putAs(sign, sign);
  reading.skip(tokens - 1);
  return true;
}
