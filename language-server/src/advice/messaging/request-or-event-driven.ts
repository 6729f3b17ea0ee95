import type { Model } from '../../model/model.js';
import { isBroker } from '../../rules/brokers.js';
import { callsService } from '../../rules/service-calls.js';
import { counted } from '../../rules/words.js';
import { type Evidence, known, unknown, yesNo } from '../input.js';
import { any } from '../logic.js';
import { defineQuestion } from '../question.js';

const requests = 'requests';
const events = 'events';
const asking: ReadonlySet<string> = new Set(['payment', 'debit', 'reserve']);

/** How the parts of a system talk. */
export const requestOrEventDriven = defineQuestion({
  name: 'request-or-event-driven',
  topic: 'messaging',
  asks: 'Do services ask each other, or tell each other what happened?',
  about: 'system',
  of: 'a system with calls or messages between its services',
  inputs: {
    strict: yesNo(
      'Must one part know at once what another has done?',
      '`consistency`, `purpose` and `result` of the flows',
    ),
    small: yesNo('Is it small enough that simplicity comes first?', '`team` of the system'),
    traced: yesNo('Must one be able to follow each request in one go?'),
  },
  settings: {
    'request-or-event-driven.small-below': { default: 10, doc: 'Engineers below which simplicity comes first.' },
  },
  sources: [
    'Sam Newman, Building Microservices (2nd ed., 2021), chapter 4: communication styles',
    'Martin Fowler, "What do you mean by Event-Driven?" (2017), martinfowler.com',
  ],
  rules: ['dual-write', 'missing-distributed-tracing'],
  concerns: (_, { model }) => stylesOf(model).length > 0,
  gather: ({ model }, _, settings) => ({
    strict: strictOf(model),
    small: smallOf(model, settings['request-or-event-driven.small-below']),
  }),
  present: ({ model }) => stylesOf(model),
  first: [
    {
      when: 'one part must know at once what another has done, or simplicity and tracing come first',
      holds: (i) => any(i.strict, i.small, i.traced),
      choose: requests,
      because: 'A call tells the outcome; use events beside it for all that may follow.',
      fine: [events],
      conflict:
        'Sources choose one style for a system. Most use both: requests for what the answer needs, events for what follows from it.',
    },
  ],
  otherwise: {
    choose: events,
    because:
      'Parts stay up while others are down, and new ones listen without a change; failure, order and repeats then need care.',
    fine: [requests],
  },
});

function strictOf({ flows, links }: Model): Evidence<boolean> {
  for (const { id, properties } of flows) {
    if (properties.consistency?.value === 'linearizable')
      return known(true, `\`${id}\` asks for linearizable consistency`);
    if (properties.purpose && asking.has(properties.purpose.value))
      return known(true, `\`${id}\` has \`purpose: ${properties.purpose.value}\``);
    if (properties.result?.value === 'immediate') return known(true, `the result of \`${id}\` is needed at once`);
  }
  const link = links.find(({ properties }) => properties.purpose && asking.has(properties.purpose.value));
  if (link) return known(true, `\`${link.id}\` has \`purpose: ${link.properties.purpose!.value}\``);
  return flows.length > 0 && flows.every(({ properties }) => properties.result || properties.consistency)
    ? known(false, 'no flow needs an outcome at once')
    : unknown('`result` of the flows');
}

function smallOf({ system }: Model, least: number): Evidence<boolean> {
  const team = system?.properties.team;
  return team
    ? known(team.value < least, `${counted(team.value, 'engineer')} build it`)
    : unknown('`team` of the system');
}

function stylesOf(model: Model): readonly string[] {
  const asks = model.links.some((link) => link.synchronous && callsService(model, link));
  const tells = model.links.some(({ synchronous, target }) => !synchronous && isBroker(target));
  return [...(asks ? [requests] : []), ...(tells ? [events] : [])];
}
