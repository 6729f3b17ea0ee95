import { describe, expect, it } from 'vitest';
import { generator, normalQuantile } from '../../language-server/src/estimate/statistics.js';
import { design } from './design.js';

/** Events in the order of their times, in a binary heap. */
class Clock {
  private readonly heap: { readonly at: number; readonly run: () => void }[] = [];
  now = 0;

  in(seconds: number, run: () => void): void {
    const { heap } = this;
    const event = { at: this.now + seconds, run };
    let i = heap.push(event) - 1;
    for (let parent = (i - 1) >> 1; i > 0 && heap[parent].at > event.at; parent = (i - 1) >> 1) {
      heap[i] = heap[parent];
      i = parent;
    }
    heap[i] = event;
  }

  run(): void {
    for (let event = this.take(); event; event = this.take()) {
      this.now = event.at;
      event.run();
    }
  }

  private take(): { readonly at: number; readonly run: () => void } | undefined {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (!last || heap.length === 0) return first;
    let i = 0;
    for (let child = 1; child < heap.length; child = 2 * i + 1) {
      if (child + 1 < heap.length && heap[child + 1].at < heap[child].at) child++;
      if (heap[child].at >= last.at) break;
      heap[i] = heap[child];
      i = child;
    }
    heap[i] = last;
    return first;
  }
}

class World {
  readonly clock = new Clock();
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = generator(seed);
  }

  exponential(mean: number): number {
    return -mean * Math.log1p(-this.random());
  }

  logNormal(median: number, p99: number): number {
    return median * Math.exp((Math.log(p99 / median) / normalQuantile(0.99)) * normalQuantile(this.random()));
  }

  happens(chance: number): boolean {
    return this.random() < chance;
  }

  /** Slots that requests hold for an exponential time, first come first served. */
  station(slots: number, hold: number): (served: (wait: number) => void) => void {
    const queue: { readonly since: number; readonly served: (wait: number) => void }[] = [];
    let head = 0;
    let free = slots;
    const begin = (): void => {
      while (free > 0 && head < queue.length) {
        const { since, served } = queue[head++];
        free--;
        this.clock.in(this.exponential(hold), () => {
          free++;
          begin();
        });
        served(this.clock.now - since);
      }
    };
    return (served) => {
      queue.push({ since: this.clock.now, served });
      begin();
    };
  }

  /** Requests at random times; the times that `serve` reports, those of the first tenth left out. */
  times(rate: number, requests: number, serve: (done: (seconds: number) => void) => void): Float64Array {
    const times = new Float64Array(requests);
    let arrived = 0;
    const arrive = (): void => {
      const index = arrived++;
      serve((seconds) => {
        times[index] = seconds;
      });
      if (arrived < requests) this.clock.in(this.exponential(1 / rate), arrive);
    };
    this.clock.in(0, arrive);
    this.clock.run();
    return times.subarray(requests / 10);
  }
}

const batches = 20;

/** A statistic with the half width of its 99.9% confidence interval, by batch means (Law 2015, ch. 9; t of 19 is 3.88). */
function measured(values: Float64Array, statistic: (batch: Float64Array) => number): { mean: number; margin: number } {
  const size = Math.floor(values.length / batches);
  const each = Array.from({ length: batches }, (_, i) => statistic(values.slice(i * size, (i + 1) * size)));
  const mean = each.reduce((sum, value) => sum + value, 0) / batches;
  const variance = each.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (batches - 1);
  return { mean, margin: 3.88 * Math.sqrt(variance / batches) };
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const quantile =
  (p: number) =>
  (values: Float64Array): number =>
    values.sort()[Math.floor(p * values.length)];

describe('waiting in a simulation of single requests', () => {
  it.each([
    [10, 1, 0.08],
    [100, 20, 0.15],
    [340, 40, 0.1],
    [51, 3, 0.05],
  ])('is that of M/M/c: %d/s, %d slots, each held %d s', (rate, slots, hold) => {
    const { value } = design(
      `client w { peak: 1x }\nflow f { from: w, rate: ${rate}/s, op: read }\nservice s { replicas: ${slots}, concurrency: 1, latency: ${hold * 1000}ms }\nw -> s`,
    );
    const world = new World(11);
    const station = world.station(slots, hold);
    const waits = world.times(rate, 800_000, (done) => station(done));
    const check = (figure: string, statistic: (batch: Float64Array) => number): void => {
      const { mean, margin } = measured(waits, statistic);
      expect(margin, figure).toBeLessThan(0.3 * mean);
      expect(Math.abs(value(`s.wait.${figure}`) - mean), figure).toBeLessThan(margin);
    };
    check('mean', meanOf);
    check('probability', (batch) => batch.filter((wait) => wait > 0).length / batch.length);
    check('p99', quantile(0.99));
  });
});

describe('the time of a flow in a simulation of single requests', () => {
  const rtt = 0.0005;
  const head = 'client w { peak: 1x }\nflow f { from: w, rate: 80/s, op: read }\n';
  const front = 'service a { replicas: 2, concurrency: 4, capacity: 50/s, latency: 20ms, latency.p99: 80ms }\nw -> a\n';

  /** Sums of log-normals are taken as log-normal, and exponential waits in slices: to within 4%, as of distributions alone. */
  function compare(text: string, simulate: (world: World) => (done: (seconds: number) => void) => void): void {
    const { value } = design(head + text);
    const world = new World(7);
    const times = world.times(80, 400_000, simulate(world));
    const check = (figure: string, statistic: (batch: Float64Array) => number): void => {
      const { mean, margin } = measured(times, statistic);
      expect(margin, figure).toBeLessThan(0.2 * mean);
      expect(Math.abs(value(`f.latency.${figure}`) - mean), figure).toBeLessThan(margin + 0.04 * mean);
    };
    check('mean', meanOf);
    check('p50', quantile(0.5));
    check('p95', quantile(0.95));
    check('p99', quantile(0.99));
  }

  it('in series, with waits', () => {
    compare(
      `${front}service b { replicas: 3, concurrency: 2, capacity: 30/s, latency: 30ms, latency.p99: 90ms }\na -> b`,
      (world) => {
        const [a, b] = [world.station(8, 8 / 100), world.station(6, 6 / 90)];
        return (done) =>
          a((first) => {
            const before = first + world.logNormal(0.02, 0.08) + rtt;
            world.clock.in(before - first, () => b((second) => done(before + second + world.logNormal(0.03, 0.09))));
          });
      },
    );
  });

  it('of calls at once, and of a fan-out', () => {
    compare(
      `${front}external b { latency: 30ms, latency.p99: 100ms }\nexternal e { latency: 25ms, latency.p99: 150ms }\na -> b { parallel: p, calls: 12 }\na -> e { parallel: p }`,
      (world) => {
        const a = world.station(8, 8 / 100);
        return (done) =>
          a((wait) => {
            let slowest = rtt + world.logNormal(0.025, 0.15);
            for (let i = 0; i < 12; i++) slowest = Math.max(slowest, rtt + world.logNormal(0.03, 0.1));
            done(wait + world.logNormal(0.02, 0.08) + slowest);
          });
      },
    );
  });

  it('through a cache, whose misses queue for the store', () => {
    compare(
      `${front}cache h { hit-ratio: 80%, latency: 1ms, latency.p99: 3ms }\ndatabase d { capacity: 20/s, latency: 40ms, latency.p99: 200ms }\na -> h -> d`,
      (world) => {
        const [a, d] = [world.station(8, 8 / 100), world.station(1, 1 / 20)];
        return (done) =>
          a((wait) => {
            const found = wait + world.logNormal(0.02, 0.08) + rtt + world.logNormal(0.001, 0.003);
            if (world.happens(0.8)) done(found);
            else
              world.clock.in(found - wait, () => d((queue) => done(found + rtt + queue + world.logNormal(0.04, 0.2))));
          });
      },
    );
  });

  it('through a cache, with calls at once and waits for slots on the way', () => {
    compare(
      `${front}cache h { hit-ratio: 70%, latency: 1ms, latency.p99: 4ms }\ndatabase d { replicas: 1, capacity: 32/s, latency: 25ms, latency.p99: 120ms }
service s { replicas: 2, concurrency: 3, capacity: 50/s, latency: 15ms, latency.p99: 60ms }\nexternal e { latency: 20ms, latency.p99: 90ms }
a -> h { parallel: p }\nh -> d\na -> s { parallel: p }\na -> e { calls: 4, parallel: p }`,
      (world) => {
        const [a, s, d] = [world.station(8, 8 / 100), world.station(6, 6 / 100), world.station(1, 1 / 32)];
        return (done) =>
          a((wait) => {
            const begun = wait + world.logNormal(0.02, 0.08);
            world.clock.in(begun - wait, () => {
              let slowest = 0;
              for (let i = 0; i < 4; i++) slowest = Math.max(slowest, rtt + world.logNormal(0.02, 0.09));
              let waitingFor = 2;
              const finish = (seconds: number): void => {
                slowest = Math.max(slowest, seconds);
                if (--waitingFor === 0) done(begun + slowest);
              };
              s((queue) => finish(rtt + queue + world.logNormal(0.015, 0.06)));
              const found = rtt + world.logNormal(0.001, 0.004);
              if (world.happens(0.7)) finish(found);
              else
                world.clock.in(found, () => d((queue) => finish(found + rtt + queue + world.logNormal(0.025, 0.12))));
            });
          });
      },
    );
  });
});
