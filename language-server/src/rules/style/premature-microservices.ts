import type { Component, Model } from '../../model/model.js';
import { processOf } from '../../model/processes.js';
import { defineRule } from '../rule.js';
import { counted, number } from '../words.js';

/** More services than the people who run them can look after. */
export const prematureMicroservices = defineRule({
  name: 'premature-microservices',
  category: 'style',
  mode: 'derived',
  severity: 'info',
  tier: 2,
  summary: 'A small team runs many services.',
  why: 'Every service has its own deployment, alarms, versions and network in between, whoever looks after it. For a few people that costs more than it gives: boundaries that turn out wrong are cheap to move between the modules of one deployable, and dear between services.',
  silent: [
    'The `team` is not given.',
    'The services are modules of one deployable (`part-of`), run by a provider (`managed`), or only drawn (`future: yes`).',
  ],
  references: [
    'Martin Fowler, "MonolithFirst" (2015), martinfowler.com',
    'Sam Newman, Monolith to Microservices (2019), chapter 1: should you use microservices?',
    'Matthew Skelton and Manuel Pais, Team Topologies (2019), chapter 3: cognitive load',
  ],
  options: {
    smallTeam: { default: 10, doc: 'Fewer engineers than this are a small team.' },
    services: { default: 5, doc: 'So many services are too many for a small team.' },
    microservicesTeam: { default: 20, doc: 'Engineers from which on an architecture of microservices pays.' },
    perEngineer: { default: 1, doc: 'More services than this for each engineer are too many for any team.' },
  },
  incorrect: [
    {
      title: 'six services for four people',
      code: 'system { team: 4 }\nservice users {}\nservice orders {}\nservice stock {}\nservice prices {}\nservice mails {}\nservice search {}\n',
    },
    {
      title: 'microservices for a team of eight',
      code: 'system { team: 8, architecture: microservices }\nservice users {}\nservice orders {}\nservice stock {}\n',
    },
  ],
  correct: [
    {
      title: 'modules of one deployable',
      code: 'system { team: 4 }\nservice app {}\nservice users { part-of: app }\nservice orders { part-of: app }\nservice stock { part-of: app }\nservice prices { part-of: app }\n',
    },
    {
      title: 'enough people',
      code: 'system { team: 30, architecture: microservices }\nservice users {}\nservice orders {}\nservice stock {}\n',
    },
  ],
  check({ model, options, report }) {
    const { system } = model;
    const team = system?.properties.team;
    if (!team) return;
    const deployables = servicesOf(model);
    const services = deployables.size;
    if (services < 2) return;
    const isDeclared = system!.properties.architecture?.value === 'microservices';
    const isSmall = team.value < options.smallTeam && services >= options.services;
    const isTooSoon = isDeclared && team.value < options.microservicesTeam;
    if (!isSmall && !isTooSoon && services <= team.value * options.perEngineer) return;
    const until =
      team.value < options.microservicesTeam ? ` until there are about ${number(options.microservicesTeam)}` : '';
    report(
      system!,
      `${counted(services, 'service')} for ${counted(team.value, 'engineer')}: a modular monolith is cheaper to build and run${until}.`,
      { at: team.property, subjects: [...deployables.values()] },
    );
  },
});

/** What is deployed by itself and looked after by the team, by its process. */
function servicesOf(model: Model): ReadonlyMap<string, Component> {
  const found = new Map<string, Component>();
  for (const component of model.components) {
    const { kind, properties } = component;
    if (kind !== 'service' && kind !== 'function') continue;
    if (properties.managed?.value === true || properties.future?.value === true) continue;
    found.set(processOf(model, component), component);
  }
  return found;
}
