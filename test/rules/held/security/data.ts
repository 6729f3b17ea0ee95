import { change, drawn, muted, mutedBy, sketched, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [ocean, reports, assistant] = wrong('data-residency-violation');
const [browser, passed, sessions] = wrong('datastore-exposed-to-client');
const [plain, unsaid] = wrong('sensitive-data-unencrypted-at-rest');
const [model, statistics] = wrong('sensitive-data-to-third-party');
const [profiles, orders] = wrong('shared-cache-personal-data');
const [sales, wiki] = wrong('missing-tenant-key');
const [clear, agency, copies] = wrong('missing-tls');
const [accounts, billing] = wrong('plaintext-internal-traffic');

const media = 'client app {}\nstorage media { managed: yes }\n\napp -> media { timeout: 1min }\n';
const look = `flow look { from: app, rate: 10/s, op: read }\n${change(media, ['managed: yes', 'managed: yes, holds: public'])}`;
const taken =
  'client app {}\ngateway front { managed: yes }\ntopic events { managed: yes }\nworker ingest {}\n\napp -> front { timeout: 2s }\nfront -> events { timeout: 1s }\nevents ~> ingest\n';
const counters =
  'client app {}\ngateway gw { rate-limit { rate: 10/s, per: ip } }\ncache limits {}\n\napp -> gw { timeout: 2s }\ngw -> limits { timeout: 5ms }\n';
const tables = change(browser, ['relational', 'relational, table rows { row: 1KB }, table more { row: 1KB }']);
const scans = change(
  profiles,
  ['service users { auth { method: jwt }, ', 'storage users { '],
  ['authorization: rbac, rate-limit { algorithm: token-bucket, rate: 10/s, per: user }', ''],
);

/** Where data may be, who may see it, and what protects it. */
export const data: Readonly<Record<string, Held>> = {
  'data-residency-violation': {
    silences: {
      'No `residency` is written on the store or the table.': [
        muted(ocean, ', residency: eu', ''),
        muted(reports, ', residency: eu', ''),
        muted(assistant, ', residency: eu', ''),
        muted(
          change(ocean, [
            'holds: pii, encryption-at-rest: yes, residency: eu',
            'table people { holds: pii, residency: eu }',
          ]),
          ', residency: eu',
          '',
        ),
      ],
      'One of our own components is somewhere, nobody knows where: without regions, or in a region of which neither `jurisdiction` nor name tells whether it is allowed.':
        [
          muted(reports, 'region virginia { jurisdiction: us\n  service reports {}\n}', 'service reports {}'),
          muted(reports, ' jurisdiction: us', ''),
        ],
      'What is bound is removed before it leaves (`masks`).': [
        muted(assistant, 'carries: pii', 'carries: pii, masks: pii'),
        muted(reports, 'op: read', 'op: read, masks: pii'),
      ],
      'The other end is a client: people may travel with what is theirs.': muted(
        reports,
        'service reports',
        'client reports',
      ),
      'One of the ends is only drawn (`future: yes`).': [
        ...drawn(ocean, 'database customers'),
        ...drawn(reports, 'service reports', 'database customers'),
        ...drawn(assistant, 'external assistant', 'service support', 'database customers'),
      ],
    },
  },
  'datastore-exposed-to-client': {
    silences: {
      'The client is `trusted`: own staff or machines.': [
        muted(browser, 'browser {}', 'browser { trusted: yes }'),
        muted(passed, 'app {}', 'app { trusted: yes }'),
      ],
      'Objects in a `storage` are reached by `presigned-url`, or through a cdn, balancer or gateway in front of it.': [
        muted(media, '{ timeout', '{ auth { method: presigned-url }, timeout'),
        muted(media, 'managed: yes', 'managed: yes, auth { method: presigned-url }'),
        ...['cdn', 'lb', 'gateway'].map((kind) => muted(media, 'app ->', `${kind} edge {}\napp -> edge ->`)),
      ],
      'Objects for everybody (`holds: public`) that are only read.': [
        muted(change(look, ['public', 'order']), 'order', 'public'),
        muted(change(look, ['read', 'write']), 'op: write', 'op: read'),
      ],
      'A gateway puts messages into a queue or topic and waits for no answer (`~>`): nobody reads or changes what lies there.':
        [
          muted(taken, 'front -> events { timeout: 1s }', 'front ~> events'),
          muted(change(taken, ['topic', 'queue']), 'front -> events { timeout: 1s }', 'front ~> events'),
        ],
      'A cdn, lb or gateway that nothing untrusted reaches; what a gateway keeps for itself, such as the counters of its `rate-limit`.':
        [
          ...['lb', 'cdn', 'gateway'].map((kind) =>
            muted(change(passed, ['lb front', `${kind} front`]), 'app -> ', ''),
          ),
          muted(counters, 'per: ip', 'per: ip, store: limits'),
          muted(counters, 'limits {}', 'limits { holds: counter }'),
        ],
      'The store checks callers row by row (`row-level-security: yes` on its tables) or asks for `auth`: then it is an info.':
        [
          muted(browser, 'relational', 'relational, table rows { row-level-security: yes }', ['info']),
          muted(
            change(tables, ['table rows { ', 'table rows { row-level-security: yes, ']),
            'table more { ',
            'table more { row-level-security: yes, ',
            ['info'],
          ),
          muted(browser, 'relational', 'relational, auth { method: basic }', ['info']),
          muted(
            change(passed, ['lb front { managed: yes }', 'gateway front {}']),
            'front {}',
            'front { auth { method: jwt } }',
            ['info'],
          ),
        ],
      'One of the ends is only drawn (`future: yes`).': [
        ...drawn(browser, 'client browser', 'database orders'),
        ...drawn(passed, 'lb front'),
        ...drawn(sessions, 'cache sessions'),
      ],
    },
  },
  'missing-tenant-key': {
    silences: {
      'The system is not `tenancy: multi`.': [muted(sales, 'multi', 'single'), muted(wiki, 'tenancy: multi, ', '')],
      'The key, the shard key or the sort key has the tenant in it: the `tenant-key` of the system, or a field with a usual name for it.':
        [
          muted(sales, 'key: id', 'key: [tenant, id]'),
          muted(wiki, 'shard-key: author', 'shard-key: [tenant, author]'),
          muted(wiki, 'shard-key: author', 'shard-key: author, sort-key: tenant'),
          muted(
            change(sales, [', tenant-key: tenant', ''], ['tenant: id', 'customer-id: id']),
            ', key: id',
            ', key: [customer-id, id]',
          ),
        ],
      'The store checks every row (`row-level-security: yes`), or all queries ask by the tenant.': [
        muted(sales, ', key: id', ', key: id, row-level-security: yes'),
        muted(change(sales, [', key: id', ', key: id, query by id 100%']), 'by id', 'by [tenant, id]'),
      ],
      'No key is written, the table holds only `public` data, is the list of tenants itself or an outbox.': [
        muted(sales, ', key: id', ''),
        muted(change(sales, [', key: id', ', key: id, holds: order']), 'holds: order', 'holds: public'),
        muted(sales, 'table orders', 'table tenants'),
        mutedBy(sales, 'topic events {}\nsales ~> events { capture: outbox, reads: orders }'),
      ],
      'The store is only drawn (`future: yes`).': drawn(sales, 'database sales'),
    },
  },
  'missing-tls': {
    silences: {
      'The `tls` of the link is 1.3, or `mtls: yes` holds for it. With 1.2 it is a hint.': [
        muted(clear, 'tls: no', 'tls: 1.3'),
        muted(clear, 'tls: no', 'tls: no, mtls: yes'),
        muted(agency, 'tls: 1.1', 'tls: 1.2', ['hint']),
      ],
      'The link stays inside: no client, no `external`, no region in between.': [
        muted(clear, 'client app', 'service app'),
        muted(agency, 'external carrier', 'service carrier'),
        muted(copies, 'eu-west', 'us-east'),
        muted(copies, ' { regions: eu-west }', ' {}'),
      ],
      'Nothing is said on `tls`: below `maturity: production` nothing is demanded; there it is a hint, unless a `protocol` is written.':
        [
          muted(clear, 'tls: no, ', ''),
          muted(`system { maturity: production }\n${clear}`, 'tls: no, ', '', ['hint']),
          muted(
            `system { maturity: production }\n${change(clear, ['tls: no, ', ''])}`,
            '{ timeout',
            '{ protocol: http, timeout',
          ),
        ],
      'One of the ends is only drawn (`future: yes`).': [
        ...drawn(clear, 'client app', 'service accounts'),
        ...drawn(agency, 'external carrier'),
      ],
    },
  },
  'plaintext-internal-traffic': {
    silences: {
      '`mtls: yes` holds for the link, of its own or by a mesh that covers both ends.': [
        muted(accounts, 'tls: no', 'tls: no, mtls: yes'),
        mutedBy(accounts, 'mesh inner { covers: [front, accounts], mtls: yes }'),
      ],
      'Nothing is said on the `tls` of the link: only `tls: no` is a finding.': [
        muted(accounts, 'tls: no, ', ''),
        muted(billing, 'tls: no, ', ''),
      ],
      'What travels is not said to be `pii`, `health`, `financial`, `credential` or `session` data, or is masked (`masks`).':
        [
          muted(accounts, 'carries: pii, ', ''),
          ...['pii', 'health', 'financial', 'credential', 'session'].map((what) =>
            muted(change(accounts, ['carries: pii', `carries: ${what}`]), `carries: ${what}`, 'carries: order'),
          ),
          muted(billing, 'holds: financial', 'holds: telemetry'),
          muted(accounts, 'carries: pii', 'carries: pii, masks: pii'),
        ],
      'The link leaves the own network: then `missing-tls` speaks. Or both ends run in one process.': [
        muted(accounts, 'service front', 'client front'),
        muted(
          change(billing, ['billing {}', 'billing { regions: a }'], ['books {', 'books { regions: a,']),
          'books { regions: a',
          'books { regions: b',
        ),
        muted(accounts, 'service accounts {}', 'service accounts { part-of: front }'),
      ],
      'One of the ends is only drawn (`future: yes`).': drawn(accounts, 'service front', 'service accounts'),
    },
  },
  'sensitive-data-to-third-party': {
    silences: {
      'It is not declared what the link carries, or that is not `pii`, `health` or `financial` data.': [
        muted(model, 'carries: pii, ', ''),
        muted(statistics, 'health, ', ''),
        muted(change(model, ['carries: pii', 'carries: financial']), 'financial', 'order'),
      ],
      'It is removed or replaced before it leaves (`masks`).': [
        muted(model, 'carries: pii', 'carries: pii, masks: pii'),
        muted(statistics, 'tls: 1.3', 'masks: health, tls: 1.3'),
      ],
      'The partner cannot do without: `pii` for sending mail or messages and for signing in, `pii` and `financial` data for payments.':
        [
          ...['email', 'sms', 'notification', 'auth', 'payment'].map((role) =>
            muted(model, 'assistant {}', `assistant { role: ${role} }`),
          ),
          muted(
            change(model, ['carries: pii', 'carries: financial'], ['assistant {}', 'assistant { role: email }']),
            'role: email',
            'role: payment',
          ),
        ],
      'The partner says why it gets it (`because`), such as the contract it is bound by.': muted(
        model,
        'assistant {}',
        'assistant { because: "bound by a contract on processing" }',
      ),
      'The same data is bound to a place by a `residency`: then `data-residency-violation` looks at it.': muted(
        `database people { holds: pii }\n${model}`,
        'holds: pii',
        'holds: pii, residency: eu',
      ),
      'One of the ends is only drawn (`future: yes`).': drawn(model, 'service support', 'external assistant'),
    },
  },
  'sensitive-data-unencrypted-at-rest': {
    silences: {
      'The store is encrypted (`encryption-at-rest: yes`), or its engine does so by default.': [
        muted(plain, 'encryption-at-rest: no', 'encryption-at-rest: yes'),
        muted(unsaid, 'postgres', 'dynamodb'),
        muted(
          'system { maturity: production }\nengine plain { managed: no, encryption-at-rest: no }\ndatabase ledger { engine: plain, holds: pii }\n',
          'encryption-at-rest: no',
          'encryption-at-rest: yes',
        ),
      ],
      'It is not said to hold `pii`, `health` or `financial` data.': [
        muted(plain, 'holds: pii, ', ''),
        muted(plain, 'pii', 'order'),
        muted(unsaid, 'financial', 'inventory'),
      ],
      'Nothing is said on encryption and the design is not `maturity: production`, or a provider runs it (`managed`). There, unset is a warning.':
        [
          muted(unsaid, 'production', 'design'),
          muted(unsaid, 'postgres', 'postgres, managed: yes'),
          muted(`system { maturity: production }\n${plain}`, ', encryption-at-rest: no', '', ['warning']),
        ],
      'It is a cache that keeps nothing on disk.': [
        muted(change(plain, ['database customers {', 'cache customers { persistence: snapshot,']), 'snapshot', 'none'),
        muted(
          change(plain, ['database customers {', 'cache customers { persistence: append-log,']),
          'persistence: append-log,',
          '',
        ),
      ],
      'The design is a sketch, or it is only drawn (`future: yes`).': [
        sketched(plain),
        ...drawn(plain, 'database customers'),
      ],
    },
  },
  'shared-cache-personal-data': {
    silences: {
      '`cache-control` is `private` or `no-store`, or not written; or nothing is kept (`ttl: 0s`).': [
        muted(profiles, 'cache-control: public', 'cache-control: private'),
        muted(profiles, 'cache-control: public', 'cache-control: no-store'),
        muted(profiles, 'cache-control: public, ', ''),
        muted(profiles, 'ttl: 1min', 'ttl: 0s'),
      ],
      'The `cache-key` has the `user` in it.': muted(orders, '[path, query]', '[path, query, user]'),
      'What passes is `public` or `static`, is written and not read, or is not known to be personal or authenticated.':
        [
          muted(profiles, 'carries: pii', 'carries: public'),
          muted(profiles, 'op: read', 'op: read, content: static'),
          muted(profiles, 'op: read', 'op: write'),
          muted(change(profiles, ['auth { method: jwt }, ', '']), ', carries: pii', ''),
          muted(orders, 'auth { method: oidc }, ', ''),
        ],
      'Objects are fetched by `presigned-url`: the address itself is the secret.': [
        muted(scans, 'users { ', 'users { auth { method: presigned-url }'),
        muted(scans, '{ timeout', '{ auth { method: presigned-url }, timeout'),
      ],
      'One of the ends is only drawn (`future: yes`).': drawn(profiles, 'client app', 'cdn edge', 'service users'),
    },
  },
};
