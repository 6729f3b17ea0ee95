import type { Component, Flow, Link, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { freeName } from '../edits.js';
import { entriesOf, putNames } from '../global-routing.js';
import { defineRule } from '../rule.js';
import { listed } from '../words.js';

/** Somebody has to send users to the region that is near, and away from the one that is down. */
export const multiRegionWithoutGlobalRouting = defineRule({
  name: 'multi-region-without-global-routing',
  category: 'reliability',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'What users call runs in several regions, but nothing chooses one for them.',
  why: 'Two regions only help if users reach the healthy one without being told. That takes something in front of both that is itself in no region: a DNS that answers by health and distance, an anycast address, a global balancer. Without it every client has one region built in, and its outage is theirs.',
  silent: [
    'A `dns` with a `routing` other than `simple`, a `cdn`, a managed firewall or a managed balancer over all the regions stands in front.',
    'A `dns` whose `routing` is not written: nobody knows.',
    'The client has `regions` of its own: each of them calls its region.',
    'What users call runs in one region, or does not say where; services with different tasks may stand in different regions.',
    'It is only drawn (`future: yes`).',
  ],
  references: [
    'Amazon Route 53 Developer Guide: "Choosing a routing policy"',
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 19: Load Balancing at the Frontend',
    'Google Cloud documentation, "Cloud Load Balancing overview": global external load balancing',
  ],
  options: { ttl: { default: 30, doc: 'Seconds to suggest as `ttl` of the `dns`.' } },
  incorrect: [
    {
      title: 'the client knows two balancers',
      code: 'region us-east { lb front-us { layer: 7, managed: yes } }\nregion eu-west { lb front-eu { layer: 7, managed: yes } }\nclient web {}\n\nweb -> front-us { timeout: 3s }\nweb -> front-eu { timeout: 3s }\n',
    },
    {
      title: 'a service in two regions under one name',
      code: 'region us-east {}\nregion eu-west {}\nclient web {}\nservice api { replicas: 6, regions: [us-east, eu-west] }\n\nweb -> api { timeout: 3s }\n',
    },
  ],
  correct: [
    {
      title: 'a name that resolves to the nearest healthy region',
      code: 'region us-east { lb front-us { layer: 7, managed: yes } }\nregion eu-west { lb front-eu { layer: 7, managed: yes } }\nclient web {}\ndns entry { routing: latency, ttl: 30s }\n\nweb -> entry { timeout: 4s }\nentry -> front-us { timeout: 3s }\nentry -> front-eu { timeout: 3s }\n',
    },
    {
      title: 'a client for each region',
      code: 'region us-east { service api-us { replicas: 3 } }\nregion eu-west { service api-eu { replicas: 3 } }\nclient americans { regions: us-east }\nclient europeans { regions: eu-west }\n\namericans -> api-us { timeout: 3s }\neuropeans -> api-eu { timeout: 3s }\n',
    },
  ],
  check({ model, options, report }) {
    for (const client of model.components) {
      if (client.kind !== 'client' || client.properties.regions) continue;
      const entries = severalRegions(entriesOf(client));
      if (entries.length === 0) continue;
      const regions = [...new Set(entries.flatMap(({ target }) => target.properties.regions!.value))];
      const targets = [...new Set(entries.map(({ target }) => target))];
      report(
        client,
        `${listed(targets.map(({ id }) => id))} ${targets.length === 1 ? 'runs' : 'run'} in ${listed(regions)}, but nothing sends \`${client.id}\` to the near one, or away from one that is down.`,
        {
          at: entries[0].head,
          subjects: targets,
          fixes: route(model, client, entries, options.ttl),
        },
      );
    }
  },
});

/** Those that lead to one component in several regions, or to balancers or gateways that do the same in different ones. */
function severalRegions(entries: readonly Link[]): readonly Link[] {
  const spread = entries.filter(({ target }) => new Set(target.properties.regions!.value).size > 1);
  if (spread.length > 0) return spread;
  for (const kind of ['lb', 'gateway']) {
    const alike = sharingFlows(entries.filter(({ target }) => target.kind === kind));
    const regions = new Set(alike.flatMap(({ target }) => target.properties.regions!.value));
    if (regions.size > 1) return alike;
  }
  return [];
}

/** The entries some of whose flows take another one as well; those without `for` share all. */
function sharingFlows(entries: readonly Link[]): readonly Link[] {
  const general = new Set(entries.flatMap(({ flows, target }) => (flows ? [] : [target])));
  const byFlow = new Map<Flow, Set<Component>>();
  for (const { flows = [], target } of entries) {
    for (const flow of flows) byFlow.set(flow, (byFlow.get(flow) ?? new Set(general)).add(target));
  }
  return entries.filter(({ flows }) => !flows || flows.some((flow) => byFlow.get(flow)!.size > 1));
}

/** A `dns` between the client and its entries. */
function route(model: Model, client: Component, entries: readonly Link[], ttl: number): Fix[] {
  const name = freeName(model, 'global');
  const edits = putNames(model, client, entries, name, `routing: latency, ttl: ${ttl}s`);
  return edits.length > 0 ? [{ title: `Let a new \`dns\` \`${name}\` choose the region`, safe: false, edits }] : [];
}
