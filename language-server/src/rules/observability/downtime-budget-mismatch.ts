import { dimensions, isQuantityError, parseQuantity, writeQuantity } from '@archlang/grammar';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { insertBeside, isOwn, replaceValue } from '../edits.js';
import { promisers } from '../objectives.js';
import { defineRule } from '../rule.js';
import { percent, time } from '../words.js';

/** The usual window of an objective that names none, in seconds. */
const usualWindow = 30 * 86_400;

/** Two ways to write one promise that do not agree. */
export const downtimeBudgetMismatch = defineRule({
  name: 'downtime-budget-mismatch',
  category: 'observability',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'The downtime that is promised is not what the availability leaves.',
  why: 'An availability over a window is a time: 99.9% of 30 days leave 43.2 minutes. Where both are written and do not agree, one reader plans with one of them and the next with the other; mostly a nine was miscounted, or the time is one of a year and was put beside a month.',
  silent: [
    'The downtime or the availability is not written.',
    'The two agree, up to the tolerance that rounding needs.',
    'A measurement (`sli`): requests may fail while the system is up.',
    'The component is only drawn (`future: yes`).',
  ],
  references: [
    'Betsy Beyer et al., Site Reliability Engineering (2016), appendix A: Availability Table',
    'Alex Hidalgo, Implementing Service Level Objectives (2020), chapter 5: How to Use Error Budgets',
  ],
  options: {
    tolerance: {
      default: 0.02,
      doc: 'Difference, as a ratio of what the availability leaves, up to which they agree.',
    },
  },
  incorrect: [
    {
      title: 'a nine too many for the time',
      code: 'system shop { slo { availability: 99.99%, downtime: 8.76h, window: 365d } }\n',
    },
    {
      title: 'the downtime of a year over a month',
      code: 'system shop { sla { availability: 99.9%, downtime: 8.76h, window: 30d } }\n',
    },
    {
      title: 'the downtime of a year, and no window',
      code: 'system shop { slo { availability: 99.99%, downtime: 52.56min } }\n',
    },
  ],
  correct: [
    {
      title: 'four nines of a year',
      code: 'system shop { slo { availability: 99.99%, downtime: 52.56min, window: 365d } }\n',
    },
    {
      title: 'three nines of 30 days',
      code: 'system shop { slo { availability: 99.9%, downtime: 43min } }\n',
    },
  ],
  check({ model, options, report }) {
    for (const subject of promisers(model)) {
      for (const block of [subject.properties.slo, subject.properties.sla]) {
        const { availability, downtime, window } = block?.value ?? {};
        if (!availability || !downtime || !isOwn(subject, downtime)) continue;
        const length = window?.value ?? usualWindow;
        const agrees = (seconds: number, over: number): boolean =>
          Math.abs(seconds - (1 - availability.value) * over) <=
          (1 - availability.value) * over * options.tolerance * (1 + 1e-6) + 1e-9;
        if (agrees(downtime.value, length)) continue;
        const allowed = (1 - availability.value) * length;
        const over = window ? time(length) : `${time(length)}, the usual window,`;
        report(
          subject,
          `${percent(availability.value)} over ${over} leaves ${time(allowed)} of downtime, not ${time(downtime.value)}.`,
          {
            at: downtime.property,
            related: [{ at: availability.property, message: 'This is the availability.' }],
            fixes: [
              ...(!window && agrees(downtime.value, model.calendar.year)
                ? [
                    {
                      title: 'Say that it is the downtime of a year',
                      safe: false,
                      edits: [
                        insertBeside(model, downtime, `window: ${writeQuantity(model.calendar.year, dimensions.time)}`),
                      ],
                    },
                  ]
                : []),
              ...correction(downtime, allowed, (seconds) => agrees(seconds, length)),
            ],
          },
        );
      }
    }
  },
});

/** Only where a rounded time is near enough. */
function correction(downtime: Value<number>, allowed: number, isNear: (seconds: number) => boolean): Fix[] {
  const text = time(allowed);
  const written = parseQuantity(text);
  if (isQuantityError(written) || !isNear(written.value)) return [];
  return [{ title: `Write ${text}`, safe: false, edits: [replaceValue(downtime, text)] }];
}
