import { CompletionItemKind } from 'vscode-languageserver';
import type { Component, Declaration, Model } from '../../../model/model.js';
import type { NameKind } from '../../../model/schema/definition.js';
import { enginesFor } from '../../engines.js';
import { isKind, placeAround } from '../../text/surroundings.js';
import type { Asked, Offer, Rank } from './asked.js';

const itemKinds: Readonly<Record<Declaration['what'], CompletionItemKind>> = {
  system: CompletionItemKind.Module,
  component: CompletionItemKind.Class,
  group: CompletionItemKind.Folder,
  engine: CompletionItemKind.Interface,
  flow: CompletionItemKind.Event,
  table: CompletionItemKind.Struct,
  saga: CompletionItemKind.Method,
  transaction: CompletionItemKind.Method,
  param: CompletionItemKind.Variable,
  let: CompletionItemKind.Constant,
};

/** The things of these kinds that may be named here. */
export function names(asked: Asked, kinds: readonly NameKind[]): Offer[] {
  const { model } = asked.snapshot;
  const wanted = new Set(kinds);
  if (wanted.has('engine')) return engines(asked);
  const offers: Offer[] = [];
  // Load nearly always comes from a client.
  const starts = placeAround(asked.context)?.place === 'flow';
  const add = (list: readonly Declaration[]): void => {
    for (const declaration of list) {
      const unlikely = starts && declaration.what === 'component' && declaration.kind !== 'client';
      offers.push(nameOffer(declaration, unlikely ? 1 : 0));
    }
  };
  add(model.components.filter((component) => kinds.some((kind) => isOfKind(component, kind))));
  if (wanted.has('flow')) add(model.flows);
  if (wanted.has('table')) add(model.tables);
  const groups = model.groups.filter(
    (group) => wanted.has('group') || (wanted.has(group.kind) && group.kind !== 'group'),
  );
  add(groups);
  if (wanted.has('zone')) offers.push(...usedNames(model, 'zones'));
  if (wanted.has('region')) offers.push(...usedNames(model, 'regions'));
  if (wanted.has('field')) offers.push(...fields(asked));
  return unique(offers);
}

export function nameOffer(declaration: Declaration, rank: Rank): Offer {
  const { id, path, title, what } = declaration;
  const word = what === 'component' || what === 'group' ? declaration.kind : what;
  return { label: id, kind: itemKinds[what], rank, detail: title === undefined ? word : `${word} · ${title}`, path };
}

/** As it is being written: behind `web.` what is in `web` has that in front, though its name alone would do. */
export function asWritten(offer: Offer, prefix: string): Offer {
  const { label, path, plain, snippet } = offer;
  const blocks = prefix.slice(0, prefix.lastIndexOf('.') + 1);
  if (path === undefined || blocks === '') return offer;
  const start = `.${path}`.indexOf(`.${blocks}`);
  if (start < 0 || path.length - start <= label.length) return offer;
  const front = path.slice(start, path.length - label.length);
  return {
    ...offer,
    label: front + label,
    ...(plain !== undefined && { plain: front + plain }),
    ...(snippet !== undefined && { snippet: front + snippet }),
  };
}

function isOfKind({ kind }: Component, wanted: NameKind): boolean {
  switch (wanted) {
    case 'component':
      return true;
    case 'broker':
      return kind === 'queue' || kind === 'topic';
    case 'store':
      return ['database', 'storage', 'cache', 'queue', 'topic'].includes(kind);
    default:
      return kind === wanted;
  }
}

/** The engines for the kind of component around; their figures are shown when one is looked at. */
export function engines({ snapshot, context }: Asked): Offer[] {
  const place = placeAround(context)?.place;
  const kind = place !== undefined && isKind(place) ? place : undefined;
  return enginesFor(snapshot.model, kind).map((name) => ({
    label: name,
    kind: CompletionItemKind.Interface,
    rank: 0,
    data: { engine: name, file: snapshot.file },
  }));
}

/** The columns of the table around. */
export function fields({ snapshot, context }: Asked): Offer[] {
  const head = context.blocks.map((block) => block.head).findLast(([first]) => first?.text === 'table');
  const table = snapshot.model.tables.find(({ name, at }) => name === head?.[1]?.text && at.file === snapshot.file);
  return (table?.fields ?? []).map(({ name, type }) => ({
    label: name,
    kind: CompletionItemKind.Field,
    rank: 0,
    detail: type,
  }));
}

/** Zones and regions need no declaration: what others have written is the best guess. */
function usedNames(model: Model, property: 'zones' | 'regions'): Offer[] {
  const used = new Set(model.components.flatMap(({ properties }) => properties[property]?.value ?? []));
  return [...used].map((label) => ({ label, kind: CompletionItemKind.Folder, rank: 1 }));
}

function unique(offers: readonly Offer[]): Offer[] {
  const seen = new Set<string>();
  return offers.filter(({ label }) => !seen.has(label) && seen.add(label));
}

/** Whom a link may lead to: what is not called yet first, callers of everybody last. */
export function linkTargets({ snapshot, context }: Asked): Offer[] {
  const { model } = snapshot;
  const arrow = context.before.length - 1;
  const caller = model.components.find(({ id, name }) => [id, name].includes(context.before[arrow - 1]?.text ?? ''));
  const called = new Set(caller?.outgoing.map(({ target }) => target));
  return model.components
    .filter((component) => component !== caller)
    .map((component) =>
      nameOffer(component, component.kind === 'client' ? 3 : called.has(component) ? 2 : sameGroup(component, caller)),
    );
}

function sameGroup(component: Component, caller: Component | undefined): Rank {
  return caller !== undefined && component.group === caller.group ? 0 : 1;
}
