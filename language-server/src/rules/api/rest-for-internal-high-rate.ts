import type { Kind, Link } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { leavesProcess } from '../../model/processes.js';
import { isOwn, replaceValue } from '../edits.js';
import { byPolicy } from '../policies.js';
import { defineRule } from '../rule.js';
import { call, rate } from '../words.js';

const programs: ReadonlySet<Kind> = new Set(['service', 'function', 'worker', 'job']);

/** At thousands of calls a second, writing and reading text is much of the work. */
export const restForInternalHighRate = defineRule({
  name: 'rest-for-internal-high-rate',
  category: 'api',
  mode: 'derived',
  severity: 'hint',
  tier: 3,
  summary: 'Our own services call each other over plain HTTP very often.',
  why: 'HTTP with JSON is easy to read and to call, which matters where strangers call. Between two services of one team it costs: each call writes and parses text and carries its headers in full. gRPC sends a compact binary form over few connections that are kept, under a contract that both sides are compiled against. Below thousands of calls a second the difference is not worth a change.',
  silent: [
    'The rate of the calls is not known, or is not high.',
    'The link does not say `protocol: http`.',
    'Others call the service too: its `exposure` is `public` or `partner`.',
    'One end is no program of ours, or both run in one process.',
    'One of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'gRPC documentation: "Introduction to gRPC" and "Performance Best Practices"',
    'Protocol Buffers documentation: "Encoding"',
    'Sam Newman, Building Microservices, 2nd edition (2021), chapter 5: Implementing Microservice Communication',
  ],
  options: {
    rate: { default: 5000, doc: 'Calls per second at peak up to which nothing is said.' },
  },
  incorrect: [
    {
      title: 'thirty thousand calls a second',
      code: 'client web {}\nflow view { from: web, rate: 10k/s, op: read, peak: 3x }\nservice pages {}\nservice prices {}\n\nweb -> pages { timeout: 2s }\npages -> prices { protocol: http, timeout: 500ms }\n',
    },
    {
      title: 'ten calls for each page',
      code: 'client web {}\nflow view { from: web, rate: 300/s, op: read, peak: 2x }\nservice pages {}\nservice prices {}\n\nweb -> pages { timeout: 2s }\npages -> prices { protocol: http, calls: 10, parallel: prices, timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'gRPC',
      code: 'client web {}\nflow view { from: web, rate: 10k/s, op: read, peak: 3x }\nservice pages {}\nservice prices {}\n\nweb -> pages { timeout: 2s }\npages -> prices { protocol: grpc, timeout: 500ms }\n',
    },
    {
      title: 'a hundred calls a second',
      code: 'client web {}\nflow view { from: web, rate: 100/s, op: read, peak: 3x }\nservice pages {}\nservice prices {}\n\nweb -> pages { timeout: 2s }\npages -> prices { protocol: http, timeout: 500ms }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const { value, links } of byPolicy(model.links, ({ properties }) => properties.protocol)) {
      if (value.value !== 'http') continue;
      const isBusy = (link: Link): boolean =>
        isInternal(link) && leavesProcess(model, link) && (estimates.value(link, 'rate.peak') ?? 0) > options.rate;
      const busy = links.filter(isBusy);
      const [first, ...others] = busy;
      if (!first) continue;
      const own = isOwn(first, value);
      report(
        first,
        `\`${call(first)}\` is called ${rate(estimates.value(first, 'rate.peak')!)} at peak over plain HTTP; between two services of ours gRPC needs less processor time and less network for the same.`,
        {
          ...(own && { at: value.property }),
          subjects: others,
          fixes:
            own && busy.length === links.length
              ? [{ title: 'Set `protocol: grpc`', safe: false, edits: [replaceValue(value, 'grpc')] }]
              : [],
        },
      );
    }
  },
});

function isInternal(link: Link): boolean {
  const { source, target, synchronous } = link;
  const { exposure } = target.properties;
  const isForOthers = exposure?.value === 'public' || exposure?.value === 'partner';
  return synchronous && isBuilt(link) && programs.has(source.kind) && programs.has(target.kind) && !isForOthers;
}
