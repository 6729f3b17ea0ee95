import type { Advice } from '../../advice/advise.js';
import { subjectName } from '../../advice/subjects.js';
import { alternativeText, headline, needTexts, summary } from '../../advice/wording.js';
import { prose } from '../reports/markdown.js';
import { type AdviceReport, type Advised, bySubject } from './report.js';

/** For a design document: a section for each part, a paragraph for each question. */
export const markdown: AdviceReport = (advised, { paths }) => {
  const blocks = advised.flatMap((each) => {
    const title = each.design.model.system?.title ?? paths.shown(each.design.entry);
    return [`## ${prose(title)}`, ...sections(each), prose(summary(each.advice))];
  });
  return `${blocks.join('\n\n')}\n`;
};

function sections({ shown }: Advised): string[] {
  return bySubject(shown).flatMap((group) => [
    `### ${prose(subjectName(group[0].subject))}`,
    ...group.flatMap((advice) => adviceBlocks(advice)),
  ]);
}

function adviceBlocks(advice: Advice): string[] {
  const { asks, because, alternatives, need, conflicts } = advice;
  const head = `**${prose(asks)}** ${prose([headline(advice), ...because].join(' '))}`;
  const details = [...alternatives.map((each) => `${alternativeText(each)}.`), ...needTexts(need), ...conflicts];
  return [head, ...(details.length > 0 ? [details.map((each) => `- ${prose(each)}`).join('\n')] : [])];
}
