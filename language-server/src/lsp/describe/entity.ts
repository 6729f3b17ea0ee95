import { formatQuantity } from '@archlang/grammar';
import type { Estimates } from '../../estimate/estimates.js';
import type { Component, Engine, Link, Model, Param } from '../../model/model.js';
import { isPlanned } from '../../model/planned.js';
import type { Value } from '../../model/value.js';
import type { Target } from '../occurrences.js';
import { figuresText, knownText, mainFigures } from './figures.js';
import { code, escaped, paragraphs } from './markdown.js';

/** What is known of a declared thing: what it is, what the author says of it, its figures with their working. */
export function entityText(model: Model, estimates: Estimates, target: Target): string {
  switch (target.what) {
    case 'component':
      return paragraphs([
        heading(target.kind, target.id, target.title),
        commentOf(model, target),
        engineLine(target),
        isPlanned(target) ? 'only drawn: nothing goes to it yet, and no sum counts it' : undefined,
        ...componentFigures(model, estimates, target),
      ]);
    case 'flow':
      return paragraphs([
        heading('flow', target.id, target.title),
        commentOf(model, target),
        target.from && `from ${code(target.from.id)}`,
        figuresText(estimates, target, mainFigures.flow),
      ]);
    case 'table':
      return paragraphs([
        heading('table', target.id, target.title),
        commentOf(model, target),
        `in ${code(target.store.id)}`,
        figuresText(estimates, target, mainFigures.table),
      ]);
    case 'field':
      return paragraphs([
        heading('field', target.id),
        `${escaped(target.type)}${target.size === undefined ? '' : `, ${target.size} B`}`,
      ]);
    case 'engine':
      return engineText(model, target);
    case 'param':
    case 'let':
      return paragraphs([heading(target.what, target.id, target.title), commentOf(model, target), paramText(target)]);
    case 'group': {
      const inside = `${target.components.length} components, ${target.groups.length} groups directly inside`;
      return paragraphs([heading(target.kind, target.id, target.title), commentOf(model, target), inside]);
    }
    case 'system':
      return paragraphs([
        heading('system', '', target.title),
        commentOf(model, target),
        `${model.components.length} components, ${model.links.length} links, ${model.flows.length} flows`,
        figuresText(estimates, { id: 'system' }, ['breaking-point']),
      ]);
    default:
      return paragraphs([heading(target.what, target.id, target.title), commentOf(model, target)]);
  }
}

/** Of a module its own, and those of the program in whose replicas it runs. */
function componentFigures(model: Model, estimates: Estimates, component: Component): (string | undefined)[] {
  const name = component.properties['part-of']?.value;
  if (name === undefined) return [figuresText(estimates, component, mainFigures.component)];
  const whole = model.declarations.get(name);
  const shared = whole?.what === 'component' ? knownText(estimates, whole, figuresOfProgram) : '';
  const own = mainFigures.component.filter((figure) => !figuresOfProgram.includes(figure));
  return [
    `a module of ${code(name)}${shared === '' ? '' : `, in whose replicas it runs: ${shared}`}`,
    figuresText(estimates, component, own),
  ];
}

const figuresOfProgram = ['capacity', 'utilisation', 'headroom', 'replicas.needed', 'availability', 'cost.month'];

/** A call or a hand-over with its figures. */
export function linkText(model: Model, estimates: Estimates, link: Link): string {
  const { source, target, synchronous, title, flows } = link;
  const arrow = synchronous ? '->' : '~>';
  return paragraphs([
    `**link** ${code(`${source.id} ${arrow} ${target.id}`)}${title === undefined ? '' : ` — ${escaped(title)}`}`,
    commentOf(model, link),
    flows && `for ${flows.map(({ id }) => code(id)).join(', ')}`,
    figuresText(estimates, link, mainFigures.link),
  ]);
}

/** A product with its figures, each with its source. */
export function engineText(model: Model, engine: Engine): string {
  const from = engine.base === undefined ? '' : `, extends ${code(engine.base.id)}`;
  const values = Object.entries(engine.properties as Readonly<Record<string, Value<unknown>>>);
  const lines = values.flatMap(([name, value]) => {
    if (name === 'sources' || name === 'kinds') return [];
    const text = model.textOf(value.at).replace(/\s+/g, ' ').trim();
    if (text === '') return [];
    const source = value.source === undefined ? '' : ` (${escaped(value.source)})`;
    return [`- ${code(name)} ${code(text.slice(0, 80))}${source}`];
  });
  const where = engine.builtIn ? 'of the built-in library' : '';
  return paragraphs([
    `${heading('engine', engine.id, engine.title)}${from}`,
    commentOf(model, engine),
    where,
    lines.slice(0, 40).join('\n'),
  ]);
}

function heading(keyword: string, name: string, title?: string): string {
  const named = name === '' ? '' : ` ${code(name)}`;
  return `**${keyword}**${named}${title === undefined ? '' : ` — ${escaped(title)}`}`;
}

function engineLine({ engine }: Component): string | undefined {
  return engine && `engine ${code(engine.id)}${engine.title === undefined ? '' : ` — ${escaped(engine.title)}`}`;
}

function paramText({ value, dimension, range, what }: Param): string {
  const present = Number.isNaN(value) ? 'unknown' : formatQuantity(value, dimension);
  const turns = range
    ? `, from ${formatQuantity(range.low, dimension)} to ${formatQuantity(range.high, dimension)}`
    : '';
  return escaped(`${what === 'param' ? 'set to' : 'comes to'} ${present}${turns}`);
}

/** The lines of comment directly above a statement. */
function commentOf(
  model: Model,
  { at, ...more }: { readonly at: Link['at']; readonly comment?: string },
): string | undefined {
  const written = more.comment ?? commentAbove(model.textOf({ ...at, offset: 0, end: at.offset }));
  return written === undefined ? undefined : escaped(written.slice(0, 1000));
}

function commentAbove(text: string): string | undefined {
  const lines = text.slice(-4000).split(/\r\n|[\r\n]/);
  // What is in front of the statement on its own line is no comment.
  if (lines.pop()?.trim() !== '') return undefined;
  const comment: string[] = [];
  for (let line = lines.pop(); line?.trim().startsWith('//'); line = lines.pop()) {
    comment.unshift(line.trim().replace(/^\/\/\s?/, ''));
  }
  return comment.length === 0 ? undefined : comment.join(' ');
}
