/** Where the time of a run goes, in milliseconds. */
export class Stopwatch {
  private readonly parts = new Map<string, number>();

  /** Does some work and adds its time to a part's. */
  time<T>(part: string, work: () => T): T {
    const started = performance.now();
    try {
      return work();
    } finally {
      this.add(part, performance.now() - started);
    }
  }

  add(part: string, milliseconds: number): void {
    this.parts.set(part, (this.parts.get(part) ?? 0) + milliseconds);
  }

  /** In the order in which the parts began. */
  get times(): readonly (readonly [part: string, milliseconds: number])[] {
    return [...this.parts];
  }
}
