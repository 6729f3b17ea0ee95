import type { Component, Kind, Link } from '../model/model.js';
import { isBuilt } from '../model/planned.js';

/** Protocols whose connections stay open, so that the server may speak first. */
const open: ReadonlySet<string> = new Set(['websocket', 'sse', 'mqtt']);
/** What stands between clients and those who hold their connections. */
const fronts: ReadonlySet<Kind> = new Set(['client', 'dns', 'cdn', 'waf', 'lb', 'gateway', 'mesh']);
const programs: ReadonlySet<Kind> = new Set(['service', 'function', 'worker']);

/** The links over which clients keep a connection to a program; none where a managed gateway keeps them instead. */
export function socketsOf(component: Component): readonly Link[] {
  if (!programs.has(component.kind)) return [];
  const isOpen = (link: Link): boolean => isBuilt(link) && open.has(link.properties.protocol?.value ?? '');
  const incoming = component.incoming.filter((link) => isOpen(link) && fronts.has(link.source.kind));
  if (incoming.some(({ source }) => source.kind === 'gateway' && source.properties.managed?.value === true)) return [];
  return [...incoming, ...component.outgoing.filter((link) => isOpen(link) && link.target.kind === 'client')];
}
