import { dimensions, writeQuantity } from '@archlang/grammar';
import type { Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { isOwn, setProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { call, counted, time } from '../words.js';

const phases = ['connect-timeout', 'read-timeout', 'write-timeout'] as const;

/** Connecting, sending and reading happen one after the other; the request timeout ends them all. */
export const phaseTimeoutsExceedRequestTimeout = defineRule({
  name: 'phase-timeouts-exceed-request-timeout',
  category: 'reliability',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'The timeouts of the phases add up to more than the timeout of the request.',
  why: 'Connecting, sending and reading take place one after the other, within the one timeout of the request. Where their limits add up to more, the last phase is cut off before its own limit: the number that is written for it never holds, and whoever tunes it tunes nothing.',
  silent: [
    'Fewer than two of `connect-timeout`, `write-timeout` and `read-timeout` are known, or there is no `timeout`.',
    'They add up to the timeout or less.',
    'One end of the link is only drawn (`future: yes`).',
  ],
  references: [
    'Michael T. Nygard, Release It!, 2nd edition (2018), chapter 5: Timeouts',
    'Marc Brooker, "Timeouts, retries, and backoff with jitter", Amazon Builders\' Library (2019)',
  ],
  incorrect: [
    {
      title: 'seven seconds of phases in a request of five',
      code: 'service api {}\nservice rates {}\n\napi -> rates { timeout: 5s, connect-timeout: 2s, read-timeout: 5s }\n',
    },
    {
      title: 'the defaults of a caller do not fit its shorter timeout',
      code: 'service api { defaults { connect-timeout: 1s, read-timeout: 2s, write-timeout: 1s } }\nservice rates {}\n\napi -> rates { timeout: 3s }\n',
    },
  ],
  correct: [
    {
      title: 'the phases just fit',
      code: 'service api {}\nservice rates {}\n\napi -> rates { timeout: 10s, connect-timeout: 2s, read-timeout: 5s, write-timeout: 3s }\n',
    },
    {
      title: 'one phase alone is no contradiction',
      code: 'service api {}\nservice rates {}\n\napi -> rates { timeout: 2s, connect-timeout: 500ms }\n',
    },
  ],
  check({ model, report }) {
    for (const [link, ...others] of alike(model)) {
      const { timeout } = link.properties;
      const known = phases.flatMap((name) => link.properties[name] ?? []);
      const sum = known.reduce((total, { value }) => total + value, 0);
      const text = writeQuantity(sum, dimensions.time, { rounding: 'up' });
      const more = others.length > 0 ? ` The same holds for ${counted(others.length, 'other link')}.` : '';
      report(
        link,
        `The phases of \`${call(link)}\` may take ${known.map(({ value }) => time(value)).join(' + ')} = ${time(sum)}, but the request is cut off after ${time(timeout!.value)}.${more}`,
        {
          ...(isOwn(link, timeout!) && { at: timeout!.at }),
          subjects: others,
          related: known.map(({ property }) => ({ at: property, message: 'One of the phases.' })),
          fixes: [
            {
              title: `Set \`timeout: ${text}\``,
              safe: false,
              edits: [setProperty(model, link, 'timeout', timeout, text)],
            },
          ],
        },
      );
    }
  },
});

/** The links at fault, together where the same values are to blame: hops of a chain, links under one `defaults`. */
function alike(model: Model): [Link, ...Link[]][] {
  const groups = new Map<string, [Link, ...Link[]]>();
  for (const link of model.links) {
    const { timeout } = link.properties;
    const known = phases.flatMap((name) => link.properties[name] ?? []);
    const sum = known.reduce((total, { value }) => total + value, 0);
    if (!isBuilt(link) || !link.synchronous || !timeout || known.length < 2 || sum <= timeout.value * (1 + 1e-9))
      continue;
    const key = [timeout, ...known].map(({ property }) => `${property.file}:${property.offset}`).join(' ');
    const group = groups.get(key);
    if (group) group.push(link);
    else groups.set(key, [link]);
  }
  return [...groups.values()];
}
