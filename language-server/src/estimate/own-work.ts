import type { Component } from '../model/model.js';
import { type Cell, derived, type Term } from './cell.js';
import { ownTime } from './latency/own.js';
import { membersOf, runsModules } from './programs.js';
import { figureOf, type Sheet } from './sheet.js';
import { entriesOf } from './traffic/entries.js';
import { type Arrived, sharesOfComponent } from './traffic/reach.js';

/** Seconds that a request keeps a component at work, modules included, without the calls it waits for. */
export function ownWork(sheet: Sheet, component: Component): Cell {
  const isAsked = runsModules(sheet, component) && entriesOf(sheet, component).length > 0;
  return isAsked ? workOfProgram(sheet, component) : ownTime(sheet, component);
}

/** The service demand law, D = Σ V × S over the parts that a request visits (Denning and Buzen 1978). */
const workOfProgram = figureOf('own-time.program', 's', (sheet, program: Component) => {
  const entries = entriesOf(sheet, program);
  const visited = membersOf(sheet, program).flatMap((member) => sharesOfComponent(sheet, member));
  const rate = ({ source, visits }: Arrived): Term[] => [derived(source.average), derived(visits)];
  return {
    formula: 'Σ rate × visits × own time of the program and its modules ÷ Σ rate × visits of what enters it',
    terms: [
      ...entries.flatMap(rate),
      ...visited.flatMap((node) => [...rate(node), derived(ownTime(sheet, node.component))]),
    ],
    compute: (values) => {
      let entering = 0;
      let at = 0;
      for (; at < entries.length * 2; at += 2) entering += values[at] * values[at + 1];
      let seconds = 0;
      for (; at < values.length; at += 3) seconds += values[at] * values[at + 1] * values[at + 2];
      return entering > 0 ? seconds / entering : 0;
    },
  };
});
