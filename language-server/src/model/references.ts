import { ast, parseQuantity, isQuantityError } from '@archlang/grammar';
import { evaluate, intervalMedian, compute, type Resolve } from './arithmetic.js';
import type { Collected, Draft } from './collect.js';
import { locate, type Place, Problems, replacement } from './context.js';
import type { Surroundings } from './convert.js';
import { libraryEngine, libraryEngines } from './library.js';
import type { Declaration, Field, Param, Reference } from './model.js';
import { nearest } from './nearest.js';
import type { Fix } from './problem.js';
import type { NameKind } from './schema/definition.js';
import type { Location } from './source.js';
import type { Expression } from './value.js';

const fits: Readonly<Record<NameKind, (target: Declaration) => boolean>> = {
  component: (target) => target.what === 'component',
  client: (target) => target.what === 'component' && target.kind === 'client',
  broker: (target) => target.what === 'component' && (target.kind === 'queue' || target.kind === 'topic'),
  cache: (target) => target.what === 'component' && target.kind === 'cache',
  store: (target) => target.what === 'component' && /^(database|storage|cache|queue|topic)$/.test(target.kind),
  job: (target) => target.what === 'component' && target.kind === 'job',
  flow: (target) => target.what === 'flow',
  table: (target) => target.what === 'table',
  region: (target) => target.what === 'group' && target.kind === 'region',
  zone: (target) => target.what === 'group' && target.kind === 'zone',
  group: (target) => target.what === 'group',
  field: () => false,
  engine: (target) => target.what === 'engine',
};

const articles: Readonly<Record<NameKind, string>> = {
  component: 'a component',
  client: 'a client',
  broker: 'a queue or topic',
  cache: 'a cache',
  store: 'a store',
  job: 'a job',
  flow: 'a flow',
  table: 'a table',
  region: 'a region',
  zone: 'a zone',
  group: 'a group',
  field: 'a field',
  engine: 'an engine',
};

/** Finds what names stand for, and remembers every use for go-to-definition and rename. */
export class References {
  readonly list: Reference[] = [];

  constructor(
    private readonly collected: Collected,
    private readonly ownEngines: ReadonlyMap<string, Draft>,
    readonly problems: Problems,
  ) {}

  /** The surroundings that conversion needs at one place; `fields` are those of the table it stands in. */
  at(place: Place, path: readonly string[], fields?: readonly Field[]): Surroundings {
    return {
      place,
      problems: this.problems,
      resolve: this.resolver(place, path),
      reference: (name, kinds, at) => this.reference(name, kinds, at, path, fields),
    };
  }

  /** Reads names in arithmetic as params and lets. */
  resolver(place: Place, path: readonly string[], figures = false): Resolve {
    return (node, problems) => {
      const at = locate(place, node);
      if (node.call || node.target !== undefined) {
        if (figures && !node.call) return 'figure';
        problems.report('wrong-type', at, 'A number is expected here.');
        return undefined;
      }
      const result = this.collected.names.lookup(node.path, { path });
      const target = 'found' in result ? result.found : undefined;
      if (target && (target.what === 'param' || target.what === 'let')) {
        if (problems === this.problems) this.note(at, node.path, target);
        return target;
      }
      if (figures) return 'figure';
      if (target) problems.report('wrong-type', at, `\`${node.path}\` is not a number but a ${whatIs(target)}.`);
      else {
        const params = this.collected.params.map(({ entity }) => entity.name);
        const near = nearest(node.path, params);
        const fixes = near === undefined ? undefined : [replacement(at, near)];
        const hint = near === undefined ? `; declare it: \`param ${node.path} = …\`.` : `; did you mean \`${near}\`?`;
        problems.report('unknown-name', at, `No \`param\` or \`let\` is called \`${node.path}\`${hint}`, { fixes });
      }
      return undefined;
    };
  }

  /** The declaration a name stands for; a problem where there is none or more than one. */
  find(name: string, at: Location, path: readonly string[], kinds: readonly NameKind[]): Declaration | undefined {
    const result = this.collected.names.lookup(name, { path });
    if ('found' in result) {
      const target = result.found;
      this.note(at, name, target);
      if (kinds.length === 0 || kinds.some((kind) => fits[kind](target))) return target;
      const expected = kinds.map((kind) => articles[kind]).join(' or ');
      this.problems.report('wrong-name', at, `${capital(expected)} is expected here, but \`${name}\` is a ${whatIs(target)}.`, {
        related: [{ at: target.nameAt, message: `\`${name}\` is declared here.` }],
      });
      return undefined;
    }
    if ('ambiguous' in result) {
      const ids = result.ambiguous.map(({ id }) => `\`${id}\``);
      const fixes = result.ambiguous.map(({ id }) => replacement(at, id));
      const message = `\`${name}\` could be ${ids.slice(0, 4).join(' or ')}; write which one.`;
      this.problems.report('ambiguous-name', at, message, { fixes });
      return undefined;
    }
    const expected = kinds.map((kind) => articles[kind]).join(' or ') || 'anything';
    const near = nearest(name, this.candidates(kinds)) ?? undefined;
    const fixes: Fix[] = near === undefined ? [] : [replacement(at, near)];
    const message = `\`${name}\` is not declared as ${expected}${near === undefined ? '.' : `; did you mean \`${near}\`?`}`;
    this.problems.report('unknown-name', at, message, { fixes });
    return undefined;
  }

  private *candidates(kinds: readonly NameKind[]): Iterable<string> {
    const { components, groups, flows, tables } = this.collected;
    for (const drafts of [components, groups, flows, tables]) {
      for (const { entity } of drafts) {
        if (kinds.length === 0 || kinds.some((kind) => fits[kind](entity))) yield entity.id;
      }
    }
  }

  private reference(
    name: string,
    kinds: readonly NameKind[],
    at: Location,
    path: readonly string[],
    fields: readonly Field[] | undefined,
  ): string | undefined {
    if (kinds.includes('engine')) return this.engine(name, at);
    if (kinds.includes('field')) return this.field(name, at, fields ?? []);
    // Regions and zones may be named without being drawn.
    if (kinds.some((kind) => kind === 'region' || kind === 'zone')) {
      const result = this.collected.names.lookup(name, { path });
      const target = 'found' in result && kinds.some((kind) => fits[kind](result.found)) ? result.found : undefined;
      if (target) this.note(at, name, target);
      return target?.id ?? name;
    }
    return this.find(name, at, path, kinds)?.id;
  }

  private engine(name: string, at: Location): string | undefined {
    const own = this.ownEngines.get(name);
    if (own) {
      this.list.push({ at, target: own.entity });
      return name;
    }
    if (libraryEngine(name)) return name;
    const near = nearest(name, [...this.ownEngines.keys(), ...libraryEngines()]);
    const fixes = near === undefined ? undefined : [replacement(at, near)];
    const hint = near === undefined ? `; declare it: \`engine ${name} { … }\`.` : `; did you mean \`${near}\`?`;
    this.problems.report('unknown-engine', at, `No engine is called \`${name}\`${hint}`, { fixes });
    return undefined;
  }

  private field(name: string, at: Location, fields: readonly Field[]): string | undefined {
    if (fields.length === 0) return name;
    const field = fields.find((candidate) => candidate.name === name);
    if (field) {
      this.list.push({ at, target: field });
      return name;
    }
    const near = nearest(name, fields.map((candidate) => candidate.name));
    const fixes = near === undefined ? undefined : [replacement(at, near)];
    const hint = near === undefined ? '.' : `; did you mean \`${near}\`?`;
    this.problems.report('unknown-field', at, `\`${fields[0].table.name}\` has no field \`${name}\`${hint}`, { fixes });
    return undefined;
  }

  /** Each part of a qualified name refers to its own declaration. */
  note(at: Location, name: string, target: Declaration): void {
    const parts = name.split('.');
    let end = at.end;
    let named: Declaration | undefined = target;
    for (let i = parts.length - 1; i >= 0 && named; i--) {
      const start = end - parts[i].length;
      if (named.name === parts[i]) this.list.push({ at: { ...at, offset: start, end }, target: named });
      end = start - 1;
      do named = named.what === 'table' ? named.store : named.group;
      while (named && i > 0 && named.name !== parts[i - 1]);
    }
  }
}

export function whatIs(target: Declaration): string {
  return target.what === 'component' || target.what === 'group' ? target.kind : target.what;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * Gives params and lets their values, in any order of writing. A value set from outside replaces a param's own.
 */
export function readParams(collected: Collected, references: References, settings: Readonly<Record<string, string>>): void {
  const state = new Map<Param, 'reading' | 'done'>();
  const drafts = new Map<Param, Draft<Param, ast.Param | ast.Let>>();
  for (const draft of collected.params) drafts.set(draft.entity, draft);

  const read = (draft: Draft<Param, ast.Param | ast.Let>): void => {
    const { entity, node, place, path } = draft;
    if (state.get(entity) === 'done') return;
    if (state.get(entity) === 'reading') {
      references.problems.report('circular-value', entity.nameAt, `The value of \`${entity.name}\` depends on itself.`);
      state.set(entity, 'done');
      return;
    }
    state.set(entity, 'reading');
    const outer = references.resolver(place, path.slice(0, -1));
    const resolve: Resolve = (name, problems) => {
      const target = outer(name, problems);
      if (target !== undefined && target !== 'figure') {
        read(drafts.get(target)!);
        if (Number.isNaN(target.value)) return undefined;
      }
      return target;
    };
    const computed = node.value && compute(node.value, place, references.problems, resolve);
    if (!node.value) {
      const message = `\`${entity.name}\` needs a value: \`${entity.what} ${entity.name} = …\`.`;
      references.problems.report('missing-value', entity.nameAt, message);
    }
    if (computed) {
      entity.dimension = computed.quantity.dimension;
      entity.expression = computed.expression;
      entity.value = computed.quantity.value;
    }
    if (ast.isParam(node)) readKnob(draft as Draft<Param, ast.Param>, references, settings);
    state.set(entity, 'done');
  };
  for (const draft of collected.params) read(draft);
}

function readKnob({ entity, node, place }: Draft<Param, ast.Param>, references: References, settings: Readonly<Record<string, string>>): void {
  if (node.range) {
    const at = locate(place, node.range);
    const range = compute(node.range, place, references.problems, () => undefined);
    if (range?.expression.kind === 'interval') entity.range = { low: range.expression.low, high: range.expression.high };
    else if (range) references.problems.report('wrong-type', at, 'A knob turns in a range: `in 1..10`.');
  }
  const setting = settings[entity.id] ?? settings[entity.name];
  const quantity = setting === undefined ? undefined : parseQuantity(setting);
  if (quantity && !isQuantityError(quantity)) {
    entity.value = quantity.value;
    entity.expression = { kind: 'constant', value: quantity.value, dimension: quantity.dimension, at: entity.nameAt };
  }
}

/** A param's value from its expression, the other params at their present settings. */
export function settle(expression: Expression, params: ReadonlyMap<string, Param>): number {
  return evaluate(expression, {
    param: (id) => params.get(id)?.value ?? Number.NaN,
    figure: () => Number.NaN,
    interval: ({ low, high }) => intervalMedian(low, high),
  });
}
