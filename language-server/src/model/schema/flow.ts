import { dataClasses } from './component-security.js';
import {
  block,
  choice,
  choices,
  count,
  data,
  either,
  name,
  neutral,
  rate,
  ratio,
  ratioPerTime,
  text,
  time,
  timePerDay,
  userRate,
  yesNo,
} from './definition.js';
import { sla, sli, slo } from './objective.js';

const source = {
  from: name(['component'], 'Where the flow starts: a client, a job or any other component.', { example: 'browser' }),
  rate: either(
    rate(''),
    userRate(''),
    'How often on average: absolute, or per user of the client it starts from. One of `rate`, `every` and `of` says it.',
    { min: 0, example: '10/user/day' },
  ),
  every: time('One request per period: from every connected device, or one run of a job.', { example: '30s' }),
  of: name(['flow'], 'This flow is part of another one, whose rate it takes times `share`.', { example: 'checkout' }),
  share: ratio(
    'How many of these come per request of the flow in `of`; may exceed 1. On a link: the share of the visits that take it.',
    { assumed: { value: 1, source: neutral }, example: '20%' },
  ),
};

const request = {
  op: choice(
    ['read', 'list', 'write', 'upsert', 'delete', 'invalidate'],
    'What it does: `list` reads many, `upsert` and `delete` are writes that may be repeated, `invalidate` drops cache entries.',
    { example: 'read' },
  ),
  request: data('Payload sent up with one request; feeds the bandwidth.', { example: '1KB' }),
  response: data('Payload sent back with one response; feeds the bandwidth.', { example: '20KB' }),
  items: count('How many things one response lists.', { min: 0, example: '20' }),
  pagination: choice(
    ['cursor', 'offset', 'none'],
    'How long lists are cut: `cursor` stays fast on late pages, `offset` skips rows one by one.',
    { example: 'cursor' },
  ),
  content: choice(['static', 'html', 'json', 'image', 'video', 'file'], 'What kind of payload it is.', {
    example: 'json',
  }),
  endpoint: text('Method and path as callers see them.', { example: '"GET /v1/posts"' }),
  conditional: yesNo('It only asks whether something changed, and mostly gets a short answer.', { example: 'yes' }),
};

const load = {
  peak: ratio('Busiest hour against the average; capacity is judged at the peak.', {
    min: 1,
    assumed: { value: 3, source: 'capacity planning usually takes 3 to 5 times the average' },
    example: '3x',
  }),
  growth: ratioPerTime(
    'How the load grows: it bends kept storage, days until full and the life of ids; rates are those of today.',
    { assumed: { value: 0, source: neutral, written: '0%/year' }, example: '40%/year' },
  ),
  active: timePerDay('Hours of a day in which the load comes; averages are over these hours.', {
    max: 1,
    assumed: { value: 1, source: neutral, written: '24h/day' },
    example: '6.5h/day',
  }),
};

const spike = block(
  {
    to: rate('Rate at the top of the burst.', { example: '500/s' }),
    within: time('Time from the usual rate to the top; scaling out has to be faster.', { example: '1min' }),
    lasting: time('How long it stays at the top.', { example: '15min' }),
  },
  'A burst above the usual peak, as after a push message or at the start of a sale.',
  { example: '{ to: 500/s, within: 1min, lasting: 15min }' },
);

const needs = {
  consistency: choice(
    ['linearizable', 'sequential', 'causal', 'session', 'eventual'],
    'How current and ordered reads have to be; on a store, what it gives. `session` means that users see their own writes.',
    { example: 'eventual' },
  ),
  'max-staleness': time('Age of the oldest data that a reader may be shown.', { example: '10s' }),
  after: name(['flow'], 'The same user does this right after that flow, and expects to see its effect.', {
    example: 'save',
  }),
  'max-delay': time('Latest end of the asynchronous part, from the request on.', { example: '10s' }),
  result: choice(
    ['immediate', 'eventual', 'none'],
    'When the user needs the outcome: within the response, later, or never.',
    { example: 'immediate' },
  ),
  purpose: choice(
    ['login', 'payment', 'debit', 'reserve', 'confirmation', 'status', 'webhook', 'migration'],
    'What it is for, where that changes what is safe: a payment must not happen twice.',
    { example: 'payment' },
  ),
  criticality: choice(
    ['critical', 'normal', 'optional'],
    'What a failure means for the business; what is optional should have a fallback.',
    { example: 'critical' },
  ),
  durability: choice(
    ['required', 'best-effort'],
    'May a write that was accepted get lost: `best-effort` says that it may.',
    { example: 'required' },
  ),
  ordering: choice(
    ['none', 'per-key', 'total'],
    'Which order has to be kept: none, that of each key, or that of everything.',
    { example: 'per-key' },
  ),
  carries: choices(
    dataClasses,
    'Classes of data in motion. Where it is not written, they are derived from the tables that are touched.',
    { example: '[pii]' },
  ),
};

/** Of flows, clients and the system alike. */
export const { peak, growth, active } = load;
export const { every, share } = source;
export const { consistency, criticality, durability } = needs;

/** What a link takes from its flow, and may say itself for one hop. */
export const ofLinks = {
  op: request.op,
  request: request.request,
  response: request.response,
  content: request.content,
  consistency,
  purpose: needs.purpose,
  result: needs.result,
  ordering: needs.ordering,
  'max-delay': needs['max-delay'],
  carries: needs.carries,
};

export const flow = { ...source, ...request, ...load, spike, ...needs, slo, sla, sli };
