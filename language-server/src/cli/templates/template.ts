/** A first file that checks clean. */
export interface Template {
  readonly name: string;
  /** For the list: what kind of system it is. */
  readonly summary: string;
  readonly code: string;
}
