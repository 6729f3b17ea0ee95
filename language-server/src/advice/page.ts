import { type Question, topics } from './question.js';
import { questions } from './registry.js';
import type { Setting } from './settings.js';

/** The page of all decisions, as Markdown. */
export function advicePage(): string {
  const sections = topics.flatMap((topic) => {
    const own = questions.filter((question) => question.topic === topic);
    return own.length === 0 ? [] : [[`## ${title(topic)}`, ...own.map(section)].join('\n\n')];
  });
  return `${[introduction, ...sections].join('\n\n')}\n`;
}

const introduction = `# Advice

\`archlang advise\` answers the questions that come up in every design: which data store, which pattern of cache, wait or hand over, one
region or two. It reads the inputs of each decision from the design, says which choice follows, because of what, and what would change
it. It is never a finding and never fails a build; the same answers stand in the editor's hover under *Why this choice?*.

\`\`\`sh
archlang advise shop.arch                    # where the design differs, or one answer would decide
archlang advise shop.arch --all              # everything
archlang advise shop.arch --about orders-db  # one part
archlang advise --list                       # the questions
\`\`\`

What a design does not say is not guessed. Where an unknown input decides, the advice names the property to write and what each answer
would choose. Some inputs no design can say; then only the answers are listed. Each decision is a list of conditions: the first that
holds decides. The thresholds are settings in \`archlang.json\`:

\`\`\`json archlang.json
{ "advice": { "team-bands": "early", "sync-or-async.longest-wait": 5 } }
\`\`\`

${questions.length} questions follow, by topic.`;

function section(question: Question): string {
  const { name, asks, of, sources, conflicts, rules } = question;
  return [
    `### ${name}`,
    `**${asks}** Asked about ${of}.`,
    inputTable(question),
    decisionTable(question),
    ...settingTable(question.settings),
    ...conflicts.map((note) => `> ${note}`),
    `Sources: ${sources.join('; ')}.`,
    ...(rules.length > 0
      ? [`Rules that find the opposite: ${rules.map((rule) => `[\`${rule}\`](rules/${rule}.md)`).join(', ')}.`]
      : []),
  ].join('\n\n');
}

function inputTable({ inputs }: Question): string {
  const rows = Object.entries(inputs).map(
    ([name, { asks, from }]) => `| \`${name}\` | ${cell(asks)} | ${cell(from ?? 'no design says it')} |`,
  );
  return `| input | asks | read from |\n|---|---|---|\n${rows.join('\n')}`;
}

function decisionTable({ steps }: Question): string {
  const rows = steps.map(({ when, choice }) => `| ${cell(when)} | **${cell(choice)}** |`);
  return `| if | then |\n|---|---|\n${rows.join('\n')}`;
}

function settingTable(settings: Readonly<Record<string, Setting>>): string[] {
  const rows = Object.entries(settings).map(([name, { default: value, doc, presets }]) => {
    const named = Object.entries(presets ?? {}).map(
      ([preset, meant]) => `\`"${preset}"\` is \`${JSON.stringify(meant)}\``,
    );
    const also = named.length > 0 ? ` Also by name: ${named.join(', ')}.` : '';
    return `| \`${name}\` | \`${JSON.stringify(value)}\` | ${cell(doc + also)} |`;
  });
  return rows.length === 0 ? [] : [`| threshold | default | meaning |\n|---|---|---|\n${rows.join('\n')}`];
}

function title(topic: string): string {
  return topic === 'api' ? 'APIs' : topic[0].toUpperCase() + topic.slice(1);
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
