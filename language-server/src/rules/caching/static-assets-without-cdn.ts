import type { Estimates } from '../../estimate/estimates.js';
import { isRead, operationOn } from '../../estimate/traffic/operations.js';
import { flowProperty } from '../../model/inherit.js';
import type { Component, Flow, Kind, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { mayLackLinks } from '../broken.js';
import type { DataClass } from '../data-classes.js';
import { freeName, insertDeclaration, insertHop } from '../edits.js';
import { isPublic } from '../entrances.js';
import { dailyUsers } from '../populations.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { figure, listed, number } from '../words.js';

const heavy: ReadonlySet<string> = new Set(['static', 'image', 'video', 'file']);
/** In front of an origin, and not one itself. */
const passing: ReadonlySet<Kind> = new Set(['dns', 'waf', 'lb', 'gateway']);
const personal: ReadonlySet<DataClass> = new Set([
  'pii',
  'health',
  'financial',
  'order',
  'booking',
  'credential',
  'session',
]);

/** Files that are the same for everybody need not come from the origin every time. */
export const staticAssetsWithoutCdn = defineRule({
  name: 'static-assets-without-cdn',
  category: 'caching',
  mode: 'presence',
  severity: 'info',
  tier: 2,
  summary: 'Static files, images or videos reach everybody from the origin.',
  why: 'A file that is the same for everybody can be kept near those who ask for it. Served from the origin, every copy travels the whole way: users far away wait for each round trip, the origin’s line is filled with the same bytes again and again, and traffic out of a data centre is among the dearest things to buy there.',
  silent: [
    'A cdn is on the way, or what kind of payload it is is not known.',
    'All users are in one region, and it is little: below 100 Mbps at peak, or nobody knows how much.',
    'The users are `trusted`: an internal tool. What it carries belongs to one user each.',
    'Below 100,000 daily users it is only a hint.',
    'Links may be missing because the text has an error, or an end is only drawn (`future: yes`).',
  ],
  references: [
    'Ilya Grigorik, High Performance Browser Networking (2013), chapter 1: speed of light and propagation latency; content delivery networks',
    'Erik Nygren, Ramesh Sitaraman, Jennifer Sun, "The Akamai Network", ACM SIGOPS Operating Systems Review (2010)',
    'AWS Well-Architected Framework, Performance Efficiency Pillar: choose locations to optimise network performance',
  ],
  options: {
    bandwidth: { default: 1e8, doc: 'Bits per second at peak above which it is worth a word; 1e8 is 100 Mbps.' },
    fewUsers: { default: 100_000, doc: 'Below so many daily users it is only a hint.' },
    ttl: { default: '1h', doc: 'The `ttl` of the cdn that a fix writes.' },
  },
  incorrect: [
    {
      title: 'videos from the object store',
      code: 'client app { users: 10M, peak: 3x }\nflow watch { from: app, rate: 2/user/day, op: read, response: 30MB, content: video }\nstorage media { exposure: public }\n\napp -> media { timeout: 30s }\n',
    },
    {
      title: 'images for two continents',
      code: 'region us {}\nregion eu {}\nclient web { regions: [us, eu] }\nflow load { from: web, op: read, content: image }\nlb front { managed: yes }\nservice site {}\n\nweb -> front -> site { timeout: 5s }\n',
    },
  ],
  correct: [
    {
      title: 'a cdn in front',
      code: 'client app { users: 10M, peak: 3x }\nflow watch { from: app, rate: 2/user/day, op: read, response: 30MB, content: video }\ncdn edge { managed: yes, ttl: 1h }\nstorage media {}\n\napp -> edge -> media { timeout: 30s }\n',
    },
    {
      title: 'forty small pictures a second',
      code: 'client web { users: 1M, peak: 3x }\nflow load { from: web, rate: 1/user/day, op: read, response: 20KB, content: image }\nservice site {}\n\nweb -> site { timeout: 5s }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    if (mayLackLinks(model)) return;
    const users = dailyUsers(model);
    for (const { origin, flows, entrances } of servedFromOrigins(model)) {
      const bits = flows.reduce((sum, flow) => sum + bandwidthOf(estimates, flow), 0);
      const regions = new Set([...entrances].flatMap(({ source }) => source.properties.regions?.value ?? []));
      if (!exceeds(bits, options.bandwidth) && regions.size < 2) continue;
      const [first] = entrances;
      const far = regions.size > 1 ? ` to users in ${listed([...regions])}` : '';
      const much = bits > 0 ? ` (${figure(bits, 'bit/s')} at peak)` : '';
      report(
        origin,
        `\`${origin.id}\` serves ${listed(flows.map(({ id }) => id))}${much}${far} itself; a cdn would answer most of it near them.`,
        {
          at: first.head,
          ...((users ?? Number.POSITIVE_INFINITY) < options.fewUsers && { severity: 'hint' }),
          subjects: flows,
          related: [
            {
              at: origin.head,
              message: `This is what everything comes from${users === undefined ? '' : `, for ${number(users)} people a day`}.`,
            },
          ],
          fixes: fixes(model, entrances, options.ttl),
        },
      );
    }
  },
});

interface Served {
  readonly origin: Component;
  readonly flows: readonly Flow[];
  /** The clients' links they come in on. */
  readonly entrances: readonly Link[];
}

/** What flows of public clients read that is the same for all, by the component that serves it without a cdn before it. */
function servedFromOrigins(model: Model): readonly Served[] {
  const byOrigin = new Map<Component, { flows: Set<Flow>; entrances: Set<Link> }>();
  for (const flow of model.flows) {
    if (!flow.from || !isPublic(flow.from) || (flow.properties.op && !isRead(flow.properties.op.value))) continue;
    if (flow.properties.carries?.value.some((what) => personal.has(what))) continue;
    for (const entrance of flow.from.outgoing) {
      const reached = new Set([entrance]);
      for (const link of reached) {
        if (!link.synchronous || !isBuilt(link) || (link.flows && !link.flows.includes(flow))) continue;
        const { target } = link;
        if (passing.has(target.kind)) for (const next of target.outgoing) reached.add(next);
        else if (isOrigin(link, flow)) {
          const served = byOrigin.get(target) ?? { flows: new Set(), entrances: new Set() };
          byOrigin.set(target, served);
          served.flows.add(flow);
          served.entrances.add(entrance);
        }
      }
    }
  }
  return [...byOrigin].map(([origin, { flows, entrances }]) => ({
    origin,
    flows: [...flows],
    entrances: [...entrances],
  }));
}

function isOrigin(link: Link, flow: Flow): boolean {
  const { kind, properties } = link.target;
  if (kind !== 'service' && kind !== 'function' && kind !== 'storage') return false;
  const content = flowProperty(link, flow, 'content')?.value;
  if (content !== undefined) return heavy.has(content);
  return kind === 'storage' && properties.exposure?.value === 'public' && isRead(operationOn(link, flow));
}

/** In bits per second at peak; 0 where it is not known. */
function bandwidthOf(estimates: Estimates, flow: Flow): number {
  return 8 * (estimates.value(flow, 'rate.peak') ?? 0) * (flow.properties.response?.value ?? 0);
}

function fixes(model: Model, entrances: readonly Link[], ttl: string): Fix[] {
  const isPlain = ({ properties }: Link): boolean =>
    !properties.calls && !properties.share && !properties.weight && !properties.auth;
  if (!entrances.every(isPlain)) return [];
  const name = freeName(model, 'edge');
  const [first] = entrances;
  return [
    {
      title: `Put a cdn \`${name}\` in front`,
      safe: false,
      edits: [
        insertDeclaration(
          model,
          { at: first.chain.links[0].at },
          `cdn ${name} { managed: yes, ttl: ${ttl} }`,
          'before',
        ),
        ...entrances.flatMap((link) => insertHop(model, link, name)),
      ],
    },
  ];
}
