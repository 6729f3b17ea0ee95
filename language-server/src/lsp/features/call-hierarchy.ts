import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type Position,
  SymbolKind,
} from 'vscode-languageserver';
import type { Component, Link } from '../../model/model.js';
import { occurrencesOf } from '../occurrences.js';
import { offsetAt } from '../positions.js';
import type { Snapshot } from '../snapshot.js';

/** The component under the cursor, as the start of its calls. */
export function prepareCalls(
  snapshot: Snapshot,
  { position }: { readonly position: Position },
): CallHierarchyItem[] | null {
  const found = occurrencesOf(snapshot.model).at(snapshot.file, offsetAt(snapshot.source, position));
  const item = found?.target.what === 'component' ? itemOf(snapshot, found.target) : undefined;
  return item ? [item] : null;
}

/** Who calls it. */
export function incomingCalls(snapshot: Snapshot, item: CallHierarchyItem): CallHierarchyIncomingCall[] {
  return grouped(componentOf(snapshot, item)?.incoming ?? [], ({ source }) => source).flatMap(([caller, links]) => {
    const from = itemOf(snapshot, caller);
    return from ? [{ from, fromRanges: ranges(snapshot, links, from.uri) }] : [];
  });
}

/** Whom it calls. */
export function outgoingCalls(snapshot: Snapshot, item: CallHierarchyItem): CallHierarchyOutgoingCall[] {
  return grouped(componentOf(snapshot, item)?.outgoing ?? [], ({ target }) => target).flatMap(([called, links]) => {
    const to = itemOf(snapshot, called);
    return to ? [{ to, fromRanges: ranges(snapshot, links, item.uri) }] : [];
  });
}

function componentOf({ model }: Snapshot, { data }: CallHierarchyItem): Component | undefined {
  return model.components.find(({ id }) => id === data);
}

function itemOf(snapshot: Snapshot, component: Component): CallHierarchyItem | undefined {
  const whole = snapshot.locate(component.at);
  const name = snapshot.locate(component.nameAt);
  if (!whole || !name) return undefined;
  return {
    name: component.id,
    kind: SymbolKind.Class,
    detail: component.title ?? component.kind,
    uri: whole.uri,
    range: whole.range,
    selectionRange: name.range,
    data: component.id,
  };
}

function grouped(links: readonly Link[], end: (link: Link) => Component): [Component, Link[]][] {
  const groups = new Map<Component, Link[]>();
  for (const link of links) groups.set(end(link), [...(groups.get(end(link)) ?? []), link]);
  return [...groups];
}

/** The calls as they stand in the file of the caller; the editor knows only ranges of that one. */
function ranges(snapshot: Snapshot, links: readonly Link[], uri: string): CallHierarchyIncomingCall['fromRanges'] {
  return links.flatMap(({ head }) => {
    const at = snapshot.locate(head);
    return at?.uri === uri ? [at.range] : [];
  });
}
