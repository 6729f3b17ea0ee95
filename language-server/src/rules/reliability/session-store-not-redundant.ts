import type { Component, Model } from '../../model/model.js';
import { insertProperty, setProperty } from '../edits.js';
import { journeysOf } from '../journeys.js';
import { defineRule } from '../rule.js';
import { number } from '../words.js';

/** Whoever loses the sessions sends everybody to the login page at once. */
export const sessionStoreNotRedundant = defineRule({
  name: 'session-store-not-redundant',
  category: 'reliability',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'All sessions are in a single instance of a cache, or never end.',
  why: 'Moving sessions out of the services makes the services replaceable, and the cache that holds them irreplaceable. When its only instance restarts, everybody is logged out, and all log in again at the same moment. A second copy costs little. And a session that nothing ends is a door left open: who has logged in once on a borrowed machine stays logged in, and the memory fills with people who left long ago.',
  silent: [
    'The cache does not hold the data class `session`, and no service with `auth { method: session }` keeps its state there.',
    'It has at least two replicas or copies, is `managed`, or how many there are is not written.',
    'Callers prove who they are by tokens (`auth { method: jwt }`), so sessions are not in the cache alone.',
    'Sessions end: the cache has a `ttl`, or a service that keeps them says how long a `session` lives.',
    'It is only drawn (`future: yes`).',
  ],
  references: [
    'Adam Wiggins, The Twelve-Factor App (2011), factor VI: Processes',
    'Redis documentation, "High availability with Redis Sentinel"',
    'AWS Well-Architected Framework, Reliability Pillar: make services stateless where possible',
  ],
  options: {
    ttl: { default: '1h', doc: 'The `ttl` that a fix writes.' },
  },
  incorrect: [
    {
      title: 'logged in for ever',
      code: 'client web {}\nservice api { replicas: 3 }\ncache sessions { replicas: 2, holds: session }\n\nweb -> api { timeout: 3s }\napi -> sessions { timeout: 50ms }\n',
    },
    {
      title: 'one Redis with everybody’s session',
      code: 'client web { users: 2M }\nservice api { replicas: 3 }\ncache sessions { replicas: 1, holds: session, ttl: 1h }\n\nweb -> api { timeout: 3s }\napi -> sessions { timeout: 50ms }\n',
    },
    {
      title: 'the state of a service with session logins',
      code: 'service api { replicas: 3, state: external(memory), auth { method: session } }\ncache memory { replicas: 1, ttl: 1h }\n\napi -> memory { timeout: 50ms }\n',
    },
  ],
  correct: [
    {
      title: 'a second copy',
      code: 'service api { replicas: 3 }\ncache sessions { replicas: 2, holds: session, ttl: 1h }\n\napi -> sessions { timeout: 50ms }\n',
    },
    {
      title: 'the provider keeps copies',
      code: 'service api { replicas: 3 }\ncache sessions { managed: yes, replicas: 1, holds: session, ttl: 1h }\n\napi -> sessions { timeout: 50ms }\n',
    },
  ],
  check({ model, options, report }) {
    const external = sessionStores(model);
    for (const cache of model.components) {
      const { replicas, ttl, future } = cache.properties;
      if (cache.kind !== 'cache' || future?.value === true) continue;
      if (!external.has(cache.id) && !holdsSessions(cache)) continue;
      if (cache.incoming.some(({ source }) => usesTokens(source)) || fronts(model, cache)) continue;
      if (!ttl && !cache.incoming.some(({ source }) => source.properties.session)) {
        report(
          cache,
          `\`${cache.id}\` holds the sessions, and nothing says when one ends: who has logged in once stays so, and its memory fills up.`,
          {
            fixes: [
              {
                title: `Set \`ttl: ${options.ttl}\``,
                safe: false,
                edits: [insertProperty(model, cache, 'ttl', options.ttl)],
              },
            ],
          },
        );
      }
      if (!isAlone(cache)) continue;
      const users = usersOf(model, cache);
      report(
        cache,
        `\`${cache.id}\` runs once and holds the sessions: when it restarts, ${users ? `up to ${number(users)} users a day are` : 'everybody is'} logged out at once.`,
        {
          at: replicas!.property,
          fixes: [
            {
              title: 'Set `replicas: 2`',
              safe: false,
              edits: [setProperty(model, cache, 'replicas', replicas, '2')],
            },
          ],
        },
      );
    }
  },
});

function isAlone({ properties }: Component): boolean {
  const { replicas, autoscale, managed, 'replication-factor': copies } = properties;
  if (replicas?.value !== 1 || replicas.origin === 'engine' || autoscale) return false;
  return managed?.value !== true && (copies?.value ?? 1) <= 1;
}

function holdsSessions({ properties, tables }: Component): boolean {
  return [properties.holds, ...tables.map((table) => table.properties.holds)].some((holds) =>
    holds?.value.includes('session'),
  );
}

/** What services whose users log in by sessions keep their state in. */
function sessionStores({ components }: Model): ReadonlySet<string> {
  return new Set(
    components.flatMap(({ properties: { state, auth } }) => {
      const call = typeof state?.value === 'object' ? state.value : undefined;
      return call?.call === 'external' && auth?.value.method?.value === 'session'
        ? [String(call.arguments[0]?.value)]
        : [];
    }),
  );
}

const usesTokens = ({ properties }: Component): boolean => properties.auth?.value.method?.value === 'jwt';

/** Is a token checked by what stands in front of the callers, or held by the clients themselves? */
function fronts(model: Model, { incoming }: Component): boolean {
  const journeys = journeysOf(model);
  const clients = incoming.flatMap((link) => journeys.through(link).map(({ from }) => from));
  if (clients.some(usesTokens)) return true;
  return incoming.some(({ source }) => source.incoming.some((link) => usesTokens(link.source)));
}

/** Daily users of the clients whose requests come by. */
function usersOf(model: Model, { incoming }: Component): number {
  const journeys = journeysOf(model);
  const clients = new Set(incoming.flatMap((link) => journeys.through(link).map(({ from }) => from)));
  return [...clients].reduce(
    (sum, { properties: { users, daily } }) => sum + (users?.value ?? 0) * (daily?.value ?? 1),
    0,
  );
}
