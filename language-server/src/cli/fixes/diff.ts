const contextLines = 3;
/** Beyond so many differing lines the changed stretch is shown as one replacement: the search would be quadratic. */
const maxDistance = 500;

type Step = { readonly kind: ' ' | '-' | '+'; readonly line: string };

/** A unified diff of a file, as `patch` and `git apply` take it; empty when nothing changed. */
export function unifiedDiff(name: string, before: string, after: string): string {
  if (before === after) return '';
  const steps = compareLines(linesOf(before), linesOf(after));
  const lines = [`--- a/${name}`, `+++ b/${name}`];
  let oldLine = 1;
  let newLine = 1;
  for (let index = 0; index < steps.length; ) {
    if (steps[index].kind === ' ') {
      oldLine++;
      newLine++;
      index++;
      continue;
    }
    const lead = Math.min(contextLines, index);
    const end = hunkEnd(steps, index);
    const hunk = steps.slice(index - lead, end);
    const removed = hunk.filter(({ kind }) => kind !== '+').length;
    const added = hunk.filter(({ kind }) => kind !== '-').length;
    lines.push(`@@ -${range(oldLine - lead, removed)} +${range(newLine - lead, added)} @@`);
    for (const { kind, line } of hunk) lines.push(...shown(kind, line));
    oldLine += removed - lead;
    newLine += added - lead;
    index = end;
  }
  return `${lines.join('\n')}\n`;
}

function linesOf(text: string): string[] {
  return text === '' ? [] : (text.match(/[^\n]*\n|[^\n]+$/g) ?? []);
}

function range(start: number, count: number): string {
  return `${count === 0 ? start - 1 : start},${count}`;
}

function shown(kind: string, line: string): string[] {
  return line.endsWith('\n') ? [kind + line.slice(0, -1)] : [kind + line, '\\ No newline at end of file'];
}

/** The end of the hunk that starts with a change: past the context behind its last change. */
function hunkEnd(steps: readonly Step[], start: number): number {
  let last = start;
  for (let index = start; index < steps.length && index - last <= 2 * contextLines; index++) {
    if (steps[index].kind !== ' ') last = index;
  }
  return Math.min(steps.length, last + 1 + contextLines);
}

function compareLines(before: readonly string[], after: readonly string[]): Step[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail++;
  }
  const same = (line: string): Step => ({ kind: ' ', line });
  return [
    ...before.slice(0, head).map(same),
    ...shortestEdit(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map(same),
  ];
}

/** E. Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1986: greedy forward search. */
function shortestEdit(before: readonly string[], after: readonly string[]): Step[] {
  const limit = Math.min(before.length + after.length, maxDistance);
  const furthest = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let distance = 0; distance <= limit; distance++) {
    trace.push(new Map(furthest));
    for (let diagonal = -distance; diagonal <= distance; diagonal += 2) {
      let x = goesDown(furthest, diagonal, distance) ? at(furthest, diagonal + 1) : at(furthest, diagonal - 1) + 1;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++;
      furthest.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return walkBack(trace, before, after);
    }
  }
  return [...before.map((line): Step => ({ kind: '-', line })), ...after.map((line): Step => ({ kind: '+', line }))];
}

function at(furthest: ReadonlyMap<number, number>, diagonal: number): number {
  return furthest.get(diagonal) ?? -1;
}

function walkBack(trace: readonly Map<number, number>[], before: readonly string[], after: readonly string[]): Step[] {
  const steps: Step[] = [];
  let x = before.length;
  let y = after.length;
  for (let distance = trace.length - 1; distance > 0; distance--) {
    const furthest = trace[distance];
    const down = goesDown(furthest, x - y, distance);
    const previous = down ? x - y + 1 : x - y - 1;
    const fromX = at(furthest, previous);
    const turn = down ? fromX : fromX + 1;
    while (x > turn) steps.push({ kind: ' ', line: before[--x] });
    y = fromX - previous;
    steps.push(down ? { kind: '+', line: after[y] } : { kind: '-', line: before[fromX] });
    x = fromX;
  }
  while (x > 0) steps.push({ kind: ' ', line: before[--x] });
  return steps.reverse();
}

function goesDown(furthest: ReadonlyMap<number, number>, diagonal: number, distance: number): boolean {
  return diagonal === -distance || (diagonal !== distance && at(furthest, diagonal - 1) < at(furthest, diagonal + 1));
}
