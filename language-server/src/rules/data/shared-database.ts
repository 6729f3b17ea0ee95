import { isRead, isWrite } from '../../estimate/traffic/operations.js';
import { flowProperty } from '../../model/inherit.js';
import type { Component, Link, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { processOf } from '../../model/processes.js';
import { freeName, insertDeclaration, renameTarget } from '../edits.js';
import { defineRule, type RuleContext } from '../rule.js';
import { tablesOn, type Use, usesOn } from '../uses.js';
import { listed } from '../words.js';

/** One team's part of the system as a store sees it: the services of one deployable or one owner. */
interface Party {
  readonly components: Set<Component>;
  readonly links: Set<Link>;
  readonly writes: Use[];
  readonly reads: Use[];
  hasService: boolean;
  readonly owner?: string;
}

/** A store written by several services ties their schemas, locks and releases together. */
export const sharedDatabase = defineRule({
  name: 'shared-database',
  category: 'data',
  mode: 'presence',
  severity: 'warning',
  tier: 1,
  summary: 'Several services write the same database.',
  why: 'When two services write one database, its schema is an interface that nobody versions: a column cannot change before both have changed, a long lock of one stops the other, and no one can tell who broke an invariant. They are deployed apart and still fail and change together.',
  silent: [
    'The system is a `monolith` or a `modular-monolith`, or the services are modules of one deployable (`part-of`).',
    'They have the same `owner`: one bounded context may have several programs.',
    'They are one program in several regions: of one kind, and under one title or, without titles, one name.',
    'Each writes tables of its own, named in `stores`.',
    'A worker, function or job beside a service, unless both say that different teams own them.',
    'Only an info where one of them only reads, or where the data is being moved (`purpose: migration`); nothing where what is read is a read model (`derived-from`).',
    'The store, or one of the two, is only drawn (`future: yes`).',
  ],
  references: [
    'Sam Newman, Building Microservices, 2nd edition (2021), chapter 4: avoiding shared databases',
    'Chris Richardson, Microservices Patterns (2018), chapter 2: the database-per-service pattern',
    'Gregor Hohpe, Bobby Woolf, Enterprise Integration Patterns (2003), chapter 2: Shared Database',
  ],
  options: {
    writers: { default: 2, doc: 'So many services that write one database are too many.' },
  },
  incorrect: [
    {
      title: 'orders and billing write one database',
      code: 'service orders {}\nservice billing {}\ndatabase db {}\n\norders -> db { op: write, timeout: 1s }\nbilling -> db { op: write, timeout: 1s }\n',
    },
    {
      title: 'the same table, although each has tables of its own too',
      code: 'client web {}\nflow order { from: web, op: write }\nservice orders {}\nservice billing {}\ndatabase db {\n  table orders-placed {}\n  table customers {}\n  table invoices {}\n}\n\nweb -> orders -> billing { timeout: 3s }\norders -> db { stores: [orders-placed, customers], timeout: 500ms }\nbilling -> db { stores: [invoices, customers], timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'each has its own, and learns of the other by events',
      code: 'service orders {}\nservice billing {}\ndatabase orders-db {}\ndatabase billing-db {}\ntopic order-events {}\n\norders -> orders-db { op: write, timeout: 1s }\norders-db ~> order-events { capture: cdc }\norder-events ~> billing\nbilling -> billing-db { op: write, timeout: 1s }\n',
    },
    {
      title: 'one server, but tables of their own',
      code: 'service orders {}\nservice billing {}\ndatabase db {\n  table orders-placed {}\n  table invoices {}\n}\n\norders -> db { stores: orders-placed, timeout: 1s }\nbilling -> db { stores: invoices, timeout: 1s }\n',
    },
  ],
  check({ model, options, report }) {
    const style = model.system?.properties.architecture?.value;
    if (style === 'monolith' || style === 'modular-monolith') return;
    for (const store of model.components) {
      if (store.kind !== 'database') continue;
      const parties = partiesOf(model, store);
      const writers = inConflict(
        parties.filter(({ writes }) => writes.length > 0),
        options.writers,
      );
      if (writers.length > 0) {
        const names = listed(writers.map(nameOf));
        const isMoving = writers.some(({ writes }) => writes.some(migrates));
        report(
          store,
          `${names} ${writers.length === 2 ? 'both' : 'all'} write \`${store.id}\`: a change of its schema or a long lock by one of them hits ${writers.length === 2 ? 'the other' : 'the others'}.`,
          {
            ...(isMoving && { severity: 'info' }),
            ...involved(writers, 'writes'),
            fixes: fixes(model, store, parties, writers),
          },
        );
      } else reportReaders(store, parties, report);
    }
  },
});

/** A service that only reads what another one owns depends on its schema all the same. */
function reportReaders(
  store: Component,
  parties: readonly Party[],
  report: RuleContext<Record<string, never>>['report'],
): void {
  const [owner, ...others] = parties.filter(({ writes }) => writes.length > 0);
  if (!owner?.hasService || others.length > 0 || store.properties['derived-from']) return;
  const readers = parties.filter((party) => party !== owner && party.hasService && inCommon(owner.writes, party.reads));
  if (readers.length === 0) return;
  const message = `${listed(readers.map(nameOf))} ${readers.length === 1 ? 'reads' : 'read'} \`${store.id}\`, which \`${nameOf(owner)}\` owns: its schema cannot change without them.`;
  report(store, message, { severity: 'info', ...involved(readers, 'reads') });
}

function involved(parties: readonly Party[], what: 'writes' | 'reads') {
  const links = parties.map((party) => ({ party, link: party[what][0].link }));
  return {
    subjects: parties.flatMap(({ components }) => [...components]),
    related: links.map(({ party, link }) => ({ at: link.head, message: `\`${nameOf(party)}\` ${what} it here.` })),
  };
}

function nameOf({ components }: Party): string {
  return [...components][0].id;
}

function migrates({ link, flow }: Use): boolean {
  return (flow ? flowProperty(link, flow, 'purpose') : link.properties.purpose)?.value === 'migration';
}

/** Who uses a store. Workers and the like are only told apart from a service where all of them have an owner. */
function partiesOf(model: Model, store: Component): readonly Party[] {
  const parties = new Map<string, Party>();
  for (const link of store.incoming) {
    for (const use of usesOn(model, link)) {
      for (const caller of callersOf(model, use)) {
        const owner = caller.properties.owner?.value;
        const key = owner === undefined ? `deployable ${deployableOf(model, caller)}` : `owner ${owner}`;
        let party = parties.get(key);
        if (!party) {
          party = {
            components: new Set(),
            links: new Set(),
            writes: [],
            reads: [],
            hasService: false,
            ...(owner !== undefined && { owner }),
          };
          parties.set(key, party);
        }
        party.components.add(caller);
        party.links.add(link);
        party.hasService ||= caller.kind === 'service';
        if (isWrite(use.operation)) party.writes.push(use);
        else if (isRead(use.operation)) party.reads.push(use);
      }
    }
  }
  const all = [...parties.values()];
  const isOwned = all.every(({ owner }) => owner !== undefined);
  return all.filter(({ hasService }) => hasService || isOwned);
}

/** What a deployable is one of: in each region it runs in, a program may be drawn once more. */
function deployableOf(model: Model, component: Component): string {
  const { id, kind, name, title, properties } = component;
  const process = processOf(model, component);
  return process === id && properties.regions ? `${kind} ${title ?? name}` : process;
}

const programs: ReadonlySet<Component['kind']> = new Set(['service', 'function', 'worker', 'job']);

/** Who really calls: balancers and connection poolers only pass calls on. */
function callersOf(model: Model, use: Use): readonly Component[] {
  const callers = new Set<Component>();
  const passed = new Set([use.link.source]);
  for (const source of passed) {
    if (source.kind !== 'lb' && source.kind !== 'dns' && source.properties.role?.value !== 'pooler') {
      if (programs.has(source.kind)) callers.add(source);
      continue;
    }
    for (const link of source.incoming) {
      if (usesOn(model, link).some(({ flow }) => flow === use.flow)) passed.add(link.source);
    }
  }
  return [...callers];
}

/** Those that may write the same table as enough others. */
function inConflict(parties: readonly Party[], least: number): readonly Party[] {
  const byTable = new Map<string, Set<Party>>();
  const anywhere = new Set<Party>();
  for (const party of parties) {
    for (const { link } of party.writes) {
      const tables = tablesOn(link, 'stores');
      if (!tables) anywhere.add(party);
      for (const table of tables ?? []) byTable.set(table, (byTable.get(table) ?? new Set()).add(party));
    }
  }
  const groups = [...[...byTable.values()].map((group) => new Set([...group, ...anywhere])), anywhere];
  const together = new Set(groups.filter(({ size }) => size >= Math.max(2, least)).flatMap((group) => [...group]));
  return parties.filter((party) => together.has(party));
}

function inCommon(writes: readonly Use[], reads: readonly Use[]): boolean {
  const written = new Set(writes.flatMap(({ link }) => tablesOn(link, 'stores') ?? ['*']));
  return reads.some(({ link }) => {
    const tables = tablesOn(link, 'reads');
    return !tables || written.has('*') || tables.some((table) => written.has(table));
  });
}

/** A database for each but the first, or the way over the first one's interface. Links that name tables are left to a person. */
function fixes(model: Model, store: Component, parties: readonly Party[], writers: readonly Party[]): Fix[] {
  const [owner, ...others] = writers;
  const links = others.flatMap((party) => [...party.links]);
  const isPlain = ({ properties, source }: Link): boolean =>
    !properties.reads && !properties.stores && programs.has(source.kind);
  if (!links.every(isPlain) || others.some(({ components }) => components.size > 1)) return [];
  const engine = store.properties.engine;
  const own = others.flatMap((party) => {
    const name = freeName(model, `${store.name}-${[...party.components][0].name}`);
    const declaration = `database ${name} { ${engine ? `engine: ${engine.value}` : ''} }`.replace('{  }', '{}');
    return [
      ...[...party.links].map((link) => renameTarget(model, link, name)),
      insertDeclaration(model, store, declaration),
    ];
  });
  const all: Fix[] = [
    {
      title: `Give ${listed(others.map(nameOf))} a database of ${others.length === 1 ? 'its' : 'their'} own`,
      safe: false,
      edits: own,
    },
  ];
  const [first] = owner.components;
  const calls = new Set(first.outgoing.map(({ target }) => target));
  if (parties.length === 2 && owner.components.size === 1 && !links.some(({ source }) => calls.has(source))) {
    const edits = links.map((link) => renameTarget(model, link, first.id));
    all.push({ title: `Let \`${nameOf(others[0])}\` go through \`${first.id}\``, safe: false, edits });
  }
  return all;
}
