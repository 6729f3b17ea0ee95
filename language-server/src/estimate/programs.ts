import type { Component, Link } from '../model/model.js';
import { isPlanned } from '../model/planned.js';
import { processOf } from '../model/processes.js';
import { isBroker, isStore } from './kinds.js';
import { perDesign, perSubject, type Sheet } from './sheet.js';

interface Programs {
  readonly byModule: ReadonlyMap<Component, Component>;
  /** Itself first. */
  readonly members: ReadonlyMap<Component, readonly Component[]>;
}

/** Which programs run which modules, by `part-of`. What keeps data or messages answers by its nodes and is none of them. */
const programs = perDesign((sheet): Programs => {
  const byModule = new Map<Component, Component>();
  const members = new Map<Component, Component[]>();
  for (const component of sheet.model.components) {
    if (!component.properties['part-of']) continue;
    const whole = sheet.model.declarations.get(processOf(sheet.model, component));
    if (whole?.what !== 'component' || whole === component || !canRunModules(whole)) continue;
    byModule.set(component, whole);
    const known = members.get(whole);
    if (known) known.push(component);
    else members.set(whole, [whole, component]);
  }
  return { byModule, members };
});

function canRunModules(component: Component): boolean {
  return !isPlanned(component) && !isStore(component) && !isBroker(component) && component.kind !== 'storage';
}

/** The program that runs a module; of all else the component itself. */
export function programOf(sheet: Sheet, component: Component): Component {
  return programs(sheet).byModule.get(component) ?? component;
}

/** A program with its modules; of all else the component alone. */
export function membersOf(sheet: Sheet, component: Component): readonly Component[] {
  return programs(sheet).members.get(component) ?? [component];
}

export function runsModules(sheet: Sheet, component: Component): boolean {
  return programs(sheet).members.has(component);
}

export function isModule(sheet: Sheet, component: Component): boolean {
  return programs(sheet).byModule.has(component);
}

/** Is it a call from a program to itself, so that no new request comes to it? */
export function staysInside(sheet: Sheet, { source, target }: Link): boolean {
  return programs(sheet).byModule.size > 0 && programOf(sheet, source) === programOf(sheet, target);
}

/** Do some of its calls come from its own program? */
export const isCalledInside = perSubject((sheet, { incoming }: Component): boolean =>
  incoming.some((link) => staysInside(sheet, link)),
);
