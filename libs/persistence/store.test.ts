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
