import type { Component, Link, Model } from '../model/model.js';
import type { Problem } from '../model/problem.js';
import {
  componentFigures,
  type FigureOf,
  fieldFigures,
  flowFigures,
  linkFigures,
  parallelFigures,
  systemFigures,
  tableFigures,
  visitFigures,
} from './catalogue.js';
import type { Cell } from './cell.js';
import type { Estimates, Figure } from './estimates.js';
import { loops } from './loops.js';
import { Sheet } from './sheet.js';
import { type Parallel, type Subject, Subjects } from './subjects.js';
import { solveTraffic } from './traffic/visits.js';
import { Uncertainty } from './uncertainty.js';

const byName = {
  component: index(componentFigures),
  field: index(fieldFigures),
  flow: index(flowFigures),
  link: index(linkFigures),
  parallel: index(parallelFigures),
  table: index(tableFigures),
  system: index(systemFigures),
} as Readonly<Record<Subject['what'], ReadonlyMap<string, FigureOf<Subject>>>>;

function index<S>(figures: readonly FigureOf<S>[]): ReadonlyMap<string, FigureOf<S>> {
  return new Map(figures.map((entry) => [entry.figure, entry]));
}

function isVisited(subject: Subject): subject is Component | Link | Parallel {
  return subject.what === 'component' || subject.what === 'link' || subject.what === 'parallel';
}

/** The figures of a design. Each is worked out the first time it is asked for, from the model alone. */
export function estimate(model: Model): Estimates {
  const sheet = new Sheet(model);
  const subjects = new Subjects(model);
  const find = (subject: Subject | undefined, figure: string): Cell | undefined => {
    if (!subject) return undefined;
    solveTraffic(sheet);
    const entry = byName[subject.what].get(figure);
    if (entry) return entry.applies?.(subject) === false ? undefined : entry.of(sheet, subject);
    return isVisited(subject) ? visitFigures(sheet, subject).get(figure)?.() : undefined;
  };
  const all = (subject: Subject): Cell[] => {
    solveTraffic(sheet);
    const listed = [...byName[subject.what].values()].filter(({ applies }) => applies?.(subject) !== false);
    const visits = isVisited(subject) ? [...visitFigures(sheet, subject).values()] : [];
    return [...listed.map((entry) => entry.of(sheet, subject)), ...visits.map((make) => make())];
  };
  let figures: readonly Figure[] | undefined;
  let problems: readonly Problem[] | undefined;
  let uncertainty: Uncertainty | undefined;
  return {
    get figures() {
      figures ??= subjects.all.flatMap(all);
      return figures;
    },
    get problems() {
      solveTraffic(sheet);
      problems ??= loops(sheet);
      return problems;
    },
    get(name) {
      for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
        const figure = find(subjects.named(name.slice(0, dot)), name.slice(dot + 1));
        if (figure) return figure;
      }
      return undefined;
    },
    value: (subject, figure) => find(subjects.meant(subject), figure)?.value,
    spread(figure) {
      uncertainty ??= new Uncertainty(model);
      return uncertainty.of(figure as Cell);
    },
    of(subject) {
      const meant = subjects.meant(subject);
      return meant ? all(meant) : [];
    },
  };
}
