import { connect, createServer } from 'node:net';
import { useDatabase } from '#test/database';
import { openStore } from './store.js';

describe('a database that refuses the caller is named by its variable', () => {
  const database = useDatabase();
  const wrong = (): string => database.url.replace(/:[^:@]*@/, ':wrong@');

  it('the database', async () => {
    await expect(openStore({ url: wrong(), app: 'test', poolSize: 2, readUrl: database.url })).rejects.toThrow(
      /^DATABASE_URL: the database/,
    );
  });

  it('the replica', async () => {
    await expect(openStore({ url: database.url, app: 'test', poolSize: 2, readUrl: wrong() })).rejects.toThrow(
      /^DATABASE_READ_URL: the database does not answer: .*password.* \(example: DATABASE_READ_URL=postgres:/,
    );
  });
});

describe('a database that is waited for', () => {
  const database = useDatabase();

  it('is named in the log after two seconds, without the password', async () => {
    const told: unknown[] = [];
    const { hostname, port } = new URL(database.url);
    const door = createServer((socket) => {
      if (told.length === 0) return void socket.destroy();
      const inner = connect(Number(port), hostname);
      socket.pipe(inner).pipe(socket);
      for (const end of [socket, inner]) end.on('error', () => [socket, inner].forEach((one) => void one.destroy()));
    });
    await new Promise<void>((listening) => door.listen(0, '127.0.0.1', listening));
    const bound = door.address();
    const server = `127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`;
    const tell = (fields: object, message: string): void => void told.push({ ...fields, message });
    const url = database.url.replace(`${hostname}:${port}`, server);
    const store = await openStore({ url, app: 'test', poolSize: 2, log: { debug: tell, info: tell, warn: tell, error: tell } });
    expect(told).toEqual([{ variable: 'DATABASE_URL', server, message: 'waiting for the database' }]);
    await store.destroy();
    await new Promise((closed) => door.close(closed));
  });

  it('is not waited for when it speaks no TLS and the URL asks for it', async () => {
    await expect(openStore({ url: `${database.url}?sslmode=verify-full`, app: 'test', poolSize: 2 })).rejects.toThrow(
      /^DATABASE_URL: the database does not answer: The server does not support SSL connections/,
    );
  });
});
