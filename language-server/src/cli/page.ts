import type { Layout } from '../diagram/index.js';
import { type Body, bodyOf } from '../report/page/body.js';
import type { OneDesign } from './one-design.js';
import { chosen, type PictureChoice } from './picture-choice.js';

/** A design as a page shows it, with what of it is to be drawn. */
export async function pageBody(
  { design, findings, expectations, input }: OneDesign,
  choice: PictureChoice,
  layout?: Layout,
): Promise<Body> {
  const { picture } = await import('./picture.js');
  const { model, estimates } = design;
  const nameOf = input.paths.shown;
  return bodyOf(
    { ...design, findings, expectations, nameOf },
    await picture(model, estimates, findings, chosen(choice, model), layout),
  );
}
