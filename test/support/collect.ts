import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { OrganizationTree } from '#persistence';
import { createLog } from '#runtime';
import { createCollect, type Resources } from '../../apps/collect/src/app.js';
import { client } from './client.js';
import { createDatabase, type TestDatabase } from './database.js';
import { plantFleet } from './fleet.js';

export const WEBHOOK_TOKEN = 'a-secret-of-the-webhook';

export type TestCollect = {
  database: TestDatabase;
  tree: OrganizationTree;
  app: NestFastifyApplication;
  url: string;
  /** Speaks with the webhook's secret. */
  sender: ReturnType<typeof client>;
  close(): Promise<void>;
};

/** Collect over the planted fleet, with no loop running. */
export async function createTestCollect(more: Partial<Resources> = {}): Promise<TestCollect> {
  const database = await createDatabase();
  await plantFleet(database.store);
  const tree = await new OrganizationTree(database.store, database.url).open();
  const app = await createCollect({
    store: database.store,
    tree,
    log: createLog('collect', process.env.TEST_LOG_LEVEL ?? 'silent'),
    webhookTokens: [WEBHOOK_TOKEN, 'the-next-secret'],
    trustedProxies: [],
    ...more,
  });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const close = async (): Promise<void> => {
    await app.close();
    await tree.close();
    await database.drop?.();
  };
  return {
    database,
    tree,
    app,
    url,
    sender: client(
      () => url,
      () => ({ authorization: `Bearer ${WEBHOOK_TOKEN}` }),
    ),
    close,
  };
}

/** The same for a whole test file. Its fields are there once the first test runs. */
export function useCollect(more: Partial<Resources> = {}): TestCollect {
  const collect = {} as TestCollect;
  beforeAll(async () => {
    Object.assign(collect, await createTestCollect(more));
  });
  afterAll(() => collect.close?.());
  return collect;
}
