import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const licenceFile = /^(licen[cs]e|copying|notice)/i;

/**
 * The licences of the packages whose files are in a bundle, as one text.
 * @param {string[]} inputs paths of the bundled files
 */
export function thirdPartyNotices(inputs) {
  const folders = new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined));
  const notices = [...folders].map(notice).sort();
  return `Archlang contains these packages, each under its own licence.\n\n${[...new Set(notices)].join('\n')}`;
}

function packageFolder(path) {
  return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

function notice(folder) {
  const { name, version, license, homepage, repository } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const source = homepage ?? (typeof repository === 'string' ? repository : repository?.url) ?? '';
  const texts = existsSync(folder) ? readdirSync(folder).filter((file) => licenceFile.test(file)) : [];
  const licence = texts.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
  return `${'='.repeat(80)}\n${name} ${version} (${license})\n${source}\n\n${licence}\n`;
}
