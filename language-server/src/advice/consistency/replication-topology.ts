import type { Component } from '../../model/model.js';
import { isSourceOfTruth, keepsCopies } from '../../rules/copies.js';
import { amount, type Evidence, known, unknown, yesNo } from '../input.js';
import { all, atLeast } from '../logic.js';
import { defineQuestion } from '../question.js';
import { isStrict, writingRegions } from '../reading/stores.js';

/** Who takes the writes of a store that is kept several times. */
export const replicationTopology = defineQuestion({
  name: 'replication-topology',
  topic: 'consistency',
  asks: 'Who takes the writes: one leader, several, or any copy?',
  about: 'component',
  of: 'a database that is a source of truth and keeps several copies',
  inputs: {
    writingRegions: amount('From how many regions is it written?', '`regions` of those who write it'),
    strict: yesNo(
      'Does a stale or lost value cost money or safety?',
      '`holds` of the store, `purpose` and `consistency` of its flows',
    ),
    mergeable: yesNo(
      'Can two writes of the same item be made one?',
      '`replication { conflict-resolution }` of the store',
    ),
    tunable: yesNo(
      'Should each request choose how many copies answer?',
      '`replication { write-quorum, read-quorum }` of the store',
    ),
  },
  sources: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 5: replication',
    'Giuseppe DeCandia and others, "Dynamo: Amazon’s Highly Available Key-value Store", SOSP (2007)',
    'James C. Corbett and others, "Spanner: Google’s Globally-Distributed Database", OSDI (2012)',
  ],
  rules: ['multi-leader-without-conflict-resolution', 'quorum-not-overlapping'],
  concerns: (component) => component.kind === 'database' && isSourceOfTruth(component) && keepsCopies(component),
  gather: (design, store) => ({
    writingRegions: writingRegions(design, store),
    strict: isStrict(design, store),
    mergeable: isMergeable(store),
    tunable: isTunable(store),
  }),
  present: (_, { properties }) => properties.replication?.value.topology?.value,
  first: [
    {
      when: 'several regions write, and a stale or lost value costs money or safety',
      holds: (i) => all(atLeast(i.writingRegions, 2), i.strict),
      choose: 'consensus',
      because: 'A majority agrees on each write, wherever it comes from; it costs a round trip between regions.',
      conflict:
        'Some sources file consensus databases under several leaders. They have one leader for each range of keys and never two for the same item.',
    },
    {
      when: 'several regions write, and two writes of an item can be made one',
      holds: (i) => all(atLeast(i.writingRegions, 2), i.mergeable),
      choose: 'multi-leader',
      because: 'Each region writes at home and is told of the others later.',
      fine: ['leaderless'],
    },
    {
      when: 'each request should choose how many copies answer',
      holds: (i) => i.tunable,
      choose: 'leaderless',
      because: 'Any copy takes writes; with W + R > N a read still meets the latest.',
    },
  ],
  otherwise: {
    choose: 'single-leader',
    because: 'One order of writes, and nothing to be merged.',
    fine: ['leaderless', 'consensus'],
  },
});

function isMergeable(store: Component): Evidence<boolean> {
  const resolution = store.properties.replication?.value['conflict-resolution'];
  if (!resolution || resolution.origin === 'engine')
    return unknown(`\`replication { conflict-resolution }\` of \`${store.id}\``);
  return known(resolution.value !== 'none', `conflicts are resolved by ${resolution.value}`);
}

function isTunable(store: Component): Evidence<boolean> {
  const { 'write-quorum': write, 'read-quorum': read } = store.properties.replication?.value ?? {};
  const isWritten = [write, read].some((each) => each !== undefined && each.origin !== 'engine');
  return isWritten ? known(true, `\`${store.id}\` sets its quorums`) : known(false, `\`${store.id}\` sets no quorums`);
}
