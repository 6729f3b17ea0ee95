/** Known figures that are facts: the engine library holds each, as written there. */
export const facts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  L01: { 'l1-cache-reference': '0.5ns..1ns' },
  L02: { 'l2-cache-reference': '4ns..7ns' },
  L03: { 'main-memory-reference': '100ns' },
  L04: { 'ssd-random-read': '16us' },
  L05: { 'disk-seek': '2ms..4ms' },
  L06: { 'datacentre-round-trip': '500us' },
  L07: { 'ocean-round-trip': '150ms' },
  R06: { 'circuit-breaker-failures': '5', 'circuit-breaker-open': '60s' },
  C01: { 'refresh-ahead-remaining': '10%' },
  C02: { 'versioned-asset-age': '365d' },
  C03: { 'session-life': '1h' },
  C15: { 'tls-overhead': '1%..3%', 'encryption-at-rest-overhead': '5%..10%', authentication: '10ms..50ms' },
  C16: { 'hash-ring-points': '4_294_967_296' },
};

/** Known figures that no design has, and why. */
export const notOfADesign: Readonly<Record<string, string>> = {
  A06: 'what is left of a budget after an incident: a matter of running, not of design',
  L12: 'the speed a table implies: no drive reaches it, so the library gives what drives do',
  L13: 'the speed a table implies: no disk reaches it, so the library gives what disks do',
  L22: 'the time of a frame on a screen',
  L23: 'steps of a game between two snapshots',
  L26: 'a promise that is written down; rules hold it against lifetimes and lag',
  L27: 'a lag that is written down; rules hold it against promises',
  R08: 'what a fixed window lets through at its edge: the behaviour of an algorithm',
  R09: 'the weighted count of a sliding window at one moment',
  R10: 'the count of a sliding log at one moment',
  R11: 'what a full bucket lets through in a minute: the behaviour of an algorithm',
  R12: 'whether two quorums overlap: true or false, which a rule judges',
  R13: 'the shard of one key',
  R14: 'the shard of one key',
  R15: 'keys that move when a node is added: what a rule says of hashing by modulo',
  R16: 'keys that move when a node is added: what a rule says of hashing by modulo',
  R17: 'a fault in a sample of code',
  R18: 'how fast machines are added, which is written down; a rule holds it against spikes',
  C04: 'money lost to fraud: a matter of the business',
  C05: 'a return on money: a matter of the business',
  C07: 'a bill by the hour; cost is counted by the month at the average',
  C08: 'the price of an outage by the hour: a matter of the business',
  C10: 'a share of a budget saved by choices that are not given',
  C11: 'revenue lost by delay: an anecdote',
  C13: 'the balance of an account after a replay',
  C14: 'two ranges without a computation',
};

const count = (letter: string, last: number): string[] =>
  Array.from({ length: last }, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`);

/** The ids of all known figures: those with a letter at the end stand for parts of one computation. */
export const ids: readonly string[] = [
  ...count('T', 42).flatMap((id) => (id === 'T03' ? [id, 'T03b', 'T03c'] : id === 'T06' ? ['T06a', 'T06b'] : [id])),
  ...count('A', 11),
  ...count('L', 27),
  ...count('R', 18),
  ...count('C', 16),
];
