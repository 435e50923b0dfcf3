import { useState } from 'preact/hooks';
import { api } from '../../data/client';
import { dataOf } from '../../data/failure';
import { useRead } from '../../data/read';
import { useHeld } from '../../data/store';
import { daysIn } from '../../search/range';
import { useView } from '../../search/view';
import { session } from '../../session/session';
import { Empty, Pager } from '../../ui/list';
import { Page } from '../../ui/page';
import { RangeBar } from '../../ui/range-bar';
import { Read } from '../../ui/states';
import { useWords } from '../../words/words';
import { OrderDialog } from '../order-export';
import { Course } from './course';
import { Filters, SCHEMA } from './filters';
import { Jump } from './jump';
import { Rows } from './rows';

const PAGE_SIZE = 50;

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
      <Jump />
      <Course filters={filters} />
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
