import { cases } from './cases.js';

const web = (flow: string, more: string): string =>
  `client web {}\nflow f { from: web${flow} }\nservice a {}\nweb -> a { timeout: 9s }\n${more}`;
const write = ', op: write';

cases('deferrable-work-on-sync-path', [
  ['a call', web(write, 'service b { role: email }\na -> b'), ['warning']],
  ['a hand-over', web(write, 'service b { role: email }\na ~> b'), []],
  ['only drawn', web(write, 'service b { role: email, future: yes }\na -> b'), []],
  [
    'a function that calls',
    'client web {}\nflow f { from: web, op: write }\nfunction a {}\nservice b { role: email }\nweb -> a\na -> b',
    ['warning'],
  ],
  [
    'a gateway that calls',
    'client web {}\nflow f { from: web, op: write }\ngateway a {}\nservice b { role: email }\nweb -> a\na -> b',
    [],
  ],
  ['a plain service', web(write, 'service b {}\na -> b'), []],
  ['a confirmation', web(`${write}, purpose: confirmation`, 'service b { role: sms }\na -> b'), []],
  ['a login', web(`${write}, purpose: login`, 'service b { role: sms }\na -> b'), []],
  ['a login, as the link says', web(write, 'service b { role: sms }\na -> b { purpose: login }'), []],
  ['a payment', web(`${write}, purpose: payment`, 'service b { role: sms }\na -> b'), ['warning']],
  ['twice by one', web(write, 'service b { role: email }\na -> b\na -> b { op: write }'), ['warning']],
  ['a webhook, as the link says', web(write, 'service b {}\na -> b { purpose: webhook }'), ['warning']],
  ['no result, as the link says', web(write, 'service b {}\na -> b { result: none }'), ['warning']],
  ['no result, as the flow says', web(`${write}, result: none`, 'service b {}\na -> b'), []],
  ['recommendations are brought up to date', web(write, 'service b { role: recommendation }\na -> b'), ['warning']],
  ['recommendations are read', web(', op: read', 'service b { role: recommendation }\na -> b'), []],
  ['nobody knows what happens to them', web('', 'service b { role: recommendation }\na -> b { op: read }'), []],
  ['another role', web(write, 'service b { role: payment }\na -> b'), []],
  [
    'an index is brought up to date',
    web(write, 'database t {}\ndatabase s { data-model: search, derived-from: t }\na -> s'),
    ['warning'],
  ],
  ['an index of nothing', web(write, 'database s { data-model: search }\na -> s'), []],
  ['another view', web(write, 'database t {}\ndatabase s { data-model: graph, derived-from: t }\na -> s'), []],
  ['to all receivers', web(write, 'database s {}\na -> s { fan-out { mode: push, average: 9 } }'), ['warning']],
  ['from all senders', web(write, 'database s {}\na -> s { fan-out { mode: pull, average: 9 } }'), []],
  ['read from all of them', web(', op: read', 'database s {}\na -> s { fan-out { mode: push, average: 9 } }'), []],
  ['its name says so', web(write, 'service mailer {}\na -> mailer'), ['hint']],
  ['the name of a third party', web(write, 'external sms-gateway {}\na -> sms-gateway'), ['hint']],
  ['the name of a function', web(write, 'function send-email {}\na -> send-email'), ['hint']],
  ['the name of a worker', web(write, 'worker indexer {}\na -> indexer'), ['hint']],
  ['the name of a store', web(write, 'database email {}\na -> email'), []],
  ['its role says otherwise', web(write, 'service mailer { role: payment }\na -> mailer'), []],
  [
    'one flow logs in, another one writes',
    `client web {}\nflow f { from: web, op: write, purpose: login }\nflow g { from: web, op: write }\nservice a {}\nservice b { role: email }\nweb -> a\na -> b`,
    ['warning'],
  ],
  [
    'a job beside it does not count',
    `client web {}\nflow f { from: web, op: write, purpose: login }\nflow g { from: j, op: write }\nservice a {}\njob j {}\nservice b { role: email }\nweb -> a\nj -> a\na -> b`,
    [],
  ],
  ['recommendations, and nobody knows what happens', web('', 'service b { role: recommendation }\na -> b'), []],
  [
    'an index, and nobody knows what happens',
    web('', 'database t {}\ndatabase s { data-model: search, derived-from: t }\na -> s'),
    [],
  ],
  [
    'to all receivers, and nobody knows what',
    web('', 'database s {}\na -> s { fan-out { mode: push, average: 9 } }'),
    [],
  ],
  [
    'another view, for a state',
    web(write, 'database t {}\ndatabase s { data-model: graph, derived-from: t }\na -> s { purpose: status }'),
    [],
  ],
]);

const called = (target: string, more: string): string => `service a {}\nservice b {}\n${target}\n${more}`;
const both = 'a -> t\nb -> t';

cases('missing-circuit-breaker', [
  ['two callers', called('service t {}', both), ['info', 'info']],
  ['two that call a function', called('function t {}', both), ['info', 'info']],
  ['two that call a worker', called('worker t {}', both), []],
  ['one hands over', called('service t {}', 'a -> t\nb ~> t'), []],
  ['one is a client', 'client a {}\nservice b {}\nservice t {}\na -> t\nb -> t', []],
  ['one calls twice', called('service t {}', 'a -> t\na -> t { op: write }'), []],
  ['three are many', called('service t {}', both), [], { callers: 3 }],
  ['a critical store', called('database t { criticality: critical }', 'a -> t'), ['info']],
  [
    'a critical store with a pool',
    called('database t { criticality: critical }', 'a -> t { pool: 5, timeout: 1s }'),
    ['hint'],
  ],
  [
    'a critical cache with a pool',
    called('cache t { criticality: critical }', 'a -> t { pool: 5, timeout: 1s }'),
    ['hint'],
  ],
  [
    'a critical bucket with a pool',
    called('storage t { criticality: critical }', 'a -> t { pool: 5, timeout: 1s }'),
    ['hint'],
  ],
  [
    'a critical service with a pool',
    called('service t { criticality: critical }', 'a -> t { pool: 5, timeout: 1s }'),
    ['info'],
  ],
  ['a pool and no timeout', called('database t { criticality: critical }', 'a -> t { pool: 5 }'), ['info']],
  ['a critical queue', called('queue t { criticality: critical }', 'a -> t'), []],
  ['a critical topic', called('topic t { criticality: critical }', 'a -> t'), []],
  [
    'a critical service that is needed',
    'client web {}\nflow f { from: web, criticality: critical }\nservice a {}\nservice t { criticality: critical }\nweb -> a\na -> t',
    ['info'],
  ],
  [
    'a third party that is needed',
    'client web {}\nflow f { from: web, criticality: critical }\nservice a {}\nexternal t {}\nweb -> a\na -> t',
    ['warning'],
  ],
  ['a third party', called('external t {}', 'a -> t'), ['info']],
  ['each of two third parties', called('external t {}\nexternal u {}', 'a -> t\nb -> u'), ['info', 'info']],
]);

const critical = (target: string, more = 'a -> t', flow = 'criticality: critical'): string =>
  `client web {}\nflow f { from: web, ${flow} }\nservice a {}\n${target}\nweb -> a\n${more}`;
const promised = 'slo { availability: 99.9% }';

cases('missing-fallback', [
  ['optional', critical('service t { criticality: optional }'), ['info']],
  [
    'optional cache beside a store',
    critical('cache t { pattern: cache-aside, criticality: optional }\ndatabase d {}', 'a -> t\na -> d { on-miss: t }'),
    [],
  ],
  ['an ordinary recommendation', critical('service t { criticality: normal, role: recommendation }'), ['info']],
  ['an ordinary other thing', critical('service t { criticality: normal, role: matching }'), []],
  ['a provider of payments', critical('external t { role: payment }'), ['info']],
  ['our own payments', critical('service t { role: payment }'), []],
  ['another provider', critical('external t { role: email }'), []],
  ['a provider on a flow that only promises', critical('external t { role: payment }', undefined, promised), []],
  [
    'one that is critical itself',
    critical('external t { role: payment, criticality: critical }', undefined, promised),
    ['info'],
  ],
  [
    'another link has one',
    critical('service t { criticality: optional }', 'a -> t\na -> t { op: read, fallback: ignore }'),
    [],
  ],
  ['two calls', critical('service t { criticality: optional }', 'a -> t\na -> t { op: read }'), ['info']],
  [
    'another flow takes it',
    critical('service t { criticality: optional }', 'a -> t { for: g }').replace(
      'service a',
      'flow g { from: web, op: read }\nservice a',
    ),
    [],
  ],
  [
    'what another client asks for',
    critical('client other {}\nservice b {}\nservice t { criticality: optional }', 'a -> other\nother -> b\nb -> t'),
    [],
  ],
]);

const later = (flow: string, rest: string, source = 'service a {}'): string =>
  `client web {}\nflow f { from: web, op: write${flow} }\n${source}\nqueue q {}\nworker w {}\nweb -> a { timeout: 9s }\n${rest}`;

cases('immediate-result-required-async', [
  ['a payment is put off', later(', purpose: payment', 'a ~> q\nq ~> w'), ['warning']],
  [
    'a payment is put off, of which the user hears later',
    later(', purpose: payment, result: eventual', 'a ~> q\nq ~> w'),
    [],
  ],
  ['a payment of which nobody hears', later(', purpose: payment, result: none', 'a ~> q\nq ~> w'), []],
  ['a result at once', later(', result: immediate', 'a ~> q\nq ~> w'), ['warning']],
  ['nothing is said', later('', 'a ~> q\nq ~> w'), []],
  ['something is done before', later(', purpose: payment', 'service p {}\na -> p\na ~> q\nq ~> w'), []],
  ['the link says so', later('', 'a ~> q { result: immediate }\nq ~> w'), ['warning']],
  ['the link says it is a payment', later('', 'a ~> q { purpose: payment }\nq ~> w'), ['warning']],
  ['the link says it is a state', later('', 'a ~> q { purpose: status }\nq ~> w'), []],
  ['nobody waits for who hands over', 'service a {}\nqueue q {}\nworker w {}\na ~> q { purpose: payment }\nq ~> w', []],
  [
    'a queue between the user and who hands over',
    later('', 'queue p {}\nservice b {}\na ~> p\np ~> b\nb ~> q { purpose: payment }\nq ~> w'),
    [],
  ],
  ['the client hands over itself', later('', 'web ~> q { purpose: payment }\nq ~> w'), ['warning']],
  ['a circle', later(', purpose: payment', 'service b {}\na -> b\nb -> a\nq ~> w'), []],
  [
    'a job puts a payment off',
    'job j {}\nflow f { from: j, op: write, purpose: payment }\nservice a {}\nqueue q {}\nworker w {}\nj -> a\na ~> q\nq ~> w',
    [],
  ],
  [
    'the rest is for another flow',
    later(
      ', purpose: payment',
      'flow g { from: web, op: read }\nservice b {}\na -> b { for: g }\na ~> q { for: f }\nq ~> w',
    ),
    ['warning'],
  ],
]);
