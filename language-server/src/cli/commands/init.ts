import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { CallError, didYouMean } from '../call-error.js';
import { Paths } from '../paths.js';
import { templates } from '../templates/index.js';
import { writeWhole } from '../write.js';
import type { CommandFactory } from './command.js';

interface InitOptions {
  readonly output: string;
  readonly list?: boolean;
}

export const initCommand: CommandFactory = (io, finish) =>
  new Command('init')
    .description('write a first design, with comments, that checks clean')
    .argument('[template]', templates.map(({ name, summary }) => `${name}: ${summary}`).join('; '))
    .option('-o, --output <file>', 'where to write it; `-` for standard output', 'design.arch')
    .option('--list', 'list the templates')
    .action((name: string | undefined, { output, list }: InitOptions) => {
      if (list) {
        for (const template of templates) io.stdout.write(`${template.name}  ${template.summary}\n`);
        return finish(0);
      }
      const template = name === undefined ? templates[0] : templates.find((candidate) => candidate.name === name);
      if (!template) throw new CallError(`there is no template \`${name}\``, adviceFor(name ?? ''));
      if (output === '-') io.stdout.write(template.code);
      else {
        const file = new Paths(io.cwd).absolute(output);
        if (existsSync(file))
          throw new CallError(`\`${output}\` is there already`, 'Name another file with `--output`.');
        writeWhole(file, template.code);
        io.stdout.write(`Wrote ${output}. \`archlang check\` checks it, \`archlang estimate\` gives its numbers.\n`);
      }
      finish(0);
    });

function adviceFor(name: string): string {
  const names = templates.map((template) => template.name);
  return (
    didYouMean(name, names) ?? `There ${names.length === 1 ? 'is' : 'are'} ${names.map((n) => `\`${n}\``).join(', ')}.`
  );
}
