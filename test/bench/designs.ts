/** Designs of any size: a tree of calls, each component called by one of those before it. */
export function plainDesign(components: number): string {
  return design(components, (name) => `service ${name} {\n  replicas: 3, capacity: 100k/s\n}\n`);
}

/** The same tree with nine properties on each component. */
export function richDesign(components: number): string {
  return design(
    components,
    (name) =>
      `service ${name} {\n  replicas: 3, zones: [a, b, c], capacity: 100k/s\n  latency: 5ms, latency.p99: 40ms, state: none\n` +
      '  concurrency: 100, target-utilisation: 60%, exposure: internal\n}\n',
  );
}

function design(components: number, component: (name: string) => string): string {
  const parts = [
    'system "Bench" { runtime: kubernetes, defaults { timeout: 1s, deadline: propagate } }\nclient web { users: 10M }\nflow visit { from: web, rate: 10/user/day, op: read, request: 1KB, response: 2KB }\nlb front { managed: yes }\nweb -> front -> s0 { timeout: 9s }\n',
  ];
  for (let i = 0; i < components; i++) {
    parts.push(component(`s${i}`));
    if (i > 0) parts.push(`s${Math.floor((i - 1) / 4)} -> s${i} { timeout: 500ms }\n`);
  }
  return parts.join('');
}

/** Components in groups of ten: calls inside a group, and from each group to the next ones, all with rates. */
export function groupedDesign(components: number): string {
  const parts = [
    'system "Bench" { maturity: sketch }\nclient web { users: 10M }\nflow visit { from: web, rate: 10/user/day, op: read }\nweb -> s0 { timeout: 9s }\n',
  ];
  for (let first = 0; first < components; first += 10) {
    const members = Array.from({ length: 10 }, (_, i) => `  service s${first + i} { replicas: 3, capacity: 100k/s }`);
    parts.push(`group g${first / 10} {\n${members.join('\n')}\n}\n`);
    for (let i = 1; i < 10; i++)
      parts.push(`s${first + Math.floor((i - 1) / 3)} -> s${first + i} { timeout: 500ms }\n`);
    for (const next of [first + 10, first + 30])
      if (next < components) parts.push(`s${first + 9} -> s${next} { timeout: 500ms }\n`);
  }
  return parts.join('');
}
