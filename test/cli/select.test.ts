import { describe, expect, test } from 'vitest';
import { matchesFigure } from '../../language-server/src/cli/figures/select.js';

const named = (subject: string, figure: string) => ({ name: `${subject}.${figure}`, subject, figure });
const figures = [
  named('api', 'utilisation'),
  named('api', 'utilisation.zone-lost'),
  named('api', 'bandwidth.utilisation'),
  named('api', 'latency.p99'),
  named('eu.api', 'utilisation'),
  named('eu.api', 'latency.p99'),
  named('api->eu.db#2', 'rate.peak'),
];

describe('a pattern of --figure', () => {
  test.each([
    ['*.utilisation', ['api.utilisation', 'eu.api.utilisation']],
    ['*.utilisation*', ['api.utilisation', 'eu.api.utilisation']],
    ['*.utilisation.*', ['api.utilisation.zone-lost']],
    ['**.utilisation', ['api.utilisation', 'api.bandwidth.utilisation', 'eu.api.utilisation']],
    ['*.bandwidth.utilisation', ['api.bandwidth.utilisation']],
    ['*.*.utilisation', ['api.bandwidth.utilisation', 'eu.api.utilisation']],
    ['api.*', ['api.utilisation', 'api.utilisation.zone-lost', 'api.bandwidth.utilisation', 'api.latency.p99']],
    ['eu.*', ['eu.api.utilisation', 'eu.api.latency.p99']],
    ['*.{utilisation,latency.p99}', ['api.utilisation', 'api.latency.p99', 'eu.api.utilisation', 'eu.api.latency.p99']],
    ['**.p9?', ['api.latency.p99', 'eu.api.latency.p99']],
    ['api->*', ['api->eu.db#2.rate.peak']],
    ['*->*.rate.peak', ['api->eu.db#2.rate.peak']],
    ['*', figures.map(({ name }) => name)],
    ['**', figures.map(({ name }) => name)],
  ])('%s', (pattern, expected) => {
    expect(figures.filter((figure) => matchesFigure(pattern, figure)).map(({ name }) => name)).toEqual(expected);
  });
});
