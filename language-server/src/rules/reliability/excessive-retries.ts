import { isBuilt } from '../../model/planned.js';
import { replaceValue } from '../edits.js';
import { byPolicy } from '../policies.js';
import { defineRule } from '../rule.js';
import { userPathsOf } from '../user-paths.js';
import { call, counted, number } from '../words.js';

/** What did not work three times will hardly work the tenth time, but every attempt is load. */
export const excessiveRetries = defineRule({
  name: 'excessive-retries',
  category: 'reliability',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'A call is retried more often than helps.',
  why: 'Retries help against a lost packet or a restarting replica, and for that two or three are enough. More of them only multiply the load on a target that is down, at the time it needs air, and let the caller wait for an answer that will not come.',
  silent: [
    'At most five retries, or three on the way of a user’s request; four and five there are only a hint.',
    'The link is asynchronous: how often a message is delivered again is said by `max-receive`.',
    'One end of the link is only drawn (`future: yes`).',
  ],
  references: [
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 22: Addressing Cascading Failures',
    'Marc Brooker, "Timeouts, retries, and backoff with jitter", Amazon Builders\' Library (2019)',
    'Microsoft Azure Architecture Center, "Retry pattern"',
  ],
  options: {
    maxRetries: { default: 5, doc: 'Retries above which it is a warning.' },
    maxRetriesForUsers: { default: 3, doc: 'Retries above which it is a hint where a user waits.' },
    suggested: { default: 3, doc: 'Retries to suggest.' },
  },
  incorrect: [
    {
      title: 'ten retries',
      code: 'service api {}\nservice rates {}\n\napi -> rates { timeout: 500ms, retries: 10, backoff: exponential(100ms, 1s), jitter: full }\n',
    },
    {
      title: 'a user waits for up to five attempts',
      code: 'client web {}\nservice api {}\ndatabase items {}\n\nweb -> api { timeout: 9s }\napi -> items { timeout: 500ms, retries: 4, backoff: exponential(100ms, 1s), jitter: full }\n',
    },
  ],
  correct: [
    {
      title: 'three retries',
      code: 'service api {}\nservice rates {}\n\napi -> rates { timeout: 500ms, retries: 3, backoff: exponential(100ms, 1s), jitter: full }\n',
    },
    {
      title: 'nobody waits for the nightly job',
      code: 'job nightly { every: 1d }\nexternal bank { availability: 99% }\n\nnightly -> bank { timeout: 5s, retries: 5, backoff: exponential(1s, 30s), jitter: full }\n',
    },
  ],
  check({ model, options, report }) {
    const paths = userPathsOf(model);
    const retrying = model.links.filter((link) => link.synchronous && isBuilt(link));
    for (const { value, links } of byPolicy(retrying, ({ properties }) => properties.retries)) {
      const tooMany = value.value > options.maxRetries;
      const link = tooMany ? links[0] : links.find((each) => paths.waitsFor(each));
      if (!link || (!tooMany && value.value <= options.maxRetriesForUsers)) continue;
      const limit = tooMany ? options.maxRetries : options.maxRetriesForUsers;
      const others =
        links.length > 1
          ? ` So ${links.length === 2 ? 'is' : 'are'} ${counted(links.length - 1, 'other link')} under the same setting.`
          : '';
      const waits = tooMany ? '' : ' while a user waits';
      report(
        link,
        `\`${call(link)}\` is retried up to ${number(value.value)} times${waits}; more than ${number(limit)} hardly help, and all of them are load on \`${link.target.id}\`, which already fails.${others}`,
        {
          at: value.at,
          ...(!tooMany && { severity: 'hint' }),
          subjects: links,
          fixes: [
            {
              title: `Set \`retries: ${options.suggested}\``,
              safe: false,
              edits: [replaceValue(value, String(options.suggested))],
            },
          ],
        },
      );
    }
  },
});
