import { cases } from './reliability/cases.js';

const callers = (a: string, b: string, external = '', system = ''): string =>
  `${system}${a}\n${b}\nexternal erp {${external}}\na -> erp { timeout: 1s }\nb -> erp { timeout: 2s }`;

cases('missing-anti-corruption-layer', [
  ['two services', callers('service a {}', 'service b {}'), ['hint']],
  ['a limit of three', callers('service a {}', 'service b {}'), [], { callers: 3 }],
  ['one service', 'service a {}\nexternal erp {}\na -> erp { timeout: 1s }', []],
  ['modules of one deployable', callers('service a {}', 'service b { part-of: a }'), []],
  ['an adapter is one of them', callers('service a { role: adapter }', 'service b {}'), []],
  ['a balancer only passes on', callers('lb a {}', 'service b {}'), []],
  ['a sketch', callers('service a {}', 'service b {}', '', 'system { maturity: sketch }\n'), []],
  ['only drawn', callers('service a {}', 'service b {}', ' future: yes '), []],
  ['one caller is only drawn', callers('service a { future: yes }', 'service b {}'), []],
]);

const team = (engineers: string, architecture = 'architecture: monolith, '): string =>
  `system { ${architecture}${engineers} }\nservice shop {}`;

cases('oversized-monolith', [
  ['fifty-one', team('team: 51'), ['hint']],
  ['fifty', team('team: 50'), []],
  ['forty-nine', team('team: 49'), []],
  ['another limit', team('team: 50'), ['hint'], { team: 49 }],
  ['nobody knows how many', team('maturity: design'), []],
  ['modules with borders', team('team: 51', 'architecture: modular-monolith, '), []],
  ['services', team('team: 51', 'architecture: microservices, '), []],
  ['not said', team('team: 51', ''), []],
]);
