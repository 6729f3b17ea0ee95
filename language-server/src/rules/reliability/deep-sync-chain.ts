import type { Link, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { deferThroughQueue } from '../deferral.js';
import { journeysOf } from '../journeys.js';
import { defineRule } from '../rule.js';
import { callsService, wayOfCalls } from '../service-calls.js';
import { call, number } from '../words.js';

/** Every service more in a chain of calls is one more thing to wait for and one more that can fail. */
export const deepSyncChain = defineRule({
  name: 'deep-sync-chain',
  category: 'reliability',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'Many services are chained by calls that wait for each other.',
  why: 'In a chain of synchronous calls the latencies add up and the availabilities multiply: five services of 99.9% make 99.5%. The slowest decides how many requests all others have to hold, and a timeout at the top has to allow for all below. Events instead of some of the calls, or fewer and larger services, break the chain.',
  silent: [
    'Fewer than three calls from service to service in a row; three are only an info.',
    'Calls to databases, caches and third parties, and hops over balancers, gateways and the like, do not count.',
    'Modules of one deployable call each other in-process; what is only drawn (`future: yes`) does not count.',
  ],
  references: [
    'Sam Newman, Building Microservices, 2nd edition (2021), chapter 4: Microservice Communication Styles',
    'Ben Treynor and others, "The Calculus of Service Availability", ACM Queue 15(2), 2017',
    'Microsoft, ".NET Microservices: Architecture for Containerized .NET Applications": asynchronous integration',
  ],
  options: {
    warning: { default: 4, doc: 'Calls from service to service in a row from which on it is a warning.' },
    info: { default: 3, doc: 'Calls in a row from which on it is an info.' },
  },
  incorrect: [
    {
      title: 'five services in a row',
      code: 'client web {}\nservice shop {}\nservice orders {}\nservice prices {}\nservice taxes {}\nservice rates {}\n\nweb -> shop { timeout: 9s }\nshop -> orders { timeout: 7s }\norders -> prices { timeout: 5s }\nprices -> taxes { timeout: 3s }\ntaxes -> rates { timeout: 1s }\n',
    },
    {
      title: 'four are an info',
      code: 'client web {}\nservice shop {}\nservice orders {}\nservice prices {}\nservice taxes {}\n\nweb -> shop { timeout: 7s }\nshop -> orders { timeout: 5s }\norders -> prices { timeout: 3s }\nprices -> taxes { timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'an event in the middle',
      code: 'client web {}\nservice shop {}\nservice orders {}\ntopic placed {}\nservice prices {}\nservice taxes {}\n\nweb -> shop { timeout: 5s }\nshop -> orders { timeout: 3s }\norders ~> placed ~> prices\nprices -> taxes { timeout: 1s }\n',
    },
    {
      title: 'modules of one deployable',
      code: 'client web {}\nservice app {}\nservice shop { part-of: app }\nservice orders { part-of: app }\nservice prices { part-of: app }\nservice taxes { part-of: app }\nservice rates { part-of: app }\n\nweb -> shop { timeout: 5s }\nshop -> orders -> prices -> taxes -> rates\n',
    },
  ],
  check({ model, options, report }) {
    const reported = new Set<Link>();
    for (const journey of [...journeysOf(model).all, undefined]) {
      const hops = wayOfCalls(model, journey).filter((link) => callsService(model, link));
      const last = hops[hops.length - 1];
      if (hops.length < Math.min(options.info, options.warning) || reported.has(last)) continue;
      reported.add(last);
      const way = [hops[0].source, ...hops.map(({ target }) => target)].map(({ id }) => id);
      const shown = way.length > 8 ? [...way.slice(0, 4), '…', ...way.slice(-3)] : way;
      report(
        last,
        `${number(way.length)} services are chained by calls (\`${shown.join(' -> ')}\`): their latencies add up, and each one more is one more that can fail the request.`,
        {
          ...(hops.length < options.warning && { severity: 'info' }),
          subjects: hops.slice(0, -1),
          related: hops
            .slice(0, -1)
            .slice(-6)
            .map((link) => ({ at: link.head, message: `\`${call(link)}\` waits for it.` })),
          fixes: cut(model, hops, Math.min(options.info, options.warning)),
        },
      );
    }
  },
});

/** One hand-over on the way, where what is left on both sides of it is short enough. */
function cut(model: Model, hops: readonly Link[], limit: number): readonly Fix[] {
  const at = Math.max(0, Math.min(limit, hops.length) - 1);
  return hops.length - at - 1 < limit ? deferThroughQueue(model, hops[at]) : [];
}
