import { amount, type Evidence, isKnown, known, yesNo } from '../input.js';
import { all, atLeast } from '../logic.js';
import { defineQuestion } from '../question.js';
import { isCopy, lossOf, writesPerRead } from '../reading/cached.js';
import { needsOf } from '../reading/needs.js';

/** Who fetches what is missing, and where writes go first. */
export const cachePattern = defineQuestion({
  name: 'cache-pattern',
  topic: 'caching',
  asks: 'Which pattern should the cache follow?',
  about: 'component',
  of: 'a cache in front of a store',
  inputs: {
    writesPerRead: amount('How many writes come for each read?', 'the rates of the flows'),
    lossOk: yesNo(
      'May the last few writes be lost?',
      '`durability` or `holds` of the cache, `durability` of the flows',
    ),
    fresh: yesNo(
      'Must a read see the write before it?',
      '`consistency` of the flows that read through it, `holds` of what is cached',
    ),
    patientWrites: yesNo('May writes wait until cache and store both have them?'),
    predictable: yesNo('Is it known beforehand what will be asked for, and dear to fetch?'),
    simpleCode: yesNo('Should the code of the callers not know that there is a cache?'),
  },
  settings: {
    'cache-pattern.write-heavy': {
      default: 1,
      doc: 'Writes for each read from which on a cache is mostly written to.',
    },
  },
  sources: [
    'Oracle Coherence documentation, Caching Data Sources: read-through, write-through, write-behind, refresh-ahead',
    'AWS whitepaper, Database Caching Strategies Using Redis: lazy loading and write-through',
  ],
  rules: ['write-behind-critical-data', 'cache-aside-strong-consistency'],
  concerns: (component, design) => isCopy(design, component),
  gather(design, cache) {
    const { loss, causal } = needsOf(design, cache);
    return {
      writesPerRead: writesPerRead(design, cache),
      lossOk: lossOf(design, cache),
      fresh: freshness(loss, causal),
    };
  },
  present: (_, { properties }) => properties.pattern?.value,
  first: [
    {
      when: 'it is mostly written to, and the last writes may be lost',
      holds: (i, s) => all(atLeast(i.writesPerRead, s['cache-pattern.write-heavy']), i.lossOk),
      choose: 'write-behind',
      because: 'Many small writes become one large one, at the price of what is not flushed yet when the cache fails.',
    },
    {
      when: 'reads must see the latest write, and writes may wait for both',
      holds: (i) => all(i.fresh, i.patientWrites),
      choose: 'write-through',
      because: 'Cache and store get each write in turn, so that the cache is seldom behind.',
      conflict:
        'Write-through is often called strongly consistent. It is not: the second of the two writes may fail, and two writers may arrive in different order. Where that costs money, read the store.',
    },
    {
      when: 'it is known what will be asked for, and fetching it is dear',
      holds: (i) => i.predictable,
      choose: 'refresh-ahead',
      because: 'Nobody waits for the fetch of an entry that is renewed before it expires.',
      fine: ['cache-aside', 'read-through'],
    },
    {
      when: 'callers should not know of the cache',
      holds: (i) => i.simpleCode,
      choose: 'read-through',
      because: 'The cache fetches what it lacks; callers ask one thing only.',
      fine: ['cache-aside'],
    },
  ],
  otherwise: {
    choose: 'cache-aside',
    because: 'Only what is asked for is kept, and the callers go on without the cache when it fails.',
    fine: ['read-through', 'refresh-ahead'],
  },
});

/** Session guarantees are kept by invalidation; what costs money and what is ordered is not. */
function freshness(loss: Evidence<boolean>, causal: Evidence<boolean>): Evidence<boolean> {
  if (isKnown(loss) && loss.value) return loss;
  if (isKnown(causal) && causal.value) return causal;
  return isKnown(loss) ? known(false, loss.seen) : isKnown(causal) ? known(false, causal.seen) : causal;
}
