import { dimensions, writeQuantity } from '@archlang/grammar';
import type { Component, Flow, Link, Model, System } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix, Severity } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { insertProperty, isOwn, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { counted, number, percent, time } from '../words.js';

/**
 * Values that each pass for themselves, and cannot be together; and promises nobody can keep. KB beside KiB is no fault: each
 * says what it is, and figures count both rightly.
 */
export const unitOrRangeInvalid = defineRule({
  name: 'unit-or-range-invalid',
  category: 'correctness',
  mode: 'presence',
  severity: 'error',
  tier: 2,
  summary: 'A value cannot be, or cannot be together with the one next to it.',
  why: 'Nothing works all of the time, a wait of zero has ended before the answer comes, and what has no capacity at all does nothing. A least number above the most, or a median above the 99th percentile, are two values of which one is wrong. What is computed from them is wrong too, without looking so.',
  silent: [
    'One of the two values is not written, or comes from the engine.',
    'What was measured (`sli`) may be 100%.',
    'More zones than replicas, an info, is nothing where the provider places them (`managed`) or their number changes (`autoscale`).',
    'What is only drawn (`future: yes`).',
  ],
  references: [
    'Google, Site Reliability Engineering (2016), chapter 3: embracing risk; 100% is the wrong target',
    'Kubernetes documentation, Horizontal Pod Autoscaling: minReplicas and maxReplicas',
    'Marc Brooker, Exponential Backoff And Jitter, AWS Architecture Blog (2015)',
  ],
  incorrect: [
    { title: 'never down', code: 'system { slo { availability: 100% } }\nservice api {}\n' },
    {
      title: 'at least ten and at most four',
      code: 'service api { autoscale { min: 10, max: 4, metric: cpu } }\n',
    },
    { title: 'no time to answer', code: 'service api {}\nservice users {}\n\napi -> users { timeout: 0s }\n' },
    { title: 'no room at all', code: 'cache sessions { memory: 0GB }\n' },
  ],
  correct: [
    { title: 'four nines', code: 'system { slo { availability: 99.99% } }\nservice api {}\n' },
    { title: 'four to ten', code: 'service api { autoscale { min: 4, max: 10, metric: cpu } }\n' },
  ],
  check({ model, report }) {
    const tell = (subject: Subject, fault: Fault): void => {
      report(subject, fault.message, {
        at: fault.value.property,
        ...(fault.severity && { severity: fault.severity }),
        related: fault.other ? [{ at: fault.other.property, message: 'It does not go with this.' }] : [],
        fixes: fault.fixes,
      });
    };
    const built = model.components.filter(({ properties }) => properties.future?.value !== true);
    for (const subject of [...(model.system ? [model.system] : []), ...model.flows, ...built]) {
      for (const fault of promises(subject)) tell(subject, fault);
    }
    for (const component of built) for (const fault of ofComponent(model, component)) tell(component, fault);
    for (const link of model.links) {
      if (isBuilt(link)) for (const fault of ofLink(link)) tell(link, fault);
    }
  },
});

type Subject = System | Flow | Component | Link;

interface Fault {
  readonly message: string;
  readonly value: Value<unknown>;
  readonly other?: Value<unknown>;
  readonly severity?: Severity;
  readonly fixes: readonly Fix[];
}

/** The promised measures of a system, flow or component. */
function* promises(subject: System | Flow | Component): Iterable<Fault> {
  const { slo, sla } = subject.properties as System['properties'];
  const { availability } = subject.properties as Component['properties'];
  for (const value of [slo?.value.availability, sla?.value.availability, availability]) {
    if (!value || value.origin === 'engine' || (value.value > 0 && value.value < 1)) continue;
    const fixes = value.value >= 1 && !value.expression ? [put(value, '99.99%')] : [];
    const why = value.value >= 1 ? 'nothing works all of the time' : 'it would never work';
    yield { message: `An availability of ${percent(value.value)} cannot be: ${why}.`, value, fixes };
  }
  for (const block of [slo, sla]) {
    if (!block) continue;
    const [p50, p95, p99] = [block.value['latency.p50'], block.value['latency.p95'], block.value['latency.p99']];
    yield* ordered(p50, p95, ['The median', 'the 95th percentile']);
    yield* ordered(p95, p99, ['The 95th percentile', 'the 99th']);
    if (!p95) yield* ordered(p50, p99, ['The median', 'the 99th percentile']);
  }
}

function* ofComponent(model: Model, component: Component): Iterable<Fault> {
  const { properties } = component;
  const { autoscale, replicas, quorum, zones, managed, latency } = properties;
  const { min, max } = autoscale?.value ?? {};
  if (min && max && isWritten(min) && isWritten(max) && min.value > max.value) {
    const message = `\`${component.id}\` scales from at least ${number(min.value)} to at most ${number(max.value)} replicas: the least is above the most.`;
    yield { message, value: min, other: max, fixes: swap(min, max, count) };
  }
  yield* ordered(latency, properties['latency.p99'], ['The usual latency', 'the 99th percentile']);
  for (const name of amounts) {
    const value = properties[name];
    if (value?.value === 0)
      yield { message: `With a \`${name}\` of zero \`${component.id}\` can do nothing.`, value, fixes: [] };
  }
  if (!replicas || !isWritten(replicas) || autoscale) return;
  if (quorum && isWritten(quorum) && quorum.value > replicas.value) {
    const message = `\`${component.id}\` needs ${number(quorum.value)} replicas up, but has ${number(replicas.value)}.`;
    const fixes = quorum.expression ? [] : [put(quorum, count(replicas.value))];
    yield { message, value: quorum, other: replicas, fixes };
  }
  const places = new Set(zones?.value).size;
  if (zones && managed?.value !== true && places > replicas.value) {
    const fits = `${counted(replicas.value, 'replica')} of \`${component.id}\` cannot stand in ${counted(places, 'zone')}`;
    const edit = isOwn(component, replicas)
      ? replaceValue(replicas, count(places))
      : insertProperty(model, component, 'replicas', count(places));
    const fixes = replicas.expression
      ? []
      : [{ title: `Set \`replicas: ${count(places)}\`, one in each zone`, safe: false, edits: [edit] }];
    yield { message: `${fits}: some have none.`, value: zones, other: replicas, severity: 'info', fixes };
  }
}

const amounts = ['capacity', 'memory', 'storage', 'bandwidth', 'throughput'] as const;
const waits = ['timeout', 'connect-timeout', 'read-timeout', 'write-timeout', 'deadline'] as const;

function* ofLink(link: Link): Iterable<Fault> {
  for (const name of waits) {
    const value = link.properties[name];
    if (value?.value !== 0) continue;
    const message = `A \`${name}\` of zero has passed before any answer can come.`;
    yield { message, value, fixes: value.expression ? [] : [put(value, '1s')] };
  }
  const { backoff, jitter } = link.properties;
  if (!backoff || backoff.value === 'none') return;
  // A constant wait has no cap.
  const [base, cap] = ['base', 'cap'].map((name, i) => {
    const { arguments: given } = backoff.value as Exclude<typeof backoff.value, 'none'>;
    const found = (given.find((each) => each.name === name) ?? given[i])?.value;
    return Number(found);
  });
  if (base > cap) {
    const text = `exponential(${duration(cap)}, ${duration(base)})`;
    const message = `The first wait of ${time(base)} is longer than the longest, ${time(cap)}.`;
    yield { message, value: backoff, fixes: [put(backoff, text)] };
  } else if (typeof jitter?.value === 'number' && jitter.value > cap) {
    const message = `A jitter of up to ${time(jitter.value)} is longer than the longest wait, ${time(cap)}: the backoff no longer counts.`;
    yield { message, value: jitter, other: backoff, fixes: jitter.expression ? [] : [put(jitter, 'full')] };
  }
}

function* ordered(
  low: Value<number> | undefined,
  high: Value<number> | undefined,
  [lower, higher]: readonly [string, string],
): Iterable<Fault> {
  if (!low || !high || !isWritten(low) || !isWritten(high) || low.value <= high.value) return;
  const message = `${lower} of ${time(low.value)} is above ${higher} of ${time(high.value)}: one of them is wrong.`;
  yield { message, value: low, other: high, fixes: swap(low, high, duration) };
}

const isWritten = ({ origin }: Value<unknown>): boolean => origin !== 'engine';
const count = (value: number): string => writeQuantity(value, dimensions.number);
const duration = (value: number): string => writeQuantity(value, dimensions.time);

function put(value: Value<unknown>, text: string): Fix {
  return { title: `Write \`${text}\``, safe: false, edits: [replaceValue(value, text)] };
}

function swap(low: Value<number>, high: Value<number>, write: (value: number) => string): Fix[] {
  if (low.expression || high.expression) return [];
  const edits = [replaceValue(low, write(high.value)), replaceValue(high, write(low.value))];
  return [{ title: 'Swap the two', safe: false, edits }];
}
