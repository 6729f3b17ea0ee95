import type { Template } from './template.js';

export const webService: Template = {
  name: 'web-service',
  summary: 'a web application with a cache and a database',
  code: `// A web application, small but whole. Change a number and see what follows:
//   archlang check                              what is risky, and why
//   archlang estimate                           traffic, capacity, latency, storage; --derive shows the working
//   archlang render design.arch -o design.svg   the picture

system "Notes" {
  maturity: design  // sketch | design | production: how much may be demanded of the model
  slo { availability: 99.9%, latency.p99: 300ms }
}

param people = 1M in 100k..5M  // a knob: try \`archlang estimate --set people=4M\`

// Who uses it, how often, and for what. \`peak\` is the busiest hour against the average.
client browser "Browser" { users: people, peak: 3x }
flow open "Open a note" { from: browser, rate: 20/user/day, op: read, response: 4KB }
flow save "Save a note" { from: browser, rate: 1/user/day, op: upsert, request: 4KB }

// What it is built of. \`zones\` spreads the replicas, so that one zone may fail.
gateway front "Gateway" {
  replicas: 2, zones: [a, b], capacity: 10k/s, latency: 1ms, latency.p99: 5ms, availability: 99.99%
  health-check { path: "/ready", interval: 10s, timeout: 2s, unhealthy: 3 }
  auth { method: oauth2, flow: authorization-code-pkce, token-ttl: 15min, token-storage: http-only-cookie }
  rate-limit { algorithm: token-bucket, rate: 20/s, burst: 40, per: user, store: recent }
}

service api "Notes API" {
  zones: [a, b, c], state: none, autoscale { min: 3, max: 6, metric: cpu, target: 60% }
  capacity: 500/s, latency: 10ms, latency.p99: 60ms, availability: 99.9%  // of one replica
}

cache recent "Recent notes" {
  engine: redis, replicas: 3, zones: [a, b, c], memory: 32GB
  pattern: cache-aside, hit-ratio: 90%, ttl: 1h, invalidation: on-write, stampede-protection: coalescing
}

database notes "Notes" {
  engine: postgres, replicas: 3, zones: [a, b, c], storage: 4TB
  replication { topology: single-leader, mode: semi-sync, failover: auto }
  backup { interval: 1d, retention: 30d }

  table pages {
    fields { id: id, owner: id, text: text(2KB) }
    row: 2KB, rows: 200M, key: id
    index on owner
    query by id 95%
    query by owner 5%
  }
}

// Who calls whom, how long it waits, and what it does when that fails.
browser -> front -> api { timeout: 2s }
api -> recent { for: open, timeout: 50ms }
api -> notes { for: open, on-miss: recent, reads: pages, timeout: 500ms, pool: 20 }
api -> notes { for: save, stores: pages, timeout: 1s, pool: 20 }
api -> recent { for: save, op: invalidate, timeout: 50ms }

// What has to stay true, checked in the editor and in CI.
expect open.rate.peak <= 5k/s
expect api.utilisation < 70%
`,
};
