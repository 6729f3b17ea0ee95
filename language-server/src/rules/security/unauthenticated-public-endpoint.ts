import type { Component, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { among, carriedOn, heldBy } from '../data-classes.js';
import { byGuard, isForEveryone, type Way, waysIn } from '../entrances.js';
import { authenticates, bypassesOf, isAuthenticated } from '../guards.js';
import { setInBlock } from '../inner-blocks.js';
import { defineRule } from '../rule.js';
import { usesOn } from '../uses.js';
import { listed } from '../words.js';

/** Whoever finds the address may call what asks nobody who they are. */
export const unauthenticatedPublicEndpoint = defineRule({
  name: 'unauthenticated-public-endpoint',
  category: 'security',
  mode: 'absence',
  severity: 'error',
  tier: 1,
  summary: 'The public reaches a service without anything asking who calls.',
  why: 'An address on the internet is found within hours, by people and by programs that try everything. A service that does not find out who calls cannot tell an owner from a stranger, so it cannot keep anything from anybody, nor know later who did what. It has to be asked before any logic runs, best at one place that all requests pass.',
  silent: [
    'Something on the way asks: `auth` or `mtls` on a link, on what the requests pass, on the service or on what it is `part-of`; or the client says itself how it signs in.',
    'The client is `trusted`, or what it calls has an `exposure` other than `public`.',
    'Everybody may have it: the flows carry only `public` data or `static` content, or read what holds only `public` data; or the flow is the `login`.',
    'The service has `role: auth`, or asks one that has.',
    '`auth { method: none }` is written with a reason: `because` on the component, or a title on the link.',
    'A gateway with `auth` leads to the same service: then `gateway-bypass` speaks. Stores are for `datastore-exposed-to-client`.',
    'The design is a sketch, or one of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'OWASP API Security Top 10 (2023): API2, Broken Authentication',
    'NIST SP 800-207, Zero Trust Architecture (2020), section 2.1: access is granted per session, after authentication',
    'Sam Newman, Building Microservices, 2nd edition (2021), chapter 11: Security',
  ],
  incorrect: [
    {
      title: 'a service that answers everybody',
      code: 'client app {}\nservice accounts { rate-limit { algorithm: token-bucket, rate: 100/s, per: ip } }\n\napp -> accounts { timeout: 2s }\n',
    },
    {
      title: 'the gateway counts requests but does not ask who sends them',
      code: 'client app {}\nflow look { from: app, op: read, carries: pii }\ngateway gw { rate-limit { algorithm: token-bucket, rate: 100/s, per: ip } }\nservice profiles {}\nservice orders {}\n\napp -> gw { tls: 1.3, timeout: 3s }\ngw -> profiles { timeout: 2s }\ngw -> orders { timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'the gateway checks a token before anything else runs',
      code: 'client app {}\ngateway gw { auth { method: oidc }, rate-limit { algorithm: token-bucket, rate: 100/s, per: user } }\nservice profiles {}\n\napp -> gw -> profiles { timeout: 3s }\n',
    },
    {
      title: 'a page for everybody',
      code: 'client reader {}\nflow read { from: reader, op: read, carries: public }\nservice articles { rate-limit { algorithm: token-bucket, rate: 100/s, per: ip } }\n\nreader -> articles { timeout: 2s }\n',
    },
  ],
  check({ model, report }) {
    const bypassed = new Set(bypassesOf(model).map(({ way }) => way.entrance));
    const ways = waysIn(model, (link) => isAuthenticated(link) || isMeant(link)).filter(
      (way) => !bypassed.has(way.entrance) && needsAuthentication(model, way),
    );
    for (const [guard, [first, ...others]] of byGuard(ways)) {
      const entrances = [...new Set([first, ...others].map(({ entrance }) => entrance))];
      const through = guard === first.entrance ? '' : ` through \`${guard.id}\``;
      const names = listed(entrances.map(({ id }) => id));
      report(
        guard,
        `${names} can be reached from \`${first.client.id}\`${through} without authentication: nothing finds out who calls, so nothing can be kept from anybody.`,
        {
          subjects: entrances,
          related: [{ at: first.links[0].head, message: 'The public comes in here.' }],
          fixes: fixes(model, guard),
        },
      );
    }
  },
});

/** `auth { method: none }` with a reason is a decision. */
function isMeant({ title, properties, target }: Link): boolean {
  const isNone = (auth: Component['properties']['auth']): boolean => auth?.value.method?.value === 'none';
  return (
    (isNone(properties.auth) && title !== undefined) ||
    (isNone(target.properties.auth) && target.properties.because !== undefined)
  );
}

function needsAuthentication(model: Model, way: Way): boolean {
  const { client, entrance } = way;
  if (authenticates(client.properties.auth) || isForEveryone(way)) return false;
  if (entrance.properties.role?.value === 'auth') return false;
  if (entrance.outgoing.some((link) => isBuilt(link) && link.target.properties.role?.value === 'auth')) return false;
  const whole = entrance.properties['part-of'] && model.declarations.get(entrance.properties['part-of'].value);
  if (whole?.what === 'component' && authenticates(whole.properties.auth)) return false;
  return !readsOnlyPublicData(model, way);
}

/** Everything the entrance reads is said to be public, and it does nothing but read. */
function readsOnlyPublicData(model: Model, { flows, entrance }: Way): boolean {
  if (flows.length === 0 || flows.some(({ properties: { op } }) => op?.value !== 'read' && op?.value !== 'list'))
    return false;
  if (isOnlyPublic(heldBy(entrance))) return true;
  const read = entrance.outgoing.filter((link) => usesOn(model, link).some(({ flow }) => flow && flows.includes(flow)));
  return read.length > 0 && read.every((link) => isOnlyPublic(carriedOn(model, link)));
}

function isOnlyPublic(classes: ReturnType<typeof heldBy>): boolean {
  return classes.size === 1 && among(['public'], classes).length === 1;
}

function fixes(model: Model, guard: Component): Fix[] {
  const edit = setInBlock(model, guard, { name: 'auth', value: guard.properties.auth }, 'method', 'jwt');
  return [{ title: `Let \`${guard.id}\` check a token: \`auth { method: jwt }\``, safe: false, edits: [edit] }];
}
