import type { Component, Model } from '../../model/model.js';
import { processOf } from '../../model/processes.js';
import { mostReplicas } from '../../rules/replicas.js';
import { counted, number } from '../../rules/words.js';
import { amount, type Evidence, known, unknown, yesNo } from '../input.js';
import { all, atLeast, below } from '../logic.js';
import { defineQuestion } from '../question.js';

const bands =
  'Sources disagree on the size of team for each style: a monolith below 5 or below 10 engineers, microservices from 20, from about 15 or only from 50. `team-bands` sets the two borders; the usual ones are 10 and 50.';

/** Into how many deployables a system is cut. */
export const architectureStyle = defineQuestion({
  name: 'architecture-style',
  topic: 'organisation',
  asks: 'Monolith, modular monolith or microservices?',
  about: 'system',
  of: 'a system that says its style, or its team and several services',
  inputs: {
    engineers: amount('How many engineers build and run it?', '`team` of the system'),
    unevenLoad: yesNo('Do its parts need very different numbers of machines?', '`replicas` of the services'),
  },
  settings: {
    'team-bands': {
      default: [10, 50],
      doc: 'Engineers below which a monolith is enough, and above which microservices pay.',
      presets: { usual: [10, 50], early: [5, 20], late: [30, 50], single: [15, 20] },
    },
    'architecture-style.disputed-from': {
      default: 20,
      doc: 'Engineers from which on some sources take microservices already: neither is told otherwise.',
    },
    'architecture-style.uneven-from': {
      default: 20,
      doc: 'Engineers from which on parts that scale very differently speak for microservices.',
    },
    'architecture-style.uneven-ratio': {
      default: 10,
      doc: 'The largest service against the smallest, in replicas, from which on the load is uneven.',
    },
  },
  sources: [
    'Sam Newman, Monolith to Microservices (2019), chapters 1 to 3: the strangler fig',
    'Martin Fowler, "MonolithFirst" (2015) and "MicroservicePremium" (2015), martinfowler.com',
    'Matthew Skelton, Manuel Pais, Team Topologies (2019), chapter 3',
  ],
  rules: ['premature-microservices', 'oversized-monolith'],
  concerns: ({ properties }, { model }) =>
    properties.architecture !== undefined || (properties.team !== undefined && servicesOf(model).size > 1),
  gather({ model }, { properties }, settings) {
    const { team } = properties;
    return {
      engineers: team
        ? known(team.value, `${counted(team.value, 'engineer')} build it`)
        : unknown('`team` of the system'),
      unevenLoad: unevenLoad(model, settings['architecture-style.uneven-ratio']),
    };
  },
  present: ({ model }, { properties }) => styleOf(model, properties.architecture?.value),
  first: [
    {
      when: 'the team is small',
      holds: (i, s) => below(i.engineers, s['team-bands'][0]),
      choose: 'a monolith',
      because: 'One deployable is the cheapest to build, test and run; nobody waits for anybody else.',
      fine: ['a modular monolith', 'a few services'],
      conflict: bands,
    },
    {
      when: 'the team is large',
      holds: (i, s) => atLeast(i.engineers, s['team-bands'][1] + 1),
      choose: 'microservices',
      because: 'So many people in one deployable wait for each other; take parts out one by one behind the same front.',
      fine: ['a modular monolith', 'a few services'],
      conflict: bands,
    },
    {
      when: 'its parts scale very differently, and there are enough people to run several',
      holds: (i, s) => all(i.unevenLoad, atLeast(i.engineers, s['architecture-style.uneven-from'])),
      choose: 'microservices',
      because: 'What needs many machines should not take with it what needs few.',
      fine: ['a modular monolith', 'a few services'],
      conflict: bands,
    },
    {
      when: 'the team is of a size about which sources disagree',
      holds: (i, s) => atLeast(i.engineers, s['architecture-style.disputed-from']),
      choose: 'a modular monolith',
      because:
        'Modules with clear borders can become services one by one; that many people can also run services already.',
      fine: ['a monolith', 'a few services', 'microservices'],
      conflict: bands,
    },
  ],
  otherwise: {
    choose: 'a modular monolith',
    because: 'Modules with clear borders keep teams apart without the price of a network between them.',
    fine: ['a monolith', 'a few services'],
    conflict: bands,
  },
});

/** What the team deploys by itself, with the most replicas of each. */
function servicesOf(model: Model): ReadonlyMap<string, readonly Component[]> {
  const found = new Map<string, Component[]>();
  for (const component of model.components) {
    const { kind, properties } = component;
    if ((kind !== 'service' && kind !== 'function') || properties.future?.value || properties.managed?.value) continue;
    const process = processOf(model, component);
    found.set(process, [...(found.get(process) ?? []), component]);
  }
  return found;
}

function unevenLoad(model: Model, ratio: number): Evidence<boolean> {
  const sizes = [...servicesOf(model).values()].flatMap((parts) => mostReplicas(parts[0]) ?? []);
  if (sizes.length < 2) return servicesOf(model).size < 2 ? known(false) : unknown('`replicas` of the services');
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const range = least === most ? `${number(most)} replicas each` : `${number(least)} to ${number(most)} replicas`;
  return known(most >= least * ratio, `its services run on ${range}`);
}

const fewServices = 5;

function styleOf(
  model: Model,
  written: 'monolith' | 'modular-monolith' | 'microservices' | undefined,
): string | undefined {
  if (written) return written === 'microservices' ? written : `a ${written.replace('-', ' ')}`;
  const services = servicesOf(model);
  return services.size < fewServices ? 'a few services' : 'microservices';
}
