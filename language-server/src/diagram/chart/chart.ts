/** Curves over one knob, as plain data: what is drawn, and how its values are written. */
export interface Chart {
  readonly title: string;
  readonly x: Axis & { readonly low: number; readonly high: number };
  /** Below each other, over the same x axis; one for each unit. */
  readonly panels: readonly Panel[];
  /** Points of the x axis at which something happens. */
  readonly marks: readonly Mark[];
  /** Sentences below the curves. */
  readonly notes: readonly string[];
}

export interface Axis {
  readonly label: string;
  readonly logarithmic: boolean;
  readonly format: (value: number) => string;
  /** Ticks are round in multiples of this. */
  readonly unit: number;
}

export interface Panel extends Axis {
  readonly curves: readonly ChartCurve[];
  /** Values that must not be crossed. */
  readonly bounds: readonly number[];
}

export interface ChartCurve {
  readonly name: string;
  /** Ascending in x; a curve is broken where y is not finite. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface Mark {
  readonly at: number;
  readonly text: string;
  /** Something begins to be kept rather than ceases. */
  readonly good: boolean;
}
