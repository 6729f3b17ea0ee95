import { breathe } from './workspace/breathe.js';

/** Longest time in which a client is expected to ask for a picture it wants, in ms. */
const patience = 20;

/** Whoever looks at a picture gets its numbers first: findings, which take longer, wait until it is answered. */
export class Audience {
  private watching = false;
  private waiting: (() => void) | undefined;

  /** A picture was answered. */
  served(): void {
    this.watching = true;
    this.waiting?.();
  }

  /** Leaves time for the picture of a design that has just changed, where the last one was asked for. */
  async turn(): Promise<void> {
    if (!this.watching) return;
    this.watching = false;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patience);
      this.waiting = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.waiting = undefined;
    // Until it is on its way.
    await breathe();
  }
}
