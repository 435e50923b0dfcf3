import { Columns } from '#columns';
import { openFiles } from '#files';
import { connectionsOf, ensureOwner, KeyRing, Listener, OrganizationTree, openStore, schemaProblem } from '#persistence';
import { redisAnswers } from '#queue';
import {
  checkAuth,
  createLog,
  DEV_AUDIENCE,
  DEV_ISSUER,
  devKeys,
  noteRevision,
  Reach,
  readEnv,
  serve,
  standBy,
  start,
  startTracing,
  watchConnections,
} from '#runtime';
import { createGateway } from './app.js';
import { checkConsole, consoleOf } from './console/settings.js';
import { Links } from './exports/links.js';
import { dialectOf } from './http/dialects.js';
import { fetchJwks, KeySet } from './http/identity/key-set.js';
import { Tokens } from './http/identity/tokens.js';
import { postgresRates } from './http/rates/rate-postgres.js';
import { openRedisRates } from './http/rates/rate-redis.js';
import { Zones } from './http/zones.js';

await start(async () => {
  const env = readEnv([
    'GATEWAY_PORT',
    'COLLECT_PORT',
    'COLLECT_URL',
    'BIND_ADDRESS',
    'DATA_DIR',
    'DATABASE_URL',
    'DATABASE_READ_URL',
    'DATABASE_POOL_SIZE',
    'COLUMNS_DIR',
    'COLUMNS_MEMORY_MB',
    'COLUMNS_THREADS',
    'OWNER_ORGANIZATION',
    'RETENTION_MONTHS',
    'PROMETHEUS_URL',
    'REFRESH_INTERVAL_SECONDS',
    'TRUSTED_PROXIES',
    'CORS_ORIGINS',
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'OTEL_TRACES_SAMPLER_ARG',
    'DRAIN_SECONDS',
    'RATE_LIMIT_PER_MINUTE',
    'FAILED_AUTH_PER_MINUTE',
    'REVISION',
    'LOG_LEVEL',
    'AUTH',
    'NODE_ENV',
    'AUTH_JWKS_URI',
    'AUTH_ISSUER',
    'AUTH_AUDIENCE',
    'AUTH_CLAIM_ORGANIZATION',
    'AUTH_CLAIM_SCOPE',
    'AUTH_CLAIM_ROLES',
    'PUBLIC_URL',
    'REDIS_URL',
    'STREAMS_PER_TOKEN',
    'STREAMS_PER_GATEWAY',
    'EXPORTS_PER_DAY',
    'EXPORT_STORAGE',
    'EXPORT_LINK_SECRET',
    'CALLBACK_NETWORKS',
    'SMTP_URL',
    'MAIL_RECIPIENT_DOMAINS',
    'REPORT_DROP',
    'AWS_ENDPOINT_URL',
    'AWS_REGION',
    'AWS_DEFAULT_REGION',
    'CONSOLE',
    'CONSOLE_CLIENT_ID',
    'CONSOLE_SCOPE',
    'CONSOLE_RESOURCE',
    'CONSOLE_PARAMETERS',
    'CONSOLE_PERSONAS',
    'CONSOLE_SECRET',
  ]);
  checkAuth(env);
  checkConsole(env);
  const log = createLog('gateway', env.LOG_LEVEL);
  if (env.AUTH) log.warn({ variable: 'AUTH' }, 'development keys are in use: who can read DATA_DIR can be anybody');
  noteRevision(env.REVISION);
  await startTracing({ app: 'gateway', endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT, share: env.OTEL_TRACES_SAMPLER_ARG });
  const url = requireDatabase(env.DATABASE_URL);
  const store = await openStore({ url, app: 'gateway', poolSize: env.DATABASE_POOL_SIZE, readUrl: env.DATABASE_READ_URL, log });
  watchConnections(() => connectionsOf(store));
  const place = { variable: 'GATEWAY_PORT', port: env.GATEWAY_PORT, address: env.BIND_ADDRESS };
  await standBy(() => schemaProblem(store), { place, log, dialectOf });
  if (env.REDIS_URL) await redisAnswers(env.REDIS_URL, log);
  const redisRates = env.REDIS_URL ? await openRedisRates(env.REDIS_URL, log) : undefined;
  await ensureOwner(store, env.OWNER_ORGANIZATION);
  const listener = new Listener(url);
  const tree = await new OrganizationTree(store, listener).open();
  const keyRing = await new KeyRing(store, listener).open();
  const jwksUri = env.AUTH_JWKS_URI;
  const keys = new KeySet(jwksUri ? () => fetchJwks(jwksUri) : async () => (await devKeys(env.DATA_DIR)).jwks, log);
  const claims = { organization: env.AUTH_CLAIM_ORGANIZATION, scope: env.AUTH_CLAIM_SCOPE, roles: env.AUTH_CLAIM_ROLES };
  const auth = { issuer: env.AUTH_ISSUER ?? DEV_ISSUER, audiences: env.AUTH_AUDIENCE ?? [DEV_AUDIENCE] };
  const tokens = new Tokens(keys, { ...auth, claims });
  const publicUrl = env.PUBLIC_URL ?? `http://127.0.0.1:${env.GATEWAY_PORT}`;
  const collectUrl = env.COLLECT_URL ?? `http://127.0.0.1:${env.COLLECT_PORT}`;
  const storage = env.EXPORT_STORAGE ?? `file://${env.DATA_DIR}/exports`;
  const exports = {
    files: await openFiles({ storage, endpoint: env.AWS_ENDPOINT_URL, region: env.AWS_REGION ?? env.AWS_DEFAULT_REGION }),
    queue: { redisUrl: env.REDIS_URL, databaseUrl: url },
    links: await Links.open(store, env.EXPORT_LINK_SECRET),
    publicUrl,
    perDay: env.EXPORTS_PER_DAY,
    reach: new Reach(env.CALLBACK_NETWORKS),
    mailDomains: env.SMTP_URL ? env.MAIL_RECIPIENT_DOMAINS : undefined,
    hasDrop: env.REPORT_DROP !== undefined,
  };
  const columns = Columns.of(env, store, log);
  const app = await createGateway({
    store,
    columns,
    tree,
    keyRing,
    listener,
    streams: { perToken: env.STREAMS_PER_TOKEN, perGateway: env.STREAMS_PER_GATEWAY },
    tokens,
    begun: async () => {
      await keys.ready();
      columns.mustBeThere(Date.now());
    },
    rates: {
      perMinute: env.RATE_LIMIT_PER_MINUTE,
      failedPerMinute: env.FAILED_AUTH_PER_MINUTE,
      shared: redisRates ?? postgresRates(store),
    },
    zones: await Zones.read(store),
    log,
    collectUrl,
    trustedProxies: env.TRUSTED_PROXIES,
    corsOrigins: env.CORS_ORIGINS,
    retentionMonths: env.RETENTION_MONTHS,
    pollSeconds: env.REFRESH_INTERVAL_SECONDS,
    counterSource: env.PROMETHEUS_URL ? 'Prometheus' : 'Alertmanager',
    exports,
    console: await consoleOf(env, { tree, log, publicUrl, ...auth }),
    release: async () => {
      redisRates?.close();
      tree.close();
      await Promise.all([keyRing.close(), listener.close(), columns.close()]);
      await store.destroy();
    },
  });
  await serve(app, place, log, env.DRAIN_SECONDS);
});

function requireDatabase(url: string | undefined): string {
  if (!url)
    throw new Error(
      'DATABASE_URL: is not set (example: DATABASE_URL=postgres://user:password@db:5432/alertledger; `npm start` brings its own)',
    );
  return url;
}
