import type { Calendar, Dimension, Notation } from '@archlang/grammar';
import type { Problem } from './problem.js';
import type {
  ComponentProperties,
  EngineProperties,
  FieldProperties,
  FlowProperties,
  GroupProperties,
  IndexProperties,
  Kind,
  LinkProperties,
  QueryProperties,
  SagaProperties,
  StepProperties,
  SystemProperties,
  TableProperties,
} from './schema/index.js';
import type { Location, SourceText } from './source.js';
import type { Expression } from './value.js';

export { componentKinds, type Kind } from './schema/index.js';

export type Maturity = 'sketch' | 'design' | 'production';

/** What every declaration has. */
export interface Declared {
  /** The shortest name that means only this one, `urls` or `us-east.api`; figures and references use it. */
  readonly id: string;
  /** The last part of its name, as written; generated where the author gave none. */
  readonly name: string;
  /** All names from the outermost block inwards. */
  readonly path: string;
  readonly title?: string;
  /** The lines of comment directly above. */
  readonly comment?: string;
  /** The whole statement. */
  readonly at: Location;
  /** Keyword to title, what a finding on the declaration underlines. */
  readonly head: Location;
  readonly nameAt: Location;
  /** Braces included. */
  readonly body?: Location;
  /** The group, zone or region it stands in. */
  readonly group?: Group;
}

export interface System extends Declared {
  readonly what: 'system';
  readonly properties: SystemProperties;
}

export interface Component extends Declared {
  readonly what: 'component';
  readonly kind: Kind;
  /** What is known: written, inherited from the blocks around, brought by the engine. Assumed defaults are not in it. */
  readonly properties: ComponentProperties;
  readonly engine?: Engine;
  readonly tables: readonly Table[];
  readonly incoming: readonly Link[];
  readonly outgoing: readonly Link[];
}

export interface Group extends Declared {
  readonly what: 'group';
  readonly kind: 'region' | 'zone' | 'group';
  readonly properties: GroupProperties;
  /** Directly inside it. */
  readonly components: readonly Component[];
  readonly groups: readonly Group[];
}

export interface Engine extends Declared {
  readonly what: 'engine';
  /** Its own figures and those of what it extends; the nearest wins. */
  readonly properties: EngineProperties;
  readonly base?: Engine;
  /** Declared by the built-in library. */
  readonly builtIn: boolean;
}

export interface Flow extends Declared {
  readonly what: 'flow';
  readonly from?: Component;
  /** The flow in `of`. */
  readonly parent?: Flow;
  readonly properties: FlowProperties;
}

export interface Link {
  readonly what: 'link';
  /** `api->links`; a second link between the same ends is `api->links#2`. */
  readonly id: string;
  readonly source: Component;
  readonly target: Component;
  /** `->` waits for an answer, `~>` does not. */
  readonly synchronous: boolean;
  readonly title?: string;
  /** The whole statement, all hops of a chain. */
  readonly at: Location;
  /** From the source to the target of this hop. */
  readonly head: Location;
  readonly body?: Location;
  /** Where this link stands among the hops of its statement. */
  readonly chain: { readonly links: readonly Link[]; readonly index: number };
  /** Own, then the caller's defaults, a covering mesh, groups around the caller, the system. What a link takes from its
   * flow is not in it: see `flowProperty`. */
  readonly properties: LinkProperties;
  /** The flows in `for`; undefined: all that reach the source. */
  readonly flows?: readonly Flow[];
  readonly group?: Group;
}

export interface Field {
  readonly what: 'field';
  /** `urls.code` */
  readonly id: string;
  readonly name: string;
  readonly table: Table;
  /** `id`, `int`, `text`, `list`, … */
  readonly type: string;
  /** Bytes of one value, where the type tells. */
  readonly size?: number;
  readonly at: Location;
  readonly nameAt: Location;
  readonly body?: Location;
  readonly properties: FieldProperties;
}

export interface Table extends Declared {
  readonly what: 'table';
  readonly store: Component;
  readonly fields: readonly Field[];
  readonly indexes: readonly {
    readonly columns: readonly string[];
    readonly at: Location;
    readonly properties: IndexProperties;
  }[];
  readonly queries: readonly {
    readonly columns: readonly string[];
    /** Of the table's reads. */
    readonly share?: number;
    readonly at: Location;
    readonly properties: QueryProperties;
  }[];
  readonly properties: TableProperties;
}

export interface Step {
  readonly action: string;
  readonly compensation?: string;
  /** Why there is none, for `compensate none "…"`. */
  readonly reason?: string;
  readonly at: Location;
  readonly body?: Location;
  readonly component?: Component;
  readonly properties: StepProperties;
}

export interface Saga extends Declared {
  readonly what: 'saga' | 'transaction';
  readonly steps: readonly Step[];
  readonly properties: SagaProperties;
}

/** A knob (`param`) or a name for a sum (`let`). */
export interface Param extends Declared {
  readonly what: 'param' | 'let';
  /** In base units; a param's present setting. */
  readonly value: number;
  readonly dimension: Dimension;
  /** How the number was written, where that matters: 10% of the users is not 0.1 of one. */
  readonly notation?: Notation;
  readonly expression: Expression;
  readonly range?: { readonly low: number; readonly high: number };
}

export interface Expectation {
  readonly text: string;
  readonly title?: string;
  readonly left: Expression;
  readonly operator: '<' | '<=' | '=' | '>=' | '>';
  readonly right: Expression;
  /** A ratio of the right side. */
  readonly tolerance?: number;
  readonly at: Location;
}

export interface Acceptance {
  readonly rule: string;
  /** The id of what it names, `system`, or a link's id. */
  readonly target?: string;
  /** ISO date. */
  readonly until?: string;
  readonly reason?: string;
  readonly at: Location;
  readonly ruleAt: Location;
}

/** One side of a `forbid`: everything, a kind, or a component or group by id. */
export type Endpoint =
  | { readonly match: 'any' }
  | { readonly match: 'kind'; readonly kind: Kind }
  | { readonly match: 'name'; readonly id: string };

export interface Constraint {
  readonly source: Endpoint;
  readonly target: Endpoint;
  readonly exceptions: readonly Endpoint[];
  readonly message?: string;
  readonly at: Location;
}

export type Declaration = System | Component | Group | Engine | Flow | Table | Saga | Param;

/** A name in the text and what it stands for. */
export interface Reference {
  readonly at: Location;
  readonly target: Declaration | Field;
}

/** A design: plain resolved data in SI base units. Building it never fails; what is wrong is in `problems`. */
export interface Model {
  /** The file it was built from; the others are imported by it. The engine library is not among them. */
  readonly entry: string;
  readonly files: ReadonlyMap<string, SourceText>;
  readonly maturity: Maturity;
  /** Lengths of a month and a year, in seconds; quantities written in them are stretched already. */
  readonly calendar: Calendar;
  readonly system?: System;
  readonly components: readonly Component[];
  readonly links: readonly Link[];
  readonly groups: readonly Group[];
  readonly flows: readonly Flow[];
  readonly tables: readonly Table[];
  readonly sagas: readonly Saga[];
  readonly params: readonly Param[];
  /** The team's own engines and those of the library that are used. */
  readonly engines: readonly Engine[];
  readonly expectations: readonly Expectation[];
  readonly acceptances: readonly Acceptance[];
  readonly constraints: readonly Constraint[];
  /** By id; ids of links and fields are not in it. */
  readonly declarations: ReadonlyMap<string, Declaration>;
  readonly references: readonly Reference[];
  readonly problems: readonly Problem[];
  /** The text at a place. */
  textOf(at: Location): string;
  /** What a name written at the top of a file stands for, `undefined` where it is nothing or not clear. */
  find(name: string): Declaration | undefined;
}
