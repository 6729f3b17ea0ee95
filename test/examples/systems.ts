/** What the test knows of one example: worked out by hand, apart from the program. */
export interface System {
  /** Its folder below `examples`. */
  readonly name: string;
  /** Figures of the sound design in base units (B, bit/s, s, ratio), as the arithmetic that gives them. */
  readonly figures: Readonly<Record<string, number>>;
  /** What `check` finds in the design in a hurry at warning and above: severity, rule and what it is about. */
  readonly findings: readonly string[];
}

const day = 86_400;

const shortener: System = {
  name: 'platform/url-shortener',
  figures: {
    'shorten.rate.average': 100e6 / day,
    'redirect.rate.average': (10 * 100e6) / day,
    'redirect.rate.peak': (3 * 10 * 100e6) / day,
    'api.rate.peak': (3 * 11 * 100e6) / day,
    'api.utilisation': (3 * 11 * 100e6) / day / (18 * 4_000),
    'api.utilisation.zone-lost': (3 * 11 * 100e6) / day / (12 * 4_000),
    // One read in ten passes the cache; three nodes take each write, two answer each read.
    'links.rate.peak.read': (3 * 100e6) / day,
    'links.utilisation': ((3 * 100e6) / day) * ((3 + 2) / 60 / 8_000),
    'urls.storage.year': 100e6 * 365 * 500,
    'urls.storage': 100e6 * 5 * 365 * 500,
    'links.storage': 3 * 100e6 * 5 * 365 * 500,
    'hot-links.memory.working-set': 0.2 * 0.5 * 10 * 100e6 * 500 * 1.5,
    'clicks.storage': ((10 * 100e6) / day) * 7 * day * 200 * 3,
    'counter.utilisation': (3 * 10 * 100e6) / day / (12 * 5_000),
    'counter->stats.rate.peak': (3 * 10 * 100e6) / day / 1_000,
    'browser->edge.bandwidth.in': ((3 * 10 * 100e6) / day) * 500 * 8,
    'browser->edge.bandwidth.out': ((3 * 100e6) / day) * 500 * 8 + ((3 * 10 * 100e6) / day) * 200 * 8,
  },
  findings: [
    'error hot-shard-key: urls',
    'error storage-exceeds-capacity: links',
    'warning deferrable-work-on-sync-path: api->stats',
    'warning id-space-exhaustion: urls.code',
    'warning single-leader-write-bottleneck: stats',
  ],
};

const feed: System = {
  name: 'feeds/news-feed',
  figures: {
    'post.rate.average': (0.1 * 50e6) / day,
    'post.rate.peak': (3 * 0.1 * 50e6) / day,
    'feed.rate.peak': (3 * 15 * 50e6) / day,
    'api.rate.peak': (3 * (0.1 + 15 + 4) * 50e6) / day,
    'api.utilisation': (3 * 19.1 * 50e6) / day / (48 * 1_500),
    // Likes change nothing that the pushers would have to hear of.
    'pusher.rate.peak': (3 * 0.1 * 50e6) / day,
    // Each post goes to a hundred followers, fifty of them in a batch.
    'pusher->timelines.rate.peak': ((3 * 0.1 * 50e6) / day) * (100 / 50),
    'likes~>posts.rate.peak': (3 * 4 * 50e6) / day / 500,
    // 15% of the pages miss the cache, 10% ask for celebrities besides.
    'posts.rate.peak.read': ((3 * 15 * 50e6) / day) * (0.15 + 0.1),
    'entries.storage': 0.1 * 50e6 * 5 * 365 * 1_000,
    'lines.storage': 500 * 100e6 * 40,
    'timelines.storage': 3 * 500 * 100e6 * 40,
    'follows.storage': 200 * 100e6 * 40,
    'hot-posts.memory.working-set': 150e9 * 1.5,
  },
  findings: [
    'error circular-dependency: profiles->ranker',
    'error dual-write: api~>new-posts',
    'error over-capacity: profiles',
    'error over-capacity: timelines',
    'error timeout-inversion: front->api',
    'warning fan-out-write-amplification: pusher->timelines',
    'warning low-cardinality-shard-key: lines',
    'warning missing-dead-letter-queue: new-posts~>pusher',
    'warning missing-pagination: fans',
    'warning missing-rate-limit: api',
    'warning missing-timeout: ranker->profiles',
    'warning n-plus-one-calls: api->profiles',
    'warning retry-without-jitter: pusher->timelines',
    'warning unauthenticated-public-endpoint: api',
  ],
};

const chat: System = {
  name: 'messaging/chat',
  figures: {
    'send.rate.average': (25 * 20e6) / day,
    'send.rate.peak': (3 * 25 * 20e6) / day,
    'deliver.rate.peak': (3 * 3 * 25 * 20e6) / day,
    'presence.rate.peak': (3 * 30 * 20e6) / day,
    // In: messages, fetches, comings and goings. Back from the others: three deliveries for each message.
    'chat.rate.peak': (3 * (25 + 10 + 30 + 3 * 25) * 20e6) / day,
    'chat.utilisation': (3 * 140 * 20e6) / day / (96 * 2_000),
    'chat.utilisation.zone-lost': (3 * 140 * 20e6) / day / (64 * 2_000),
    'chat~>phone.rate.peak': (3 * 3 * 25 * 20e6) / day,
    'messages.storage': 25 * 20e6 * 365 * 450,
    'chat-store.storage': 3 * 25 * 20e6 * 365 * 450,
    'stored.storage': 3 * 25 * 20e6 * 3 * 450,
    'notifier->push-service.rate.peak': ((3 * 25 * 20e6) / day) * 3 * 0.2,
    'notifier.utilisation': (((3 * 25 * 20e6) / day) * 0.6) / (15 * 1_500),
  },
  findings: [
    'error datastore-exposed-to-client: phone->chat-store',
    'error dual-write: chat~>to-push',
    'error hot-shard-key: messages',
    'error over-capacity: chat',
    'error storage-exceeds-capacity: chat-store',
    'warning connection-limit-exceeded: chat',
    'warning missing-dead-letter-queue: to-push~>notifier',
    'warning missing-rate-limit: chat',
    'warning missing-timeout: chat->who-is-there',
    'warning non-idempotent-consumer: to-push~>notifier',
    'warning ordering-not-guaranteed: to-push',
    'warning round-robin-long-lived-connections: sockets',
    'warning single-point-of-failure: who-is-there',
    'warning unauthenticated-public-endpoint: chat',
  ],
};

const orders: System = {
  name: 'commerce/orders',
  figures: {
    'checkout.rate.average': (0.3 * 10e6) / day,
    'checkout.rate.peak': (4 * 0.3 * 10e6) / day,
    'track.rate.peak': (4 * 3 * 0.3 * 10e6) / day,
    'orders.rate.peak': (4 * 4 * 0.3 * 10e6) / day,
    'orders.utilisation': (4 * 4 * 0.3 * 10e6) / day / (6 * 250),
    'payments->cards.rate.peak': (4 * 0.3 * 10e6) / day,
    'order-events~>mailer.rate.peak': (4 * 0.3 * 10e6) / day,
    'order-events~>analyst.rate.peak': (4 * 0.3 * 10e6) / day,
    'analyst->reports.rate.peak': (4 * 0.3 * 10e6) / day / 500,
    // A slot is held for its own 50 ms, half a millisecond of network and the 2 s of the carrier.
    'shipper.capacity': (12 * 50) / (0.05 + 0.0005 + 2),
    'mailer.capacity': (6 * 20) / (0.02 + 0.0005 + 0.2),
    'placed.storage': 0.3 * 10e6 * 5 * 365 * 2_000,
    'outbox.storage': 0.3 * 10e6 * 1_000,
    'orders-db.storage': 3 * (0.3 * 10e6 * 5 * 365 * 2_000 + 0.3 * 10e6 * 1_000),
    'audit-log.storage': 0.3 * 10e6 * 10 * 365 * 300,
    'reconciler.job.duration': 3e6 / (2 * 500),
    'reconciler->ledger.rate.peak': 3e6 / 1_000 / 3_000,
  },
  findings: [
    'error circular-dependency: inventory->orders',
    'error dual-write: orders~>shipments',
    'error non-idempotent-retry: payments->cards',
    'error retry-amplification: payments->cards',
    'error timeout-inversion: front->orders',
    'error timeout-inversion: inventory->orders',
    'warning deferrable-work-on-sync-path: orders->post-office',
    'warning missing-circuit-breaker: orders->post-office',
    'warning missing-circuit-breaker: payments->cards',
    'warning missing-dead-letter-queue: shipments~>shipper',
    'warning missing-rate-limit: orders',
    'warning missing-timeout: orders->post-office',
    'warning retry-without-jitter: payments->cards',
    'warning single-point-of-failure: orders-db',
    'warning unauthenticated-public-endpoint: orders',
  ],
};

const video: System = {
  name: 'media/video-upload',
  figures: {
    'upload.rate.average': (0.01 * 10e6) / day,
    'upload.rate.peak': (3 * 0.01 * 10e6) / day,
    'open.rate.peak': (3 * 20 * 10e6) / day,
    'api.utilisation': (3 * (20 + 0.01) * 10e6) / day / (18 * 800),
    'cutter.rate.peak': (3 * 0.01 * 10e6) / day,
    'transcoder.rate.peak': (30 * 3 * 0.01 * 10e6) / day,
    'finisher.rate.peak': (30 * 3 * 0.01 * 10e6) / day,
    // Of the thirty pieces only the last one is worth a word to the people.
    'notifier.rate.peak': (3 * 0.01 * 10e6) / day,
    'originals.storage': 0.01 * 10e6 * 30 * 300e6,
    'renditions.storage': 30 * 0.01 * 10e6 * 5 * 365 * 15e6,
    'titles.storage': 0.01 * 10e6 * 10 * 365 * 2_000,
    'edge->renditions.rate.peak': ((3 * 5 * 10e6) / day) * 0.05,
    'app->edge.bandwidth.in': ((3 * 5 * 10e6) / day) * 30e6 * 8,
    'app->originals.bandwidth.out': ((3 * 0.01 * 10e6) / day) * 300e6 * 8,
  },
  findings: [
    'error consumer-lag: to-do',
    'warning large-upload-through-service: api->originals',
    'warning missing-dead-letter-queue: to-do~>transcoder',
  ],
};

export const systems: readonly System[] = [shortener, feed, chat, orders, video];
