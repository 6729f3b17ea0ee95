import type { Link, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { insertProperty } from '../edits.js';
import { journeysOf } from '../journeys.js';
import { defineRule } from '../rule.js';
import { callsService, wayOfCalls } from '../service-calls.js';
import { patience } from '../waiting.js';
import { number, time } from '../words.js';

/** Whoever does not know that nobody waits any more goes on working. */
export const deadlineNotPropagated = defineRule({
  name: 'deadline-not-propagated',
  category: 'reliability',
  mode: 'absence',
  severity: 'hint',
  tier: 3,
  summary: 'A request has a deadline that the services behind the first one do not hear of.',
  why: 'A timeout ends the waiting, not the work. When the first service has given up, those behind it still hold threads and connections for an answer that nobody takes, and under load that is most of what they do. A deadline that travels with the request lets each of them see how much time is left, and stop, or not even start, when it is too little.',
  silent: [
    'One of the calls on the way passes the deadline on (`deadline: propagate`), by itself or by `defaults`; or it has a `deadline` and speaks gRPC, which sends along what is left of it.',
    'Fewer than three calls from service to service in a row; hops over gateways and the like, stores and modules of one deployable do not count.',
    'Nothing limits how long the first service may take.',
    'The design is a sketch, or a service is only drawn (`future: yes`).',
  ],
  references: [
    'gRPC documentation, "Deadlines": deadline propagation',
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 22: deadline propagation',
  ],
  options: {
    depth: { default: 3, doc: 'Calls from service to service in a row from which on the deadline should travel.' },
  },
  incorrect: [
    {
      title: 'ten seconds that only the first service knows of',
      code: 'client web {}\nservice shop {}\nservice orders {}\nservice prices {}\nservice taxes {}\n\nweb -> shop { timeout: 10s }\nshop -> orders { timeout: 5s }\norders -> prices { timeout: 3s }\nprices -> taxes { timeout: 1s }\n',
    },
    {
      title: 'behind a gateway',
      code: 'client web {}\ngateway front {}\nservice shop {}\nservice orders {}\nservice prices {}\nfunction taxes {}\n\nweb -> front -> shop { timeout: 10s }\nshop -> orders -> prices -> taxes { timeout: 5s }\n',
    },
  ],
  correct: [
    {
      title: 'each service knows how much time is left',
      code: 'client web {}\nservice shop {}\nservice orders {}\nservice prices {}\nservice taxes {}\n\nweb -> shop { timeout: 10s }\nshop -> orders { timeout: 5s, deadline: propagate }\norders -> prices { timeout: 3s, deadline: propagate }\nprices -> taxes { timeout: 1s, deadline: propagate }\n',
    },
    {
      title: 'a default of the system',
      code: 'system { defaults { deadline: propagate } }\nclient web {}\nservice shop {}\nservice orders {}\nservice prices {}\nservice taxes {}\n\nweb -> shop { timeout: 10s }\nshop -> orders { protocol: grpc }\norders -> prices { protocol: grpc }\nprices -> taxes { protocol: grpc }\n',
    },
  ],
  check({ model, options, report }) {
    const reported = new Set<Link>();
    for (const journey of journeysOf(model).all) {
      const way = wayOfCalls(model, journey);
      const hops = way.filter((link) => callsService(model, link));
      const last = hops[hops.length - 1];
      if (hops.length < options.depth || reported.has(last)) continue;
      const limit = shortest(way.slice(0, way.indexOf(hops[0])));
      if (limit === undefined || hops.some(passesOn)) continue;
      reported.add(last);
      report(
        last,
        `A request has ${time(limit)} when it reaches \`${hops[0].source.id}\`, but none of the ${number(hops.length)} calls behind it passes that on: \`${last.target.id}\` may start on what nobody waits for any more.`,
        {
          subjects: hops.slice(0, -1),
          related: hops.slice(0, -1).map((link) => ({ at: link.head, message: 'Nor does this call.' })),
          fixes: fixes(model, hops),
        },
      );
    }
  },
});

/** gRPC sends the rest of a deadline with every call (`grpc-timeout`). */
function passesOn({ properties: { deadline, protocol } }: Link): boolean {
  return deadline !== undefined && (deadline.value === 'propagate' || protocol?.value === 'grpc');
}

/** How long somebody in front waits at most, in seconds. */
function shortest(links: readonly Link[]): number | undefined {
  const known = links.map(patience).filter((limit) => limit !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

/** One edit for each statement; a limit of its own over all attempts stays. */
function fixes(model: Model, hops: readonly Link[]): Fix[] {
  const statements = new Map(
    hops.filter(({ properties }) => !properties.deadline).map((link) => [`${link.at.file}:${link.at.offset}`, link]),
  );
  const edits = [...statements.values()].map((link) => insertProperty(model, link, 'deadline', 'propagate'));
  return edits.length === 0 ? [] : [{ title: 'Pass it on: `deadline: propagate`', safe: false, edits }];
}
