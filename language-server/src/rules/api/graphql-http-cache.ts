import { isWrite } from '../../estimate/traffic/operations.js';
import type { Component, Flow, Link, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { setProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { usesOn } from '../uses.js';
import { listed } from '../words.js';

/** What is asked by POST is not kept by caches. */
export const graphqlHttpCache = defineRule({
  name: 'graphql-http-cache',
  category: 'api',
  mode: 'presence',
  severity: 'hint',
  tier: 3,
  summary: 'A cache of HTTP is to keep answers of GraphQL, which are asked for by POST.',
  why: 'A GraphQL client sends its query in the body of a POST, and a cache on the way neither looks into it nor keeps the answer: all requests pass through to the origin, whatever the hit ratio in the plan. Queries that are stored at the server and called by GET with their hash have an address, and can be kept.',
  silent: [
    'The flows are asked for by GET (`endpoint: "GET …"`), as persisted queries are.',
    'The cdn on the way is not said to keep anything (`ttl`, `hit-ratio`).',
    'The flows only write.',
    'The links to and from it speak another protocol than graphql.',
    'One of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'GraphQL Foundation, "GraphQL over HTTP" specification (draft): request methods',
    'Apollo GraphQL documentation: "Automatic Persisted Queries"',
    'RFC 9111, HTTP Caching (2022), section 3: Storing Responses in Caches',
  ],
  incorrect: [
    {
      title: 'a minute at the edge',
      code: 'client web {}\nflow feed { from: web, rate: 1k/s, op: read }\ncdn edge { ttl: 60s, managed: yes }\nservice graph {}\n\nweb -> edge -> graph { protocol: graphql, timeout: 3s }\n',
    },
    {
      title: 'half of them answered at the edge',
      code: 'client web {}\nflow feed { from: web, rate: 1k/s, op: read, endpoint: "POST /graphql" }\ncdn edge { hit-ratio: 50%, managed: yes }\nservice graph {}\n\nweb -> edge -> graph { protocol: graphql, timeout: 3s }\n',
    },
  ],
  correct: [
    {
      title: 'persisted queries',
      code: 'client web {}\nflow feed { from: web, rate: 1k/s, op: read, endpoint: "GET /graphql" }\ncdn edge { ttl: 60s, managed: yes }\nservice graph {}\n\nweb -> edge -> graph { protocol: graphql, timeout: 3s }\n',
    },
    {
      title: 'the cdn only passes on',
      code: 'client web {}\nflow feed { from: web, rate: 1k/s, op: read }\ncdn edge { managed: yes }\nservice graph {}\n\nweb -> edge -> graph { protocol: graphql, timeout: 3s }\n',
    },
  ],
  check({ model, report }) {
    for (const cache of model.components) {
      const kept = cache.properties.ttl ?? cache.properties['hit-ratio'];
      if (cache.kind !== 'cdn' || !kept || kept.origin === 'engine') continue;
      const flows = flowsBehind(model, cache);
      if (flows.length === 0) continue;
      report(
        cache,
        `\`${cache.id}\` is to keep answers, but ${listed(flows.map(({ id }) => id))} ${flows.length === 1 ? 'asks' : 'ask'} GraphQL by POST, which no cache of HTTP keeps.`,
        { at: kept.property, subjects: flows, fixes: [persisted(model, flows)] },
      );
    }
  },
});

/** What comes in over GraphQL, is passed on, could be kept, and is not asked for by GET. */
function flowsBehind(model: Model, cache: Component): Flow[] {
  const speaks = (link: Link): boolean => link.properties.protocol?.value === 'graphql';
  const passed = new Set(cache.outgoing.filter(speaks).flatMap((link) => usesOn(model, link).map(({ flow }) => flow)));
  const found = cache.incoming.filter(speaks).flatMap((link) =>
    usesOn(model, link).flatMap(({ flow, operation }) => {
      const isGet = /^GET\b/i.test(flow?.properties.endpoint?.value ?? '');
      return flow && passed.has(flow) && !isGet && !isWrite(operation) ? [flow] : [];
    }),
  );
  return [...new Set(found)];
}

function persisted(model: Model, flows: readonly Flow[]): Fix {
  const edits = flows.map((flow) => {
    const path = flow.properties.endpoint?.value.match(/\/\S*$/)?.[0] ?? '/graphql';
    return setProperty(model, flow, 'endpoint', flow.properties.endpoint, `"GET ${path}"`);
  });
  return { title: 'Store the queries and ask by GET: `endpoint: "GET …"`', safe: false, edits };
}
