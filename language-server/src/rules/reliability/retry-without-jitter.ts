import type { Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { insertBeside, isOwn, replaceValue } from '../edits.js';
import { byPolicy } from '../policies.js';
import { defineRule } from '../rule.js';
import { waitBefore } from '../waiting.js';
import { call, counted, number, percent, time } from '../words.js';

/** Waits that are equal for all callers bring all of them back at the same moment. */
export const retryWithoutJitter = defineRule({
  name: 'retry-without-jitter',
  category: 'reliability',
  mode: 'presence',
  severity: 'warning',
  tier: 1,
  summary: 'Retries wait, but all callers wait equally long.',
  why: 'Callers that failed together retry together: after 1 s, after 2 s, after 4 s, each time as one wave that knocks the recovering target over again. A random part of the wait spreads the wave out; taking all of it at random (full jitter) spreads it best and costs the least work in total.',
  silent: [
    'There are no retries, or no backoff is declared (then `retry-without-backoff` speaks).',
    '`jitter` is `full` or `equal`, or a time of at least a quarter of the longest wait.',
    'Only a hint where the caller is a single replica: one caller makes no herd.',
    'One end of the link is only drawn (`future: yes`).',
  ],
  references: [
    'Marc Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog (2015)',
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 22: randomised exponential backoff',
  ],
  options: {
    leastShare: { default: 0.25, doc: 'A jitter given as a time should be at least this part of the longest wait.' },
  },
  incorrect: [
    {
      title: 'all phones come back after 1, 2, 4 and 8 seconds',
      code: 'client mobile { users: 2M, platform: ios }\nservice api {}\n\nmobile -> api { timeout: 3s, retries: 4, backoff: exponential(1s, 8s) }\n',
    },
    {
      title: 'jitter is switched off',
      code: 'service api { replicas: 20 }\nservice rates {}\n\napi -> rates { timeout: 1s, retries: 2, backoff: exponential(200ms, 2s), jitter: none }\n',
    },
  ],
  correct: [
    {
      title: 'the whole wait is random',
      code: 'client mobile { users: 2M, platform: ios }\nservice api {}\n\nmobile -> api { timeout: 3s, retries: 4, backoff: exponential(1s, 8s), jitter: full }\n',
    },
    {
      title: 'an added random time that is large enough',
      code: 'service api { replicas: 20 }\nservice rates {}\n\napi -> rates { timeout: 1s, retries: 2, backoff: exponential(200ms, 2s), jitter: 200ms }\n',
    },
  ],
  check({ model, options, report }) {
    const waiting = model.links.filter((link) => isBuilt(link) && waits(link));
    for (const { value, links } of byPolicy(waiting, ({ properties }) => properties.retries)) {
      const first = links.find((link) => !isSingle(link)) ?? links[0];
      const { jitter } = first.properties;
      const more = { at: value.at, subjects: links };
      if (typeof jitter?.value === 'number') {
        const longest = waitBefore(first, value.value - 1);
        if (jitter.value >= longest * options.leastShare) continue;
        report(
          first,
          `A jitter of ${time(jitter.value)} on \`${call(first)}\` hardly spreads waits of up to ${time(longest)}: it is ${percent(jitter.value / longest)} of them.`,
          { ...more, severity: 'hint', at: jitter.at, fixes: [fix(model, first)] },
        );
        continue;
      }
      report(first, `Retries on \`${call(first)}\` have no jitter; ${crowd(first)} will retry in lock-step.`, {
        ...more,
        ...(isSingle(first) && { severity: 'hint' }),
        fixes: [fix(model, first)],
      });
    }
  },
});

function waits({ synchronous, properties: { retries, backoff, jitter } }: Link): boolean {
  if (!synchronous || !retries || retries.value < 1 || !backoff || backoff.value === 'none') return false;
  return jitter?.value !== 'full' && jitter?.value !== 'equal';
}

function isSingle({ source }: Link): boolean {
  const { replicas, autoscale } = source.properties;
  return !autoscale && replicas?.value === 1;
}

function crowd({ source }: Link): string {
  const { replicas, autoscale, users } = source.properties;
  const count = source.kind === 'client' ? users?.value : (autoscale?.value.max?.value ?? replicas?.value);
  if (source.kind === 'client')
    return count === undefined ? `all clients of \`${source.id}\`` : `up to ${number(count)} users`;
  return count === undefined ? `the replicas of \`${source.id}\`` : counted(count, 'caller');
}

function fix(model: Model, link: Link): Fix {
  const { jitter, retries } = link.properties;
  if (jitter && isOwn(link, jitter)) {
    return { title: 'Set `jitter: full`', safe: true, edits: [replaceValue(jitter, 'full')] };
  }
  return { title: 'Add `jitter: full`', safe: true, edits: [insertBeside(model, retries!, 'jitter: full')] };
}
