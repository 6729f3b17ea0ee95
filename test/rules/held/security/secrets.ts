import { change, drawn, muted, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [administrator, exporter] = wrong('excessive-privilege');
const [rates, patients] = wrong('key-rotation-missing');
const [inCode, address, inEnvironment] = wrong('secret-in-model-or-config');
const [unchecked, unsigned] = wrong('supply-chain-unverified');
const [implicit, day, inApp] = wrong('token-handling');

const partner =
  'system { maturity: production }\nservice shop {}\nexternal carrier { auth { method: api-key } }\n\nshop -> carrier { tls: 1.3, timeout: 2s }\n';
const vault = 'system { maturity: production }\nservice shop { secrets: vault }\n';
const two = `client app {}
flow look { from: app, rate: 1/s, op: read }
flow list { from: app, rate: 1/s, op: list }
${change(administrator, ['op: list, ', ''])}app -> reports { timeout: 5s }
`;
const password = change(address, ['postgres://shop:s3cr3t-pa55@10.0.0.12:5432/orders', 'host=db password=s3cr3t-pa55']);
const coded = change(implicit, ['implicit', 'authorization-code'], ['local-storage', 'http-only-cookie']);

/** Keys, passwords, tokens and rights. */
export const secrets: Readonly<Record<string, Held>> = {
  'excessive-privilege': {
    silences: {
      'No `privilege` is written.': [
        muted(administrator, 'privilege: admin, ', ''),
        muted(exporter, 'privilege: write, ', ''),
      ],
      'It is `read`, or one of the flows writes, deletes or invalidates.': [
        muted(administrator, 'admin', 'read'),
        ...['write', 'upsert', 'delete'].map((op) => muted(administrator, 'op: list', `op: ${op}`)),
        muted(change(administrator, ['database', 'cache']), 'op: list', 'op: invalidate'),
        muted(two, 'op: list', 'op: write'),
      ],
      'Nobody says what one of the flows does (`op`, `reads`, `stores`).': [
        muted(administrator, 'op: list, ', ''),
        muted(exporter, 'reads: orders, ', ''),
        muted(two, ', op: list', ''),
      ],
      'It is a migration (`purpose: migration`).': [
        muted(administrator, 'op: list', 'op: list, purpose: migration'),
        muted(two, 'op: list', 'op: list, purpose: migration'),
      ],
      'One of the ends is only drawn (`future: yes`).': drawn(administrator, 'service reports', 'database sales'),
    },
  },
  'key-rotation-missing': {
    silences: {
      'The component says how often (`key-rotation`).': [
        muted(rates, 'api-key }', 'api-key }, key-rotation: 90d'),
        muted(patients, 'holds', 'key-rotation: 1y, holds'),
      ],
      'A provider runs it and replaces its keys (`managed: yes`), or its engine encrypts by itself.': [
        muted(patients, 'holds', 'managed: yes, holds'),
        muted(
          change(
            patients,
            ['database', 'engine sealed { encryption-at-rest: yes }\n\ndatabase'],
            ['holds', 'engine: sealed, holds'],
          ),
          'health, encryption-at-rest: yes',
          'health',
        ),
      ],
      'It is not known to use keys of its own: API keys of callers or for third parties, `secrets` from a vault or the environment, or the encryption of `pii`, `health` or `financial` data.':
        [
          muted(rates, 'api-key', 'jwt'),
          muted(partner, 'api-key', 'mtls'),
          muted(vault, 'secrets: vault', ''),
          muted(change(vault, ['vault', 'env']), 'secrets: env', ''),
          ...['pii', 'health', 'financial'].map((what) => muted(change(patients, ['health', what]), what, 'order')),
          muted(patients, 'encryption-at-rest: yes', 'encryption-at-rest: no'),
        ],
      'The secrets are in code or in an image: then `secret-in-model-or-config` speaks.': [
        muted(vault, 'vault', 'code'),
        muted(vault, 'vault', 'image'),
      ],
      'The design is not `maturity: production`, or it is only drawn (`future: yes`).': [
        muted(rates, 'production', 'design'),
        muted(rates, 'production', 'sketch'),
        ...drawn(rates, 'service rates'),
        ...drawn(patients, 'database patients'),
      ],
    },
    options: { rotation: { code: rates, value: 2_592_000, writes: 'key-rotation: 30d' } },
  },
  'secret-in-model-or-config': {
    silences: {
      '`secrets: vault`, or nothing is said of where secrets live.': [
        muted(inCode, 'code', 'vault'),
        muted(inEnvironment, ' secrets: env ', ''),
        muted(change(inCode, ['code', 'image']), ' secrets: image ', ''),
      ],
      '`secrets: env` is an info: it may come from a vault.': muted(inCode, 'code', 'env', ['info']),
      'The text refers to a vault (`vault:`, `secretsmanager:`) or has a placeholder in place of the value (`$`, `<`, `{`, `*`).':
        [
          ...['vault:orders', 'secretsmanager:orders', '$PASSWORD', '<password>', '{password}', '****'].map((text) =>
            muted(password, 's3cr3t-pa55', text),
          ),
          ...['$PASSWORD', '<password>', '{password}', '****'].map((text) => muted(address, 's3cr3t-pa55', text)),
        ],
      'The component is only drawn (`future: yes`), as to where it will have its secrets: one that stands in the text is out.':
        drawn(inCode, 'service api'),
    },
  },
  'supply-chain-unverified': {
    silences: {
      'The system says nothing on its builds (`supply-chain`).': muted(unchecked, ' supply-chain: sast ', ''),
      'All three checks are made.': [
        muted(unsigned, '[sast, sca]', '[sast, sca, signing]'),
        muted(change(unsigned, ['sast, sca', 'sca, signing']), '[sca', '[sast, sca'),
        muted(change(unsigned, ['sca', 'signing']), '[sast', '[sast, sca'),
      ],
      'The design is a sketch.': muted(unchecked, 'supply-chain', 'maturity: sketch, supply-chain'),
    },
  },
  'token-handling': {
    silences: {
      'What is not written is not judged.': [
        muted(
          change(implicit, ['implicit', 'password'], [', token-storage: local-storage', '']),
          ', flow: password',
          '',
        ),
        muted(change(implicit, [', flow: implicit', '']), ', token-storage: local-storage', ''),
        muted(day, ', token-ttl: 24h', ''),
        muted(inApp, 'auth { method: api-key }, ', ''),
      ],
      'The token lives for 15 minutes or less; up to an hour it is an info. A `session` or a `presigned-url` is no access token.':
        [
          muted(change(day, ['24h', '901s']), '901s', '15min'),
          muted(change(day, ['24h', '3601s']), '3601s', '1h', ['info']),
          muted(day, 'jwt', 'session'),
          muted(day, 'jwt', 'presigned-url'),
        ],
      'A client that can keep a secret (`platform: server`), or of which the platform is not said, may use `authorization-code` and keys.':
        [
          muted(coded, 'browser', 'server'),
          muted(coded, 'platform: browser, ', ''),
          muted(inApp, 'android', 'server'),
          muted(inApp, ' { platform: android }', ' {}'),
        ],
      'The component is only drawn (`future: yes`).': [
        ...drawn(implicit, 'client web'),
        ...drawn(day, 'gateway gw'),
        ...drawn(inApp, 'client app', 'service api'),
      ],
    },
    options: {
      short: { code: day, fires: 86_399, silent: 86_400 },
      long: { code: change(day, ['24h', '30min']), fires: 1799, silent: 1800, says: ['info'] },
    },
  },
};
