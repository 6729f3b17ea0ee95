import { change, drawn, muted, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [twoNodes, zoneBlock] = wrong('single-zone-deployment');
const [fourNines, halfAnHour] = wrong('single-region-for-high-slo');
const [twoBalancers, oneName] = wrong('multi-region-without-global-routing');
const viaDns = change(
  oneName,
  ['service api', 'dns entry { routing: simple, ttl: 30s }\nservice api'],
  ['web -> api', 'web -> entry -> api'],
);
const viaFirewall = change(
  oneName,
  ['service api', 'waf shield {}\nservice api'],
  ['web -> api', 'web -> shield -> api'],
);
const viaBalancer = change(
  oneName,
  ['service api', 'lb front { regions: [us-east, eu-west] }\nservice api'],
  ['web -> api', 'web -> front -> api'],
);

const [farStore, farPrices] = wrong('cross-region-sync-call');
const farTarget = (front: string): string =>
  `client web {}\nregion east { ${front} {}, service near {} }\nregion west { service far {} }\nweb -> front { timeout: 3s }\nfront -> far { timeout: 2s }\n`;
const farLeader =
  'client web {}\nflow buy { from: web, rate: 1/s, op: write }\ndns entry { routing: failover, ttl: 30s }\nregion east { service cart-east {} }\nregion west { service cart-west {} }\ndatabase carts { regions: east, replication { topology: single-leader } }\nweb -> entry { timeout: 5s }\nentry -> cart-east { timeout: 3s }\nentry -> cart-west { timeout: 3s }\ncart-east -> carts { timeout: 1s }\ncart-west -> carts { timeout: 1s }\n';

const [carts, followers] = wrong('active-active-single-leader');
const tabled = change(carts, [
  'single-leader }',
  'single-leader }, table items { fields { cart: id, place: text(2B) } }',
]);

/** Zones and regions. */
export const places: Readonly<Record<string, Held>> = {
  'single-zone-deployment': {
    silences: {
      'The `zones` are not written and no zone block is around it, or there are several.': [
        muted(twoNodes, ', zones: a', ''),
        muted(zoneBlock, 'zone eu-1 { service api { replicas: 4 } }', 'service api { replicas: 4 }'),
        muted(twoNodes, 'zones: a }', 'zones: [a, b] }'),
      ],
      'It runs once (then `single-point-of-failure` speaks), or how often is not written.': [
        muted(twoNodes, 'replicas: 2', 'replicas: 1'),
        muted(twoNodes, 'replicas: 2, ', ''),
        muted(change(twoNodes, ['replicas: 2', 'autoscale { min: 2, max: 4 }']), 'min: 2', 'min: 1'),
      ],
      'It is `managed`: the provider spreads it inside the region. Or it runs in several regions.': [
        muted(twoNodes, 'zones: a }', 'zones: a, managed: yes }'),
        muted(
          `region us {}\nregion eu {}\n${change(twoNodes, ['zones: a }', 'zones: a, regions: us }'])}`,
          'regions: us',
          'regions: [us, eu]',
        ),
      ],
      'No objective of 99.9% or more needs it: a call on the way has a fallback, hands over, or a balancer can choose another target.':
        [
          muted(twoNodes, 'availability: 99.9%', 'availability: 99.89%'),
          muted(twoNodes, 'timeout: 1s', 'timeout: 1s, fallback: stale'),
          muted(twoNodes, 'api -> items', 'api ~> items'),
          {
            fires: change(twoNodes, ['service api', 'lb api'], ['replicas: 3, zones: [a, b, c]', 'managed: yes']),
            silent: `${change(twoNodes, ['service api', 'lb api'], ['replicas: 3, zones: [a, b, c]', 'managed: yes'])}database spare { replicas: 2, zones: [b, c] }\napi -> spare { timeout: 1s }\n`,
          },
        ],
      'It is only drawn (`future: yes`).': [
        ...drawn(twoNodes, 'database items'),
        ...drawn(change(twoNodes, ['zones: a }', 'zones: a, slo { availability: 99.9% } }']), 'database items'),
      ],
    },
    options: { availability: { code: twoNodes, fires: 0.999, silent: 0.9991 } },
  },
  'single-region-for-high-slo': {
    silences: {
      'No availability of 99.99% or more is promised, and no recovery within an hour from the loss of a region (`rto` and `survives: region`).':
        [
          muted(fourNines, '99.99%', '99.989%'),
          muted(halfAnHour, 'survives: region, ', ''),
          muted(halfAnHour, 'survives: region', 'survives: zone'),
          muted(change(halfAnHour, ['30min', '3599s']), '3599s', '1h'),
          muted(halfAnHour, ', rto: 30min', ''),
        ],
      'Nothing that is needed says in which region it runs, or it runs in several; what is only drawn (`future: yes`) does not count.':
        [
          muted(fourNines, 'region us-east', 'group "Ours"'),
          muted(
            change(fourNines, ['region us-east', 'region eu-west {}\nregion us-east']),
            'replicas: 3, zones',
            'replicas: 3, regions: [us-east, eu-west], zones',
          ),
          muted(halfAnHour, 'region us-east', 'group "Ours"'),
          muted(
            change(halfAnHour, ['region us-east', 'region eu-west {}\nregion us-east']),
            'replicas: 6',
            'replicas: 6, regions: [us-east, eu-west]',
          ),
          ...drawn(halfAnHour, 'service api'),
        ],
    },
    options: {
      availability: { code: fourNines, fires: 0.9999, silent: 0.99991 },
      recovery: { code: halfAnHour, fires: 1801, silent: 1800 },
      ttl: { code: halfAnHour, value: 77, writes: 'ttl: 77s' },
    },
  },
  'multi-region-without-global-routing': {
    silences: {
      'A `dns` with a `routing` other than `simple`, a `cdn`, a managed firewall or a managed balancer over all the regions stands in front.':
        [
          ...['latency', 'geo', 'weighted', 'failover'].map((routing) => muted(viaDns, 'simple', routing)),
          muted(viaFirewall, 'waf shield', 'cdn shield'),
          muted(viaFirewall, 'shield {}', 'shield { managed: yes }'),
          muted(viaBalancer, '[us-east, eu-west] }', '[us-east, eu-west], managed: yes }'),
        ],
      'A `dns` whose `routing` is not written: nobody knows.': muted(viaDns, 'routing: simple, ', ''),
      'The client has `regions` of its own: each of them calls its region.': [
        muted(oneName, 'web {}', 'web { regions: [us-east, eu-west] }'),
        muted(twoBalancers, 'web {}', 'web { regions: [us-east, eu-west] }'),
      ],
      'What users call runs in one region, or does not say where; services with different tasks may stand in different regions.':
        [
          muted(oneName, '[us-east, eu-west]', 'us-east'),
          muted(oneName, ', regions: [us-east, eu-west]', ''),
          {
            fires: twoBalancers,
            silent: change(
              twoBalancers,
              ['lb front-us { layer: 7, managed: yes }', 'service front-us {}'],
              ['lb front-eu { layer: 7, managed: yes }', 'service front-eu {}'],
            ),
          },
        ],
      'It is only drawn (`future: yes`).': [
        ...drawn(oneName, 'service api'),
        ...drawn(twoBalancers, 'lb front-us', 'lb front-eu'),
      ],
    },
    options: { ttl: { code: oneName, value: 77, writes: 'ttl: 77s' } },
  },
  'cross-region-sync-call': {
    silences: {
      'One of the two does not say in which region it runs, or both run in a common one.': [
        muted(farStore, 'region us-east { service api { replicas: 3 } }', 'service api { replicas: 3 }'),
        muted(farStore, 'region eu-west { database items { replicas: 3 } }', 'database items { replicas: 3 }'),
        muted(
          farStore,
          'database items { replicas: 3 }',
          'database items { replicas: 3, regions: [us-east, eu-west] }',
        ),
      ],
      'No client waits for the call, or its `max-delay` leaves room for it.': [
        muted(farPrices, 'web -> api { timeout: 5s }', ''),
        muted(farPrices, 'web -> api { timeout: 5s }', 'web ~> api'),
        muted(change(farStore, ['op: read', 'op: read, max-delay: 149ms']), '149ms', '150ms'),
      ],
      'A balancer or gateway that has a target in its own region too, and only fails over to the other one.': [
        'lb front',
        'gateway front',
      ].map((front) => ({
        fires: farTarget(front),
        silent: `${farTarget(front)}front -> near { timeout: 2s }\n`,
      })),
      'Only an info where the round trips take at most 30% of the promised 99th percentile, or none is promised.': [
        muted(change(farStore, ['300ms', '499ms']), '499ms', '500ms', ['info']),
        muted(farStore, ', slo { latency.p99: 300ms }', '', ['info']),
      ],
      'The call is a write to a leader far away in an active-active design: then `active-active-single-leader` speaks.':
        muted(farLeader, 'failover', 'latency'),
      'One of the two is only drawn (`future: yes`).': drawn(farPrices, 'service api', 'service prices'),
    },
    options: {
      share: { code: farStore, fires: 0.4999, silent: 0.5, says: ['info'] },
      betweenRegions: { code: farStore, fires: 0.0901, silent: 0.09, says: ['info'] },
    },
  },
  'active-active-single-leader': {
    silences: {
      'No `dns` with `routing: latency`, `geo` or `weighted` sends users to several regions; with `failover` one of them waits.':
        [
          muted(carts, 'routing: latency, ', ''),
          ...['latency', 'geo', 'weighted'].flatMap((routing) => [
            muted(change(carts, ['latency', routing]), `routing: ${routing}`, 'routing: failover'),
            muted(change(carts, ['latency', routing]), `routing: ${routing}`, 'routing: simple'),
          ]),
          muted(carts, 'web -> entry -> cart', 'web -> cart'),
          muted(carts, 'replicas: 12, regions: [us-east, eu-west]', 'replicas: 12, regions: us-east'),
          muted(carts, 'replicas: 12, regions: [us-east, eu-west]', 'replicas: 12, regions: eu-west'),
        ],
      'The store does not say `topology: single-leader` itself, or it is not known in which region the leader is.': [
        muted(carts, 'replication { topology: single-leader }', 'engine: postgres'),
        muted(carts, ', replication { topology: single-leader }', ''),
        muted(carts, 'single-leader', 'multi-leader'),
        muted(followers, ', leader: us-east', ''),
      ],
      'Rows have a `home-region`.': muted(tabled, 'table items {', 'table items { home-region: place,'),
      'No writes come from another region than the leader’s, as far as the operations are known.': [
        muted(carts, 'op: write', 'op: read'),
        muted(carts, ', op: write', ''),
        muted(carts, 'timeout: 1s', 'timeout: 1s, op: read'),
      ],
      'The `dns`, the store or what writes to it is only drawn (`future: yes`).': drawn(
        carts,
        'dns entry',
        'service cart',
        'database carts',
      ),
    },
  },
};
