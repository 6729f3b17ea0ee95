import type { Component, Table } from '../../model/model.js';
import { number, rate } from '../../rules/words.js';
import { type Evidence, known, unknown } from '../input.js';
import type { Design } from '../question.js';

/** Reads for each write on average; infinite where nothing is written. */
export function readsPerWrite({ estimates }: Design, subject: Component | Table): Evidence<number> {
  const reads = estimates.value(subject, 'rate.average.read');
  const writes = estimates.value(subject, 'rate.average.write');
  if (reads === undefined || writes === undefined) return unknown(`the rates of the flows to \`${subject.id}\``);
  if (reads + writes === 0) return unknown(`the flows to \`${subject.id}\``);
  return known(reads / writes, ratioText(reads, writes));
}

export function ratioText(reads: number, writes: number): string {
  if (writes === 0) return 'nothing is written';
  if (reads === 0) return 'nothing is read';
  return reads >= writes
    ? `${number(reads / writes)} reads come for each write`
    : `${number(writes / reads)} writes come for each read`;
}

/** Writes a second at peak. */
export function peakWrites({ estimates }: Design, store: Component): Evidence<number> {
  const writes = estimates.value(store, 'rate.peak.write');
  return writes === undefined
    ? unknown(`the rates of the flows that write \`${store.id}\``)
    : known(writes, `\`${store.id}\` gets ${rate(writes)} writes at peak`);
}
