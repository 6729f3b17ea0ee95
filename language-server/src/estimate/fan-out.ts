import type { Link } from '../model/model.js';
import type { Term } from './cell.js';
import { figureOf, property, writtenIn } from './sheet.js';

export function hasLargestFanOut({ properties }: Link): boolean {
  return properties['fan-out']?.value.max !== undefined;
}

/**
 * Requests that the largest event makes along a link: calls × `fan-out.max` ÷ batch. Of a hybrid only what has fewer receivers
 * than `push-below` is pushed.
 */
export const largestFanOut = figureOf('fan-out.max', 'count', (_sheet, link: Link) => {
  const { calls, batch, 'fan-out': fanOut } = link.properties;
  const bound = fanOut?.value.mode?.value === 'hybrid' ? writtenIn(link, 'fan-out', 'push-below', 'count') : undefined;
  const most = writtenIn(link, 'fan-out', 'max', 'count')!;
  const factors: Term[] = [
    ...(calls ? [property(link, 'calls', 'count')] : []),
    ...(batch ? [property(link, 'batch', 'count')] : []),
  ];
  return {
    formula: `${bound ? 'receivers of the largest event that is pushed' : 'receivers of the largest event'}${calls ? ' × calls' : ''}${batch ? ' ÷ batch' : ''}`,
    terms: [most, ...(bound ? [bound] : []), ...factors],
    compute: ([receivers, ...values]) => {
      const pushed = bound ? Math.min(receivers, values[0]) : receivers;
      const [first = 1, second = 1] = bound ? values.slice(1) : values;
      return (pushed * (calls ? first : 1)) / (batch ? (calls ? second : first) : 1);
    },
  };
});
