import type { Kind } from '../../model/model.js';
import type { Severity } from '../../model/problem.js';

/**
 * What a picture shows, before anything has a place: plain data that survives JSON. Every text is cleaned and bounded, every
 * number is there as a value and as text; what is unknown is absent.
 */
export interface Scene {
  readonly title: string;
  readonly overlay: Overlay;
  /** Whether the design has figures at all: then every box and edge keeps room for them. */
  readonly figures: boolean;
  readonly nodes: readonly SceneNode[];
  /** Outer ones before inner ones. */
  readonly groups: readonly SceneGroup[];
  readonly edges: readonly SceneEdge[];
  readonly flows: readonly SceneFlow[];
  /** Of the whole design, also those that no node or edge carries. */
  readonly findings: SceneFindings;
}

export const overlays = ['none', 'utilisation', 'latency', 'availability', 'cost', 'findings'] as const;
/** Which figure the boxes show beside their rate. */
export type Overlay = (typeof overlays)[number];

export interface SceneNode {
  /** The component's id; of a collapsed group the group's. */
  readonly id: string;
  readonly kind: NodeKind;
  /** `Load balancer` */
  readonly kindLabel: string;
  readonly icon: NodeKind | 'device';
  readonly title: string;
  /** The engine's name, `cassandra`. */
  readonly engine?: string;
  readonly replicas?: Quantified;
  /** Where it is spread over, in words: `zones a, b, c`. */
  readonly placement?: string;
  /** Drawn, not built. */
  readonly future: boolean;
  /** The group, zone or region it stands in. */
  readonly group?: string;
  /** The peak rate that arrives, per second. */
  readonly rate?: Quantified;
  /** The figure of the overlay. */
  readonly measure?: Measure;
  /** Ids of the flows that are known to come by. */
  readonly flows: readonly string[];
  readonly findings: SceneFindings;
  /** Of a collapsed group: how many components it hides. */
  readonly hides?: number;
}

export type NodeKind = Kind | 'group';

export interface SceneGroup {
  readonly id: string;
  readonly kind: 'region' | 'zone' | 'group';
  readonly title: string;
  /** The group around it. */
  readonly group?: string;
  readonly findings: SceneFindings;
}

export interface SceneEdge {
  /** The link's id, that of an implied one with `.dead-letter` or `.fallback` behind it; links between the same two visible nodes that a collapsed group hides are one edge under the id of the first. */
  readonly id: string;
  readonly source: string;
  readonly target: string;
  /** `->` waits for the answer, `~>` does not. */
  readonly synchronous: boolean;
  /** Follows from a property of a link, is no link itself and carries no rate. */
  readonly implied?: 'dead-letter' | 'fallback';
  /** Its title, or the flows it is restricted to. */
  readonly words?: string;
  /** The peak rate, per second. */
  readonly rate?: Quantified;
  /** Ids of the flows that are known to take it. */
  readonly flows: readonly string[];
  /** One end is only planned. */
  readonly future: boolean;
  readonly findings: SceneFindings;
  /** How many links it stands for. */
  readonly links: number;
}

export interface SceneFlow {
  readonly id: string;
  readonly title: string;
  readonly rate?: Quantified;
  /** The p99 of the whole flow, in seconds. */
  readonly latency?: Quantified;
  readonly objectives: readonly SceneObjective[];
  /** `met` and `missed` where a figure decides it, `unknown` where one is lacking; absent without an objective. */
  readonly state?: ObjectiveState;
  readonly path: FlowPath;
  readonly findings: SceneFindings;
}

/** One flow as the way its requests take. Plain data. */
export interface FlowPath {
  /** Where it starts, with the time it takes there itself. */
  readonly start?: { readonly id: string; readonly title: string; readonly time?: Quantified };
  /** In the order in which they are made: a call, then the calls it waits for, then the next. At most 60. */
  readonly hops: readonly FlowHop[];
  /** How many more there are. */
  readonly more: number;
  /** The mean response time, in seconds. */
  readonly total?: Quantified;
  /** The properties without which `total` is not known. */
  readonly missing: readonly string[];
  /** What the times of the hops come to less than their sum, as some run at once, in seconds. */
  readonly overlapping?: Quantified;
}

export interface FlowHop {
  /** The link's id. */
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly sourceTitle: string;
  readonly targetTitle: string;
  readonly synchronous: boolean;
  /** Whether the one who started the flow waits for it: it and all before it is synchronous. */
  readonly awaited: boolean;
  /** How many calls are before it on the way. */
  readonly depth: number;
  /** How often it is made for each request of the flow. */
  readonly visits?: Quantified;
  /** Its share of the mean response time, network and work at the target, in seconds; absent where nobody waits. */
  readonly time?: Quantified;
  /** As written on the link or inherited, in seconds. */
  readonly timeout?: Quantified;
}

export type ObjectiveState = 'met' | 'missed' | 'unknown';

/** One line of a flow's `slo`. */
export interface SceneObjective {
  /** `latency.p99` */
  readonly figure: string;
  readonly target: Quantified;
  readonly actual?: Quantified;
  readonly state: ObjectiveState;
}

/** A number in base units with the text that shows it. */
export interface Quantified {
  /** Absent where there is no bound: infinity does not survive JSON. */
  readonly value?: number;
  readonly text: string;
}

export interface Measure extends Quantified {
  /** `utilisation`, `latency.p99`, `availability`, `cost.month` */
  readonly figure: string;
  /** How much of the bar is filled, 0 to 1; absent for figures that have no scale. */
  readonly fill?: number;
  /** What the bar spans where each tenfold takes the same length; absent where it starts at nothing and is even. */
  readonly scale?: TenfoldScale;
  readonly level: Level;
}

export interface TenfoldScale {
  /** `1ms` */
  readonly low: string;
  readonly high: string;
  /** How many there are between the ends. */
  readonly tenfolds: number;
  /** The power of ten of the low end. */
  readonly lowest: number;
}

/** Of utilisation: calm below 70%, busy from there, saturated from 100%. Others are neutral. */
export type Level = 'neutral' | 'calm' | 'busy' | 'saturated';

export interface SceneFindings {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  readonly hint: number;
  /** Worst first and at most twenty; the counts are complete. */
  readonly messages: readonly { readonly rule: string; readonly severity: Severity; readonly message: string }[];
}
