import { dimensions, writeQuantity } from '@archlang/grammar';
import type { Component, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { isSourceOfTruth, keepsCopies } from '../copies.js';
import { isOwn, replaceValue } from '../edits.js';
import { setInBlock } from '../inner-blocks.js';
import { recoveryObjective } from '../objectives.js';
import { defineRule } from '../rule.js';
import { time } from '../words.js';

/** What of the latest data a loss may cost, and what says so. */
interface Window {
  readonly seconds: number;
  readonly value: Value<unknown>;
  readonly cause: string;
  fixes(): readonly Fix[];
}

/** The recovery point objective bounds how old the newest surviving copy may be. */
export const rpoViolated = defineRule({
  name: 'rpo-violated',
  category: 'reliability',
  mode: 'derived',
  severity: 'error',
  tier: 2,
  summary: 'A loss may cost more of the latest data than the recovery point objective allows.',
  why: 'What was written since the last backup, snapshot or flush, or what an asynchronous copy has not received yet, is gone when the original is lost. The longest of these spans is what a disaster can cost; if it is longer than the objective, the promise to the business is already broken, only nobody has noticed yet.',
  silent: [
    'No `rpo` holds, or the interval in question is not written.',
    'The store can be built anew (`derived-from`), or its data may be lost (`durability: best-effort`).',
    'A backup counts only where no second copy is known that survives, or where the system `survives: region` and the store is in one; with `point-in-time: yes` its interval does not count.',
    'Copying counts only where it is `mode: async` and writes are confirmed by one node (`acks`, `write-quorum`).',
    'A write-behind with a durable log (`persistence: append-log`) loses nothing in a restart.',
    'It is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 5: Synchronous Versus Asynchronous Replication',
    'AWS, "Disaster Recovery of Workloads on AWS: Recovery in the Cloud" (whitepaper): RTO and RPO',
    'NIST SP 800-34 Rev. 1, Contingency Planning Guide for Federal Information Systems (2010)',
  ],
  incorrect: [
    {
      title: 'an hour between backups, a minute to lose',
      code: 'system "Shop" { rpo: 1min }\n\ndatabase items { backup { interval: 1h } }\n',
    },
    {
      title: 'copies that may be 30 seconds behind',
      code: 'database items { replicas: 3, rpo: 5s, replication { topology: single-leader, mode: async, lag: 30s }, backup { interval: 1d, point-in-time: yes } }\n',
    },
    {
      title: 'a game that may forget one second saves every five',
      code: 'system "Game" { rpo: 1s }\n\nservice arena { state: in-memory, snapshot { interval: 5s } }\n',
    },
  ],
  correct: [
    {
      title: 'another node has every write, and any moment can be restored',
      code: 'system "Shop" { rpo: 1min }\n\ndatabase items { replicas: 3, replication { topology: single-leader, mode: semi-sync }, backup { interval: 1h, point-in-time: yes } }\n',
    },
    {
      title: 'copies that are at most 100 ms behind',
      code: 'database items { replicas: 3, rpo: 5s, replication { topology: single-leader, mode: async, lag: 100ms } }\n',
    },
  ],
  check({ model, report }) {
    for (const component of model.components) {
      const rpo = recoveryObjective(model, component, 'rpo');
      if (!rpo || component.properties.future?.value === true) continue;
      const [worst] = windows(model, component, rpo)
        .filter(({ seconds }) => seconds > rpo.value)
        .sort((a, b) => b.seconds - a.seconds);
      if (!worst) continue;
      report(
        component,
        `\`${component.id}\` can lose ${time(worst.seconds)} of data (${worst.cause}), but at most ${time(rpo.value)} may be lost.`,
        {
          ...(isOwn(component, worst.value) && { at: worst.value.property }),
          related: [{ at: rpo.property, message: 'The recovery point objective.' }],
          fixes: worst.fixes(),
        },
      );
    }
  },
});

function windows(model: Model, component: Component, rpo: Value<number>): Window[] {
  if (component.properties.durability?.value === 'best-effort') return [];
  if (isSourceOfTruth(component)) return [...copying(model, component), ...backups(model, component, rpo)];
  return [...flushes(component, rpo), ...snapshots(component, rpo)];
}

/** What followers have not received when the leader is lost. */
function copying(model: Model, store: Component): Window[] {
  const { replication } = store.properties;
  if (!replication) return [];
  const { mode, lag, acks, 'write-quorum': quorum } = replication.value;
  if (mode?.value !== 'async' || !lag || (quorum?.value ?? 1) > 1 || !keepsCopies(store)) return [];
  if (acks?.value === 'quorum' || acks?.value === 'all') return [];
  const edit = () => setInBlock(model, store, { name: 'replication', value: replication }, 'mode', 'semi-sync');
  return [
    {
      seconds: lag.value,
      value: lag,
      cause: 'its copies lag that far behind',
      fixes: () => [{ title: 'Wait for one copy: `mode: semi-sync`', safe: false, edits: [edit()] }],
    },
  ];
}

/** What was written since the last backup, where nothing else survives. */
function backups(model: Model, store: Component, rpo: Value<number>): Window[] {
  const { backup, regions, replication } = store.properties;
  const interval = backup?.value.interval;
  if (!interval || backup.value['point-in-time']?.value === true) return [];
  const places = new Set(regions?.value).size;
  const regionLost = model.system?.properties.survives?.value === 'region' && places === 1;
  const copied = keepsCopies(store) || (replication && replication.origin !== 'engine');
  if (copied && !regionLost) return [];
  const cause = regionLost
    ? `the time between two backups, all that is left after the loss of \`${regions!.value[0]}\``
    : 'the time between two backups, and no other copy is known';
  return [{ seconds: interval.value, value: interval, cause, fixes: () => shorten(interval, 'interval', rpo) }];
}

function flushes({ properties }: Component, rpo: Value<number>): Window[] {
  const { pattern, persistence, holds, 'flush-interval': interval } = properties;
  if (pattern?.value !== 'write-behind' || !interval) return [];
  // Of data that is said to be critical, or said to be required, `write-behind-critical-data` speaks.
  if (persistence?.value === 'append-log' || holds || properties.durability) return [];
  const fixes = () => shorten(interval, 'flush-interval', rpo);
  return [{ seconds: interval.value, value: interval, cause: 'the time until writes are flushed to its store', fixes }];
}

function snapshots({ properties }: Component, rpo: Value<number>): Window[] {
  const { state, snapshot } = properties;
  const interval = snapshot?.value.interval;
  if (state?.value !== 'in-memory' || !interval) return [];
  const fixes = () => shorten(interval, 'interval', rpo);
  return [{ seconds: interval.value, value: interval, cause: 'the time between two snapshots', fixes }];
}

function shorten(interval: Value<number>, name: string, rpo: Value<number>): Fix[] {
  if (rpo.value <= 0) return [];
  const text = writeQuantity(rpo.value, dimensions.time, { rounding: 'down' });
  return [{ title: `Set \`${name}: ${text}\``, safe: false, edits: [replaceValue(interval, text)] }];
}
