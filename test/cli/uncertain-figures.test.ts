import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { sketch, Workshop } from './workshop.js';

const schema = JSON.parse(
  readFileSync(new URL('../../language-server/schemas/estimate.json', import.meta.url), 'utf8'),
);
// A range of 0.8M to 1.2M users: 27.8/s to 41.7/s at peak, 34/s in the middle.
const uncertain = sketch.replace('users: 1M', 'users: 0.8M..1.2M').replace('request: 1KB', 'request: 1KB..4KB');

const estimate = async (text: string, ...argv: string[]) =>
  (await new Workshop({ 'shop.arch': text }).run(['estimate', ...argv])).out;

describe('figures of uncertain inputs', () => {
  it('show what they vary between', async () => {
    expect(await estimate(uncertain)).toMatch(/rate\.peak +34\/s \(27\.8 to 41\.7\)\n/);
    expect(await estimate(uncertain)).toMatch(/utilisation +17% \(13\.9% to 20\.8%\)\n/);
    expect(await estimate(sketch)).not.toMatch(/ to \d/);
  });

  it('list percentiles and what matters most in their working', async () => {
    const out = await estimate(uncertain, '--derive', '--figure', 'browser->api.bandwidth.out');
    expect(out).toMatch(
      / +p5 [\d.]+kbps, p50 [\d.]+kbps, p95 [\d.]+[kM]bps\n +Of the variance: buy\.request [89]\d(\.\d)?%, browser\.users \d+(\.\d+)?%\.\n/,
    );
    expect(await estimate(uncertain, '--derive', '--format', 'markdown', '--figure', 'buy.rate.peak')).toMatch(
      /^- p5 27\.8.*\n- Of the variance&#58; browser\.users 100%/m,
    );
    expect(await estimate(sketch, '--derive', '--figure', 'buy.rate.peak')).not.toContain('variance');
  });

  it('are in JSON with their causes', async () => {
    const report = JSON.parse(await estimate(uncertain, '--format', 'json'));
    const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
    expect(validate(report) ? [] : validate.errors).toEqual([]);
    const figure = (name: string) => report.figures.find((each: { name: string }) => each.name === name);
    const peak = figure('buy.rate.peak');
    expect(peak.low / (800_000 / 28_800)).toBeCloseTo(1, 2);
    expect(peak.high / (1_200_000 / 28_800)).toBeCloseTo(1, 2);
    expect(peak.median / peak.value).toBeCloseTo(1, 2);
    expect(peak.causes).toEqual([{ name: 'browser.users', share: 1 }]);
    expect(figure('api.capacity')).toMatchObject({ low: null, median: null, high: null, causes: [] });
  });

  it('bring columns to tables only where there are any', async () => {
    expect(await estimate(uncertain, '--format', 'csv')).toMatch(/^design,name,value,low,median,high,unit,missing\r\n/);
    expect(await estimate(sketch, '--format', 'csv')).toMatch(/^design,name,value,unit,missing\r\n/);
    expect(await estimate(uncertain, '--format', 'markdown')).toContain(
      '| figure | value | range |\n| --- | ---: | --- |',
    );
    expect(await estimate(sketch, '--format', 'markdown')).not.toContain('range');
  });
});
