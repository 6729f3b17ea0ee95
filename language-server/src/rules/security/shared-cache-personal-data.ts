import { isWrite } from '../../estimate/traffic/operations.js';
import { flowProperty } from '../../model/inherit.js';
import type { Component, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { among, carriedOn, classNames, type DataClass, heldBy } from '../data-classes.js';
import { insertProperty, replaceValue, setProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { type Use, usesOn } from '../uses.js';

const personal: readonly DataClass[] = ['pii', 'health', 'financial', 'credential', 'session'];

/** A shared cache answers the second caller with what was made for the first. */
export const sharedCachePersonalData = defineRule({
  name: 'shared-cache-personal-data',
  category: 'security',
  mode: 'presence',
  severity: 'error',
  tier: 2,
  summary: 'A cache at the edge may keep personal answers and give them to others.',
  why: 'With `cache-control: public` an edge keeps an answer under its address and gives it to whoever asks next. Where the answer depends on who asks, the next one gets the account of somebody else. It happens without an error in any log, and it has happened to many well-known shops and banks.',
  silent: [
    '`cache-control` is `private` or `no-store`, or not written; or nothing is kept (`ttl: 0s`).',
    'The `cache-key` has the `user` in it.',
    'What passes is `public` or `static`, is written and not read, or is not known to be personal or authenticated.',
    'Objects are fetched by `presigned-url`: the address itself is the secret.',
    'One of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'IETF RFC 9111, HTTP Caching (2022), section 3.5: storing responses to authenticated requests',
    'OWASP Web Security Testing Guide: testing for browser cache weaknesses; Omer Gil, "Web Cache Deception Attack" (2017)',
    'MDN Web Docs: Cache-Control, public and private',
  ],
  incorrect: [
    {
      title: 'profiles at the edge, the same for all',
      code: 'client app {}\nflow profile { from: app, op: read, carries: pii }\ncdn edge { cache-control: public, ttl: 1min }\nservice users { auth { method: jwt }, authorization: rbac, rate-limit { algorithm: token-bucket, rate: 10/s, per: user } }\n\napp -> edge -> users { timeout: 3s }\n',
    },
    {
      title: 'what needs a token is kept for everybody',
      code: 'client app {}\ncdn edge { cache-control: public, cache-key: [path, query], ttl: 1min }\ngateway gw { auth { method: oidc }, rate-limit { algorithm: token-bucket, rate: 10/s, per: user } }\nservice orders {}\n\napp -> edge -> gw -> orders { timeout: 3s }\n',
    },
  ],
  correct: [
    {
      title: 'only the device of the user keeps it',
      code: 'client app {}\nflow profile { from: app, op: read, carries: pii }\ncdn edge { cache-control: private, ttl: 1min }\nservice users { auth { method: jwt }, authorization: rbac, rate-limit { algorithm: token-bucket, rate: 10/s, per: user } }\n\napp -> edge -> users { timeout: 3s }\n',
    },
    {
      title: 'pictures for everybody',
      code: 'client app {}\nflow look { from: app, op: read, content: image, carries: public }\ncdn edge { cache-control: public, ttl: 1d }\nstorage pictures { holds: public }\n\napp -> edge -> pictures { timeout: 3s }\n',
    },
  ],
  check({ model, report }) {
    for (const cache of model.components) {
      const { 'cache-control': control, 'cache-key': key, ttl, future } = cache.properties;
      if (control?.value !== 'public' || control.origin !== 'written' || future?.value === true) continue;
      if (key?.value.includes('user') || ttl?.value === 0) continue;
      const personalUse = findPersonal(model, cache);
      if (!personalUse) continue;
      const { link, what } = personalUse;
      const flow = personalUse.flow ? `\`${personalUse.flow.id}\`` : `what comes from \`${link.target.id}\``;
      report(cache, `\`${cache.id}\` may keep ${flow} and give it to other users: ${what}.`, {
        at: control.property,
        subjects: [link],
        related: [{ at: link.head, message: 'It is fetched here.' }],
        fixes: fixes(model, cache),
      });
    }
  },
});

interface Personal extends Use {
  /** Why it is nobody else's. */
  readonly what: string;
}

function findPersonal(model: Model, cache: Component): Personal | undefined {
  const asked = cache.incoming.filter(isBuilt).some((link) => hasLogin(link.properties.auth));
  if (cache.incoming.some(isSigned)) return undefined;
  for (const link of cache.outgoing.filter(isBuilt)) {
    if (isSigned(link)) continue;
    const isKnown =
      asked || hasLogin(link.properties.auth) || hasLogin(link.target.properties.auth) || isKnownAt(cache);
    for (const use of usesOn(model, link)) {
      if (use.flow?.from?.properties.future?.value === true) continue;
      if (isWrite(use.operation) || use.operation === 'invalidate' || isForAll(use)) continue;
      const classes = among(personal, carriedBy(model, use));
      if (classes.length > 0) return { ...use, what: `it carries ${classNames(classes)}` };
      if (isKnown && !isPublic(link.target)) return { ...use, what: 'it is asked for by users who are signed in' };
    }
  }
  return undefined;
}

function carriedBy(model: Model, { link, flow }: Use): ReadonlySet<DataClass> {
  const said = flow && flowProperty(link, flow, 'carries')?.value;
  return said ? new Set(said) : carriedOn(model, link);
}

/** A gateway that asks for a login itself knows whose answer it keeps. */
function isKnownAt({ kind, properties }: Component): boolean {
  return kind === 'gateway' && hasLogin(properties.auth);
}

/** By an address that is itself the secret. */
function isSigned({ properties, target }: Link): boolean {
  return [properties.auth, target.properties.auth].some((auth) => auth?.value.method?.value === 'presigned-url');
}

function hasLogin(auth: Component['properties']['auth'] | Link['properties']['auth']): boolean {
  const method = auth?.value.method?.value;
  return auth !== undefined && method !== 'none' && method !== 'presigned-url';
}

function isForAll({ link, flow }: Use): boolean {
  if (!flow) return link.properties.content?.value === 'static';
  const carries = flowProperty(link, flow, 'carries')?.value;
  if (carries && carries.length > 0 && carries.every((what) => what === 'public')) return true;
  return flowProperty(link, flow, 'content')?.value === 'static';
}

function isPublic(component: Component): boolean {
  const held = heldBy(component);
  return held.size > 0 && [...held].every((what) => what === 'public');
}

function fixes(model: Model, cache: Component): Fix[] {
  const { 'cache-control': control, 'cache-key': key } = cache.properties;
  const withUser = `[${[...(key?.value ?? ['path', 'query']), 'user'].join(', ')}]`;
  const keyed = key
    ? setProperty(model, cache, 'cache-key', key, withUser)
    : insertProperty(model, cache, 'cache-key', withUser);
  return [
    {
      title: "Leave it to the user's device: `cache-control: private`",
      safe: false,
      edits: [replaceValue(control!, 'private')],
    },
    { title: `Keep it per user: \`cache-key: ${withUser}\``, safe: false, edits: [keyed] },
  ];
}
