import { insertStatement } from '../edits.js';
import { waysIn } from '../entrances.js';
import { innerBlock } from '../inner-blocks.js';
import { promisers } from '../objectives.js';
import { defineRule } from '../rule.js';

const latencies = ['latency.p50', 'latency.p95', 'latency.p99', 'latency.mean'] as const;

/** Without an objective nobody can say whether the system is good enough. */
export const missingSlo = defineRule({
  name: 'missing-slo',
  category: 'observability',
  mode: 'absence',
  severity: 'info',
  tier: 2,
  summary: 'Nothing says how often a system in production may fail, or how slow it may be.',
  why: 'Every decision on replicas, zones, retries and alerts is a trade against an objective. Where none is written, each reader assumes another, an alert rings when somebody finds a number odd, and the checks of availability and latency have nothing to hold the figures against.',
  silent: [
    'The maturity is not `production`.',
    'No public client reaches it: it is internal, or a part of another design.',
    'The client, or what it calls, is only drawn (`future: yes`).',
    'An availability (or a share of successes, or a downtime) and a latency are promised by the system, a flow or a component.',
  ],
  references: [
    'Betsy Beyer et al., Site Reliability Engineering (2016), chapter 4: Service Level Objectives',
    'Alex Hidalgo, Implementing Service Level Objectives (2020), chapter 1: The Reliability Stack',
  ],
  incorrect: [
    {
      title: 'no objective at all',
      code: 'system shop { maturity: production }\nclient web {}\nservice api {}\n\nweb -> api { timeout: 2s }\n',
    },
    {
      title: 'available, but how fast?',
      code: 'system shop { maturity: production, slo { availability: 99.9% } }\nclient web {}\nservice api {}\n\nweb -> api { timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'both are there',
      code: 'system shop { maturity: production, slo { availability: 99.9%, latency.p99: 300ms } }\nclient web {}\nservice api {}\n\nweb -> api { timeout: 2s }\n',
    },
    {
      title: 'a flow promises it',
      code: 'system shop { maturity: production }\nclient web {}\nflow visit { from: web, rate: 10/s, op: read, slo { availability: 99.9%, latency.p99: 300ms } }\nservice api {}\n\nweb -> api { timeout: 2s }\n',
    },
  ],
  check({ model, report }) {
    const { system, maturity } = model;
    if (!system || maturity !== 'production' || waysIn(model).length === 0) return;
    const promised = promisers(model).flatMap(({ properties }) => properties.slo?.value ?? []);
    const works = promised.some(({ availability, success, downtime }) => availability ?? success ?? downtime);
    const answers = promised.some((slo) => latencies.some((name) => slo[name]));
    if (works && answers) return;
    const lacking = [...(works ? [] : ['availability: 99.9%']), ...(answers ? [] : ['latency.p99: 300ms'])].join(', ');
    const open = [...(works ? [] : ['how often it may fail']), ...(answers ? [] : ['what is too slow'])].join(' or ');
    const own = system.properties.slo;
    const edit = own
      ? insertStatement(model, innerBlock(model, own), lacking)
      : insertStatement(model, system, `slo { ${lacking} }`);
    report(system, `The system is in production, and no objective says ${open}.`, {
      ...(own && { at: own.property }),
      fixes: [{ title: `Add \`${lacking}\``, safe: false, edits: [edit] }],
    });
  },
});
