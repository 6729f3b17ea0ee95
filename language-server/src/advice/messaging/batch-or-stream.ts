import type { Component } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { isBroker } from '../../rules/brokers.js';
import { journeysOf } from '../../rules/journeys.js';
import { time } from '../../rules/words.js';
import { amount, type Evidence, known, unknown, yesNo } from '../input.js';
import { all, atLeast, below, not } from '../logic.js';
import { type Design, defineQuestion } from '../question.js';

const batch = 'a job that runs at times';
const stream = 'a stream that is always on';

/** Work on data as it comes, or many at a time. */
export const batchOrStream = defineQuestion({
  name: 'batch-or-stream',
  topic: 'messaging',
  asks: 'Work on data as it comes, or in runs?',
  about: 'component',
  of: 'a job, and a worker that is fed by a topic',
  inputs: {
    delay: amount('How late may the outcome be, in seconds?', '`max-delay` of the flows, `every` of the job'),
    costly: yesNo('Does waiting for the next run lose more in a day than keeping it always on costs?'),
  },
  settings: {
    'batch-or-stream.stream-below': { default: 900, doc: 'Seconds of the delay below which only a stream is in time.' },
    'batch-or-stream.batch-from': { default: 21_600, doc: 'Seconds of the delay from which on a run is soon enough.' },
  },
  sources: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapters 10 and 11',
    'Tyler Akidau, Slava Chernyak, Reuven Lax, Streaming Systems (2018), chapter 1',
  ],
  rules: ['batch-for-realtime-decision', 'stream-for-offline-report'],
  concerns: (component) => component.kind === 'job' || (component.kind === 'worker' && isFedByTopic(component)),
  gather: (design, component) => ({ delay: delayOf(design, component) }),
  present: (_, { kind }) => (kind === 'job' ? batch : stream),
  first: [
    {
      when: 'the outcome is due within minutes',
      holds: (i, s) => below(i.delay, s['batch-or-stream.stream-below']),
      choose: stream,
      because: 'No run comes soon enough.',
    },
    {
      when: 'the outcome has hours',
      holds: (i, s) => atLeast(i.delay, s['batch-or-stream.batch-from']),
      choose: batch,
      because: 'A run over much at once is cheaper, and is simply repeated when it fails.',
      fine: [stream],
    },
    {
      when: 'what is lost by waiting is more than what being always on costs',
      holds: (i, s) => all(not(below(i.delay, s['batch-or-stream.stream-below'])), i.costly),
      choose: stream,
      because: 'It pays for itself.',
      fine: [batch],
    },
  ],
  otherwise: { choose: batch, because: 'Waiting costs less than being always on.', fine: [stream] },
});

const isFedByTopic = ({ incoming }: Component): boolean =>
  incoming.some((link) => isBuilt(link) && isBroker(link.source) && link.source.kind === 'topic');

function delayOf({ model }: Design, component: Component): Evidence<number> {
  const { flowsOn } = journeysOf(model);
  const flows = [...component.incoming, ...component.outgoing].flatMap((link) => link.flows ?? flowsOn(link));
  const late = [...new Set(flows)].flatMap(({ id, properties }) =>
    properties['max-delay'] ? [{ id, seconds: properties['max-delay'].value }] : [],
  );
  if (late.length > 0) {
    const least = late.reduce((a, b) => (b.seconds < a.seconds ? b : a));
    return known(least.seconds, `\`${least.id}\` may take ${time(least.seconds)}`);
  }
  const { every } = component.properties;
  // Whoever runs it once in so long bears an outcome that is as old.
  if (component.kind === 'job' && every) return known(every.value, `a run every ${time(every.value)} is soon enough`);
  return unknown(`\`max-delay\` of a flow to \`${component.id}\``);
}
