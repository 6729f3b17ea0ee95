import {
  buildScene,
  createLayout,
  type LaidOutScene,
  type Layout,
  type Overlay,
  onlyFlows,
  onlyNeighbours,
  renderSequence,
  renderSvg,
  suggestedCollapse,
  type ThemeName,
} from '../diagram/index.js';
import { createInlineEngine } from '../diagram/layout/engine-inline.js';
import type { Estimates } from '../estimate/estimates.js';
import type { Model } from '../model/model.js';
import type { Finding } from '../rules/finding.js';

export { layingOutBeside } from './layout/beside.js';

export interface PictureOptions {
  readonly theme: ThemeName;
  readonly overlay: Overlay;
  /** Ids of groups drawn as one box. */
  readonly collapse: readonly string[];
  /** Draw all of a large design, which otherwise starts with its groups collapsed. */
  readonly expand: boolean;
  /** Ids of flows: only what they pass is drawn. */
  readonly only?: readonly string[];
  /** Ids of components: only they and their neighbours are drawn. */
  readonly focus?: readonly string[];
}

const here = createLayout(createInlineEngine());

/** The picture of a design as SVG text, laid out here and now if nothing else is given. */
export async function draw(
  model: Model,
  estimates: Estimates,
  findings: readonly Finding[],
  options: PictureOptions,
  layout?: Layout,
): Promise<string> {
  return renderSvg(await picture(model, estimates, findings, options, layout), {
    theme: options.theme,
    standalone: true,
  });
}

/** One flow of a design as SVG text: its calls in their order. */
export function drawSequence(
  model: Model,
  estimates: Estimates,
  findings: readonly Finding[],
  flow: string,
  theme: ThemeName,
): string {
  const scene = buildScene(model, estimates, findings, { overlay: 'none' });
  return renderSequence(scene, scene.flows.find(({ id }) => id === flow)!, { theme, standalone: true });
}

/** The picture of a design as data with places, laid out here and now if nothing else is given. */
export async function picture(
  model: Model,
  estimates: Estimates,
  findings: readonly Finding[],
  { overlay, collapse, expand, only, focus }: Omit<PictureOptions, 'theme'>,
  layout = here,
): Promise<LaidOutScene> {
  const chosen = collapse.length > 0 || expand || only !== undefined || focus !== undefined;
  const hidden = chosen ? collapse : suggestedCollapse(model);
  const whole = buildScene(model, estimates, findings, { overlay, collapse: hidden });
  const passed = only ? onlyFlows(whole, only) : whole;
  return layout.layout(focus ? onlyNeighbours(passed, focus) : passed);
}
