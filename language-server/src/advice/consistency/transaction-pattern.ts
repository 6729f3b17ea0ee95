import { isWrite } from '../../estimate/traffic/operations.js';
import type { Component, Flow, Link, Model, Saga } from '../../model/model.js';
import { processOf } from '../../model/processes.js';
import { isBroker } from '../../rules/brokers.js';
import { isSourceOfTruth } from '../../rules/copies.js';
import { participantsOf } from '../../rules/sagas.js';
import { type Use, usesOn } from '../../rules/uses.js';
import { listed, number } from '../../rules/words.js';
import { amount, known, yesNo } from '../input.js';
import { all, atLeast, below, not } from '../logic.js';
import { type Design, defineQuestion } from '../question.js';
import { linksOf } from '../reading/indexes.js';

const twoPhase =
  'Some sources take two-phase commit for payments and orders. It holds locks while any participant is slow or gone; it is chosen here only where all are of one kind and somebody says that waiting is fine.';

/** How work that touches several places is kept whole. */
export const transactionPattern = defineQuestion({
  name: 'transaction-pattern',
  topic: 'consistency',
  asks: 'How is the work kept whole?',
  about: 'flow',
  of: 'a flow that writes to a database, or to several',
  inputs: {
    stores: amount(
      'How many stores or outside parties must change together?',
      'the synchronous writes of the flow to databases, the steps of the `saga`',
    ),
    messages: yesNo('Must a message go out if and only if the write succeeds?', 'the hand-overs of those who write'),
    steps: amount('How many parts of the work can fail each on its own?', 'the steps of the `saga`, else the writers'),
    oneCluster: yesNo('Are all of them nodes of one database that has transactions across nodes?'),
    mayBlock: yesNo('Must all change at the same instant, and may everybody wait while one of them is gone?'),
  },
  settings: {
    'transaction-pattern.choreography-up-to': { default: 4, doc: 'Steps up to which events alone may drive a saga.' },
  },
  sources: [
    'Chris Richardson, Microservices Patterns (2018), chapters 3 and 4: the outbox, sagas',
    'Hector Garcia-Molina, Kenneth Salem, "Sagas", ACM SIGMOD (1987)',
    'Pat Helland, "Life beyond Distributed Transactions", CIDR (2007)',
  ],
  rules: ['distributed-two-phase-commit', 'choreography-too-many-steps', 'dual-write'],
  concerns: (flow, design) => writtenBy(design, flow).stores.size > 0,
  gather(design, flow) {
    const { stores, writers, brokers } = writtenBy(design, flow);
    const saga = sagaOf(design.model, stores, writers);
    const names = listed([...stores].map(({ id }) => id));
    return {
      stores:
        partsOf(saga) > stores.size
          ? known(partsOf(saga), `\`${saga!.id}\` has ${number(partsOf(saga))} steps`)
          : known(stores.size, `\`${flow.id}\` writes to ${names}`),
      messages: known(
        brokers.size > 0,
        brokers.size > 0 ? `${listed([...brokers].map(({ id }) => id))} hears of it` : 'nobody else hears of it',
      ),
      steps: saga
        ? known(saga.steps.length, `\`${saga.id}\` has ${number(saga.steps.length)} steps`)
        : known(writers.size, `${number(writers.size)} programs write for it`),
    };
  },
  present: (design, flow) => patternsOf(design, flow),
  first: [
    {
      when: 'one store changes and a message goes out',
      holds: (i) => all(below(i.stores, 2), i.messages),
      choose: 'an outbox',
      because: 'The message is written in the same transaction as the data, and sent from there.',
      fine: ['change capture'],
    },
    {
      when: 'one store changes',
      holds: (i) => below(i.stores, 2),
      choose: 'a local transaction',
      because: 'The database keeps it whole by itself.',
      fine: ['an outbox', 'change capture'],
    },
    {
      when: 'all of it lies in one database that has transactions across nodes',
      holds: (i) => i.oneCluster,
      choose: 'the database’s own distributed transaction',
      because: 'It is built for it, and no program has to know.',
    },
    {
      when: 'all must change at the same instant and may wait for each other',
      holds: (i) => i.mayBlock,
      choose: 'two-phase commit',
      because: 'Nobody ever sees half of it, at the price that all stand still while one is gone.',
      conflict: twoPhase,
    },
    {
      when: 'there are few steps',
      holds: (i, s) => not(atLeast(i.steps, s['transaction-pattern.choreography-up-to'] + 1)),
      choose: 'a saga by choreography',
      because: 'Each step reacts to the event of the one before; with so few, that can still be followed.',
      fine: ['a saga by orchestration', 'an outbox', 'change capture'],
      conflict: twoPhase,
    },
  ],
  otherwise: {
    choose: 'a saga by orchestration',
    because: 'One place knows how far the work is and what has to be undone.',
    conflict: twoPhase,
  },
});

interface Written {
  readonly stores: ReadonlySet<Component>;
  /** The programs that write, one for each process. */
  readonly writers: ReadonlySet<string>;
  /** What hears of it from those who write, or from the stores. */
  readonly brokers: ReadonlySet<Component>;
}

function writtenBy({ model }: Design, flow: Flow): Written {
  const stores = new Set<Component>();
  const writers = new Set<string>();
  const sources = new Set<Component>();
  for (const { link } of writesOf(model, flow)) {
    stores.add(link.target);
    sources.add(link.source);
    writers.add(processOf(model, link.source));
  }
  for (const saga of model.sagas) {
    const parts = saga.what === 'transaction' ? participantsOf(model, saga) : [];
    if (parts.some((part) => stores.has(part))) for (const part of parts) stores.add(part);
  }
  const told = [...sources, ...stores].flatMap(({ outgoing }) =>
    outgoing.filter(
      (link) => !link.synchronous && mustHear(link.target) && (link.flows === undefined || link.flows.includes(flow)),
    ),
  );
  return { stores, writers, brokers: new Set(told.map(({ target }) => target)) };
}

/** A message that may be lost need not go out with the write. */
function mustHear(broker: Component): boolean {
  const { durability, holds } = broker.properties;
  const isCasual = holds?.value.every((each) => each === 'telemetry' || each === 'presence' || each === 'counter');
  return isBroker(broker) && durability?.value !== 'best-effort' && !isCasual;
}

/** The flow's own writes that somebody waits for, to databases in which data is at home. */
function writesOf(model: Model, flow: Flow): readonly Use[] {
  const links = linksOf(model, flow).filter(({ synchronous }) => synchronous);
  const awaited = awaitedBy(flow, links);
  return links.flatMap((link) => {
    const { target, source } = link;
    if (target.kind !== 'database' || !isSourceOfTruth(target) || !awaited.has(source)) return [];
    return usesOn(model, link).filter((use) => use.flow === flow && isWrite(use.operation));
  });
}

/** What the flow reaches without a hand-over; what comes after one is work of its own. */
function awaitedBy(flow: Flow, links: readonly Link[]): ReadonlySet<Component> {
  const from = flow.from ?? flow.parent?.from;
  const next = new Map<Component, Component[]>();
  for (const { source, target } of links) next.set(source, [...(next.get(source) ?? []), target]);
  const awaited = new Set<Component>(from ? [from] : []);
  for (const component of awaited) for (const target of next.get(component) ?? []) awaited.add(target);
  return awaited;
}

/** Each step of a saga changes something of its own. */
const partsOf = (saga: Saga | undefined): number => saga?.steps.length ?? 0;

function sagaOf(model: Model, stores: ReadonlySet<Component>, writers: ReadonlySet<string>): Saga | undefined {
  return model.sagas.find(
    (saga) =>
      saga.what === 'saga' &&
      saga.steps.some(
        ({ component }) => component && (writers.has(processOf(model, component)) || stores.has(component)),
      ),
  );
}

function patternsOf(design: Design, flow: Flow): readonly string[] {
  const { model } = design;
  const { stores, writers, brokers } = writtenBy(design, flow);
  const found: string[] = [];
  for (const saga of model.sagas) {
    if (saga.what === 'saga') continue;
    const isOurs = participantsOf(model, saga).some((each) => stores.has(each));
    const mode = 'mode' in saga.properties ? saga.properties.mode?.value : undefined;
    if (isOurs && mode === 'two-phase-commit') found.push('two-phase commit');
  }
  const saga = sagaOf(model, stores, writers);
  const mode = saga && 'mode' in saga.properties ? saga.properties.mode?.value : undefined;
  if (saga && mode !== undefined) found.push(`a saga by ${mode}`);
  for (const store of stores) {
    for (const { properties } of store.outgoing) {
      if (properties.capture) found.push(properties.capture.value === 'outbox' ? 'an outbox' : 'change capture');
    }
  }
  if (found.length === 0 && stores.size === 1 && brokers.size === 0) found.push('a local transaction');
  return [...new Set(found)];
}
