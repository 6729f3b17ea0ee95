import type { Component } from '../../model/model.js';
import type { Consistency } from '../../rules/consistency.js';
import { isSourceOfTruth } from '../../rules/copies.js';
import { overlaps, quorumsOf } from '../../rules/quorums.js';
import { amount, yesNo } from '../input.js';
import { defineQuestion } from '../question.js';
import { needsOf } from '../reading/needs.js';

const order =
  'Text books rank the levels linearizable, sequential, causal, session, eventual. In theory session and causal do not contain each other; the ranking is used only to compare.';

/** What readers of a store have to see. */
export const consistency = defineQuestion({
  name: 'consistency',
  topic: 'consistency',
  asks: 'How consistent must reads be?',
  about: 'component',
  of: 'a database that is a source of truth',
  inputs: {
    loss: yesNo(
      'Does a stale or lost value cost money or safety, or sell one thing twice?',
      '`holds` of the store, `purpose` and `consistency` of its flows',
    ),
    causal: yesNo(
      'Must an effect never be seen before its cause, as a reply before what it replies to?',
      '`consistency: causal` of the flows that read',
    ),
    session: yesNo(
      'Must users see at once what they wrote themselves?',
      '`consistency: session` or `after` of the flows that read',
    ),
    staleness: amount(
      'How old may the data be that a reader sees, in seconds?',
      '`max-staleness` of the flows that read',
    ),
  },
  sources: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapters 5 and 9',
    'Paolo Viotti, Marko Vukolić, "Consistency in Non-Transactional Distributed Storage Systems", ACM Computing Surveys (2016)',
  ],
  rules: ['consistency-mismatch'],
  concerns: (component) => component.kind === 'database' && isSourceOfTruth(component),
  gather: (design, store) => ({ ...needsOf(design, store) }),
  present: (_, store) => givenBy(store),
  first: [
    {
      when: 'a stale or lost value costs money or safety',
      holds: ({ loss }) => loss,
      choose: 'linearizable',
      because: 'Two that read the old value act on it both: one seat is sold twice, one balance spent twice.',
      fine: ['sequential'],
    },
    {
      when: 'effects must not be seen before their causes',
      holds: ({ causal }) => causal,
      choose: 'causal',
      because: 'A reply that shows before its question is worse than both showing late.',
      fine: ['sequential', 'linearizable'],
      conflict: order,
    },
    {
      when: 'users must see their own writes',
      holds: ({ session }) => session,
      choose: 'session',
      because: 'What users have just saved must not seem lost; others may see it later.',
      fine: ['causal', 'sequential', 'linearizable'],
      conflict: order,
    },
  ],
  otherwise: {
    choose: 'eventual',
    because: 'Nothing asks for the latest value, so any copy may answer, also when others cannot be reached.',
    fine: ['session', 'causal', 'sequential', 'linearizable'],
  },
});

/** The level a store gives: its own, or the engine's with the quorums that are written. */
export function givenBy(store: Component): Consistency | undefined {
  const { consistency: own } = store.properties;
  const isOverlapping = own?.origin === 'engine' && own.value === 'eventual' && overlaps(quorumsOf(store));
  return isOverlapping ? 'session' : own?.value;
}
