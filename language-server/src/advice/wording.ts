import type { Advice, Need } from './advise.js';
import type { Alternative } from './decision.js';
import { noneOfThese, notSo } from './decision-list.js';

const unsaid = 'It depends on what the design does not say.';

/** The choice and how the design stands to it, as a sentence. */
export function headline({ verdict, choice, present }: Advice): string {
  const has = present.join(' and ');
  switch (verdict) {
    case 'agrees':
      return present.includes(choice!)
        ? `${choice}, as the design has it.`
        : `${choice}; what the design has, ${has}, serves as well.`;
    case 'differs':
      return `${choice}; the design has ${has}.`;
    case 'unsaid':
      return `${choice}; the design does not say.`;
    case 'fits':
      if (has === '') return unsaid;
      return `It depends; what the design has, ${has}, is one of the answers.`;
    case 'open':
      return has === '' ? unsaid : `It depends; what the design has, ${has}, is none of the answers.`;
    case 'general':
      return `${choice}.`;
  }
}

/** `write-through if reads must see the latest write`, `cache-aside otherwise` */
export function alternativeText({ when, choice }: Alternative): string {
  return when === noneOfThese || when === notSo ? `${choice} otherwise` : `${choice} if ${when}`;
}

/** What the unknown inputs ask, by what would say it; last those that no design can say. */
export function needTexts(needs: readonly Need[]): string[] {
  const byPlace = new Map<string | undefined, string[]>();
  for (const { asks, write } of needs) byPlace.set(write, [...(byPlace.get(write) ?? []), asks]);
  const places = [...byPlace].sort(([a], [b]) => Number(a === undefined) - Number(b === undefined));
  return places.map(([write, asks]) =>
    write === undefined ? `${asks.join(' ')} A design cannot say it.` : `${asks.join(' ')} Say it with ${write}.`,
  );
}

/** How many answers stand how, as a sentence. */
export function summary(advice: readonly Advice[]): string {
  if (advice.length === 0) return 'There is nothing here that advice could be about.';
  const count = (...verdicts: readonly Advice['verdict'][]): number =>
    advice.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const parts = [
    [count('agrees'), 'as advised'],
    [count('differs'), 'otherwise'],
    [count('unsaid'), 'not said'],
    [count('fits', 'open'), 'open until more is known'],
    [count('general'), 'in general'],
  ] as const;
  const total = advice.length === 1 ? 'One answer' : `${advice.length} answers`;
  return `${total}: ${parts.flatMap(([number, what]) => (number > 0 ? [`${number} ${what}`] : [])).join(', ')}.`;
}
