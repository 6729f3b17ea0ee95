import { type Command, Option } from 'commander';
import { overlays } from '../diagram/scene/scene.js';
import type { Model } from '../model/model.js';
import { CallError, didYouMean } from './call-error.js';
import { gather } from './commands/command.js';
import type { PictureOptions } from './picture.js';

/** What of a design is drawn, as the call says it. */
export interface PictureChoice {
  readonly overlay: PictureOptions['overlay'];
  readonly collapse?: readonly string[];
  readonly expand?: boolean;
  readonly only?: readonly string[];
  readonly focus?: readonly string[];
}

/** The options of every command that draws. */
export function withPictureChoice(command: Command): Command {
  return command
    .addOption(
      new Option('--overlay <figure>', 'the figure each box shows').choices([...overlays]).default('utilisation'),
    )
    .option('--collapse <group>', 'draw a group, zone or region as one box; may be repeated', gather)
    .option('--expand', 'collapse nothing by itself; above 150 boxes groups start collapsed')
    .option('--only <flow>', 'draw what a flow passes and nothing else; may be repeated', gather)
    .option('--focus <component>', 'draw a component with its neighbours and nothing else; may be repeated', gather);
}

/**
 * The choice in terms of a model.
 * @throws CallError for a name that is no group, or no flow, with the nearest one
 */
export function chosen(
  { overlay, collapse = [], expand, only = [], focus = [] }: PictureChoice,
  model: Model,
): Pick<PictureOptions, 'overlay' | 'collapse' | 'expand' | 'only' | 'focus'> {
  return {
    overlay,
    collapse: collapse.map((name) => idOf(name, 'group', model.groups, model)),
    expand: expand === true,
    ...(only.length > 0 && { only: only.map((name) => idOf(name, 'flow', model.flows, model)) }),
    ...(focus.length > 0 && { focus: focus.map((name) => idOf(name, 'component', model.components, model)) }),
  };
}

/** The id of what a name means here, written in full, in short, or as the title. */
export function idOf(
  name: string,
  what: 'group' | 'flow' | 'component',
  candidates: readonly { readonly id: string; readonly path: string; readonly title?: string }[],
  model: Model,
): string {
  const found =
    candidates.find(({ id }) => id === name) ?? candidates.find(({ path, title }) => path === name || title === name);
  if (found) return found.id;
  const other = model.declarations.get(name);
  const kind = other && ('kind' in other ? other.kind : other.what);
  throw new CallError(
    `there is no ${what === 'group' ? 'group, zone or region' : what} \`${name}\``,
    kind === undefined
      ? didYouMean(
          name,
          candidates.map(({ id }) => id),
        )
      : `\`${name}\` is a ${kind}.`,
  );
}
