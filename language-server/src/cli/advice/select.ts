import { type Advice, advise, isWorthSaying } from '../../advice/advise.js';
import { questions } from '../../advice/registry.js';
import { subjectsOf } from '../../advice/subjects.js';
import { CallError, didYouMean } from '../call-error.js';
import type { Configurations } from '../configuration.js';
import type { Estimated } from '../figures/select.js';
import type { Advised } from './report.js';

export interface Selection {
  /** The id of a part of the design, or `system`. */
  readonly about?: string;
  readonly question?: string;
  readonly all?: boolean;
}

/**
 * The advice for all designs. Whoever asks for one part or one question gets every answer to it.
 * @throws CallError for a question or a part that does not exist
 */
export function selectAdvice(
  designs: readonly Estimated[],
  configurations: Configurations,
  { about, question, all }: Selection,
): Advised[] {
  const names = questions.map(({ name }) => name);
  if (question !== undefined && !names.includes(question)) {
    throw new CallError(
      `there is no question \`${question}\``,
      didYouMean(question, names, '`archlang advise --list` lists them.'),
    );
  }
  const ids = about === undefined ? undefined : idsFor(designs, about);
  const wanted = (advice: Advice): boolean =>
    (question === undefined || advice.question === question) && (ids === undefined || ids.has(advice.subject.id));
  return designs.map((design) => {
    const advice = advise(design.model, design.estimates, configurations.of(design.entry)).filter(wanted);
    const isAsked = all === true || about !== undefined || question !== undefined;
    return { design, advice, shown: isAsked ? advice : advice.filter(isWorthSaying) };
  });
}

/** What a name means: an id, also written longer or shorter, or a link between two names with all that are parallel to it. */
function idsFor(designs: readonly Estimated[], about: string): ReadonlySet<string> {
  const written = about.replace(/\s/g, '');
  const found = designs.flatMap(({ model }): string[] => {
    const subjects = subjectsOf(model).filter(({ id }) => id === written || id.startsWith(`${written}#`));
    const named = subjects.length === 0 ? model.find(written) : undefined;
    return named ? [named.what === 'system' ? 'system' : named.id] : subjects.map(({ id }) => id);
  });
  if (found.length > 0) return new Set(found);
  const all = designs.flatMap(({ model }) => subjectsOf(model).map(({ id }) => id));
  throw new CallError(`there is no part \`${about}\` of the design`, didYouMean(written, all));
}
