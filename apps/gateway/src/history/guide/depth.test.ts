import fc from 'fast-check';
import { foldPending } from '#persistence';
import { useGateway } from '#test/gateway';
import { type Told, tell } from '#test/sightings';
import { windowOf } from './window.js';

const gateway = useGateway();
const quarter = 900_000;
const noon = Date.UTC(2026, 4, 12, 12);

/** A day that most rows were recorded on, in few quarters of an hour, and some rows around it. Many started months before. */
beforeAll(async () => {
  const told = Array.from({ length: 1_300 }, (_, i): Told => {
    const recorded = i % 50 === 0 ? noon + ((i % 7) - 3) * 86_400_000 : noon + Math.floor((i * i) % 11) * quarter + (i % 3);
    const startsAt = new Date(recorded - (i % 13 === 0 ? (i % 400) * 86_400_000 : 60_000));
    const organization = ['cafe', 'deli', 'kiosk', 'bar', 'north'][i % 5] ?? '';
    return { via: 'import', organization, fingerprint: `f${i}`, startsAt, endsAt: startsAt, recordedAt: new Date(recorded) };
  });
  await tell(gateway.database.store, told.slice(0, 900));
  await foldPending(gateway.database.store);
  await tell(gateway.database.store, told.slice(900));
});

test.each([
  ['owner', '', 1_300],
  ['owner', '&organization_id=north&include=descendants', 1_040],
  ['owner', '&organization_id=north&organization_id=bar', 520],
  ['owner', '&organization_id=shop&organization_id=south&organization_id=kiosk&include=descendants', 1_040],
  ['owner', '&from_date=2026-05-12T12:20:00Z&to_date=2026-05-12T14:10:00Z', undefined],
  ['cafe', '', 260],
])('as %s with "%s" every page of a dense day is that of naive SQL, in both directions', async (caller, query, total) => {
  const read = async (more: string) => (await gateway.as(caller).get(`/api/alerts/history?page_size=40${query}${more}`)).body.data;
  const newest: number[] = [];
  for (let page = 1; ; page++) {
    const { alerts, pagination } = await read(`&page=${page}`);
    newest.push(...alerts.map((alert: { id: number }) => alert.id));
    if (total !== undefined) expect(pagination.total_count).toBe(total);
    expect(pagination.has_next).toBe(newest.length < pagination.total_count);
    if (!pagination.has_next) break;
  }
  const naive: { id: number }[] = await gateway.database.store.query('SELECT id FROM alert_history ORDER BY created_at DESC, id DESC');
  const seen = new Set(newest);
  expect(seen.size).toBe(newest.length);
  expect(newest).toEqual(naive.map(({ id }) => id).filter((id) => seen.has(id)));
  const oldest = [...newest].reverse();
  for (const page of [1, 3, Math.ceil(newest.length / 40)]) {
    const { alerts } = await read(`&sort_direction=asc&page=${page}`);
    expect(alerts.map((alert: { id: number }) => alert.id)).toEqual(oldest.slice((page - 1) * 40, page * 40));
  }
});

const stretches = fc.array(fc.nat(5), { maxLength: 12 }).map((counts) => counts.map((n, date) => ({ date, n })));

test('the run of stretches is the shortest one that holds the rows asked for', () => {
  fc.assert(
    fc.property(stretches, fc.nat(30), fc.integer({ min: 1, max: 12 }), (counted, skip, size) => {
      const owners = counted.flatMap(({ date, n }) => Array.from({ length: n }, () => date));
      const wanted = owners.slice(skip, skip + size);
      const { run, rest } = windowOf(counted, skip, size);
      const held = run.flatMap(({ date, n }) => Array.from({ length: n }, () => date));
      expect(held.slice(rest, rest + size)).toEqual(wanted);
      if (wanted.length > 0) {
        expect(run[0]?.date).toBe(wanted[0]);
        if (wanted.length === size) expect(run.at(-1)?.date).toBe(wanted.at(-1));
      } else expect(run).toEqual([]);
    }),
  );
});

test('a stretch that a cursor stands in is read, and counts for nothing', () => {
  const counted = [5, 2, 9].map((n, date) => ({ date, n }));
  expect(windowOf(counted, 0, 2, 0)).toEqual({ run: counted.slice(0, 2), rest: 0 });
  expect(windowOf(counted, 0, 3, 0)).toEqual({ run: counted, rest: 0 });
});
