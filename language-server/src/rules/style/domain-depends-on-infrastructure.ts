import type { Component, Kind, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { insertProperty } from '../edits.js';
import { defineRule } from '../rule.js';

/** What the rules of a business should know nothing of. */
const infrastructure: ReadonlySet<Kind> = new Set([
  'dns',
  'cdn',
  'waf',
  'gateway',
  'lb',
  'cache',
  'database',
  'storage',
  'queue',
  'topic',
  'external',
]);
const outside: ReadonlySet<string> = new Set(['adapter', 'infrastructure']);

/** The rules of the business are tied to what should be replaceable. */
export const domainDependsOnInfrastructure = defineRule({
  name: 'domain-depends-on-infrastructure',
  category: 'style',
  mode: 'presence',
  severity: 'warning',
  tier: 3,
  summary: 'A module with the rules of the business calls a store, a broker or another outside directly.',
  why: 'The rules of a business change when the business does; stores, brokers and other people’s services change when technology does. A module of rules that calls a database itself has to change with it, and cannot be tested without it. Where it calls through an interface of its own, and an adapter implements that, the dependency in the code points inwards and the database can be replaced.',
  silent: [
    'The module does not say that it is of the domain (`code-layer: domain`).',
    'It calls through an interface of its own (`port`).',
    'What it calls is a module of the domain or of the application, or says no layer and is neither a store, a broker, an edge nor external.',
    'One of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'Alistair Cockburn, "Hexagonal Architecture" (2005)',
    'Robert C. Martin, Clean Architecture (2017), chapter 22: The Clean Architecture',
  ],
  incorrect: [
    {
      title: 'rules that know the database',
      code: 'service shop {}\nservice pricing { part-of: shop, code-layer: domain }\ndatabase prices { engine: postgres }\n\nshop -> pricing\npricing -> prices { timeout: 1s }\n',
    },
    {
      title: 'rules that know the adapter',
      code: 'service shop {}\nservice pricing { part-of: shop, code-layer: domain }\nservice price-rows { part-of: shop, code-layer: adapter }\ndatabase prices { engine: postgres }\n\nshop -> pricing -> price-rows\nprice-rows -> prices { timeout: 1s }\n',
    },
    {
      title: 'rules that publish to a broker',
      code: 'service orders { code-layer: domain }\ntopic placed { engine: kafka, external-consumers: yes }\n\norders ~> placed\n',
    },
  ],
  correct: [
    {
      title: 'an interface of its own, and an adapter that implements it',
      code: 'service shop {}\nservice pricing { part-of: shop, code-layer: domain }\nservice price-rows { part-of: shop, code-layer: adapter }\ndatabase prices { engine: postgres }\n\nshop -> pricing\npricing -> price-rows { port: "Prices" }\nprice-rows -> prices { timeout: 1s }\n',
    },
    {
      title: 'the use case fetches and hands over',
      code: 'service checkout { code-layer: application }\nservice pricing { part-of: checkout, code-layer: domain }\ndatabase prices { engine: postgres }\n\ncheckout -> pricing\ncheckout -> prices { timeout: 1s }\n',
    },
    {
      title: 'nobody names layers',
      code: 'service pricing {}\ndatabase prices { engine: postgres }\n\npricing -> prices { timeout: 1s }\n',
    },
  ],
  check({ model, report }) {
    for (const link of model.links) {
      const { source, target, properties } = link;
      const layer = source.properties['code-layer'];
      if (layer?.value !== 'domain' || properties.port || !isBuilt(link) || !isOutside(target)) continue;
      report(
        link,
        `\`${source.id}\` holds rules of the business, and calls \`${target.id}\` (${nameOf(target)}) directly: it has to change with it.`,
        {
          subjects: [source, target],
          related: [{ at: layer.property, message: `\`${source.id}\` is of the domain.` }],
          fixes: fixes(model, link),
        },
      );
    }
  },
});

function isOutside({ kind, properties }: Component): boolean {
  const layer = properties['code-layer']?.value;
  return infrastructure.has(kind) || (layer !== undefined && outside.has(layer));
}

function nameOf({ kind, properties }: Component): string {
  return properties['code-layer']?.value ?? kind;
}

/** The properties of a chain hold for all its hops, and only one of them leaves the domain. */
function fixes(model: Model, link: Link): Fix[] {
  if (link.chain.links.length > 1) return [];
  const port = `"${pascalCase(link.target.name)}"`;
  return [
    {
      title: `Call it through an interface of \`${link.source.id}\`: \`port: ${port}\``,
      safe: false,
      edits: [insertProperty(model, link, 'port', port)],
    },
  ];
}

/** `price-rows` becomes `PriceRows`. */
function pascalCase(name: string): string {
  return name.replace(/(?:^|[-_])(\w)/g, (_, letter: string) => letter.toUpperCase());
}
