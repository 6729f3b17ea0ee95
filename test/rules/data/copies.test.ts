import { cases } from '../reliability/cases.js';

const store = (replication: string, more = ''): string =>
  `database db { replicas: 3, replication { ${replication} }${more} }`;

cases('replication-ack-contradiction', [
  ['waits for all', store('mode: async, acks: all'), ['warning']],
  ['waits for a quorum', store('mode: async, acks: quorum'), ['warning']],
  ['waits for the leader', store('mode: async, acks: leader'), []],
  ['synchronous and late', store('mode: sync, lag: 1ms'), ['warning']],
  ['synchronous and in time', store('mode: sync, lag: 0ms'), []],
  ['one copy is waited for', store('mode: semi-sync, acks: all, lag: 1s'), []],
  ['neither is written', store('mode: async'), []],
  ['the mode is not written', store('acks: all, lag: 1s'), []],
  ['quorums', store('topology: leaderless, mode: async, acks: quorum'), []],
  ['consensus', store('topology: consensus, mode: sync, lag: 1s'), []],
  ['an engine', 'database db { engine: riak }', []],
  ['only drawn', store('mode: async, acks: all', ', future: yes'), []],
]);

cases('ring-without-vnodes', [
  ['nine', 'cache c { replicas: 2, sharding: consistent-hash, virtual-nodes: 9 }', ['info']],
  ['ten', 'cache c { replicas: 2, sharding: consistent-hash, virtual-nodes: 10 }', []],
  ['eleven', 'cache c { replicas: 2, sharding: consistent-hash, virtual-nodes: 11 }', []],
  ['another limit', 'cache c { replicas: 2, sharding: consistent-hash, virtual-nodes: 10 }', ['info'], { least: 11 }],
  ['not written', 'cache c { replicas: 2, sharding: consistent-hash }', []],
  ['not a ring', 'cache c { replicas: 2, sharding: hash, virtual-nodes: 1 }', []],
  ['one node', 'cache c { replicas: 1, sharding: consistent-hash, virtual-nodes: 1 }', []],
  ['nobody knows how many', 'cache c { sharding: consistent-hash, virtual-nodes: 1 }', []],
  ['only drawn', 'cache c { replicas: 2, sharding: consistent-hash, virtual-nodes: 1, future: yes }', []],
]);

cases('read-repair-disabled', [
  ['off', store('topology: leaderless, read-repair: no'), ['info']],
  ['on', store('topology: leaderless, read-repair: yes'), []],
  ['not written', store('topology: leaderless'), []],
  ['a leader', store('topology: single-leader, read-repair: no'), []],
  ['only drawn', store('topology: leaderless, read-repair: no', ', future: yes'), []],
]);
