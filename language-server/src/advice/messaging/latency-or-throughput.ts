import { flowProperty } from '../../model/inherit.js';
import type { Link } from '../../model/model.js';
import { userPathsOf } from '../../rules/user-paths.js';
import { usesOn } from '../../rules/uses.js';
import { number, time } from '../../rules/words.js';
import { type Evidence, known, yesNo } from '../input.js';
import { all } from '../logic.js';
import { type Design, defineQuestion } from '../question.js';

const single = 'one by one';
const batches = 'in batches';

/** Send at once, or many together. */
export const latencyOrThroughput = defineQuestion({
  name: 'latency-or-throughput',
  topic: 'messaging',
  asks: 'Send each at once, or many together?',
  about: 'link',
  of: 'a link with a `batch` or `linger`, and a call of a worker or job that writes',
  inputs: {
    interactive: yesNo('Does somebody wait for it?', 'the flows of clients that take the link'),
    heavy: yesNo('Are they large streams that are watched while they come?', '`content: video`'),
  },
  sources: [
    'Gil Tene, "How NOT to Measure Latency" (2015)',
    'Apache Kafka documentation: batching with linger and batch size',
  ],
  rules: ['batching-on-latency-critical-path'],
  concerns: ({ properties, source, target, synchronous }) =>
    (properties.batch?.value ?? 1) > 1 ||
    properties.linger !== undefined ||
    (synchronous && (source.kind === 'worker' || source.kind === 'job') && target.kind === 'database'),
  gather: (design, link) => ({ interactive: interactiveOf(design, link), heavy: heavyOf(design, link) }),
  present: (_, { properties: { batch, linger } }) => ((batch?.value ?? 1) > 1 || linger ? batches : single),
  first: [
    {
      when: 'they are watched while they come',
      holds: (i) => all(i.heavy, i.interactive),
      choose: 'both: small pieces from near the viewer',
      because: 'Pieces of a few seconds in several qualities start soon and still fill the line.',
      fine: [single, batches],
    },
    {
      when: 'somebody waits for it',
      holds: (i) => i.interactive,
      choose: single,
      because: 'Waiting for others to fill a batch is time that somebody sees.',
      fine: [batches],
    },
  ],
  otherwise: {
    choose: batches,
    because: 'One request for many spares the round trips and most of the writing.',
    fine: [single],
  },
});

/** A batch of what one request brings is no wait: only a `linger` makes somebody wait for others. */
function interactiveOf({ model }: Design, link: Link): Evidence<boolean> {
  const isWaited = userPathsOf(model).waitsFor(link);
  const { linger, batch } = link.properties;
  if (isWaited && linger) return known(true, `somebody waits for it, ${time(linger.value)} longer for the batch`);
  if (isWaited) return known(true, batch ? `one request brings up to ${number(batch.value)}` : 'somebody waits for it');
  return known(false, 'nobody waits for it');
}

function heavyOf({ model }: Design, link: Link): Evidence<boolean> {
  const isVideo = usesOn(model, link).some(
    ({ flow }) => flow && flowProperty(link, flow, 'content')?.value === 'video',
  );
  return known(isVideo, isVideo ? 'it carries video' : undefined);
}
