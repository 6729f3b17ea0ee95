import type { Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { type RemoteWrites, remoteWrites } from '../active-regions.js';
import { insertProperty, isOwn, replaceValue } from '../edits.js';
import { innerBlock } from '../inner-blocks.js';
import { defineRule } from '../rule.js';
import { roundTrip, usualRoundTrips } from '../waiting.js';
import { listed, time } from '../words.js';

/** Two active regions over one leader are one region with a long line. */
export const activeActiveSingleLeader = defineRule({
  name: 'active-active-single-leader',
  category: 'reliability',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'Several regions take writes, but one leader in one region makes them.',
  why: 'Users are sent to the nearest region to be served fast and to survive the loss of the other. With a single leader every write from elsewhere crosses the ocean, and when the region of the leader is lost nobody writes anywhere. Either several leaders with a way to settle conflicts, a store that agrees by consensus, a home region for every row, or one region that is active and one that waits.',
  silent: [
    'No `dns` with `routing: latency`, `geo` or `weighted` sends users to several regions; with `failover` one of them waits.',
    'The store does not say `topology: single-leader` itself, or it is not known in which region the leader is.',
    'Rows have a `home-region`.',
    'No writes come from another region than the leader’s, as far as the operations are known.',
    'The `dns`, the store or what writes to it is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 5: Multi-Leader Replication',
    'AWS, "Disaster Recovery of Workloads on AWS: Recovery in the Cloud" (whitepaper): multi-site active/active',
  ],
  incorrect: [
    {
      title: 'carts are written in Europe, their leader is in America',
      code: 'region us-east { rtt { eu-west: 85ms } }\nregion eu-west {}\nclient web {}\nflow buy { from: web, rate: 10/s, op: write }\ndns entry { routing: latency, ttl: 30s }\nservice cart { replicas: 12, regions: [us-east, eu-west] }\ndatabase carts { replicas: 3, regions: us-east, replication { topology: single-leader } }\n\nweb -> entry -> cart { timeout: 3s }\ncart -> carts { timeout: 1s }\n',
    },
    {
      title: 'followers in both regions do not help the writes',
      code: 'region us-east {}\nregion eu-west {}\nclient web {}\nflow buy { from: web, rate: 10/s, op: write }\ndns entry { routing: geo, ttl: 30s }\nservice cart { replicas: 12, regions: [us-east, eu-west] }\ndatabase carts { replicas: 6, regions: [us-east, eu-west], replication { topology: single-leader, leader: us-east } }\n\nweb -> entry -> cart { timeout: 3s }\ncart -> carts { timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'each region has a leader',
      code: 'region us-east {}\nregion eu-west {}\nclient web {}\nflow buy { from: web, rate: 10/s, op: write }\ndns entry { routing: latency, ttl: 30s }\nservice cart { replicas: 12, regions: [us-east, eu-west] }\ndatabase carts { replicas: 6, regions: [us-east, eu-west], replication { topology: multi-leader, conflict-resolution: application } }\n\nweb -> entry -> cart { timeout: 3s }\ncart -> carts { timeout: 1s }\n',
    },
    {
      title: 'the second region waits for the first to fail',
      code: 'region us-east {}\nregion eu-west {}\nclient web {}\nflow buy { from: web, rate: 10/s, op: write }\ndns entry { routing: failover, ttl: 30s }\nservice cart { replicas: 12, regions: [us-east, eu-west] }\ndatabase carts { replicas: 3, regions: us-east, replication { topology: single-leader } }\n\nweb -> entry -> cart { timeout: 3s }\ncart -> carts { timeout: 1s }\n',
    },
  ],
  check({ model, report }) {
    for (const writes of remoteWrites(model)) {
      const { store, leader, regions, links, dns } = writes;
      const topology = store.properties.replication!.value.topology!;
      const rtt = links.map((link) => roundTripTo(model, links.indexOf(link), writes));
      report(
        store,
        `All writes from ${listed(regions)} go to the one leader of \`${store.id}\` in \`${leader}\` (${time(Math.max(...rtt))} each way and back); and when \`${leader}\` is lost, no region can write.`,
        {
          at: topology.property,
          subjects: links,
          related: [
            { at: dns.properties.routing!.property, message: `\`${dns.id}\` keeps all regions active.` },
            ...links
              .slice(0, 4)
              .map((link) => ({ at: link.head, message: `\`${link.source.id}\` writes from there.` })),
          ],
          fixes: fixes(model, writes),
        },
      );
    }
  },
});

/** Between the writers' regions and the leader's, in seconds, as written or as usual. */
function roundTripTo(model: Model, index: number, { links, leader, regions }: RemoteWrites): number {
  const link = links[index];
  if (link.properties.rtt) return link.properties.rtt.value;
  const [region] = regions;
  const between = (from: string, to: string): number | undefined => {
    const group = model.declarations.get(from);
    return group?.what === 'group' ? group.properties.rtt?.value[to]?.value : undefined;
  };
  return (
    between(region, leader) ??
    between(leader, region) ??
    Math.max(usualRoundTrips.betweenRegions, roundTrip(model, link, usualRoundTrips))
  );
}

function fixes(model: Model, { store, dns }: RemoteWrites): Fix[] {
  const { replication } = store.properties;
  const all: Fix[] = [
    {
      title: 'Let one region wait for the other to fail: `routing: failover`',
      safe: false,
      edits: [replaceValue(dns.properties.routing!, 'failover')],
    },
  ];
  const topology = replication?.value.topology;
  if (replication && topology && isOwn(store, topology)) {
    const edits = [replaceValue(topology, 'multi-leader')];
    if (!replication.value['conflict-resolution'])
      edits.push(insertProperty(model, innerBlock(model, replication), 'conflict-resolution', 'application'));
    all.push({ title: 'Give every region a leader: `topology: multi-leader`', safe: false, edits });
  }
  return all;
}
