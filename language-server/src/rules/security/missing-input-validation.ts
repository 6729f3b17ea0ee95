import { dimensions, writeQuantity } from '@archlang/grammar';
import { isWrite, operationOn } from '../../estimate/traffic/operations.js';
import { flowProperty } from '../../model/inherit.js';
import type { Flow, Kind, Link } from '../../model/model.js';
import { insertProperty } from '../edits.js';
import { byGuard, type Way, waysIn } from '../entrances.js';
import { defineRule } from '../rule.js';

const limitable: ReadonlySet<Kind> = new Set(['gateway', 'service']);
const framed: ReadonlySet<string> = new Set(['grpc', 'grpc-web']);

/** What takes any size takes a size that it cannot hold. */
export const missingInputValidation = defineRule({
  name: 'missing-input-validation',
  category: 'security',
  mode: 'absence',
  severity: 'hint',
  tier: 3,
  summary: 'The public writes to a service that does not say how large a request may be.',
  why: 'A server reads a request into memory before it can tell whether it makes sense. Without a bound, a few requests of some gigabytes fill it, and whatever checks the content comes too late. A limit at the entrance, a little above the largest honest request, costs one line and turns such a request away at its first bytes.',
  silent: [
    'Something on the way says the largest request it takes (`max-body`).',
    'A `waf` on the way looks into the requests, or they are gRPC, whose messages have a schema and a bound.',
    'Nothing is known to be written: the flows read, or nobody says what they do.',
    'The client is `trusted`, or what it calls has an `exposure` other than `public`.',
    'A function takes the request: its provider bounds it.',
    'The design is not `maturity: production`, or one of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'OWASP API Security Top 10 (2023): API4, Unrestricted Resource Consumption',
    'OWASP Input Validation Cheat Sheet',
    'CWE-770: Allocation of Resources Without Limits or Throttling',
  ],
  options: {
    maxBody: { default: 1e6, doc: 'Bytes that the fix writes, unless a flow is known to send more.' },
  },
  incorrect: [
    {
      title: 'posts of any length',
      code: 'system "Blog" { maturity: production }\nclient web {}\nflow post { from: web, op: write }\ncdn edge { managed: yes }\ngateway gw { auth { method: jwt }, rate-limit { algorithm: token-bucket, rate: 10/s, per: user } }\nservice posts {}\n\nweb -> edge -> gw -> posts { tls: 1.3, timeout: 3s }\n',
    },
    {
      title: 'drawings of five megabytes, or of five gigabytes',
      code: 'system "Board" { maturity: production }\nclient web {}\nflow save { from: web, op: upsert, request: 5MB }\ncdn edge { managed: yes }\nservice board { auth { method: oidc }, rate-limit { algorithm: token-bucket, rate: 10/s, per: user } }\n\nweb -> edge -> board { tls: 1.3, timeout: 3s }\n',
    },
  ],
  correct: [
    {
      title: 'the gateway takes a megabyte',
      code: 'system "Blog" { maturity: production }\nclient web {}\nflow post { from: web, op: write }\ncdn edge { managed: yes }\ngateway gw { max-body: 1MB, auth { method: jwt }, rate-limit { algorithm: token-bucket, rate: 10/s, per: user } }\nservice posts {}\n\nweb -> edge -> gw -> posts { tls: 1.3, timeout: 3s }\n',
    },
    {
      title: 'the service says what it takes itself',
      code: 'system "Blog" { maturity: production }\nclient web {}\nflow post { from: web, op: write, request: 20KB }\ncdn edge { managed: yes }\nservice posts { max-body: 100KB, auth { method: jwt }, rate-limit { algorithm: token-bucket, rate: 10/s, per: user } }\n\nweb -> edge -> posts { tls: 1.3, timeout: 3s }\n',
    },
  ],
  check({ model, options, report }) {
    if (model.maturity !== 'production') return;
    for (const [guard, group] of byGuard(waysIn(model).filter(isUnbounded))) {
      if (!limitable.has(guard.kind)) continue;
      const [way] = group;
      const largest = Math.max(options.maxBody, ...group.flatMap(writesOn).map(({ request }) => request));
      const limit = writeQuantity(largest, dimensions.data, { rounding: 'up' });
      report(
        guard,
        `\`${guard.id}\` takes what \`${way.client.id}\` writes in any size: a few huge requests fill its memory.`,
        {
          subjects: [...new Set(group.map(({ entrance }) => entrance))].filter((entrance) => entrance !== guard),
          related: [{ at: way.links[0].head, message: 'The public comes in here.' }],
          fixes: [
            {
              title: `Set \`max-body: ${limit}\``,
              safe: false,
              edits: [insertProperty(model, guard, 'max-body', limit)],
            },
          ],
        },
      );
    }
  },
});

function isUnbounded(way: Way): boolean {
  return writesOn(way).length > 0 && !way.links.some(isBounded);
}

function isBounded({ target, properties: { protocol } }: Link): boolean {
  const { 'max-body': limit } = target.properties;
  return limit !== undefined || target.kind === 'waf' || framed.has(protocol?.value ?? '');
}

/** What is written at the end of a way, with its size in bytes where that is known. */
function writesOn({ flows, links }: Way): { readonly request: number }[] {
  const last = links[links.length - 1];
  const all: readonly (Flow | undefined)[] = flows.length > 0 ? flows : [undefined];
  return all
    .filter((flow) => isWrite(operationOn(last, flow)))
    .map((flow) => ({ request: (flow && flowProperty(last, flow, 'request')?.value) ?? 0 }));
}
