import type { Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Value } from '../../model/value.js';
import { isOwn, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { call, time } from '../words.js';

/** A breaker that opens at a cough, or closes before anybody could answer. */
export const circuitBreakerMisconfigured = defineRule({
  name: 'circuit-breaker-misconfigured',
  category: 'reliability',
  mode: 'presence',
  severity: 'warning',
  tier: 3,
  summary: 'The figures of a circuit breaker defeat its purpose.',
  why: 'A breaker should open when a target is down, leave it alone for a while, and find out with few calls whether it is back. One failure proves nothing: every lost packet would cut the target off. When it stays open for less time than a call may take, it closes before the first of the calls that opened it has ended. And when it stays open for longer than recovery may take, it is what keeps the system down.',
  silent: [
    'The link has no breaker, or the figure in question is not written.',
    'It takes two failures or more to open.',
    'It stays open at least as long as a call may take, and no longer than the `rto` of the system.',
    'An end is only drawn (`future: yes`).',
  ],
  references: [
    'Michael T. Nygard, Release It!, 2nd edition (2018), chapter 5: Circuit Breaker',
    'Microsoft Azure Architecture Center, Cloud Design Patterns: Circuit Breaker',
  ],
  options: {
    failures: { default: 2, doc: 'Failures below which a breaker opens too easily.' },
    safeFailures: { default: 5, doc: 'The `failures` that a fix writes.' },
    safeOpen: { default: '60s', doc: 'The `open` that a fix writes where it is longer than the timeout.' },
  },
  incorrect: [
    {
      title: 'one failure opens it',
      code: 'service shop {}\nexternal bank {}\n\nshop -> bank { timeout: 3s, circuit-breaker { failures: 1, open: 60s, half-open: 1 } }\n',
    },
    {
      title: 'it closes before a call has ended',
      code: 'service shop {}\nexternal bank {}\n\nshop -> bank { timeout: 3s, circuit-breaker { failures: 5, open: 100ms, half-open: 1 } }\n',
    },
  ],
  correct: [
    {
      title: 'five failures, a minute, one trial',
      code: 'service shop {}\nexternal bank {}\n\nshop -> bank { timeout: 3s, circuit-breaker { failures: 5, window: 30s, open: 60s, half-open: 1 } }\n',
    },
    {
      title: 'the library decides',
      code: 'service shop {}\nexternal bank {}\n\nshop -> bank { timeout: 3s, circuit-breaker { window: 30s } }\n',
    },
  ],
  check({ model, options, report }) {
    for (const link of model.links) {
      if (!link.synchronous || !isBuilt(link)) continue;
      const fault = faultOf(model, link, options);
      if (!fault) continue;
      const own = isOwn(link, fault.value);
      report(link, `The circuit breaker of \`${call(link)}\` ${fault.why}.`, {
        ...(own && { at: fault.value.property }),
        fixes:
          own && fault.text !== undefined
            ? [
                {
                  title: `Set \`${fault.name}: ${fault.text}\``,
                  safe: false,
                  edits: [replaceValue(fault.value, fault.text)],
                },
              ]
            : [],
      });
    }
  },
});

interface Fault {
  readonly name: string;
  readonly value: Value<unknown>;
  /** Ends the sentence that begins with the breaker. */
  readonly why: string;
  readonly text?: string;
}

function faultOf(
  model: Model,
  { properties }: Link,
  options: { failures: number; safeFailures: number; safeOpen: string },
): Fault | undefined {
  const { timeout, 'circuit-breaker': breaker } = properties;
  const { failures, open } = breaker?.value ?? {};
  if (failures && failures.value < options.failures) {
    const why = `opens after ${failures.value === 1 ? 'a single failure' : `${failures.value} failures`}: one lost packet cuts the target off`;
    return { name: 'failures', value: failures, why, text: String(options.safeFailures) };
  }
  if (!open) return undefined;
  if (timeout && open.value < timeout.value) {
    const why = `closes again after ${time(open.value)}, before a call that may take ${time(timeout.value)} has ended`;
    return { name: 'open', value: open, why, ...(timeout.value <= 60 && { text: options.safeOpen }) };
  }
  const rto = model.system?.properties.rto;
  if (!rto || open.value <= rto.value) return undefined;
  const why = `stays open for ${time(open.value)}, but everything should be back after ${time(rto.value)}`;
  return { name: 'open', value: open, why };
}
