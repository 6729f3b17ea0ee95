import type { Component, Model } from '../../model/model.js';
import { callsService } from '../../rules/service-calls.js';
import type { Decision } from '../decision.js';
import { known, yesNo } from '../input.js';
import { type Design, defineQuestion } from '../question.js';

const signals = [
  {
    input: 'services',
    when: 'programs answer requests',
    choice: 'rate, errors and duration',
    because: 'They say what users notice.',
  },
  {
    input: 'stores',
    when: 'stores and brokers fill up',
    choice: 'utilisation, saturation and errors',
    because: 'They say what is about to run out.',
  },
  { input: 'running', when: 'anything runs', choice: 'structured logs', because: 'They say why.' },
  { input: 'hops', when: 'a request passes several programs', choice: 'traces', because: 'They say where.' },
  { input: 'busy', when: 'a program is short of processor time', choice: 'profiles', because: 'They say which line.' },
] as const;

const notes = [
  'Sources offer four golden signals, three for services and three for resources as rivals. They are the same signals seen from two sides; record both.',
];

/** What has to be recorded. */
export const observability = defineQuestion({
  name: 'observability',
  topic: 'organisation',
  asks: 'What has to be recorded?',
  about: 'system',
  of: 'a system in production, or one that says its `observability`',
  inputs: {
    services: yesNo('Do programs answer requests?', 'the services of the design'),
    stores: yesNo('Are there stores and brokers that fill up?', 'the stores and brokers of the design'),
    running: yesNo('Does anything run that a person may have to look into?', 'the programs of the design'),
    hops: yesNo('Does a request pass several programs?', 'calls between services'),
    busy: yesNo('Is a program short of processor time?'),
  },
  sources: [
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 6: the four golden signals',
    'Brendan Gregg, "The USE Method" (2012)',
    'Tom Wilkie, "The RED Method" (2018)',
  ],
  rules: ['missing-monitoring', 'missing-distributed-tracing'],
  concerns: (_, { model }) => model.maturity === 'production' || holders(model).some(isMeant),
  gather: ({ model }) => gatherSignals(model),
  present: (design) => presentSignals(design),
  steps: signals.map(({ when, choice }) => ({ when, choice })),
  conflicts: notes,
  decide(inputs) {
    const wanted = signals.filter(({ input }) => inputs[input] === true);
    const open = signals.filter(({ input }) => inputs[input] === undefined && input !== 'busy');
    if (open.length > 0) {
      return outcome({
        need: open.map(({ input }) => input),
        alternatives: signals.map(({ when, choice }) => ({ when, choice })),
        conflicts: notes,
        confidence: 'low',
      });
    }
    const names = wanted.map(({ choice }) => choice);
    return outcome({
      choice: names.length > 0 ? names.join('; ') : 'nothing',
      because: wanted.map(
        ({ choice, because }) => `${choice[0].toUpperCase()}${choice.slice(1)}: ${because.toLowerCase()}`,
      ),
      used: [],
      confidence: names.length > 0 ? 'high' : 'medium',
      alternatives:
        inputs.busy === undefined ? [{ when: 'a program is short of processor time', choice: 'profiles as well' }] : [],
      conflicts: inputs.services && inputs.stores ? notes : [],
    });
  },
});

function outcome(more: Partial<Decision>): Decision {
  return { because: [], confidence: 'high', alternatives: [], need: [], conflicts: [], fine: [], used: [], ...more };
}

const holders = (model: Model): readonly Component['properties'][] =>
  [model.system, ...model.components].flatMap((each) =>
    each?.properties.observability ? [each.properties as Component['properties']] : [],
  );

function gatherSignals(model: Model) {
  const built = model.components.filter(({ properties }) => properties.future?.value !== true);
  const has = (...kinds: readonly Component['kind'][]): boolean => built.some(({ kind }) => kinds.includes(kind));
  return {
    services: known(has('service', 'function', 'gateway')),
    stores: known(has('database', 'cache', 'storage', 'queue', 'topic')),
    running: known(has('service', 'function', 'worker', 'job', 'gateway')),
    hops: known(model.links.some((link) => link.synchronous && callsService(model, link))),
  };
}

/** An alert on a queue alone is no plan for all. */
const isMeant = ({ observability: own }: Component['properties']): boolean =>
  own !== undefined && (own.value.metrics ?? own.value.logs ?? own.value.tracing) !== undefined;

/** All that is recorded somewhere, as one choice in the order of the signals. */
function presentSignals({ model }: Design): readonly string[] {
  const written = holders(model).map(({ observability: own }) => own!.value);
  const metrics = written.flatMap((own) => own.metrics?.value ?? []);
  const found = {
    services: metrics.includes('red'),
    stores: metrics.includes('use'),
    running: written.some((own) => own.logs?.value === 'structured'),
    hops: written.some((own) => own.tracing?.value === true),
    busy: false,
  };
  const gathered = gatherSignals(model);
  const wanted = signals.filter(({ input }) => input !== 'busy' && gathered[input].value);
  const have = signals.filter(({ input }) => found[input]);
  if (have.length === 0) return [];
  // More than is asked for is no contradiction.
  const covers = wanted.every((each) => have.includes(each));
  return [(covers ? wanted : have).map(({ choice }) => choice).join('; ')];
}
