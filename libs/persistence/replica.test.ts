import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { openStore, type Store, snapshot } from '#persistence';
import { useDatabase } from '#test/database';
import { freePort } from '#test/free-port';
import { until } from '#test/until';

const database = useDatabase();

const destroyAll = (...sockets: Socket[]): void => {
  for (const socket of sockets) socket.destroy();
};

/** Stands between us and the database, as a replica that comes and goes. */
async function startLine(port: number) {
  const target = new URL(database.url);
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    const onward = connect(Number(target.port), target.hostname);
    for (const one of [socket, onward]) {
      open.add(one);
      one.on('error', () => undefined).on('close', () => destroyAll(socket, onward));
    }
    socket.pipe(onward).pipe(socket);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const cut = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of open) socket.destroy();
    await closed;
  };
  return { cut, port: (server.address() as AddressInfo).port };
}

const replicaAt = (port: number): string => {
  const url = new URL(database.url);
  url.port = String(port);
  return url.href;
};
const open = (port: number): Promise<Store> =>
  openStore({ url: database.url, readUrl: replicaAt(port), app: 'test', poolSize: 3, patienceMs: 30_000 });
const read = (store: Store): Promise<number> =>
  snapshot(store, async (db) => (await db.query('SELECT inet_client_port() AS port'))[0].port);

test('while the replica is away its reads come from the primary, and go back to it once it answers', async () => {
  const port = await freePort();
  let line = await startLine(port);
  const store = await open(port);
  try {
    await read(store);
    await line.cut();
    expect(await read(store)).toBeGreaterThan(0);
    line = await startLine(port);
    await until(async () => {
      await read(store);
      return isOnReplica(store);
    });
  } finally {
    await store.destroy();
    await line.cut();
  }
});

test('an app starts while its replica is away, and reads', async () => {
  const store = await open(await freePort());
  try {
    expect(await read(store)).toBeGreaterThan(0);
    expect(isOnReplica(store)).toBe(false);
  } finally {
    await store.destroy();
  }
});

test('connections time statements out and compile nothing, however they came to be', async () => {
  const port = await freePort();
  const line = await startLine(port);
  const store = await open(port);
  try {
    for (const mode of ['master', 'slave'] as const) {
      const runner = store.createQueryRunner(mode);
      expect(await runner.query(`SELECT current_setting('jit') AS jit, current_setting('statement_timeout') AS timeout`)).toEqual([
        { jit: 'off', timeout: '1min' },
      ]);
      await runner.release();
    }
  } finally {
    await store.destroy();
    await line.cut();
  }
});

const isOnReplica = (store: Store): boolean => (store.driver as unknown as { slaves: unknown[] }).slaves.length > 0;
