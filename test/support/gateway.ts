import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Columns } from '#columns';
import { type Files, openFiles } from '#files';
import { KeyRing, Listener, OrganizationTree } from '#persistence';
import { createLog, DEV_AUDIENCE, DEV_ISSUER, type DevKeys, type DevToken, devKeys, type Log, mintDevToken, Reach } from '#runtime';
import { createGateway, type Resources } from '../../apps/gateway/src/app.js';
import type { ExportResources } from '../../apps/gateway/src/exports/exports.module.js';
import { Links } from '../../apps/gateway/src/exports/links.js';
import { KeySet } from '../../apps/gateway/src/http/identity/key-set.js';
import { Tokens } from '../../apps/gateway/src/http/identity/tokens.js';
import { Zones } from '../../apps/gateway/src/http/zones.js';
import { type Client, client } from './client.js';
import { createDatabase, type TestDatabase } from './database.js';
import { plantFleet } from './fleet.js';

type Claims = { subject?: string; scope?: string; roles?: string[]; ttl?: string };
type KeyInput = {
  organization_id: string;
  user_id?: string;
  permissions?: string[];
  scopes?: string[];
  roles?: string[];
  cidrs?: string[];
};
export const CLAIMS: DevToken['claims'] = { organization: ['organization_id'], scope: ['scope'], roles: ['roles'] };

const EVERYTHING = { scope: 'read:systems manage:systems report read:analytics write:analytics', roles: ['ADMIN', 'report_admin'] };

export type TestGateway = {
  database: TestDatabase;
  columns: Columns;
  tree: OrganizationTree;
  app: NestFastifyApplication;
  url: string;
  keys: DevKeys;
  /** Where its exports lie, unless it was given other files. */
  filesDir: string;
  files: Files;
  /** A caller of an organization, with every scope and role unless said otherwise. */
  as(organization: string, claims?: Claims): Client;
  /** The same with an API key, made by an administrator of the owner who has every scope and role. */
  withKey(input: KeyInput): Promise<Client>;
  /** With these headers and no others. */
  with(headers: Record<string, string>): Client;
  anonymous: Client;
  close(): Promise<void>;
};

export type GatewayOptions = {
  readonly collectUrl?: string;
  /** No limits to speak of unless said otherwise. */
  readonly rates?: Partial<Resources['rates']>;
  readonly streams?: Resources['streams'];
  readonly exports?: Partial<ExportResources>;
  /** The queue's; in PostgreSQL unless given. */
  readonly redisUrl?: string | undefined;
  readonly trustedProxies?: string[];
  readonly corsOrigins?: string[];
  readonly console?: Resources['console'];
  /** A database that already stands, fleet and all; whoever made it drops it. */
  readonly database?: TestDatabase;
  /** Silent unless given. */
  readonly log?: Log;
  readonly begun?: () => Promise<void>;
  /** Instead of those of development keys. */
  readonly tokens?: Tokens;
  /** Those of another gateway, which then accept each other's tokens. */
  readonly keys?: DevKeys;
  /** Any free one unless given. */
  readonly port?: number;
};

export async function createTestGateway(options: GatewayOptions = {}): Promise<TestGateway> {
  const { collectUrl, rates, exports, redisUrl, trustedProxies, corsOrigins, console: page, database: given } = options;
  const database = given ?? (await createDatabase());
  const dataDir = mkdtempSync(path.join(tmpdir(), 'alertledger-keys-'));
  const log = options.log ?? createLog('gateway', process.env.TEST_LOG_LEVEL ?? 'silent');
  if (!given) await plantFleet(database.store);
  const listener = new Listener(database.url);
  const tree = await new OrganizationTree(database.store, listener).open();
  const keyRing = await new KeyRing(database.store, listener).open();
  const keys = options.keys ?? (await devKeys(dataDir));
  const devTokens = new Tokens(new KeySet(async () => keys.jwks, log), { issuer: DEV_ISSUER, audiences: [DEV_AUDIENCE], claims: CLAIMS });
  const filesDir = path.join(dataDir, 'exports');
  const files = exports?.files ?? (await openFiles({ storage: `file://${filesDir}` }));
  const columns = new Columns({
    store: database.store,
    dir: path.join(dataDir, 'columns'),
    memoryMb: 256,
    threads: 1,
    patienceMs: 30_000,
    log,
  });
  const app = await createGateway({
    store: database.store,
    columns,
    tree,
    keyRing,
    listener,
    ...(options.streams && { streams: options.streams }),
    tokens: options.tokens ?? devTokens,
    ...(options.begun && { begun: options.begun }),
    rates: { perMinute: 1_000_000, failedPerMinute: 1_000_000, ...rates },
    zones: await Zones.read(database.store),
    log,
    collectUrl: collectUrl ?? 'http://127.0.0.1:9',
    trustedProxies: trustedProxies ?? [],
    corsOrigins: corsOrigins ?? [],
    console: page,
    exports: {
      files,
      queue: { redisUrl, databaseUrl: database.url },
      links: await Links.open(database.store, undefined),
      publicUrl: 'https://alerts.example.com',
      perDay: 10,
      reach: new Reach([]),
      ...exports,
    },
  });
  await app.listen(options.port ?? 0, '127.0.0.1');
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
  const as = (organization: string, claims: Claims = {}): Client =>
    client(
      () => url,
      async () => ({ authorization: `Bearer ${await token(organization, claims)}` }),
    );
  const withHeaders = (headers: Record<string, string>): Client =>
    client(
      () => url,
      () => headers,
    );
  return {
    database,
    columns,
    tree,
    app,
    url,
    keys,
    filesDir,
    files,
    as,
    with: withHeaders,
    withKey: async (input) => {
      const everything = { scopes: EVERYTHING.scope.split(' '), roles: EVERYTHING.roles, permissions: ['read', 'write'] };
      const { status, body } = await as('owner').post('/api/api-keys', { name: 'test', ...everything, ...input });
      if (status !== 201) throw new Error(`no key: ${JSON.stringify(body)}`);
      return withHeaders({ 'x-api-key': body.data.key });
    },
    anonymous: withHeaders({}),
    close: async () => {
      await app.close();
      tree.close();
      await Promise.all([keyRing.close(), listener.close(), columns.close()]);
      if (!given) await database.drop?.();
      rmSync(dataDir, { recursive: true, maxRetries: 10 }); // an engine that was killed may still end
    },
  };
}

/** A gateway over the planted fleet for a whole test file. Its fields are there once the first test runs. */
export function useGateway(options: GatewayOptions = {}): TestGateway {
  const gateway = {} as TestGateway;
  beforeAll(async () => {
    Object.assign(gateway, await createTestGateway(options));
  });
  afterAll(() => gateway.close?.());
  return gateway;
}
