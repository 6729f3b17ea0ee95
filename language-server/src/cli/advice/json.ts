import type { Advice } from '../../advice/advise.js';
import { placeOf, subjectName } from '../../advice/subjects.js';
import type { AdviceContext, AdviceReport, Advised } from './report.js';

/** The stable, versioned form for other programs; `schemas/advise.json` describes it. */
export const json: AdviceReport = (advised, context) => {
  const advice = advised.flatMap((each) => each.advice.map((one) => adviceAsJson(one, each, context)));
  return `${JSON.stringify({ version: 1, advice }, undefined, 2)}\n`;
};

function adviceAsJson(advice: Advice, { design }: Advised, { paths }: AdviceContext) {
  const { question, topic, asks, subject, verdict, choice, present, because } = advice;
  const { confidence, alternatives, need, conflicts, rules } = advice;
  const at = placeOf(design.model, subject);
  const position = at && design.model.files.get(at.file)?.positionAt(at.offset);
  return {
    question,
    topic,
    asks,
    subject: subject.id,
    about: subjectName(subject),
    design: paths.shown(design.entry),
    file: at ? paths.shown(at.file) : null,
    line: position ? position.line + 1 : null,
    verdict,
    choice: choice ?? null,
    present,
    because,
    confidence,
    alternatives,
    need: need.map(({ input, asks: question, write }) => ({ input, asks: question, write: write ?? null })),
    conflicts,
    rules,
  };
}
