import { flowProperty } from '../../model/inherit.js';
import type { Flow, Link, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { insertProperty, replaceValue } from '../edits.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { tablesOn, usesOf } from '../uses.js';
import { listed, time } from '../words.js';

/** What is only counted or shown can wait a moment; a round trip between continents cannot be had for less. */
export const overStrongConsistency = defineRule({
  name: 'over-strong-consistency',
  category: 'data',
  mode: 'presence',
  severity: 'hint',
  tier: 3,
  summary: 'Data that may be a moment old is kept in one order across regions, although answers have to be fast.',
  why: 'To agree on one order, regions ask each other: each such request takes at least a round trip between them, 100 ms and more across an ocean. Likes, presence and measurements gain nothing from it, nobody notices a count that is two seconds old, while everybody notices the wait.',
  silent: [
    'The data is of another sort than measurements, counters and presence (`holds`), and the caller has no role of that sort (`analytics`, `recommendation`, `presence`).',
    'The store is in a single region, or where it is is not written.',
    'Less than `linearizable` or `sequential` is asked for.',
    'No latency below the limit is promised, by the flow or the system.',
    'The store or its caller is only drawn (`future: yes`).',
  ],
  references: [
    'Daniel Abadi, "Consistency Tradeoffs in Modern Distributed Database System Design" (PACELC), IEEE Computer 45(2), 2012',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 9: the cost of linearizability',
  ],
  options: {
    latency: {
      default: 0.1,
      doc: 'Seconds; where answers are promised faster than that, round trips between regions are too slow.',
    },
    staleness: { default: '10s', doc: 'The `max-staleness` that a fix writes.' },
  },
  incorrect: [
    {
      title: 'likes in one order around the world',
      code: 'region us {}\nregion eu {}\nclient web {}\nflow likes { from: web, op: read, consistency: linearizable, slo { latency.p99: 80ms } }\nservice api { regions: [us, eu] }\ndatabase counts { regions: [us, eu], holds: counter, consistency: linearizable }\n\nweb -> api { timeout: 1s }\napi -> counts { timeout: 500ms }\n',
    },
    {
      title: 'recommendations',
      code: 'system { slo { latency.p95: 50ms } }\nregion us {}\nregion eu {}\nclient web {}\nflow suggest { from: web, op: read }\nservice hints { regions: [us, eu], role: recommendation }\ndatabase scores { regions: [us, eu], consistency: linearizable }\n\nweb -> hints { timeout: 1s }\nhints -> scores { consistency: sequential, timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'two seconds are fine',
      code: 'region us {}\nregion eu {}\nclient web {}\nflow likes { from: web, op: read, consistency: eventual, max-staleness: 2s, slo { latency.p99: 80ms } }\nservice api { regions: [us, eu] }\ndatabase counts { regions: [us, eu], holds: counter }\n\nweb -> api { timeout: 1s }\napi -> counts { timeout: 500ms }\n',
    },
    {
      title: 'money',
      code: 'region us {}\nregion eu {}\nclient web {}\nflow pay { from: web, op: write, consistency: linearizable, slo { latency.p99: 80ms } }\nservice api { regions: [us, eu] }\ndatabase accounts { regions: [us, eu], holds: financial, consistency: linearizable, audit: ledger }\ntopic ledger { retention: 7y }\n\nweb -> api { timeout: 1s }\napi -> accounts { timeout: 500ms }\n',
    },
  ],
  check({ model, options, report }) {
    const told = new Set<string>();
    for (const store of model.components) {
      const regions = store.properties.regions?.value ?? [];
      if ((store.kind !== 'database' && store.kind !== 'cache') || regions.length < 2) continue;
      for (const { link, flow } of usesOf(model, store)) {
        const wanted = flow ? flowProperty(link, flow, 'consistency') : link.properties.consistency;
        if (wanted?.value !== 'linearizable' && wanted?.value !== 'sequential') continue;
        const place = `${wanted.at.file}:${wanted.at.offset}`;
        const what = tolerant(link);
        const limit = promised(model, flow);
        if (!what || !exceeds(options.latency, limit)) continue;
        if (told.has(place)) continue;
        told.add(place);
        const asks = flow ?? link;
        const name = flow ? flow.id : link.source.id;
        report(
          asks,
          `\`${name}\` asks for ${wanted.value} consistency across ${listed(regions)}, and is to be answered within ${time(limit)}: ${what} may be a moment old, a round trip between regions takes longer.`,
          { at: wanted.at, subjects: [store], fixes: fixes(model, link, flow, wanted, options.staleness) },
        );
      }
    }
  },
});

const classes: Readonly<Record<string, string>> = {
  telemetry: 'a measurement',
  counter: 'a count',
  presence: 'who is online',
};
const roles: Readonly<Record<string, string>> = {
  analytics: 'an analysis',
  recommendation: 'a recommendation',
  presence: 'who is online',
};

/** What is touched that may be a moment old, in words: by the classes of the data, else by what the caller does. */
function tolerant(link: Link): string | undefined {
  const { source, target } = link;
  const touched = [...(tablesOn(link, 'reads') ?? []), ...(tablesOn(link, 'stores') ?? [])];
  const tables = target.tables.filter(({ id }) => touched.includes(id));
  const holds = [target, ...tables].flatMap(({ properties }) => properties.holds?.value ?? []);
  if (holds.length > 0) return holds.every((each) => classes[each]) ? classes[holds[0]] : undefined;
  return roles[source.properties.role?.value ?? ''];
}

/** The shortest latency that the flow promises, else the system, in seconds; endless where none is. */
function promised(model: Model, flow: Flow | undefined): number {
  const slo = (flow?.properties.slo ?? model.system?.properties.slo)?.value;
  const known = [slo?.['latency.p50'], slo?.['latency.p95'], slo?.['latency.p99'], slo?.['latency.mean']].flatMap(
    (each) => (each ? [each.value] : []),
  );
  return Math.min(...known);
}

/** How old it may be is said of flows only. */
function fixes(model: Model, link: Link, flow: Flow | undefined, wanted: Value<unknown>, staleness: string): Fix[] {
  const edits = [replaceValue(wanted, 'eventual')];
  const bounds = flow !== undefined && !link.properties.consistency && !flow.properties['max-staleness'];
  if (bounds) edits.push(insertProperty(model, flow, 'max-staleness', staleness));
  const text = bounds ? `consistency: eventual, max-staleness: ${staleness}` : 'consistency: eventual';
  return [{ title: `Let it be a moment old: \`${text}\``, safe: false, edits }];
}
