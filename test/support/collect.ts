import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { internalSecret, Listener, OrganizationTree } from '#persistence';
import { createLog } from '#runtime';
import { createCollect, type Resources } from '../../apps/collect/src/app.js';
import { FixedConfig } from '../../apps/collect/src/config/config-file.js';
import { shortForm } from '../../apps/collect/src/config/short-form.js';
import { AlertsTotalsRefresher } from '../../apps/collect/src/refresher/refresher.js';
import { client } from './client.js';
import { createDatabase, type TestDatabase } from './database.js';
import { plantFleet } from './fleet.js';

/** Where a gateway takes part, give the one of its database instead. */
export const WEBHOOK_TOKEN = 'a-secret-of-the-webhook';

/** What a test says of its collect; the addresses stand for a configuration. */
export type Wanted = Partial<Resources> & { readonly alertmanagerUrl?: string | undefined; readonly prometheusUrl?: string | undefined };
/** One process of collect, with no loop running. */
export type Replica = {
  resources: Resources;
  app: NestFastifyApplication;
  url: string;
  /** Speaks with the webhook's secret. */
  sender: ReturnType<typeof client>;
  refresher: AlertsTotalsRefresher;
};
export type TestCollect = Replica & {
  database: TestDatabase;
  tree: OrganizationTree;
  /** Another process of collect on the same database. */
  replica(more?: Wanted): Promise<Replica>;
  close(): Promise<void>;
};

/** Collect over the planted fleet. */
export async function createTestCollect(more: Wanted = {}): Promise<TestCollect> {
  const database = await createDatabase();
  await plantFleet(database.store);
  const listener = new Listener(database.url);
  const tree = await new OrganizationTree(database.store, listener).open();
  const secret = await internalSecret(database.store);
  const apps: NestFastifyApplication[] = [];
  const replica = async (others: Wanted = {}): Promise<Replica> => {
    const wanted = { ...more, ...others };
    const started = await startReplica({ ...defaults(database, tree, secret), config: new FixedConfig(shortForm(wanted)), ...wanted });
    apps.push(started.app);
    return started;
  };
  const close = async (): Promise<void> => {
    await Promise.all(apps.map((app) => app.close()));
    tree.close();
    await listener.close();
    await database.drop?.();
  };
  return Object.assign(await replica(), { database, tree, replica, close });
}

const defaults = ({ store }: TestDatabase, tree: OrganizationTree, secret: string): Omit<Resources, 'config'> => ({
  store,
  tree,
  log: createLog('collect', process.env.TEST_LOG_LEVEL ?? 'silent'),
  webhookTokens: [WEBHOOK_TOKEN, 'the-next-secret'],
  internalSecret: secret,
  trustedProxies: [],
  refreshIntervalSeconds: 60,
});

async function startReplica(resources: Resources): Promise<Replica> {
  const app = await createCollect(resources);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const sender = client(
    () => url,
    () => ({ authorization: `Bearer ${WEBHOOK_TOKEN}` }),
  );
  return {
    resources,
    app,
    url,
    sender,
    get refresher() {
      return app.get(AlertsTotalsRefresher, { strict: false });
    },
  };
}

/** The same for a whole test file. Its fields are there once the first test runs. */
export function useCollect(more: Wanted = {}): TestCollect {
  const collect = {} as TestCollect;
  beforeAll(async () => {
    const made = await createTestCollect(more);
    Object.defineProperties(collect, Object.getOwnPropertyDescriptors(made));
  });
  afterAll(() => collect.close?.());
  return collect;
}
