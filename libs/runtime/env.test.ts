import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { checkAuth, readEnv, type Source, type VariableName } from './env.js';
import { portFault } from './ports.js';
import { variables } from './variables.js';

/** A wrong value for every variable. */
const WRONG: Record<VariableName, string> = {
  GATEWAY_PORT: '65536',
  COLLECT_PORT: 'http',
  EXPORT_WORKER_PORT: '-1',
  BIND_ADDRESS: 'alerts.example.com',
  PUBLIC_URL: 'alerts.example.com',
  COLLECT_URL: 'collect:3001',
  DATA_DIR: ' ',
  DEMO: 'no',
  DATABASE_URL: 'mysql://user:hush@db/alertledger',
  DATABASE_READ_URL: 'hush',
  DATABASE_POOL_SIZE: '1',
  COLUMNS_DIR: ' ',
  COLUMNS_MEMORY_MB: '64',
  COLUMNS_THREADS: '0',
  REDIS_URL: 'http://user:hush@redis',
  ALERTMANAGER_URL: 'alertmanager:9093',
  COLLECT_CONFIG_FILE: '/proc/collect.yaml',
  CORS_ORIGINS: '*',
  PROMETHEUS_URL: 'ftp://mimir/prometheus',
  REFRESH_INTERVAL_SECONDS: '0',
  WEBHOOK_TOKEN: ' ',
  AUTH_JWKS_URI: '/oidc/jwks',
  AUTH_ISSUER: ' ',
  AUTH_AUDIENCE: ' ',
  AUTH: 'production',
  AUTH_CLAIM_ORGANIZATION: ' , ',
  AUTH_CLAIM_SCOPE: ' ',
  AUTH_CLAIM_ROLES: ' ',
  RATE_LIMIT_PER_MINUTE: '0',
  FAILED_AUTH_PER_MINUTE: '1e3',
  STREAMS_PER_TOKEN: '0',
  STREAMS_PER_GATEWAY: 'many',
  EXPORTS_PER_DAY: '10.5',
  EXPORT_STORAGE: '/var/lib/exports',
  CALLBACK_NETWORKS: '10.0.0.0/33',
  AWS_ENDPOINT_URL: 'minio:9000',
  AWS_REGION: ' ',
  AWS_DEFAULT_REGION: ' ',
  EXPORT_RETENTION_HOURS: '0',
  EXPORT_LEASE_SECONDS: '51',
  EXPORT_LINK_SECRET: ' ',
  SMTP_URL: 'mail.example.com',
  MAIL_FROM: ' ',
  MAIL_RECIPIENT_DOMAINS: 'nothing',
  MAIL_ATTACHMENT_MB: '101',
  REPORT_DROP: '/var/lib/drops',
  LAKE_STORAGE: '/var/lib/lake',
  LAKE_INTERVAL_MINUTES: '0',
  RETENTION_MONTHS: '-1',
  OWNER_ORGANIZATION: 'head office',
  TRUSTED_PROXIES: '10.0.0.0/8,proxy',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318',
  OTEL_TRACES_SAMPLER_ARG: '10%',
  CONSOLE: 'yes',
  CONSOLE_CLIENT_ID: ' ',
  CONSOLE_SCOPE: ' ',
  CONSOLE_RESOURCE: ' ',
  CONSOLE_PARAMETERS: ' ',
  CONSOLE_PERSONAS: 'yes',
  CONSOLE_SECRET: ' ',
  NODE_ENV: ' ',
  DRAIN_SECONDS: '1000',
  REVISION: ' ',
  LOG_LEVEL: 'loud',
};
const names = Object.keys(variables) as VariableName[];

it.each(names)('%s, set wrongly, is refused in one line that names it, says why and gives an example', (name) => {
  const refused = (): unknown => readEnv([name], { [name]: WRONG[name] });
  expect(refused).toThrow(new RegExp(`^${name}: .+ (is|does|holds) .*\\(example: ${name}=.+\\)$`));
  expect(refused).not.toThrow(/hush/);
});

it.each(names)('%s takes its own example, and is as if absent when empty', (name) => {
  expect(readEnv([name], { [name]: variables[name].example })[name]).toBeDefined();
  expect(readEnv([name], { [name]: '' })).toEqual({ [name]: variables[name].fallback });
});

it.each([
  ['DATA_DIR', '/proc/alertledger'],
  ['DATA_DIR', '/var/../proc'],
  ['EXPORT_STORAGE', 'file:///proc/exports'],
] as const)('%s=%s, where nothing can be written, is refused before anybody tries', (name, value) => {
  expect(() => readEnv([name], { [name]: value })).toThrow(
    `${name}: ${JSON.stringify(value)} is in /proc, which holds no files (example: `,
  );
  expect(readEnv([name], { [name]: value.replace('/proc', '/process') })[name]).toBeDefined();
});

it.each(['WEBHOOK_TOKEN', 'EXPORT_LINK_SECRET'] as const)('%s may hold several, none of them empty', (name) => {
  expect(readEnv([name], { [name]: 'new, old' })[name]).toBe('new, old');
  for (const value of [',', 'new,', 'new,,old', ' ,old'])
    expect(() => readEnv([name], { [name]: value })).toThrow(new RegExp(`^${name}: .*holds an empty part between its commas`));
});

it.each(['DATABASE_URL', 'DATABASE_READ_URL', 'ALERTMANAGER_URL', 'REDIS_URL'] as const)(
  'a stray %% in the password of %s is a fault',
  (name) => {
    const value = variables[name].example.replace('://', '://user:50%off@').replace('user:password@', '');
    expect(() => readEnv([name], { [name]: value })).toThrow(/holds a % that is no escape: a % in a password is written %25/);
    expect(() => readEnv([name], { [name]: value })).not.toThrow(/50%off/);
    expect(readEnv([name], { [name]: value.replace('%', '%25') })).toEqual({ [name]: value.replace('%', '%25') });
  },
);

it('a secret comes from a file, without the line end', () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'alertledger-env-'));
  const file = path.join(dir, 'token');
  writeFileSync(file, 'a-secret\n');
  expect(readEnv(['WEBHOOK_TOKEN'], { WEBHOOK_TOKEN_FILE: file }).WEBHOOK_TOKEN).toBe('a-secret');
  rmSync(dir, { recursive: true });
  expect(() => readEnv(['WEBHOOK_TOKEN'], { WEBHOOK_TOKEN_FILE: file })).toThrow(
    /^WEBHOOK_TOKEN_FILE: ".+" cannot be read: ENOENT.*\(example: WEBHOOK_TOKEN_FILE=.+\)$/,
  );
});

it.each(['AUTH_JWKS_URI', 'AUTH_ISSUER', 'AUTH_AUDIENCE'] as const)('half of an identity provider: %s alone is refused', (name) => {
  const auth = readEnv(['AUTH_JWKS_URI', 'AUTH_ISSUER', 'AUTH_AUDIENCE', 'AUTH', 'NODE_ENV'], { [name]: variables[name].example });
  expect(() => checkAuth(auth)).toThrow(/^AUTH_\w+: is not set, but another of .+ is \(example: AUTH_\w+=.+\)$/);
});

it('in production development keys are only used on purpose', () => {
  const check = (source: Source) => () =>
    checkAuth(readEnv(['AUTH_JWKS_URI', 'AUTH_ISSUER', 'AUTH_AUDIENCE', 'AUTH', 'NODE_ENV'], { NODE_ENV: 'production', ...source }));
  expect(check({})).toThrow(/^AUTH_JWKS_URI: is not set, and NODE_ENV is production: .+AUTH=development.+\(example: AUTH_JWKS_URI=.+\)$/);
  expect(check({ AUTH: 'development' })).not.toThrow();
  expect(check({ NODE_ENV: 'staging' })).not.toThrow();
  const provider = { AUTH_JWKS_URI: 'https://login.example.com/jwks', AUTH_ISSUER: 'https://login.example.com', AUTH_AUDIENCE: 'alerts' };
  expect(check(provider)).not.toThrow();
  expect(check({ ...provider, AUTH: 'development' })).toThrow(/^AUTH: .+ beside an identity provider \(example: .+\)$/);
});

it('a place where an app cannot listen is a fault of its port or of the address', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const bound = other.address();
  const port = typeof bound === 'object' && bound ? bound.port : 0;
  const place = { variable: 'COLLECT_PORT', port, address: '127.0.0.1' };
  expect((await portFault(place))?.message).toBe(`COLLECT_PORT: port ${port} is in use (example: COLLECT_PORT=${port + 10})`);
  await new Promise((resolve) => other.close(resolve));
  expect(await portFault(place)).toBeUndefined();
  expect((await portFault({ ...place, address: '203.0.113.9' }))?.message).toMatch(
    /^BIND_ADDRESS: "203.0.113.9" cannot be listened on: .*/,
  );
});
