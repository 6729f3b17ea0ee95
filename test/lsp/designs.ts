/** A sound little design; `Cache` and `Store` in other cases are texts to type over. */
export const shop = `// Half a million people a day.
system "Shop" { maturity: design, slo { availability: 99.9% } }

client browser "Web browser" { users: 500k, peak: 3x }
flow browse "Look at goods" { from: browser, rate: 20/user/day, op: read, response: 4KB }
flow buy "Buy" { from: browser, rate: 1/user/day, op: write, request: 2KB }

lb front { replicas: 2, zones: [a, b] }
// Knows all goods.
service api "Shop API" { replicas: 6, zones: [a, b], capacity: 500/s, latency: 5ms }
cache hot { engine: redis, replicas: 2, memory: 16GB, hit-ratio: 90%, ttl: 1h }
database db {
  engine: postgres, replicas: 3, storage: 2TB
  table goods {
    fields { sku: id, name: text(60B), added: timestamp }
    row: 500B, rows: 1M
    query by sku 90%
  }
}

browser -> front -> api { timeout: 2s }
api -> hot { for: browse, timeout: 50ms }
hot -> db { for: browse, timeout: 300ms }
api -> db { for: buy, timeout: 300ms, stores: goods }

expect browse.rate.peak <= 1k/s
expect api->db.rate.peak < 100/s
`;
