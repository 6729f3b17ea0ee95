import type { Component, Link } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { isOwn } from '../edits.js';
import { edges } from '../entrances.js';
import { authenticates } from '../guards.js';
import { setInBlock } from '../inner-blocks.js';
import { defineRule } from '../rule.js';
import { listed } from '../words.js';

type Subject = Component | Link;

/** What people do not sign in with: a certificate is a possession already, and a key belongs to a machine. */
const withoutPerson: ReadonlySet<string> = new Set(['none', 'mtls', 'api-key', 'presigned-url']);
const machines: ReadonlySet<string> = new Set(['server', 'device']);

/** The password that opens everything is the one that is phished. */
export const adminWithoutMfa = defineRule({
  name: 'admin-without-mfa',
  category: 'security',
  mode: 'absence',
  severity: 'info',
  tier: 3,
  summary: 'Administrators sign in without a second factor.',
  why: 'An administrator may do what no user may, so whoever gets his password has won. Passwords are guessed, reused and phished; a second factor, best one that is bound to the site, makes a stolen password worthless. For the few people with such rights it costs seconds a day.',
  silent: [
    'The sign-in asks for a second factor (`mfa: yes`): at the client, on a link, at the edge or at the service.',
    'The client is not `role: admin`.',
    'Nothing on the way has `auth`: then nobody says how they sign in at all.',
    'It is a machine (`platform: server` or `device`), or certificates and keys prove who it is.',
    'The design is a sketch, or one of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'NIST SP 800-63B, Digital Identity Guidelines: Authentication and Lifecycle Management (2017)',
    'OWASP Multifactor Authentication Cheat Sheet',
    'CISA, "Implementing Phishing-Resistant MFA" (2022)',
  ],
  incorrect: [
    {
      title: 'a password for the console',
      code: 'client operators { role: admin, trusted: yes }\nservice console { auth { method: basic }, authorization: rbac }\n\noperators -> console { timeout: 5s }\n',
    },
    {
      title: 'single sign-on without a second factor',
      code: 'client operators { role: admin, trusted: yes }\ngateway gw { auth { method: oidc, mfa: no } }\nservice console { authorization: rbac }\n\noperators -> gw -> console { timeout: 5s }\n',
    },
  ],
  correct: [
    {
      title: 'single sign-on with a second factor',
      code: 'client operators { role: admin, trusted: yes }\ngateway gw { auth { method: oidc, mfa: yes } }\nservice console { authorization: rbac }\n\noperators -> gw -> console { timeout: 5s }\n',
    },
    {
      title: 'the client says how its people sign in',
      code: 'client operators { role: admin, trusted: yes, auth { method: saml, mfa: yes } }\nservice console { authorization: rbac }\n\noperators -> console { timeout: 5s }\n',
    },
  ],
  check({ model, report }) {
    for (const client of model.components) {
      const { role, platform, future } = client.properties;
      if (client.kind !== 'client' || role?.value !== 'admin' || future?.value === true) continue;
      if (machines.has(platform?.value ?? '')) continue;
      const open = new Map<Subject, Component>();
      for (const link of client.outgoing.filter(isBuilt)) {
        const [first, ...more] = signInsOf(client, link);
        const all = first ? [first, ...more] : [];
        if (!first || all.some(({ properties: { auth } }) => auth?.value.mfa?.value === true)) continue;
        if (all.some(({ properties: { auth } }) => withoutPerson.has(auth?.value.method?.value ?? ''))) continue;
        open.set(first, open.get(first) ?? link.target);
      }
      for (const [on, target] of open) {
        const auth = on.properties.auth!;
        report(on, `Administrators (\`${client.id}\`) come to ${listed([target.id])} without a second factor.`, {
          at: auth.property,
          subjects: [client, target].filter((each) => each !== on),
          fixes: isOwn(on, auth)
            ? [
                {
                  title: 'Ask for a second factor: `mfa: yes`',
                  safe: false,
                  edits: [setInBlock(model, on, { name: 'auth', value: auth }, 'mfa', 'yes')],
                },
              ]
            : [],
        });
      }
    }
  },
});

/** All that asks who somebody is, from the client over the edge to the first program. */
function signInsOf(client: Component, first: Link): Subject[] {
  const found = new Set<Subject>([client]);
  const front = new Set([first]);
  for (const link of front) {
    found.add(link).add(link.target);
    if (edges.has(link.target.kind)) for (const next of link.target.outgoing) if (isBuilt(next)) front.add(next);
  }
  return [...found].filter(({ properties }) => authenticates(properties.auth));
}
