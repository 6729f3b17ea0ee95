import { CallError, didYouMean } from '../call-error.js';
import type { Design, Example } from './examples.js';

/** The small one that `init` writes when none is named. */
export const firstTemplate = 'platform/web-application';

/**
 * The design that a name means: `feeds/news-feed`, only its last part, or with a file beside the sound one behind it, as in
 * `news-feed/wrong`.
 * @throws CallError where there is none, or more than one
 */
export function findTemplate(examples: readonly Example[], wanted: string): Design {
  const designs = examples.flatMap(({ design, wrong, stages }) => [design, ...wrong, ...stages]);
  const meant = designs.filter((design) => namesOf(design).includes(wanted));
  if (meant.length === 1) return meant[0];
  if (meant.length > 1)
    throw new CallError(`\`${wanted}\` means more than one template`, `There are ${listed(meant.map(templateName))}.`);
  const within = examples.filter(({ group }) => group === wanted).map(({ name }) => name);
  if (within.length > 0) throw new CallError(`\`${wanted}\` is a group of templates`, `It has ${listed(within)}.`);
  const advice = didYouMean(wanted, designs.flatMap(namesOf), '`archlang init --list` names them all.');
  throw new CallError(`there is no template \`${wanted}\``, advice);
}

/** With its group, and without. */
function namesOf(design: Design): string[] {
  const name = templateName(design);
  return [name, name.slice(name.indexOf('/') + 1)];
}

/** `feeds/news-feed/wrong` */
export function templateName({ file }: Design): string {
  return file.replace(/(\/design)?\.arch$/, '');
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
