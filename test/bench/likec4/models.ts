/** The same system for both tools: so many groups of so many components, each calling others in its own group and beyond. */
export interface Size {
  readonly groups: number;
  readonly each: number;
}

/** Groups and components together. */
export const elements = ({ groups, each }: Size): number => groups * (each + 1);

/** The callers with those they call; a caller waits longer than those behind it. */
function* calls({ groups, each }: Size): Iterable<readonly [from: string, to: string, wait: number]> {
  const name = (index: number): string => `g${Math.floor(index / each)}.c${index}`;
  const all = groups * each;
  const call = (from: number, to: number) => [name(from), name(to), 100 * (all - from)] as const;
  for (let index = 1; index < all; index++) {
    yield call(Math.floor((index - 1) / 3), index);
    if (index % 2 === 0 && index + each < all) yield call(index, index + each);
  }
}

/** Both end with a call to a name that does not exist, so that there is something to find from the first moment on. */
export const missing = 'nowhere';
/** Words that stand first where this component is declared, in both languages. */
export const declared = (component: number): string => `c${component} `;
/** In the title of the first component. */
export const retitled = 'Component 0';

export function archModel(size: Size): string {
  const lines: string[] = [];
  for (let group = 0; group < size.groups; group++) {
    lines.push(`group g${group} "Group ${group}" {`);
    for (let i = 0; i < size.each; i++) {
      const index = group * size.each + i;
      lines.push(`  service c${index} "Component ${index}" { replicas: 3, capacity: 1k/s, latency: 5ms }`);
    }
    lines.push('}');
  }
  for (const [from, to, wait] of calls(size)) lines.push(`${from} -> ${to} { timeout: ${wait}ms }`);
  lines.push(`g0.c0 -> ${missing}`, '');
  return lines.join('\n');
}

export function likec4Model(size: Size): string {
  const lines = ['specification {', '  element group', '  element component', '}', 'model {'];
  for (let group = 0; group < size.groups; group++) {
    lines.push(`  g${group} = group 'Group ${group}' {`);
    for (let i = 0; i < size.each; i++) {
      const index = group * size.each + i;
      lines.push(
        `    c${index} = component 'Component ${index}' {`,
        `      description 'replicas 3, capacity 1k/s, latency 5ms'`,
        '    }',
      );
    }
    lines.push('  }');
  }
  for (const [from, to] of calls(size)) lines.push(`  ${from} -> ${to} 'calls'`);
  const inside = Array.from({ length: size.groups }, (_, group) => `g${group}.*`).join(', ');
  lines.push(`  g0.c0 -> ${missing}`, '}', 'views {', '  view index {', `    include *, ${inside}`, '  }', '}', '');
  return lines.join('\n');
}
