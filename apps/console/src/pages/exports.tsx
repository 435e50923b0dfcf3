import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { interval } from '../data/budget';
import { api } from '../data/client';
import { bodyOf } from '../data/failure';
import { useRead } from '../data/read';
import { text } from '../search/codecs';
import { daysIn } from '../search/range';
import { useLinks, useView } from '../search/view';
import { Instant } from '../ui/instant';
import { Empty, List } from '../ui/list';
import { Page, ZoneNote } from '../ui/page';
import { Read } from '../ui/states';
import { count, useWords } from '../words/words';
import { Actions, bytesText, isRunning, type Job, kindOf, State } from './export-parts';
import { OrderDialog } from './order-export';

const SCHEMA = { cursor: text(500) };
const EVERY_MS = 3_000;

export default function Exports() {
  const say = useWords();
  const { values, dropped, range, zone, set } = useView(SCHEMA);
  const [ordering, setOrdering] = useState(false);
  const query = { limit: 50, ...(values.cursor && { cursor: values.cursor }) };
  const exports = useRead(
    ['exports', query],
    (signal) => bodyOf(api.GET('/reports/export', { params: { query }, signal })),
    (last) => (last?.exports.some(isRunning) ? interval(EVERY_MS) : false),
  );
  const order = (
    <button type="button" class="primary" onClick={() => setOrdering(true)}>
      {say('order')}
    </button>
  );
  return (
    <Page title={say('exports')} dropped={dropped} actions={order}>
      <ZoneNote />
      <Read of={exports}>
        {({ exports: jobs, next_cursor }) => (
          <>
            {jobs.length === 0 ? <Empty filtered={false} /> : <Jobs jobs={jobs} zone={zone} />}
            {next_cursor && (
              <button type="button" onClick={() => set({ cursor: next_cursor })}>
                {say('older')}
              </button>
            )}
          </>
        )}
      </Read>
      {ordering && <OrderDialog days={daysIn(range, zone)} close={() => setOrdering(false)} />}
    </Page>
  );
}

function Jobs({ jobs, zone }: { jobs: readonly Job[]; zone: string }) {
  const say = useWords();
  const link = useLinks();
  return (
    <List
      caption={say('exports')}
      rows={jobs}
      keyOf={({ job_id }) => job_id}
      columns={[
        {
          name: say('reportType'),
          cell: (job) => <Link href={link(`/exports/${job.job_id}`)}>{kindOf(job)}</Link>,
        },
        { name: say('range'), cell: ({ start_date, end_date }) => `${start_date} – ${end_date}` },
        { name: say('state'), cell: (job) => <State job={job} /> },
        {
          name: say('rowsWritten'),
          cell: ({ rows_written, file_size }) => `${count(rows_written)}${file_size === null ? '' : `, ${bytesText(file_size)}`}`,
        },
        { name: say('created'), cell: ({ created_at }) => <Instant at={created_at} zone={zone} age /> },
        { name: say('expires'), cell: ({ expires_at }) => (expires_at ? <Instant at={expires_at} zone={zone} /> : '–') },
        { name: say('actions'), cell: (job) => <Actions job={job} /> },
      ]}
    />
  );
}
