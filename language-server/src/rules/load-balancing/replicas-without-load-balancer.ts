import type { Component, Kind, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { freeName, insertDeclaration, insertHop } from '../edits.js';
import { covers } from '../meshes.js';
import { defineRule } from '../rule.js';
import { listed } from '../words.js';

/** Spread requests themselves, or take them to something that does. */
const balancing: ReadonlySet<Kind> = new Set(['lb', 'gateway', 'cdn', 'dns', 'waf', 'queue', 'topic']);
const orchestrated: ReadonlySet<string> = new Set(['kubernetes', 'ecs', 'nomad']);

/** Replicas that nobody spreads requests over do not share the load. */
export const replicasWithoutLoadBalancer = defineRule({
  name: 'replicas-without-load-balancer',
  category: 'load-balancing',
  mode: 'presence',
  severity: 'warning',
  tier: 1,
  summary: 'A service has several replicas, but nothing spreads requests over them.',
  why: 'A caller that knows one address uses one replica: the others stand idle, and when that one goes the caller fails although others are healthy. Something has to know which replicas are alive and choose among them: a load balancer, a gateway, a mesh, or discovery in the caller itself.',
  silent: [
    'Every caller is a load balancer, gateway, cdn or broker, or the way from each caller passes one.',
    'The platform balances: `runtime: kubernetes`, `ecs` or `nomad`, a `discovery` on the service, or a mesh that covers both ends.',
    'Functions, and services that only take messages: the platform or the broker spreads the work.',
    'The service is `managed: yes`: its provider puts a balancer in front.',
    'Both ends are modules of one deployable, or one is only drawn (`future: yes`).',
  ],
  references: [
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapters 19 and 20: load balancing',
    'Sam Newman, Building Microservices, 2nd edition (2021), chapter 5: service discovery and load balancing',
  ],
  incorrect: [
    {
      title: 'clients reach three replicas by one address',
      code: 'client web {}\nservice api { replicas: 3 }\n\nweb -> api { timeout: 2s }\n',
    },
    {
      title: 'a service calls another that scales',
      code: 'service orders { replicas: 1 }\nservice stock { autoscale { min: 2, max: 8 } }\n\norders -> stock { timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'a load balancer in front',
      code: 'client web {}\nlb front { managed: yes }\nservice api { replicas: 3 }\n\nweb -> front -> api { timeout: 2s }\n',
    },
    {
      title: 'callers find replicas by themselves',
      code: 'service orders { replicas: 1 }\nservice stock { replicas: 4, discovery: client-side }\n\norders -> stock { timeout: 1s }\n',
    },
    {
      title: 'the orchestrator balances',
      code: 'system "Shop" { runtime: kubernetes }\nservice orders { replicas: 2 }\nservice stock { replicas: 4 }\n\norders -> stock { timeout: 1s }\n',
    },
  ],
  check({ model, report }) {
    const meshes = model.components.filter(
      ({ kind, properties }) => kind === 'mesh' && properties.future?.value !== true,
    );
    for (const service of model.components) {
      const count = service.kind === 'service' ? severalReplicas(service) : undefined;
      if (count === undefined || isBalanced(service)) continue;
      const direct = service.incoming.filter(
        (link) =>
          link.synchronous &&
          isBuilt(link) &&
          !balancing.has(link.source.kind) &&
          !isInside(link) &&
          !meshes.some((mesh) => covers(mesh, link)),
      );
      if (direct.length === 0) continue;
      const callers = listed([...new Set(direct.map(({ source }) => source.id))]);
      const { replicas, autoscale } = service.properties;
      report(
        service,
        `\`${service.id}\` has ${count} replicas, but ${callers} ${direct.length > 1 ? 'reach' : 'reaches'} it without anything that spreads requests over them.`,
        {
          at: (autoscale ?? replicas)?.property,
          related: direct.map((link) => ({ at: link.head, message: 'This call goes to one address.' })),
          fixes: fixes(model, service, direct),
        },
      );
    }
  },
});

function severalReplicas({ properties: { autoscale, replicas } }: Component): string | undefined {
  const most = autoscale?.value.max?.value;
  if (most !== undefined) return most >= 2 ? `up to ${most}` : undefined;
  return replicas && replicas.value >= 2 ? String(replicas.value) : undefined;
}

function isBalanced({ properties }: Component): boolean {
  const { managed, discovery, runtime } = properties;
  if (managed?.value === true || (discovery && discovery.value !== 'static')) return true;
  return runtime !== undefined && orchestrated.has(runtime.value);
}

/** Modules of one deployable call in-process. */
function isInside({ source, target }: Link): boolean {
  const whole = source.properties['part-of']?.value ?? source.id;
  return whole === (target.properties['part-of']?.value ?? target.id);
}

function fixes(model: Model, service: Component, direct: readonly Link[]): Fix[] {
  const name = freeName(model, `${service.name}-lb`);
  return [
    {
      title: `Put a load balancer \`${name}\` in front`,
      safe: false,
      edits: [
        insertDeclaration(model, service, `lb ${name} { replicas: 2, layer: 7, algorithm: round-robin }`, 'before'),
        ...direct.flatMap((link) => insertHop(model, link, name)),
      ],
    },
  ];
}
