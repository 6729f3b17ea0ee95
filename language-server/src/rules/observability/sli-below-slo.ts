import type { Value } from '../../model/value.js';
import { isOwn } from '../edits.js';
import { promiserName, promisers } from '../objectives.js';
import { defineRule } from '../rule.js';
import { percent, time } from '../words.js';

const ratios = ['availability', 'success'] as const;
const latencies = ['latency.p50', 'latency.p95', 'latency.p99', 'latency.mean'] as const;

/** The usual window of an objective that names none, in seconds. */
const usualWindow = 30 * 86_400;

/** What was measured lately has used up what may fail. */
export const sliBelowSlo = defineRule({
  name: 'sli-below-slo',
  category: 'observability',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'What was measured misses the objective, or is about to.',
  why: 'An objective of 99.9% is a budget: one request in a thousand may fail. Whoever has used it up has broken what was agreed, and whoever has used most of it will with the next incident. Releases are the most common cause of incidents, so they wait, and the time goes into reliability, until the budget has recovered.',
  silent: [
    'One of `sli` and `slo` is not written.',
    'The two speak of different figures, or their windows differ.',
    'Less of the budget is used than the limit; a latency has no budget, it is met or not.',
    'The component is only drawn (`future: yes`).',
  ],
  references: [
    'Betsy Beyer et al., Site Reliability Engineering (2016), chapter 3: Embracing Risk, on error budgets',
    'Betsy Beyer et al., The Site Reliability Workbook (2018), appendix B: Example Error Budget Policy',
  ],
  options: {
    used: { default: 0.8, doc: 'Used part of the error budget, as a ratio, from which on it is worth a warning.' },
  },
  incorrect: [
    {
      title: 'five times as many failures as agreed',
      code: 'system shop { slo { success: 99.9% }, sli { success: 99.5% } }\n',
    },
    {
      title: '35 of 43.2 minutes are gone',
      code: 'system shop { slo { availability: 99.9%, window: 30d }, sli { downtime: 35min, window: 30d } }\n',
    },
    {
      title: 'slower than promised',
      code: 'service api { slo { latency.p99: 200ms }, sli { latency.p99: 240ms } }\n',
    },
  ],
  correct: [
    {
      title: 'half of the budget is left',
      code: 'system shop { slo { success: 99.9% }, sli { success: 99.95% } }\n',
    },
    {
      title: 'as fast as promised',
      code: 'service api { slo { latency.p99: 200ms }, sli { latency.p99: 180ms } }\n',
    },
  ],
  check({ model, options, report }) {
    for (const subject of promisers(model)) {
      const slo = subject.properties.slo?.value;
      const sli = subject.properties.sli?.value;
      if (!slo || !sli || !haveOneWindow(slo.window?.value, sli.window?.value)) continue;
      const say = (measured: Value<number>, aim: Value<number>, judge: string): void => {
        if (!isOwn(subject, measured)) return;
        report(subject, `${promiserName(subject)} ${judge}`, {
          at: measured.property,
          related: [{ at: aim.property, message: 'This is the objective.' }],
        });
      };
      for (const name of ratios) {
        const [aim, measured] = [slo[name], sli[name]];
        if (!aim || !measured) continue;
        const [failed, allowed] = [1 - measured.value, 1 - aim.value];
        if (!isSpent(failed, allowed, options.used)) continue;
        say(
          measured,
          aim,
          judgement(`measured ${percent(measured.value)} against`, percent(aim.value), failed, allowed),
        );
      }
      for (const name of latencies) {
        const [aim, measured] = [slo[name], sli[name]];
        if (!aim || !measured || measured.value <= aim.value) continue;
        const judge = `took ${time(measured.value)} where ${time(aim.value)} is the objective for \`${name}\`: it is missed.`;
        say(measured, aim, judge);
      }
      const { downtime: down } = sli;
      const aim = slo.downtime ?? slo.availability;
      if (!down || !aim || (slo.availability && sli.availability)) continue;
      const budget = slo.downtime?.value ?? (1 - aim.value) * (slo.window?.value ?? usualWindow);
      if (!isSpent(down.value, budget, options.used)) continue;
      const measured = `was down for ${time(down.value)} of`;
      say(down, aim, judgement(measured, `${time(budget)} allowed`, down.value, budget));
    }
  },
});

const haveOneWindow = (aimed: number | undefined, measured: number | undefined): boolean =>
  aimed === measured || (aimed ?? usualWindow) === measured || aimed === (measured ?? usualWindow);

/** Binary fractions of percentages differ by less than a millionth of what is meant. */
function isSpent(failed: number, allowed: number, limit: number): boolean {
  return failed > 1e-12 && failed >= allowed * limit * (1 - 1e-6);
}

function judgement(measured: string, aim: string, failed: number, allowed: number): string {
  const rest =
    failed > allowed * (1 + 1e-6)
      ? 'the objective is missed, so releases should wait'
      : 'the next incident may break it';
  const used = allowed > 1e-12 ? `, which uses ${percent(failed / allowed)} of the error budget` : '';
  return `${measured} ${aim}${used}: ${rest}.`;
}
