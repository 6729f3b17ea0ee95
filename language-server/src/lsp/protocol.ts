import { NotificationType, type Range, RequestType } from 'vscode-languageserver-protocol';

/** The server has looked at a design anew: its picture and figures may have changed. */
export namespace DesignChanged {
  export interface Parameters {
    readonly uri: string;
    readonly version: number;
  }
  export const type = new NotificationType<Parameters>('archlang/designChanged');
}

/** What there is to say of a design in a few words; `null` while the server does not know the file. */
export namespace SummaryRequest {
  export interface Parameters {
    readonly uri: string;
  }
  export interface Result {
    /** The component nearest to its limit at peak; none where no utilisation is known. */
    readonly busiest?: {
      readonly id: string;
      /** `77.2%`, or `saturated`. */
      readonly utilisation: string;
      readonly range: Range;
      readonly uri: string;
    };
  }
  export const type = new RequestType<Parameters, Result | null, void>('archlang/summary');
}

/** The server has failed at something and goes on; sent once for each fault. */
export namespace Fault {
  export interface Parameters {
    /** What it was doing, `estimating`. */
    readonly what: string;
    /** For a report: message and stack. */
    readonly details: string;
  }
  export const type = new NotificationType<Parameters>('archlang/fault');
}

/** The text of a file of the built-in engine library, `archlang:library/caches.arch`; `null` where there is none. */
export namespace LibraryText {
  export interface Parameters {
    readonly uri: string;
  }
  export const type = new RequestType<Parameters, string | null, void>('archlang/libraryText');
}

/** From a server that cannot reach a file itself, in a browser or a virtual workspace: the content of the file, `null` where it cannot be read. */
export namespace ReadFileRequest {
  export interface Parameters {
    readonly uri: string;
  }
  export const type = new RequestType<Parameters, string | null, void>('archlang/readFile');
}

/** From a server that cannot reach a folder itself: the URIs of the `.arch` files below a folder, at most `limit`. */
export namespace ListFilesRequest {
  export interface Parameters {
    readonly folder: string;
    readonly limit: number;
  }
  export const type = new RequestType<Parameters, readonly string[], void>('archlang/listFiles');
}

/** What a client may say when it starts the server. */
export interface InitializationOptions {
  /** The settings under `archlang`, for clients that answer no `workspace/configuration`. */
  readonly settings?: unknown;
  /** ISO date against which acceptances run out, instead of the clock's. */
  readonly today?: string;
}
