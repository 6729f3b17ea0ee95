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
import { latencyBreakdown } from './latency/breakdown.js';
import { loops } from './loops.js';
import { Sheet } from './sheet.js';
import { type Parallel, type Subject, Subjects } from './subjects.js';
import { solveTraffic } from './traffic/visits.js';
import { Uncertainty } from './uncertainty.js';

const listed = {
  component: componentFigures,
  field: fieldFigures,
  flow: flowFigures,
  link: linkFigures,
  parallel: parallelFigures,
  table: tableFigures,
  system: systemFigures,
} as Readonly<Record<Subject['what'], readonly FigureOf<Subject>[]>>;

const byName = Object.fromEntries(
  Object.entries(listed).map(([what, entries]) => [what, new Map(entries.map((entry) => [entry.figure, entry]))]),
) as unknown as Readonly<Record<Subject['what'], ReadonlyMap<string, FigureOf<Subject>>>>;

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
    if (!figure.startsWith('visits.') || !isVisited(subject)) return undefined;
    return visitFigures(sheet, subject).find((cell) => cell.figure === figure);
  };
  const add = (subject: Subject, cells: Cell[]): void => {
    for (const entry of listed[subject.what]) {
      if (entry.applies?.(subject) !== false) cells.push(entry.of(sheet, subject));
    }
    if (isVisited(subject)) cells.push(...visitFigures(sheet, subject));
  };
  let figures: readonly Figure[] | undefined;
  let problems: readonly Problem[] | undefined;
  let uncertainty: Uncertainty | undefined;
  return {
    get figures() {
      if (!figures) {
        solveTraffic(sheet);
        const cells: Cell[] = [];
        for (const subject of subjects.all) add(subject, cells);
        figures = cells;
      }
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
    breakdown(flow) {
      solveTraffic(sheet);
      return latencyBreakdown(sheet, flow);
    },
    of(subject) {
      const meant = subjects.meant(subject);
      const cells: Cell[] = [];
      solveTraffic(sheet);
      if (meant) add(meant, cells);
      return cells;
    },
  };
}
