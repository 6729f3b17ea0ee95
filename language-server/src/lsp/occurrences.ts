import type { Declaration, Engine, Field, Model } from '../model/model.js';
import type { Location } from '../model/source.js';
import type { Expression } from '../model/value.js';

export type Target = Declaration | Field;

/** A name in the text and what it stands for. */
export interface Occurrence {
  readonly at: Location;
  readonly target: Target;
  /** It is the place where the thing gets its name. */
  readonly declares: boolean;
}

/** Every name in a design's files, found by place and by what it stands for. */
export class Occurrences {
  private readonly byFile = new Map<string, Occurrence[]>();
  private readonly byTarget = new Map<string, Occurrence[]>();

  constructor(model: Model) {
    const seen = new Set<string>();
    for (const occurrence of collect(model)) {
      const { file, offset, end } = occurrence.at;
      const key = `${offset}-${end}-${file}`;
      if (end <= offset || !model.files.has(file) || seen.has(key)) continue;
      seen.add(key);
      add(this.byFile, file, occurrence);
      add(this.byTarget, keyOf(occurrence.target), occurrence);
    }
    for (const list of this.byFile.values()) list.sort((a, b) => a.at.offset - b.at.offset);
  }

  /** The name that the place touches. */
  at(file: string, offset: number): Occurrence | undefined {
    const list = this.inFile(file);
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle].at.offset <= offset) low = middle + 1;
      else high = middle;
    }
    return [list[low - 1], list[low - 2]].find((found) => found !== undefined && offset <= found.at.end);
  }

  /** In the order of the text. */
  inFile(file: string): readonly Occurrence[] {
    return this.byFile.get(file) ?? [];
  }

  /** Of a thing of this design, or of the same in another design that holds its file. */
  of(target: Target): readonly Occurrence[] {
    return this.byTarget.get(keyOf(target)) ?? [];
  }
}

function keyOf({ nameAt: { file, offset } }: Target): string {
  return `${offset} ${file}`;
}

const known = new WeakMap<Model, Occurrences>();

export function occurrencesOf(model: Model): Occurrences {
  let occurrences = known.get(model);
  if (!occurrences) {
    occurrences = new Occurrences(model);
    known.set(model, occurrences);
  }
  return occurrences;
}

function* collect(model: Model): Iterable<Occurrence> {
  for (const target of model.declarations.values()) yield* declaration(model, target);
  for (const engine of model.engines) {
    if (!engine.builtIn) yield* declaration(model, engine);
    yield* base(model, engine);
  }
  for (const field of model.tables.flatMap(({ fields }) => fields)) yield* declaration(model, field);
  for (const { at, target } of model.references) yield { at, target, declares: false };
  for (const { engine, properties } of model.components) {
    if (engine && properties.engine) yield { at: properties.engine.at, target: engine, declares: false };
  }
  for (const { left, right } of model.expectations) {
    yield* figures(model, left);
    yield* figures(model, right);
  }
}

/** Groups without a name of their own, and the system, have nothing to find or rename. */
function* declaration(model: Model, target: Target): Iterable<Occurrence> {
  if (model.textOf(target.nameAt) === target.name) yield { at: target.nameAt, target, declares: true };
}

function* base(model: Model, engine: Engine): Iterable<Occurrence> {
  if (engine.builtIn || !engine.base) return;
  const found = model.textOf(engine.at).match(/^(engine\s[^{]*?\bextends\s+)([\w-]+)/);
  if (!found || found[2] !== engine.base.name) return;
  const offset = engine.at.offset + found[1].length;
  yield { at: { ...engine.at, offset, end: offset + found[2].length }, target: engine.base, declares: false };
}

/** The subjects of the figures in an `expect`: `us-east.api->links.rate.peak` names three things. */
function* figures(model: Model, expression: Expression): Iterable<Occurrence> {
  if (expression.kind === 'operation') {
    yield* figures(model, expression.left);
    yield* figures(model, expression.right);
  }
  if (expression.kind !== 'figure') return;
  for (const part of model.textOf(expression.at).matchAll(/[^\s>~-][^\s>~]*?(?=\s*(?:[-~]>|$))/g)) {
    yield* subject(model, part[0], { ...expression.at, offset: expression.at.offset + part.index });
  }
}

/** The longest prefix that names something, and the blocks in front of it. */
function* subject(model: Model, written: string, at: Location): Iterable<Occurrence> {
  const parts = written.split('.');
  for (let count = parts.length; count > 0; count--) {
    let target = declared(model, parts.slice(0, count).join('.'));
    if (!target) continue;
    let end = at.offset + parts.slice(0, count).join('.').length;
    for (let i = count - 1; i >= 0 && target; i--) {
      if (target.name === parts[i])
        yield { at: { ...at, offset: end - parts[i].length, end }, target, declares: false };
      end -= parts[i].length + 1;
      do target = target.what === 'table' ? target.store : target.group;
      while (target && i > 0 && target.name !== parts[i - 1]);
    }
    return;
  }
}

/** What a name with its blocks in front means, whether it is written shorter or longer than need be. */
export function declared(model: Model, written: string): Declaration | undefined {
  const exact = model.declarations.get(written);
  if (exact || !written.includes('.')) return exact;
  for (const declaration of model.declarations.values()) {
    if (declaration.path === written || declaration.path.endsWith(`.${written}`)) return declaration;
  }
  return undefined;
}

function add<K>(map: Map<K, Occurrence[]>, key: K, occurrence: Occurrence): void {
  const list = map.get(key);
  if (list) list.push(occurrence);
  else map.set(key, [occurrence]);
}
