import type { Component, Kind, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import type { Location } from '../../model/source.js';
import { mayLackLinks } from '../broken.js';
import { defineRule } from '../rule.js';
import { removeStatement } from '../statements.js';

/** They act when they are called, not by themselves. */
const called: ReadonlySet<Kind> = new Set(['service', 'function', 'gateway', 'lb', 'waf', 'cdn']);

/** They begin work without being asked. */
const starting: ReadonlySet<string> = new Set(['scheduler', 'crawler', 'reconciliation', 'admin']);

/** A box without a line, or one that no request ever reaches. */
export const orphanComponent = defineRule({
  name: 'orphan-component',
  category: 'style',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'A component is not connected to anything, or nothing ever calls it.',
  why: 'What no line leads to takes no part in the system: it gets no load, no figure counts it, and no rule can judge it. Either a link was forgotten, and the figures of its neighbours lack its traffic, or the component is a leftover.',
  silent: [
    'It is only drawn (`future: yes`), a `mesh`, or a module that is `part-of` another component.',
    'Another statement names it: as a store of limits or state, a fallback, a dead-letter queue, the place of a step.',
    'Nothing in the design is linked yet, or a link may be missing because its text has an error.',
    'Nobody calls it, but a flow starts at it, or it starts by itself: a worker, a job, a store, something outside, a `role` such as `scheduler`, a service that asks a broker for work.',
    'A queue or topic that lacks one side is left to `broker-without-consumer`.',
  ],
  references: [
    'Simon Brown, The C4 model for visualising software architecture: notation and review checklist',
    'Nick Rozanski and Eoin Woods, Software Systems Architecture, 2nd edition (2011), chapter 17: the functional viewpoint',
  ],
  incorrect: [
    {
      title: 'a cache that nobody uses',
      code: 'client web {}\nservice api {}\ncache hot {}\n\nweb -> api { timeout: 2s }\n',
    },
    {
      title: 'a service that nobody calls',
      code: 'client web {}\nservice api {}\nservice prices {}\ndatabase db {}\n\nweb -> api { timeout: 2s }\nprices -> db { timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'the cache is used',
      code: 'client web {}\nservice api {}\ncache hot {}\n\nweb -> api { timeout: 2s }\napi -> hot { timeout: 50ms }\n',
    },
    {
      title: 'the store of a rate limit needs no link',
      code: 'client web {}\nservice api { rate-limit { algorithm: token-bucket, rate: 10/s, per: user, store: limits } }\ncache limits {}\n\nweb -> api { timeout: 2s }\n',
    },
  ],
  check({ model, report }) {
    if (model.links.length === 0 || mayLackLinks(model)) return;
    const named = namesOf(model);
    const hasSources =
      model.flows.length > 0 ||
      model.components.some(({ kind, outgoing }) => (kind === 'client' || kind === 'job') && outgoing.length > 0);
    for (const component of model.components) {
      const { kind, id, incoming, outgoing, properties } = component;
      if (kind === 'mesh' || properties.future?.value === true || properties['part-of']) continue;
      const others = incoming.filter(({ source }) => source !== component);
      if (incoming.length + outgoing.length === 0) {
        if (kind !== 'client' && named.used.has(component)) continue;
        report(component, `\`${id}\` is not connected to anything.`, { fixes: removal(model, component, named) });
      } else if (hasSources && others.length === 0 && called.has(kind)) {
        if (named.used.has(component) || startsItself(component)) continue;
        report(component, `Nothing calls \`${id}\`: no request of a client, a job or a flow ever reaches it.`, {
          subjects: outgoing.map(({ target }) => target),
        });
      }
    }
  },
});

function startsItself({ properties, outgoing }: Component): boolean {
  if (properties.role && starting.has(properties.role.value)) return true;
  return outgoing.some(
    (link) => !isBuilt(link) || (link.synchronous && (link.target.kind === 'queue' || link.target.kind === 'topic')),
  );
}

interface Names {
  /** A property of another statement names it. Tests, accepted risks and forbidden calls connect nothing, and links count by themselves. */
  readonly used: ReadonlySet<Component>;
  /** Any other statement does. */
  readonly anywhere: ReadonlySet<Component>;
}

function namesOf(model: Model): Names {
  const talk = [...model.expectations, ...model.acceptances, ...model.constraints].map(({ at }) => at);
  talk.sort(byPlace);
  const ends = new Set(
    model.links.flatMap(({ head }) => [`${head.file} from ${head.offset}`, `${head.file} to ${head.end}`]),
  );
  const used = new Set<Component>();
  const anywhere = new Set<Component>();
  for (const { at, target } of model.references) {
    const component = ownerOf(target);
    if (!component || contains(component.at, at)) continue;
    anywhere.add(component);
    const isEnd = ends.has(`${at.file} from ${at.offset}`) || ends.has(`${at.file} to ${at.end}`);
    if (!isEnd && !used.has(component) && !isWithinAny(talk, at)) used.add(component);
  }
  return { used, anywhere };
}

function ownerOf(target: Model['references'][number]['target']): Component | undefined {
  if (target.what === 'component') return target;
  if (target.what === 'table') return target.store;
  return target.what === 'field' ? target.table.store : undefined;
}

const byPlace = (a: Location, b: Location): number =>
  a.file < b.file ? -1 : a.file > b.file ? 1 : a.offset - b.offset;

function contains(outer: Location, inner: Location): boolean {
  return outer.file === inner.file && outer.offset <= inner.offset && inner.end <= outer.end;
}

/** Are the statements, in order, around the place? They do not overlap, so the last that begins before it decides. */
function isWithinAny(statements: readonly Location[], at: Location): boolean {
  let low = 0;
  let high = statements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byPlace(statements[middle], at) <= 0) low = middle + 1;
    else high = middle;
  }
  return low > 0 && contains(statements[low - 1], at);
}

/** Only where no other statement would lose what it names. */
function removal(model: Model, component: Component, { anywhere }: Names): Fix[] {
  const edit = anywhere.has(component) ? undefined : removeStatement(model, component.at);
  return edit ? [{ title: `Take \`${component.id}\` out`, safe: false, edits: [edit] }] : [];
}
