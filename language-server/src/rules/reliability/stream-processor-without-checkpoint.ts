import type { Component } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { insertStatement } from '../edits.js';
import { defineRule } from '../rule.js';
import { listed } from '../words.js';

/** A window that is open when the process ends was never counted. */
export const streamProcessorWithoutCheckpoint = defineRule({
  name: 'stream-processor-without-checkpoint',
  category: 'reliability',
  mode: 'absence',
  severity: 'warning',
  tier: 3,
  summary: 'A stream processor keeps what it has gathered where a restart loses it, and saves it nowhere.',
  why: 'Sums over a window, joins and sessions are built from thousands of events that have been read already. When the process ends, they are gone: the events count as done, the sums begin at nothing, and the numbers are wrong without anybody noticing. A snapshot every half minute to a store outlives the process, and processing goes on from there.',
  silent: [
    'It saves its state (`snapshot`), or keeps it elsewhere (`state: external(store)`).',
    'It keeps no state, or nothing says that it does.',
    'It is not fed by a topic: messages of a queue are done one by one.',
    'It keeps sessions of users: then `stateful-service-no-recovery` asks.',
    'The design is a sketch, or the processor is only drawn (`future: yes`).',
  ],
  references: [
    'Apache Flink documentation: Checkpointing, state backends',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 11: fault tolerance of stream processing',
  ],
  options: {
    interval: { default: '30s', doc: 'The time between two snapshots that a fix writes.' },
  },
  incorrect: [
    {
      title: 'windows in memory',
      code: 'service shop {}\ntopic sales { partitions: 8 }\nworker sums { state: in-memory }\n\nshop ~> sales ~> sums\n',
    },
    {
      title: 'on the disk of one machine',
      code: 'service shop {}\ntopic clicks { partitions: 8 }\nservice joiner { replicas: 4, state: local-disk }\n\nshop ~> clicks ~> joiner\n',
    },
  ],
  correct: [
    {
      title: 'saved every half minute',
      code: 'service shop {}\ntopic sales { partitions: 8 }\nworker sums { state: in-memory, snapshot { interval: 30s, to: saved } }\nstorage saved {}\n\nshop ~> sales ~> sums\nsums ~> saved { op: upsert }\n',
    },
    {
      title: 'nothing is kept',
      code: 'service shop {}\ntopic sales { partitions: 8 }\nworker filter { state: none }\n\nshop ~> sales ~> filter\n',
    },
  ],
  check({ model, options, report }) {
    for (const processor of model.components) {
      const { state, snapshot } = processor.properties;
      if ((state?.value !== 'in-memory' && state?.value !== 'local-disk') || state.origin === 'engine') continue;
      if (snapshot || keepsSessions(processor)) continue;
      const links = processor.incoming.filter((link) => link.source.kind === 'topic' && isBuilt(link));
      if (links.length === 0) continue;
      const topics = listed([...new Set(links.map(({ source }) => source.id))]);
      const loss = state.value === 'in-memory' ? 'a restart' : 'the loss of its machine';
      const block = `snapshot { interval: ${options.interval} }`;
      report(
        processor,
        `\`${processor.id}\` keeps what it has gathered from ${topics} ${state.value === 'in-memory' ? 'in memory' : 'on its own disk'}: ${loss} takes it away, although the messages count as read.`,
        {
          at: state.property,
          fixes: [{ title: `Add \`${block}\``, safe: false, edits: [insertStatement(model, processor, block)] }],
        },
      );
    }
  },
});

const lively: ReadonlySet<string> = new Set(['game', 'live', 'chat']);

function keepsSessions({ properties: { session, role } }: Component): boolean {
  return session !== undefined || (role !== undefined && lively.has(role.value));
}
