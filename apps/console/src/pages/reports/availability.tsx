import type { Schemas } from '../../../../../packages/client/client';
import { api } from '../../data/client';
import { linkedOf } from '../../data/linked';
import { useRead } from '../../data/read';
import { useView } from '../../search/view';
import { lengthText } from '../../ui/instant';
import { Empty, List, Pager } from '../../ui/list';
import { Organization } from '../../ui/organization';
import { Read } from '../../ui/states';
import { count, useWords } from '../../words/words';
import { SCHEMA, useAsked, useBehind, useBucket } from './asked';

type Row = Schemas['Availability'];

const KEYS = ['system', 'organization', 'alertname'] as const;
/** At most so many are read at once; all of them are ranked, and shown in pages. */
const READ = 1_000;
const SHOWN = 50;
const exact = new Intl.NumberFormat('en', { style: 'percent', minimumFractionDigits: 3, maximumFractionDigits: 4 });

/** How long what is asked for was free of alerts: the worst first, where all are at hand. */
export function AvailabilityReport() {
  const say = useWords();
  const { values, set } = useView(SCHEMA);
  const by = KEYS.find((one) => one === values.by) ?? 'system';
  const { severity, exclude, cursor, page } = values;
  const query = {
    ...useAsked(),
    by,
    'group-by': useBucket('NONE', 'DAY', 'WEEK', 'MONTH'),
    limit: READ,
    ...(severity.length > 0 && { severity: [...severity] }),
    ...(exclude && { exclude }),
    ...(cursor && { cursor }),
  };
  const report = useRead(['availability', query], (signal) => linkedOf(api.GET('/reports/availability', { params: { query }, signal })));
  return (
    <Read of={report}>
      {({ rows, next }) => {
        const isWhole = !next && !cursor;
        const ranked = isWhole ? [...rows].sort((a, b) => a.availability - b.availability) : rows;
        return rows.length === 0 ? (
          <Empty filtered={severity.length > 0} />
        ) : (
          <>
            <p aria-live="polite">{say('rows', { n: rows.length })}</p>
            {!isWhole && <p class="notice">{say('notRanked', { most: READ })}</p>}
            <Rows by={by} rows={ranked.slice((page - 1) * SHOWN, page * SHOWN)} />
            <Pager page={page} pages={Math.ceil(rows.length / SHOWN)} go={(to) => set({ page: to })} />
            {next && (
              <button type="button" onClick={() => set({ cursor: next })}>
                {say('nextRows')}
              </button>
            )}
          </>
        );
      }}
    </Read>
  );
}

function Rows({ by, rows }: { by: (typeof KEYS)[number]; rows: readonly Row[] }) {
  const say = useWords();
  const behind = useBehind();
  const what = {
    system: ({ key, organization_id = '' }: Row) => (
      <>
        <a href={`/console${behind({ org: organization_id, ...(key && { system_key: key }) })}`}>{key || say('none')}</a>{' '}
        <small>
          <Organization id={organization_id} />
        </small>
      </>
    ),
    organization: ({ key }: Row) => (
      <a href={`/console${behind({ org: key })}`}>
        <Organization id={key} />
      </a>
    ),
    alertname: ({ key }: Row) => <a href={`/console${behind({ alertname: key })}`}>{key}</a>,
  }[by];
  return (
    <List
      caption={say('availability')}
      rows={rows}
      keyOf={({ key, organization_id, bucket }) => `${bucket} ${organization_id} ${key}`}
      columns={[
        { name: say(by === 'alertname' ? 'name' : by), cell: what },
        ...(rows.some(({ bucket }) => bucket) ? [{ name: say('bucket'), cell: ({ bucket }: Row) => bucket }] : []),
        { name: say('availability'), cell: ({ availability }) => exact.format(availability) },
        { name: say('alertTime'), cell: ({ alert_seconds }) => lengthText(alert_seconds) },
        { name: say('longest'), cell: ({ longest_seconds }) => lengthText(longest_seconds) },
        { name: say('number'), cell: ({ episodes }) => count(episodes) },
      ]}
    />
  );
}
