import { type Dimension, dimensions, sameDimension } from '@archlang/grammar';

const time = ['ms', 's', 'min', 'h', 'd', 'mo', 'y', 'us', 'ns'];
const data = ['KB', 'MB', 'GB', 'TB', 'PB', 'B', 'KiB', 'MiB', 'GiB', 'TiB'];
const units: readonly (readonly [Dimension, readonly string[]])[] = [
  [dimensions.time, time],
  [dimensions.data, data],
  [dimensions.rate, ['/s', 'k/s', 'M/s', '/min', '/h', '/day', 'M/day', '/month', 'M/month', '/year']],
  [dimensions.userRate, ['/user/day', '/user/h', '/user/month', '/user/s']],
  [dimensions.bandwidth, ['Mbps', 'Gbps', 'MB/s', 'GB/s', 'kbps', 'Tbps']],
  [dimensions.moneyRate, ['/month', 'k/month', '/year', '/h']],
  [dimensions.moneyPerData, ['/GB', '/TB']],
  [dimensions.moneyPerDataTime, ['/GB/month', '/TB/month']],
  [dimensions.money, ['/M', 'k', 'M']],
];

/** The units in which a dimension is usually written, most usual first. */
export function unitsOf(dimension: Dimension, ratio: boolean): readonly string[] {
  if (ratio) return ['%', 'x'];
  if (sameDimension(dimension, dimensions.number)) return ['k', 'M', 'bn', '%', 'x'];
  return units.find(([known]) => sameDimension(known, dimension))?.[1] ?? [];
}
