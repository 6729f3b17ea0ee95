/** What a preview asks the server. */
import {
  type Location as EditorLocation,
  type Position,
  RequestType,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import type { LaidOutScene, Overlay, Scene, SceneChanges, SceneMarks } from '../../diagram/index.js';
import type { Unit } from '../../estimate/estimates.js';
import type { Severity } from '../../model/problem.js';
import type { Origin } from '../../model/value.js';
import type { WhatIf, Whereabouts } from '../../model/what-if.js';

/** The picture of the design that a file belongs to, without findings; `null` while the server does not know the file. */
export namespace SceneRequest {
  export interface Parameters {
    readonly uri: string;
    /** Utilisation unless said otherwise. */
    readonly overlay?: Overlay;
    /** Ids of groups drawn as one box; without it a large design hides its largest. */
    readonly collapse?: readonly string[];
    /** How the design is thought to differ from what is written. */
    readonly whatIf?: WhatIf;
    /** The edition of the scene that the client still has: what has changed since is enough for it. */
    readonly base?: number;
  }
  export interface Result {
    /** Names this scene in the next question. */
    readonly edition: number;
    /** Absent where `changes` are enough. */
    readonly scene?: Scene;
    /** What makes it of the `base`. */
    readonly changes?: SceneChanges;
    /** Of the document, so that an answer that came late can be told. */
    readonly version: number;
    /** Errors in the text may hide parts of the design. */
    readonly broken: boolean;
    /** Ids of the groups that are drawn as one box. */
    readonly collapsed: readonly string[];
    /** Ids of the components of which nothing is left, where the design is thought to differ. */
    readonly gone: readonly string[];
  }
  export const type = new RequestType<Parameters, Result | null, void>('archlang/scene');
}

/** Where a node, edge, group or flow of a scene is declared, from its keyword to its title; `null` where it is gone. */
export namespace PlaceRequest {
  export interface Parameters {
    /** Of the design. */
    readonly uri: string;
    readonly id: string;
  }
  export const type = new RequestType<Parameters, EditorLocation | null, void>('archlang/place');
}

/**
 * What a picture shows of the place where a cursor stands: the innermost thing in whose declaration it is; `null` where that
 * file declares nothing of the design.
 */
export namespace ThingAtRequest {
  export interface Parameters extends Pick<SceneRequest.Parameters, 'collapse'> {
    /** Of the design. */
    readonly uri: string;
    readonly at: { readonly uri: string; readonly position: Position };
  }
  export interface Result {
    /** None between declarations. */
    readonly id?: string;
  }
  export const type = new RequestType<Parameters, Result | null, void>('archlang/thingAt');
}

/** The findings that belong on a scene; asked for once it is shown, as they take longer than its numbers. */
export namespace MarksRequest {
  export type Parameters = Omit<SceneRequest.Parameters, 'overlay' | 'base'>;
  export const type = new RequestType<Parameters, SceneMarks | null, void>('archlang/marks');
}

/** What a difference from what is written brings about; asked for once a slider rests, as it takes longer than the picture. */
export namespace ConsequencesRequest {
  export interface Parameters {
    readonly uri: string;
    readonly whatIf: WhatIf;
  }
  export const type = new RequestType<Parameters, Consequences | null, void>('archlang/consequences');
}

export interface Consequences {
  /** What held as written and holds no more, the first to break in front. */
  readonly broken: readonly Consequence[];
  /** How many more of them there are. */
  readonly more: number;
}

export interface Consequence {
  /** The component or flow it is about. */
  readonly subject?: string;
  /** A sentence. */
  readonly text: string;
}

/** A param as a slider. */
export interface Knob {
  readonly id: string;
  readonly title: string;
  /** Ascending; the present value is one of them. */
  readonly steps: readonly KnobStep[];
  /** The step of the present value. */
  readonly current: number;
}

export interface KnobStep {
  /** As it may stand in the file. */
  readonly text: string;
  /** In base units. */
  readonly value: number;
}

/** What a preview can offer of a design besides its picture; `null` while the server does not know the file. */
export namespace OutlineRequest {
  export interface Parameters {
    readonly uri: string;
  }
  export interface Result {
    readonly knobs: readonly Knob[];
    /** Zones and regions, with the number of components that have a part in them. */
    readonly places: readonly { readonly loss: Whereabouts; readonly components: number }[];
    readonly components: readonly Named[];
    readonly groups: readonly Named[];
  }
  export interface Named {
    readonly id: string;
    readonly title: string;
    /** `Database, postgres`, `zone` */
    readonly kind: string;
    /** Ids of the groups around it, outer ones first. */
    readonly groups: readonly string[];
  }
  export const type = new RequestType<Parameters, Result | null, void>('archlang/outline');
}

/** A figure as a page shows it. */
export interface FigureView {
  /** `api.utilisation` */
  readonly name: string;
  /** `utilisation` */
  readonly figure: string;
  readonly text: string;
  readonly known: boolean;
  readonly formula: string;
  readonly inputs: readonly InputView[];
  /** What the design does not say. */
  readonly missing: readonly string[];
  readonly notes: readonly string[];
  /** How it varies with the ranges in the design, in words. */
  readonly spread?: string;
}

export interface InputView {
  readonly name: string;
  readonly text: string;
  readonly origin: Origin;
  /** Of engine figures and assumptions. */
  readonly source?: string;
  readonly place?: { readonly label: string; readonly location: EditorLocation };
  /** The name of the figure it is. */
  readonly figure?: string;
}

export interface FindingView {
  /** Names it when a fix is asked for. */
  readonly key: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Titles. */
  readonly fixes: readonly string[];
  readonly location?: EditorLocation;
  /** Where the rule is explained. */
  readonly page?: string;
}

/** A part of the mean response time of a flow. */
export interface Hop {
  readonly component: string;
  readonly title: string;
  readonly text: string;
  /** `4ms itself, 500us on the way` */
  readonly parts: string;
  /** Of all parts, 0 to 1. */
  readonly share: number;
}

/** All that is known of a component, group, link or flow, or of the whole design (`system`). */
export namespace DetailsRequest {
  export interface Parameters {
    readonly uri: string;
    readonly id: string;
    readonly whatIf?: WhatIf;
  }
  export interface Result {
    readonly id: string;
    readonly figures: readonly FigureView[];
    /** The figures that went into them, by name. */
    readonly steps: Readonly<Record<string, FigureView>>;
    /** Worst first. */
    readonly findings: readonly FindingView[];
    /** Of a flow: where its mean response time goes, in the order of the calls. */
    readonly hops?: readonly Hop[];
    /** What calls that run at once save of it. */
    readonly overlap?: string;
  }
  export const type = new RequestType<Parameters, Result | null, void>('archlang/details');
}

/** All known figures of a design. */
export namespace FiguresRequest {
  export interface Parameters {
    readonly uri: string;
    readonly whatIf?: WhatIf;
  }
  export interface Row {
    readonly subject: string;
    readonly figure: string;
    readonly text: string;
    readonly unit: Unit;
    /** In the unit; absent where there is no bound. */
    readonly value?: number;
  }
  export interface Result {
    readonly rows: readonly Row[];
    /** How many rows were left out. */
    readonly more: number;
  }
  export const type = new RequestType<Parameters, Result | null, void>('archlang/figures');
}

/** A page of HTML that needs nothing else: the picture, findings, accepted risks, expectations and figures of a design. */
export namespace ReportRequest {
  export interface Parameters {
    readonly uri: string;
    readonly whatIf?: WhatIf;
    /** The difference in words, as the page shall say it. */
    readonly supposed?: string;
    /** As the preview shows it: the server lays nothing out. */
    readonly picture: LaidOutScene;
  }
  export const type = new RequestType<Parameters, string | null, void>('archlang/report');
}

/** The edit of one fix of a finding; `null` where the finding is gone. */
export namespace FixRequest {
  export interface Parameters {
    readonly uri: string;
    /** The key of its view. */
    readonly finding: string;
    readonly title: string;
    /** With which the finding came up. */
    readonly whatIf?: WhatIf;
  }
  export const type = new RequestType<Parameters, WorkspaceEdit | null, void>('archlang/fix');
}

/** The edit that writes a value of a slider into the file; `null` where it does not fit. */
export namespace WriteValueRequest {
  export interface Parameters {
    readonly uri: string;
    /** The id of the param. */
    readonly param: string;
    /** As a step of the slider has it. */
    readonly text: string;
  }
  export const type = new RequestType<Parameters, WorkspaceEdit | null, void>('archlang/writeValue');
}
