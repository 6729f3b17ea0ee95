import type { Component, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { among, carriedOn, classNames, type DataClass, heldBy } from '../data-classes.js';
import { insertProperty, replaceValue } from '../edits.js';
import { isAllowedRegion, regionsOutside } from '../jurisdictions.js';
import { defineRule } from '../rule.js';
import { tablesOn } from '../uses.js';
import { call, listed } from '../words.js';

const personal: readonly DataClass[] = ['pii', 'health', 'financial', 'credential', 'session'];

/** A store whose data must stay somewhere, of its own or because of a table. */
interface Bound {
  readonly store: Component;
  readonly residency: Value<readonly string[]>;
  /** What has to stay: the store or the table. */
  readonly name: string;
  readonly table?: string;
  readonly classes: readonly DataClass[];
}

/** Which law holds for data is decided by where it is, in every copy. */
export const dataResidencyViolation = defineRule({
  name: 'data-residency-violation',
  category: 'security',
  mode: 'presence',
  severity: 'error',
  tier: 2,
  summary: 'Data that must stay in a region is kept or processed outside of it.',
  why: 'Laws and contracts bind data to places, and they mean every copy: a replica, a cache, a backup, a service that reads it, a partner it is sent to. A copy across a border is a breach from the first row on, whatever protects it. Where only figures are needed, pseudonyms can travel in place of people.',
  silent: [
    'No `residency` is written on the store or the table.',
    'One of our own components is somewhere, nobody knows where: without regions, or in a region of which neither `jurisdiction` nor name tells whether it is allowed.',
    'What is bound is removed before it leaves (`masks`).',
    'The other end is a client: people may travel with what is theirs.',
    'One of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'Regulation (EU) 2016/679 (GDPR), chapter V, articles 44 to 50: transfers to third countries',
    'Court of Justice of the European Union, C-311/18, "Schrems II" (2020)',
    'AWS Well-Architected Framework, Data Residency and Hybrid Cloud Lens',
  ],
  incorrect: [
    {
      title: 'a replica across the ocean',
      code: 'database customers { holds: pii, encryption-at-rest: yes, residency: eu, regions: [eu, us] }\n',
    },
    {
      title: 'reports are made where another law holds',
      code: 'region frankfurt { jurisdiction: eu\n  database customers { holds: pii, encryption-at-rest: yes, residency: eu }\n}\nregion virginia { jurisdiction: us\n  service reports {}\n}\n\nreports -> customers { op: read, tls: 1.3, timeout: 5s }\n',
    },
    {
      title: 'a partner gets it, and nobody knows where he is',
      code: 'region frankfurt { jurisdiction: eu\n  service support {}\n  database customers { holds: pii, encryption-at-rest: yes, residency: eu }\n}\nexternal assistant {}\n\nsupport -> customers { op: read, timeout: 1s }\nsupport -> assistant { carries: pii, tls: 1.3, timeout: 5s }\n',
    },
  ],
  correct: [
    {
      title: 'all copies inside',
      code: 'database customers { holds: pii, encryption-at-rest: yes, residency: eu, regions: [eu-west, eu-central] }\n',
    },
    {
      title: 'only pseudonyms leave',
      code: 'region frankfurt { jurisdiction: eu\n  service support {}\n  database customers { holds: pii, encryption-at-rest: yes, residency: eu }\n}\nexternal assistant {}\n\nsupport -> customers { op: read, timeout: 1s }\nsupport -> assistant { carries: pii, masks: pii, tls: 1.3, timeout: 5s }\n',
    },
  ],
  check({ model, report }) {
    const all = model.components.flatMap((store) => boundBy(store));
    if (all.length === 0) return;
    const users = new Map<Bound, ReadonlySet<Component>>();
    for (const bound of all) {
      const { store, residency, name } = bound;
      const allowed = residency.value;
      const related = [{ at: residency.property, message: 'It is bound here.' }];
      const outside = regionsOutside(model, store, allowed);
      const { regions } = store.properties;
      if (outside.length > 0) {
        const where = `is kept in ${listed(outside)}`;
        report(store, `\`${name}\` must stay in ${listed(allowed)} but ${where}.`, {
          ...(regions!.origin === 'written' && { at: regions!.property }),
          related,
          fixes: without(regions!, outside),
        });
      }
      const backup = store.properties.backup?.value.region;
      if (backup && isAllowedRegion(model, backup.value, allowed) === false) {
        const message = `\`${name}\` must stay in ${listed(allowed)} but its backups are kept in \`${backup.value}\`.`;
        report(store, message, { at: backup.property, related });
      }
      const touching = new Set(
        [...store.incoming, ...store.outgoing].filter((link) => isBuilt(link) && touches(link, bound)),
      );
      users.set(bound, new Set([...touching].flatMap(({ source, target }) => [source, target])));
      for (const link of touching) {
        const other = link.source === store ? link.target : link.source;
        if (other.kind === 'client' || isMasked(link, bound)) continue;
        const abroad = regionsOutside(model, other, allowed);
        if (abroad.length === 0) continue;
        const message = `\`${name}\` must stay in ${listed(allowed)} but \`${call(link)}\` takes it to \`${other.id}\` in ${listed(abroad)}.`;
        report(link, message, { subjects: [other, store], related, fixes: masking(model, link, bound.classes) });
      }
    }
    for (const link of model.links) {
      if (link.target.kind !== 'external' || !isBuilt(link)) continue;
      const bound = all.find((each) => mayCarry(model, link, each, users.get(each)!));
      if (bound) {
        const classes = among(bound.classes, carriedOn(model, link));
        const place = link.target.properties.regions
          ? `in ${listed(regionsOutside(model, link.target, bound.residency.value))}`
          : 'and nothing says where that is';
        report(
          link,
          `\`${call(link)}\` sends ${classNames(classes)} to \`${link.target.id}\`, ${place}, but \`${bound.name}\` must stay in ${listed(bound.residency.value)}.`,
          {
            subjects: [bound.store],
            related: [{ at: bound.residency.property, message: 'It is bound here.' }],
            fixes: masking(model, link, classes),
          },
        );
      }
    }
  },
});

function boundBy(store: Component): Bound[] {
  if (store.properties.future?.value === true) return [];
  const whole = store.properties.residency;
  const classes = among(personal, heldBy(store));
  const bound: Bound[] = whole ? [{ store, residency: whole, name: store.id, classes }] : [];
  for (const table of store.tables) {
    const { residency, holds } = table.properties;
    if (residency?.origin !== 'written') continue;
    const own = among(personal, new Set(holds?.value));
    bound.push({ store, residency, name: table.id, table: table.id, classes: own });
  }
  return bound;
}

/** Is it known that the link touches what is bound? */
function touches(link: Link, { table }: Bound): boolean {
  if (table === undefined) return true;
  return [...(tablesOn(link, 'reads') ?? []), ...(tablesOn(link, 'stores') ?? [])].includes(table);
}

function isMasked({ properties: { masks } }: Link, { classes }: Bound): boolean {
  return masks !== undefined && classes.every((what) => masks.value.includes(what));
}

/** Is what is bound sent away: by what touches it itself, in the same words, to where it must not be? */
function mayCarry(model: Model, link: Link, bound: Bound, users: ReadonlySet<Component>): boolean {
  const { source, target } = link;
  if (among(bound.classes, carriedOn(model, link)).length === 0) return false;
  if (!users.has(source)) return false;
  if (source === bound.store) return target.properties.regions === undefined;
  return !target.properties.regions || regionsOutside(model, target, bound.residency.value).length > 0;
}

function without(regions: Value<readonly string[]>, outside: readonly string[]): Fix[] {
  const left = regions.value.filter((region) => !outside.includes(region));
  if (regions.origin !== 'written' || left.length === 0) return [];
  const text = left.length === 1 ? left[0] : `[${left.join(', ')}]`;
  return [{ title: `Keep it in ${listed(left)} only`, safe: false, edits: [replaceValue(regions, text)] }];
}

function masking(model: Model, link: Link, classes: readonly DataClass[]): Fix[] {
  if (classes.length === 0 || link.properties.masks || link.chain.links.length > 1) return [];
  const text = classes.length === 1 ? classes[0] : `[${classes.join(', ')}]`;
  const edits = [insertProperty(model, link, 'masks', text)];
  return [{ title: `Send pseudonyms: \`masks: ${text}\``, safe: false, edits }];
}
