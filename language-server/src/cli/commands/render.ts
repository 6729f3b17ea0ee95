import { extname } from 'node:path';
import { Command, Option } from 'commander';
import type { Layout } from '../../diagram/index.js';
import { reportBrokenText } from '../broken-text.js';
import { CallError } from '../call-error.js';
import type { Io } from '../io.js';
import { readOneDesign } from '../one-design.js';
import type { PictureOptions } from '../picture.js';
import { chosen, idOf, type PictureChoice, withPictureChoice } from '../picture-choice.js';
import type { Run } from '../watch.js';
import { watchPicture } from '../watch-picture.js';
import { writeWhole } from '../write.js';
import { type CommandFactory, type CommonOptions, withCommonOptions } from './command.js';

interface RenderOptions extends CommonOptions, PictureChoice {
  readonly output?: string;
  readonly theme: PictureOptions['theme'];
  readonly sequence?: string;
  readonly scale: number;
  readonly watch?: boolean;
  readonly stdinFilename?: string;
}

const themes = ['light', 'dark', 'auto', 'print', 'high-contrast'] satisfies PictureOptions['theme'][];

export const renderCommand: CommandFactory = (io, finish) =>
  withCommonOptions(
    withPictureChoice(
      new Command('render')
        .description('draw the design')
        .argument('<file>', 'the design; `-` is standard input')
        .option('-o, --output <file>', 'an `.svg` or a `.png`; without it SVG goes to standard output')
        .addOption(new Option('--theme <theme>', 'colours').choices(themes).default('light')),
    )
      .addOption(new Option('--scale <n>', 'pixels of a PNG for each of the SVG, 1 to 4').argParser(scaleOf).default(2))
      .option('--sequence <flow>', 'draw who calls whom for a flow, in order, and where its time goes')
      .option('--watch', 'draw again whenever a file changes')
      .option('--stdin-filename <file>', 'the name standard input stands for'),
  ).action(async (file: string, options: RenderOptions) => {
    const { output, watch: watched } = options;
    const kind = kindOf(output);
    if (watched && file === '-') throw new CallError('standard input cannot be watched', 'Name a file.');
    if (watched && kind === 'stdout') throw new CallError('`--watch` needs a file to write', 'Add `-o FILE.svg`.');
    if (!watched) return finish((await render(file, options, kind, io)).code);
    finish(await watchPicture(file, (layout) => render(file, options, kind, io, layout), io));
  });

async function render(file: string, options: RenderOptions, kind: Kind, io: Io, layout?: Layout): Promise<Run> {
  const { design, findings, designs, input, sources } = await readOneDesign(file, options, io);
  const { model, estimates } = design;
  const { draw, drawSequence } = await import('../picture.js');
  const { sequence, theme } = options;
  const svg =
    sequence === undefined
      ? await draw(model, estimates, findings, { theme, ...chosen(options, model) }, layout)
      : drawSequence(model, estimates, findings, idOf(sequence, 'flow', model.flows, model), theme);
  if (kind === 'stdout') io.stdout.write(`${svg}\n`);
  else {
    const content = kind === 'png' ? await rasterised(svg, options.scale) : `${svg}\n`;
    writeWhole(input.paths.absolute(options.output!), content);
  }
  return { code: reportBrokenText(designs, input.paths, io) ? 1 : 0, files: sources };
}

type Kind = 'stdout' | 'svg' | 'png';

function kindOf(output: string | undefined): Kind {
  const extension = extname(output ?? '').toLowerCase();
  if (output === undefined || output === '-') return 'stdout';
  if (extension === '.svg') return 'svg';
  if (extension === '.png') return 'png';
  throw new CallError(
    `\`${output}\` is neither an \`.svg\` nor a \`.png\``,
    'The ending of `--output` says what is written.',
  );
}

async function rasterised(svg: string, scale: number): Promise<Uint8Array> {
  const { rasterise } = await import('../raster.js');
  return rasterise(svg, scale);
}

function scaleOf(text: string): number {
  const scale = Number(text);
  if (text.trim() !== '' && scale >= 1 && scale <= 4) return scale;
  throw new CallError(`\`--scale ${text}\` is no scale`, 'Give a number from 1 to 4.');
}
