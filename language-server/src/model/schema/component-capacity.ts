import {
  bandwidth as bandwidthOf,
  block,
  choice,
  count,
  data,
  name,
  names,
  neutral,
  rate,
  ratio,
  text,
  time,
  whole,
  yesNo,
} from './definition.js';

export const targetUtilisation = ratio('How full it may be at the peak; the needed replicas are counted with it.', {
  max: 1,
  assumed: { value: 0.7, source: 'our choice: above it, waiting grows quickly' },
  example: '70%',
});

export const bandwidth = bandwidthOf(
  'What the network card of one replica carries; on a link, what the line carries.',
  {
    assumed: { value: 1.25e9, source: 'our choice: a usual server card' },
    example: '10Gbps',
  },
);

export const availability = ratio(
  'Share of time it works: of one replica; of the whole where it is managed or external; of a region or zone.',
  { max: 1, example: '99.95%' },
);

export const regions = names(
  ['region'],
  'Regions it runs in, replicas spread evenly; without it, those of the blocks around.',
  { example: '[us-east, eu-west]' },
);

/** How much there is of a component and what it carries. */
export const componentCapacity = {
  engine: name(['engine'], 'The product it runs on; brings typical values with their source, never prices.', {
    example: 'postgres',
  }),
  managed: yesNo('The provider runs it, keeps copies and fails over inside the region.', { example: 'yes' }),
  replicas: whole('Running copies in total, over all zones and regions, a leader included.', {
    min: 1,
    assumed: { value: 1, source: 'one box in the picture' },
    example: '3',
  }),
  quorum: whole('How many replicas must be up for it to work.', {
    min: 1,
    assumed: { value: 1, source: neutral },
    example: '2',
  }),
  zones: names(['zone'], 'Zones over which the replicas spread evenly; without it, those of the blocks around.', {
    example: '[a, b, c]',
  }),
  regions,
  scaling: choice(['horizontal', 'vertical'], 'How it grows: more machines, or a larger one.', {
    example: 'horizontal',
  }),
  autoscale: block(
    {
      min: whole('Replicas it never goes below.', { example: '3' }),
      max: whole('Replicas it never exceeds; the capacity is counted with it.', { min: 1, example: '20' }),
      metric: choice(['cpu', 'memory', 'requests', 'queue-depth'], 'What it is steered by.', { example: 'cpu' }),
      target: ratio('Where the metric is held.', { max: 1, example: '70%' }),
      rate: rate('How many replicas it adds per time; must keep up with a spike.', { example: '5/min' }),
      'scale-in-delay': time('Wait before replicas are taken away, which keeps it from swinging.', { example: '5min' }),
      'scale-in-below': ratio('Replicas are taken away when the metric falls below this.', { max: 1, example: '40%' }),
      schedule: text('When it grows ahead of a known rush.', { example: '"Fri 19:30"' }),
    },
    'Replicas follow the load: the capacity is that of the most replicas, the cost that of the average need.',
    { example: '{ min: 3, max: 20, metric: cpu, target: 70% }' },
  ),
  capacity: rate('Requests one replica can serve; of a queue or topic, messages the broker takes.', {
    example: '4k/s',
  }),
  concurrency: count('Requests one replica serves at the same time; without it, capacity times latency.', {
    min: 1,
    example: '200',
  }),
  io: choice(['blocking', 'non-blocking'], 'Whether a slot stays taken while calls to others are awaited.', {
    assumed: { value: 'blocking', source: 'the cautious case: waiting takes slots' },
    example: 'non-blocking',
  }),
  latency: time('Own service time at the median, without the calls it makes; of a worker, for one message.', {
    example: '5ms',
  }),
  'latency.p99': time('Own service time that 99 of 100 requests stay below, without the calls it makes.', {
    example: '40ms',
  }),
  contention: count('Share of the work that cannot run in parallel (σ of the universal scalability law).', {
    max: 1,
    example: '0.03',
  }),
  coherency: count('What every pair of replicas costs in coordination (κ of the universal scalability law).', {
    max: 1,
    example: '0.0001',
  }),
  'target-utilisation': targetUtilisation,
  availability,
  'max-connections': count('Open connections one replica can hold.', { min: 1, example: '500' }),
  cpu: count('Processor cores of one replica.', { example: '4' }),
  'cpu-time': time('Processor time one request takes.', { example: '2ms' }),
  memory: data('Memory of one replica; of a cache, what it can hold.', { example: '64GB' }),
  bandwidth,
  'start-time': time('From the start of a replica until it serves.', { example: '30s' }),
  'warm-up': time('From serving until it is at full speed.', { example: '2min' }),
};
