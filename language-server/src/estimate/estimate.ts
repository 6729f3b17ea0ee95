import type { Component, Flow, Link, Model, Table } from '../model/model.js';
import type { Problem } from '../model/problem.js';
import {
  componentFigures,
  type FigureOf,
  flowFigures,
  linkFigures,
  systemFigures,
  tableFigures,
  visitsOf,
} from './catalogue.js';
import type { Estimates, Figure } from './estimates.js';
import { loops } from './loops.js';
import type { Cell } from './cell.js';
import { settledSheet } from './settle.js';
import { Uncertainty } from './uncertainty.js';

type Subject = Component | Flow | Link | Table | { readonly what: 'system'; readonly id: 'system' };

const byName = {
  component: index(componentFigures),
  flow: index(flowFigures),
  link: index(linkFigures),
  table: index(tableFigures),
  system: index(systemFigures),
} as Readonly<Record<Subject['what'], ReadonlyMap<string, FigureOf<Subject>>>>;

function index<S>(figures: readonly FigureOf<S>[]): ReadonlyMap<string, FigureOf<S>> {
  return new Map(figures.map((entry) => [entry.figure, entry]));
}

/** The figures of a design. Each is worked out the first time it is asked for, from the model alone. */
export function estimate(model: Model): Estimates {
  const sheet = settledSheet(model);
  const subjects = new Map<string, Subject>([['system', { what: 'system', id: 'system' }]]);
  for (const list of [model.links, model.tables, model.flows, model.components]) {
    for (const subject of list) subjects.set(subject.id, subject);
  }
  const find = (id: string, figure: string): Figure | undefined => {
    const subject = subjects.get(id);
    if (!subject) return undefined;
    const entry = byName[subject.what].get(figure) ?? visits(subject, figure);
    return !entry || entry.applies?.(subject) === false ? undefined : entry.of(sheet, subject);
  };
  const visits = (subject: Subject, figure: string): FigureOf<Subject> | undefined => {
    const counted = (subject.what === 'component' || subject.what === 'link') && figure.startsWith('visits.');
    return counted ? visitsOf(sheet, subject).find((entry) => entry.figure === figure) : undefined;
  };
  const all = (subject: Subject): Figure[] => [
    ...[...byName[subject.what].values()]
      .filter(({ applies }) => applies === undefined || applies(subject))
      .map((entry) => entry.of(sheet, subject)),
    ...(subject.what === 'component' || subject.what === 'link' ? visitsOf(sheet, subject) : []).map(({ of }) => of(sheet, subject)),
  ];
  const get = (name: string): Figure | undefined => {
    for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      const id = resolve(name.slice(0, dot), model, subjects);
      const figure = id === undefined ? undefined : find(id, name.slice(dot + 1));
      if (figure) return figure;
    }
    return undefined;
  };
  let figures: readonly Figure[] | undefined;
  let problems: readonly Problem[] | undefined;
  let uncertainty: Uncertainty | undefined;
  return {
    get figures() {
      figures ??= [...subjects.values()].flatMap(all);
      return figures;
    },
    get problems() {
      problems ??= loops(sheet);
      return problems;
    },
    get,
    value: ({ id }, figure) => find(id, figure)?.value,
    spread(figure) {
      uncertainty ??= new Uncertainty(model);
      return uncertainty.of(figure as Cell);
    },
    of: ({ id }) => {
      const subject = subjects.get(id);
      return subject ? all(subject) : [];
    },
  };
}

/** The id that a written subject means: itself, a longer or shorter name of the same thing, a link by its ends. */
function resolve(written: string, model: Model, subjects: ReadonlyMap<string, Subject>): string | undefined {
  if (subjects.has(written)) return written;
  const arrow = written.match(/^(.+?)(->|~>)(.+)$/);
  if (arrow) {
    const source = resolve(arrow[1], model, subjects);
    const target = resolve(arrow[3], model, subjects);
    const id = `${source}${arrow[2]}${target}`;
    return subjects.has(id) ? id : undefined;
  }
  for (const declaration of model.declarations.values()) {
    if (declaration.path === written) return declaration.id;
  }
  return undefined;
}
