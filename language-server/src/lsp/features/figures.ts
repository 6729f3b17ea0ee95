import { valueText } from '../describe/figures.js';
import type { FiguresRequest } from '../preview/protocol.js';
import { variantOf } from '../preview/variant.js';
import type { Snapshot } from '../snapshot.js';

/** Rows of a table that are looked through by people. */
const most = 20_000;

/** All known figures of a design as rows. */
export function figures(snapshot: Snapshot, { whatIf }: FiguresRequest.Parameters): FiguresRequest.Result {
  const { estimates } = variantOf(snapshot.designs[0], whatIf);
  const rows = estimates.figures
    .filter(({ value, figure }) => value !== undefined && !figure.startsWith('visits.'))
    .map(({ subject, figure, value, unit, name }) => ({
      // Parallel links share a name that tells them apart from all of them together.
      subject: name.endsWith(`.${figure}`) ? name.slice(0, -figure.length - 1) : subject,
      figure,
      text: valueText({ value, unit }),
      unit,
      // Infinity does not survive JSON.
      ...(Number.isFinite(value) && { value: value! }),
    }));
  return { rows: rows.slice(0, most), more: Math.max(0, rows.length - most) };
}
