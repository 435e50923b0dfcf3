import { useState } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { api } from '../../data/client';
import { bodyOf } from '../../data/failure';
import { useRead } from '../../data/read';
import { text } from '../../search/codecs';
import { useLinks, useView } from '../../search/view';
import { Instant } from '../../ui/instant';
import { Empty, List } from '../../ui/list';
import { Page } from '../../ui/page';
import { Read } from '../../ui/states';
import { useWords } from '../../words/words';
import { ScheduleForm } from './form';
import { type Listed, NextRun, runWords } from './parts';

const SCHEMA = { cursor: text(500) };

/** Reports that come by themselves. */
export default function Schedules() {
  const say = useWords();
  const { values, dropped, scope, set } = useView(SCHEMA);
  const [, navigate] = useLocation();
  const link = useLinks();
  const [isMaking, setMaking] = useState(false);
  const query = { limit: 50, ...(values.cursor && { cursor: values.cursor }) };
  const schedules = useRead(['schedules', query], (signal) => bodyOf(api.GET('/reports/schedules', { params: { query }, signal })));
  const make = (
    <button type="button" class="primary" onClick={() => setMaking(true)}>
      {say('newSchedule')}
    </button>
  );
  return (
    <Page title={say('schedules')} dropped={dropped} actions={make}>
      <Read of={schedules}>
        {({ schedules: rows, next_cursor }) => (
          <>
            {rows.length === 0 ? <Empty filtered={false} /> : <Rows rows={rows} />}
            {next_cursor && (
              <button type="button" onClick={() => set({ cursor: next_cursor })}>
                {say('older')}
              </button>
            )}
          </>
        )}
      </Read>
      {isMaking && <ScheduleForm filters={scope} close={() => setMaking(false)} saved={({ id }) => navigate(link(`/schedules/${id}`))} />}
    </Page>
  );
}

function Rows({ rows }: { rows: readonly Listed[] }) {
  const say = useWords();
  const link = useLinks();
  return (
    <List
      caption={say('schedules')}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        { name: say('called'), cell: ({ id, name }) => <Link href={link(`/schedules/${id}`)}>{name}</Link> },
        { name: say('reportType'), cell: ({ report }) => `${report.report_type}, ${report.format}, ${report.range}` },
        { name: say('cron'), cell: ({ cron, timezone }) => `${cron} (${timezone})` },
        { name: say('nextRun'), cell: (schedule) => <NextRun of={schedule} /> },
        {
          name: say('lastRun'),
          cell: ({ last_run, timezone }) =>
            last_run ? (
              <>
                {say(runWords[last_run.state])} <Instant at={last_run.slot} zone={timezone} />
              </>
            ) : (
              say('never')
            ),
        },
      ]}
    />
  );
}
