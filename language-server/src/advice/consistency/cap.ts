import { isSourceOfTruth } from '../../rules/copies.js';
import { yesNo } from '../input.js';
import { not } from '../logic.js';
import { defineQuestion } from '../question.js';
import { isSpread, isStrict, sideOf } from '../reading/stores.js';

/** What a store gives up when its nodes cannot reach each other. */
export const cap = defineQuestion({
  name: 'cap',
  topic: 'consistency',
  asks: 'When the network splits: refuse, or answer with what is there?',
  about: 'component',
  of: 'a database that is a source of truth',
  inputs: {
    spread: yesNo(
      'Does the data lie on more than one node?',
      '`replicas`, `replication-factor`, `shards` and `regions` of the store',
    ),
    strict: yesNo(
      'Does a stale or lost value cost money or safety?',
      '`holds` of the store, `purpose` and `consistency` of its flows',
    ),
  },
  sources: [
    'Seth Gilbert, Nancy Lynch, "Brewer’s Conjecture and the Feasibility of Consistent, Available, Partition-Tolerant Web Services", ACM SIGACT News (2002)',
    'Martin Kleppmann, "A Critique of the CAP Theorem" (2015)',
  ],
  rules: ['ca-system-claim'],
  concerns: (component) => component.kind === 'database' && isSourceOfTruth(component),
  gather: (design, store) => ({ spread: isSpread(store), strict: isStrict(design, store) }),
  present(_, store) {
    return sideOf(store);
  },
  first: [
    {
      when: 'all data lies on one node',
      holds: (i) => not(i.spread),
      choose: 'neither',
      because: 'One node cannot be split from itself; it is there or it is not.',
      fine: ['CP', 'AP'],
      conflict:
        'A single node is sometimes called CA. The theorem is about what is spread over a network; there nobody has both.',
    },
    {
      when: 'a stale or lost value costs money or safety',
      holds: (i) => i.strict,
      choose: 'CP',
      because: 'The part that cannot reach the majority refuses, rather than sell the same thing again.',
    },
  ],
  otherwise: {
    choose: 'AP',
    because: 'An old answer is better here than none.',
    fine: ['CP'],
  },
});
