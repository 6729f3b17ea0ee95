import type { Component, Flow, Kind } from '../../model/model.js';
import { insertProperty } from '../edits.js';
import { journeysOf } from '../journeys.js';
import { defineRule } from '../rule.js';

const fronts: ReadonlySet<Kind> = new Set(['gateway', 'service']);
const pages: ReadonlySet<string> = new Set(['static', 'html', 'image', 'video']);
const versioned = /\/v\d+(\/|$|\?|\.)/i;
const byParameter = /[?&](v|version|api-version)=/i;

/** Others build on an interface that cannot be changed without breaking them. */
export const unversionedPublicApi = defineRule({
  name: 'unversioned-public-api',
  category: 'api',
  mode: 'absence',
  severity: 'info',
  tier: 2,
  summary: 'A public API has no version, neither its own nor in its paths.',
  why: 'Whoever calls a public API is not upgraded together with it: old apps stay on phones for years, and partners change when it suits them. Without a version in the contract every change has to work for all of them at once, or breaks some. A version lets the new form stand next to the old one until nobody uses that any more.',
  silent: [
    'The API says its `version`, or a gateway in front of it does, or all paths name one (`/v1/…`).',
    'Nobody says that it is public (`exposure: public`), and no path is written.',
    'Only pages and files are fetched, or the calls are graphql or another protocol that evolves otherwise.',
    'The model is a sketch, or it is only drawn (`future: yes`).',
  ],
  references: [
    'Google, API Improvement Proposals, AIP-185: API Versioning',
    'Microsoft, Azure Architecture Center: "Web API design best practices", versioning',
    'Brandon Byars and others, "Enterprise Integration Using REST" (martinfowler.com, 2013)',
  ],
  incorrect: [
    {
      title: 'a public gateway',
      code: 'client web {}\nflow devices { from: web, rate: 10/s, op: read }\ngateway gw { exposure: public }\nservice api {}\n\nweb -> gw -> api { timeout: 2s }\n',
    },
    {
      title: 'a path without a version',
      code: 'client web {}\nflow devices { from: web, rate: 10/s, op: read, endpoint: "GET /devices" }\nservice api {}\n\nweb -> api { timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'the gateway has a version',
      code: 'client web {}\nflow devices { from: web, rate: 10/s, op: read }\ngateway gw { exposure: public, version: "v1" }\nservice api {}\n\nweb -> gw -> api { timeout: 2s }\n',
    },
    {
      title: 'the path names it',
      code: 'client web {}\nflow devices { from: web, rate: 10/s, op: read, endpoint: "GET /api/v1/devices" }\nservice api { exposure: public }\n\nweb -> api { timeout: 2s }\n',
    },
  ],
  check({ model, report }) {
    const { through, flowsOn } = journeysOf(model);
    for (const front of model.components) {
      const { version, exposure, future } = front.properties;
      if (!fronts.has(front.kind) || version || future?.value === true) continue;
      const calls = front.incoming.filter((link) => link.synchronous && !isVersioned(link.source));
      const fromClients = calls.filter((link) =>
        through(link).some(({ from }) => from.kind === 'client' && from.properties.trusted?.value !== true),
      );
      if (fromClients.length === 0 || fromClients.some(({ properties }) => isOther(properties.protocol?.value)))
        continue;
      if (exposure ? exposure.value !== 'public' : fromClients.every(({ source }) => fronts.has(source.kind))) continue;
      const flows = fromClients.flatMap((link) => flowsOn(link)).filter(isApi);
      const plain = flows.filter(({ properties: { endpoint } }) => endpoint && !versioned.test(endpoint.value));
      const isSilent =
        flows.length === 0
          ? fromClients.some((link) => flowsOn(link).length > 0)
          : flows.every(({ properties: { endpoint } }) => endpoint && versioned.test(endpoint.value));
      if (isSilent || (!exposure && plain.length === 0)) continue;
      const [first] = plain;
      const inQuery = plain.length > 0 && plain.every(({ properties }) => byParameter.test(properties.endpoint!.value));
      report(
        first ?? front,
        first
          ? `The public API \`${front.id}\` has no version${inQuery ? ' in its path, only a parameter' : `, and neither has \`${first.properties.endpoint!.value}\``}: it cannot change without breaking its callers.`
          : `The public API \`${front.id}\` has no version: it cannot change without breaking its callers.`,
        {
          ...(first && { at: first.properties.endpoint!.at }),
          ...(inQuery && { severity: 'hint' }),
          subjects: [front],
          fixes: [
            { title: 'Add `version: "v1"`', safe: false, edits: [insertProperty(model, front, 'version', '"v1"')] },
          ],
        },
      );
    }
  },
});

const isVersioned = ({ properties }: Component): boolean => properties.version !== undefined;

const isApi = ({ properties: { content } }: Flow): boolean => content === undefined || !pages.has(content.value);

function isOther(protocol: string | undefined): boolean {
  return protocol !== undefined && protocol !== 'http';
}
