/** What the extension and the page of a preview tell each other: one namespace per message. */
import type { Scene } from '../../../language-server/src/diagram/index.js';

/** Page → extension: it listens now. Nothing is sent to a page before. */
export namespace PageReady {
  export interface Message {
    readonly type: 'ready';
  }
}

/** Extension → page: the design as it is now. */
export namespace ShowScene {
  export interface Message {
    readonly type: 'scene';
    readonly scene: Scene;
    /** The text has errors that hide parts of it: the scene may lack what is about to be typed. */
    readonly broken: boolean;
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

/** Extension → page: send the picture as soon as there is one. */
export namespace AskPicture {
  export interface Message {
    readonly type: 'ask-picture';
  }
}

/** Page → extension: a picture that the person wants to keep. */
export namespace SavePicture {
  export interface Message {
    readonly type: 'save-picture';
    /** A self-contained SVG. */
    readonly svg: string;
  }
}

/** Page → extension: something that should not have happened, for the log. */
export namespace ReportFailure {
  export interface Message {
    readonly type: 'failure';
    readonly message: string;
  }
}

export type ToPage = ShowScene.Message | ShowNothing.Message | SelectAtCursor.Message | AskPicture.Message;
export type ToExtension = PageReady.Message | Reveal.Message | SavePicture.Message | ReportFailure.Message;

/** What the page remembers over a restart of the editor; the extension reads the address. */
export interface PageState {
  readonly uri: string;
  readonly view?: { readonly x: number; readonly y: number; readonly k: number };
  readonly detailsShown?: boolean;
}
