import type { Component } from '../../model/model.js';
import { type Cell, define, derived, type Term, unknown, unknownTogether } from '../cell.js';
import { perSubject, type Sheet } from '../sheet.js';
import { comesFromInside, entriesOf } from '../traffic/entries.js';
import type { Edge, Node } from '../traffic/node.js';
import { type Arrived, reachOf } from '../traffic/reach.js';
import { append } from '../traffic/routes.js';
import type { Source } from '../traffic/sources.js';
import { Call, type Read } from './call.js';
import { Distribution, meanOf } from './distribution.js';
import { ownBound, ownTime } from './own.js';
import { tailNotes } from './tail.js';

/** Response times where one source's requests arrive: the mean with its distribution as detail, and the sum of bounds. */
export class Response {
  private both: Term | undefined;

  constructor(
    readonly time: Cell,
    readonly bound: Cell,
  ) {}

  /** All that is missing where neither is known, gathered once for all percentiles of the tail. */
  get missing(): Term {
    this.both ??= unknownTogether(this.time, this.bound);
    return this.both;
  }
}

/** What a component takes for itself, without the calls it makes; `isInside` where its own program calls it. */
export interface Own {
  time(sheet: Sheet, component: Component, isInside: boolean): Cell;
  bound(sheet: Sheet, component: Component, isInside: boolean): Cell;
}

/** With nobody waiting for a free slot: what capacities follow from. */
const unloaded: Own = { time: ownTime, bound: ownBound };

/** The response times of all nodes, called ones before their callers, without recursion. */
class Responses {
  private readonly byNode = new Map<Source, Response[]>();
  private readonly byComponent = new Map<Component, Response>();

  constructor(
    private readonly sheet: Sheet,
    private readonly own: Own,
  ) {
    const journeys = [...reachOf(sheet).journeys];
    const alike = journeys.length > 1 ? new Alike(this) : undefined;
    for (const { source, knots } of journeys) {
      const known: Response[] = [];
      this.byNode.set(source, known);
      for (let i = knots.length - 1; i >= 0; i--) {
        const { nodes, cyclic } = knots[i];
        const waits = cyclic && awaitsItself(nodes);
        for (const node of nodes) {
          const make = (): Response => respond(sheet, node, this, own);
          known[node.number] = waits
            ? endless(node)
            : (unchanged(sheet, node, this, own) ?? (alike ? alike.find(sheet, node, make) : make()));
        }
      }
    }
  }

  /** Undefined for a node whose own are not worked out yet. */
  ofNode({ source, number }: Node): Response | undefined {
    return this.byNode.get(source)?.[number];
  }

  /** Over all that reaches it, by how often it comes; its own time where nothing does. */
  ofComponent(component: Component): Response {
    const nodes = entriesOf(this.sheet, component);
    if (nodes.length === 1) return this.ofNode(nodes[0])!;
    let response = this.byComponent.get(component);
    if (!response) {
      const { sheet, own } = this;
      response =
        nodes.length > 0
          ? mixed(sheet, component, nodes, this, own)
          : new Response(own.time(sheet, component, false), own.bound(sheet, component, false));
      this.byComponent.set(component, response);
    }
    return response;
  }
}

const responses = perSubject((sheet, own: Own) => new Responses(sheet, own));

/** Where nobody waits for a slot, neither here nor further down, times are those without load. */
function unchanged(sheet: Sheet, node: Node, known: Responses, own: Own): Response | undefined {
  if (own === unloaded) return undefined;
  const { component, outgoing } = node;
  const isInside = comesFromInside(sheet, node);
  if (own.time(sheet, component, isInside) !== ownTime(sheet, component)) return undefined;
  if (own.bound(sheet, component, isInside) !== ownBound(sheet, component)) return undefined;
  const before = responses(sheet, unloaded);
  const isSame = outgoing.every(({ link, to }) => !link.synchronous || known.ofNode(to) === before.ofNode(to));
  return isSame ? before.ofNode(node) : undefined;
}

function awaitsItself(nodes: readonly Node[]): boolean {
  const members = new Set(nodes);
  return nodes.some(({ outgoing }) => outgoing.some(({ to, link }) => link.synchronous && members.has(to)));
}

/** Flows that go the same ways take the same time: their responses are worked out once. */
class Alike {
  private readonly numbers = new Map<Response, number>();
  private readonly known = new Map<string, Response>();

  constructor(private readonly called: Responses) {}

  find(sheet: Sheet, node: Node, make: () => Response): Response {
    const { component } = node;
    const calls = node.outgoing
      .filter(({ link }) => link.synchronous)
      .map(({ link, to, factors }) => {
        const counts = factors.map(({ text, terms }) => `${text}=${terms().map((term) => term.value ?? term.name)}`);
        return `${link.id} ${to.operation} ${this.numbers.get(this.called.ofNode(to)!)} ${counts}`;
      });
    const key = `${component.id}|${comesFromInside(sheet, node)}|${calls.join('|')}`;
    let response = this.known.get(key);
    if (!response) {
      response = make();
      this.known.set(key, response);
      this.numbers.set(response, this.numbers.size);
    }
    return response;
  }
}

/** What a request of a source takes from where it starts; undefined where it starts nowhere. */
export function responseOfSource(sheet: Sheet, source: Source, own = unloaded): Response | undefined {
  const start = reachOf(sheet).journeyOf(source)?.start;
  return start && responses(sheet, own).ofNode(start);
}

/** What the requests take that arrive at a node. */
export function responseOfNode(sheet: Sheet, node: Node, own: Own = unloaded): Response | undefined {
  return responses(sheet, own).ofNode(node);
}

/** Response times of a component over all that reaches it, by how often it comes; its own time where nothing does. */
export function responseOfComponent(sheet: Sheet, component: Component, own = unloaded): Response {
  return responses(sheet, own).ofComponent(component);
}

function endless({ component, source }: Node): Response {
  const formula = 'calls that come back to where they started';
  const terms = [unknown(`${component.id}.latency, as ${source.id} calls in a circle`)];
  const make = (figure: string): Cell =>
    define({ subject: component.id, figure, unit: 's', formula, terms, compute: () => Number.NaN });
  return new Response(make('response'), make('response.bound'));
}

function respond(sheet: Sheet, node: Node, known: Responses, itself: Own): Response {
  const isInside = comesFromInside(sheet, node);
  const own = itself.time(sheet, node.component, isInside);
  const bound = itself.bound(sheet, node.component, isInside);
  const edges = node.outgoing.filter(({ link }) => link.synchronous);
  if (edges.length === 0) return new Response(own, bound);
  const calls = edges.map((edge) => new Call(sheet, edge));
  const splits = node.component.kind === 'lb' || node.component.kind === 'dns';
  const subject = node.component.id;
  const series = splits ? 'own time + that of the target' : 'own time + Σ calls, the slowest of those in parallel';
  const distribution = (values: readonly number[], details: readonly unknown[]): Distribution => {
    const [first] = details;
    const self = first instanceof Distribution ? first : Distribution.constant(values[0]);
    const read = readAll(calls, values, details);
    return self.plus(splits ? oneOf(read) : inTurn(read));
  };
  return new Response(
    define({
      subject,
      figure: 'response',
      unit: 's',
      formula: `mean of ${series}`,
      terms: termsOf(own, calls, ({ to }) => known.ofNode(to)!.time),
      compute: meanOf,
      computeDetail: distribution,
      notes: () => [...own.notes, ...(splits ? [] : tailNotes(edges))],
    }),
    define({
      subject,
      figure: 'response.bound',
      unit: 's',
      formula: `${splits ? 'own p99 + the larger of the targets’' : 'Σ p99 of itself and all it calls, the largest of those in parallel'}`,
      terms: termsOf(bound, calls, ({ to }) => known.ofNode(to)!.bound),
      compute: (values, details) => values[0] + boundOf(readAll(calls, values, details), splits),
    }),
  );
}

function termsOf(own: Cell, calls: readonly Call[], answer: (edge: Edge) => Cell): Term[] {
  const terms = [derived(own)];
  for (const { edge, ahead } of calls) terms.push(...ahead, derived(answer(edge)));
  return terms;
}

interface ReadCall extends Read {
  readonly call: Call;
}

/** The calls with their values; the first value is the own time. */
function readAll(calls: readonly Call[], values: readonly number[], details: readonly unknown[]): ReadCall[] {
  let at = 1;
  return calls.map((call) => {
    const read = call.read(values, details, at);
    at += call.ahead.length + 1;
    return { ...read, call };
  });
}

/** A balancer asks one of its targets. */
function oneOf(calls: readonly ReadCall[]): Distribution {
  return Distribution.mixture(calls.map(({ chance, time }) => ({ weight: chance, of: time })));
}

/** One call after the other; those of a `parallel` group at once. */
function inTurn(calls: readonly ReadCall[]): Distribution {
  const groups = new Map<string, ReadCall[]>();
  let total = Distribution.constant(0);
  for (const read of calls) {
    const group = read.call.edge.link.properties.parallel?.value;
    if (group !== undefined) append(groups, group, read);
    else total = total.plus(read.time.sometimes(read.chance).times(read.count));
  }
  for (const group of groups.values()) {
    total = total.plus(
      Distribution.slowest(group.map(({ count, chance, time }) => ({ count, of: time.sometimes(chance) }))),
    );
  }
  return total;
}

function boundOf(calls: readonly ReadCall[], splits: boolean): number {
  const groups = new Map<string, number>();
  let total = 0;
  let largest = 0;
  for (const { call, chance, count, seconds } of calls) {
    if (chance <= 0) continue;
    const group = call.edge.link.properties.parallel?.value;
    largest = Math.max(largest, seconds);
    if (group === undefined) total += count * seconds;
    else groups.set(group, Math.max(groups.get(group) ?? 0, seconds));
  }
  for (const slowest of groups.values()) total += slowest;
  return splits ? largest : total;
}

function mixed(sheet: Sheet, component: Component, nodes: readonly Arrived[], known: Responses, own: Own): Response {
  const times = nodes.map((node) => known.ofNode(node)!);
  const subject = component.id;
  return new Response(
    define({
      subject,
      figure: 'response',
      unit: 's',
      formula: 'mean over all that arrives, by rate × visits',
      terms: nodes.flatMap(({ source, visits }, i) => [
        derived(source.average),
        derived(visits),
        derived(times[i].time),
      ]),
      compute: meanOf,
      computeDetail: mixture,
      notes: () => own.time(sheet, component, false).notes,
    }),
    define({
      subject,
      figure: 'response.bound',
      unit: 's',
      formula: 'the largest bound of all that arrives',
      terms: times.map(({ bound }) => derived(bound)),
      compute: (values) => Math.max(...values),
    }),
  );
}

/** Of rate, visits and time of each. */
function mixture(values: readonly number[], details: readonly unknown[]): Distribution {
  const options: { weight: number; of: Distribution }[] = [];
  for (let i = 0; i < values.length; i += 3) {
    const detail = details[i + 2];
    const of = detail instanceof Distribution ? detail : Distribution.constant(values[i + 2]);
    options.push({ weight: values[i] * values[i + 1], of });
  }
  return Distribution.mixture(options);
}
