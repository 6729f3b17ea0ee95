import { ast, type Calendar, calendar as usual } from '@archlang/grammar';
import { collect } from './collect.js';
import { locate, locateProperty, Problems } from './context.js';
import type { Collected } from './drafts.js';
import { Engines } from './engines.js';
import { readComponents, readFlows, readFrames, readTables } from './entities.js';
import { librarySource } from './library.js';
import { readLinks } from './links.js';
import { readMisspelt } from './misspelt.js';
import type { Component, Declaration, Group, Maturity, Model, System } from './model.js';
import { readParams } from './params.js';
import { type Parsed, resolveImport } from './parsed.js';
import { applyPrices, type PriceList } from './prices.js';
import { readProperties } from './properties.js';
import { References } from './references.js';
import { schema } from './schema/index.js';
import type { SourceText } from './source.js';
import { readAcceptances, readConstraints, readExpectations, readSagas } from './statements.js';
import { checkTopLevel } from './top-level.js';
import { think, type WhatIf } from './what-if.js';

/** Differences from what is written, and what a configuration adds. */
export interface BuildOptions extends WhatIf {
  /** Files of the team's own engines, among `files`: as if the entry imported them. */
  readonly libraries?: readonly string[];
  /** Unit prices for what has none. */
  readonly prices?: PriceList;
}

/**
 * Builds the design that a file and all it imports describe. `files` holds the parsed files by the names that
 * `resolveImport` gives; an import that is not among them is a problem on its path. Never throws.
 * @param options differences from what is written, of which a setting of a param that is no quantity is the caller's to refuse
 */
export function buildModel(entry: string, files: ReadonlyMap<string, Parsed>, options: BuildOptions = {}): Model {
  const problems = new Problems();
  const used = closure([entry, ...(options.libraries ?? [])], files, problems);
  checkTopLevel(used, problems);
  const collected = collect(used, problems);
  name(collected);

  const ownEngines = new Map(collected.engines.map((draft) => [draft.entity.name, draft]));
  const calendar = calendarOf(collected, ownEngines);
  const references = new References(collected, ownEngines, problems, calendar);
  readParams(collected, references, options.parameters ?? {});
  const engines = new Engines(ownEngines, references);
  readFrames(collected, references);
  readComponents(collected, references, engines);
  applyPrices(collected, options.prices ?? {}, calendar);
  const components = new Map<string, Component>(collected.components.map(({ entity }) => [entity.id, entity]));
  readFlows(collected, references, components);
  readTables(collected, references);
  readSagas(collected, references, components);
  const links = readLinks(collected, references, components);
  const flows = collected.flows.map(({ entity }) => entity);
  think({ flows, links, components: [...components.values()] }, options);

  const system: System | undefined = collected.system?.entity;
  const sources = new Map(used.map(({ source }) => [source.file, source]));
  return {
    entry,
    files: sources,
    maturity: maturityOf(system),
    calendar,
    ...(system && { system }),
    components: [...components.values()],
    links,
    groups: collected.groups.map(({ entity }): Group => entity),
    flows,
    tables: collected.tables.map(({ entity }) => entity),
    sagas: collected.sagas.map(({ entity }) => entity),
    params: collected.params.map(({ entity }) => entity).filter(({ value }) => !Number.isNaN(value)),
    engines: engines.all,
    expectations: readExpectations(collected, references),
    acceptances: readAcceptances(collected, references),
    constraints: readConstraints(collected, references),
    declarations: declarations(collected),
    references: references.list,
    problems: problems.list,
    find: (written) => {
      const result = collected.names.lookup(written, { path: [] });
      return 'found' in result ? result.found : undefined;
    },
    textOf: (at) => sourceOf(at.file, sources)?.text.slice(at.offset, at.end) ?? '',
  };
}

function sourceOf(file: string, sources: ReadonlyMap<string, SourceText>): SourceText | undefined {
  return sources.get(file) ?? librarySource(file);
}

function reportSyntax({ source: { file, text }, syntax }: Parsed, problems: Problems): void {
  for (const { code, message, offset, end, fixes } of syntax.problems) {
    const located = fixes?.map(({ title, edits }) => ({
      title,
      safe: true,
      edits: edits.map((edit) => ({ at: { file, offset: edit.offset, end: edit.end }, text: edit.text })),
    }));
    // What is missing at the end of a file is told behind its last character.
    const within = (place: number): number => Math.min(place, text.length);
    problems.syntax(code, { file, offset: within(offset), end: within(end) }, message, located);
  }
}

/** The entry, the libraries and all they import, each once, in the order they are met. */
function closure(starts: readonly string[], files: ReadonlyMap<string, Parsed>, problems: Problems): Parsed[] {
  const used: Parsed[] = [];
  const seen = new Set<string>();
  const visit = (file: string): void => {
    const read = files.get(file);
    if (!read || seen.has(file)) return;
    seen.add(file);
    const parsed = readMisspelt(read, problems);
    used.push(parsed);
    reportSyntax(parsed, problems);
    for (const { offset, chunk } of parsed.syntax.chunks) {
      for (const node of chunk.tree.members) {
        if (!ast.isImport(node)) continue;
        const place = { file, base: offset };
        if (!node.path) {
          problems.report('incomplete-import', locate(place, node), 'What is imported? `import "./platform.arch"`.');
          continue;
        }
        const target = resolveImport(file, node.path);
        if (files.has(target)) visit(target);
        else {
          const at = locateProperty(place, node, 'path') ?? locate(place, node);
          problems.report('unknown-import', at, `There is no file \`${node.path}\` that can be imported from here.`);
        }
      }
    }
  };
  for (const file of starts) visit(file);
  return used;
}

/** Gives every declaration the shortest name that is clear. */
function name(collected: Collected): void {
  const { components, groups, flows, tables, params, names } = collected;
  for (const drafts of [components, groups, flows, tables, params]) {
    for (const { entity, path } of drafts) entity.id = names.shortest(entity as Declaration, path);
  }
}

function declarations(collected: Collected): ReadonlyMap<string, Declaration> {
  const { system, components, groups, flows, tables, params, sagas } = collected;
  const all = new Map<string, Declaration>();
  if (system) all.set('system', system.entity);
  for (const drafts of [sagas, params, tables, flows, groups, components]) {
    for (const { entity } of drafts) all.set(entity.id, entity as Declaration);
  }
  return all;
}

/** Read before all else, as it stretches what is written in months and years; its own problems are told later. */
function calendarOf(collected: Collected, engines: ConstructorParameters<typeof References>[1]): Calendar {
  const { system } = collected;
  if (!system) return { year: usual.year, month: usual.month };
  const around = new References(collected, engines, new Problems(), usual).at(system.place, []);
  const members = system.node.members.filter((member) => ast.isBlock(member) && member.name === 'calendar');
  const block = { name: 'system', section: schema.system, origin: 'written' as const, statements: new Set<never>() };
  const stated = (readProperties(members, block, around) as System['properties']).calendar?.value;
  const year = stated?.year?.value ?? usual.year;
  return { year, month: stated?.month?.value ?? (stated?.year ? year / 12 : usual.month) };
}

function maturityOf(system: System | undefined): Maturity {
  return system?.properties.maturity?.value ?? 'design';
}
