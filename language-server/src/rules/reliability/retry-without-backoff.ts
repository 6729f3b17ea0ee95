import { dimensions, writeQuantity } from '@archlang/grammar';
import type { Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { insertBeside, isOwn, replaceValue } from '../edits.js';
import { byPolicy } from '../policies.js';
import { defineRule } from '../rule.js';
import { call, counted } from '../words.js';

/** Retries at once, or at a fixed pace, keep a failing target under load just when it needs air. */
export const retryWithoutBackoff = defineRule({
  name: 'retry-without-backoff',
  category: 'reliability',
  mode: 'presence',
  severity: 'warning',
  tier: 1,
  summary: 'Failed calls are retried without growing waits.',
  why: 'A target that is overloaded fails, each failure brings a retry, and the retries are load again. With waits that grow from retry to retry the callers give the target time to recover; with none, or with a constant one, they keep hitting it at full pace.',
  silent: [
    'There are no retries, or the number is 0.',
    'The one retry of a hedged read: `hedge` already spaces the two copies.',
    'A mesh, the caller, a group or the system brings an exponential `backoff`.',
    'One end of the link is only drawn (`future: yes`).',
  ],
  references: [
    'Marc Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog (2015)',
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 22: retries',
    'Google Cloud documentation, "Retry strategy": exponential backoff',
  ],
  options: {
    base: { default: 1, doc: 'Seconds before the first retry in the suggestion, where no timeout is known.' },
    cap: { default: 30, doc: 'Longest wait in the suggestion in seconds, where no timeout is known.' },
  },
  incorrect: [
    {
      title: 'three retries, one right after the other',
      code: 'service api {}\nservice rates {}\n\napi -> rates { timeout: 1s, retries: 3 }\n',
    },
    {
      title: 'a constant wait does not let the target recover',
      code: 'service api {}\nservice rates {}\n\napi -> rates { timeout: 1s, retries: 3, backoff: constant(200ms), jitter: full }\n',
    },
  ],
  correct: [
    {
      title: 'the waits double and are spread',
      code: 'service api {}\nservice rates {}\n\napi -> rates { timeout: 1s, retries: 3, backoff: exponential(200ms, 2s), jitter: full }\n',
    },
    {
      title: 'one hedged copy of a read',
      code: 'service api {}\ndatabase items {}\n\napi -> items { op: read, timeout: 500ms, retries: 1, hedge: 50ms }\n',
    },
  ],
  check({ model, options, report }) {
    const lacking = model.links.filter((link) => isBuilt(link) && hammers(link));
    for (const { value, links } of byPolicy(lacking, ({ properties }) => properties.retries)) {
      const [first] = links;
      const { backoff } = first.properties;
      const how = backoff && backoff.value !== 'none' ? 'at a constant pace' : 'without any wait';
      const others =
        links.length > 1
          ? ` So ${links.length === 2 ? 'does' : 'do'} ${counted(links.length - 1, 'other link')} under the same setting.`
          : '';
      report(
        first,
        `\`${call(first)}\` retries ${times(value.value)} ${how}; while \`${first.target.id}\` fails, the retries keep it under load.${others}`,
        { at: value.at, subjects: links.slice(1), fixes: [fix(model, first, options)] },
      );
    }
  },
});

function hammers({ synchronous, properties: { retries, backoff, hedge } }: Link): boolean {
  if (!synchronous || !retries || retries.value < 1) return false;
  if (retries.value === 1 && hedge) return false;
  return !backoff || backoff.value === 'none' || backoff.value.call === 'constant';
}

const times = (retries: number): string => (retries === 1 ? 'once' : `${retries} times`);

function fix(model: Model, link: Link, { base, cap }: { base: number; cap: number }): Fix {
  const { timeout, retries, backoff, jitter } = link.properties;
  const first = timeout ? Math.min(base, timeout.value / 5) : base;
  const longest = timeout ? Math.min(cap, first * 10) : cap;
  const write = (seconds: number): string => writeQuantity(seconds, dimensions.time);
  const text = `exponential(${write(first)}, ${write(longest)})`;
  if (backoff && isOwn(link, backoff)) {
    return { title: `Set \`backoff: ${text}\``, safe: true, edits: [replaceValue(backoff, text)] };
  }
  const added = jitter ? `backoff: ${text}` : `backoff: ${text}, jitter: full`;
  return { title: `Add \`${added}\``, safe: true, edits: [insertBeside(model, retries!, added)] };
}
