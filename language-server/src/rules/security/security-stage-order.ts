import type { Component, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { waysIn } from '../entrances.js';
import { authenticates, isAuthenticated } from '../guards.js';
import { defineRule } from '../rule.js';

type Stage = 'ip-limit' | 'tls' | 'auth' | 'user-limit' | 'authorization' | 'validation' | 'inspection';

/** The order in which a stage has what it needs, cheap refusals first. */
const order: readonly Stage[] = ['ip-limit', 'tls', 'auth', 'user-limit', 'authorization', 'validation', 'inspection'];
/** What a stage needs to have happened, and why. */
const needs: readonly (readonly [stage: Stage, before: Stage, reason: string])[] = [
  ['user-limit', 'tls', 'before the encryption ends, only addresses can be seen, no users'],
  ['user-limit', 'auth', 'before it is known who calls, there is no user to count for'],
  ['auth', 'tls', 'the token is inside of what is still encrypted'],
  ['authorization', 'auth', 'nobody can say what a caller may do before knowing who calls'],
  ['authorization', 'tls', 'the request is still encrypted'],
  ['validation', 'tls', 'the input is still encrypted'],
  ['inspection', 'tls', 'the payload is still encrypted'],
];

/** A check that runs before it has what it needs checks nothing. */
export const securityStageOrder = defineRule({
  name: 'security-stage-order',
  category: 'security',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'A check runs before it can know what it needs.',
  why: 'Each check at the entrance needs what an earlier one finds out: a token can be read only after the encryption ends, and requests can be counted per user only when the user is known. In the wrong order a check works on what a caller claims, or on nothing. Before the encryption ends there is only the address.',
  silent: [
    'No `stages` are written, or they stand in an order in which each has what it needs.',
    'The limit is not counted per user (`per: ip`, `api-key`, `host`, `all`).',
    'Something before the limit authenticates already, or nothing on the way does.',
    'The component is only drawn (`future: yes`).',
  ],
  references: [
    'OWASP API Security Top 10 (2023): API4, Unrestricted Resource Consumption',
    'NIST SP 800-204, Security Strategies for Microservices-based Application Systems (2019)',
    'Microsoft Azure Architecture Center: Gateway Offloading and Gatekeeper patterns',
  ],
  incorrect: [
    {
      title: 'users are counted before anybody knows who they are',
      code: 'gateway gw {\n  auth { method: jwt }\n  rate-limit { algorithm: token-bucket, rate: 100/s, per: user }\n  stages { user-limit: 500us, tls: 2ms, auth: 1ms, validation: 1ms }\n}\n',
    },
    {
      title: 'the balancer counts users whom only the gateway behind it knows',
      code: 'client app {}\nlb front { managed: yes, rate-limit { algorithm: token-bucket, rate: 100/s, per: user } }\ngateway gw { auth { method: oidc } }\nservice api {}\n\napp -> front -> gw -> api { timeout: 3s }\n',
    },
  ],
  correct: [
    {
      title: 'addresses first, users when they are known',
      code: 'gateway gw {\n  auth { method: jwt }\n  rate-limit { algorithm: token-bucket, rate: 100/s, per: user }\n  stages { ip-limit: 500us, tls: 2ms, auth: 1ms, user-limit: 500us, validation: 1ms }\n}\n',
    },
    {
      title: 'the balancer counts addresses',
      code: 'client app {}\nlb front { managed: yes, rate-limit { algorithm: token-bucket, rate: 100/s, per: ip } }\ngateway gw { auth { method: oidc } }\nservice api {}\n\napp -> front -> gw -> api { timeout: 3s }\n',
    },
  ],
  check({ model, report }) {
    for (const component of model.components) {
      const { stages, future } = component.properties;
      if (!stages || stages.origin === 'engine' || future?.value === true) continue;
      const written = stagesOf(component);
      const wrong = needs.find(
        ([stage, before]) => !isExempt(component, stage, before) && runsBefore(written, stage, before),
      );
      if (!wrong) continue;
      const [stage, before, reason] = wrong;
      report(component, `In \`${component.id}\`, \`${stage}\` runs before \`${before}\`: ${reason}.`, {
        at: stages.property,
        fixes: fixes(model, written),
      });
    }
    const told = new Set<Component>();
    for (const { links } of waysIn(model)) {
      const known = links.findIndex((link) => isAuthenticated(link));
      const early = links.findIndex(({ target }) => target.properties['rate-limit']?.value.per?.value === 'user');
      if (early < 0 || known <= early) continue;
      const { target: limiter } = links[early];
      const { target: guard } = links[known];
      if (told.has(limiter) || authenticates(links[0].source.properties.auth)) continue;
      told.add(limiter);
      const limit = limiter.properties['rate-limit']!;
      report(
        limiter,
        `\`${limiter.id}\` counts per user, but only \`${guard.id}\` behind it finds out who calls: it counts what callers claim.`,
        {
          at: limit.property,
          subjects: [guard],
          fixes: [
            { title: 'Count addresses: `per: ip`', safe: false, edits: [{ at: limit.value.per!.at, text: 'ip' }] },
          ],
        },
      );
    }
  },
});

type Stages = readonly (readonly [Stage, Value<number>])[];

/** In the order in which they are written. */
function stagesOf({ properties }: Component): Stages {
  const written = Object.entries(properties.stages?.value ?? {}) as [Stage, Value<number>][];
  return written.sort(([, a], [, b]) => a.property.offset - b.property.offset);
}

function runsBefore(stages: Stages, stage: Stage, other: Stage): boolean {
  const at = stages.findIndex(([name]) => name === stage);
  return at >= 0 && stages.findIndex(([name]) => name === other) > at;
}

/** A limit that does not count users needs nobody to be known, and where all callers find out themselves, users are known. */
function isExempt({ properties, incoming }: Component, stage: Stage, before: Stage): boolean {
  if (stage !== 'user-limit') return false;
  const per = properties['rate-limit']?.value.per?.value;
  if (per !== undefined && per !== 'user' && per !== 'tenant') return true;
  const callers = incoming.filter(isBuilt).map(({ source }) => source);
  const isKnown = ({ kind, properties: { auth } }: Component): boolean => kind !== 'client' && authenticates(auth);
  return before === 'auth' && callers.length > 0 && callers.every(isKnown);
}

/** The same stages with the same times, each in its place. */
function fixes(model: Model, written: Stages): Fix[] {
  const sorted = [...written].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  const edits = written.flatMap(([, { property }], i) =>
    sorted[i][1].property === property ? [] : [{ at: property, text: model.textOf(sorted[i][1].property) }],
  );
  return [{ title: `Order them: ${sorted.map(([name]) => `\`${name}\``).join(', ')}`, safe: false, edits }];
}
