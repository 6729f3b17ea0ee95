import { estimate } from '../../estimate/estimate.js';
import type { Estimates } from '../../estimate/estimates.js';
import { showValue } from '../../estimate/show.js';
import { buildModel, type Model, parseFile, type Severity } from '../../model/index.js';
import { resolveConfiguration } from '../../rules/configuration.js';
import type { Finding } from '../../rules/finding.js';
import { lint } from '../../rules/lint.js';
import { type Design, type Example, type Group, groups } from './examples.js';
import { keyFigures } from './key-figures.js';

/** A design with all that follows from it; its findings are looked for when they are asked for. */
interface Analysed {
  readonly model: Model;
  readonly estimates: Estimates;
  readonly findings: readonly Finding[];
}

export function analyse({ file, text }: Design): Analysed {
  const model = buildModel(file, new Map([[file, parseFile(file, text)]]));
  const estimates = estimate(model);
  return {
    model,
    estimates,
    get findings() {
      return lint(model, estimates, resolveConfiguration([]));
    },
  };
}

/** The page of `examples`, as Markdown. `pictureOf` gives the SVG text that lies beside a design. */
export function galleryPage(examples: readonly Example[], pictureOf: (example: Example) => string): string {
  const shown = (Object.keys(groups) as Group[])
    .map((group) => ({ group, members: examples.filter((example) => example.group === group) }))
    .filter(({ members }) => members.length > 0);
  const contents = shown.map(({ group, members }) => {
    const links = members.map((member) => `[${member.design.title}](${member.name}/design.arch)`);
    return `- [${groups[group]}](#${anchor(groups[group])}): ${links.join(', ')}`;
  });
  const sections = shown.flatMap(({ group, members }) => [
    `## ${groups[group]}`,
    ...members.map((member) => entry(member, pictureOf(member))),
  ]);
  return `${[opening(examples), contents.join('\n'), ...sections].join('\n\n')}\n`;
}

function opening(examples: readonly Example[]): string {
  const flawed = examples.filter(({ wrong }) => wrong.length > 0).length;
  return `# Examples

${examples.length} systems, each as a design that checks clean and says what it comes to; ${flawed} of them also written in a hurry, with the
faults that \`archlang check\` finds. Pictures and numbers on this page are made from the designs by \`npm run generate\`.

Start your own from any of them: \`archlang init feeds/news-feed\`; \`archlang init --list\` names them all.`;
}

function entry(example: Example, picture: string): string {
  const { name, design, wrong, stages } = example;
  const { model, estimates } = analyse(design);
  const { width, height } = thumbnail(picture);
  const text = [
    `**[${design.title}](${design.file})**<br>${escaped(design.comment)}`,
    keyFigures(model, estimates).join(' · '),
    stages.length > 0 && [design, ...stages].map(stage).join('\n'),
    ...wrong.map((each) => `**[In a hurry](${each.file})**: ${escaped(each.comment)}<br>Finds ${faults(each)}`),
  ].filter((part) => part);
  return `<table><tr>
<td width="${box.width + 20}" align="center"><a href="${name}/picture.svg"><img src="${name}/picture.svg" alt="${escaped(design.title)}: who calls whom" width="${width}" height="${height}"></a></td>
<td>

${text.join('\n\n')}

</td>
</tr></table>`;
}

/** In px. */
const box = { width: 340, height: 400 };

/** The size at which a picture fills the box. */
function thumbnail(picture: string): { width: number; height: number } {
  const [, width, height] = /^<svg [^>]*\bviewBox="0 0 (\d+) (\d+)"/.exec(picture)!.map(Number);
  const scale = Math.min(1, box.width / width, box.height / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

const shownSeverities: readonly Severity[] = ['error', 'warning'];

/** The rules that fire at warning and above, errors first, and those of the remarks that its comment names. */
function faults(design: Design): string {
  const { findings } = analyse(design);
  const open = shownSeverities.flatMap((severity) =>
    findings.filter((finding) => finding.severity === severity && !finding.accepted).map(({ rule }) => rule),
  );
  const remarks = [...design.text.matchAll(/^\/\/ {3}\w+ ([\w-]+): /gm)].map(([, rule]) => rule);
  return [...new Set([...open, ...remarks])].map((rule) => `[\`${rule}\`](../docs/rules/${rule}.md)`).join(', ');
}

/** A stage of a system that grows, with what gives out first when the load does. */
function stage(design: Design): string {
  const { model, estimates } = analyse(design);
  const points = model.components
    .map(({ id }) => ({ id, factor: estimates.value({ id }, 'breaking-point') ?? Number.POSITIVE_INFINITY }))
    .sort((a, b) => a.factor - b.factor);
  const [first] = points;
  const breaks =
    first !== undefined && Number.isFinite(first.factor)
      ? `: \`${first.id}\` gives out first, at ${showValue(first.factor, 'factor')} the load`
      : '';
  return `- [${design.title}](${design.file})${breaks}`;
}

/** As GitHub makes them of headings. */
function anchor(heading: string): string {
  return heading.toLowerCase().replaceAll(' ', '-');
}

/** Words of a design inside HTML inside Markdown. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replace(/[*_|]/g, '\\$&');
}
