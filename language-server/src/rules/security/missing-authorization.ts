import type { Component, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { among, carriedOn, classNames, type DataClass, heldBy } from '../data-classes.js';
import { insertProperty } from '../edits.js';
import { waysIn } from '../entrances.js';
import { checksRows, isAuthenticated } from '../guards.js';
import { defineRule } from '../rule.js';

const guarded: readonly DataClass[] = ['pii', 'health', 'financial'];

/** To know who calls is not to know what they may see. */
export const missingAuthorization = defineRule({
  name: 'missing-authorization',
  category: 'security',
  mode: 'absence',
  severity: 'info',
  tier: 2,
  summary: 'A service knows who calls, but nothing says what they may see.',
  why: 'Authentication tells one caller from another; it does not say that order 4711 belongs to somebody else. The most frequent fault of interfaces is to hand out whatever a signed-in user asks for by its number. Which model decides, roles, attributes, relations or lists, belongs into the design, since it decides what must be known at each request.',
  silent: [
    'The service, or what its callers pass, has an `authorization` or a stage for it; or the tables check callers row by row (`row-level-security: yes`).',
    'Nothing on the way has `auth`, or it says `method: none`: then nobody is known to be asked for rights.',
    'The data it touches is not said to be `pii`, `health` or `financial`, nor is it that of a tenant.',
    'Only trusted clients come to it, or its `exposure` is not `public`.',
    'The design is a sketch, or one of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'OWASP API Security Top 10 (2023): API1, Broken Object Level Authorization',
    'Vincent C. Hu and others, NIST SP 800-162, Guide to Attribute Based Access Control (2014)',
    'Ruoming Pang and others, "Zanzibar: Google\'s Consistent, Global Authorization System", USENIX ATC (2019)',
  ],
  incorrect: [
    {
      title: 'whoever is signed in gets every document',
      code: 'client app {}\nservice documents { auth { method: oidc }, rate-limit { algorithm: token-bucket, rate: 10/s, per: user }, holds: pii }\n\napp -> documents { timeout: 2s }\n',
    },
    {
      title: 'the gateway checks the token, and nobody checks whose account it is',
      code: 'client app {}\ngateway gw { auth { method: jwt }, rate-limit { algorithm: token-bucket, rate: 10/s, per: user } }\nservice accounts {}\ndatabase ledger { holds: financial, encryption-at-rest: yes }\n\napp -> gw -> accounts { timeout: 3s }\naccounts -> ledger { timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'relations decide who may see which document',
      code: 'client app {}\nservice documents { auth { method: oidc }, authorization: rebac, rate-limit { algorithm: token-bucket, rate: 10/s, per: user }, holds: pii }\n\napp -> documents { timeout: 2s }\n',
    },
    {
      title: 'the store itself checks every row',
      code: 'client app {}\ngateway gw { auth { method: jwt }, rate-limit { algorithm: token-bucket, rate: 10/s, per: user } }\nservice accounts {}\ndatabase ledger { encryption-at-rest: yes, table entries { holds: financial, row-level-security: yes } }\n\napp -> gw -> accounts { timeout: 3s }\naccounts -> ledger { timeout: 1s }\n',
    },
  ],
  check({ model, report }) {
    const told = new Set<Component>();
    for (const { entrance, links } of waysIn(model)) {
      if (told.has(entrance) || !links.some(isAuthenticated) || links.some(authorizes)) continue;
      const data = guardedData(model, entrance);
      if (data === undefined) continue;
      told.add(entrance);
      const { property } = links.map(({ target }) => target.properties.auth).find((auth) => auth !== undefined) ?? {};
      report(
        entrance,
        `\`${entrance.id}\` finds out who calls, but nothing says who may see which ${data}: a signed-in user could ask for those of others.`,
        {
          ...(property && { related: [{ at: property, message: 'Callers are known from here on.' }] }),
          fixes: [
            {
              title: 'Set `authorization: rbac`',
              safe: false,
              edits: [insertProperty(model, entrance, 'authorization', 'rbac')],
            },
          ],
        },
      );
    }
  },
});

function authorizes({ target: { properties } }: Link): boolean {
  return properties.authorization !== undefined || properties.stages?.value.authorization !== undefined;
}

/** What it keeps or touches that belongs to somebody, in words; nothing where that is not said, or the store checks. */
function guardedData(model: Model, entrance: Component): string | undefined {
  const links = entrance.outgoing.filter((link) => isBuilt(link) && !checksRows(link));
  const classes = new Set([...heldBy(entrance), ...links.flatMap((link) => [...carriedOn(model, link)])]);
  const found = among(guarded, classes);
  if (found.length > 0) return classNames(found);
  const key = model.system?.properties.tenancy?.value === 'multi' && model.system.properties['tenant-key']?.value;
  if (!key) return undefined;
  const isTenants = links.some(({ target }) =>
    target.tables.some(({ properties }) =>
      [properties.key, properties['shard-key']].some((of) => of?.value.includes(key)),
    ),
  );
  return isTenants ? 'data of which tenant' : undefined;
}
