import { visible } from '../terminal/text.js';
import { placeOf, type Report } from './report.js';

/** One line for each finding that counts, for `grep` and for editors that read compilers' output. */
export const compact: Report = (result, context) =>
  result.findings
    .filter(({ accepted }) => !accepted)
    .map((finding) => {
      const place = visible(placeOf(result, context, finding.at));
      return `${place}: ${finding.severity} ${finding.rule}: ${visible(finding.message.replace(/\s*\n\s*/g, ' '))}\n`;
    })
    .join('');
