import { ensureOwner } from '#persistence';
import { createLog } from '#runtime';
import { useDatabase } from '#test/database';
import { EventTally } from './event-tally.js';

const database = useDatabase();
const refused = { organization: null, severity: 'warning', source: 'authentication', message: 'a token was refused' } as const;

test('events that cannot be written wait, and are written with all their counts', async () => {
  const { store } = database;
  await ensureOwner(store, 'owner');
  const tally = new EventTally(store, createLog('test', 'silent'));
  await store.query('ALTER TABLE system_event RENAME TO away');
  tally.note(refused);
  tally.note({ ...refused, message: 'another' });
  await tally.flush();
  tally.note(refused);
  await store.query('ALTER TABLE away RENAME TO system_event');
  await tally.flush();
  await tally.flush();
  expect(await store.query('SELECT message, times FROM system_event ORDER BY message')).toEqual([
    { message: 'a token was refused', times: 2 },
    { message: 'another', times: 1 },
  ]);
});
