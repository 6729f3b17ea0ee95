import { plural } from '../report/summary.js';
import type { Estimated } from './figures/select.js';
import type { Stopwatch } from './stopwatch.js';
import { padEnd, padStart } from './terminal/text.js';

/** Where the time of a run went, in milliseconds, rules slowest first. */
export function timesTable({ times }: Stopwatch, designs: readonly Estimated[]): string {
  const isRule = ([part]: readonly [string, number]): boolean => part.startsWith('rule ');
  const rules = times.filter(isRule).sort((a, b) => b[1] - a[1]);
  const total = rules.reduce((sum, [, time]) => sum + time, 0);
  const stages = times.filter((part) => !isRule(part));
  const rows: (readonly [string, number])[] = [
    ...stages,
    ['rules', total],
    ...rules.map(([part, time]) => [part.replace('rule ', '  '), time] as const),
  ];
  const width = Math.max(...rows.map(([part]) => part.length));
  const components = designs.reduce((sum, { model }) => sum + model.components.length, 0);
  const title = `${plural(designs.length, 'design')}, ${plural(components, 'component')}; milliseconds`;
  return `${[title, ...rows.map(([part, time]) => `${padEnd(part, width)}  ${padStart(time.toFixed(1), 9)}`)].join('\n')}\n`;
}
