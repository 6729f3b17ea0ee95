import type { Component } from '../../model/model.js';
import { insertStatement } from '../edits.js';
import { connectedDevices } from '../populations.js';
import { defineRule } from '../rule.js';
import { number, time } from '../words.js';

/** What lives long in the memory of one process needs a way to survive it. */
export const statefulServiceNoRecovery = defineRule({
  name: 'stateful-service-no-recovery',
  category: 'reliability',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'Sessions live in the memory of a service, and nothing brings them back.',
  why: 'A match, a call or a long form that exists only in the memory of one instance ends with that instance: at a crash, and at every release. With snapshots to a store, or clients that reconnect and resume, another instance takes over and users notice a hiccup.',
  silent: [
    '`state` is not written, or is `none` or `external(…)`.',
    'The state is short-lived: no `session` of more than a minute, and no role such as game, live or chat.',
    'A `snapshot` is taken, or clients reconnect with `resume: yes`.',
    'It is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 11: fault tolerance of state',
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 23: Managing Critical State',
  ],
  options: {
    session: { default: 60, doc: 'Seconds; state that lives longer is worth saving.' },
    interval: { default: 5, doc: 'Seconds between two snapshots, to suggest.' },
  },
  incorrect: [
    {
      title: 'a crash ends all its matches',
      code: 'service arena { replicas: 4, state: in-memory, role: game }\n',
    },
    {
      title: 'a form of half an hour',
      code: 'client web {}\nservice forms { replicas: 1, state: in-memory, session: 30min }\n\nweb -> forms { timeout: 3s }\n',
    },
  ],
  correct: [
    {
      title: 'another instance goes on from five seconds ago',
      code: 'service arena { replicas: 4, state: in-memory, role: game, snapshot { interval: 5s, to: saved } }\ndatabase saved {}\n\narena -> saved { timeout: 500ms }\n',
    },
    {
      title: 'the state is kept elsewhere',
      code: 'service forms { replicas: 3, state: external(drafts), session: 30min }\ndatabase drafts {}\n\nforms -> drafts { timeout: 500ms }\n',
    },
  ],
  check({ model, options, report }) {
    for (const service of model.components) {
      const { state, session, snapshot, role, future } = service.properties;
      if (state?.value !== 'in-memory' || state.origin === 'engine' || snapshot || future?.value === true) continue;
      const long = (session?.value ?? 0) > options.session;
      const lively = role?.value === 'game' || role?.value === 'live' || role?.value === 'chat';
      if ((!long && !lively) || resumes(service)) continue;
      const lives = long ? ` that live ${time(session!.value)}` : '';
      const text = `snapshot { interval: ${options.interval}s }`;
      report(
        service,
        `A crash of one instance of \`${service.id}\` loses ${sessionsOf(service)}${lives}: they are only in its memory, with no snapshot and no way to resume.`,
        {
          at: state.property,
          fixes: [{ title: `Add \`${text}\``, safe: false, edits: [insertStatement(model, service, text)] }],
        },
      );
    }
  },
});

/** Do its callers come back and go on where they were? */
function resumes({ incoming }: Component): boolean {
  return incoming.some(({ properties }) => properties.reconnect?.value.resume?.value === true);
}

/** How many sessions one instance holds, where the connected clients and the replicas are known. */
function sessionsOf({ incoming, properties }: Component): string {
  const clients = new Set(incoming.flatMap(({ source }) => (source.kind === 'client' ? [source] : [])));
  const replicas = properties.replicas?.value;
  let connected = 0;
  for (const client of clients) connected += connectedDevices(client) ?? 0;
  if (!replicas || connected === 0) return 'all its sessions';
  return `${number(connected / replicas)} sessions`;
}
