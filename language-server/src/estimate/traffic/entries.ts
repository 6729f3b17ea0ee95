import type { Component } from '../../model/model.js';
import { membersOf, staysInside } from '../programs.js';
import { perSubject, type Sheet } from '../sheet.js';
import type { Node } from './node.js';
import { type Arrived, sharesOfComponent } from './reach.js';

/** Do the requests of a node come from its own program? */
export function comesFromInside(sheet: Sheet, { via }: Node): boolean {
  return via !== undefined && staysInside(sheet, via);
}

/**
 * The requests that a component serves. A call to a module is one to the program that runs it, and calls inside the program
 * are part of the request that caused them: each request counts once, by whichever part it enters.
 */
export function entriesOf(sheet: Sheet, component: Component): readonly Arrived[] {
  return membersOf(sheet, component).length === 1 ? sharesOfComponent(sheet, component) : intoProgram(sheet, component);
}

const intoProgram = perSubject((sheet, program: Component): readonly Arrived[] =>
  membersOf(sheet, program)
    .flatMap((member) => sharesOfComponent(sheet, member))
    .filter((node) => !comesFromInside(sheet, node)),
);
