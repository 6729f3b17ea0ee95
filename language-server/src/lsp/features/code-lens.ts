import type { CodeLens } from 'vscode-languageserver';
import type { Figure } from '../../estimate/estimates.js';
import { valueText } from '../describe/figures.js';
import { lackingWords } from '../describe/lacking.js';
import { rangeOf } from '../positions.js';
import type { Snapshot } from '../snapshot.js';

/** What a flow comes to, with a word for each figure, and the field of its SLO that promises it. */
const shown: readonly (readonly [
  figure: string,
  name: string,
  words: (value: string) => string,
  promised?: 'latency.p99' | 'availability',
])[] = [
  ['rate.peak', 'rate', (value) => `${value} at peak`],
  ['latency.p99', 'p99', (value) => `p99 ${value}`, 'latency.p99'],
  ['availability', 'availability', (value) => `${value} available`, 'availability'],
];

/**
 * Above each flow how much, how fast and how reliably, against its SLO. What is unknown says what it needs, but in a sketch,
 * of which nobody asks it yet.
 */
export function codeLenses({ model, estimates, settings, file, source }: Snapshot): CodeLens[] {
  if (!settings.codeLens.enabled) return [];
  const isSketch = model.system?.properties.maturity?.value === 'sketch';
  return model.flows.flatMap((flow) => {
    if (flow.head.file !== file) return [];
    const figures = estimates.of(flow);
    const parts = shown.flatMap(([id, name, words, promised]) => {
      const figure = figures.find((candidate) => candidate.figure === id);
      if (!figure) return [];
      if (figure.value === undefined || Number.isNaN(figure.value)) {
        return isSketch || figure.missing.length === 0 ? [] : [`${name} needs ${lackingWords(model, figure.missing)}`];
      }
      const slo = promised && flow.properties.slo?.value[promised]?.value;
      return [words(valueText(figure)) + (typeof slo === 'number' ? against(figure, figure.value, slo) : '')];
    });
    if (parts.length === 0) return [];
    // Without a command's name an editor shows the words and nothing to click.
    return [{ range: rangeOf(source, flow.head), command: { title: parts.join(' · '), command: '' } }];
  });
}

/** ` (SLO 200ms)`, ` (misses its SLO of 200ms)` */
function against({ unit }: Figure, value: number, slo: number): string {
  const isMet = unit === 's' ? value <= slo : value >= slo;
  const promised = valueText({ value: slo, unit });
  return isMet ? ` (SLO ${promised})` : ` (misses its SLO of ${promised})`;
}
