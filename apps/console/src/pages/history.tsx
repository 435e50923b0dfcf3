import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { Schemas } from '../../../../packages/client/client';
import { api } from '../data/client';
import { dataOf } from '../data/failure';
import { useRead } from '../data/read';
import { useHeld } from '../data/store';
import { ids, many, one, text, whole } from '../search/codecs';
import { daysIn } from '../search/range';
import { useView } from '../search/view';
import { session } from '../session/session';
import { alertLink } from '../ui/alert-link';
import { Pick, Typed } from '../ui/fields';
import { Instant, lengthText } from '../ui/instant';
import { Empty, List, Pager } from '../ui/list';
import { Page } from '../ui/page';
import { RangeBar } from '../ui/range-bar';
import { Severity } from '../ui/severity';
import { Read } from '../ui/states';
import { useWords, type Word } from '../words/words';
import { OrderDialog } from './order-export';

type Alert = Schemas['HistoryAlert'];

const SCHEMA = {
  severity: many('critical', 'warning', 'info'),
  alertname: ids(20),
  system_key: ids(20),
  sort_by: one('created_at', 'starts_at', 'ends_at', 'alertname', 'severity'),
  sort_direction: one('desc', 'asc'),
  page: whole(1),
  from_date: text(40),
  to_date: text(40),
};
const PAGE_SIZE = 50;
const SORTS: readonly (readonly [string, Word])[] = [
  ['created_at', 'recorded'],
  ['starts_at', 'since'],
  ['ends_at', 'end'],
  ['alertname', 'name'],
  ['severity', 'severity'],
];

export default function History() {
  const say = useWords();
  const { values, dropped, scope, range, zone, set } = useView(SCHEMA);
  const now = useHeld(session);
  const [ordering, setOrdering] = useState(false);
  const { severity, alertname, system_key, sort_by, sort_direction, page, from_date, to_date } = values;
  const filters = { severity: [...severity], alertname: [...alertname], system_key: [...system_key] };
  const from = from_date || new Date(range.from).toISOString();
  const to = to_date || new Date(range.until).toISOString();
  const query = { ...scope, ...filters, sort_by, sort_direction, page, page_size: PAGE_SIZE, from_date: from, to_date: to };
  const history = useRead(['history', query], (signal) => dataOf(api.GET('/api/alerts/history', { params: { query }, signal })));
  const mayOrder = now.state === 'in' && now.me.roles.includes('report_admin');
  const actions = mayOrder && (
    <button type="button" onClick={() => setOrdering(true)}>
      {say('exportView')}
    </button>
  );
  return (
    <Page title={say('history')} dropped={dropped} actions={actions}>
      <RangeBar />
      <Filters />
      <Read of={history}>
        {({ alerts, pagination }) => (
          <>
            <p aria-live="polite">{say('total', { n: pagination.total_count })}</p>
            {alerts.length === 0 ? (
              <Empty filtered={Object.values(filters).some((list) => list.length > 0)} />
            ) : (
              <Rows rows={alerts} zone={zone} />
            )}
            <Pager page={pagination.page} pages={pagination.total_pages} go={(next) => set({ page: next })} />
          </>
        )}
      </Read>
      {ordering && (
        <OrderDialog type="alert-history" filters={{ ...scope, ...filters }} days={daysIn(range, zone)} close={() => setOrdering(false)} />
      )}
    </Page>
  );
}

function Filters() {
  const say = useWords();
  const { values, set } = useView(SCHEMA);
  return (
    <form class="filters" aria-label={say('filters')} onSubmit={(event) => event.preventDefault()}>
      <Pick
        label={say('severity')}
        value={values.severity[0] ?? ''}
        options={(['critical', 'warning', 'info'] as const).map((name) => [name, say(name)])}
        change={(chosen) => set({ severity: chosen ? [chosen as 'critical'] : [] })}
      />
      <Typed label={say('name')} value={values.alertname[0] ?? ''} change={(said, how) => set({ alertname: said ? [said] : [] }, how)} />
      <Typed
        label={say('system')}
        value={values.system_key[0] ?? ''}
        change={(said, how) => set({ system_key: said ? [said] : [] }, how)}
      />
      <span>
        <label for="sort">{say('sort')}</label>{' '}
        <select id="sort" value={values.sort_by} onChange={({ currentTarget }) => set({ sort_by: currentTarget.value as 'severity' })}>
          {SORTS.map(([name, word]) => (
            <option key={name} value={name}>
              {say(word)}
            </option>
          ))}
        </select>
      </span>
      <button type="button" onClick={() => set({ sort_direction: values.sort_direction === 'asc' ? 'desc' : 'asc' })}>
        {say(values.sort_direction === 'asc' ? 'ascending' : 'descending')}
      </button>
    </form>
  );
}

function Rows({ rows, zone }: { rows: readonly Alert[]; zone: string }) {
  const say = useWords();
  const now = useHeld(session);
  const isCustomer = now.state === 'in' && now.me.organization.role === 'customer';
  const length = ({ starts_at, ends_at }: Alert): string =>
    lengthText(Math.max(0, Math.round((Date.parse(ends_at) - Date.parse(starts_at)) / 1000)));
  return (
    <List
      caption={say('history')}
      rows={rows}
      keyOf={({ id }) => String(id)}
      columns={[
        { name: say('severity'), cell: ({ severity }) => <Severity of={severity} /> },
        {
          name: say('name'),
          cell: (alert) => (
            <>
              <Link href={alertLink(alert)}>{alert.alertname || alert.fingerprint}</Link>
              {alert.summary && <small> {alert.summary}</small>}
            </>
          ),
        },
        { name: say('system'), cell: ({ system_key }) => system_key ?? '' },
        ...(isCustomer ? [] : [{ name: say('organization'), cell: ({ organization_id }: Alert) => organization_id }]),
        { name: say('since'), cell: ({ starts_at }) => <Instant at={starts_at} zone={zone} /> },
        { name: say('end'), cell: ({ ends_at }) => <Instant at={ends_at} zone={zone} /> },
        { name: say('length'), cell: length },
        { name: say('how'), cell: ({ resolution }) => say(resolution) },
        { name: say('recorded'), cell: ({ created_at }) => <Instant at={created_at} zone={zone} /> },
      ]}
    />
  );
}
