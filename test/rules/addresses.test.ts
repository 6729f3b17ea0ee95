import { cases } from './reliability/cases.js';

const fixedAddress = (address: string, target = 'service b { replicas: 2 }', system = ''): string =>
  `${system}service a {}\n${target}\na -> b { address: "${address}" }`;

cases('hardcoded-service-address', [
  ['a number', fixedAddress('10.0.1.5'), ['warning']],
  ['with a port', fixedAddress('10.0.1.5:80'), ['warning']],
  ['a URL', fixedAddress('http://10.0.1.5/v1'), ['warning']],
  ['of version 6', fixedAddress('[fd00::1]:80'), ['warning']],
  ['a name', fixedAddress('b.internal:80'), []],
  ['a version, not an address', fixedAddress('b-1.2.3.4.internal'), []],
  ['one box', fixedAddress('10.0.1.5', 'service b { replicas: 1 }'), []],
  ['one container', fixedAddress('10.0.1.5', 'service b { replicas: 1 }', 'system { runtime: nomad }\n'), ['warning']],
  ['one that scales', fixedAddress('10.0.1.5', 'service b { autoscale { min: 1 } }'), ['warning']],
  ['somebody else', fixedAddress('10.0.1.5', 'external b { replicas: 2 }'), []],
  ['a balancer', fixedAddress('10.0.1.5', 'lb b { replicas: 2 }'), []],
  ['no address', fixedAddress('10.0.1.5').replace('address: "10.0.1.5"', 'timeout: 1s'), []],
  ['only drawn', fixedAddress('10.0.1.5', 'service b { replicas: 2, future: yes }'), []],
]);
