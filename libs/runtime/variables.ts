import { isIP } from 'node:net';
import path from 'node:path';
import { redisPlace, unescaped } from './redis-place.js';

/** One environment variable: what it means, its default, an example, and how its text becomes a value. `parse` throws the fault as a sentence. */
export type Variable<T> = {
  readonly meaning: string;
  readonly example: string;
  readonly fallback: T;
  /** A secret may also come as NAME_FILE, the path of a file that holds it. */
  readonly secret?: true;
  parse(text: string): T;
};

const fault = (text: string): never => {
  throw new Error(text);
};

const whole =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d{1,9}$/.test(text) || value < least || value > most) fault(`is not a whole number from ${least} to ${most}`);
    return value;
  };

const share = (text: string): number => {
  if (!/^(0(\.\d{1,6})?|1(\.0+)?)$/.test(text)) fault('is not a number from 0 to 1');
  return Number(text);
};

const url =
  (...protocols: string[]) =>
  (text: string): string => {
    const names = protocols.join(' or ');
    if (!URL.canParse(text)) return fault(`is not a URL that begins with ${names}`);
    if (!protocols.some((protocol) => text.startsWith(protocol))) fault(`does not begin with ${names}`);
    const { username, password, pathname } = new URL(text);
    for (const part of [username, password, pathname]) unescaped(part);
    return text.replace(/\/+$/, '');
  };

const oneOf =
  <const T extends string>(...values: T[]) =>
  (text: string): T =>
    values.find((value) => value === text) ?? fault(`is none of ${values.join(', ')}`);

const address = (value: string): string => (isIP(value) || value === 'localhost' ? value : fault('is no IP address'));
const identifier = (value: string): string =>
  /^[\w.:@-]{1,128}$/.test(value) ? value : fault('is no id of 1 to 128 letters, digits or . _ : @ -');

const text = (value: string): string => value.trim() || fault('is empty');
/** Several are valid while one replaces another. */
const secrets = (value: string): string =>
  text(value)
    .split(',')
    .some((part) => part.trim() === '')
    ? fault('holds an empty part between its commas')
    : value;
const list = (value: string): string[] =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** "10.0.0.0/8", "::1/128" or a single address. */
export function isCidr(range: string): boolean {
  const [address = '', bits, ...rest] = range.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
/** At least one. */
const names = (value: string): [string, ...string[]] => {
  const [first, ...more] = list(value);
  return first === undefined ? fault('is empty') : [first, ...more];
};
const domains = (value: string): string[] => {
  const named = list(value).map((one) => one.toLowerCase());
  for (const name of named) if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name)) fault(`holds ${JSON.stringify(name)}, which is no domain`);
  return named;
};
const cidrs = (value: string): string[] => {
  const ranges = list(value);
  for (const range of ranges) if (!isCidr(range)) fault(`holds ${JSON.stringify(range)}, which is no CIDR`);
  return ranges;
};

/** As browsers send them: no path, no trailing slash. */
const origins = (value: string): string[] => {
  const all = list(value);
  for (const one of all)
    if (!URL.canParse(one) || new URL(one).origin !== one) fault(`holds ${JSON.stringify(one)}, which is no origin like https://host:port`);
  return all;
};

/** Node never comes back from making a directory below /proc. */
function directory(value: string): string {
  const place = text(value);
  return /^\/proc(\/|$)/.test(path.resolve(place)) ? fault('is in /proc, which holds no files') : place;
}

const STORAGE = /^(?:file:\/\/(?<place>.+)|s3:\/\/[^/]+)/;
function storage(value: string): string {
  const parts = STORAGE.exec(value) ?? fault('is neither file:///directory nor s3://bucket/prefix');
  if (parts.groups?.place) directory(parts.groups.place);
  return value;
}

const define = <T>(fallback: T, parse: (text: string) => NoInfer<T>, example: string, meaning: string): Variable<T> => ({
  fallback,
  parse,
  example,
  meaning,
});
const optional = (parse: (text: string) => string, example: string, meaning: string): Variable<string | undefined> => ({
  fallback: undefined,
  parse,
  example,
  meaning,
});
const secret = (parse: (text: string) => string, example: string, meaning: string): Variable<string | undefined> => ({
  fallback: undefined,
  parse,
  example,
  meaning,
  secret: true,
});

function redis(value: string): string {
  redisPlace(value);
  return value;
}

const postgres = url('postgres://', 'postgresql://');
const http = url('http://', 'https://');

/** Every variable the product reads. docs/configuration.md is generated from this. */
export const variables = {
  GATEWAY_PORT: define(3000, whole(1, 65_535), '3000', 'port of the gateway'),
  COLLECT_PORT: define(3001, whole(1, 65_535), '3001', 'port of collect'),
  EXPORT_WORKER_PORT: define(3002, whole(1, 65_535), '3002', 'port of the export-worker'),
  BIND_ADDRESS: define('127.0.0.1', address, '0.0.0.0', 'address the apps listen on; images set 0.0.0.0'),
  PUBLIC_URL: optional(http, 'https://alerts.example.com', 'base of links handed out; default http://127.0.0.1:$GATEWAY_PORT'),
  COLLECT_URL: optional(http, 'http://collect:3001', 'where the gateway reaches collect; default http://127.0.0.1:$COLLECT_PORT'),
  DATA_DIR: define('./.data', directory, './.data', 'embedded PostgreSQL, export files, development keys'),
  DEMO: define('on' as 'on' | 'off', oneOf('on', 'off'), 'off', 'off: no demo fleet, no simulator, an empty database'),
  DATABASE_URL: secret(postgres, 'postgres://user:password@db:5432/alertledger', 'PostgreSQL 14 or newer; unset: the embedded one'),
  DATABASE_READ_URL: secret(
    postgres,
    'postgres://user:password@replica:5432/alertledger',
    'replica for reports, lists, exports and the audit',
  ),
  DATABASE_POOL_SIZE: define(10, whole(2, 200), '10', 'connections a process keeps to PostgreSQL'),
  COLUMNS_DIR: optional(text, '/var/lib/alertledger/columns', 'where the mirror that answers questions lies; default $DATA_DIR/columns'),
  COLUMNS_MEMORY_MB: define(512, whole(128, 65_536), '512', 'memory that the engine of the mirror may take, in MiB'),
  COLUMNS_THREADS: define(2, whole(1, 64), '2', 'processors that it may use at once'),
  REDIS_URL: secret(
    redis,
    'redis://redis:6379',
    'Redis 6.2+ for the queue and rate limits, also `redis+sentinel://`, `redis+cluster://` and with TLS (docs/scaling.md); unset: both live in PostgreSQL',
  ),
  ALERTMANAGER_URL: optional(
    http,
    'http://mimir:8080/alertmanager',
    'prefix before /api/v2/alerts; unset: the simulator (demo) or no polling',
  ),
  PROMETHEUS_URL: optional(http, 'http://mimir:8080/prometheus', 'alternative source: prefix before /api/v1/query'),
  COLLECT_CONFIG_FILE: optional(
    directory,
    '/etc/alertledger/collect.yaml',
    'YAML of upstreams with credentials and of intake rules (docs/collect.md), instead of the two URLs',
  ),
  REFRESH_INTERVAL_SECONDS: define(60, whole(1, 3_600), '60', 'tick of the refresher'),
  WEBHOOK_TOKEN: secret(
    secrets,
    'a-long-random-secret',
    'Bearer secret of the Alertmanager webhook, comma-separated for rotation; random in development',
  ),
  AUTH_JWKS_URI: optional(http, 'https://login.example.com/oidc/jwks', 'key set of the identity provider; unset: development keys'),
  AUTH_ISSUER: optional(text, 'https://login.example.com/oidc', 'issuer of accepted tokens'),
  AUTH_AUDIENCE: define(
    undefined as [string, ...string[]] | undefined,
    names,
    'https://alerts.example.com',
    'audiences, comma separated, one of which a token must name',
  ),
  AUTH: optional(
    oneOf('development'),
    'development',
    'development: keys of our own are meant where NODE_ENV is production and there is no identity provider',
  ),
  NODE_ENV: optional(
    text,
    'production',
    'production: no start without an identity provider, unless AUTH says so, and no personas; images set it',
  ),
  AUTH_CLAIM_ORGANIZATION: define(
    ['organization_id'] as [string, ...string[]],
    names,
    'organization_id,organization',
    'claims that name the organization, comma separated, each tried as it stands and then as a path',
  ),
  AUTH_CLAIM_SCOPE: define(['scope'] as [string, ...string[]], names, 'scope,scp', 'claims that hold scopes; those of all of them count'),
  AUTH_CLAIM_ROLES: define(
    ['roles'] as [string, ...string[]],
    names,
    'roles,realm_access.roles',
    'claims that hold roles; those of all of them count',
  ),
  RATE_LIMIT_PER_MINUTE: define(100, whole(1, 1_000_000), '100', 'API requests per token'),
  FAILED_AUTH_PER_MINUTE: define(60, whole(1, 1_000_000), '60', 'requests with bad credentials per address; beyond it those get 429'),
  STREAMS_PER_TOKEN: define(4, whole(1, 10_000), '4', 'live streams that a key, or a user of an organization, may have open at a gateway'),
  STREAMS_PER_GATEWAY: define(2_000, whole(1, 100_000), '2000', 'live streams that a gateway serves at once'),
  EXPORTS_PER_DAY: define(10, whole(1, 1_000_000), '10', 'export jobs per user and UTC day'),
  EXPORT_STORAGE: optional(storage, 's3://bucket/prefix', 'where finished exports lie; default file://$DATA_DIR/exports'),
  AWS_ENDPOINT_URL: optional(http, 'http://minio:9000', 'S3-compatible server for s3:// storage; unset: AWS'),
  AWS_REGION: optional(text, 'eu-central-1', 'region of the S3 bucket; unset: AWS_DEFAULT_REGION, then us-east-1'),
  AWS_DEFAULT_REGION: optional(text, 'eu-central-1', 'as AWS_REGION, which goes first'),
  EXPORT_RETENTION_HOURS: define(168, whole(1, 87_600), '168', 'hours until the file of an export is deleted'),
  EXPORT_LEASE_SECONDS: define(15, whole(1, 50), '15', 'seconds of silence after which another worker takes an export over'),
  EXPORT_LINK_SECRET: secret(
    secrets,
    'a-long-random-secret',
    'signs download links, comma-separated for rotation; unset: a key kept in the database',
  ),
  CALLBACK_NETWORKS: define(
    [] as string[],
    cidrs,
    '10.20.0.0/16',
    'CIDRs of networks that are not public and that callbacks of exports may reach all the same; empty: public addresses only',
  ),
  SMTP_URL: secret(
    url('smtp://', 'smtps://'),
    'smtps://user:password@mail.example.com',
    'server for mails with reports; `smtp://` speaks TLS by STARTTLS, or not at all; unset: no mail',
  ),
  MAIL_FROM: optional(text, 'Alertledger <reports@example.com>', 'sender of mails; with SMTP_URL'),
  MAIL_RECIPIENT_DOMAINS: define(
    [] as string[],
    domains,
    'example.com,example.org',
    'domains that mails may go to, comma-separated; empty: nobody gets any',
  ),
  MAIL_ATTACHMENT_MB: define(5, whole(0, 100), '5', 'a larger file is linked, not attached, in MiB'),
  LAKE_STORAGE: optional(storage, 's3://bucket/prefix', 'where the ledger is kept as Delta tables (docs/lake.md); unset: nowhere'),
  LAKE_INTERVAL_MINUTES: define(15, whole(1, 1_440), '15', 'how often it is written there'),
  REPORT_DROP: optional(storage, 's3://bucket/prefix', 'where schedules drop reports; unset: nowhere'),
  RETENTION_MONTHS: define(0, whole(0, 1_200), '13', 'months resolved episodes are kept; 0 keeps everything'),
  OWNER_ORGANIZATION: define('owner', identifier, 'owner', 'id of the root organization, created when the database has none'),
  CORS_ORIGINS: define(
    [] as string[],
    origins,
    'https://dashboards.example.com',
    'origins whose pages may call the API, comma-separated; empty: none',
  ),
  TRUSTED_PROXIES: define([] as string[], cidrs, '10.0.0.0/8,192.168.0.0/16', 'CIDRs whose X-Forwarded-For is believed'),
  CONSOLE: define('on' as 'on' | 'off', oneOf('on', 'off'), 'off', 'off: no page for people at /console'),
  CONSOLE_CLIENT_ID: optional(
    text,
    'alertledger-console',
    'client of the identity provider that people sign in to the console with; unset: a key or token',
  ),
  CONSOLE_SCOPE: define('openid profile', text, 'openid profile read:systems', 'scopes that the console asks the identity provider for'),
  CONSOLE_RESOURCE: optional(text, 'https://alerts.example.com', 'resource (RFC 8707) that the console asks the identity provider for'),
  CONSOLE_PARAMETERS: optional(text, 'prompt=consent', 'further parameters of the request that signs people in'),
  CONSOLE_PERSONAS: define(
    'off' as 'on' | 'off',
    oneOf('on', 'off'),
    'on',
    'on: whoever knows CONSOLE_SECRET gets development tokens from this machine; `npm start` sets it with the demo',
  ),
  CONSOLE_SECRET: secret(text, 'a-long-random-secret', 'opens the personas of the console; new at every `npm start`'),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(
    http,
    'http://collector:4318',
    'where traces are sent, by OTLP over HTTP; unset: nothing is traced',
  ),
  OTEL_TRACES_SAMPLER_ARG: define(1, share, '0.1', 'share of the traces that begin here which is kept'),
  DRAIN_SECONDS: define(
    0,
    whole(0, 300),
    '5',
    'seconds an app serves on after SIGTERM, not ready any more, while balancers look elsewhere',
  ),
  REVISION: optional(text, '4ed8925a', 'commit the program was built from, shown by /version; images set it'),
  LOG_LEVEL: define(
    'info' as 'debug' | 'info' | 'warn' | 'error' | 'silent',
    oneOf('debug', 'info', 'warn', 'error', 'silent'),
    'info',
    'least severe level that is logged',
  ),
} as const;
