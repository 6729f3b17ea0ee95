import { isPlanned } from '../../model/planned.js';
import { defineRule } from '../rule.js';
import { number } from '../words.js';

/** Too many hands on one deployable. */
export const oversizedMonolith = defineRule({
  name: 'oversized-monolith',
  category: 'style',
  mode: 'derived',
  severity: 'hint',
  tier: 3,
  summary: 'A large team shares one deployable.',
  why: 'One deployable is the simplest thing to build and run as long as those who change it can talk to each other. With many teams, releases wait for each other, a mistake of one team takes all others down with it, and nobody knows the whole any more. Cutting out the part that changes most, piece by piece, is how most large systems got out of that.',
  silent: [
    'The `architecture` is not `monolith`; modules with borders are a choice of their own (`modular-monolith`).',
    'The size of the `team` is not written, or it is at most fifty.',
    'All of it is only drawn (`future: yes`).',
  ],
  references: [
    'Sam Newman, Monolith to Microservices (2019), chapters 1 to 3',
    'Melvin E. Conway, "How Do Committees Invent?", Datamation (1968)',
  ],
  options: {
    team: { default: 50, doc: 'Engineers above which one deployable is too small for all of them.' },
  },
  incorrect: [
    { title: 'a hundred and twenty', code: 'system { architecture: monolith, team: 120 }\nservice shop {}\n' },
    {
      title: 'sixty, with a database',
      code: 'system { architecture: monolith, team: 60 }\nservice shop {}\ndatabase db {}\n\nshop -> db { timeout: 1s }\n',
    },
  ],
  correct: [
    { title: 'a dozen', code: 'system { architecture: monolith, team: 12 }\nservice shop {}\n' },
    { title: 'modules with borders', code: 'system { architecture: modular-monolith, team: 120 }\nservice shop {}\n' },
  ],
  check({ model: { system, components }, options, report }) {
    const { architecture, team } = system?.properties ?? {};
    if (architecture?.value !== 'monolith' || !team || team.value <= options.team) return;
    if (components.length > 0 && components.every(isPlanned)) return;
    report(
      system!,
      `${number(team.value)} engineers share one deployable: their releases wait for each other, and a mistake of one stops all.`,
      { at: team.property, related: [{ at: architecture.property, message: 'Everything is deployed together.' }] },
    );
  },
});
