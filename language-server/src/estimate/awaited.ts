import type { Component } from '../model/model.js';
import { type Cell, derived } from './cell.js';
import { ownTime } from './latency/own.js';
import { responseOfComponent } from './latency/response.js';
import { figureOf, type Sheet } from './sheet.js';

/** Seconds a request waits on average for the calls it makes. Undefined where nothing is called. */
export function awaitedTime(sheet: Sheet, component: Component): Cell | undefined {
  return component.outgoing.some(({ synchronous }) => synchronous) ? awaited(sheet, component) : undefined;
}

const awaited = figureOf('awaited', 's', (sheet, component: Component) => ({
  formula: 'mean response time − own time',
  terms: [derived(responseOfComponent(sheet, component).time), derived(ownTime(sheet, component))],
  compute: ([whole, own]) => Math.max(0, whole - own),
}));
