import { isQuantityError, parseQuantity, sameDimension } from '@archlang/grammar';
import { describe, expect, it } from 'vitest';
import { componentKinds } from '../../language-server/src/model/model.js';
import type { Definition, Section, ValueType } from '../../language-server/src/model/schema/definition.js';
import {
  assumedOf,
  type ComponentProperties,
  definitionOf,
  type EngineProperties,
  type FlowProperties,
  type GroupProperties,
  type LinkProperties,
  type Place,
  places,
  placesOf,
  type SagaProperties,
  schema,
  sections,
  showAssumed,
  showType,
  type TableProperties,
} from '../../language-server/src/model/schema/index.js';
import { referencePage } from '../../language-server/src/model/schema/reference.js';
import type { Call } from '../../language-server/src/model/value.js';

/** What the rules read. */
const readByRules = `
  access across-keys after algorithm alphabet architecture archive audit auth authorization autoscale availability
  backoff backup bandwidth batch bulkhead cache-control cache-key calendar callback calls cap capacity capture
  cardinality carries circuit-breaker concurrency concurrent conditional connect-timeout connections consistency
  content cpu cpu-time criticality data-model dead-letter deadline defaults delivery derived-from discovery
  distinct-reads downsampling durability encryption-at-rest endpoint engine erasure event-store events-per-key every
  exposure external-consumers fallback fan-out fields fifo fill flush-interval future generated group growth
  health-check hedge hit-ratio holds home-region horizon hot-keys hot-share idempotency-key idempotent immutable
  index-overhead inspects invalidation io items jitter jurisdiction key latency latency.p99 layer length linger
  liveness load-shedding managed masks max max-connections max-delay max-length max-object max-receive max-staleness
  memory message-size mode monotonic mtls object-size observability on-miss op orchestrator ordering outage overflow
  overhead owner pagination parallel part-of partition-key partitions pattern peak persistence pin-after-write pivot
  platform pool pre-warm protocol purpose quorum ranges rate rate-limit read-from read-timeout read-write-ratio
  readiness reads rebalance reconnect regions replay replicas replication replication-factor replication.read-quorum
  replication.write-quorum request residency response result retention retriable retries retry-budget retry-on role
  routes-by routing row row-level-security rows rpo rto rtt runtime scaling scope secrets session shard-key sharding
  shards share skew sla sli slo slots snapshot sort-key stages stampede-protection state sticky storage stores
  supports survives target-utilisation team tenancy tenant-key timeout tls transactional trusted ttl ttl-jitter
  unique users version warm-up weight window working-set write-capacity write-timeout writes zones
`;

/** Every property at its home, blocks with what they hold. */
const homes: readonly (readonly [readonly Place[], string])[] = [
  [
    ['system'],
    `maturity slo(availability success latency.p50 latency.p95 latency.p99 latency.mean downtime window) sla
    sli rto rpo survives budget team architecture tenancy tenant-key read-write-ratio calendar(year month)
    horizon runtime supply-chain defaults`,
  ],
  [['client'], `users daily concurrent platform trusted rtt rendering first-paint seo`],
  [
    ['flow'],
    `from rate every of share op request response items pagination content endpoint conditional peak growth
    active spike(to within lasting) consistency max-staleness after max-delay result purpose criticality
    durability ordering carries`,
  ],
  [
    ['link'],
    `for calls weight fan-out(average max mode push-below) parallel on-miss batch linger reads stores
    read-from pin-after-write callback port address`,
  ],
  [
    ['link'],
    `timeout connect-timeout read-timeout write-timeout deadline retries retry-budget backoff jitter retry-on
    hedge circuit-breaker(failures window open half-open) bulkhead pool fallback idempotent idempotency-key`,
  ],
  [
    ['link'],
    `protocol tls mtls pinning masks privilege inspects compression connections reconnect(backoff jitter resume) group
    dead-letter max-receive replay transactional capture`,
  ],
  [
    ['dns', 'waf', 'lb', 'service', 'job', 'cache', 'database', 'topic', 'mesh', 'external'],
    `engine managed replicas quorum zones regions scaling autoscale(min max metric target rate scale-in-delay
    scale-in-below schedule) capacity concurrency io latency latency.p99 contention coherency target-utilisation
    availability max-connections cpu cpu-time memory bandwidth start-time warm-up role exposure auth(method
    flow token-ttl token-storage mfa) authorization rate-limit(algorithm rate burst per store) load-shedding
    holds residency encryption-at-rest key-rotation secrets health-check(path interval timeout unhealthy
    healthy) liveness readiness startup deploy(strategy gate auto-rollback capacity) disruption-budget drill(every
    last) observability(metrics logs tracing correlation-id alerts) price(replica storage egress request compute) purchase
    part-of owner because future`,
  ],
  [['dns'], `routing ttl`],
  [['cdn'], `ttl hit-ratio cache-control cache-key invalidation immutable hsts`],
  [
    ['gateway'],
    `algorithm sticky routes-by stages(ip-limit tls auth user-limit authorization validation inspection)
    max-body version cache-control cache-key hsts`,
  ],
  [['lb'], `layer algorithm sticky routes-by keeps-source-address static-address hsts`],
  [['mesh'], `covers mtls defaults`],
  [
    ['service', 'function', 'worker', 'job'],
    `state session snapshot(interval every to) discovery idempotent code-layer`,
  ],
  [['service'], `stages max-body version hsts`],
  [['job'], `every volume throughput window`],
  [
    ['cache'],
    `pattern scope invalidation immutable stampede-protection ttl-jitter eviction object-size working-set
    hot-share distinct-reads overhead write-order compare-and-set flush-interval refresh-at pre-warm persistence ttl
    hit-ratio replication-factor sharding shards skew`,
  ],
  [
    ['database', 'storage'],
    `replication-factor erasure replication(topology mode acks lag failover leader write-quorum read-quorum
    conflict-resolution read-repair) cap storage fill write-capacity backup(interval retention point-in-time
    region restore-rate verified) derived-from audit event-store events-per-key annual-failure-rate
    repair-time retention consistency sharding shards rto rpo durability snapshot`,
  ],
  [['database'], `data-model`],
  [['storage'], `object-size immutable`],
  [
    ['queue', 'topic'],
    `delivery retention message-size max-length overflow outage schema archive external-consumers storage fill
    replication-factor durability`,
  ],
  [['queue'], `fifo priority`],
  [['topic'], `partitions partition-key event-store events-per-key snapshot`],
  [['external'], `quota`],
  [['region'], `jurisdiction rtt availability defaults exposure owner`],
  [['zone'], `availability`],
  [['group'], `defaults exposure owner`],
  [
    ['table'],
    `fields row rows key sort-key shard-key sharding shards virtual-nodes slots ranges rebalance skew hot-keys
    home-region access index-overhead downsampling partition-by tiering read-window normalized row-level-security
    retention holds residency`,
  ],
  [['field'], `alphabet length generated unique monotonic cardinality max holds`],
  [['index'], `unique global method`],
  [['query'], `range sort access`],
  [['saga'], `mode orchestrator`],
  [['transaction'], `mode writes across-keys`],
  [['step'], `at pivot retriable idempotent`],
  [['engine'], `kinds supports max-object sources`],
  [
    ['link'],
    `op request response consistency purpose result ordering max-delay content carries share rtt bandwidth
    auth rate-limit`,
  ],
  [['client'], `regions auth role peak growth active defaults`],
  [['system'], `peak growth active observability target-utilisation`],
  [['service'], `slo runtime criticality defaults`],
  [['flow'], `slo`],
];

/** One name with two meanings. */
const apart: Readonly<Record<string, string>> = {
  rtt: 'of a client or link it is one time, of a region one for each other region',
  mode: 'a saga is driven in other ways than a transaction',
  'hit-ratio': 'of a cdn 0% is assumed, of a cache it follows from the memory',
};

interface Placed {
  readonly path: string;
  readonly definition: Definition;
}

function inside(section: Section, path: string, seen: Set<Section> = new Set()): readonly Placed[] {
  if (seen.has(section)) return [];
  seen.add(section);
  return Object.entries(section).flatMap(([name, definition]) => {
    const here = { path: `${path} ${name}`, definition };
    const { type } = definition;
    return type.type === 'block' ? [here, ...inside(type.properties, here.path, seen)] : [here];
  });
}

const all = places.flatMap((place) => inside(schema[place], place));

/** `slo(availability window)` becomes `slo` and `slo.availability`, `slo.window`. */
function wanted(list: string): readonly (readonly string[])[] {
  return [...list.matchAll(/([\w.-]+)(?:\(([^)]*)\))?/g)].flatMap(([, name, inner]) => [
    [name],
    ...(inner === undefined ? [] : inner.split(/\s+/).map((part) => [name, part])),
  ]);
}

function find(place: Place, [name, inner]: readonly string[]): Definition | undefined {
  const definition = definitionOf(place, name);
  if (inner === undefined || definition?.type.type !== 'block') return inner === undefined ? definition : undefined;
  return Object.hasOwn(definition.type.properties, inner) ? definition.type.properties[inner] : undefined;
}

/** Would a value written like this be of that type? */
function fits(text: string, type: ValueType): boolean {
  switch (type.type) {
    case 'quantity': {
      const quantity = parseQuantity(text);
      if (isQuantityError(quantity) || !sameDimension(quantity.dimension, type.dimension)) return false;
      return (
        (!type.whole || Number.isInteger(quantity.value)) && (!type.values || type.values.includes(quantity.value))
      );
    }
    case 'choice':
      return type.values.includes(text);
    case 'yes-no':
      return text === 'no' || (text === 'yes' && type.only === undefined);
    case 'name':
      return /^[a-z][\w-]*$/.test(text);
    case 'text':
      return /^"[^"]+"$/.test(text);
    case 'date':
      return !Number.isNaN(Date.parse(text)) && /^\d{4}-\d\d-\d\d$/.test(text);
    case 'call': {
      const [, call, given] = /^([\w-]+)\((.*)\)$/.exec(text) ?? [];
      if (call === undefined || !Object.hasOwn(type.calls, call)) return false;
      const { parameters } = type.calls[call];
      const parts = given.split(/,\s*/);
      return parts.length === parameters.length && parts.every((part, i) => fits(part, parameters[i].type));
    }
    case 'list': {
      const items = text.startsWith('[') ? text.slice(1, -1).split(/,\s+(?![^(]*\))/) : [text];
      return items.every((item) => fits(item, type.item));
    }
    case 'either':
      return type.types.some((option) => fits(text, option));
    case 'block': {
      const inner = /^\{ (.*) \}$/.exec(text)?.[1];
      if (inner === undefined) return false;
      return inner.split(/,\s+(?=[\w.-]+:)/).every((property) => {
        const [, name, value] = /^([\w.-]+): (.*)$/.exec(property) ?? [];
        const definition = Object.hasOwn(type.properties, name) ? type.properties[name] : type.properties['*'];
        return definition !== undefined && fits(value, definition.type);
      });
    }
  }
}

function choicesIn(type: ValueType): readonly (readonly string[])[] {
  if (type.type === 'choice') return [type.values];
  if (type.type === 'list') return choicesIn(type.item);
  return type.type === 'either' ? type.types.flatMap(choicesIn) : [];
}

describe('the schema of properties', () => {
  it('knows the kinds of component as places', () => {
    expect(places).toEqual(expect.arrayContaining([...componentKinds]));
    expect(places).toHaveLength(componentKinds.length + 14);
  });

  it('has every property that a rule reads', () => {
    const names = readByRules.trim().split(/\s+/);
    const missing = names.filter((name) => {
      const [block, inner] = name.startsWith('replication.') ? name.split('.') : [name];
      return !places.some((place) => find(place, inner === undefined ? [block] : [block, inner]));
    });
    expect(names.length).toBeGreaterThan(200);
    expect(missing).toEqual([]);
  });

  it.each(homes)('has at home in %j what belongs there', (where, list) => {
    const missing = where.flatMap((place) =>
      wanted(list)
        .filter((path) => !find(place, path))
        .map((path) => `${place} ${path.join(' ')}`),
    );
    expect(missing).toEqual([]);
  });

  it('says of every property in plain sentences what it means', () => {
    const bad = all.filter(({ definition: { doc } }) => !/^[\p{L}\d`].{8,}\.$/u.test(doc) || doc.length > 230);
    expect(bad.map(({ path }) => path)).toEqual([]);
  });

  it('gives every property an example that could be written', () => {
    const bad = all.filter(({ path, definition: { example, type } }) => {
      if (path.endsWith('*')) return example !== undefined && !fits(example, type);
      return example === undefined || !fits(example, type);
    });
    expect(bad.map(({ path, definition }) => `${path}: ${definition.example}`)).toEqual([]);
  });

  it('lists no word twice and no empty list of words', () => {
    const bad = all.filter(({ definition: { type } }) =>
      choicesIn(type).some((values) => values.length === 0 || new Set(values).size < values.length),
    );
    expect(bad.map(({ path }) => path)).toEqual([]);
  });

  it('assumes only what fits the type and the bounds, and says where it comes from', () => {
    const assumed = all.filter(({ definition }) => definition.assumed);
    const bad = assumed.filter(({ definition }) => {
      const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, type } = definition;
      const { value, source } = definition.assumed ?? { value: undefined, source: '' };
      const inBounds = typeof value !== 'number' || (value >= min && value <= max);
      return !inBounds || source.length < 7 || !fits(showAssumed(definition) ?? '', type);
    });
    expect(assumed.length).toBeGreaterThan(20);
    expect(bad.map(({ path, definition }) => `${path}: ${showAssumed(definition)}`)).toEqual([]);
  });

  it('never assumes a policy', () => {
    const policies = [
      'timeout',
      'deadline',
      'retries',
      'backoff',
      'fallback',
      'auth',
      'tls',
      'ttl',
      'retention',
      'replication',
    ];
    for (const name of policies) {
      expect(all.filter(({ path, definition }) => path.endsWith(` ${name}`) && definition.assumed)).toEqual([]);
    }
  });

  it('defines a property once, wherever it may stand', () => {
    const names = new Set(places.flatMap((place) => Object.keys(schema[place])));
    const twice = [...names].filter((name) => {
      const definitions = places.flatMap((place) => definitionOf(place, name) ?? []);
      return new Set(definitions).size > 1;
    });
    expect(twice.sort()).toEqual(Object.keys(apart).sort());
  });

  it('knows nothing that an object has by nature', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      expect(definitionOf('service', name)).toBeUndefined();
      expect(placesOf(name)).toEqual([]);
    }
  });
});

describe('what may stand where', () => {
  it.each<[Place, string, boolean]>([
    ['client', 'users', true],
    ['client', 'replicas', false],
    ['service', 'users', false],
    ['waf', 'rate-limit', true],
    ['waf', 'ttl', false],
    ['lb', 'layer', true],
    ['gateway', 'layer', false],
    ['link', 'timeout', true],
    ['link', 'max-staleness', false],
    ['service', 'timeout', false],
    ['storage', 'data-model', false],
    ['storage', 'immutable', true],
    ['queue', 'partitions', false],
    ['topic', 'fifo', false],
    ['worker', 'every', false],
    ['job', 'every', true],
    ['zone', 'jurisdiction', false],
    ['saga', 'writes', false],
    ['engine', 'capacity', true],
    ['engine', 'supports', true],
    ['database', 'supports', false],
  ])('%s: %s is %s', (place, name, expected) => {
    expect(definitionOf(place, name) !== undefined).toBe(expected);
  });

  it('names the places for a message', () => {
    expect(placesOf('timeout')).toEqual(['link']);
    expect(placesOf('replicas')).toEqual(['component']);
    expect(placesOf('ttl')).toEqual(['dns', 'cdn', 'cache']);
    expect(placesOf('peak')).toEqual(['client', 'system', 'flow']);
    expect(placesOf('auth')).toEqual(['component', 'client', 'link']);
    expect(placesOf('supports')).toEqual(['engine']);
  });

  it('keeps one definition for both places', () => {
    expect(sections.link.auth).toBe(sections.gateway.auth);
    expect(sections.table.retention).toBe(sections.topic.retention);
    expect(sections.worker.idempotent).toBe(sections.step.idempotent);
    expect(sections.system.slo).toBe(sections.flow.slo);
  });
});

describe('how a type is shown', () => {
  it.each<[Place, string, string]>([
    ['link', 'timeout', 'a time, such as 2s'],
    ['link', 'backoff', 'one of none, constant(t), exponential(base, cap)'],
    ['link', 'jitter', 'one of none, equal, full, or a time, such as 2s'],
    ['link', 'tls', 'one of 1.0, 1.1, 1.2, 1.3, no'],
    ['link', 'deadline', 'propagate, or a time, such as 2s'],
    ['link', 'for', 'the name of a flow, or a list of them'],
    ['link', 'parallel', 'a name'],
    ['cache', 'immutable', 'yes or no'],
    ['cache', 'hit-ratio', 'a ratio, such as 90% or 3x'],
    ['service', 'replicas', 'a whole number, such as 3'],
    ['service', 'zones', 'the name of a zone, or a list of them'],
    ['lb', 'layer', 'one of 4, 7'],
    ['flow', 'rate', 'a rate, such as 100/s, or a rate per user, such as 10/user/day'],
    ['flow', 'active', 'a time per day, such as 6.5h/day'],
    ['flow', 'growth', 'a ratio per time, such as 40%/year'],
    ['database', 'retention', 'forever, or a time, such as 2s'],
    ['gateway', 'routes-by', 'one or more of host, path, header, cookie'],
    ['system', 'slo', 'a block'],
  ])('%s %s: %s', (place, name, expected) => {
    expect(showType(schema[place][name].type)).toBe(expected);
  });

  it('cuts long lists of words', () => {
    expect(showType(sections.link['retry-on'].type)).toMatch(/^one or more of 5xx, 4xx, timeout, .*…$/);
    expect(showType(sections.service.role.type)).toContain('scheduler, admin');
  });

  it.each<[Place, string, string | undefined]>([
    ['flow', 'peak', '3x'],
    ['flow', 'growth', '0%/year'],
    ['flow', 'active', '24h/day'],
    ['service', 'bandwidth', '10Gbps'],
    ['service', 'target-utilisation', '70%'],
    ['client', 'trusted', 'no'],
    ['cdn', 'hit-ratio', '0%'],
    ['cache', 'hit-ratio', undefined],
    ['cache', 'overhead', '1.5x'],
    ['system', 'horizon', '10y'],
    ['link', 'timeout', undefined],
  ])('%s %s assumes %s', (place, name, expected) => {
    expect(showAssumed(schema[place][name])).toBe(expected);
  });
});

describe('types of values', () => {
  it('are those of the model', () => {
    const component: ComponentProperties = {};
    const link: LinkProperties = {};
    const flow: FlowProperties = {};
    const typed: [
      number | undefined,
      'token-bucket' | 'leaky-bucket' | 'fixed-window' | 'sliding-window-log' | 'sliding-window-counter' | undefined,
      'none' | 'equal' | 'full' | number | undefined,
      '1.0' | '1.1' | '1.2' | '1.3' | false | undefined,
      'none' | Call | undefined,
      'none' | 'in-memory' | 'local-disk' | Call | undefined,
      number | 'forever' | undefined,
      'propagate' | number | undefined,
      readonly string[] | undefined,
      number | undefined,
      4 | 7 | undefined,
    ] = [
      component.replicas?.value,
      component['rate-limit']?.value.algorithm?.value,
      link.jitter?.value,
      link.tls?.value,
      link.backoff?.value,
      component.state?.value,
      component.retention?.value,
      link.deadline?.value,
      link.stores?.value,
      flow.slo?.value['latency.p99']?.value,
      component.layer?.value,
    ];
    const region: GroupProperties = {};
    const roundTrip: number | undefined = region.rtt?.value['eu-west']?.value;
    const engine: EngineProperties = {};
    const supported: readonly string[] | undefined = engine.supports?.value;
    const saga: SagaProperties = {};
    const mode: 'orchestration' | 'choreography' | 'local' | 'two-phase-commit' | undefined = saga.mode?.value;
    const table: TableProperties = {};
    const layers: readonly Call[] | undefined = table.downsampling?.value;
    expect([...typed, roundTrip, supported, mode, layers].every((value) => value === undefined)).toBe(true);
    expect(assumedOf(sections.link.calls)?.value).toBe(1);
  });
});

describe('the reference page', () => {
  const page = referencePage();

  it('has a row for every property of every place', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    const shown = new Set(rows.map((line) => line.split('`')[1]));
    const missing = places.flatMap((place) => Object.keys(schema[place])).filter((name) => !shown.has(name));
    expect(missing).toEqual([]);
  });

  it('has five cells in every row', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('|'));
    expect(rows.length).toBeGreaterThan(300);
    expect(rows.filter((line) => line.replaceAll('\\|', '').split('|').length !== 7)).toEqual([]);
  });

  it('tells an assumed default and its source', () => {
    expect(page).toContain(
      '| `peak` | a ratio, such as 90% or 3x | `3x` | 3x (capacity planning usually takes 3 to 5 times',
    );
    expect(page).toContain('| `slo` · `latency.p99` |');
  });

  it('explains a block once', () => {
    expect(page.match(/`circuit-breaker` · `half-open`/g)).toHaveLength(1);
    expect(page.match(/· `latency.p50`/g)).toHaveLength(1);
  });
});
