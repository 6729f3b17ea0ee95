import { cases } from './reliability/cases.js';

const shop = (slo: string, sla: string): string => `system shop { slo { ${slo} }, sla { ${sla} } }\n`;

cases('slo-not-tighter-than-sla', [
  ['no contract', 'system shop { slo { availability: 99.9% } }', []],
  ['no objective', 'system shop { sla { availability: 99.9% } }', []],
  ['different figures', shop('success: 99.9%', 'availability: 99.9%'), []],
  ['different percentiles', shop('latency.p95: 400ms', 'latency.p99: 400ms'), []],
  ['availability just looser', shop('availability: 99.89%', 'availability: 99.9%'), ['error']],
  ['availability equal', shop('availability: 99.9%', 'availability: 99.9%'), ['error']],
  ['availability just stricter', shop('availability: 99.91%', 'availability: 99.9%'), []],
  ['latency just looser', shop('latency.p99: 401ms', 'latency.p99: 400ms'), ['error']],
  ['latency equal', shop('latency.p99: 400ms', 'latency.p99: 400ms'), ['error']],
  ['latency just stricter', shop('latency.p99: 399ms', 'latency.p99: 400ms'), []],
  ['on a component', 'service api { slo { availability: 99.9% }, sla { availability: 99.95% } }', ['error']],
  ['only drawn', 'service api { future: yes, slo { availability: 99.9% }, sla { availability: 99.95% } }', []],
  [
    'each figure by itself',
    shop('availability: 99%, success: 99%', 'availability: 99%, success: 99%'),
    ['error', 'error'],
  ],
]);
