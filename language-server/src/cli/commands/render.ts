import { extname } from 'node:path';
import { Command, Option } from 'commander';
import type { Model } from '../../model/model.js';
import { rules } from '../../rules/registry.js';
import { estimateDesigns, lintDesigns } from '../analysis.js';
import { reportBrokenText } from '../broken-text.js';
import { CallError, didYouMean } from '../call-error.js';
import { readInput } from '../input.js';
import type { PictureOptions } from '../picture.js';
import { Stopwatch } from '../stopwatch.js';
import { loadWorkspace } from '../workspace.js';
import { writeWhole } from '../write.js';
import { type CommandFactory, type CommonOptions, gather, withCommonOptions } from './command.js';

interface RenderOptions extends CommonOptions {
  readonly output?: string;
  readonly theme: PictureOptions['theme'];
  readonly overlay: PictureOptions['overlay'];
  readonly collapse?: readonly string[];
  readonly only?: readonly string[];
  readonly stdinFilename?: string;
}

export const renderCommand: CommandFactory = (io, finish) =>
  withCommonOptions(
    new Command('render')
      .description('draw the design')
      .argument('<file>', 'the design; `-` is standard input')
      .option('-o, --output <file>', 'an `.svg` or a `.png`; without it SVG goes to standard output')
      .addOption(new Option('--theme <theme>', 'colours').choices(['light', 'dark', 'auto', 'print']).default('light'))
      .addOption(
        new Option('--overlay <figure>', 'the figure each box shows')
          .choices(['none', 'utilisation', 'latency', 'availability', 'cost', 'findings'])
          .default('utilisation'),
      )
      .option('--collapse <group>', 'draw a group, zone or region as one box; may be repeated', gather)
      .option('--only <flow>', 'draw what a flow passes and nothing else; may be repeated', gather)
      .option('--stdin-filename <file>', 'the name standard input stands for'),
  ).action(async (file: string, options: RenderOptions) => {
    const kind = kindOf(options.output);
    const input = await readInput([file], options, io);
    const workspace = loadWorkspace(input.given, input.paths, { texts: input.texts });
    const stopwatch = new Stopwatch();
    const designs = estimateDesigns(workspace, input.parameters, stopwatch);
    if (designs.length > 1) throw new CallError(`\`${file}\` holds ${designs.length} designs`, 'Name one file.');
    const [{ model, estimates }] = designs;
    const findings = lintDesigns(designs, workspace, {
      configurationOf: (entry) => input.configurations.of(entry),
      rules,
      stopwatch,
    });
    const { theme, overlay } = options;
    const collapse = (options.collapse ?? []).map((name) => idOf(name, 'group', model.groups, model));
    const only = (options.only ?? []).map((name) => idOf(name, 'flow', model.flows, model));
    const { draw } = await import('../picture.js');
    const svg = await draw(model, estimates, findings, { theme, overlay, collapse, ...(only.length > 0 && { only }) });
    if (options.output === undefined || options.output === '-') io.stdout.write(`${svg}\n`);
    else writeWhole(input.paths.absolute(options.output), kind === 'png' ? await rasterised(svg) : `${svg}\n`);
    finish(reportBrokenText(designs, input.paths, io) ? 1 : 0);
  });

function kindOf(output: string | undefined): 'svg' | 'png' {
  const extension = extname(output ?? '').toLowerCase();
  if (output === undefined || output === '-' || extension === '.svg') return 'svg';
  if (extension === '.png') return 'png';
  throw new CallError(
    `\`${output}\` is neither an \`.svg\` nor a \`.png\``,
    'The ending of `--output` says what is written.',
  );
}

async function rasterised(svg: string): Promise<Uint8Array> {
  const { rasterise } = await import('../raster.js');
  return rasterise(svg);
}

/** The id of what a name means here, written in full, in short, or as the title. */
function idOf(
  name: string,
  what: 'group' | 'flow',
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
