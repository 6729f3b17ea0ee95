import type { Component } from '../../model/model.js';
import { isSourceOfTruth } from '../../rules/copies.js';
import { latencyPromised } from '../../rules/objectives.js';
import { usesOf } from '../../rules/uses.js';
import { time } from '../../rules/words.js';
import { type Evidence, known, unknown, yesNo } from '../input.js';
import { all, not } from '../logic.js';
import { type Design, defineQuestion } from '../question.js';
import { givesLatest, isSpread, isStrict, sideOf } from '../reading/stores.js';

const perRequest =
  'Products are often given one place in this scheme. Many choose per request: a strongly consistent read of DynamoDB gives up latency, its usual one does not. Judge the reads you make.';

/** CAP for a split network, and what is given up while there is none. */
export const pacelc = defineQuestion({
  name: 'pacelc',
  topic: 'consistency',
  asks: 'What gives way: in a split, and while all is well?',
  about: 'component',
  of: 'a database that is a source of truth and lies on several nodes',
  inputs: {
    strict: yesNo(
      'Does a stale or lost value cost money or safety?',
      '`holds` of the store, `purpose` and `consistency` of its flows',
    ),
    swift: yesNo('Is a quick answer promised to those who wait for it?', '`slo { latency.p99 }` of the flows'),
  },
  settings: {
    'pacelc.swift-below': {
      default: 0.5,
      doc: 'Seconds of the promised latency below which waiting for other copies counts.',
    },
  },
  sources: ['Daniel Abadi, "Consistency Tradeoffs in Modern Distributed Database System Design", IEEE Computer (2012)'],
  rules: ['consistency-mismatch'],
  concerns(component) {
    if (component.kind !== 'database' || !isSourceOfTruth(component)) return false;
    const spread = isSpread(component);
    return 'value' in spread && spread.value;
  },
  gather: (design, store, settings) => ({
    strict: isStrict(design, store),
    swift: isSwift(design, store, settings['pacelc.swift-below']),
  }),
  present: (_, store) => placeOf(store),
  first: [
    {
      when: 'a stale or lost value costs money or safety',
      holds: (i) => i.strict,
      choose: 'PC/EC',
      because: 'Readers wait for the copies to agree, also on a good day.',
      conflict: perRequest,
    },
    {
      when: 'data may be stale and answers are due soon',
      holds: (i) => all(not(i.strict), i.swift),
      choose: 'PA/EL',
      because: 'The nearest copy answers, whether or not it has heard of the last write.',
      fine: ['PC/EC', 'PC/EL', 'PA/EC'],
      conflict: perRequest,
    },
  ],
  otherwise: {
    choose: 'PA/EC',
    because: 'There is time to ask more than one copy while the network is whole.',
    fine: ['PC/EC', 'PC/EL', 'PA/EL'],
    conflict: perRequest,
  },
});

function isSwift({ model }: Design, store: Component, least: number): Evidence<boolean> {
  const promised = usesOf(model, store).flatMap(({ link }) => latencyPromised(model, link)?.seconds ?? []);
  if (promised.length === 0) return unknown(`\`slo { latency.p99 }\` of the flows that reach \`${store.id}\``);
  const seconds = Math.min(...promised);
  return known(seconds < least, `${time(seconds)} is promised`);
}

function placeOf(store: Component): string | undefined {
  const side = sideOf(store);
  const isLatest = givesLatest(store);
  if (side === undefined || isLatest === undefined) return undefined;
  return `P${side === 'CP' ? 'C' : 'A'}/E${isLatest ? 'C' : 'L'}`;
}
