import { bodyOf } from '../../report/page/body.js';
import { reportPage } from '../../report/page/page.js';
import { expectedOf } from '../../report/reported.js';
import type { ReportRequest } from '../preview/protocol.js';
import { variantOf } from '../preview/variant.js';
import type { Snapshot } from '../snapshot.js';
import { relativePath } from '../uri.js';

/** The report of a design, as written or as it would be, around a picture that is laid out already. */
export async function report(
  { designs: [design], today }: Snapshot,
  { whatIf, supposed, picture }: ReportRequest.Parameters,
): Promise<string> {
  const { entry } = design;
  const { model, estimates, findings } = variantOf(design, whatIf);
  const body = bodyOf(
    {
      entry,
      model,
      estimates,
      findings,
      expectations: expectedOf(model, estimates),
      nameOf: (file) => relativePath(entry, file).replace(/^\.\//, ''),
      ...(supposed !== undefined && { supposed }),
    },
    picture,
  );
  return reportPage(body, today);
}
