import { connectionsOf, ensureOwner, internalSecret, migrate, OrganizationTree, openStore } from '#persistence';
import { createLog, readEnv, requireSet, serve, start, startTracing, watchConnections } from '#runtime';
import { createCollect, startLoops } from './app.js';

await start(async () => {
  const env = readEnv([
    'COLLECT_PORT',
    'BIND_ADDRESS',
    'DATABASE_URL',
    'DATABASE_POOL_SIZE',
    'WEBHOOK_TOKEN',
    'ALERTMANAGER_URL',
    'PROMETHEUS_URL',
    'REFRESH_INTERVAL_SECONDS',
    'RETENTION_MONTHS',
    'OWNER_ORGANIZATION',
    'TRUSTED_PROXIES',
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'OTEL_TRACES_SAMPLER_ARG',
    'DRAIN_SECONDS',
    'LOG_LEVEL',
  ]);
  const { DATABASE_URL: url, WEBHOOK_TOKEN: secret } = requireSet(env, ['DATABASE_URL', 'WEBHOOK_TOKEN']);
  const webhookTokens = partsOf(secret);
  const log = createLog('collect', env.LOG_LEVEL);
  await startTracing({ app: 'collect', endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT, share: env.OTEL_TRACES_SAMPLER_ARG });
  const store = await openStore({ url, app: 'collect', poolSize: env.DATABASE_POOL_SIZE });
  watchConnections(() => connectionsOf(store));
  await migrate(store, url);
  await ensureOwner(store, env.OWNER_ORGANIZATION);
  const tree = await new OrganizationTree(store, url).open();
  const resources = {
    store,
    tree,
    log,
    webhookTokens,
    internalSecret: await internalSecret(store),
    trustedProxies: env.TRUSTED_PROXIES,
    alertmanagerUrl: env.ALERTMANAGER_URL,
    prometheusUrl: env.PROMETHEUS_URL,
    refreshIntervalSeconds: env.REFRESH_INTERVAL_SECONDS,
    retentionMonths: env.RETENTION_MONTHS,
  };
  const app = await createCollect(resources);
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onClose', async () => {
    await tree.close();
    await store.destroy();
  });
  startLoops(app, resources);
  await serve(app, { variable: 'COLLECT_PORT', port: env.COLLECT_PORT, address: env.BIND_ADDRESS }, log, env.DRAIN_SECONDS);
});

function partsOf(secret: string): string[] {
  return secret.split(',').map((part) => part.trim());
}
