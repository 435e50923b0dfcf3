import { type Bar, Bars } from '../charts/bars';
import { api } from '../data/client';
import { bodyOf } from '../data/failure';
import { useRead } from '../data/read';
import { useHeld } from '../data/store';
import { daysIn } from '../search/range';
import { useView } from '../search/view';
import { session } from '../session/session';
import { Empty, List } from '../ui/list';
import { Page } from '../ui/page';
import { RangeBar } from '../ui/range-bar';
import { Read } from '../ui/states';
import { count, useWords } from '../words/words';

const MOST_MS = 2_678_400_000;

export default function Usage() {
  const say = useWords();
  const { dropped } = useView();
  const now = useHeld(session);
  const me = now.state === 'in' ? now.me : undefined;
  return (
    <Page title={say('usage')} dropped={dropped}>
      <RangeBar />
      {me?.scopes.includes('read:analytics') && <People />}
      {me?.roles.includes('ADMIN') && <Calls />}
    </Page>
  );
}

function People() {
  const say = useWords();
  const { scope, range } = useView();
  const { first, last } = daysIn(range, 'UTC');
  const query = { ...scope, start_date: first, end_date: last };
  const people = useRead(['usage-summary', query], (signal) => bodyOf(api.GET('/reports/usage-summary', { params: { query }, signal })));
  return (
    <Read of={people}>
      {({ total_users, active_users, total_sessions }) => (
        <ul class="tiles">
          {(
            [
              ['users', total_users],
              ['activeUsers', active_users],
              ['sessions', total_sessions],
            ] as const
          ).map(([word, n]) => (
            <li key={word} class="tile">
              <span>{say(word)}</span> <strong>{count(n)}</strong>
            </li>
          ))}
        </ul>
      )}
    </Read>
  );
}

/** The last 31 days of the range at most. */
function Calls() {
  const say = useWords();
  const { scope, range, zone } = useView();
  const from = Math.max(range.from, range.until - MOST_MS);
  const query = { ...scope, from: new Date(from).toISOString(), until: new Date(range.until).toISOString(), timezone: zone };
  const calls = useRead(['calls', query], (signal) => bodyOf(api.GET('/reports/api-keys/usage', { params: { query }, signal })));
  return (
    <section aria-labelledby="calls">
      <h2 id="calls">{say('calls')}</h2>
      {from > range.from && <p class="notice">{say('last31')}</p>}
      <Read of={calls}>
        {(rows) => {
          const list = rows as [number, string, string, number][];
          const byDay = summed(list, ([, , day]) => day);
          const bars = byDay.map(([day, n]): Bar => ({ label: day, value: n, says: say('callsOn', { n, day }) }));
          const byUser = summed(list, ([user, resource]) => `${user} ${resource}`).sort((a, b) => b[1] - a[1]);
          if (list.length === 0) return <Empty filtered={false} />;
          return (
            <>
              <Bars title={say('callsByDay')} summary={say('callsSum', { n: byDay.reduce((sum, [, n]) => sum + n, 0) })} bars={bars} />
              <List
                caption={say('calls')}
                rows={byUser.slice(0, 100)}
                keyOf={([key]) => key}
                columns={[
                  { name: say('user'), cell: ([key]) => key.split(' ')[0] },
                  { name: say('resource'), cell: ([key]) => key.split(' ')[1] },
                  { name: say('calls'), cell: ([, n]) => count(n) },
                ]}
              />
            </>
          );
        }}
      </Read>
    </section>
  );
}

type Row = [number, string, string, number];
function summed(rows: readonly Row[], keyOf: (row: Row) => string): [string, number][] {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + row[3]);
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
}
