import type { Component, Flow, Link, Model, Table } from '../model/model.js';
import type { Problem } from '../model/problem.js';
import { type Entries, ofComponent, ofFlow, ofLink, ofSystem, ofTable } from './catalogue.js';
import type { Cell } from './cell.js';
import type { Estimates, Figure } from './estimates.js';
import { loops } from './loops.js';
import { Sheet } from './sheet.js';

type Subject = Component | Flow | Link | Table;

/** The figures of a design. Each is worked out the first time it is asked for, from the model alone. */
export function estimate(model: Model): Estimates {
  const sheet = new Sheet(model);
  const subjects = new Map<string, Subject>();
  // Where a name stands for two things, the later one here wins: a component before its group's namesake.
  for (const list of [model.links, model.tables, model.flows, model.components]) {
    for (const subject of list) subjects.set(subject.id, subject);
  }
  const entries = new Map<string, Entries>();
  const entriesOf = (id: string): Entries => {
    let known = entries.get(id);
    if (!known) {
      known = id === 'system' ? ofSystem(sheet) : entriesOfSubject(sheet, subjects.get(id));
      entries.set(id, known);
    }
    return known;
  };
  const find = (id: string, figure: string): Figure | undefined => {
    const entry = entriesOf(id).find(([name]) => name === figure);
    return entry?.[1]();
  };
  const get = (name: string): Figure | undefined => {
    for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      const id = resolve(name.slice(0, dot), model, subjects);
      const figure = id === undefined ? undefined : find(id, name.slice(dot + 1));
      if (figure) return figure;
    }
    return undefined;
  };
  let all: readonly Figure[] | undefined;
  let problems: readonly Problem[] | undefined;
  return {
    get figures() {
      all ??= ['system', ...subjects.keys()].flatMap((id) => entriesOf(id).map(([, make]): Cell => make()));
      return all;
    },
    get problems() {
      problems ??= loops(sheet);
      return problems;
    },
    get,
    value: ({ id }, figure) => find(id, figure)?.value,
    of: ({ id }) => entriesOf(id).map(([, make]) => make()),
  };
}

function entriesOfSubject(sheet: Sheet, subject: Subject | undefined): Entries {
  switch (subject?.what) {
    case 'component':
      return ofComponent(sheet, subject);
    case 'flow':
      return ofFlow(sheet, subject);
    case 'link':
      return ofLink(sheet, subject);
    case 'table':
      return ofTable(sheet, subject);
    default:
      return [];
  }
}

/** The id that a written subject means: itself, a longer or shorter name of the same thing, a link by its ends. */
function resolve(written: string, model: Model, subjects: ReadonlyMap<string, Subject>): string | undefined {
  if (written === 'system' || subjects.has(written)) return written;
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
