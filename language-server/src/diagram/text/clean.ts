/** No text in a picture is longer than this, in code points; the rest is in the file. */
export const longestText = 200;

const unseen =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}]|\p{Cs}/gu;
/** Most texts: single spaces between what is seen. */
const plain = /^[!-~]+(?: [!-~]+)*$/;
const stacked = /(\p{M}{3})\p{M}+/gu;

/**
 * Untrusted text as it may be shown on one line: white space and line ends become single spaces; control characters, marks that
 * turn the reading direction and lone surrogates become a visible �; towers of combining marks are cut; at most `limit` code points.
 */
export function displayText(text: string, limit = longestText): string {
  if (text.length <= limit && plain.test(text)) return text;
  // Cut first, so that a title of megabytes costs nothing; a code point has at most two units.
  const near = text.slice(0, limit * 8);
  const shown = near
    .replace(/[\s\u2028\u2029]+/g, ' ')
    .replace(unseen, '�')
    .replace(/��+/g, '�')
    .replace(stacked, '$1')
    .trim();
  const points = Array.from(shown);
  if (points.length <= limit && near.length === text.length) return shown;
  return `${points
    .slice(0, limit - 1)
    .join('')
    .trimEnd()}…`;
}
