import type { CodeLens } from 'vscode-languageserver';
import { valueText } from '../describe/figures.js';
import { rangeOf } from '../positions.js';
import type { Snapshot } from '../snapshot.js';

/** What a flow comes to, with a word for each figure. */
const shown: readonly (readonly [figure: string, words: (value: string) => string])[] = [
  ['rate.peak', (value) => `${value} at peak`],
  ['latency.p99', (value) => `p99 ${value}`],
  ['availability', (value) => `${value} available`],
];

/** Above each flow how much, how fast and how reliably; figures that are unknown are left out. */
export function codeLenses({ model, estimates, settings, file, source }: Snapshot): CodeLens[] {
  if (!settings.codeLens.enabled) return [];
  return model.flows.flatMap((flow) => {
    if (flow.head.file !== file) return [];
    const figures = estimates.of(flow);
    const parts = shown.flatMap(([name, words]) => {
      const figure = figures.find((candidate) => candidate.figure === name);
      return figure?.value === undefined || Number.isNaN(figure.value) ? [] : [words(valueText(figure))];
    });
    if (parts.length === 0) return [];
    // Without a command's name an editor shows the words and nothing to click.
    return [{ range: rangeOf(source, flow.head), command: { title: parts.join(' · '), command: '' } }];
  });
}
