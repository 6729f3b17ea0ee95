import { isBuilt } from '../../model/planned.js';
import { replaceValue } from '../edits.js';
import { byPolicy } from '../policies.js';
import { defineRule } from '../rule.js';
import { call, listed } from '../words.js';

type Failure = string;

/** Answers with 4xx that ask for another try: timeout of the server's patience, too early, too many requests. */
const passing: ReadonlySet<Failure> = new Set(['408', '425', '429']);

/** A request that is wrong stays wrong, however often it is sent. */
export const retryOnClientError = defineRule({
  name: 'retry-on-client-error',
  category: 'reliability',
  mode: 'presence',
  severity: 'error',
  tier: 2,
  summary: 'Calls are retried after errors that a retry cannot mend.',
  why: 'An answer with 4xx says that the request itself is at fault: malformed, not allowed, not found. The same request gets the same answer, so the retries are wasted load, and on a login or an expired token they may lock the account. Only 408, 425 and 429 ask for another try.',
  silent: [
    '`retry-on` is not written, or names only 5xx, timeouts, failed connections, 408, 425 and 429.',
    'There are no retries: `retries: 0`.',
    'One end of the link is only drawn (`future: yes`).',
  ],
  references: [
    'RFC 9110, HTTP Semantics (2022), section 15.5: Client Error 4xx',
    'RFC 6585, Additional HTTP Status Codes (2012), section 4: 429 Too Many Requests',
    'Google Cloud documentation, "Retry strategy": which responses to retry',
  ],
  options: {
    permanent: {
      default: ['501', '505'],
      doc: 'Codes of the server’s side that no retry mends either; they are a warning.',
    },
  },
  incorrect: [
    {
      title: 'all client errors are retried',
      code: 'service api {}\nservice rates {}\n\napi -> rates { timeout: 1s, retries: 3, backoff: exponential(100ms, 1s), jitter: full, retry-on: [4xx, 5xx] }\n',
    },
    {
      title: 'what was not found will not be found',
      code: 'service api {}\nservice rates {}\n\napi -> rates { timeout: 1s, retries: 2, backoff: exponential(100ms, 1s), jitter: full, retry-on: [404, 503] }\n',
    },
    {
      title: 'whatever went wrong',
      code: 'service api { defaults { retries: 2, backoff: exponential(100ms, 1s), jitter: full, retry-on: any } }\nservice rates {}\n\napi -> rates { timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'failures that pass',
      code: 'service api {}\nservice rates {}\n\napi -> rates { timeout: 1s, retries: 3, backoff: exponential(100ms, 1s), jitter: full, retry-on: [502, 503, 504, timeout] }\n',
    },
    {
      title: 'too many requests, a while later',
      code: 'service api {}\nservice rates {}\n\napi -> rates { timeout: 1s, retries: 3, backoff: exponential(1s, 8s), jitter: full, retry-on: [429, 5xx] }\n',
    },
  ],
  check({ model, options, report }) {
    const retrying = model.links.filter((link) => isBuilt(link) && link.properties.retries?.value !== 0);
    for (const { value, links } of byPolicy(retrying, ({ properties }) => properties['retry-on'])) {
      const [link] = links;
      const wrong = value.value.filter(isClientError);
      const useless = value.value.filter((failure) => options.permanent.includes(failure));
      if (wrong.length === 0 && useless.length === 0) continue;
      const kept: Failure[] = value.value.filter((failure) => !isClientError(failure) && !useless.includes(failure));
      const others = value.value.some((failure) => failure === 'any' || failure === '4xx') || kept.length === 0;
      const text = `[${[...new Set([...kept, ...(others ? ['5xx', 'timeout', 'connection'] : [])])].join(', ')}]`;
      report(link, `${message(wrong, useless)} Retrying \`${call(link)}\` then cannot succeed.`, {
        at: value.at,
        ...(wrong.length === 0 && { severity: 'warning' }),
        subjects: links.slice(1),
        fixes: [{ title: `Set \`retry-on: ${text}\``, safe: false, edits: [replaceValue(value, text)] }],
      });
    }
  },
});

function isClientError(failure: Failure): boolean {
  return failure === 'any' || (failure.startsWith('4') && !passing.has(failure));
}

function message(wrong: readonly Failure[], useless: readonly Failure[]): string {
  if (wrong.length === 0) return `${listed(useless)} means that the server will never do it.`;
  if (wrong.includes('any'))
    return '`any` includes the errors of the caller itself (4xx), such as a malformed request.';
  return `${listed(wrong)} ${wrong.length === 1 ? 'is an error' : 'are errors'} of the caller, and the same request gets the same answer.`;
}
