import './small-heap.js';
import { randomUUID } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { hostname } from 'node:os';
import { Columns } from '#columns';
import { openFiles, StorageUnusable } from '#files';
import { Lake } from '#lake';
import { connectionsOf, Listener, OrganizationTree, openStore, schemaProblem } from '#persistence';
import { redisAnswers } from '#queue';
import {
  alertsDialect,
  createLog,
  type Env,
  EnvFault,
  noteRevision,
  Reach,
  readEnv,
  serve,
  standBy,
  start,
  startTracing,
  watchConnections,
} from '#runtime';
import { createExportWorker } from './app.js';
import { CallbackSettings } from './exports/callbacks/callbacks.js';
import { Drop } from './exports/schedules/deliveries.js';
import { Mail, type MailSettings } from './exports/schedules/mailer.js';
import { Settings } from './exports/settings.js';
import { LakeSettings } from './lake/lake-keeper.js';

await start(async () => {
  const env = readEnv([
    'EXPORT_WORKER_PORT',
    'GATEWAY_PORT',
    'PUBLIC_URL',
    'BIND_ADDRESS',
    'DATA_DIR',
    'DATABASE_URL',
    'DATABASE_READ_URL',
    'DATABASE_POOL_SIZE',
    'REDIS_URL',
    'COLUMNS_DIR',
    'COLUMNS_MEMORY_MB',
    'COLUMNS_THREADS',
    'EXPORT_STORAGE',
    'EXPORT_RETENTION_HOURS',
    'EXPORT_LEASE_SECONDS',
    'CALLBACK_NETWORKS',
    'SMTP_URL',
    'MAIL_FROM',
    'MAIL_RECIPIENT_DOMAINS',
    'MAIL_ATTACHMENT_MB',
    'REPORT_DROP',
    'LAKE_STORAGE',
    'LAKE_INTERVAL_MINUTES',
    'AWS_ENDPOINT_URL',
    'AWS_REGION',
    'AWS_DEFAULT_REGION',
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'OTEL_TRACES_SAMPLER_ARG',
    'DRAIN_SECONDS',
    'REVISION',
    'LOG_LEVEL',
  ]);
  const log = createLog('export-worker', env.LOG_LEVEL);
  noteRevision(env.REVISION);
  await startTracing({ app: 'export-worker', endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT, share: env.OTEL_TRACES_SAMPLER_ARG });
  const url = env.DATABASE_URL;
  if (!url) throw new EnvFault('DATABASE_URL: is not set (example: DATABASE_URL=postgres://user:password@db:5432/alertledger)');
  const store = await openStore({ url, app: 'export-worker', poolSize: env.DATABASE_POOL_SIZE, readUrl: env.DATABASE_READ_URL, log });
  watchConnections(() => connectionsOf(store));
  const place = { variable: 'EXPORT_WORKER_PORT', port: env.EXPORT_WORKER_PORT, address: env.BIND_ADDRESS };
  await standBy(() => schemaProblem(store), { place, log, dialectOf: () => alertsDialect });
  if (env.REDIS_URL) await redisAnswers(env.REDIS_URL, log);
  const listener = new Listener(url);
  const tree = await new OrganizationTree(store, listener).open();
  const storage = env.EXPORT_STORAGE ?? `file://${env.DATA_DIR}/exports`;
  const files = await openFiles({ storage, endpoint: env.AWS_ENDPOINT_URL, region: env.AWS_REGION ?? env.AWS_DEFAULT_REGION });
  await files.check().catch((error: unknown) => refuseUnusable('EXPORT_STORAGE', storage, error));
  const columns = Columns.of(env, store, log);
  const server = { endpoint: env.AWS_ENDPOINT_URL, region: env.AWS_REGION };
  const lakeStorage = env.LAKE_STORAGE;
  const lake = lakeStorage === undefined ? undefined : await Lake.open({ storage: lakeStorage, ...server });
  await lake?.check().catch((error: unknown) => refuseUnusable('LAKE_STORAGE', lakeStorage, error));
  const publicUrl = env.PUBLIC_URL ?? `http://127.0.0.1:${env.GATEWAY_PORT}`;
  const app = await createExportWorker({
    mail: new Mail(mailOf(env, publicUrl)),
    lake: new LakeSettings(lake, env.LAKE_INTERVAL_MINUTES * 60_000),
    drop: new Drop(env.REPORT_DROP ? { storage: env.REPORT_DROP, ...server } : undefined),
    store,
    columns,
    begun: async () => columns.mustBeThere(Date.now()),
    tree,
    files,
    queue: { redisUrl: env.REDIS_URL, databaseUrl: url },
    settings: new Settings(env.EXPORT_LEASE_SECONDS, env.EXPORT_RETENTION_HOURS, `${hostname()}/${process.pid}/${randomUUID()}`),
    callbacks: new CallbackSettings(
      { reach: new Reach(env.CALLBACK_NETWORKS), deadlineMs: 10_000, resolve: (hostname) => lookup(hostname, { all: true }) },
      publicUrl,
    ),
    log,
  });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onClose', async () => {
      tree.close();
      await Promise.all([listener.close(), columns.close()]);
      await store.destroy();
    });
  await serve(app, place, log, env.DRAIN_SECONDS);
});

type MailEnv = Env<'SMTP_URL' | 'MAIL_FROM' | 'MAIL_RECIPIENT_DOMAINS' | 'MAIL_ATTACHMENT_MB'>;

function mailOf(env: MailEnv, publicUrl: string): MailSettings | undefined {
  if (!env.SMTP_URL) return undefined;
  if (!env.MAIL_FROM) throw new EnvFault('MAIL_FROM: is not set, but SMTP_URL is (example: MAIL_FROM=Alertledger <reports@example.com>)');
  return { url: env.SMTP_URL, from: env.MAIL_FROM, domains: env.MAIL_RECIPIENT_DOMAINS, attachmentMb: env.MAIL_ATTACHMENT_MB, publicUrl };
}

/** A bucket that does not answer may answer later: until then the worker is not ready. */
function refuseUnusable(variable: string, storage: string | undefined, error: unknown): void {
  if (error instanceof StorageUnusable)
    throw new EnvFault(
      `${variable}: ${JSON.stringify(storage)} cannot be written: ${error.message} (example: ${variable}=s3://bucket/prefix)`,
    );
}
