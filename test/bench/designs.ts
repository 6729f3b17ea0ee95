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
