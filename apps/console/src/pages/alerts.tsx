import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { Schemas } from '../../../../packages/client/client';
import { useKeys } from '../app/keys';
import { interval } from '../data/budget';
import { api } from '../data/client';
import { dataOf } from '../data/failure';
import { useRead } from '../data/read';
import { useHeld } from '../data/store';
import { ids, many, one, whole } from '../search/codecs';
import { useView } from '../search/view';
import { session } from '../session/session';
import { alertLink } from '../ui/alert-link';
import { Pick, Typed } from '../ui/fields';
import { Instant } from '../ui/instant';
import { Empty, List, Pager } from '../ui/list';
import { Page, ZoneNote } from '../ui/page';
import { Severity } from '../ui/severity';
import { Read } from '../ui/states';
import { useWords, type Word } from '../words/words';
import { Bulk } from './bulk';

type Alert = Schemas['OpenAlert'];

const SCHEMA = {
  severity: many('critical', 'warning', 'info'),
  status: many('active', 'suppressed', 'unprocessed'),
  alertname: ids(20),
  system_key: ids(20),
  assigned_user_id: ids(20),
  sort_by: one('starts_at', 'severity', 'alertname', 'status', 'assigned_user_name'),
  sort_direction: one('desc', 'asc'),
  page: whole(1),
};
const SORTS: readonly (readonly [(typeof SCHEMA)['sort_by']['fallback'], Word])[] = [
  ['starts_at', 'since'],
  ['severity', 'severity'],
  ['alertname', 'name'],
  ['status', 'state'],
  ['assigned_user_name', 'inCharge'],
];
const PAGE_SIZE = 50;
const EVERY_MS = 30_000;
export const keyOf = ({ organization_id, fingerprint }: Pick2): string => `${organization_id}/${fingerprint}`;
type Pick2 = { readonly organization_id: string; readonly fingerprint: string };

export default function Alerts() {
  const say = useWords();
  const { values, dropped, scope, set } = useView(SCHEMA);
  const { org: _, below: __, tz: ___, range: ____, ...filters } = values;
  const query = {
    ...scope,
    ...filters,
    severity: [...filters.severity],
    status: [...filters.status],
    alertname: [...filters.alertname],
    system_key: [...filters.system_key],
    assigned_user_id: [...filters.assigned_user_id],
    page_size: PAGE_SIZE,
  };
  const alerts = useRead(
    ['alerts', query],
    (signal) => dataOf(api.GET('/api/alerts', { params: { query }, signal })),
    () => interval(EVERY_MS),
  );
  const isFiltered = [filters.severity, filters.status, filters.alertname, filters.system_key, filters.assigned_user_id].some(
    (list) => list.length > 0,
  );
  return (
    <Page title={say('alerts')} dropped={dropped}>
      <Filters />
      <ZoneNote />
      <Read of={alerts}>
        {({ alerts: rows, pagination, warnings }) => (
          <>
            <p aria-live="polite">{say('total', { n: pagination.total_count })}</p>
            {warnings.length > 0 && <p class="notice">{say('stale', { text: warnings.join('; ') })}</p>}
            {rows.length === 0 ? <Empty filtered={isFiltered} /> : <Rows rows={rows} total={pagination.total_count} query={query} />}
            <Pager page={pagination.page} pages={pagination.total_pages} go={(page) => set({ page })} />
          </>
        )}
      </Read>
    </Page>
  );
}

function Filters() {
  const say = useWords();
  const { values, set } = useView(SCHEMA);
  const now = useHeld(session);
  const me = now.state === 'in' ? now.me.subject : '';
  const [inCharge = ''] = values.assigned_user_id;
  return (
    <form class="filters" aria-label={say('filters')} onSubmit={(event) => event.preventDefault()}>
      <Pick
        label={say('severity')}
        value={values.severity[0] ?? ''}
        options={(['critical', 'warning', 'info'] as const).map((name) => [name, say(name)])}
        change={(one) => set({ severity: one ? [one as 'critical'] : [] })}
      />
      <Pick
        label={say('state')}
        value={values.status[0] ?? ''}
        options={(['active', 'suppressed', 'unprocessed'] as const).map((name) => [name, say(name)])}
        change={(one) => set({ status: one ? [one as 'active'] : [] })}
      />
      <Typed label={say('name')} value={values.alertname[0] ?? ''} change={(text, how) => set({ alertname: text ? [text] : [] }, how)} />
      <Typed
        label={say('system')}
        value={values.system_key[0] ?? ''}
        change={(text, how) => set({ system_key: text ? [text] : [] }, how)}
      />
      <Pick
        label={say('inCharge')}
        value={inCharge}
        options={[
          ['none', say('nobody')],
          [me, say('me')],
        ]}
        change={(one) => set({ assigned_user_id: one ? [one] : [] })}
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

function Rows({ rows, total, query }: { rows: readonly Alert[]; total: number; query: object }) {
  const say = useWords();
  const { zone } = useView(SCHEMA);
  const now = useHeld(session);
  const me = now.state === 'in' ? now.me : undefined;
  const mayAct = me?.scopes.includes('manage:systems') ?? false;
  const [chosen, setChosen] = useState<ReadonlyMap<string, Alert>>(new Map());
  const [last, setLast] = useState(-1);
  const choose = (index: number, isRange: boolean): void => {
    const [from, to] = isRange && last >= 0 ? [Math.min(last, index), Math.max(last, index)] : [index, index];
    const next = new Map(chosen);
    const isIn = !chosen.has(keyOf(rows[index] as Alert));
    for (const row of rows.slice(from, to + 1)) isIn ? next.set(keyOf(row), row) : next.delete(keyOf(row));
    setChosen(next);
    setLast(index);
  };
  const focused = (): number => [...document.querySelectorAll('tbody tr')].findIndex((row) => row.contains(document.activeElement));
  const step = (by: number): void => document.querySelectorAll<HTMLElement>('tbody tr a')[Math.max(0, focused() + by)]?.focus();
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    x: () => focused() >= 0 && choose(focused(), false),
    X: () => focused() >= 0 && choose(focused(), true),
  });
  const select = {
    name: say('select'),
    cell: (alert: Alert) => (
      <input
        type="checkbox"
        aria-label={`${say('select')} ${alert.labels.alertname ?? ''}`}
        checked={chosen.has(keyOf(alert))}
        onClick={(event) => choose(rows.indexOf(alert), event.shiftKey)}
      />
    ),
  };
  return (
    <>
      {mayAct && (
        <Bulk
          chosen={[...chosen.values()]}
          total={total}
          query={query}
          clear={() => setChosen(new Map())}
          isCustomer={me?.organization.role === 'customer'}
        />
      )}
      <List
        caption={say('alerts')}
        rows={rows}
        keyOf={keyOf}
        columns={[
          ...(mayAct ? [select] : []),
          { name: say('severity'), cell: ({ labels }) => <Severity of={labels.severity ?? null} /> },
          { name: say('name'), cell: (alert) => <Named alert={alert} /> },
          { name: say('system'), cell: ({ labels }) => labels.system_key ?? labels.instance ?? '' },
          ...(me?.organization.role === 'customer'
            ? []
            : [{ name: say('organization'), cell: ({ organization_id }: Alert) => organization_id }]),
          { name: say('since'), cell: ({ startsAt }) => <Instant at={startsAt} zone={zone} age /> },
          { name: say('state'), cell: ({ status }) => <StateOf status={status} /> },
          { name: say('inCharge'), cell: ({ assigned_to }) => assigned_to?.user_name ?? say('nobody') },
        ]}
      />
    </>
  );
}

function Named({ alert }: { alert: Alert }) {
  return (
    <>
      <Link href={alertLink(alert)}>{alert.labels.alertname || alert.fingerprint}</Link>
      {alert.annotations.summary && <small> {alert.annotations.summary}</small>}
    </>
  );
}

function StateOf({ status: { state, silencedBy, inhibitedBy } }: { status: Alert['status'] }) {
  const say = useWords();
  if (silencedBy.length > 0) return <>{say('silenced')}</>;
  return <>{say(inhibitedBy.length > 0 ? 'inhibited' : state)}</>;
}
