import type { Component, Link } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { edges } from '../../rules/entrances.js';
import { known, unknown, word } from '../input.js';
import { is } from '../logic.js';
import { defineQuestion } from '../question.js';

const code = 'authorization-code';
const pkce = 'authorization-code-pkce';
const key = 'an API key or client credentials, changed regularly';
const other = 'another way';
const platforms = ['browser', 'ios', 'android', 'desktop', 'server', 'device'] as const;

/** How a client proves who it is. */
export const authFlow = defineQuestion({
  name: 'auth-flow',
  topic: 'security',
  asks: 'How does the client get its token?',
  about: 'component',
  of: 'a client that signs in',
  inputs: { platform: word(platforms, 'What runs on the other side?', '`platform` of the client') },
  sources: [
    'RFC 9700, Best Current Practice for OAuth 2.0 Security (2025)',
    'RFC 7636, Proof Key for Code Exchange (2015)',
  ],
  rules: ['token-handling'],
  concerns: (component) => component.kind === 'client' && authsOf(component).length > 0,
  gather: (_, { id, properties: { platform } }) => ({
    platform: platform
      ? known(platform.value, `\`${id}\` says \`platform: ${platform.value}\``)
      : unknown(`\`platform\` of \`${id}\``),
  }),
  present: (_, component) => authsOf(component),
  first: [
    {
      when: 'a program of ours or of a partner calls',
      holds: (i) => is(i.platform, 'server'),
      choose: key,
      because: 'Nobody is there to sign in; the secret lies in a vault and is changed.',
      fine: ['mtls', other],
    },
    {
      when: 'a device calls, such as a television or a sensor',
      holds: (i) => is(i.platform, 'device'),
      choose: pkce,
      because:
        'A person signs in on it, or lets it in from a phone; only a device without people has a key of its own.',
      fine: [key, 'mtls', other],
    },
    {
      when: 'an app on a phone or a desk calls',
      holds: (i) => is(i.platform, 'ios', 'android', 'desktop'),
      choose: pkce,
      because: 'An app can keep no secret; the proof key takes its place.',
      fine: ['mtls', other],
    },
  ],
  otherwise: {
    choose: pkce,
    because: 'With the proof key a stolen code is worth nothing, for pages and for programs in the browser alike.',
    fine: [code, 'session', other],
    conflict:
      'Older sources use the code alone for pages from a server, and the implicit flow for programs in the browser. The proof key is now advised for both, and the implicit flow for none.',
  },
});

/** What the client says, else what the way in asks for. */
function authsOf(component: Component): readonly string[] {
  const own = component.properties.auth;
  const found = own
    ? [own]
    : [...waysIn(component)].flatMap((link) => link.properties.auth ?? link.target.properties.auth ?? []);
  return [...new Set(found.flatMap(({ value: { flow, method } }) => nameOf(flow?.value, method?.value) ?? []))];
}

/** The client's links, and those of what only passes on. */
function waysIn(component: Component): ReadonlySet<Link> {
  const links = new Set(component.outgoing.filter(isBuilt));
  for (const { target } of links) {
    if (!edges.has(target.kind)) continue;
    for (const link of target.outgoing) if (isBuilt(link)) links.add(link);
  }
  return links;
}

function nameOf(flow: string | undefined, method: string | undefined): string | undefined {
  if (flow === 'client-credentials' || method === 'api-key') return key;
  if (flow !== undefined) return flow;
  if (method === 'session' || method === 'mtls') return method;
  // An address that is signed beforehand is no sign-in.
  return method === undefined || method === 'none' || method === 'presigned-url' ? undefined : other;
}
