import { NotificationType, RequestType, type Location as EditorLocation } from 'vscode-languageserver-protocol';
import type { Scene } from '../diagram/index.js';

/** The picture of the design that a file belongs to; `null` while the server does not know the file. */
export namespace SceneRequest {
  export interface Parameters {
    readonly uri: string;
  }
  export interface Result {
    readonly scene: Scene;
    /** Where each node, edge and group of the scene is declared, by its id. */
    readonly places: Readonly<Record<string, EditorLocation>>;
    /** Of the document, so that an answer that came late can be told. */
    readonly version: number;
  }
  export const type = new RequestType<Parameters, Result | null, void>('archlang/scene');
}

/** The server has looked at a design anew: its picture and figures may have changed. */
export namespace DesignChanged {
  export interface Parameters {
    readonly uri: string;
    readonly version: number;
  }
  export const type = new NotificationType<Parameters>('archlang/designChanged');
}
