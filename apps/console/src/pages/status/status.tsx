import { useQueryClient } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import { interval } from '../../data/budget';
import { api } from '../../data/client';
import { dataOf, Failure } from '../../data/failure';
import { useRead } from '../../data/read';
import { useHeld } from '../../data/store';
import { whole } from '../../search/codecs';
import { useView } from '../../search/view';
import { session } from '../../session/session';
import { Instant } from '../../ui/instant';
import { Empty, List, Pager } from '../../ui/list';
import { Organization } from '../../ui/organization';
import { Page, ZoneNote } from '../../ui/page';
import { Read } from '../../ui/states';
import { useWords } from '../../words/words';
import { Freshness } from './freshness';

const SCHEMA = { page: whole(1) };
const EVERY_MS = 30_000;

export default function Status() {
  const say = useWords();
  const { dropped } = useView(SCHEMA);
  const now = useHeld(session);
  const me = now.state === 'in' ? now.me : undefined;
  const isAdmin = me?.roles.includes('ADMIN') ?? false;
  return (
    <Page title={say('status')} dropped={dropped}>
      <ZoneNote />
      <Freshness />
      <Quarantine isAdmin={isAdmin} />
      {isAdmin && me?.organization.role === 'owner' && <ExportQueue />}
      {me && <p class="note">{say('version', { version: me.version })}</p>}
    </Page>
  );
}

function Quarantine({ isAdmin }: { isAdmin: boolean }) {
  const say = useWords();
  const cache = useQueryClient();
  const { values, set, zone, scope } = useView(SCHEMA);
  const [told, setTold] = useState('');
  const query = { ...scope, page: values.page, page_size: 20, state: 'waiting' as const };
  const waiting = useRead(
    ['quarantine', query],
    (signal) => dataOf(api.GET('/api/alerts/quarantine', { params: { query }, signal })),
    () => interval(EVERY_MS),
  );
  const replay = async (): Promise<void> => {
    try {
      const { replayed, waiting: left } = await dataOf(api.POST('/api/alerts/quarantine/replay'));
      setTold(say('replayed', { n: replayed, left }));
    } catch (error) {
      setTold(error instanceof Failure ? error.message : String(error));
    }
    await cache.invalidateQueries({ queryKey: ['quarantine'] });
  };
  return (
    <section aria-labelledby="quarantine">
      <h2 id="quarantine">{say('quarantine')}</h2>
      <p>{say('quarantineSays')}</p>
      {isAdmin && (
        <div class="row">
          <button type="button" onClick={() => void replay()}>
            {say('replay')}
          </button>
          <span role="status">{told}</span>
        </div>
      )}
      <Read of={waiting}>
        {({ alerts, pagination }) => (
          <>
            <p>{say('total', { n: pagination.total_count })}</p>
            {alerts.length === 0 ? (
              <Empty filtered={false} />
            ) : (
              <List
                caption={say('quarantine')}
                rows={alerts}
                keyOf={({ id }) => String(id)}
                columns={[
                  { name: say('received'), cell: ({ received_at }) => <Instant at={received_at} zone={zone} age /> },
                  { name: say('tenant'), cell: ({ tenant_id }) => tenant_id ?? say('none') },
                  { name: say('reason'), cell: ({ reason }) => reason },
                  {
                    name: say('payload'),
                    cell: ({ payload }) => (
                      <details>
                        <summary>{say('payload')}</summary>
                        <pre>{JSON.stringify(payload, null, 2)}</pre>
                      </details>
                    ),
                  },
                ]}
              />
            )}
            <Pager page={pagination.page} pages={pagination.total_pages} go={(page) => set({ page })} />
          </>
        )}
      </Read>
    </section>
  );
}

/** Of the whole installation, for those who run it. */
function ExportQueue() {
  const say = useWords();
  const { zone } = useView(SCHEMA);
  const queue = useRead(
    ['export-queue'],
    (signal) => dataOf(api.GET('/api/exports', { params: { query: {} }, signal })),
    () => interval(EVERY_MS),
  );
  return (
    <section aria-labelledby="queue">
      <h2 id="queue">{say('queue')}</h2>
      <Read of={queue}>
        {({ exports: jobs }) =>
          jobs.length === 0 ? (
            <Empty filtered={false} />
          ) : (
            <List
              caption={say('queue')}
              rows={jobs}
              keyOf={({ job_id }) => job_id}
              columns={[
                { name: say('reportType'), cell: ({ report_type }) => report_type },
                { name: say('organization'), cell: ({ organization_id }) => <Organization id={organization_id} /> },
                {
                  name: say('state'),
                  cell: ({ status, progress }) => `${say(status === 'failed' ? 'failedState' : status)}, ${progress} %`,
                },
                { name: say('holder'), cell: ({ holder }) => holder ?? say('none') },
                { name: say('created'), cell: ({ created_at }) => <Instant at={created_at} zone={zone} age /> },
              ]}
            />
          )
        }
      </Read>
    </section>
  );
}
