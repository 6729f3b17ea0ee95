import type { Component, Link, Model } from '../model/model.js';
import { isBuilt } from '../model/planned.js';
import type { TextEdit } from '../model/problem.js';
import { insertDeclaration, insertHop } from './edits.js';

/** The links over which a client comes to what answers it, where nothing has chosen a region before. */
export function entriesOf(client: Component): readonly Link[] {
  const entries: Link[] = [];
  const passed = new Set([client]);
  for (const component of passed) {
    for (const link of component.outgoing) {
      if (!link.synchronous || !isBuilt(link)) continue;
      const { kind, properties } = link.target;
      if (properties.routing?.value === 'simple') passed.add(link.target);
      else if (kind === 'waf' && properties.managed?.value !== true) passed.add(link.target);
      else if (isPlaced(link.target)) entries.push(link);
    }
  }
  return entries;
}

function isPlaced({ kind, properties }: Component): boolean {
  if (kind !== 'lb' && kind !== 'gateway' && kind !== 'service' && kind !== 'function') return false;
  const regions = new Set(properties.regions?.value).size;
  return regions === 1 || (regions > 1 && properties.managed?.value !== true);
}

/** A `dns` of that name between a client and its entries; nothing where it cannot stand there. */
export function putNames(
  model: Model,
  client: Component,
  entries: readonly Link[],
  name: string,
  properties: string,
): TextEdit[] {
  const own = entries.every(({ source, chain }) => source === client && chain.index === 0);
  const { calls, share, weight } = entries[0].properties;
  if (!own || calls || share || weight) return [];
  const [first, ...others] = entries;
  return [
    insertDeclaration(model, client, `dns ${name} { ${properties} }`),
    ...insertHop(model, first, name),
    ...others.map(({ head }) => ({
      at: { ...head, end: head.offset + (model.textOf(head).match(/^.*?(?=\s*->)/s)?.[0].length ?? 0) },
      text: name,
    })),
  ];
}
