import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { CallError } from '../call-error.js';
import { type Example, type Group, groups, readExamples } from '../gallery/examples.js';
import { galleryFolder } from '../gallery/folder.js';
import { findTemplate, firstTemplate, templateName } from '../gallery/templates.js';
import { Paths } from '../paths.js';
import { type Style, styleOf } from '../terminal/style.js';
import { padEnd, shorten } from '../terminal/text.js';
import { writeWhole } from '../write.js';
import type { CommandFactory } from './command.js';

interface InitOptions {
  readonly output: string;
  readonly list?: boolean;
}

export const initCommand: CommandFactory = (io, finish) =>
  new Command('init')
    .description('write a first design, or one of the examples to start from')
    .argument(
      '[template]',
      'an example, `feeds/news-feed` or `news-feed`; in a hurry: `news-feed/wrong`',
      firstTemplate,
    )
    .option('-o, --output <file>', 'where to write it; `-` for standard output', 'design.arch')
    .option('--list', 'list the templates')
    .action((name: string, { output, list }: InitOptions) => {
      const examples = readExamples(galleryFolder());
      if (list) {
        io.stdout.write(listOf(examples, styleOf(io.stdout, io.env)));
        return finish(0);
      }
      const { text } = findTemplate(examples, name);
      if (output === '-') io.stdout.write(text);
      else {
        const file = new Paths(io.cwd).absolute(output);
        if (existsSync(file))
          throw new CallError(`\`${output}\` is there already`, 'Name another file with `--output`.');
        writeWhole(file, text);
        io.stdout.write(`Wrote ${output}. \`archlang check\` checks it, \`archlang estimate\` gives its numbers.\n`);
      }
      finish(0);
    });

function listOf(examples: readonly Example[], style: Style): string {
  const designs = examples.flatMap(({ group, design, stages }) =>
    [design, ...stages].map((each) => ({ group, name: templateName(each), ...each })),
  );
  const column = Math.max(...designs.map(({ name }) => name.length));
  const line = ({ name, comment }: (typeof designs)[number]) =>
    `  ${style.accent(padEnd(name, column))}  ${shorten(comment, style.width - column - 4)}\n`;
  const sections = (Object.keys(groups) as Group[]).map((group) => {
    const lines = designs.filter((design) => design.group === group).map(line);
    return lines.length === 0 ? '' : `${style.bold(groups[group])}\n${lines.join('')}\n`;
  });
  const flawed = examples.find(({ wrong }) => wrong)?.name;
  return `${sections.join('')}Most are there in a hurry too, with faults to find: \`archlang init ${flawed}/wrong\`.\n`;
}
