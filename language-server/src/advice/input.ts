/** A thing that a decision asks about. */
export interface Input<T = unknown> {
  /** A question in plain words. */
  readonly asks: string;
  /** Where a design says it; nothing where it cannot. */
  readonly from?: string;
  readonly phantom?: T;
}

export type InputsOf<I extends Readonly<Record<string, Input>>> = {
  readonly [K in keyof I]: I[K] extends Input<infer T> ? T : never;
};

const input =
  <T>() =>
  (asks: string, from?: string): Input<T> => ({ asks, ...(from !== undefined && { from }) });

export const yesNo = input<boolean>();
/** A count, a rate, a ratio, a time in seconds: the question says which. */
export const amount = input<number>();
export const words = input<readonly string[]>();
export const word = <const V extends string>(_values: readonly V[], asks: string, from?: string): Input<V> =>
  input<V>()(asks, from);

/** What a design says of an input: its value and where that is seen; or what to write, so that it says it. */
export type Evidence<T> = Known<T> | Unknown;

export interface Known<T> {
  readonly value: T;
  /** A clause with the design's own names, such as `` `orders` holds order data ``. */
  readonly seen?: string;
}

export interface Unknown {
  /** The property and where to write it: `` `consistency` of the flow `view` ``. */
  readonly write: string;
}

export type Gathered<I> = { readonly [K in keyof I]?: Evidence<I[K]> | undefined };

export function known<T>(value: T, seen?: string): Known<T> {
  return { value, ...(seen !== undefined && { seen }) };
}

export function unknown(write: string): Unknown {
  return { write };
}

export function isKnown<T>(evidence: Evidence<T> | undefined): evidence is Known<T> {
  return evidence !== undefined && 'value' in evidence;
}

/** The values alone, as `decide` takes them. */
export function valuesOf<I>(gathered: Gathered<I>): Partial<I> {
  const values: Partial<I> = {};
  for (const name of Object.keys(gathered) as (keyof I)[]) {
    const evidence = gathered[name];
    if (isKnown(evidence)) values[name] = evidence.value as I[keyof I];
  }
  return values;
}
