import type { Advice } from '../../advice/advise.js';
import { subjectName } from '../../advice/subjects.js';
import { alternativeText, headline, needTexts, summary } from '../../advice/wording.js';
import type { Style } from '../terminal/style.js';
import { visible, wrap } from '../terminal/text.js';
import { type AdviceContext, type AdviceReport, type Advised, bySubject } from './report.js';

/** Prose is wrapped to a width that reads well, whatever the terminal has. */
const longest = 100;
const labelWidth = 9;

/** For people: by part of the design, the question, the choice, what speaks for it and what would change it. */
export const pretty: AdviceReport = (advised, context) =>
  `${advised.map((each) => designBlock(each, context, advised.length > 1)).join('\n\n')}\n`;

function designBlock({ design, advice, shown }: Advised, { paths, style }: AdviceContext, titled: boolean): string {
  const blocks = bySubject(shown).map((group) => subjectBlock(group, style));
  if (titled) blocks.unshift(style.bold(visible(paths.shown(design.entry))));
  const hidden = advice.length > shown.length ? ' `--all` shows all of them.' : '';
  blocks.push(
    wrap(summary(advice) + hidden, Math.min(style.width, longest))
      .map(style.dim)
      .join('\n'),
  );
  return blocks.join('\n\n');
}

function subjectBlock(group: readonly [Advice, ...Advice[]], style: Style): string {
  return [
    style.bold(visible(subjectName(group[0].subject))),
    ...group.map((advice) => adviceBlock(advice, style)),
  ].join('\n');
}

function adviceBlock(advice: Advice, style: Style): string {
  const { asks, question, verdict, because, alternatives, need, conflicts } = advice;
  const mark = verdict === 'agrees' ? style.good : verdict === 'differs' ? style.severity.warning : style.accent;
  return [
    `  ${visible(asks)} ${style.dim(question)}`,
    ...labelled('', headline(advice), style, mark),
    ...(because.length > 0 ? labelled('because', because.join(' '), style) : []),
    ...alternatives.flatMap((each, index) => labelled(index === 0 ? 'but' : '', `${alternativeText(each)}.`, style)),
    ...needTexts(need).flatMap((each, index) => labelled(index === 0 ? 'say' : '', each, style)),
    ...conflicts.flatMap((each) => labelled('note', each, style, style.dim)),
  ].join('\n');
}

function labelled(label: string, text: string, style: Style, paint?: (text: string) => string): string[] {
  const indent = 4 + labelWidth;
  const width = Math.min(style.width, longest) - indent;
  return wrap(visible(text), width).map((line, index) => {
    const head = `    ${style.dim((index === 0 ? label : '').padEnd(labelWidth))}`;
    return `${head}${paint ? paint(line) : line.replace(/`[^`]+`/g, style.accent)}`.trimEnd();
  });
}
