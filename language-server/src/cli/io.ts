/** A stream the program writes to. */
export interface Output {
  write(text: string): void;
  /** Of a terminal; undefined for a pipe or a file. */
  readonly columns?: number;
  readonly isTTY?: boolean;
}

/** Everything the program needs of the process around it, so that it also runs inside a test. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** The whole of standard input. */
  readStdin(): Promise<string>;
  /** The day it is, against which accepted risks run out. */
  readonly now: Date;
  /** Ends a command that would run for ever, such as `check --watch`. */
  readonly signal?: AbortSignal;
  /** The path of the program that lays out beside this one; without it pictures are laid out on the thread that asks. */
  readonly layoutProgram?: string;
}
