import { calendar as usual } from '@archlang/grammar';
import { targetUtilisation } from './component-capacity.js';
import { observability } from './component-operations.js';
import { block, choice, choices, moneyRate, name, ratio, time, whole } from './definition.js';
import { active, growth, peak } from './flow.js';
import { defaults } from './link.js';
import { rpo, rto, sla, sli, slo } from './objective.js';

export const runtime = choice(
  ['kubernetes', 'ecs', 'nomad', 'none'],
  'The platform that starts the containers; it brings discovery and balancing between replicas.',
  { example: 'kubernetes' },
);

export const system = {
  maturity: choice(
    ['sketch', 'design', 'production'],
    'How much may be demanded of the model: a sketch is only checked for contradictions, production also for everything that is missing.',
    {
      assumed: { value: 'design', source: 'what is neither called a sketch nor a production system' },
      example: 'design',
    },
  ),
  slo,
  sla,
  sli,
  rto,
  rpo,
  survives: choice(
    ['replica', 'zone', 'region'],
    'The largest loss the system lives through at its peak. From an objective of 99.95% on, a zone is expected.',
    { assumed: { value: 'replica', source: 'the smallest loss; single machines always fail' }, example: 'zone' },
  ),
  budget: moneyRate('What the system may cost; compared with the derived cost.', { example: '$40k/month' }),
  team: whole('Engineers who build and run it; a small team carries few services.', { min: 1, example: '6' }),
  architecture: choice(
    ['monolith', 'modular-monolith', 'microservices'],
    'The intended style: decides whether services may share a database.',
    { example: 'microservices' },
  ),
  tenancy: choice(['single', 'multi'], 'Whether each customer has an own deployment or all share one.', {
    example: 'multi',
  }),
  'tenant-key': name(['field'], 'The field that says to which customer a row belongs.', { example: 'tenant' }),
  'read-write-ratio': ratio('A claim about the load, reads to writes; compared with what the flows say.', {
    example: '100:1',
  }),
  calendar: block(
    {
      year: time('Length of the year behind `5y` and the downtime per year.', {
        min: 86_400,
        assumed: { value: usual.year, source: 'a year without a leap day' },
        example: '365d',
      }),
      month: time('Length of the month behind `/month` and the downtime per month.', {
        min: 86_400,
        assumed: { value: usual.month, source: 'a twelfth of the year' },
        example: '30d',
      }),
    },
    'Lengths of a year and a month, wherever a quantity or a figure uses them.',
    { example: '{ year: 365d, month: 30d }' },
  ),
  horizon: time('How far ahead growth and the supply of ids are followed.', {
    assumed: { value: 10 * usual.year, source: 'our choice: systems often live for ten years' },
    example: '10y',
  }),
  runtime,
  'supply-chain': choices(
    ['sast', 'sca', 'signing'],
    'Checks of every build: static analysis of the code, scan of the dependencies, signed artefacts.',
    { example: '[sast, sca, signing]' },
  ),
  defaults,
  peak,
  growth,
  active,
  'target-utilisation': targetUtilisation,
  observability,
};
