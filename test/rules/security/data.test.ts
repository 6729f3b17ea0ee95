import { cases } from '../reliability/cases.js';

const production = 'system { maturity: production }\n';
const call = (link: string): string => `client web {}\nservice api {}\nweb -> api { ${link} }\n`;

cases('missing-tls', [
  ['in clear from a client', call('tls: no'), ['error']],
  ['with an old version', call('tls: 1.0'), ['error']],
  ['with another old version', call('tls: 1.1'), ['error']],
  ['with a sound one', call('tls: 1.2'), ['hint']],
  ['with the newest', call('tls: 1.3'), []],
  ['certificates of both ends', call('tls: no, mtls: yes'), []],
  ['between regions', 'region a { service x {} }\nregion b { service y {} }\nx -> y { tls: no }', ['error']],
  ['to somebody else', 'service x {}\nexternal bank {}\nx -> bank { tls: no }', ['error']],
  ['a delivery to a client', 'topic t {}\nclient app {}\nt ~> app { tls: no }', ['error']],
  ['within a region', 'region a { service x {}\nservice y {} }\nx -> y { tls: no }', []],
  ['nobody says where', 'service x {}\nservice y {}\nx -> y { tls: no }', []],
  ['nothing is said', call('timeout: 2s'), []],
  ['nothing is said in production', production + call('timeout: 2s'), ['hint']],
  ['a protocol is said in production', production + call('protocol: http'), []],
  [
    'a chain is told once',
    `${production}client web {}\nservice api {}\nexternal bank {}\nweb -> api -> bank`,
    ['hint'],
  ],
  ['only drawn', 'client web {}\nservice api { future: yes }\nweb -> api { tls: no }', []],
]);

const inside = (link: string, table = 'holds: pii', db = ''): string =>
  `service shop {}\ndatabase db { ${db} table people { ${table} } }\nshop -> db { ${link} }\n`;

cases('plaintext-internal-traffic', [
  ['personal data in clear', inside('tls: no'), ['warning']],
  ['passwords on the link', inside('tls: no, carries: credential', ''), ['warning']],
  ['certificates of both ends', inside('tls: no, mtls: yes'), []],
  [
    'a mesh brings them',
    'mesh m { mtls: yes }\nservice shop {}\nservice api {}\nshop -> api { tls: no, carries: pii }',
    [],
  ],
  ['no mesh brings them', 'service shop {}\nservice api {}\nshop -> api { tls: no, carries: pii }', ['warning']],
  ['nothing is said of it', inside('timeout: 1s'), []],
  ['nothing personal', inside('tls: no', 'holds: counter'), []],
  ['nothing is said of the data', inside('tls: no', ''), []],
  ['what is personal is taken out', inside('tls: no, masks: pii'), []],
  ['it leaves the network', 'service shop {}\nexternal bank {}\nshop -> bank { tls: no, carries: pii }', []],
  [
    'in one process',
    'service whole {}\nservice shop { part-of: whole }\nservice api { part-of: whole }\nshop -> api { tls: no, carries: pii }',
    [],
  ],
  ['only drawn', inside('tls: no', 'holds: pii', 'future: yes,'), []],
]);

const store = (more: string): string => `database db { ${more} }\n`;

cases('sensitive-data-unencrypted-at-rest', [
  ['said to be in clear', store('holds: pii, encryption-at-rest: no'), ['warning']],
  ['health data', store('holds: health, encryption-at-rest: no'), ['warning']],
  ['said to be in clear in production', `${production}${store('holds: pii, encryption-at-rest: no')}`, ['error']],
  ['of a table', store('encryption-at-rest: no, table t { holds: financial }'), ['warning']],
  ['encrypted', store('holds: pii, encryption-at-rest: yes'), []],
  ['nothing personal', store('holds: counter, encryption-at-rest: no'), []],
  ['nothing is said', store('holds: pii'), []],
  ['nothing is said in production', production + store('holds: pii'), ['warning']],
  ['nothing is said, a provider runs it', production + store('holds: pii, managed: yes'), []],
  ['its engine encrypts by itself', `${production}storage s { engine: s3, holds: pii }`, []],
  ['a cache in memory', 'cache c { holds: pii, encryption-at-rest: no }', []],
  [
    'a cache that writes to disk',
    'cache c { holds: pii, encryption-at-rest: no, persistence: append-log }',
    ['warning'],
  ],
  ['a cache with persistence of `none`', 'cache c { holds: pii, encryption-at-rest: no, persistence: none }', []],
  ['only drawn', store('holds: pii, encryption-at-rest: no, future: yes'), []],
]);

cases('secret-in-model-or-config', [
  ['in the code', 'service api { secrets: code }', ['error']],
  ['in the image', 'service api { secrets: image }', ['error']],
  ['in the environment', 'service api { secrets: env }', ['info']],
  ['in a vault', 'service api { secrets: vault }', []],
  ['nothing is said', 'service api {}', []],
  ['only drawn', 'service api { secrets: code, future: yes }', []],
  ['a key of a cloud in a comment', 'service api {} // AKIAIOSFODNN7EXAMPLQ', ['error']],
  ['a password in an address', 'service api { because: "postgres://app:hunter22secret@db/shop" }', ['error']],
  ['a placeholder in an address', 'service api { because: "postgres://app:$PASSWORD@db/shop" }', []],
  ['another placeholder', 'service api { because: "postgres://app:<password>@db/shop" }', []],
]);

const tenants = (table: string, system = 'tenancy: multi'): string =>
  `system { ${system} }\ndatabase db { table orders { fields { tenant: id, org: id, id: id }, ${table} } }\n`;

cases('missing-tenant-key', [
  ['a key without the tenant', tenants('key: id'), ['warning']],
  ['only a shard key without it', tenants('shard-key: id'), ['warning']],
  ['the tenant in the key', tenants('key: [tenant, id]'), []],
  ['the tenant in the shard key', tenants('key: id, shard-key: tenant'), []],
  ['the tenant in the sort key', tenants('key: id, sort-key: tenant'), []],
  ['the field that the system names', tenants('key: [org, id]', 'tenancy: multi, tenant-key: org'), []],
  [
    'a usual name, but the system names another',
    tenants('key: [tenant, id]', 'tenancy: multi, tenant-key: org'),
    ['warning'],
  ],
  ['one tenant', tenants('key: id', 'tenancy: single'), []],
  ['nothing is said of tenants', tenants('key: id', 'team: 5'), []],
  ['the store checks every row', tenants('key: id, row-level-security: yes'), []],
  ['every query asks by the tenant', tenants('key: id\nquery by [tenant, id] 100%'), []],
  ['one query does not', tenants('key: id\nquery by tenant 50%\nquery by id 50%'), ['warning']],
  ['no key', tenants('row: 1KB'), []],
  ['public data', tenants('key: id, holds: public'), []],
  [
    'the list of tenants',
    'system { tenancy: multi }\ndatabase db { table tenants { fields { id: id }, key: id } }',
    [],
  ],
  [
    'an outbox',
    'system { tenancy: multi }\ndatabase db { table sent { fields { id: id }, key: id } }\ntopic t {}\nworker w {}\ndb ~> t { capture: outbox, reads: sent }\nt ~> w',
    [],
  ],
  ['only drawn', 'system { tenancy: multi }\ndatabase db { future: yes, table t { fields { id: id }, key: id } }', []],
]);

const edge = (cdn: string, flow = 'op: read, carries: pii', service = ''): string =>
  `client app {}\nflow f { from: app, ${flow} }\ncdn edge { ${cdn} }\nservice users { ${service} }\napp -> edge -> users\n`;

cases('shared-cache-personal-data', [
  ['profiles for everybody', edge('cache-control: public'), ['error']],
  ['what needs a login', edge('cache-control: public', 'op: read', 'auth { method: jwt }'), ['error']],
  [
    'a gateway that asks and keeps',
    'client app {}\nflow f { from: app, op: read }\ngateway gw { cache-control: public, auth { method: jwt } }\nservice users {}\napp -> gw -> users',
    ['error'],
  ],
  ['private', edge('cache-control: private'), []],
  ['nothing is kept', edge('cache-control: no-store'), []],
  ['nothing is said', edge('ttl: 1min'), []],
  ['kept for no time', edge('cache-control: public, ttl: 0s'), []],
  ['kept per user', edge('cache-control: public, cache-key: [path, user]'), []],
  ['kept per language', edge('cache-control: public, cache-key: [path, language]'), ['error']],
  ['public data', edge('cache-control: public', 'op: read, carries: public', 'auth { method: jwt }'), []],
  ['static content', edge('cache-control: public', 'op: read, content: static', 'auth { method: jwt }'), []],
  ['writes', edge('cache-control: public', 'op: write, carries: pii'), []],
  ['nothing is known of it', edge('cache-control: public', 'op: read'), []],
  ['auth of `none`', edge('cache-control: public', 'op: read', 'auth { method: none }'), []],
  [
    'behind it lies only what is public',
    edge('cache-control: public', 'op: read', 'auth { method: jwt }, holds: public'),
    [],
  ],
  [
    'signed addresses',
    'client app {}\nflow f { from: app, op: read }\ncdn edge { cache-control: public }\nstorage s {}\napp -> edge -> s { auth { method: presigned-url } }',
    [],
  ],
  ['only drawn', edge('cache-control: public, future: yes'), []],
]);

cases('datastore-exposed-to-client', [
  ['a client asks a database', 'client web {}\ndatabase db {}\nweb -> db', ['error']],
  ['a client asks a cache', 'client web {}\ncache c {}\nweb -> c', ['error']],
  ['a gateway lets it through', 'client web {}\ngateway gw {}\ndatabase db {}\nweb -> gw -> db', ['error']],
  ['a trusted client', 'client web { trusted: yes }\ndatabase db {}\nweb -> db', []],
  ['a signed address', 'client web {}\nstorage s {}\nweb -> s { auth { method: presigned-url } }', []],
  ['objects in clear', 'client web {}\nstorage s {}\nweb -> s', ['error']],
  [
    'objects for everybody, read',
    'client web {}\nflow f { from: web, op: read }\nstorage s { holds: public }\nweb -> s',
    [],
  ],
  [
    'objects for everybody, written',
    'client web {}\nflow f { from: web, op: read }\nflow g { from: web, op: write }\nstorage s { holds: public }\nweb -> s',
    ['error'],
  ],
  [
    'objects for everybody, and nobody says what is done',
    'client web {}\nstorage s { holds: public }\nweb -> s',
    ['error'],
  ],
  [
    'objects for everybody and others, read',
    'client web {}\nflow f { from: web, op: read }\nstorage s { holds: [public, pii] }\nweb -> s',
    ['error'],
  ],
  [
    'a database of what is public',
    'client web {}\nflow f { from: web, op: read }\ndatabase s { holds: public }\nweb -> s',
    ['error'],
  ],
  ['objects behind a cdn', 'client web {}\ncdn edge {}\nstorage s {}\nweb -> edge -> s', []],
  [
    'a gateway that no stranger reaches',
    'client web { trusted: yes }\ngateway gw {}\ndatabase db {}\nweb -> gw -> db',
    [],
  ],
  [
    'the counters of its limit',
    'client web {}\ngateway gw { rate-limit { rate: 1/s, store: counts } }\ncache counts {}\nservice api {}\nweb -> gw -> api\ngw -> counts',
    [],
  ],
  [
    'what a gateway keeps for itself',
    'client web {}\ngateway gw {}\ncache s { holds: session }\nservice api {}\nweb -> gw -> api\ngw -> s',
    [],
  ],
  [
    'a store that checks every row',
    'client web {}\ndatabase db { table t { row-level-security: yes } }\nweb -> db',
    ['info'],
  ],
  ['a store that asks who it is', 'client web {}\ndatabase db { auth { method: jwt } }\nweb -> db', ['info']],
  ['a store that asks nobody', 'client web {}\ndatabase db { auth { method: none } }\nweb -> db', ['error']],
  ['open to the public', 'service api {}\ndatabase db { exposure: public }\napi -> db', ['error']],
  ['private', 'service api {}\ndatabase db { exposure: private }\napi -> db', []],
  ['an open bucket', 'service api {}\nstorage s { exposure: public }\napi -> s', []],
  ['only drawn', 'client web {}\ndatabase db { future: yes }\nweb -> db', []],
]);

const bound = (rest: string, more = ''): string =>
  `region eu-west { jurisdiction: eu, database db { residency: eu, holds: pii, ${more} } }\nregion us-east { jurisdiction: us\n${rest} }\n`;

cases('data-residency-violation', [
  ['kept abroad', 'region us-east { jurisdiction: us, database db { residency: eu } }', ['error']],
  ['kept at home', 'region eu-west { jurisdiction: eu, database db { residency: eu } }', []],
  ['backups abroad', bound('', 'backup { region: us-east }'), ['error']],
  ['backups at home', bound('', 'backup { region: eu-west }'), []],
  ['asked from abroad', `${bound('service api {}')}api -> db\n`, ['error']],
  ['asked from abroad without what is personal', `${bound('service api {}')}api -> db { masks: pii }\n`, []],
  ['asked by somebody abroad', `${bound('client web {}')}web -> db\n`, []],
  ['nobody knows where the asker is', `service api {}\n${bound('')}api -> db\n`, []],
  ['nothing is bound', 'region us-east { jurisdiction: us, database db { holds: pii } }', []],
  ['a region whose law nobody says', 'region somewhere { database db { residency: eu } }', []],
  ['only drawn', 'region us-east { jurisdiction: us, database db { residency: eu, future: yes } }', []],
]);
