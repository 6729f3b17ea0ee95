import { topics } from '../../advice/question.js';
import { questions } from '../../advice/registry.js';
import type { Style } from '../terminal/style.js';
import { padEnd, wrap } from '../terminal/text.js';

/** Every question, by topic, with what it is asked about. */
export function listOfQuestions(style: Style): string {
  const width = Math.max(...questions.map(({ name }) => name.length));
  const blocks = topics.flatMap((topic) => {
    const own = questions.filter((question) => question.topic === topic);
    const lines = own.flatMap(({ name, asks, of }) => {
      const indent = width + 4;
      const text = wrap(asks, Math.max(20, style.width - indent));
      const about = wrap(`About ${of}.`, Math.max(20, style.width - indent)).map(style.dim);
      return [...text, ...about].map((line, index) => `  ${padEnd(index === 0 ? name : '', width)}  ${line}`);
    });
    return own.length === 0 ? [] : [[style.bold(topic), ...lines].join('\n')];
  });
  return `${blocks.join('\n\n')}\n`;
}

/** The same for other programs. */
export function questionsAsJson(): string {
  const list = questions.map(({ name, topic, asks, of, inputs, settings, steps, conflicts, sources, rules }) => ({
    name,
    topic,
    asks,
    of,
    inputs: Object.entries(inputs).map(([input, { asks: question, from }]) => ({
      name: input,
      asks: question,
      from: from ?? null,
    })),
    settings,
    steps,
    conflicts,
    sources,
    rules,
  }));
  return `${JSON.stringify({ version: 1, questions: list }, undefined, 2)}\n`;
}
