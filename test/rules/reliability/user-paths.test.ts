import { expect, it } from 'vitest';
import { cases, message } from './cases.js';

const web = 'client web {}\nservice a {}\nweb -> a { timeout: 9s }\n';
const flow = (more: string): string =>
  `client web {}\nflow f { from: web, rate: 1/s, ${more} }\nservice a {}\nweb -> a { timeout: 9s }\n`;

cases('deferrable-work-on-sync-path', [
  ['an e-mail', `${web}external m { role: email }\na -> m { timeout: 1s }`, ['warning']],
  ['a thumbnail', `${web}service t { role: thumbnail }\na -> t { timeout: 1s }`, ['warning']],
  ['another role', `${web}service t { role: payment }\na -> t { timeout: 1s }`, []],
  ['by its name only', `${web}service order-mailer {}\na -> order-mailer { timeout: 1s }`, ['hint']],
  ['a name that only contains it', `${web}service gmailer2 {}\na -> gmailer2 { timeout: 1s }`, []],
  ['needed at once', `${web}external m { role: sms }\na -> m { result: immediate }`, []],
  [
    'the flow needs its own result, not the mail',
    `${flow('op: write, result: immediate')}external m { role: email }\na -> m`,
    ['warning'],
  ],
  ['a code for the login', `${flow('op: write, purpose: login')}external m { role: sms }\na -> m`, []],
  ['never needed', `${web}service s {}\na -> s { result: none }`, ['warning']],
  ['a read', `${flow('op: read')}service n { role: notification }\na -> n`, []],
  ['cannot fail the request', `${web}external m { role: email }\na -> m { fallback: ignore }`, []],
  ['fails it on purpose', `${web}external m { role: email }\na -> m { fallback: reject }`, ['warning']],
  ['handed over', `${web}queue q {}\nexternal m { role: email }\nworker w {}\na ~> q ~> w\nw -> m`, []],
  ['no user waits', 'service a {}\nexternal m { role: email }\na -> m', []],
  ['the request itself', 'client web {}\ngateway g {}\nservice n { role: notification }\nweb -> g -> n', []],
  ['recommendations are read', `${flow('op: read')}service r { role: recommendation }\na -> r`, []],
  ['recommendations are updated', `${flow('op: write')}service r { role: recommendation }\na -> r`, ['warning']],
  [
    'an index',
    `${flow('op: write')}database d {}\ndatabase i { data-model: search, derived-from: d }\na -> d\na -> i`,
    ['warning'],
  ],
  ['searched', `${flow('op: read')}database d {}\ndatabase i { data-model: search, derived-from: d }\na -> i`, []],
  ['pushed to all', `${flow('op: write')}database t {}\na -> t { fan-out { mode: push, average: 9 } }`, ['warning']],
  ['scattered reads', `${flow('op: read')}database t {}\na -> t { fan-out { average: 9 } }`, []],
  ['modules', `${web}service m { role: email, part-of: a }\na -> m`, []],
  ['only drawn', `${web}service m { role: email, future: yes }\na -> m`, []],
]);

cases('long-running-sync-operation', [
  ['eleven seconds', `${web}service s { latency: 11s }\na -> s`, ['warning']],
  ['ten seconds', `${web}service s { latency: 10s }\na -> s`, []],
  ['another limit', `${web}service s { latency: 2s }\na -> s`, ['warning'], { longest: 1.9 }],
  ['exactly that limit', `${web}service s { latency: 2s }\na -> s`, [], { longest: 2 }],
  ['no latency is known', `${web}service s {}\na -> s`, []],
  ['nobody waits', 'service a {}\nservice s { latency: 11s }\na -> s', []],
  ['handed over', `${web}service s { latency: 11s }\na ~> s`, []],
  ['an upload', `${flow('op: write, content: video')}service s { latency: 11s }\na -> s`, []],
  ['an upload over this link', `${web}service s { latency: 11s }\na -> s { content: file }`, []],
  ['a page', `${flow('op: read, content: html')}service s { latency: 11s }\na -> s`, ['warning']],
  ['an open connection', `client web {}\nservice s { latency: 11s }\nweb -> s { protocol: websocket }`, []],
  ['a job', `${web}job j { every: 1d, volume: 100, throughput: 1/s, replicas: 1 }\na -> j`, ['warning']],
  ['said once for a target', `${web}service b {}\nservice s { latency: 11s }\na -> b\na -> s\nb -> s`, ['warning']],
  ['only drawn', `${web}service s { latency: 11s, future: yes }\na -> s`, []],
]);

const later = (more = '', rest = '', links = 'a ~> q\nq ~> w'): string =>
  `client web { concurrent: 100 }\nflow f { from: web, rate: 1/s, op: write, result: eventual ${more} }\nservice a {}\nqueue q {}\nworker w {}\nweb -> a { timeout: 9s }\n${links}\n${rest}`;

cases('async-without-completion-signal', [
  ['no way to know', later(), ['info']],
  ['nobody asks', later().replace('result: eventual', 'result: none'), []],
  ['nothing is said', later().replace('result: eventual', ''), []],
  [
    'the hand-over says so',
    later('', '', 'a ~> q { result: eventual }\nq ~> w').replace(', result: eventual', ''),
    ['info'],
  ],
  ['pushed', later('', 'w ~> web'), []],
  ['an open connection', later().replace('{ timeout: 9s }', '{ timeout: 9s, protocol: sse }'), []],
  ['asked for', later('', 'flow ask { from: web, rate: 1/s, op: read, purpose: status }'), []],
  ['polled', later('', 'flow ask { from: web, every: 9s, op: read }'), []],
  ['looked at afterwards', later('', 'flow look { from: web, rate: 1/s, op: read, after: f }'), []],
  ['told by e-mail', later('', 'external m { role: email }\nw -> m'), []],
  ['not handed over', later('', '', 'queue unused {}\na -> w').replace('queue q {}\n', ''), []],
  ['not of a client', later().replace('client web { concurrent: 100 }', 'service web {}'), []],
  ['only drawn', later().replace('queue q {}', 'queue q { future: yes }').replace('q ~> w', ''), []],
  ['a sketch', `system { maturity: sketch }\n${later()}`, []],
]);

const paid = (link: string, more = ''): string =>
  `${flow(`op: write ${more}`)}queue q {}\nworker w {}\na ~> q ${link}\nq ~> w\n`;

cases('immediate-result-required-async', [
  ['a payment', paid('{ purpose: payment }'), ['warning']],
  ['a reservation', paid('{ purpose: reserve }'), ['warning']],
  ['a result', paid('{ result: immediate }'), ['warning']],
  ['a webhook', paid('{ purpose: webhook }'), []],
  ['nothing is said', paid(''), []],
  ['shown as pending', paid('{ purpose: payment, result: eventual }'), []],
  ['the flow is shown as pending', paid('{ purpose: payment }', ', result: eventual'), []],
  ['all that the flow asks for', paid('', ', result: immediate'), ['warning']],
  ['all that is to be paid', paid('', ', purpose: payment'), ['warning']],
  ['the flow gets its result elsewhere', `${paid('', ', result: immediate')}database d {}\na -> d`, []],
  ['or before', `${paid('', ', result: immediate')}service b {}\nweb -> b`, []],
  ['a worker pays', `${web}queue q {}\nworker w {}\nqueue r {}\na ~> q ~> w\nw ~> r { purpose: payment }`, []],
  [
    'changes of a store',
    `${flow('op: write, result: immediate')}database d {}\ntopic t {}\na -> d\nd ~> t { capture: cdc }`,
    [],
  ],
  ['only drawn', `${web}queue q { future: yes }\na ~> q { purpose: payment }`, []],
]);

it('speaks of users', () => {
  expect(message('long-running-sync-operation', `${web}service s { latency: 5min }\na -> s`)).toBe(
    'A client waits 5min for `a -> s`; connections break and users give up long before. Do it in the background and let them know.',
  );
  expect(message('deferrable-work-on-sync-path', `${flow('op: write')}external m { role: email }\na -> m`)).toBe(
    'The user of `f` waits for `a -> m`, whose role is email, and its failure fails the request; nothing in the answer needs it.',
  );
});
