import { describe, expect, it } from 'vitest';
import { advised, gathered, testDecisions } from './advising.js';

testDecisions({
  'sync-or-async': [
    [{ duration: 20 }, 'a hand-over'],
    [{ duration: 20, neededNow: true }, 'a hand-over'],
    [{ duration: 1, neededNow: true }, 'a call that waits'],
    [{ duration: 1, neededNow: false, background: true }, 'a hand-over'],
    [{ duration: 1, neededNow: false, background: false, acrossDomains: true }, 'a hand-over'],
    [{ duration: 1, neededNow: false, background: false, acrossDomains: false }, 'a call that waits'],
    [{ duration: 1 }, { need: ['neededNow', 'background', 'acrossDomains'] }],
    [{ neededNow: true }, { need: ['duration'] }],
    [{ duration: 3, neededNow: true }, 'a hand-over', { 'sync-or-async.longest-wait': 2 }],
  ],
  'request-or-event-driven': [
    [{ strict: true }, 'requests'],
    [{ small: true }, 'requests'],
    [{ strict: false, small: false, traced: true }, 'requests'],
    [{ strict: false, small: false, traced: false }, 'events'],
    [{ strict: false, small: false }, { need: ['traced'] }],
  ],
  'messaging-pattern': [
    [{ history: true }, 'a stream'],
    [{ history: false, rate: 50_000 }, 'a stream'],
    [{ history: false, rate: 10, groups: 1, routed: true }, 'a queue with routing rules'],
    [{ history: false, rate: 10, groups: 1, routed: false }, 'a queue'],
    [{ history: false, rate: 10, groups: 3 }, 'publish and subscribe'],
    [{ history: false, rate: 10, groups: 1, routed: false }, 'a stream', { 'messaging-pattern.stream-from': 10 }],
    [{ history: false, rate: 10, groups: 1 }, { need: ['routed'] }],
    [{ rate: 10, groups: 3 }, { need: ['history'] }],
  ],
  'delivery-guarantee': [
    [{ lossOk: true }, 'at most once'],
    [{ lossOk: false, insideBroker: true }, 'exactly once, inside the broker'],
    [{ lossOk: false, insideBroker: false }, 'at least once, to consumers that bear repeats'],
    [{ insideBroker: false }, { need: ['lossOk'] }],
  ],
  'push-or-pull': [
    [{ online: false }, 'a push notification that wakes the client'],
    [{ online: true, delay: 1, bothWays: true }, 'push over WebSockets'],
    [{ online: true, delay: 1, bothWays: false }, 'push over server-sent events'],
    [{ online: true, delay: 300, bothWays: false }, 'asking again, with what is known'],
    [{ online: true, delay: 300, bothWays: true }, 'push over WebSockets', { 'push-or-pull.usual-poll': 600 }],
    [{ online: true, bothWays: true }, { need: ['delay'] }],
    [{ delay: 1, bothWays: true }, { need: ['online'] }],
  ],
  'feed-fan-out': [
    [{ most: 1e8 }, 'hybrid'],
    [{ most: 100, writes: 10, followers: 50, views: 10_000 }, 'push'],
    [{ most: 100, writes: 1000, followers: 50, views: 10 }, 'pull'],
    [{ most: 100, writes: 1000, followers: 50, views: 10, active: 0.001 }, 'push'],
    [{ most: 100, writes: 10, followers: 50, views: 10, followees: 1 }, 'pull'],
    [{ most: 100, writes: 1000, followers: 50, views: 999 }, 'push', { 'fan-out.pull-weight': 2 }],
    [{ most: 100, writes: 10, followers: 50, views: 10_000 }, 'hybrid', { 'fan-out.celebrity-followers': 50 }],
    [{ writes: 10, followers: 50, views: 10_000 }, { need: ['most'] }],
    [{ most: 100, writes: 10, followers: 50 }, { need: ['views'] }],
    [{}, { need: ['most', 'writes', 'followers', 'views'] }],
  ],
  'batch-or-stream': [
    [{ delay: 10 }, 'a stream that is always on'],
    [{ delay: 86_400 }, 'a job that runs at times'],
    [{ delay: 3600, costly: true }, 'a stream that is always on'],
    [{ delay: 3600, costly: false }, 'a job that runs at times'],
    [{ delay: 3600 }, 'a job that runs at times', { 'batch-or-stream.batch-from': 3600 }],
    [{ delay: 3600 }, 'a stream that is always on', { 'batch-or-stream.stream-below': 7200 }],
    [{ delay: 3600 }, { need: ['costly'] }],
    [{}, { need: ['delay', 'costly'] }],
  ],
  'latency-or-throughput': [
    [{ heavy: true, interactive: true }, 'both: small pieces from near the viewer'],
    [{ heavy: false, interactive: true }, 'one by one'],
    [{ heavy: true, interactive: false }, 'in batches'],
    [{ heavy: false, interactive: false }, 'in batches'],
    [{ interactive: true }, { need: ['heavy'] }],
    [{ heavy: false }, { need: ['interactive'] }],
  ],
});

const calling = (flow: string, target: string, link = '->'): string => `client web {}
flow order { from: web, ${flow} }
service api {}
${target}
web -> api
api ${link} mail
`;

describe('sync-or-async', () => {
  it('reads what the outcome is for', () => {
    expect(gathered(calling('op: read', 'service mail {}'), 'api->mail', 'sync-or-async')).toMatchObject({
      neededNow: true,
    });
    expect(gathered(calling('purpose: payment', 'external mail {}'), 'api->mail', 'sync-or-async')).toMatchObject({
      neededNow: true,
    });
    expect(gathered(calling('result: eventual', 'service mail {}'), 'api->mail', 'sync-or-async')).toMatchObject({
      neededNow: false,
      background: true,
    });
    expect(
      gathered(calling('op: write', 'external mail { role: email, latency.p99: 2s }'), 'api->mail', 'sync-or-async'),
    ).toEqual({ background: true, duration: 2 });
  });

  it('tells a call for mail otherwise once nothing needs it at once', () => {
    const text = calling('op: write, result: eventual', 'external mail { role: email, latency.p99: 2s }');
    const advice = advised(text, 'api->mail', 'sync-or-async')!;
    expect(advice).toMatchObject({ verdict: 'differs', choice: 'a hand-over', present: ['a call that waits'] });
    expect(advice.because).toContain('`mail` does email.');
  });

  it('agrees with a hand-over', () => {
    expect(advised(calling('op: write', 'queue mail {}', '~>'), 'api~>mail', 'sync-or-async')).toMatchObject({
      verdict: 'agrees',
    });
  });

  it('is not asked of calls to stores', () => {
    expect(advised(calling('op: write', 'database mail {}'), 'api->mail', 'sync-or-async')).toBeUndefined();
  });
});

const brokered = (broker: string, links: string): string => `service api {}
${broker}
worker one { idempotent: yes }
worker two {}
api ~> box
${links}
`;

describe('messaging-pattern reads', () => {
  it('who wants each message, and whether it is read again', () => {
    expect(
      gathered(
        brokered('topic box {}', 'box ~> one { group: a }\nbox ~> two { group: b }'),
        'box',
        'messaging-pattern',
      ),
    ).toMatchObject({
      groups: 2,
      history: false,
    });
    expect(gathered(brokered('queue box {}', 'box ~> one\nbox ~> two'), 'box', 'messaging-pattern')).toMatchObject({
      groups: 1,
    });
    expect(gathered(brokered('topic box {}', 'box ~> one { replay: yes }'), 'box', 'messaging-pattern')).toMatchObject({
      history: true,
    });
    expect(
      gathered(brokered('topic box { external-consumers: yes }', 'box ~> one'), 'box', 'messaging-pattern'),
    ).toMatchObject({
      groups: 2,
    });
  });

  it('and tells a queue with readers of its past otherwise', () => {
    expect(advised(brokered('queue box {}', 'box ~> one { replay: yes }'), 'box', 'messaging-pattern')).toMatchObject({
      verdict: 'differs',
      choice: 'a stream',
      present: ['a queue'],
    });
    expect(advised(brokered('topic box { engine: kafka }', 'box ~> one'), 'box', 'messaging-pattern')).toMatchObject({
      verdict: 'fits',
    });
  });
});

describe('delivery-guarantee', () => {
  it('reads what may be lost', () => {
    expect(
      gathered(brokered('topic box { durability: best-effort }', 'box ~> one'), 'box', 'delivery-guarantee'),
    ).toEqual({
      lossOk: true,
      insideBroker: false,
    });
    expect(gathered(brokered('topic box { holds: order }', 'box ~> one'), 'box', 'delivery-guarantee')).toMatchObject({
      lossOk: false,
    });
  });

  it('looks at consumers too', () => {
    const text = (worker: string): string =>
      brokered('queue box { delivery: at-least-once, holds: order }', `box ~> ${worker}`);
    expect(advised(text('one'), 'box', 'delivery-guarantee')).toMatchObject({ verdict: 'agrees' });
    const effect = `${text('two')}external cards {}\ntwo -> cards { op: write }\n`;
    expect(advised(effect, 'box', 'delivery-guarantee')).toMatchObject({
      verdict: 'differs',
      present: ['at least once'],
    });
  });
});

describe('request-or-event-driven', () => {
  it('reads what must be known at once, and lets a design do both', () => {
    const text = `system { team: 40 }
client web {}
flow buy { from: web, op: write, purpose: payment }
service a {}
service b {}
topic t {}
web -> a -> b
a ~> t
`;
    expect(gathered(text, 'system', 'request-or-event-driven')).toEqual({ strict: true, small: false });
    expect(advised(text, 'system', 'request-or-event-driven')).toMatchObject({
      verdict: 'agrees',
      present: ['requests', 'events'],
    });
  });
});

describe('push-or-pull', () => {
  it('reads a poll that comes too late', () => {
    const text = `client web { users: 1M, concurrent: 10k }
flow ask { from: web, every: 10s, op: read, max-delay: 2s }
service api {}
web -> api
`;
    expect(gathered(text, 'ask', 'push-or-pull')).toEqual({ delay: 2, online: true, bothWays: false });
    expect(advised(text, 'ask', 'push-or-pull')).toMatchObject({
      verdict: 'differs',
      choice: 'push over server-sent events',
      present: ['asking again, with what is known'],
    });
  });

  it('reads a connection that both use', () => {
    const text = `client app {}
flow say { from: app, op: write }
flow hear { from: api, of: say, op: read, max-delay: 1s }
service api {}
app -> api { for: say, protocol: websocket }
api ~> app { for: hear, protocol: websocket }
`;
    expect(gathered(text, 'hear', 'push-or-pull')).toEqual({ delay: 1, online: true, bothWays: true });
    expect(advised(text, 'hear', 'push-or-pull')).toMatchObject({
      verdict: 'agrees',
      present: ['push over WebSockets'],
    });
  });
});

describe('feed-fan-out', () => {
  const feed = (fanOut: string): string => `client app { users: 1M }
flow post { from: app, rate: 1/user/day, op: write }
flow look { from: app, rate: 20/user/day, op: list }
service api {}
database lists { engine: cassandra }
app -> api
api -> lists { for: post, batch: 10, fan-out { ${fanOut} } }
api -> lists { for: look, op: list }
`;

  it('works the costs out from the figures', () => {
    const inputs = gathered(feed('average: 100, max: 500'), 'api->lists', 'feed-fan-out');
    expect(inputs).toMatchObject({ followers: 100, most: 500 });
    expect(inputs['writes']).toBeCloseTo(1e6 / 86_400);
    expect(inputs['views']).toBeCloseTo(2e7 / 86_400);
    expect(advised(feed('average: 100, max: 500'), 'api->lists', 'feed-fan-out')).toMatchObject({
      verdict: 'agrees',
      choice: 'push',
    });
  });

  it('tells a push to millions otherwise', () => {
    expect(advised(feed('average: 100, max: 100M'), 'api->lists', 'feed-fan-out')).toMatchObject({
      verdict: 'differs',
      choice: 'hybrid',
      because: ['The worst event goes to 100M: up to 10k are pushed, of the others readers fetch it.'],
    });
  });
});

describe('batch-or-stream and latency-or-throughput', () => {
  it('read how late the outcome may be', () => {
    const text = (delay: string): string => `client web {}
flow pay { from: web, op: write, max-delay: ${delay} }
service api {}
topic t {}
worker w {}
web -> api ~> t ~> w
`;
    expect(gathered(text('5s'), 'w', 'batch-or-stream')).toEqual({ delay: 5 });
    expect(advised(text('5s'), 'w', 'batch-or-stream')).toMatchObject({ verdict: 'agrees' });
    expect(advised('job nightly { every: 1d }', 'nightly', 'batch-or-stream')).toMatchObject({ verdict: 'agrees' });
  });

  it('read who waits for a batch', () => {
    const text = 'client web {}\nservice a {}\ndatabase d {}\nweb -> a\na -> d { batch: 100, linger: 1s }\n';
    expect(gathered(text, 'a->d', 'latency-or-throughput')).toEqual({ interactive: true, heavy: false });
  });
});
