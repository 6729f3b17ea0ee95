import { flowProperty } from '../../model/inherit.js';
import type { Component, Flow, Kind, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix, TextEdit } from '../../model/problem.js';
import { insertStatement, isOwn } from '../edits.js';
import { defineRule } from '../rule.js';
import { userPathsOf } from '../user-paths.js';
import { data } from '../words.js';

const relays: ReadonlySet<Kind> = new Set(['service', 'function', 'gateway']);

/** Files pass through an application on their way to or from an object store. */
export const largeUploadThroughService = defineRule({
  name: 'large-upload-through-service',
  category: 'api',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'Large files pass through a service on their way to or from the object store.',
  why: 'A service that relays a file holds a connection, memory and bandwidth for as long as the slowest phone takes to send it, and adds nothing. An object store takes the bytes itself: the service only signs an address that is valid for a few minutes, and the client sends there, in parts and again where it was interrupted.',
  silent: [
    'The payload is not known or below the limit.',
    'It has to be looked at on the way (`inspects: yes`, or a stage of `inspection`).',
    'The bytes do not come from, or go to, a client in the same request.',
    'The client, the store or something between them is only drawn (`future: yes`).',
  ],
  references: [
    'Amazon Web Services, S3 User Guide: "Uploading objects with presigned URLs"',
    'Google Cloud Storage documentation: "Signed URLs"',
    'Microsoft, Azure Architecture Center: Valet Key pattern',
  ],
  options: {
    size: { default: 10, doc: 'Payload of one request, in MB, above which it should go to the store directly.' },
  },
  incorrect: [
    {
      title: 'videos through the API',
      code: 'client app {}\nflow upload { from: app, rate: 10/s, op: write, request: 200MB, content: video, peak: 3x }\nservice api {}\nstorage videos {}\n\napp -> api { timeout: 10min }\napi -> videos { for: upload, timeout: 9min }\n',
    },
    {
      title: 'backups are read back through the API',
      code: 'client desk {}\nflow restore { from: desk, rate: 1/s, op: read, response: 1GB, content: file, peak: 3x }\nlb front { managed: yes }\nservice api {}\nstorage backups {}\n\ndesk -> front -> api { timeout: 30min }\napi -> backups { timeout: 25min }\n',
    },
  ],
  correct: [
    {
      title: 'straight to the store, under a signed address',
      code: 'client app {}\nflow sign { from: app, rate: 10/s, op: write, request: 1KB, peak: 3x }\nflow upload { from: app, of: sign, op: write, request: 200MB, content: video }\nservice api {}\nstorage videos {}\n\napp -> api { for: sign, timeout: 2s }\napp -> videos { for: upload, auth { method: presigned-url }, timeout: 10min }\n',
    },
    {
      title: 'every file is scanned',
      code: 'client app {}\nflow upload { from: app, rate: 10/s, op: write, request: 200MB, content: file, peak: 3x }\nservice scanner {}\nstorage files {}\n\napp -> scanner { timeout: 10min }\nscanner -> files { inspects: yes, timeout: 9min }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    const paths = userPathsOf(model);
    const told = new Set<string>();
    const taken = new Map<Link, ReadonlySet<Flow>>();
    const takes = (link: Link, flow: Flow): boolean => {
      const flows = taken.get(link) ?? new Set(paths.flowsOn(link));
      taken.set(link, flows);
      return flows.has(flow);
    };
    for (const link of model.links) {
      const { source: relay, target: store } = link;
      if (store.kind !== 'storage' || !relays.has(relay.kind) || !isBuilt(link) || inspects(relay, link)) continue;
      for (const flow of paths.flowsOn(link)) {
        const size = payload(link, flow);
        const key = `${relay.id} ${store.id} ${flow.id}`;
        if (size <= options.size * 1e6 || told.has(key) || !comesThrough(relay, flow, takes)) continue;
        told.add(key);
        const peak = estimates.value(flow, 'rate.peak');
        const amount =
          peak === undefined
            ? `files of ${data(size)}`
            : `${data(peak * size)} a second of file bytes at peak, ${data(size)} each,`;
        report(
          link,
          `\`${relay.id}\` relays ${amount} between \`${flow.from!.id}\` and \`${store.id}\`, which could take them directly.`,
          {
            subjects: [flow],
            fixes: direct(model, link, flow),
          },
        );
      }
    }
  },
});

/** The larger side of what the flow carries on the link; its own size there counts. 0 where nobody says. */
function payload(link: Link, flow: Flow): number {
  const sizes = (['request', 'response'] as const).flatMap((side) => flowProperty(link, flow, side)?.value ?? []);
  const ofFlow = (['request', 'response'] as const).flatMap((side) => flow.properties[side]?.value ?? []);
  // A service that turns a small request into a large object relays nothing.
  return Math.min(Math.max(0, ...sizes), Math.max(0, ...ofFlow));
}

function inspects(relay: Component, link: Link): boolean {
  return (
    hasInspection(relay) || [link, ...relay.incoming].some(({ properties }) => properties.inspects?.value === true)
  );
}

const hasInspection = ({ properties: { stages } }: Component): boolean => stages?.value.inspection !== undefined;

/** Does the client's request reach the relay without being looked at? */
function comesThrough(relay: Component, flow: Flow, takes: (link: Link, flow: Flow) => boolean): boolean {
  const seen = new Set([relay]);
  for (const component of seen) {
    for (const link of component.incoming) {
      if (!isBuilt(link) || link.properties.inspects?.value === true) continue;
      if (hasInspection(link.source) || !takes(link, flow)) continue;
      if (link.source === flow.from && link.source.kind === 'client') return payload(link, flow) > 0;
      seen.add(link.source);
    }
  }
  return false;
}

/** The link starts at the client instead, where it is there for this flow alone. */
function direct(model: Model, link: Link, flow: Flow): Fix[] {
  if (link.chain.links.length > 1 || link.flows?.length !== 1 || link.properties.auth || !link.properties.for)
    return [];
  if (!isOwn(link, link.properties.for) || !flow.from) return [];
  const text = model.textOf(link.head);
  const source = text.match(/^[^\s-~]+/)?.[0];
  if (!source) return [];
  const edits: TextEdit[] = [
    { at: { ...link.head, end: link.head.offset + source.length }, text: flow.from.id },
    insertStatement(model, link, 'auth { method: presigned-url }'),
  ];
  return [{ title: `Let \`${flow.from.id}\` use a signed address of \`${link.target.id}\``, safe: false, edits }];
}
