import type { Log } from '#runtime';
import { createTestCollect, type TestCollect } from '#test/collect';
import { tell } from '#test/sightings';
import { until } from '#test/until';
import { startLoops } from '../app.js';

const said: string[] = [];
const write = (_: object, message: string): void => void said.push(message);
const log: Log = { debug: () => undefined, info: write, warn: write, error: write };
let collect: TestCollect;

beforeAll(async () => {
  collect = await createTestCollect({ log });
  startLoops(collect.app);
});
afterAll(() => collect.close());

const history = async (): Promise<number | undefined> =>
  (await collect.database.store.query(`SELECT history FROM scope_totals s JOIN organization o ON o.id = s.scope WHERE o.role = 'owner'`))[0]
    ?.history;
const pending = async (): Promise<string | undefined> =>
  /^alertledger_fold_pending_rows (\S+)$/m.exec(await (await fetch(`${collect.url}/metrics`)).text())?.[1];
const resolve = (fingerprint: string) =>
  tell(collect.database.store, [{ organization: 'cafe', fingerprint, endsAt: new Date('2026-05-12T08:00:00Z') }]);

test('what is recorded is folded a moment later, by itself', async () => {
  await resolve('a');
  await until(async () => (await history()) === 1);
  expect(await pending()).toBe('0');
});

test('an outage is told once, its end once, and nothing is lost', async () => {
  await collect.database.store.query('ALTER TABLE totals_delta RENAME TO away');
  await resolve('b');
  await until(() => said.includes('cannot fold'));
  expect(await pending()).toMatch(/nan/i);
  expect(await history()).toBe(1);
  await collect.database.store.query('ALTER TABLE away RENAME TO totals_delta');
  await until(async () => (await history()) === 2);
  await until(() => said.includes('can fold again'));
  expect(said.filter((message) => message === 'cannot fold' || message === 'can fold again')).toEqual(['cannot fold', 'can fold again']);
});

test('two processes fold each difference once', async () => {
  const other = await collect.replica();
  startLoops(other.app);
  for (let i = 0; i < 20; i++) await resolve(`c${i}`);
  await until(async () => (await pending()) === '0');
  expect(await history()).toBe(22);
  await other.app.close();
});
