import type { Estimates, Figure, Input } from '../../estimate/estimates.js';
import type { Component, Flow, Model } from '../../model/model.js';
import { isPlanned } from '../../model/planned.js';
import type { Value } from '../../model/value.js';
import { replaceValue } from '../edits.js';
import { withoutOptional, withReplicas } from '../more-available.js';
import { defineRule } from '../rule.js';
import { listed, percent, time } from '../words.js';

interface Promised {
  readonly subject: Flow | Component;
  readonly slo: Value<number>;
  readonly figure: Figure;
}

/** The components that must all work decide the most that can be promised. */
export const availabilityTargetUnreachable = defineRule({
  name: 'availability-target-unreachable',
  category: 'reliability',
  mode: 'derived',
  severity: 'error',
  tier: 1,
  summary: 'The availability that is promised is more than the components allow.',
  why: 'A request that needs several components works only while all of them work, so their availabilities multiply: three that reach 99.9% each make 99.7% together. An objective above that product will be missed however well the system is run; it takes redundancy where the chain is weakest, a fallback, or an honest objective.',
  silent: [
    'No objective of availability applies.',
    'The component is only drawn (`future: yes`).',
    'Only an info, with what is missing, where the availability of some components that are needed is known and of others not; nothing where none is known, or in a sketch.',
    'What is reached by a hand-over, or has a `fallback` such as `ignore`, `stale` or `default`, does not count. To say that something is optional is not enough: as long as nothing says what is answered without it, its failure fails the request.',
  ],
  references: [
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 3: Embracing Risk',
    'Ben Treynor and others, "The Calculus of Service Availability", ACM Queue 15(2), 2017',
    'AWS Well-Architected Framework, Reliability Pillar: availability with hard and redundant dependencies',
  ],
  incorrect: [
    {
      title: 'four nines on top of three',
      code: 'client web {}\nflow view { from: web, rate: 100/s, op: read, slo { availability: 99.99% } }\nservice api { managed: yes, availability: 99.9% }\ndatabase items { managed: yes, availability: 99.95% }\n\nweb -> api { timeout: 3s }\napi -> items { timeout: 1s }\n',
    },
    {
      title: 'the promise of the system holds for its flow',
      code: 'system "Shop" { slo { availability: 99.9% } }\n\nclient web {}\nflow buy { from: web, rate: 10/s, op: write }\nservice api { replicas: 2, availability: 99.9% }\nexternal cards { availability: 99.5% }\n\nweb -> api { timeout: 5s }\napi -> cards { timeout: 3s, circuit-breaker { failures: 5, open: 60s, half-open: 1 } }\n',
    },
  ],
  correct: [
    {
      title: 'two replicas of everything',
      code: 'client web {}\nflow view { from: web, rate: 100/s, op: read, slo { availability: 99.99% } }\nservice api { replicas: 2, availability: 99.9% }\ndatabase items { replicas: 2, availability: 99.95% }\n\nweb -> api { timeout: 3s }\napi -> items { timeout: 1s }\n',
    },
    {
      title: 'the weak component may fail',
      code: 'client web {}\nflow view { from: web, rate: 100/s, op: read, slo { availability: 99.9% } }\nservice api { replicas: 2, availability: 99.9% }\nexternal hints { availability: 99% }\n\nweb -> api { timeout: 3s }\napi -> hints { timeout: 200ms, fallback: ignore, circuit-breaker { failures: 5, open: 60s, half-open: 1 } }\n',
    },
  ],
  check({ model, estimates, report }) {
    for (const [worst, ...others] of byPromise(model, estimates)) {
      const { subject, slo, figure } = worst;
      const related = others.map((other) => ({
        at: headOf(other),
        message: `So does \`${other.subject.id}\`${reach(other)}.`,
      }));
      if (figure.value === undefined) {
        if (model.maturity === 'sketch' || needs(figure).length === 0) continue;
        const message = `Nobody can tell whether \`${subject.id}\` reaches ${percent(slo.value)}: ${listed(figure.missing)} ${figure.missing.length === 1 ? 'is' : 'are'} not known.`;
        report(subject, message, { at: slo.at, severity: 'info' });
        continue;
      }
      const month = (availability: number): string => time((1 - availability) * model.calendar.month);
      const chain = inWords(needs(figure));
      const lower = floor(figure.value);
      report(
        subject,
        `\`${subject.id}\` promises ${percent(slo.value)} (${month(slo.value)} of downtime a month), but reaches ${percent(figure.value)} at best (${month(figure.value)})${chain}.`,
        {
          at: slo.at,
          related,
          fixes: [
            ...withReplicas(model, figure, slo.value),
            ...withoutOptional(model, figure, slo.value),
            ...(lower > 0
              ? [
                  {
                    title: `Promise ${percent(lower)}`,
                    safe: false,
                    edits: [replaceValue(slo, percent(lower))],
                  },
                ]
              : []),
          ],
        },
      );
    }
  },
});

/** Those that miss what they promise, or of which nobody knows, by the place where the promise is written; worst first. */
function byPromise(model: Model, estimates: Estimates): [Promised, ...Promised[]][] {
  const groups = new Map<string, [Promised, ...Promised[]]>();
  // What the system promises, its flows inherit.
  const components = model.components.filter((component) => !isPlanned(component));
  for (const subject of [...model.flows, ...components]) {
    const slo = subject.properties.slo?.value.availability;
    const figure = slo && estimates.get(`${subject.id}.availability`);
    if (!figure || (figure.value !== undefined && figure.value >= slo.value - 1e-12)) continue;
    const key = `${slo.at.file}:${slo.at.offset}:${figure.value === undefined}`;
    const group = groups.get(key);
    if (group) group.push({ subject, slo, figure });
    else groups.set(key, [{ subject, slo, figure }]);
  }
  for (const group of groups.values()) group.sort((a, b) => (a.figure.value ?? 0) - (b.figure.value ?? 0));
  return [...groups.values()];
}

/** Of a component, with its only zone or region or without it, or of that zone or region. */
const ofAvailability = /\.availability(\.in-place)?$/;

/** The availabilities that it is made of, the lowest first. */
function needs({ inputs }: Figure): readonly Input[] {
  return inputs.filter(({ name }) => ofAvailability.test(name)).sort((a, b) => a.value - b.value);
}

/** `, as it needs `api` (99.9%), `items` (99.95%)` */
function inWords(needed: readonly Input[]): string {
  const parts = needed
    .filter(({ value }) => value < 1)
    .map(({ name, value }) => `\`${name.replace(ofAvailability, '')}\` (${percent(value)})`);
  if (parts.length === 0) return '';
  const more = parts.length > 4 ? ` and ${parts.length - 4} more` : '';
  return `, as it needs ${parts.slice(0, 4).join(', ')}${more}`;
}

/** The availability, cut to two digits behind its last nine, so that it is kept: 0.998501 becomes 0.998. */
function floor(availability: number): number {
  const nines = Math.max(0, Math.floor(-Math.log10(1 - availability)));
  const step = 10 ** -(nines + 1);
  return Number((Math.floor(availability / step) * step).toPrecision(12));
}

const headOf = ({ subject }: Promised) => subject.head;
const reach = ({ figure }: Promised): string =>
  figure.value === undefined ? '' : `, which reaches ${percent(figure.value)}`;
