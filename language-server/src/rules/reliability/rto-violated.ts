import { dimensions, writeQuantity } from '@archlang/grammar';
import type { Estimates } from '../../estimate/estimates.js';
import type { Component, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { isSourceOfTruth, keepsCopies } from '../copies.js';
import { isOwn, setProperty } from '../edits.js';
import { setInBlock } from '../inner-blocks.js';
import { recoveryObjective } from '../objectives.js';
import { defineRule, type RuleContext } from '../rule.js';
import { data, time } from '../words.js';

const options = {
  automaticFailover: { default: 60, doc: 'Seconds an automatic failover takes.' },
  manualFailover: { default: 1800, doc: 'Seconds a failover by hand takes.' },
  restoreRate: { default: 1e9, doc: 'Bytes a second of a restore, where `restore-rate` is not written.' },
} as const;

type Limits = RuleContext<typeof options>['options'];

/** How a component comes back. */
interface Recovery {
  /** Seconds of each part that is known, with what it is. */
  readonly parts: readonly (readonly [number, string])[];
  /** A property without which nobody can tell. */
  readonly missing?: string;
  readonly value: Value<unknown>;
  fixes(rto: number): readonly Fix[];
}

/** Noticing, switching or restoring, and warming up have to fit into the recovery time objective. */
export const rtoViolated = defineRule({
  name: 'rto-violated',
  category: 'reliability',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'Coming back takes longer than the recovery time objective allows.',
  why: 'An outage lasts until it is noticed, another copy leads or a backup is restored, clients find the new place, and it is warm. Restoring 10 TB at 1 GB/s alone takes three hours, however good the team is. The sum has to stay below the objective, or the objective is a wish.',
  silent: [
    'No `rto` holds, or the sum of what is known does not exceed it.',
    'The store is `managed`, can be built anew (`derived-from`), or has neither a second copy nor a backup (then `single-point-of-failure` or `missing-backup` speaks).',
    'A single leader without automatic failover: then `missing-failover` speaks.',
    'Only an info where a backup has to be restored and nobody knows how much data there is, and nothing in a sketch; parts that are not written count as nothing.',
    'It is only drawn (`future: yes`).',
  ],
  references: [
    'AWS, "Disaster Recovery of Workloads on AWS: Recovery in the Cloud" (whitepaper): RTO and RPO',
    'NIST SP 800-34 Rev. 1, Contingency Planning Guide for Federal Information Systems (2010)',
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 26: Data Integrity',
  ],
  options,
  incorrect: [
    {
      title: '18 TB are not restored in five minutes',
      code: 'system "Shop" { rto: 5min }\n\ndatabase items { replicas: 1, storage: 18TB, backup { interval: 1d } }\n',
    },
    {
      title: 'names that are kept for an hour',
      code: 'system "Shop" { rto: 10min }\n\ndns entry { routing: failover, ttl: 1h }\nregion us-east { service api-east { replicas: 3 } }\nregion us-west { service api-west { replicas: 3 } }\n\nentry -> api-east\nentry -> api-west\n',
    },
  ],
  correct: [
    {
      title: 'another node takes over',
      code: 'system "Shop" { rto: 5min }\n\ndatabase items { replicas: 2, storage: 18TB, replication { topology: single-leader, mode: semi-sync, failover: auto }, backup { interval: 1d } }\n',
    },
    {
      title: 'a gigabyte is restored in no time',
      code: 'system "Shop" { rto: 1h }\n\ndatabase items { replicas: 1, storage: 50GB, backup { interval: 1d, restore-rate: 200MB/s } }\n',
    },
  ],
  check({ model, estimates, options: limits, report }) {
    for (const component of model.components) {
      const rto = recoveryObjective(model, component, 'rto');
      if (!rto || component.properties.future?.value === true) continue;
      const recovery = recoveryOf(model, estimates, component, limits);
      if (!recovery) continue;
      const total = recovery.parts.reduce((sum, [seconds]) => sum + seconds, 0);
      const related = [{ at: rto.property, message: 'The recovery time objective.' }];
      const at = isOwn(component, recovery.value) ? { at: recovery.value.property } : {};
      if (total > rto.value) {
        const how = recovery.parts.map(([seconds, what]) => `${time(seconds)} ${what}`).join(', ');
        report(
          component,
          `Recovering \`${component.id}\` takes about ${time(total)} (${how}), but it has to be back within ${time(rto.value)}.`,
          { ...at, related, fixes: recovery.fixes(rto.value) },
        );
      } else if (recovery.missing && model.maturity !== 'sketch') {
        report(
          component,
          `Nobody can tell whether \`${component.id}\` is back within ${time(rto.value)}: its backup has to be restored, and \`${recovery.missing}\` is not known.`,
          { ...at, related, severity: 'info' },
        );
      }
    }
  },
});

function recoveryOf(model: Model, estimates: Estimates, component: Component, limits: Limits): Recovery | undefined {
  if (component.kind === 'dns') return byName(model, component);
  if (!isSourceOfTruth(component) || component.properties.managed?.value === true) return undefined;
  return keepsCopies(component) ? byFailover(component, limits) : byRestore(model, estimates, component, limits);
}

/** Clients keep the old address until it expires. */
function byName(model: Model, dns: Component): Recovery | undefined {
  const { ttl, routing } = dns.properties;
  if (!ttl || routing?.value !== 'failover' || dns.outgoing.length < 2) return undefined;
  const detection = detectionOf(dns);
  const noticing = detection.reduce((sum, [seconds]) => sum + seconds, 0);
  return {
    parts: [...detection, [ttl.value, 'until clients ask for the address again']],
    value: ttl,
    fixes: (rto) => {
      if (rto - noticing < 1) return [];
      const text = writeQuantity(rto - noticing, dimensions.time, { rounding: 'down' });
      return [{ title: `Set \`ttl: ${text}\``, safe: false, edits: [setProperty(model, dns, 'ttl', ttl, text)] }];
    },
  };
}

function byFailover(store: Component, limits: Limits): Recovery | undefined {
  const { replication } = store.properties;
  const failover = replication?.value.failover;
  const singleLeader = replication?.value.topology?.value === 'single-leader';
  if (!failover || failover.value === 'none' || (failover.value === 'manual' && singleLeader)) return undefined;
  const switching: readonly [number, string] =
    failover.value === 'auto'
      ? [limits.automaticFailover, 'for the automatic failover']
      : [limits.manualFailover, 'for the failover by hand'];
  return { parts: [...detectionOf(store), switching, ...warmUpOf(store)], value: failover, fixes: () => [] };
}

function byRestore(model: Model, estimates: Estimates, store: Component, limits: Limits): Recovery | undefined {
  const { backup, storage, replicas, replication } = store.properties;
  if (!backup || (replication && replication.origin !== 'engine')) return undefined;
  const kept = estimates.value(store, 'storage');
  const size = kept !== undefined && Number.isFinite(kept) && kept > 0 ? kept : storage?.value;
  const rate = backup.value['restore-rate']?.value ?? limits.restoreRate;
  const restore: [number, string][] =
    size === undefined || rate <= 0 ? [] : [[size / rate, `to restore ${data(size)}`]];
  const rest = [...detectionOf(store), ...warmUpOf(store)];
  const switching = rest.reduce((sum, [seconds]) => sum + seconds, limits.automaticFailover);
  return {
    parts: [...restore, ...rest],
    ...(size === undefined && { missing: `${store.id}.storage` }),
    value: backup,
    fixes: (rto) => {
      if (switching > rto) return [];
      const edits = [
        setProperty(model, store, 'replicas', replicas, '2'),
        setInBlock(model, store, { name: 'replication', value: replication }, 'failover', 'auto'),
      ];
      const title = 'Keep a second copy that takes over: `replicas: 2`, `failover: auto`';
      // Two insertions at one place would have no order.
      return edits[0].at.offset === edits[1].at.offset ? [] : [{ title, safe: false, edits }];
    },
  };
}

function detectionOf({ properties }: Component): [number, string][] {
  const { interval, unhealthy } = properties['health-check']?.value ?? {};
  return interval ? [[interval.value * (unhealthy?.value ?? 1), 'until it is noticed']] : [];
}

function warmUpOf({ properties }: Component): [number, string][] {
  const warmUp = properties['warm-up'];
  return warmUp ? [[warmUp.value, 'to warm up']] : [];
}
