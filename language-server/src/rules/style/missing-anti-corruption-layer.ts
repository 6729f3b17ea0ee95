import type { Component, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { processOf } from '../../model/processes.js';
import { freeName, insertDeclaration, renameTarget } from '../edits.js';
import { defineRule } from '../rule.js';
import { listed, number } from '../words.js';

const programs: ReadonlySet<string> = new Set(['service', 'function', 'worker', 'job']);

/** Somebody else's words should enter by one door. */
export const missingAntiCorruptionLayer = defineRule({
  name: 'missing-anti-corruption-layer',
  category: 'style',
  mode: 'absence',
  severity: 'hint',
  tier: 3,
  summary: 'Several services speak the language of the same outside system.',
  why: 'An outside system has its own names, states and errors, and changes them when it likes. Where several services call it, each translates for itself, mostly a little differently, and every change there is a change in all of them. One adapter that speaks both languages keeps the foreign model out of the others, and is the one place for its limits and failures.',
  silent: [
    'A single program calls it, or the callers are modules of one deployable.',
    'The callers are adapters (`role: adapter`).',
    'The design is a sketch, or an end is only drawn (`future: yes`).',
  ],
  references: [
    'Eric Evans, Domain-Driven Design (2003), chapter 14: Anticorruption Layer',
    'Microsoft Azure Architecture Center, Cloud Design Patterns: Anti-corruption Layer',
  ],
  options: {
    callers: { default: 2, doc: 'Programs that call an outside system, from which on it is worth an adapter.' },
  },
  incorrect: [
    {
      title: 'two services and one ERP',
      code: 'service orders {}\nservice stock {}\nexternal erp {}\n\norders -> erp { timeout: 3s }\nstock -> erp { timeout: 3s }\n',
    },
    {
      title: 'a service and a nightly job',
      code: 'service shop {}\njob sync { every: 1d }\nexternal erp {}\n\nshop -> erp { timeout: 3s }\nsync -> erp { timeout: 30s }\n',
    },
  ],
  correct: [
    {
      title: 'an adapter between',
      code: 'service orders {}\nservice stock {}\nservice erp-adapter { role: adapter }\nexternal erp {}\n\norders -> erp-adapter { timeout: 4s }\nstock -> erp-adapter { timeout: 4s }\nerp-adapter -> erp { timeout: 3s }\n',
    },
    { title: 'one caller', code: 'service orders {}\nexternal erp {}\n\norders -> erp { timeout: 3s }\n' },
  ],
  check({ model, options, report }) {
    for (const external of model.components) {
      if (external.kind !== 'external') continue;
      const links = external.incoming.filter(
        (link) => isBuilt(link) && programs.has(link.source.kind) && link.source.properties.role?.value !== 'adapter',
      );
      const callers = new Map(links.map(({ source }) => [processOf(model, source), source]));
      if (callers.size < options.callers) continue;
      report(
        external,
        `${number(callers.size)} programs speak the language of \`${external.id}\` (${listed([...callers.values()].map(({ id }) => id))}): a change there is a change in each of them.`,
        {
          subjects: [...callers.values()],
          related: links.map((link) => ({ at: link.head, message: 'It is called here.' })),
          fixes: links.every(({ chain }) => chain.links.length === 1) ? adapter(model, external, links) : [],
        },
      );
    }
  },
});

function adapter(model: Model, external: Component, links: Component['incoming']): Fix[] {
  const name = freeName(model, `${external.name}-adapter`);
  const own = links.flatMap(({ properties: { timeout } }) => (timeout ? [timeout] : []));
  const [longest] = [...own].sort((a, b) => b.value - a.value);
  const block = longest ? ` { timeout: ${model.textOf(longest.at)} }` : '';
  return [
    {
      title: `Let an adapter \`${name}\` speak to it`,
      safe: false,
      edits: [
        insertDeclaration(model, external, `service ${name} { role: adapter }`, 'before'),
        ...links.map((link) => renameTarget(model, link, name)),
        insertDeclaration(model, links[links.length - 1], `${name} -> ${external.id}${block}`),
      ],
    },
  ];
}
