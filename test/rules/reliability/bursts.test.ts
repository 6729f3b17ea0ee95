import { expect, it } from 'vitest';
import { cases, message } from './cases.js';

const chain = (entry: string, calls: string, system = '', services = ''): string =>
  `${system}client web {}\nservice a {}\nservice b {}\nservice c {}\nservice d {${services}}\n${entry}\n${calls}`;
const plain = 'a -> b\nb -> c\nc -> d';

cases('deadline-not-propagated', [
  ['nobody passes it on', chain('web -> a { timeout: 10s }', plain), ['hint']],
  ['a deadline of the client', chain('web -> a { deadline: 10s }', plain), ['hint']],
  ['deadlines of their own', chain('web -> a { timeout: 10s }', 'a -> b -> c -> d { deadline: 2s }'), ['hint']],
  ['one call passes it on', chain('web -> a { timeout: 10s }', 'a -> b\nb -> c { deadline: propagate }\nc -> d'), []],
  ['by default', chain('web -> a { timeout: 10s }', plain, 'system { defaults { deadline: propagate } }\n'), []],
  ['two calls', 'client web {}\nservice a {}\nservice b {}\nservice c {}\nweb -> a { timeout: 10s }\na -> b -> c', []],
  [
    'a limit of two',
    'client web {}\nservice a {}\nservice b {}\nservice c {}\nweb -> a { timeout: 9s }\na -> b -> c',
    ['hint'],
    { depth: 2 },
  ],
  ['a limit of four', chain('web -> a { timeout: 10s }', plain), [], { depth: 4 }],
  [
    'a store at the end',
    'client web {}\nservice a {}\nservice b {}\nservice c {}\ndatabase d {}\nweb -> a { timeout: 9s }\na -> b -> c -> d',
    [],
  ],
  ['modules of one deployable', chain('web -> a { timeout: 10s }', plain, '', ' part-of: c '), []],
  ['no limit in front', chain('web -> a', plain), []],
  ['a sketch', chain('web -> a { timeout: 10s }', plain, 'system { maturity: sketch }\n'), []],
  ['only drawn', chain('web -> a { timeout: 10s }', plain, '', ' future: yes '), []],
  [
    'once for two clients',
    `client app {}\n${chain('web -> a { timeout: 10s }\napp -> a { timeout: 9s }', plain)}`,
    ['hint'],
  ],
]);

it('names the shortest time in front', () => {
  const code = `gateway g {}\n${chain('web -> g { timeout: 10s }\ng -> a { timeout: 4s }', plain)}`;
  expect(message('deadline-not-propagated', code)).toContain(
    'A request has 4s when it reaches `a`, but none of the 3 calls',
  );
});

/** 1000/s before, a spike of 10,000/s within a minute. */
const spike = (service: string, flow = 'spike { to: 10k/s, within: 1min }', link = 'web -> s'): string =>
  `client web { users: 8.64M }\nflow f { from: web, rate: 10/user/day, peak: 1x, op: write, ${flow} }\n${service}\n${link}`;
const scaled = (autoscale: string, more = ''): string =>
  `service s { capacity: 1k/s, ${more}autoscale { ${autoscale} } }`;

cases('autoscaling-slower-than-spike', [
  ['too few in a minute', spike(scaled('min: 2, max: 99, rate: 7/min')), ['info']],
  ['just enough', spike(scaled('min: 2, max: 99, rate: 8/min')), []],
  ['more than enough', spike(scaled('min: 2, max: 99, rate: 9/min')), []],
  ['they start too late', spike(scaled('min: 2, max: 99', 'start-time: 1min, ')), ['info']],
  ['they start in time, at an unknown pace', spike(scaled('min: 2, max: 99', 'start-time: 59s, ')), []],
  ['the start takes half of the time', spike(scaled('min: 2, max: 99, rate: 15/min', 'start-time: 30s, ')), ['info']],
  ['half of the time is enough', spike(scaled('min: 2, max: 99, rate: 16/min', 'start-time: 30s, ')), []],
  ['no pace and no start', spike(scaled('min: 2, max: 99')), []],
  ['enough run before', spike(scaled('min: 10, max: 99, rate: 1/min')), []],
  ['the target keeps more of them', spike(scaled('min: 1, max: 99, rate: 1/min, target: 10%')), []],
  ['the bound keeps fewer of them', spike(scaled('min: 1, max: 2, rate: 7/min, target: 10%')), ['info']],
  ['a schedule', spike(scaled('min: 2, max: 99, rate: 1/min, schedule: "Fri 19:30"')), []],
  ['no spike', spike(scaled('min: 2, max: 99, rate: 1/min'), ''), []],
  ['no time of the spike', spike(scaled('min: 2, max: 99, rate: 1/min'), 'spike { to: 10k/s }'), []],
  ['nobody knows what it can serve', spike('service s { autoscale { min: 2, max: 99, rate: 1/min } }'), []],
  ['a function', spike('function s { capacity: 1k/s, autoscale { min: 2, max: 99, rate: 1/min } }'), []],
  ['only drawn', spike(scaled('min: 2, max: 99, rate: 1/min', 'future: yes, ')), []],
  [
    'a queue takes the burst',
    spike(`queue q {}\n${scaled('min: 2, max: 99, rate: 1/min')}`, undefined, 'web -> q ~> s'),
    [],
  ],
  [
    'two calls for each request',
    spike(scaled('min: 2, max: 99, rate: 16/min'), undefined, 'web -> s { calls: 2 }'),
    ['info'],
  ],
  [
    'eighteen more for two calls each',
    spike(scaled('min: 2, max: 99, rate: 17/min'), undefined, 'web -> s { calls: 2 }'),
    [],
  ],
]);

it('says what the spike takes', () => {
  expect(message('autoscaling-slower-than-spike', spike(scaled('min: 2, max: 99, rate: 5/min')))).toBe(
    'The spike of `f` brings `s` to 10k/s within 1min, which takes 10 replicas; about 2 run before, and only 5 more are ready by then.',
  );
  expect(message('autoscaling-slower-than-spike', spike(scaled('min: 2, max: 99', 'start-time: 2min, ')))).toContain(
    'none of them is ready by then',
  );
});

const production = 'system { maturity: production }\n';
const released = (deploy: string, more = 'criticality: critical, ', kind = 'service'): string =>
  `${kind} pay { ${more}deploy { ${deploy} } }`;
const journey = (flow: string, service = 'deploy { strategy: recreate }'): string =>
  `client web {}\nflow buy { from: web, ${flow} }\nservice pay { ${service} }\nweb -> pay`;

cases('risky-deployment', [
  ['a canary that nothing judges', released('strategy: canary'), ['warning']],
  ['a canary whose gate is none', released('strategy: canary, gate: none'), ['warning']],
  ['the objective judges', released('strategy: canary, gate: slo'), []],
  ['somebody judges', released('strategy: canary, gate: manual'), []],
  ['stopped first', released('strategy: recreate'), ['hint']],
  ['a gateway', released('strategy: recreate', undefined, 'gateway'), ['hint']],
  ['a store has no versions of its own', released('strategy: recreate', undefined, 'database'), []],
  ['step by step', released('strategy: rolling'), []],
  ['two of everything', released('strategy: blue-green'), []],
  ['not critical', released('strategy: recreate', ''), []],
  ['a critical flow needs it', journey('criticality: critical'), ['hint']],
  ['a flow with an objective needs it', journey('slo { availability: 99.9% }'), ['hint']],
  ['a normal flow', journey('op: read'), []],
  [
    'called normal all the same',
    journey('criticality: critical', 'criticality: normal, deploy { strategy: recreate }'),
    [],
  ],
  ['not said, in production', `${production}service pay { criticality: critical }`, ['hint']],
  ['only a gate, in production', `${production}${released('gate: slo')}`, ['hint']],
  ['not said, before production', 'service pay { criticality: critical }', []],
  ['the provider does it', `${production}service pay { criticality: critical, managed: yes }`, []],
  ['a sketch', `system { maturity: sketch }\n${released('strategy: recreate')}`, []],
  ['only drawn', released('strategy: recreate', 'criticality: critical, future: yes, '), []],
]);

/** `rate` a day of 8.64 M users: so many hundreds a second. */
const entrance = (rate: string, service: string, client = 'trusted: yes', way = 'c -> s', system = ''): string =>
  `${system}client c { users: 8.64M, ${client} }\nflow f { from: c, rate: ${rate}/user/day, peak: 1x, op: write }\n${service}\n${way}`;
const one = 'service s { replicas: 1, capacity: 1k/s }';

cases('missing-load-shedding', [
  ['just below', entrance('6.99', one), []],
  ['at the limit', entrance('7', one), ['info']],
  ['above', entrance('7.01', one), ['info']],
  ['another limit', entrance('7', one), [], { utilisation: 0.71 }],
  ['at another limit', entrance('3', one), ['info'], { utilisation: 0.3 }],
  ['it sheds', entrance('9', 'service s { replicas: 1, capacity: 1k/s, load-shedding: yes }'), []],
  ['it does not shed', entrance('9', 'service s { replicas: 1, capacity: 1k/s, load-shedding: no }'), ['info']],
  ['a limit', entrance('9', 'service s { replicas: 1, capacity: 1k/s, rate-limit { rate: 1k/s } }'), []],
  [
    'a limit of the gateway',
    entrance('9', `gateway g { rate-limit { rate: 1k/s } }\n${one}`, undefined, 'c -> g -> s'),
    [],
  ],
  ['a gateway without', entrance('9', `gateway g {}\n${one}`, undefined, 'c -> g -> s'), ['info']],
  ['a bulkhead', entrance('9', one, undefined, 'c -> s { bulkhead: 10 }'), []],
  ['a number at once', entrance('9', 'service s { replicas: 1, capacity: 1k/s, concurrency: 50 }'), []],
  ['strangers without a limit', entrance('9', one, 'trusted: no'), []],
  ['strangers come in too', `client d {}\n${entrance('9', one)}\nd -> s`, []],
  [
    'strangers with a limit',
    `client d {}\ngateway g { rate-limit { rate: 1k/s } }\n${entrance('9', one)}\nd -> g -> s`,
    ['info'],
  ],
  [
    'a job asks for it',
    'job c { every: 1s }\nflow f { from: c, rate: 900/s, peak: 1x }\nservice s { replicas: 1, capacity: 1k/s }\nc -> s',
    [],
  ],
  ['events of the client', entrance('9', one, undefined, 'c ~> s'), []],
  [
    'another flow only',
    entrance(
      '9',
      `${one}\nservice t {}\nflow g { from: c, rate: 1/user/day, op: read }`,
      undefined,
      'c -> t { for: f }\nc -> s { for: g }\nt -> s { for: f }',
    ),
    ['info'],
  ],
  ['a function', entrance('9', 'function s { replicas: 1, capacity: 1k/s }'), ['info']],
  ['a store is no entrance', entrance('9', 'database s { replicas: 1, capacity: 1k/s }'), []],
  ['nobody knows what it can do', entrance('9', 'service s { replicas: 1 }'), []],
  ['nobody knows how many', entrance('9', 'service s { capacity: 1k/s }'), []],
  ['fed by a queue', entrance('9', `queue q {}\n${one}`, undefined, 'c -> q ~> s'), []],
  ['behind a service', entrance('9', `service front {}\n${one}`, undefined, 'c -> front -> s'), []],
  ['a sketch', entrance('9', one, undefined, undefined, 'system { maturity: sketch }\n'), []],
  ['only drawn', entrance('9', 'service s { replicas: 1, capacity: 1k/s, future: yes }'), []],
]);

const sockets = (concurrent: string, link = '', service = 'replicas: 2', system = ''): string =>
  `${system}client c { ${concurrent} }\nservice s { ${service} }\nc -> s { protocol: websocket${link} }`;

cases('reconnect-storm', [
  ['just below', sockets('concurrent: 19998'), []],
  ['at the limit', sockets('concurrent: 20k'), ['warning']],
  ['above', sockets('concurrent: 20002'), ['warning']],
  ['another limit', sockets('concurrent: 20k'), [], { connections: 10_001 }],
  ['a part of the users', sockets('users: 200k, concurrent: 10%'), ['warning']],
  ['a tenth of the users', sockets('users: 200k, concurrent: 0.1x'), ['warning']],
  ['nobody knows how many are connected', sockets('users: 200k'), []],
  [
    'balancers that lead to each other',
    'client c { concurrent: 90k }\nlb a { managed: yes }\nlb b { managed: yes }\nc -> a { protocol: sse }\na -> b\nb -> a',
    [],
  ],
  [
    'the balancer also reports',
    'client c { concurrent: 20k }\nlb l {}\ntopic t {}\nservice s { replicas: 2 }\nc -> l { protocol: sse }\nl -> s\nl ~> t',
    ['warning'],
  ],
  [
    'two ways through the balancer to one place',
    'client c { concurrent: 20k }\nclient d {}\nlb l {}\nservice s { replicas: 2 }\nc -> l -> s { protocol: sse }\nd -> l -> s { protocol: http }',
    ['warning'],
  ],
  [
    'two places behind the balancer',
    'client c { concurrent: 20k }\nlb l {}\nservice s { replicas: 2 }\nservice t { replicas: 2 }\nc -> l { protocol: sse }\nl -> s\nl -> t',
    [],
  ],
  [
    'another target is only drawn',
    'client c { concurrent: 20k }\nlb l {}\nservice t { future: yes }\nservice s { replicas: 2 }\nc -> l { protocol: sse }\nl -> s\nl -> t',
    ['warning'],
  ],
  ['a part of nobody knows how many', sockets('concurrent: 10%'), []],
  ['two for each', sockets('concurrent: 10k', ', connections: 2'), ['warning']],
  [
    'server-sent events',
    'client c { concurrent: 20k }\nservice s { replicas: 2 }\nc -> s { protocol: sse }',
    ['warning'],
  ],
  ['devices', 'client c { concurrent: 20k }\nservice s { replicas: 2 }\nc -> s { protocol: mqtt }', ['warning']],
  [
    'requests that come and go',
    'client c { concurrent: 20k }\nservice s { replicas: 2 }\nc -> s { protocol: http }',
    [],
  ],
  ['waits that are all alike', sockets('concurrent: 20k', ', reconnect { backoff: exponential(1s, 8s) }'), ['warning']],
  ['random parts of nothing', sockets('concurrent: 20k', ', reconnect { jitter: full }'), ['warning']],
  ['no waits', sockets('concurrent: 20k', ', reconnect { backoff: none, jitter: full }'), ['warning']],
  [
    'no random part',
    sockets('concurrent: 20k', ', reconnect { backoff: exponential(1s, 8s), jitter: none }'),
    ['warning'],
  ],
  [
    'a random part of zero',
    sockets('concurrent: 20k', ', reconnect { backoff: exponential(1s, 8s), jitter: 0s }'),
    ['warning'],
  ],
  ['spread', sockets('concurrent: 20k', ', reconnect { backoff: exponential(1s, 8s), jitter: 500ms }'), []],
  ['resumes, all at once', sockets('concurrent: 20k', ', reconnect { resume: yes }'), ['warning']],
  ['how many instances is not said', sockets('concurrent: 20k', '', 'capacity: 1k/s'), []],
  ['the fewest that run', sockets('concurrent: 20k', '', 'autoscale { min: 2, max: 9 }'), ['warning']],
  ['managed', sockets('concurrent: 20k', '', 'replicas: 2, managed: yes'), []],
  ['a sketch', sockets('concurrent: 20k', '', undefined, 'system { maturity: sketch }\n'), []],
  ['only drawn', sockets('concurrent: 20k', '', 'replicas: 2, future: yes'), []],
  [
    'not known where they end',
    'client c { concurrent: 90k }\nlb l { managed: yes }\nservice s { replicas: 2 }\nservice t { replicas: 2 }\nc -> l { protocol: websocket }\nl -> s\nl -> t',
    [],
  ],
  [
    'they end at a gateway',
    'client c { concurrent: 20k }\ngateway g { replicas: 2 }\nservice s { replicas: 9 }\nc -> g { protocol: websocket }\ng -> s',
    ['warning'],
  ],
]);

const processor = (settings: string, source = 'topic', system = ''): string =>
  `${system}service a {}\n${source} t {}\nworker w { ${settings} }\na ~> t ~> w`;

cases('stream-processor-without-checkpoint', [
  ['in memory', processor('state: in-memory'), ['warning']],
  ['on its disk', processor('state: local-disk'), ['warning']],
  ['saved', processor('state: in-memory, snapshot { interval: 30s }'), []],
  ['kept elsewhere', `cache k {}\n${processor('state: external(k)')}\nw -> k`, []],
  ['nothing kept', processor('state: none'), []],
  ['not said', processor('replicas: 2'), []],
  ['a queue', processor('state: in-memory', 'queue'), []],
  ['sessions', processor('state: in-memory, session: 30s'), []],
  ['a game', processor('state: in-memory, role: game'), []],
  ['an index', processor('state: in-memory, role: indexing'), ['warning']],
  ['a sketch', processor('state: in-memory', undefined, 'system { maturity: sketch }\n'), []],
  ['only drawn', processor('state: in-memory, future: yes'), []],
  ['the topic is only drawn', 'topic t { future: yes }\nworker w { state: in-memory }\nt ~> w', []],
]);

it('tells a restart from the loss of a machine', () => {
  const rule = 'stream-processor-without-checkpoint';
  expect(message(rule, processor('state: in-memory'))).toContain('in memory: a restart takes it away');
  expect(message(rule, processor('state: local-disk'))).toContain('on its own disk: the loss of its machine');
});
