import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { isOwn, replaceValue } from '../edits.js';
import { promisers } from '../objectives.js';
import { defineRule } from '../rule.js';
import { percent, time } from '../words.js';

const ratios = ['availability', 'success'] as const;
const latencies = ['latency.p50', 'latency.p95', 'latency.p99', 'latency.mean'] as const;

/** The usual steps of a promised availability, as ratios. */
const steps = [0.9, 0.95, 0.99, 0.995, 0.999, 0.9995, 0.9999, 0.99995, 0.99999];

/** The own aim is the alarm before the contract is broken; at the same value it rings too late. */
export const sloNotTighterThanSla = defineRule({
  name: 'slo-not-tighter-than-sla',
  category: 'observability',
  mode: 'presence',
  severity: 'error',
  tier: 1,
  summary: 'The objective is not stricter than what customers are promised.',
  why: 'An objective is what a team steers by: alerts and the freezing of releases hang on it. When it is as loose as the contract, the contract is broken at the very moment the first alert rings, and nothing is left to react in. A stricter objective keeps a margin between the two.',
  silent: [
    'One of `slo` and `sla` is not written.',
    'The two speak of different figures, such as the availability and the share of successes.',
    'The component is only drawn (`future: yes`).',
  ],
  references: [
    'Betsy Beyer et al., Site Reliability Engineering (2016), chapter 4: keep a safety margin',
    'Google Cloud, "SRE fundamentals: SLIs, SLAs and SLOs" (2018)',
  ],
  incorrect: [
    {
      title: 'the same availability in both',
      code: 'system shop { slo { availability: 99.9% }, sla { availability: 99.9% } }\n',
    },
    {
      title: 'customers are promised faster answers than the team aims at',
      code: 'system shop { slo { latency.p99: 500ms }, sla { latency.p99: 400ms } }\n',
    },
  ],
  correct: [
    {
      title: 'a margin of half the downtime',
      code: 'system shop { slo { availability: 99.95% }, sla { availability: 99.9% } }\n',
    },
    {
      title: 'different figures cannot be compared',
      code: 'system shop { slo { success: 99.9% }, sla { availability: 99.9% } }\n',
    },
  ],
  check({ model, report }) {
    for (const subject of promisers(model)) {
      const { slo, sla } = subject.properties;
      if (!slo || !sla || !isOwn(subject, slo) || !isOwn(subject, sla)) continue;
      const compare = (
        name: (typeof ratios)[number] | (typeof latencies)[number],
        isTighter: (aim: number, promised: number) => boolean,
        words: (value: number) => string,
        fixes: (aim: Value<number>, promised: number) => Fix[],
      ) => {
        const aim = slo.value[name];
        const promised = sla.value[name];
        if (!aim || !promised || isTighter(aim.value, promised.value)) return;
        report(
          subject,
          `The objective for \`${name}\`, ${words(aim.value)}, is not stricter than the ${words(promised.value)} promised to customers: the contract is broken before anybody is warned.`,
          {
            at: aim.property,
            related: [{ at: promised.property, message: 'It is promised here.' }],
            fixes: fixes(aim, promised.value),
          },
        );
      };
      for (const name of ratios) compare(name, (aim, promised) => aim > promised, percent, nextStep);
      for (const name of latencies)
        compare(
          name,
          (aim, promised) => aim < promised,
          time,
          () => [],
        );
    }
  },
});

function nextStep(aim: Value<number>, promised: number): Fix[] {
  const step = steps.find((each) => each > promised);
  if (step === undefined) return [];
  const text = percent(step);
  return [{ title: `Aim at ${text}`, safe: false, edits: [replaceValue(aim, text)] }];
}
