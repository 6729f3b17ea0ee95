import type { Estimates, Figure, Unit } from '../../language-server/src/estimate/estimates.js';
import type {
  Component,
  Declaration,
  Declared,
  Engine,
  Flow,
  Group,
  Kind,
  Link,
  Model,
} from '../../language-server/src/model/model.js';
import type { Severity } from '../../language-server/src/model/problem.js';
import type { Location } from '../../language-server/src/model/source.js';
import type { Value } from '../../language-server/src/model/value.js';
import type { Finding } from '../../language-server/src/rules/finding.js';

export interface ComponentSketch {
  readonly kind?: Kind;
  readonly title?: string;
  readonly in?: string;
  readonly engine?: string;
  readonly replicas?: number;
  readonly zones?: readonly string[];
  readonly regions?: readonly string[];
  readonly future?: boolean;
  readonly platform?: string;
}

export interface DesignSketch {
  readonly title?: string;
  readonly groups?: Readonly<Record<string, { kind?: Group['kind']; title?: string; in?: string }>>;
  readonly components: Readonly<Record<string, ComponentSketch>>;
  /** `a -> b` or `a ~> b`, then flows and a title: `a -> b : redirect "reads"`. */
  readonly links?: readonly string[];
  readonly flows?: Readonly<Record<string, { title?: string; slo?: Readonly<Record<string, number>> }>>;
}

/** A model made by hand; every declaration stands at its own place in `design.arch`. */
export function design(sketch: DesignSketch): Model {
  let offset = 0;
  const next = (): Location => {
    offset += 100;
    return { file: 'design.arch', offset, end: offset + 90 };
  };
  const declared = (id: string, title: string | undefined): Declared => {
    const at = next();
    const head = { ...at, end: at.offset + 20 };
    return { id, name: id, path: id, ...(title !== undefined && { title }), at, head, nameAt: head };
  };
  const groups = new Map<string, Group & { components: Component[]; groups: Group[] }>();
  for (const [id, { kind = 'group', title, in: outer }] of Object.entries(sketch.groups ?? {})) {
    const around = outer === undefined ? undefined : groups.get(outer)!;
    const group = {
      ...declared(id, title),
      what: 'group' as const,
      kind,
      properties: {},
      components: [],
      groups: [],
      ...(around && { group: around }),
    };
    groups.set(id, group);
    around?.groups.push(group);
  }
  const components = new Map<string, Component & { incoming: Link[]; outgoing: Link[] }>();
  for (const [id, drawn] of Object.entries(sketch.components)) {
    const around = drawn.in === undefined ? undefined : groups.get(drawn.in)!;
    const base = declared(id, drawn.title);
    const { replicas, zones, regions, future, platform } = drawn;
    const properties = Object.fromEntries(
      Object.entries({ replicas, zones, regions, future, platform })
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [name, written(value, base.at)]),
    ) as Component['properties'];
    const component = {
      ...base,
      what: 'component' as const,
      kind: drawn.kind ?? 'service',
      properties,
      ...(drawn.engine !== undefined && { engine: engine(declared(drawn.engine, undefined)) }),
      tables: [],
      incoming: [],
      outgoing: [],
      ...(around && { group: around }),
    };
    components.set(id, component);
    around?.components.push(component);
  }
  const flows = new Map(
    Object.entries(sketch.flows ?? {}).map(([id, { title, slo }]): [string, Flow] => {
      const base = declared(id, title);
      const objectives = Object.fromEntries(
        Object.entries(slo ?? {}).map(([name, value]) => [name, written(value, base.at)]),
      );
      const properties = (slo ? { slo: written(objectives, base.at) } : {}) as Flow['properties'];
      return [id, { ...base, what: 'flow', properties }];
    }),
  );
  const links = (sketch.links ?? []).map((text): Link => {
    const [, source, arrow, target, names, title] = /^(\S+) ([-~])> (\S+)(?: : ([\w, -]+))?(?: "(.*)")?$/s.exec(text)!;
    const at = next();
    const link: Link = {
      what: 'link',
      id: `${source}${arrow}>${target}`,
      source: components.get(source)!,
      target: components.get(target)!,
      synchronous: arrow === '-',
      ...(title !== undefined && { title }),
      at,
      head: at,
      chain: { links: [], index: 0 },
      properties: {},
      ...(names && {
        flows: names
          .trim()
          .split(/, */)
          .map((name) => flows.get(name)!),
      }),
    };
    components.get(source)!.outgoing.push(link);
    components.get(target)!.incoming.push(link);
    return link;
  });
  const all: Declaration[] = [...groups.values(), ...components.values(), ...flows.values()];
  return {
    entry: 'design.arch',
    files: new Map(),
    maturity: 'design',
    calendar: { month: 2_628_000, year: 31_536_000 },
    find: (name) => all.find((each) => each.id === name),
    ...(sketch.title !== undefined && {
      system: { ...declared('system', sketch.title), what: 'system' as const, properties: {} },
    }),
    components: [...components.values()],
    links,
    groups: [...groups.values()],
    flows: [...flows.values()],
    tables: [],
    sagas: [],
    params: [],
    engines: [],
    expectations: [],
    acceptances: [],
    constraints: [],
    declarations: new Map(all.map((declaration) => [declaration.id, declaration])),
    references: [],
    problems: [],
    textOf: () => '',
  };
}

function written<T>(value: T, at: Location): Value<T> {
  return { value, origin: 'written', at, property: at };
}

function engine(base: Declared): Engine {
  return { ...base, what: 'engine', properties: {}, builtIn: true };
}

/** Figures by full name, `api.utilisation`; what is not named is not known. */
export function figures(values: Readonly<Record<string, number>>): Estimates {
  const known = new Map(
    Object.entries(values).map(([name, value]): [string, Figure] => {
      const unit: Unit = name.includes('rate') ? '/s' : name.includes('latency') ? 's' : 'ratio';
      return [name, { name, subject: '', figure: '', unit, value, formula: '', inputs: [], missing: [], notes: [] }];
    }),
  );
  return {
    figures: [...known.values()],
    problems: [],
    get: (name) => known.get(name),
    value: ({ id }, figure) => known.get(`${id}.${figure}`)?.value,
    spread: () => undefined,
    breakdown: () => undefined,
    of: ({ id }) => [...known.values()].filter(({ name }) => name.startsWith(`${id}.`)),
  };
}

export function finding(severity: Severity, message: string, ...subjects: readonly string[]): Finding {
  const at = { file: 'design.arch', offset: 0, end: 1 };
  return { rule: 'over-capacity', severity, message, at, subjects, related: [], fixes: [] };
}
