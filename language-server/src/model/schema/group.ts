import { dimensions, writeQuantity } from '@archlang/grammar';
import { owner } from './component.js';
import { availability } from './component-capacity.js';
import { exposure } from './component-security.js';
import { type Assumed, name, openBlock, time } from './definition.js';
import { defaults } from './link.js';

/** Round trips that are not written, in seconds. */
export const assumedRoundTrips = {
  withinRegion: { value: 0.0005, source: 'usual round trip inside a data centre' },
  betweenRegions: { value: 0.15, source: 'usual round trip across an ocean' },
} satisfies Record<string, Assumed<number>>;

const { withinRegion, betweenRegions } = assumedRoundTrips;
const inside = writeQuantity(withinRegion.value, dimensions.time);
const between = writeQuantity(betweenRegions.value, dimensions.time);

export const group = { defaults, exposure, owner };

export const zone = { ...group, availability };

export const region = {
  ...zone,
  jurisdiction: name([], 'Whose law applies to data kept here.', { example: 'eu' }),
  rtt: openBlock(
    'rtt',
    time('Round trip between this region and the named one.', { example: '85ms' }),
    `Round trips to other regions, in both directions. Assumed: ${inside} inside a region, ${between} between two.`,
    { example: '{ eu-west: 85ms }' },
  ),
};
