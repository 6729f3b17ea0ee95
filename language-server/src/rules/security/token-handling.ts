import { dimensions, writeQuantity } from '@archlang/grammar';
import type { Component, Link, Model } from '../../model/model.js';
import type { Fix, Severity } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { replaceValue } from '../edits.js';
import { waysIn } from '../entrances.js';
import { defineRule } from '../rule.js';
import { time } from '../words.js';

type Auth = NonNullable<Component['properties']['auth']>;

/** A block of `auth`, what it stands on, and the clients whose users it is about. */
interface Place {
  readonly auth: Auth;
  readonly on: Component | Link;
  readonly clients: readonly Component[];
}

const apps: ReadonlySet<string> = new Set(['browser', 'ios', 'android']);
const mobile: ReadonlySet<string> = new Set(['ios', 'android']);

/** A token is as good as the password, for as long as it is valid. */
export const tokenHandling = defineRule({
  name: 'token-handling',
  category: 'security',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'Tokens are valid for long, kept where scripts can read them, or obtained in an unsafe way.',
  why: 'Whoever holds a token is the user. So it should be worthless soon after it is stolen, lie where a script on the page cannot read it, and come by a way on which nobody can pick it up. The implicit grant puts it into an address, the password grant teaches people to type their password into any program, a key inside an app can be read by everybody who installs it.',
  silent: [
    'What is not written is not judged.',
    'The token lives for 15 minutes or less; up to an hour it is an info. A `session` or a `presigned-url` is no access token.',
    'A client that can keep a secret (`platform: server`), or of which the platform is not said, may use `authorization-code` and keys.',
    'The component is only drawn (`future: yes`).',
  ],
  references: [
    'IETF RFC 9700, Best Current Practice for OAuth 2.0 Security (2025)',
    'IETF RFC 7636, Proof Key for Code Exchange by OAuth Public Clients (2015)',
    'OWASP HTML5 Security Cheat Sheet: local storage',
  ],
  options: {
    short: { default: 900, doc: 'Seconds an access token may live.' },
    long: { default: 3600, doc: 'Seconds from which on it is a warning, not an info.' },
  },
  incorrect: [
    {
      title: 'a token in the address, then where every script can read it',
      code: 'client web { platform: browser, auth { method: oauth2, flow: implicit, token-storage: local-storage } }\n',
    },
    {
      title: 'a stolen token works for a day',
      code: 'gateway gw { auth { method: jwt, token-ttl: 24h } }\n',
    },
    {
      title: 'the key is in the app for everybody to read',
      code: 'client app { platform: android }\nservice api { auth { method: api-key }, rate-limit { algorithm: token-bucket, rate: 10/s, per: api-key } }\n\napp -> api { timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'the present way for a page',
      code: 'client web { platform: browser, auth { method: oidc, flow: authorization-code-pkce, token-ttl: 15min, token-storage: http-only-cookie } }\n',
    },
    {
      title: 'a server keeps its key to itself',
      code: 'client partner { platform: server }\nservice api { auth { method: api-key }, rate-limit { algorithm: token-bucket, rate: 10/s, per: api-key } }\n\npartner -> api { timeout: 2s }\n',
    },
  ],
  check({ model, options, report }) {
    for (const { auth, on, clients } of placesOf(model)) {
      const { method, flow, 'token-ttl': ttl, 'token-storage': storage } = auth.value;
      const app = clients.find(({ properties }) => apps.has(properties.platform?.value ?? ''));
      const name = on.what === 'link' ? on.source.id : on.id;
      const say = (value: Value<unknown>, reason: string, text: string, severity?: Severity): void =>
        report(on, `\`${name}\`: ${reason}`, {
          at: value.property,
          ...(severity && { severity }),
          subjects: app ? [app] : [],
          fixes: [replacement(value, text)],
        });
      const isToken = method?.value !== 'session' && method?.value !== 'presigned-url';
      if (ttl && isToken && ttl.value > options.short) {
        const text = writeQuantity(options.short, dimensions.time, { rounding: 'down' });
        const severity = ttl.value > options.long ? undefined : 'info';
        say(
          ttl,
          `a stolen token can be used for ${time(ttl.value)}; ${text} are usual, with a refresh token behind.`,
          text,
          severity,
        );
      }
      if (storage?.value === 'local-storage') {
        const text = app && mobile.has(app.properties.platform?.value ?? '') ? 'keychain' : 'http-only-cookie';
        say(storage, 'every script on the page can read a token in local storage, that of an attacker too.', text);
      }
      if (flow?.value === 'implicit') {
        say(
          flow,
          'the implicit grant puts the token into an address, where history and logs keep it.',
          'authorization-code-pkce',
        );
      } else if (flow?.value === 'password') {
        say(
          flow,
          "the password grant hands the user's password to the program that asks for it.",
          'authorization-code-pkce',
        );
      } else if (flow?.value === 'authorization-code' && app && on.what !== 'link' && on === app) {
        say(
          flow,
          'an app cannot keep a secret; without PKCE whoever catches the code gets the token.',
          'authorization-code-pkce',
        );
      }
      if (method?.value === 'api-key' && app) {
        say(method, `the key is inside \`${app.id}\`, where everybody who has the app can read it.`, 'oauth2');
      }
    }
  },
});

function replacement(value: Value<unknown>, text: string): Fix {
  return { title: `Use \`${text}\``, safe: false, edits: [replaceValue(value, text)] };
}

/** Every block of `auth` once, with the public clients that come to it; a client's own word on how it signs in holds first. */
function placesOf(model: Model): readonly Place[] {
  const callers = new Map<string, Set<Component>>();
  for (const { client, links } of waysIn(model)) {
    if (client.properties.auth) continue;
    for (const { target } of links) callers.set(target.id, (callers.get(target.id) ?? new Set()).add(client));
  }
  const places = new Map<string, Place>();
  const add = (on: Component | Link, clients: Iterable<Component>): void => {
    const { auth } = on.properties;
    if (!auth || auth.origin === 'engine') return;
    const place = `${auth.property.file}:${auth.property.offset}`;
    if (!places.has(place)) places.set(place, { auth, on, clients: [...clients] });
  };
  for (const component of model.components) {
    if (component.properties.future?.value === true || component.kind === 'mesh') continue;
    add(component, component.kind === 'client' ? [component] : (callers.get(component.id) ?? []));
  }
  for (const link of model.links) {
    const isDrawn = link.source.properties.future?.value === true || link.target.properties.future?.value === true;
    if (!isDrawn) add(link, link.source.kind === 'client' ? [link.source] : []);
  }
  return [...places.values()];
}
