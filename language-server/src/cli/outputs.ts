import { CallError, didYouMean } from './call-error.js';
import { type ReportName, reportNames } from './reports/index.js';

/** A report and the file it goes to; without one, to standard output. */
export interface ReportOutput {
  readonly format: ReportName;
  readonly file?: string;
}

/**
 * Gathers `--format` and `--output` in the order they are written: an `--output` belongs to the `--format` before it, else to
 * the one after it.
 */
export class ReportOutputs {
  private readonly list: { format?: ReportName; file?: string }[] = [];

  readonly format = (name: string): void => {
    if (!reportNames.some((known) => known === name)) {
      const all = reportNames.map((known) => `\`${known}\``).join(', ');
      throw new CallError(`there is no format \`${name}\``, didYouMean(name, reportNames) ?? `There are ${all}.`);
    }
    const last = this.list.at(-1);
    if (last && last.format === undefined) last.format = name as ReportName;
    else this.list.push({ format: name as ReportName });
  };

  readonly output = (file: string): void => {
    const last = this.list.at(-1);
    if (last && last.file === undefined) last.file = file;
    else this.list.push({ file });
  };

  /** @throws CallError where two reports go to the same place */
  get all(): readonly ReportOutput[] {
    if (this.list.length === 0) return [{ format: 'pretty' }];
    const places = new Set<string>();
    return this.list.map(({ format = 'pretty', file }) => {
      const place = file ?? '-';
      if (places.has(place)) {
        const where = place === '-' ? 'standard output' : `\`${place}\``;
        throw new CallError(`two reports go to ${where}`, 'Write `--output FILE` behind the `--format` of one.');
      }
      places.add(place);
      return { format, ...(place !== '-' && { file: place }) };
    });
  }
}
