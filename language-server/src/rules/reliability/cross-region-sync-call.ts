import { flowProperty } from '../../model/inherit.js';
import type { Kind, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { leavesProcess } from '../../model/processes.js';
import { remoteWrites } from '../active-regions.js';
import { deferThroughQueue, mayBePutOff } from '../deferral.js';
import { setProperty } from '../edits.js';
import { latencyPromised } from '../objectives.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { userPathsOf } from '../user-paths.js';
import { roundTrip } from '../waiting.js';
import { listed, number, percent, time } from '../words.js';

/** What stands at the edge is called from everywhere, and calls on into the regions. */
const edge: ReadonlySet<Kind> = new Set(['client', 'dns', 'cdn', 'waf']);

/** Light needs its time over an ocean, and a request that crosses it pays at every call. */
export const crossRegionSyncCall = defineRule({
  name: 'cross-region-sync-call',
  category: 'reliability',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'While a user waits, a call goes to another region and back.',
  why: 'Between regions a round trip takes 50 to 200 ms, a hundred times what it takes inside one, and no machine makes it faster. Each call on the way of a request pays it again, and the request now needs two regions and the line between them to be up.',
  silent: [
    'One of the two does not say in which region it runs, or both run in a common one.',
    'No client waits for the call, or its `max-delay` leaves room for it.',
    'A balancer or gateway that has a target in its own region too, and only fails over to the other one.',
    'Only an info where the round trips take at most 30% of the promised 99th percentile, or none is promised.',
    'The call is a write to a leader far away in an active-active design: then `active-active-single-leader` speaks.',
    'One of the two is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 5: Multi-datacenter operation',
    'Microsoft Azure documentation, "Azure network round-trip latency statistics"',
  ],
  options: {
    share: { default: 0.3, doc: 'Part of the promised 99th percentile (a ratio) above which it is a warning.' },
    betweenRegions: { default: 0.15, doc: 'Seconds of a round trip between regions for which no `rtt` is written.' },
  },
  incorrect: [
    {
      title: 'the database is on the other side of the ocean',
      code: 'region us-east { service api { replicas: 3 } }\nregion eu-west { database items { replicas: 3 } }\nclient web {}\nflow view { from: web, rate: 10/s, op: read, slo { latency.p99: 300ms } }\n\nweb -> api { timeout: 3s }\napi -> items { timeout: 1s }\n',
    },
    {
      title: 'three calls of 85 ms',
      code: 'region us-east { rtt { eu-west: 85ms }, service api { replicas: 3 } }\nregion eu-west { service prices { replicas: 3 } }\nclient web {}\n\nweb -> api { timeout: 5s }\napi -> prices { timeout: 1s, calls: 3 }\n',
    },
  ],
  correct: [
    {
      title: 'a copy in both regions',
      code: 'region us-east { service api { replicas: 3 } }\nregion eu-west {}\ndatabase items { replicas: 6, regions: [us-east, eu-west] }\nclient web {}\nflow view { from: web, rate: 10/s, op: read, slo { latency.p99: 300ms } }\n\nweb -> api { timeout: 3s }\napi -> items { timeout: 1s }\n',
    },
    {
      title: 'nobody waits for what is handed over',
      code: 'region us-east { service api { replicas: 3 } }\nregion eu-west { topic events { replicas: 3 } }\nclient web {}\n\nweb -> api { timeout: 3s }\napi ~> events\n',
    },
  ],
  check({ model, options, report }) {
    const paths = userPathsOf(model);
    const said = new Set(remoteWrites(model).flatMap(({ links }) => links));
    for (const link of model.links) {
      const { source, target } = link;
      if (edge.has(source.kind) || !paths.waitsFor(link) || said.has(link)) continue;
      if (!isApart(link) || !isBuilt(link) || !leavesProcess(model, link) || isFailover(link)) continue;
      const written = roundTrip(model, link, { withinRegion: 0, betweenRegions: Number.NaN });
      const one = Number.isNaN(written) ? options.betweenRegions : written;
      const calls = link.properties.parallel ? 1 : Math.max(1, link.properties.calls?.value ?? 1);
      const total = one * calls;
      const flows = paths.flowsOn(link);
      const delays = flows.flatMap((flow) => flowProperty(link, flow, 'max-delay')?.value ?? []);
      if (delays.length > 0 && delays.length === flows.length && Math.min(...delays) >= total) continue;
      const promised = latencyPromised(model, link);
      const share = promised ? total / promised.seconds : 0;
      const times = calls > 1 ? `, and ${number(calls)} calls ${time(total)}` : '';
      const usual = Number.isNaN(written) ? ' (a usual round trip, as no `rtt` is written)' : '';
      const budget = promised
        ? `, ${percent(share)} of the ${time(promised.seconds)} that ${promised.by} promises for 99% of its answers`
        : '';
      report(
        link,
        `\`${source.id}\` in ${listed(source.properties.regions!.value)} calls \`${target.id}\` in ${listed(target.properties.regions!.value)} while a user waits: each call takes ${time(one)}${usual}${times}${budget}.`,
        {
          ...(!exceeds(share, options.share) && { severity: 'info' }),
          subjects: [source, target],
          fixes: [...copy(model, link), ...(mayBePutOff(model, link) ? deferThroughQueue(model, link) : [])],
        },
      );
    }
  },
});

/** Both say where they run, and nowhere together. */
function isApart({ source, target }: Link): boolean {
  const from = source.properties.regions?.value ?? [];
  const to = target.properties.regions?.value ?? [];
  return from.length > 0 && to.length > 0 && !from.some((region) => to.includes(region));
}

function isFailover({ source, target }: Link): boolean {
  if (source.kind !== 'lb' && source.kind !== 'gateway') return false;
  const own = source.properties.regions?.value ?? [];
  return source.outgoing.some(
    (other) =>
      other.target.kind === target.kind &&
      other.target.properties.regions?.value.some((region) => own.includes(region)),
  );
}

/** The target in the caller's regions too. */
function copy(model: Model, { source, target }: Link): Fix[] {
  const { regions } = target.properties;
  if (target.kind === 'external' || !regions) return [];
  const text = `[${[...new Set([...regions.value, ...source.properties.regions!.value])].join(', ')}]`;
  const title = `Run \`${target.id}\` in ${listed(source.properties.regions!.value)} too: \`regions: ${text}\``;
  return [{ title, safe: false, edits: [setProperty(model, target, 'regions', regions, text)] }];
}
