import { bandwidth } from './component-capacity.js';
import { auth, dataClasses, rateLimit } from './component-security.js';
import { block, calls, choice, choices, count, either, name, neutral, no, ratio, whole, yesNo } from './definition.js';
import { backoff, jitter } from './link-failure.js';

export const mtls = yesNo('Both ends prove who they are with certificates; a mesh does it for all it covers.', {
  example: 'yes',
});

const packed = {
  parameters: [{ name: 'ratio', type: ratio('').type }],
  doc: 'The payload gets so many times smaller.',
};

export const linkWire = {
  protocol: choice(
    ['http', 'grpc', 'grpc-web', 'graphql', 'websocket', 'sse', 'mqtt', 'tcp', 'udp', 'sql', 'push', 'webhook'],
    'What is spoken on the link. Encryption is `tls`, not an s in the name.',
    { example: 'http' },
  ),
  tls: either(
    choice(['1.0', '1.1', '1.2', '1.3'], ''),
    no,
    'Version of the encryption on the wire; `no` says that there is none.',
    { example: '1.3' },
  ),
  mtls,
  pinning: yesNo('The caller takes only certificates that it knows already.', { example: 'yes' }),
  auth,
  'rate-limit': rateLimit,
  masks: choices(dataClasses, 'Classes of data that are removed or replaced by pseudonyms before sending.', {
    example: 'pii',
  }),
  privilege: choice(['read', 'write', 'admin'], 'What the caller is allowed to do at the target.', { example: 'read' }),
  inspects: yesNo('The payload has to be looked at on the way, for instance by a virus scan.', { example: 'yes' }),
  compression: either(
    choice(['none', 'gzip', 'br', 'zstd'], ''),
    calls({ gzip: packed, br: packed, zstd: packed }, ''),
    'How the payload is packed on the wire, and how many times smaller it gets where that is known: `br(6x)`.',
    { example: 'br' },
  ),
  bandwidth,
  connections: count('Long-lived connections per device.', { assumed: { value: 1, source: neutral }, example: '2' }),
  reconnect: block(
    {
      backoff,
      jitter,
      resume: yesNo('The session goes on where it stopped.', { example: 'yes' }),
    },
    'What a client does after it lost its connection; without random waits all return at the same moment.',
    { example: '{ backoff: exponential(1s, 30s), jitter: full, resume: yes }' },
  ),
  group: name(
    [],
    'Consumer group: each group gets every message of a topic, and shares it inside. Same group on a queue: they compete on purpose.',
    { example: 'billing' },
  ),
  'dead-letter': name(
    ['broker'],
    'Where a message goes that could not be handled; stands on the link to the consumer.',
    {
      example: 'jobs-dead',
    },
  ),
  'max-receive': whole('Attempts after which a message goes to the dead letters.', { min: 1, example: '5' }),
  replay: yesNo('The consumer reads old messages again, which a queue no longer has.', { example: 'yes' }),
  transactional: yesNo('Reading, processing and writing are one transaction inside one broker.', { example: 'yes' }),
  capture: choice(
    ['outbox', 'cdc', 'event'],
    'Out of a database or storage: its writes travel on, from an outbox table, from the change log, or as events of the store.',
    { example: 'outbox' },
  ),
};
