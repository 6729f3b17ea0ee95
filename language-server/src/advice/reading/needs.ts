import { isRead } from '../../estimate/traffic/operations.js';
import { flowProperty } from '../../model/inherit.js';
import type { Component } from '../../model/model.js';
import type { Consistency } from '../../rules/consistency.js';
import { among, classNames, type DataClass, heldBy } from '../../rules/data-classes.js';
import { type Use, usesOf, writesTo } from '../../rules/uses.js';
import { listed, time } from '../../rules/words.js';
import { type Evidence, known, unknown } from '../input.js';
import type { Design } from '../question.js';

/** Data whose stale or lost copy costs money or safety. */
const strict: readonly DataClass[] = ['financial', 'inventory', 'booking'];
const exclusive: ReadonlySet<string> = new Set(['payment', 'debit', 'reserve']);

/** What is asked of the data in a store or cache by those who read and write it. */
export interface Needs {
  /** A stale or lost value costs money or safety. */
  readonly loss: Evidence<boolean>;
  /** Effects must not be seen before their causes. */
  readonly causal: Evidence<boolean>;
  /** Users must see what they wrote themselves. */
  readonly session: Evidence<boolean>;
  /** In seconds: the least of what its readers bear; nothing where none says. */
  readonly staleness?: Evidence<number>;
}

/** A read with what it asks for: a level, an age it bears, or nothing that is said. */
interface Asked {
  readonly name: string;
  readonly level?: Consistency;
  readonly staleness?: number;
  readonly after: boolean;
}

export function needsOf({ model }: Design, store: Component): Needs {
  const uses = usesOf(model, store);
  const reads = uses.filter(({ operation }) => isRead(operation)).map(askedBy);
  const silent = reads.find(({ level, staleness, after }) => level === undefined && staleness === undefined && !after);
  const isSaid = reads.length > 0 && !silent;
  const write = `\`consistency\` of ${silent ? silent.name : `a flow that reads \`${store.id}\``}`;
  const asking = (...levels: readonly Consistency[]) =>
    reads.find(({ level }) => level !== undefined && levels.includes(level));
  const relaxed = `no read of \`${store.id}\` asks for more than data of some age`;
  const causal = asking('causal', 'sequential', 'linearizable');
  const own = reads.find(({ level, after }) => after || level === 'session');
  const bearing = reads.flatMap(({ staleness }) => staleness ?? []);
  return {
    loss: lossOf(store, uses, writesTo(model, store), asking('linearizable', 'sequential'), isSaid),
    causal: causal
      ? known(true, `${causal.name} asks for ${causal.level} consistency`)
      : isSaid
        ? known(false, relaxed)
        : unknown(write),
    session: own
      ? known(
          true,
          own.after ? `${own.name} shows users what they have just done` : `${own.name} asks for session consistency`,
        )
      : isSaid
        ? known(false, relaxed)
        : unknown(write),
    ...(bearing.length > 0 && {
      staleness: known(Math.min(...bearing), `its readers bear data that is ${time(Math.min(...bearing))} old`),
    }),
  };
}

function askedBy({ link, flow }: Use): Asked {
  const level = flow ? flowProperty(link, flow, 'consistency')?.value : link.properties.consistency?.value;
  const staleness = flow?.properties['max-staleness']?.value;
  return {
    name: flow ? `\`${flow.id}\`` : `\`${link.id}\``,
    ...(level !== undefined && { level }),
    ...(staleness !== undefined && { staleness }),
    after: flow?.properties.after !== undefined,
  };
}

function lossOf(
  store: Component,
  uses: readonly Use[],
  writes: readonly Use[],
  asking: Asked | undefined,
  isSaid: boolean,
): Evidence<boolean> {
  const classes = heldBy(store);
  const held = among(strict, classes);
  if (held.length > 0) return known(true, `\`${store.id}\` holds ${classNames(held)}`);
  if (asking) return known(true, `${asking.name} asks for ${asking.level} consistency`);
  const writer = writes.find(({ link, flow }) => exclusive.has(purposeOf(link, flow) ?? ''));
  if (writer) {
    return known(
      true,
      `${listed([writer.flow?.id ?? writer.link.id])} has \`purpose: ${purposeOf(writer.link, writer.flow)}\``,
    );
  }
  if (classes.size > 0) return known(false, `\`${store.id}\` holds ${classNames([...classes])}`);
  const relaxed = uses.length > 0 && isSaid;
  return relaxed
    ? known(false, `no read of \`${store.id}\` asks for more than data of some age`)
    : unknown(`\`holds\` of \`${store.id}\``);
}

function purposeOf(link: Use['link'], flow: Use['flow']): string | undefined {
  return flow ? flowProperty(link, flow, 'purpose')?.value : link.properties.purpose?.value;
}
