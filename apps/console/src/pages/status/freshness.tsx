import { interval } from '../../data/budget';
import { api } from '../../data/client';
import { dataOf } from '../../data/failure';
import { useRead } from '../../data/read';
import { useView } from '../../search/view';
import { Instant, lengthText } from '../../ui/instant';
import { List } from '../../ui/list';
import { Read } from '../../ui/states';
import { count, useWords, type Word } from '../../words/words';
import { bytesText } from '../export-parts';

const EVERY_MS = 60_000;

/** How old what is shown may be: the tenants that are asked, the columns that answer questions, and what waits to be counted. */
export function Freshness() {
  const say = useWords();
  const { scope } = useView();
  const freshness = useRead(
    ['freshness', scope],
    (signal) => dataOf(api.GET('/api/alerts/freshness', { params: { query: scope }, signal })),
    () => interval(EVERY_MS),
  );
  return (
    <section aria-labelledby="freshness">
      <h2 id="freshness">{say('freshness')}</h2>
      <Read of={freshness}>
        {({ interval_seconds, tenants, oldest, columns, pending }) => (
          <>
            <p>{say('asksEvery', { length: lengthText(interval_seconds) })}</p>
            <ul class="tiles">
              {(['total', 'fresh', 'failing', 'never'] as const).map((kind) => (
                <li key={kind} class="tile">
                  <span>{say(TENANTS[kind])}</span> <strong>{count(tenants[kind])}</strong>
                </li>
              ))}
            </ul>
            <p>
              {columns.age_seconds === null
                ? say('columnsBuilding')
                : say('columnsAge', { length: lengthText(columns.age_seconds), size: bytesText(columns.bytes) })}{' '}
              {say('pendingFolds', { n: pending.batches, length: lengthText(pending.age_seconds) })}
            </p>
            {oldest.length > 0 && <Oldest rows={oldest} />}
          </>
        )}
      </Read>
    </section>
  );
}

const TENANTS = { total: 'tenants', fresh: 'freshTenants', failing: 'failingTenants', never: 'neverTenants' } as const satisfies Record<
  string,
  Word
>;

type Age = {
  readonly tenant_id: string;
  readonly polled_at: string | null;
  readonly failing_since: string | null;
  readonly organizations: number;
};

function Oldest({ rows }: { rows: readonly Age[] }) {
  const say = useWords();
  const { zone } = useView();
  return (
    <List
      caption={say('oldestTenants')}
      rows={rows}
      keyOf={({ tenant_id }) => tenant_id}
      columns={[
        { name: say('tenant'), cell: ({ tenant_id }) => tenant_id },
        { name: say('polled'), cell: ({ polled_at }) => (polled_at ? <Instant at={polled_at} zone={zone} age /> : say('never')) },
        { name: say('failingSince'), cell: ({ failing_since }) => (failing_since ? <Instant at={failing_since} zone={zone} age /> : '–') },
        { name: say('organizations'), cell: ({ organizations }) => count(organizations) },
      ]}
    />
  );
}
