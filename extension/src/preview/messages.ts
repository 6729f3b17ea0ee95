/** What the extension and the page of a preview tell each other: one namespace per message. */
import type { Overlay, SceneMarks } from '../../../language-server/src/diagram/index.js';
import type {
  Consequences,
  DetailsRequest,
  FiguresRequest,
  FindingView,
  OutlineRequest,
  ReportRequest,
  SceneRequest,
} from '../../../language-server/src/lsp/preview/protocol.js';

/** Page → extension: it listens now. Nothing is sent to a page before. */
export namespace PageReady {
  export interface Message {
    readonly type: 'ready';
    /** As it is remembered. */
    readonly view: SceneView;
  }
}

/** Page → extension: what the picture is to show from now on. */
export namespace SetView {
  export interface Message {
    readonly type: 'view';
    readonly view: SceneView;
  }
}

/** What a person chose to see: everything but the design itself. */
export type SceneView = Omit<SceneRequest.Parameters, 'uri' | 'base'>;

/** Extension → page: the design as it is now, or as it would be, without its findings. */
export namespace ShowScene {
  export interface Message extends Omit<SceneRequest.Result, 'version'> {
    readonly type: 'scene';
    /** What was asked for. */
    readonly view: SceneView;
  }
}

/** Extension → page: the findings on the last scene. */
export namespace ShowMarks {
  export interface Message {
    readonly type: 'marks';
    readonly marks: SceneMarks;
  }
}

/** Extension → page: what the present difference from what is written brings about. */
export namespace ShowConsequences {
  export interface Message {
    readonly type: 'consequences';
    readonly consequences: Consequences;
  }
}

/** Extension → page: what can be turned, lost and searched for. */
export namespace ShowOutline {
  export interface Message {
    readonly type: 'outline';
    readonly outline: OutlineRequest.Result;
  }
}

/** Page → extension: what is known of this thing, under the view of the picture? */
export namespace AskDetails {
  export interface Message {
    readonly type: 'ask-details';
    readonly id: string;
  }
}

/** Extension → page: the answer. */
export namespace ShowDetails {
  export interface Message {
    readonly type: 'details';
    readonly details: DetailsRequest.Result;
  }
}

/** Page → extension: all figures, under the view of the picture. */
export namespace AskFigures {
  export interface Message {
    readonly type: 'ask-figures';
  }
}

/** Extension → page: the answer. */
export namespace ShowFigures {
  export interface Message {
    readonly type: 'figures';
    readonly figures: FiguresRequest.Result;
  }
}

/** Page → extension: apply a fix of a finding. */
export namespace ApplyFix {
  export interface Message {
    readonly type: 'fix';
    readonly finding: string;
    readonly title: string;
  }
}

/** Page → extension: write a value of a slider into the file. */
export namespace WriteValue {
  export interface Message {
    readonly type: 'write-value';
    readonly param: string;
    readonly text: string;
  }
}

/** Extension → page: there is no design to show, and why, in a sentence. */
export namespace ShowNothing {
  export interface Message {
    readonly type: 'nothing';
    readonly reason: string;
  }
}

/** Extension → page: the cursor of the editor stands in the declaration of this node, edge or group, or in none. */
export namespace SelectAtCursor {
  export interface Message {
    readonly type: 'cursor';
    readonly id?: string;
  }
}

/** Page → extension: go to where this node, edge, group or flow is declared. */
export namespace Reveal {
  export interface Message {
    readonly type: 'reveal';
    readonly id: string;
    /** Whether the preview keeps the keyboard. */
    readonly keepFocus: boolean;
  }
}

/** Page → extension: go to where a value is written. */
export namespace RevealPlace {
  export interface Message {
    readonly type: 'reveal-place';
    readonly location: Place;
  }
}

export type Place = NonNullable<FindingView['location']>;

/** What a preview can be kept as. */
export type ExportFormat = 'svg' | 'png' | 'html';

/** Extension → page: export the picture as soon as there is one. */
export namespace AskExport {
  export interface Message {
    readonly type: 'ask-export';
    readonly format: 'svg' | 'html';
  }
}

/** Page → extension: a picture that the person wants to keep. */
export namespace SavePicture {
  export interface Message {
    readonly type: 'save-picture';
    readonly format: 'svg' | 'png';
    /** A self-contained SVG, or the bytes of a PNG. */
    readonly content: string | Uint8Array;
  }
}

/** Page → extension: keep a report around the picture, under the view of the picture. */
export namespace SaveReport {
  export interface Message extends Pick<ReportRequest.Parameters, 'picture' | 'supposed'> {
    readonly type: 'save-report';
  }
}

/** Page → extension: put this text into the clipboard, and tell the person what it is. */
export namespace CopyText {
  export interface Message {
    readonly type: 'copy';
    readonly text: string;
    /** `12 figures as Markdown` */
    readonly what: string;
  }
}

/** Page → extension: something that should not have happened, for the log. */
export namespace ReportFailure {
  export interface Message {
    readonly type: 'failure';
    readonly message: string;
  }
}

export type ToPage =
  | ShowScene.Message
  | ShowMarks.Message
  | ShowNothing.Message
  | ShowConsequences.Message
  | ShowOutline.Message
  | ShowDetails.Message
  | ShowFigures.Message
  | SelectAtCursor.Message
  | AskExport.Message;

export type ToExtension =
  | PageReady.Message
  | SetView.Message
  | AskDetails.Message
  | AskFigures.Message
  | ApplyFix.Message
  | WriteValue.Message
  | Reveal.Message
  | RevealPlace.Message
  | SavePicture.Message
  | SaveReport.Message
  | CopyText.Message
  | ReportFailure.Message;

/** What the page remembers over a restart of the editor; the extension reads the address. */
export interface PageState {
  readonly uri: string;
  readonly view?: { readonly x: number; readonly y: number; readonly k: number };
  /** The strip beside the picture. */
  readonly strip?: 'details' | 'what-if' | 'none';
  readonly overlay?: Overlay;
  readonly collapse?: readonly string[];
}
