import { interval } from '../data/budget';
import { api } from '../data/client';
import { bodyOf } from '../data/failure';
import { useRead } from '../data/read';
import { useView } from '../search/view';
import { Facts } from '../ui/facts';
import { Instant } from '../ui/instant';
import { Page, ZoneNote } from '../ui/page';
import { Read } from '../ui/states';
import { count, useWords } from '../words/words';
import { Actions, bytesText, isRunning, type Job, kindOf, State } from './export-parts';

const EVERY_MS = 3_000;

/** One export, by its id: mails and runs of schedules lead here. */
export default function ExportPage({ params: { id = '' } }: { params: Readonly<Record<string, string>> }) {
  const say = useWords();
  const { dropped } = useView();
  const job = useRead(
    ['export', id],
    (signal) => bodyOf(api.GET('/reports/export/{id}', { params: { path: { id } }, signal })),
    (last) => (last && isRunning(last) ? interval(EVERY_MS) : false),
  );
  return (
    <Page title={job.data ? kindOf(job.data) : say('export')} dropped={dropped}>
      <ZoneNote />
      <Read of={job}>{(found) => <Whole job={found} />}</Read>
    </Page>
  );
}

function Whole({ job }: { job: Job }) {
  const { zone } = useView();
  const { start_date, end_date, rows_written, file_size, sha256, created_at, finished_at, expires_at } = job;
  return (
    <>
      <Facts
        facts={[
          ['state', <State job={job} key="s" />],
          ['range', `${start_date} – ${end_date}`],
          ['rowsWritten', `${count(rows_written)}${file_size === null ? '' : `, ${bytesText(file_size)}`}`],
          ['created', <Instant at={created_at} zone={zone} age key="c" />],
          ['finished', finished_at && <Instant at={finished_at} zone={zone} age key="f" />],
          ['expires', expires_at && <Instant at={expires_at} zone={zone} key="e" />],
          ['checksum', sha256 && <code key="h">{sha256}</code>],
        ]}
      />
      <Actions job={job} />
    </>
  );
}
