import { type FakeAlertmanager, shown, silenced, startFakeAlertmanager } from '#test/alertmanager';
import { createTestCollect, type TestCollect } from '#test/collect';
import { FixedConfig } from '../config/config-file.js';
import { shortForm } from '../config/short-form.js';

let collect: TestCollect;
let alertmanager: FakeAlertmanager;
beforeAll(async () => {
  alertmanager = await startFakeAlertmanager();
  const config = { ...shortForm({ alertmanagerUrl: alertmanager.url }), acknowledgeBySilence: true };
  collect = await createTestCollect({ config: new FixedConfig(config) });
});
afterAll(async () => {
  await collect.close();
  await alertmanager.close();
});

const acknowledged = async (fingerprint: string): Promise<Date | null> =>
  (await collect.database.store.query('SELECT acknowledged_at FROM episode WHERE fingerprint = $1', [fingerprint]))[0].acknowledged_at;
const poll = async (...answer: object[]): Promise<void> => {
  alertmanager.answers.set('t-bar', answer);
  await collect.refresher.refresh(new Date(Date.now() + 60_000 * ticks++));
};
let ticks = 0;

test('the first silence that a poll sees on an alert acknowledges it, and later ones change nothing', async () => {
  await poll(shown('a'), shown('b'));
  expect([await acknowledged('a'), await acknowledged('b')]).toEqual([null, null]);
  await poll(shown('a', {}, silenced), shown('b'));
  const first = await acknowledged('a');
  expect([first, await acknowledged('b')]).toEqual([expect.any(Date), null]);
  await poll(shown('a'), shown('b'));
  await poll(shown('a', {}, { status: { state: 'suppressed', silencedBy: ['another'], inhibitedBy: [] } }), shown('b'));
  expect(await acknowledged('a')).toEqual(first);
});
