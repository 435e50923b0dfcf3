import { interval } from '../../data/budget';
import { api } from '../../data/client';
import { dataOf } from '../../data/failure';
import { useRead } from '../../data/read';
import { useView } from '../../search/view';
import { Empty, Pager } from '../../ui/list';
import { Page, ZoneNote } from '../../ui/page';
import { Read } from '../../ui/states';
import { useWords } from '../../words/words';
import { Filters, SCHEMA } from './filters';
import { Panel } from './panel';
import { Rows } from './rows';

const PAGE_SIZE = 50;
const EVERY_MS = 30_000;

export default function Alerts() {
  const say = useWords();
  const { values, dropped, scope, set } = useView(SCHEMA);
  const { org: _, below: __, tz: ___, range: ____, alert: shown, ...filters } = values;
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
      <div class={shown ? 'beside-list' : undefined}>
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
        {shown && <Panel key={shown} id={shown} close={() => set({ alert: '' }, 'replace')} />}
      </div>
    </Page>
  );
}
