import type { Component, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { type DataClass, heldBy } from '../data-classes.js';
import { freeName, insertDeclaration, insertProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { writesTo } from '../uses.js';
import { listed } from '../words.js';

const audited: readonly DataClass[] = ['financial', 'health'];

/** For money and for health one has to be able to tell later who changed what, and when. */
export const financialWithoutAuditTrail = defineRule({
  name: 'financial-without-audit-trail',
  category: 'data',
  mode: 'absence',
  severity: 'warning',
  tier: 2,
  summary: 'Financial or health data is changed without a record of the changes.',
  why: 'A row shows what is, not how it came about. When a balance is disputed or a record was looked into, somebody has to show who changed what and when, and that the proof itself was not touched. Laws on accounts and on patients ask for it, and it cannot be made afterwards.',
  silent: [
    'Changes are recorded: `audit` names where, the store is an event store, its changes are captured, or its writers also write a component with `role: audit`.',
    'The class of the data is not declared, or the store is only `derived-from` another one.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'PCI Security Standards Council, PCI DSS v4.0 (2022), requirement 10: log and monitor all access',
    'US Department of Health and Human Services, HIPAA Security Rule, 45 CFR 164.312(b): audit controls',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 12: trust, but verify: designing for auditability',
  ],
  incorrect: [
    { title: 'balances that change without a trace', code: 'database accounts { holds: [financial] }\n' },
    {
      title: 'a table of findings',
      code: 'database clinic { table results { fields { patient: id, value: int }, holds: [health, pii] } }\n',
    },
  ],
  correct: [
    {
      title: 'changes are recorded in a ledger',
      code: 'topic ledger { retention: 7y }\ndatabase accounts { holds: [financial], audit: ledger }\n',
    },
    {
      title: 'events are the data',
      code: 'database accounts { holds: [financial], event-store: yes, events-per-key: 300, retention: forever }\n',
    },
  ],
  check({ model, report }) {
    for (const store of model.components) {
      const { 'derived-from': derived, future } = store.properties;
      if ((store.kind !== 'database' && store.kind !== 'storage') || derived || future?.value === true) continue;
      const classes = audited.filter((each) => heldBy(store).has(each));
      if (classes.length === 0 || isAudited(model, store) || auditOf(model).has(store.id)) continue;
      const { holds } = store.properties;
      report(store, `\`${store.id}\` holds ${listed(classes)} data, but nothing records who changed it, and when.`, {
        ...(holds?.value.some((each) => audited.includes(each)) && { at: holds.property }),
        fixes: fixes(model, store),
      });
    }
  },
});

function isAudited(model: Model, store: Component): boolean {
  const { audit, 'event-store': isEventStore, role } = store.properties;
  if (audit || isEventStore?.value === true || role?.value === 'audit') return true;
  const isRecord = ({ properties }: Component): boolean =>
    properties.role?.value === 'audit' || properties['event-store']?.value === true;
  if (store.outgoing.some(({ properties }) => properties.capture)) return true;
  return writesTo(model, store).some(({ link }) => link.source.outgoing.some(({ target }) => isRecord(target)));
}

const records = new WeakMap<Model, ReadonlySet<string>>();

/** What is itself the record of another store's changes, by id. */
function auditOf(model: Model): ReadonlySet<string> {
  let ids = records.get(model);
  if (!ids) {
    const named = model.components.flatMap(({ properties }) => properties.audit?.value ?? []);
    ids = new Set(named.flatMap((id) => [id, storeOf(model, id)]));
    records.set(model, ids);
  }
  return ids;
}

function storeOf(model: Model, id: string): string {
  const target = model.declarations.get(id);
  return target?.what === 'table' ? target.store.id : id;
}

function fixes(model: Model, store: Component): Fix[] {
  const name = freeName(model, 'audit-log');
  const edits = [
    insertProperty(model, store, 'audit', name),
    insertDeclaration(model, store, `database ${name} { role: audit, retention: 7y }`),
  ];
  return [{ title: `Record its changes in \`${name}\``, safe: false, edits }];
}
