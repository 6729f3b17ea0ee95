import { readdirSync, readFileSync } from 'node:fs';
import { calendar } from '@archlang/grammar';
import { describe, expect, it } from 'vitest';
import { type Design, design } from '../estimate/design.js';
import { facts, ids, notOfADesign } from './rows.js';

const { day } = calendar;

/**
 * Known computations of system design: the figure, or two of them and their ratio, the exact value in its unit, and what
 * the source prints. Where the source rounded on the way, `why` says how, and its number is held to what that explains.
 */
type Vector = readonly [id: string, figure: string, exact: number, printed?: number, why?: string];

const groups: Readonly<Record<string, readonly Vector[]>> = {
  'url-shortener': [
    ['T01', 'shorten.rate.average', 1157.4074074074074, 1160, 'rounded up by 0.2%'],
    ['T02', 'redirect.rate.average', 11574.074074074075, 11_600, 'ten times the rounded 1,160/s'],
    ['T03b', 'urls.storage', 18.25e12, 18e12, 'cut off after the terabyte'],
    ['T03b', 'urls.storage.year', 18.25e12],
    ['T03c', 'browser->api.bandwidth.in', 46.2962962962963e6],
    ['T03c', 'browser->api.bandwidth.out', 4.62962962962963e6],
    ['T03', 'rounded-urls.storage', 18.29088e12, 18e12, 'cut off after the terabyte'],
    ['T39', 'urls.code.ids.years', 96.48259195090411],
  ],
  traffic: [
    ['T04', 'page.rate.average', 10e6 / day, 10e6 / day],
    ['T05', 'page.rate.average', 115.74074074074075, 100, 'a day is taken for 100,000 s'],
    ['T06a', 'page.rate.peak', 347.22222222222223, 300, 'a day is taken for 100,000 s'],
    ['T06b', 'page-burst.rate.peak', 578.7037037037037, 500, 'a day is taken for 100,000 s'],
    ['T07', 'view.rate.average', 2.5e9 / day, 2.5e9 / day],
    ['T08', 'view.rate.average', 28935.185185185186, 30_000, 'rounded up by 3.7%'],
    ['T09', 'view.rate.peak', 86805.55555555556, 90_000, 'three times the rounded 30,000/s'],
    ['T10', 'tweets.storage', 255.5e12, 255e12, 'cut off after the terabyte'],
    ['T11', 'hottest.memory.working-set', 51.1e12, 51e12, 'from the 255 TB cut off before'],
    ['T11', 'hottest.memory.working-set / tweets.storage', 0.2],
    ['T12', 'visit.rate.average', 11574.074074074075, 12_000, 'rounded up by 3.7%'],
    ['T13', 'visit.rate.peak', 34722.222222222226, 36_000, 'three times the rounded 12,000/s'],
    ['T14', 'items.storage.growth', 10e9, 10e9],
    ['T15', 'items.storage', 18.25e12, 18e12, 'cut off after the terabyte'],
    ['T16', 'crowd->web.bandwidth.in', 34722.222222222226 * 10_000 * 8, 360e6 * 8, 'from the rounded 36,000/s'],
    ['T17', 'log.rate.average', 11574.074074074075, 11_574, 'cut off after the point'],
    ['T18', 'logs.storage.growth', 1.024e12, 1e12, 'a kibibyte is taken for a kilobyte'],
    ['T19', 'logs.storage', 373.76e12, 365e12, 'a kibibyte is taken for a kilobyte'],
    ['T20', 'shown.rate.average', 100e9 / day, 100e9 / day],
    ['T21', 'shown.rate.average / post.rate.average', 200, 200],
    ['T22', 'post.rate.average', 5787.037037037037],
    ['T23', 'timelines.visits.post', 1000, 1000],
    ['T24', 'entries.rate.average.write', 5787037.037037037],
    ['T25', 'star-writer->star-timelines.fan-out.max', 100e6, 100e6],
    ['T26', 'entry.rate.average', 86.4e9 / day],
    ['T27', 'hundred-to-one.rate.average.read / hundred-to-one.rate.average', 100 / 101],
    ['T28', 'mostly-read.rate.average.read / mostly-read.rate.average.write', 99, 99],
    ['T29', 'users.shard.storage', 100e6 * 1000, 100e6 * 1000],
    ['T30', 'few.storage', 1e9, 1e9],
    ['T31', 'users.storage', 1e12, 1e12],
    ['T32', 'pictures.storage', 200e9, 200e9],
    ['T33', 'steady->small-pages.bandwidth.in', 8e6, 8e6],
    ['T34', 'steady->large-pages.bandwidth.in', 800e6, 800e6],
    ['T37', 'rare.code.ids.years', 62 ** 7],
    ['T38', 'links.code.ids.years', 40.75942831259259 / 365],
    ['T40', 'links.storage', 15.768e15],
    ['T41', 'poll.rate.average', 16666.666666666668],
    ['T42', 'minutes.rate.average', 30_000 / 60, 30_000 / 60],
    ['L11', 'steady->wired.bandwidth.utilisation', 8.192e-6],
    ['C12', 'ten-nodes.breaking-point / one-node.breaking-point', 5.5],
  ],
  promises: [
    ['A01', 'three.downtime.year', 8.76 * 3600, 8.76 * 3600],
    ['A02', 'four.downtime.year', 52.56 * 60, 52 * 60, 'cut off after the minute'],
    ['A03', 'five.downtime.year', 5.256 * 60],
    ['A04', 'three-nines.error-budget', 43.2 * 60, 43.2 * 60],
    ['A05', 'three.downtime.month', 43.8 * 60, 43 * 60, 'a month of about 30 days'],
    ['A07', 'spent.error-budget.share', 35 / 43.2],
    ['A08', 'broken-promise.error-budget.share', 5],
    ['A09', 'better.error-budget', 21.6 * 60],
    ['A10', 'row.availability', 0.9983008098850051],
    ['A11', 'pair.availability', 0.9999],
    ['C06', 'noon.cost.month / night.cost.month', 10, 10],
    ['C09', 'dear.cost.month / cheap.cost.month', 5, 5],
  ],
  time: [
    ['L15', 'hot.latency.p50', 0.001, 0.001],
    ['L16', 'missed.latency.mean', 0.052, 0.05, 'the failed look-up and the write back are left out'],
    ['L17', 'cached.latency.mean', 0.006],
    ['L18', 'stages-only.latency.mean', 0.017, 0.017],
    ['L19', 'secure.latency.mean', 0.067, 0.067],
    ['L20', 'stages-only.latency.mean / secure.latency.mean', 17 / 67, 0.25, 'rounded to a whole percent'],
    ['L21', 'short.latency.mean', 0.058],
    ['L21', 'quick-only.latency.mean / short.latency.mean', 8 / 58],
    ['L24', 'pipeline.latency.mean', 13.5 * 60],
    ['L25', 'web->first-page.bandwidth.in', 1.616e6],
    ['L08', 'drive.latency.mean / memory.latency.mean', 160],
    ['L09', 'disk.latency.mean / drive.latency.mean', 125],
    ['L10', 'ocean.latency.mean / nearby.latency.mean', 300, 300],
    [
      'L14',
      'fibre.latency.mean',
      (2 * 8785) / 204_000,
      0.08613091898584699,
      'of the great circle before its kilometres were rounded',
    ],
    ['R01', 'first-retry.timeout.worst-case', 0.002 + 1],
    ['R01', 'second-retry.timeout.worst-case', 0.003 + 1 + 2],
    ['R01', 'third-retry.timeout.worst-case', 0.004 + 1 + 2 + 4],
    ['R01', 'fourth-retry.timeout.worst-case', 0.005 + 1 + 2 + 4 + 8],
    ['R02', 'web->flaky.timeout.worst-case', 5 * 5 + 15 + 4 * 0.5],
    ['R03', 'web->phased.timeout.worst-case', 10, 10],
    ['R04', 'web->steady.timeout.worst-case', 40],
    ['R05', 'thrice.retries.amplification', 64],
    ['R07', 'threads.capacity', 200],
  ],
};

describe.each(Object.keys(groups))('%s', (name) => {
  const { value } = design(readFileSync(new URL(`./${name}.arch`, import.meta.url), 'utf8'));

  for (const [id, figure, exact, printed, why] of groups[name]) {
    it(`${id} ${figure}`, () => {
      const found = ratio(figure, value);
      expect(Math.abs(found / exact - 1), `${found}`).toBeLessThan(1e-12);
      if (printed === undefined) return;
      const off = Math.abs(printed / exact - 1);
      // Every rounding of the sources is within 5%, but for days of 100,000 s.
      if (why === undefined) expect(off).toBeLessThan(1e-12);
      else expect(off).toBeLessThan(why.startsWith('a day') ? 0.1361 : 0.05);
    });
  }
});

/** The value of a figure, or of one by another. */
function ratio(figure: string, value: Design['value']): number {
  const [above, below] = figure.split(' / ').map(value);
  return below === undefined ? above : above / below;
}

const calendarIds = { T35: [calendar.day, 86_400], T36: [calendar.year, 31_536_000] } as const;

it.each(Object.entries(calendarIds))('%s counts days and years exactly', (_, [counted, exact]) => {
  expect(counted).toBe(exact);
});

const library = new URL('../../grammar/library/', import.meta.url);
const lines = readdirSync(library)
  .filter((file) => file.endsWith('.arch'))
  .map((file) => readFileSync(new URL(file, library), 'utf8'))
  .join('\n')
  .split('\n');

it.each(Object.entries(facts))('%s is a fact of the engine library', (_, named) => {
  for (const [name, text] of Object.entries(named)) expect(lines).toContain(`let ${name} = ${text}`);
});

it('says of every known figure what became of it', () => {
  const reproduced = new Set(Object.values(groups).flatMap((vectors) => vectors.map(([id]) => id)));
  const told = [...reproduced, ...Object.keys(calendarIds), ...Object.keys(facts), ...Object.keys(notOfADesign)];
  expect(told.toSorted()).toEqual(ids.toSorted());
  expect(ids).toHaveLength(117);
});
