/** Median of several runs after a warm-up, in milliseconds. */
export function time(runs: number, warmUp: number, work: (run: number) => void): number {
  for (let run = 0; run < warmUp; run++) work(run);
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    work(warmUp + run);
    times.push(performance.now() - start);
  }
  return median(times);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** One row of the report: what was measured, the figure, what is aimed at. */
export function row(what: string, figure: string, aim: string): void {
  console.log(`${what.padEnd(62)} ${figure.padStart(12)}   ${aim}`);
}
