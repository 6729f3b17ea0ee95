import { type Dimension, dimensions, sameDimension } from './dimension.js';
import { billionFix, parseQuantity } from './parse.js';
import { isQuantityError } from './quantity.js';

type Rewrite = readonly [pattern: RegExp, replacement: string];

/** Per expected dimension, in the order of likelihood: what a quantity of another dimension was probably meant to be. */
const rewrites: readonly (readonly [Dimension, readonly Rewrite[]])[] = [
  [
    dimensions.number,
    [
      [/^([\d._]+)KB$/, '$1k'],
      [/^([\d._]+)MB$/, '$1M'],
      [/^([\d._]+)GB$/, '$1bn'],
      [/^([\d._]+(?:k|M|bn|tn)?)\/.*$/, '$1'],
    ],
  ],
  [
    dimensions.time,
    [
      [/^([\d._]+)M$/, '$1min'],
      [/^([\d._]+)(?:MB|MiB)$/, '$1ms'],
      [/^([\d._]+)(?:GB|TB|GiB|TiB)$/, '$1s'],
      [/^([\d._]+)\/(ns|us|ms|s|min|h|d|mo|y)$/, '$1$2'],
      [/^(\d{1,2})$/, '$1s'],
      [/^(\d{3,6})$/, '$1ms'],
    ],
  ],
  [
    dimensions.data,
    [
      [/^([\d._]+)k$/, '$1KB'],
      [/^([\d._]+)M$/, '$1MB'],
      [/^([\d._]+)bn$/, '$1GB'],
      [/^([\d._]+)tn$/, '$1TB'],
      [/^([\d._]+)ms$/, '$1MB'],
      [/^([\d._]+[KMGTPE]?i?B)\/.*$/, '$1'],
      [/^([\d._]+)$/, '$1B'],
    ],
  ],
  [
    dimensions.rate,
    [
      [/^([\d._]+%)$/, '$1/year'],
      [/^([\d._]+(?:k|M|bn)?)$/, '$1/s'],
      [/^([\d._]+)(s|min|h)$/, '$1/$2'],
      [/^([\d._]+)d$/, '$1/day'],
      [/^([\d._]+(?:k|M|bn)?)\/user(\/\w+)$/, '$1$2'],
    ],
  ],
  [
    dimensions.userRate,
    [
      [/^([\d._]+(?:k|M)?)(\/\w+)$/, '$1/user$2'],
      [/^([\d._]+)$/, '$1/user/day'],
    ],
  ],
  [
    dimensions.bandwidth,
    [
      [/^([\d._]+[KMGT]?B)$/, '$1/s'],
      [/^([\d._]+)(k|M)$/, '$1$2bps'],
      [/^([\d._]+)bn$/, '$1Gbps'],
    ],
  ],
  [
    dimensions.money,
    [
      [/^([$€£].+)\/(?:month|mo|year|y)$/, '$1'],
      [/^([\d._]+(?:k|M|bn)?)$/, '$$$1'],
    ],
  ],
  [
    dimensions.moneyRate,
    [
      [/^([$€£][^/]+)$/, '$1/month'],
      [/^([\d._]+(?:k|M|bn)?)$/, '$$$1/month'],
      [/^([\d._]+(?:k|M)?\/(?:month|mo|h|day|year|y))$/, '$$$1'],
    ],
  ],
  [
    dimensions.moneyPerData,
    [
      [/^([$€£][^/]+)$/, '$1/GB'],
      [/^([$€£][^/]+\/[KMGTP]?B)\/.*$/, '$1'],
    ],
  ],
  [
    dimensions.moneyPerDataTime,
    [
      [/^([$€£][^/]+\/[KMGTP]?B)$/, '$1/month'],
      [/^([$€£][^/]+)$/, '$1/GB/month'],
      [/^([$€£][^/]+)(\/(?:month|mo))$/, '$1/GB$2'],
    ],
  ],
];

/**
 * The text that was probably meant where `text` has a valid quantity of the wrong dimension: `200ms` for `timeout: 200MB`,
 * `1bn` for `users: 1B`, `100/s` for `rate: 100`. Undefined where nothing is likely. What it answers has the expected dimension.
 */
export function meantText(text: string, expected: Dimension): string | undefined {
  const billion = sameDimension(expected, dimensions.number) ? billionFix(text) : undefined;
  const list = rewrites.find(([dimension]) => sameDimension(dimension, expected))?.[1] ?? [];
  const rewrite = list.find(([pattern]) => pattern.test(text));
  const meant = billion ?? (rewrite && text.replace(rewrite[0], rewrite[1]));
  if (meant === undefined) return undefined;
  const quantity = parseQuantity(meant);
  return !isQuantityError(quantity) && sameDimension(quantity.dimension, expected) ? meant : undefined;
}
