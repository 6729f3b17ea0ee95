/** Longest wait after the last keystroke, in ms. */
const longest = 1000;

/**
 * Decides when to look anew: at once when idle, else when there has been as long a pause as the last look took, so that
 * typing is never slowed by more than it costs. One look at a time.
 */
export class Refresher {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running = false;
  private wanted = false;
  private duration = 0;
  private lastWanted = Number.NEGATIVE_INFINITY;

  /** @param run gets a function that says whether something changed since it began */
  constructor(private readonly run: (isStale: () => boolean) => Promise<void>) {}

  /** Something changed. */
  request(): void {
    const now = performance.now();
    const pause = Math.min(this.duration, longest);
    const idle = !this.running && now - this.lastWanted > pause;
    this.wanted = true;
    this.lastWanted = now;
    if (!this.running) this.schedule(idle ? 0 : pause);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.wanted = false;
  }

  private schedule(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.start(), delay);
  }

  private async start(): Promise<void> {
    const started = performance.now();
    this.running = true;
    this.wanted = false;
    await this.run(() => this.wanted);
    this.running = false;
    const now = performance.now();
    this.duration = now - started;
    // What was asked for long ago has waited enough.
    if (this.wanted) this.schedule(Math.max(0, Math.min(this.duration, longest) - (now - this.lastWanted)));
  }
}
