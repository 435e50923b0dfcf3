import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { OrganizationTree } from '#persistence';
import { createLog, DEV_AUDIENCE, DEV_ISSUER, type DevKeys, devKeys, mintDevToken } from '#runtime';
import { createGateway } from '../../apps/gateway/src/app.js';
import { KeySet } from '../../apps/gateway/src/http/key-set.js';
import { Tokens } from '../../apps/gateway/src/http/tokens.js';
import { Zones } from '../../apps/gateway/src/http/zones.js';
import { client } from './client.js';
import { createDatabase, type TestDatabase } from './database.js';
import { plantFleet } from './fleet.js';

type Claims = { subject?: string; scope?: string; roles?: string[]; ttl?: string };
export const CLAIMS = { organization: 'organization_id', scope: 'scope', roles: 'roles' };

const EVERYTHING = { scope: 'read:systems manage:systems report read:analytics write:analytics', roles: ['ADMIN', 'report_admin'] };

export type TestGateway = {
  database: TestDatabase;
  tree: OrganizationTree;
  app: NestFastifyApplication;
  url: string;
  keys: DevKeys;
  /** A caller of an organization, with every scope and role unless said otherwise. */
  as(organization: string, claims?: Claims): ReturnType<typeof client>;
  anonymous: ReturnType<typeof client>;
  close(): Promise<void>;
};

export async function createTestGateway(collectUrl = 'http://127.0.0.1:9'): Promise<TestGateway> {
  const database = await createDatabase();
  const dataDir = mkdtempSync(path.join(tmpdir(), 'alertledger-keys-'));
  const log = createLog('gateway', process.env.TEST_LOG_LEVEL ?? 'silent');
  await plantFleet(database.store);
  const tree = await new OrganizationTree(database.store, database.url).open();
  const keys = await devKeys(dataDir);
  const tokens = new Tokens(new KeySet(async () => keys.jwks, log), { issuer: DEV_ISSUER, audience: DEV_AUDIENCE, claims: CLAIMS });
  const app = await createGateway({
    store: database.store,
    tree,
    tokens,
    zones: await Zones.read(database.store),
    log,
    collectUrl,
    trustedProxies: [],
  });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const minted = new Map<string, Promise<string>>();
  const token = (organization: string, claims: Claims): Promise<string> => {
    const key = JSON.stringify([organization, claims]);
    const one =
      minted.get(key) ??
      mintDevToken(keys, { organization, subject: `user-of-${organization}`, ttl: '1h', ...EVERYTHING, ...claims, claims: CLAIMS });
    minted.set(key, one);
    return one;
  };
  return {
    database,
    tree,
    app,
    url,
    keys,
    as: (organization, claims = {}) =>
      client(
        () => url,
        async () => ({ authorization: `Bearer ${await token(organization, claims)}` }),
      ),
    anonymous: client(
      () => url,
      () => ({}),
    ),
    close: async () => {
      await app.close();
      await tree.close();
      await database.drop?.();
      rmSync(dataDir, { recursive: true });
    },
  };
}

/** A gateway over the planted fleet for a whole test file. Its fields are there once the first test runs. */
export function useGateway(): TestGateway {
  const gateway = {} as TestGateway;
  beforeAll(async () => {
    Object.assign(gateway, await createTestGateway());
  });
  afterAll(() => gateway.close?.());
  return gateway;
}
