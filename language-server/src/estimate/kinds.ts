import type { Component } from '../model/model.js';

/** Does its busiest node set its limit, as reads and writes share out differently? */
export function isStore({ kind }: Component): boolean {
  return kind === 'database' || kind === 'cache';
}

export function isBroker({ kind }: Component): boolean {
  return kind === 'queue' || kind === 'topic';
}
