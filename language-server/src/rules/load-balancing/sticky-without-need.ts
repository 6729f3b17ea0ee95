import type { Component, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { isOwn, removeProperty, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { listed } from '../words.js';

/** Who keeps nothing need not see the same user again. */
export const stickyWithoutNeed = defineRule({
  name: 'sticky-without-need',
  category: 'load-balancing',
  mode: 'presence',
  severity: 'hint',
  tier: 3,
  summary: 'A balancer keeps users at one replica, although the replicas keep nothing.',
  why: 'Keeping each user at one replica costs evenness: heavy users meet on the same machine, an office behind one address looks like a single user, and a new replica gets only new users. Where the replicas remember nothing between two requests, any of them can answer, and the load can go where there is room.',
  silent: [
    'Whether a target keeps state is not written, or one of them does.',
    'A target has a cache in its own memory, which is warmer for the same users.',
    'Connections stay open: then the balancer chooses once anyhow.',
    'The balancer or a target is only drawn (`future: yes`).',
  ],
  references: [
    'Adam Wiggins, The Twelve-Factor App (2011), factor VI: Processes',
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 20: load balancing in the datacenter',
  ],
  incorrect: [
    {
      title: 'a cookie for replicas without state',
      code: 'client web {}\nlb front { layer: 7, managed: yes, sticky: cookie }\nservice api { replicas: 3, state: none }\n\nweb -> front -> api { timeout: 3s }\n',
    },
    {
      title: 'by address, for sessions that are kept elsewhere',
      code: 'client web {}\nlb front { managed: yes, algorithm: ip-hash }\nservice api { replicas: 3, state: external(sessions) }\ncache sessions { replicas: 2, holds: session, ttl: 30min }\n\nweb -> front -> api { timeout: 3s }\napi -> sessions { timeout: 50ms }\n',
    },
  ],
  correct: [
    {
      title: 'any replica will do',
      code: 'client web {}\nlb front { managed: yes, algorithm: least-connections }\nservice api { replicas: 3, state: none }\n\nweb -> front -> api { timeout: 3s }\n',
    },
    {
      title: 'nobody knows what they keep',
      code: 'client web {}\nlb front { layer: 7, managed: yes, sticky: cookie }\nservice api { replicas: 3 }\n\nweb -> front -> api { timeout: 3s }\n',
    },
  ],
  check({ model, report }) {
    for (const balancer of model.components) {
      const { algorithm, sticky } = balancer.properties;
      const pins = sticky && sticky.value !== 'none' ? sticky : algorithm?.value === 'ip-hash' ? algorithm : undefined;
      if (!pins) continue;
      const links = balancer.outgoing.filter((link) => link.synchronous && isBuilt(link));
      const targets = [...new Set(links.map(({ target }) => target))];
      if (targets.length === 0 || !targets.every(remembersNothing)) continue;
      if (links.some(({ properties }) => lasting.has(properties.protocol?.value ?? ''))) continue;
      report(
        balancer,
        `\`${balancer.id}\` keeps each user at one replica, but ${listed(targets.map(({ id }) => id))} ${targets.length > 1 ? 'keep' : 'keeps'} nothing between requests: the load spreads less evenly for no gain.`,
        { at: pins.property, subjects: targets, fixes: fixes(model, balancer) },
      );
    }
  },
});

const lasting: ReadonlySet<string> = new Set(['websocket', 'sse', 'mqtt', 'tcp', 'udp', 'sql']);

function remembersNothing({ properties: { state }, outgoing }: Component): boolean {
  if (outgoing.some(({ target }) => target.properties.scope?.value === 'local')) return false;
  return state !== undefined && state.value !== 'in-memory' && state.value !== 'local-disk';
}

function fixes(model: Model, balancer: Component): Fix[] {
  const { algorithm, sticky } = balancer.properties;
  const edits = [
    ...(sticky && sticky.value !== 'none' ? [sticky] : []).map((value) =>
      isOwn(balancer, value) ? removeProperty(model, value) : undefined,
    ),
    ...(algorithm?.value === 'ip-hash' ? [algorithm] : []).map((value) =>
      isOwn(balancer, value) ? replaceValue(value, 'least-connections') : undefined,
    ),
  ];
  const own = edits.flatMap((edit) => edit ?? []);
  return own.length === edits.length ? [{ title: 'Let any replica serve any user', safe: false, edits: own }] : [];
}
