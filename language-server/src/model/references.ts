import type { Calendar } from '@archlang/grammar';
import { nameText, type Resolve } from './arithmetic.js';
import { locate, type Place, type Problems, replacement } from './context.js';
import type { Surroundings } from './convert.js';
import type { Collected, Draft } from './drafts.js';
import { libraryEngine, libraryEngines } from './library.js';
import { meant } from './meant.js';
import type { Declaration, Field, Reference } from './model.js';
import { articles, isFitting, whatIs } from './name-kinds.js';
import type { Fix } from './problem.js';
import type { NameKind } from './schema/definition.js';
import type { Location } from './source.js';

/** Finds what names stand for, and remembers every use for go-to-definition and rename. */
export class References {
  readonly list: Reference[] = [];
  /** Comparisons that suggestions may still cost: a file full of unknown names is not worth more. */
  private effort = 100_000;

  constructor(
    private readonly collected: Collected,
    private readonly ownEngines: ReadonlyMap<string, Draft>,
    readonly problems: Problems,
    readonly calendar: Calendar,
  ) {}

  /**
   * The surroundings that conversion needs at one place; `fields` are those of the table it stands in, `stores` the paths
   * of components whose own tables are meant before others.
   */
  at(
    place: Place,
    path: readonly string[],
    fields?: readonly Field[],
    stores: readonly (readonly string[])[] = [],
  ): Surroundings {
    return {
      place,
      problems: this.problems,
      calendar: this.calendar,
      resolve: this.resolver(place, path),
      reference: (name, kinds, at) => this.reference(name, kinds, at, path, fields, stores),
    };
  }

  /** Reads names in arithmetic as params and lets. */
  resolver(place: Place, path: readonly string[]): Resolve {
    return (node, problems) => {
      const at = locate(place, node);
      if (node.call || node.target !== undefined) {
        problems.report('wrong-type', at, 'A number is expected here.');
        return undefined;
      }
      const result = this.collected.names.lookup(node.path, { path }, ({ what }) => what === 'param' || what === 'let');
      const target = 'found' in result ? result.found : undefined;
      if (target?.what === 'param' || target?.what === 'let') {
        if (problems === this.problems) this.note(at, node.path, target);
        return target;
      }
      if (target) {
        const message = `\`${node.path}\` is not a number but ${articles[target.what] ?? `a ${whatIs(target)}`}.`;
        problems.report('wrong-type', at, message);
      } else if ('ambiguous' in result) this.reportAmbiguous(node.path, at, result.ambiguous, problems);
      else {
        const near = this.suggestion(
          node.path,
          this.collected.params.map(({ entity }) => entity.name),
        );
        const fixes = near === undefined ? undefined : [replacement(at, near)];
        const hint = near === undefined ? `; declare it: \`param ${node.path} = …\`.` : `; did you mean \`${near}\`?`;
        problems.report('unknown-name', at, `No \`param\` or \`let\` is called \`${node.path}\`${hint}`, { fixes });
      }
      return undefined;
    };
  }

  /**
   * Reads names in an `expect`: params, and figures, whose subject is the longest part in front that names something. That
   * part becomes the id of what it names; where it names nothing, the figure keeps its name and is unknown.
   */
  figures(place: Place, path: readonly string[]): Resolve {
    return (node, problems) => {
      const at = locate(place, node);
      if (node.call) {
        problems.report('wrong-type', at, 'A figure or a number is expected here.');
        return undefined;
      }
      if (node.target === undefined) {
        const result = this.collected.names.lookup(node.path, { path });
        if ('found' in result && (result.found.what === 'param' || result.found.what === 'let')) {
          this.note(at, node.path, result.found);
          return result.found;
        }
        const subject = this.subject(node.path, at, path, true);
        return { figure: subject ? subject.id + node.path.slice(subject.length) : node.path };
      }
      const written = nameText(node);
      const arrow = written.slice(node.path.length, written.length - node.target.length);
      const source = this.subject(node.path, { ...at, end: at.offset + node.path.length }, path, false);
      const target = this.subject(node.target, { ...at, offset: at.end - node.target.length }, path, true);
      const rest = target ? target.id + node.target.slice(target.length) : node.target;
      return { figure: (source?.id ?? node.path) + arrow + rest };
    };
  }

  /** The declaration that the longest part in front of a name stands for, its id and the length of that part. */
  private subject(
    written: string,
    at: Location,
    path: readonly string[],
    isPart: boolean,
  ): { id: string; length: number } | undefined {
    for (let end = written.length; end > 0; end = isPart ? written.lastIndexOf('.', end - 1) : 0) {
      const name = written.slice(0, end);
      const result = this.collected.names.lookup(name, { path });
      if (!('found' in result)) continue;
      this.note({ ...at, end: at.offset + end }, name, result.found);
      return { id: result.found.id, length: end };
    }
    return undefined;
  }

  /** The nearest of the candidates, as long as looking for it is worth it. */
  private suggestion(name: string, candidates: Iterable<string>): string | undefined {
    if (this.effort <= 0) return undefined;
    const list = [...candidates];
    this.effort -= list.length;
    return meant(name, list);
  }

  private reportAmbiguous(name: string, at: Location, meanings: readonly Declaration[], problems: Problems): void {
    const ids = meanings.map(({ id }) => `\`${id}\``);
    const fixes = meanings.map(({ id }) => replacement(at, id));
    problems.report('ambiguous-name', at, `\`${name}\` could be ${ids.slice(0, 4).join(' or ')}; write which one.`, {
      fixes,
    });
  }

  /** The declaration a name stands for; a problem where there is none or more than one. */
  find(name: string, at: Location, path: readonly string[], kinds: readonly NameKind[]): Declaration | undefined {
    const result = this.collected.names.lookup(
      name,
      { path },
      kinds.length > 0 ? (target) => isFitting(target, kinds) : undefined,
    );
    if ('found' in result) {
      const target = result.found;
      this.note(at, name, target);
      if (isFitting(target, kinds)) return target;
      const expected = kinds.map((kind) => articles[kind]).join(' or ');
      // What is asked of a table is asked of its store, by a link that names the table.
      const store = target.what === 'table' && isFitting(target.store, kinds) ? target.store : undefined;
      const hint = store ? `: name \`${store.id}\`, and the table in \`stores\` or \`reads\`.` : '.';
      this.problems.report(
        'wrong-name',
        at,
        `${capital(expected)} is expected here, but \`${name}\` is a ${whatIs(target)}${hint}`,
        {
          ...(store && { fixes: [{ ...replacement(at, store.id), safe: false }] }),
          related: [{ at: target.nameAt, message: `\`${name}\` is declared here.` }],
        },
      );
      return undefined;
    }
    if ('ambiguous' in result) {
      this.reportAmbiguous(name, at, result.ambiguous, this.problems);
      return undefined;
    }
    const expected = kinds.map((kind) => articles[kind]).join(' or ') || 'anything';
    const near = this.suggestion(name, this.candidates(kinds));
    const fixes: Fix[] = near === undefined ? [] : [replacement(at, near)];
    const message = `\`${name}\` is not declared as ${expected}${near === undefined ? '.' : `; did you mean \`${near}\`?`}`;
    this.problems.report('unknown-name', at, message, { fixes });
    return undefined;
  }

  private *candidates(kinds: readonly NameKind[]): Iterable<string> {
    const { components, groups, flows, tables } = this.collected;
    for (const drafts of [components, groups, flows, tables]) {
      for (const { entity } of drafts) {
        if (isFitting(entity, kinds)) yield entity.id;
      }
    }
  }

  private reference(
    name: string,
    kinds: readonly NameKind[],
    at: Location,
    path: readonly string[],
    fields: readonly Field[] | undefined,
    stores: readonly (readonly string[])[],
  ): string | undefined {
    if (kinds.includes('engine')) return this.engine(name, at);
    if (kinds.includes('field')) return this.field(name, at, fields ?? []);
    // Regions and zones may be named without being drawn.
    if (kinds.some((kind) => kind === 'region' || kind === 'zone')) {
      const result = this.collected.names.lookup(name, { path }, (found) => isFitting(found, kinds));
      const target = 'found' in result && isFitting(result.found, kinds) ? result.found : undefined;
      if (target) this.note(at, name, target);
      return target?.id ?? name;
    }
    if (kinds.includes('table')) {
      const inStore = stores.flatMap((store) => {
        const result = this.collected.names.lookup(
          [...store, name].join('.'),
          { path: [] },
          ({ what }) => what === 'table',
        );
        return 'found' in result && result.found.what === 'table' ? [result.found] : [];
      });
      if (inStore.length > 0) {
        this.note(at, name, inStore[0]);
        return inStore[0].id;
      }
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
    const near = this.suggestion(name, [...this.ownEngines.keys(), ...libraryEngines()]);
    const fixes = near === undefined ? undefined : [replacement(at, near)];
    const hint = near === undefined ? `; declare it: \`engine ${name} { … }\`.` : `; did you mean \`${near}\`?`;
    this.problems.report('unknown-engine', at, `No engine is called \`${name}\`${hint}`, { fixes });
    return undefined;
  }

  private field(name: string, at: Location, fields: readonly Field[]): string | undefined {
    if (fields.length === 0) return name;
    const field = this.fieldsByName(fields).get(name);
    if (field) {
      this.list.push({ at, target: field });
      return name;
    }
    const near = this.suggestion(
      name,
      fields.map((candidate) => candidate.name),
    );
    const fixes = near === undefined ? undefined : [replacement(at, near)];
    const hint = near === undefined ? '.' : `; did you mean \`${near}\`?`;
    this.problems.report('unknown-field', at, `\`${fields[0].table.name}\` has no field \`${name}\`${hint}`, { fixes });
    return undefined;
  }

  private readonly named = new WeakMap<readonly Field[], ReadonlyMap<string, Field>>();

  private fieldsByName(fields: readonly Field[]): ReadonlyMap<string, Field> {
    let known = this.named.get(fields);
    if (!known) {
      known = new Map(fields.map((field) => [field.name, field]));
      this.named.set(fields, known);
    }
    return known;
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

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
