import type { Row } from './row.js';

export const messaging: readonly Row[] = [
  {
    system: 'Chat',
    example: 'messaging/chat',
    rules: ['connection-limit-exceeded', 'ordering-not-guaranteed', 'round-robin-long-lived-connections'],
  },
  {
    system: 'Messenger with millions of connections',
    example: 'messaging/messenger',
    rules: [
      'connection-limit-exceeded',
      'polling-for-realtime',
      'realtime-without-offline-path',
      'reconnect-storm',
      'websocket-without-backplane',
    ],
  },
  {
    system: 'Live comments',
    example: 'messaging/live-comments',
    rules: ['over-strong-consistency', 'polling-for-realtime', 'websocket-without-backplane'],
  },
  {
    system: 'Email client',
    example: 'messaging/email-client',
    rules: ['polling-load', 'push-for-rare-updates'],
  },
  {
    system: 'Notifications',
    example: 'messaging/notifications',
    rules: [
      'deferrable-work-on-sync-path',
      'missing-message-priority',
      'non-idempotent-consumer',
      'outbound-rate-limit-missing',
    ],
  },
  { system: 'Webmail', example: 'messaging/webmail', rules: ['long-ttl-without-versioning', 'rendering-mismatch'] },
];
