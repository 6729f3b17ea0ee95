import { type InlayHint, MarkupKind, type Range } from 'vscode-languageserver';
import type { Figure } from '../../estimate/estimates.js';
import type { Component, Flow, Link, Table } from '../../model/model.js';
import type { Location } from '../../model/source.js';
import { derivation, valueText } from '../describe/figures.js';
import { paragraphs } from '../describe/markdown.js';
import { positionAt, stretchOf } from '../positions.js';
import type { Snapshot } from '../snapshot.js';

/** More on a line hide the line. */
const mostOfLine = 2;

/** The figures that matter most, behind the head of each component, flow, link and table; nothing where they are unknown. */
export function inlayHints(snapshot: Snapshot, { range }: { readonly range: Range }): InlayHint[] {
  const { model, settings, file, source } = snapshot;
  if (!settings.inlayHints.enabled) return [];
  const shown = stretchOf(source, range);
  const hints: InlayHint[] = [];
  const add = (subject: Component | Flow | Link | Table, at: Location): void => {
    if (at.file !== file || at.end < shown.offset || at.end > shown.end) return;
    const figures = figuresOf(snapshot, subject);
    if (figures.length === 0) return;
    hints.push({
      position: positionAt(source, at.end),
      label: figures.map(labelOf).join(' · '),
      paddingLeft: true,
      tooltip: { kind: MarkupKind.Markdown, value: paragraphs(figures.map((figure) => derivation(figure))) },
    });
  };
  for (const subject of [...model.components, ...model.flows, ...model.tables]) add(subject, subject.head);
  for (const link of model.links) add(link, link.head);
  return hints.sort((a, b) => a.position.line - b.position.line || a.position.character - b.position.character);
}

/** Hops of a chain all have the same place in mind; only what differs from hop to hop is worth showing there. */
function figuresOf({ estimates, settings }: Snapshot, subject: Component | Flow | Link | Table): Figure[] {
  const all = estimates.of(subject);
  const wanted = settings.inlayHints.figures.flatMap((name) => all.find(({ figure }) => figure === name) ?? []);
  // A rate of zero says that nothing arrives yet: while a design is being written that is on every line.
  return wanted.filter(({ value }) => value !== undefined && !Number.isNaN(value) && value !== 0).slice(0, mostOfLine);
}

function labelOf(figure: Figure): string {
  const { value, unit, figure: name } = figure;
  const text = valueText({ value, unit });
  return name.startsWith('utilisation') || name.startsWith('rate') ? text : `${name} ${text}`;
}
