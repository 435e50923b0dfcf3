import { useQueryClient } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import type { Schemas } from '../../../../packages/client/client';
import { interval } from '../data/budget';
import { api } from '../data/client';
import { bodyOf, Failure } from '../data/failure';
import { useRead } from '../data/read';
import { text } from '../search/codecs';
import { daysIn } from '../search/range';
import { useView } from '../search/view';
import { Instant } from '../ui/instant';
import { Empty, List } from '../ui/list';
import { Page, ZoneNote } from '../ui/page';
import { Read } from '../ui/states';
import { count, useWords } from '../words/words';
import { OrderDialog } from './order-export';

type Job = Schemas['ExportJob'];

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

const isRunning = ({ status }: Job): boolean => status === 'queued' || status === 'processing';

function Jobs({ jobs, zone }: { jobs: readonly Job[]; zone: string }) {
  const say = useWords();
  return (
    <List
      caption={say('exports')}
      rows={jobs}
      keyOf={({ job_id }) => job_id}
      columns={[
        {
          name: say('reportType'),
          cell: ({ report_type, format, compression }) => `${report_type}, ${format}${compression === 'gzip' ? ', gzip' : ''}`,
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

const UNITS = ['B', 'kB', 'MB', 'GB'];
export function bytesText(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1000)));
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${UNITS[power]}`;
}

function State({ job }: { job: Job }) {
  const say = useWords();
  if (job.status === 'processing') return <progress max={100} value={job.progress} aria-label={say('processing')} />;
  return (
    <>
      {say(job.status === 'failed' ? 'failedState' : job.status)}
      {job.error && <small> {job.error.message}</small>}
    </>
  );
}

/** The link is asked for when it is wanted, and goes to the browser alone. */
function Actions({ job }: { job: Job }) {
  const say = useWords();
  const cache = useQueryClient();
  const [problem, setProblem] = useState('');
  const attempt = (work: () => Promise<void>): void =>
    void work().catch((error: unknown) => setProblem(error instanceof Failure ? error.message : String(error)));
  const params = { params: { path: { id: job.job_id } } };
  const download = async (): Promise<void> => {
    const { download_url } = await bodyOf(api.GET('/reports/export/{id}', params));
    if (download_url) location.assign(download_url);
    else setProblem(say('missing'));
  };
  const remove = async (): Promise<void> => {
    await bodyOf(api.DELETE('/reports/export/{id}', params));
    await cache.invalidateQueries({ queryKey: ['exports'] });
  };
  return (
    <div class="row">
      {job.status === 'completed' && job.download_url && (
        <button type="button" onClick={() => attempt(download)}>
          {say('download')}
        </button>
      )}
      {(isRunning(job) || job.download_url) && (
        <button type="button" onClick={() => attempt(remove)}>
          {say(isRunning(job) ? 'cancel' : 'delete')}
        </button>
      )}
      <span role="alert">{problem}</span>
    </div>
  );
}
