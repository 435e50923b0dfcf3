import {
  connectionsOf,
  ensureMonths,
  ensureOwner,
  internalSecret,
  Listener,
  OrganizationTree,
  openStore,
  type Store,
  schemaProblem,
} from '#persistence';
import {
  collectDialect,
  createLog,
  type Env,
  EnvFault,
  type Log,
  noteRevision,
  readEnv,
  requireSet,
  serve,
  standBy,
  start,
  startTracing,
  watchConnections,
} from '#runtime';
import { createCollect, startLoops } from './app.js';
import { ConfigFile, type CurrentConfig, FixedConfig } from './config/config-file.js';
import { shortForm } from './config/short-form.js';

await start(async () => {
  const env = readEnv([
    'COLLECT_PORT',
    'GATEWAY_PORT',
    'PUBLIC_URL',
    'BIND_ADDRESS',
    'DATABASE_URL',
    'DATABASE_READ_URL',
    'DATABASE_POOL_SIZE',
    'WEBHOOK_TOKEN',
    'ALERTMANAGER_URL',
    'PROMETHEUS_URL',
    'COLLECT_CONFIG_FILE',
    'REFRESH_INTERVAL_SECONDS',
    'RETENTION_MONTHS',
    'OWNER_ORGANIZATION',
    'TRUSTED_PROXIES',
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'OTEL_TRACES_SAMPLER_ARG',
    'DRAIN_SECONDS',
    'REVISION',
    'LOG_LEVEL',
  ]);
  const { DATABASE_READ_URL: readUrl } = env;
  const { DATABASE_URL: url, WEBHOOK_TOKEN: secret } = requireSet(env, ['DATABASE_URL', 'WEBHOOK_TOKEN']);
  const webhookTokens = partsOf(secret);
  const log = createLog('collect', env.LOG_LEVEL);
  noteRevision(env.REVISION);
  await startTracing({ app: 'collect', endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT, share: env.OTEL_TRACES_SAMPLER_ARG });
  const store = await openStore({ url, app: 'collect', poolSize: env.DATABASE_POOL_SIZE, log });
  watchConnections(() => connectionsOf(store));
  const place = { variable: 'COLLECT_PORT', port: env.COLLECT_PORT, address: env.BIND_ADDRESS };
  await standBy(() => schemaProblem(store), { place, log, dialectOf: collectDialect });
  await ensureOwner(store, env.OWNER_ORGANIZATION);
  await ensureMonths(store, new Date());
  const listener = new Listener(url);
  const tree = await new OrganizationTree(store, listener).open();
  const config = configOf(env, store, log);
  const resources = {
    store,
    config,
    tree,
    log,
    webhookTokens,
    internalSecret: await internalSecret(store),
    trustedProxies: env.TRUSTED_PROXIES,
    refreshIntervalSeconds: env.REFRESH_INTERVAL_SECONDS,
    retentionMonths: env.RETENTION_MONTHS,
    beside: readUrl ? () => openStore({ url, app: 'collect', poolSize: 2, readUrl }) : undefined,
    publicUrl: env.PUBLIC_URL ?? `http://127.0.0.1:${env.GATEWAY_PORT}`,
  };
  const app = await createCollect(resources);
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onClose', async () => {
    if (config instanceof ConfigFile) await config.close();
    tree.close();
    await listener.close();
    await store.destroy();
  });
  startLoops(app);
  if (config instanceof ConfigFile) config.start();
  await serve(app, place, log, env.DRAIN_SECONDS);
});

type Sources = Env<'ALERTMANAGER_URL' | 'PROMETHEUS_URL' | 'COLLECT_CONFIG_FILE'>;

/** The file says all of it, the two variables stand for one upstream each: both would leave open which counts. */
function configOf({ ALERTMANAGER_URL, PROMETHEUS_URL, COLLECT_CONFIG_FILE: file }: Sources, store: Store, log: Log): CurrentConfig {
  if (!file) return new FixedConfig(shortForm({ alertmanagerUrl: ALERTMANAGER_URL, prometheusUrl: PROMETHEUS_URL }));
  const beside = ALERTMANAGER_URL ? 'ALERTMANAGER_URL' : PROMETHEUS_URL ? 'PROMETHEUS_URL' : undefined;
  if (beside)
    throw new EnvFault(
      `${beside}: is set beside COLLECT_CONFIG_FILE; name it there as an upstream (example: COLLECT_CONFIG_FILE=/etc/alertledger/collect.yaml)`,
    );
  return ConfigFile.open(file, store, log);
}

function partsOf(secret: string): string[] {
  return secret.split(',').map((part) => part.trim());
}
