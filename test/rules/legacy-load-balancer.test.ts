import { expect, it } from 'vitest';
import { linted } from './linting.js';
import { cases } from './reliability/cases.js';

const lb = (settings: string, link = 'timeout: 1s', kind = 'lb'): string =>
  `client c {}\n${kind} l { ${settings} }\nservice s {}\nc -> l -> s { ${link} }`;
const classic = 'engine: aws-classic-load-balancer';

cases('legacy-load-balancer', [
  ['a classic one', lb(classic), ['hint']],
  ['one of our own on top of it', `engine ours extends aws-classic-load-balancer {}\n${lb('engine: ours')}`, ['hint']],
  ['its successor', lb('engine: aws-alb'), []],
  ['no product', lb('replicas: 2'), []],
  ['it is to route', lb(`${classic}, routes-by: [host, path]`), ['error']],
  ['it is to route on layer 7', lb(`${classic}, layer: 7, routes-by: path`), ['error']],
  ['it is to route on layer 4: told of elsewhere', lb(`${classic}, layer: 4, routes-by: path`), ['hint']],
  ['sockets on layer 7', lb(`${classic}, layer: 7`, 'protocol: websocket'), ['error']],
  ['sockets on layer 4', lb(`${classic}, layer: 4`, 'protocol: websocket'), ['hint']],
  ['sockets on nobody knows which layer', lb(classic, 'protocol: websocket'), ['hint']],
  ['requests on layer 7', lb(`${classic}, layer: 7`, 'protocol: http'), ['hint']],
  [
    'sockets of what is only drawn',
    lb(`${classic}, layer: 7`, 'protocol: websocket')
      .replace('client c {}', 'client c { future: yes }')
      .replace('service s {}', 'service s { future: yes }'),
    ['hint'],
  ],
  ['only drawn', lb(`${classic}, future: yes`), []],
]);

it('names the successor for its layer', () => {
  const successors = (code: string): string[] =>
    linted(code)
      .of('legacy-load-balancer')[0]
      .fixes.map(({ title }) => title.replace(/.*: (.*)`/, '$1'));
  expect(successors(lb(classic))).toEqual(['aws-alb', 'aws-nlb']);
  expect(successors(lb(`${classic}, layer: 4`))).toEqual(['aws-nlb']);
  expect(successors(lb(`${classic}, layer: 7`))).toEqual(['aws-alb']);
  expect(successors(lb(`${classic}, routes-by: path`))).toEqual(['aws-alb']);
  expect(successors(`engine ours extends aws-classic-load-balancer {}\n${lb('engine: ours')}`)).toEqual([]);
});
