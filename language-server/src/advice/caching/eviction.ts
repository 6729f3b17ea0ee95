import { known, yesNo } from '../input.js';
import { defineQuestion } from '../question.js';
import { isCopy } from '../reading/cached.js';

/** What leaves when the memory is full. */
export const eviction = defineQuestion({
  name: 'eviction',
  topic: 'caching',
  asks: 'What leaves when the cache is full?',
  about: 'component',
  of: 'a cache in front of a store',
  inputs: {
    pinned: yesNo('Are there entries without an expiry that must stay?'),
    popularityStable: yesNo('Is what is popular today still popular next week?'),
    scanned: yesNo('Is every entry asked for about equally often, once?'),
  },
  sources: [
    'Redis documentation, Key eviction',
    'Nimrod Megiddo, Dharmendra Modha, "ARC: A Self-Tuning, Low Overhead Replacement Cache", USENIX FAST (2003)',
  ],
  rules: ['missing-eviction-policy'],
  concerns: (component, design) => isCopy(design, component),
  gather: (_, { properties }) => ({
    pinned: properties.ttl ? known(false, 'every entry has an expiry') : undefined,
  }),
  present(_, { properties: { eviction: policy } }) {
    return policy && (policy.value === 'none' ? 'refuse new entries' : policy.value);
  },
  first: [
    {
      when: 'some entries must stay',
      holds: (i) => i.pinned,
      choose: 'volatile-lru',
      because: 'Only entries with an expiry may leave.',
      fine: ['volatile-ttl'],
    },
    {
      when: 'what is popular stays popular',
      holds: (i) => i.popularityStable,
      choose: 'lfu',
      because: 'An entry that is asked for often survives a burst of others.',
      fine: ['lru'],
    },
    {
      when: 'each entry is asked for about once',
      holds: (i) => i.scanned,
      choose: 'fifo',
      because: 'There is nothing to learn from the past; the simplest will do.',
      fine: ['lru'],
    },
  ],
  otherwise: {
    choose: 'lru',
    because: 'What was asked for lately is mostly asked for again.',
    fine: ['lfu', 'volatile-lru', 'volatile-ttl'],
  },
});
