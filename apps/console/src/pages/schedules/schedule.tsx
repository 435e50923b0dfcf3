import { useState } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import type { Schemas } from '../../../../../packages/client/client';
import { interval } from '../../data/budget';
import { api } from '../../data/client';
import { bodyOf } from '../../data/failure';
import { useRead } from '../../data/read';
import { text } from '../../search/codecs';
import { useLinks, useView } from '../../search/view';
import { Facts } from '../../ui/facts';
import { Instant } from '../../ui/instant';
import { Empty, List } from '../../ui/list';
import { Page } from '../../ui/page';
import { Read } from '../../ui/states';
import { useWords } from '../../words/words';
import { useAct } from '../admin/act';
import { ScheduleForm } from './form';
import { deliveryWords, kindWords, NextRun, runWords, type Schedule } from './parts';

type Run = Schemas['ScheduleRun'];

const SCHEMA = { cursor: text(500) };
const EVERY_MS = 3_000;

/** One schedule: what it says, and what came of it. */
export default function SchedulePage({ params: { id = '' } }: { params: Readonly<Record<string, string>> }) {
  const say = useWords();
  const { dropped } = useView(SCHEMA);
  const schedule = useRead(['schedule', id], (signal) => bodyOf(api.GET('/reports/schedules/{id}', { params: { path: { id } }, signal })));
  return (
    <Page title={schedule.data?.name ?? say('schedule')} dropped={dropped}>
      <Read of={schedule}>
        {(found) => (
          <>
            <What of={found} />
            <Acts of={found} />
            <Runs of={found} />
          </>
        )}
      </Read>
    </Page>
  );
}

function What({ of: schedule }: { of: Schedule }) {
  const say = useWords();
  const { report, cron, timezone, recipients } = schedule;
  return (
    <Facts
      facts={[
        ['reportType', `${report.report_type}, ${report.format}`],
        ['range', report.range],
        ['cron', `${cron} (${timezone})`],
        ['nextRun', <NextRun of={schedule} key="n" />],
        [
          'recipients',
          recipients.map(({ kind, address, url }) => [say(kindWords[kind]), address ?? url ?? ''].join(' ').trim()).join(', '),
        ],
      ]}
    />
  );
}

function Acts({ of: schedule }: { of: Schedule }) {
  const say = useWords();
  const [, navigate] = useLocation();
  const link = useLinks();
  const [isChanging, setChanging] = useState(false);
  const { problem, act } = useAct();
  const params = { path: { id: schedule.id } };
  const remove = async (): Promise<void> => {
    if (await act(() => bodyOf(api.DELETE('/reports/schedules/{id}', { params })), ['schedules'])) navigate(link('/schedules'));
  };
  return (
    <div class="row">
      <button type="button" class="primary" onClick={() => void act(() => bodyOf(api.POST('/reports/schedules/{id}/run', { params })))}>
        {say('runNow')}
      </button>
      <button type="button" onClick={() => setChanging(true)}>
        {say('change')}
      </button>
      <button type="button" onClick={() => void remove()}>
        {say('delete')}
      </button>
      <span role="alert">{problem}</span>
      {isChanging && <ScheduleForm of={schedule} close={() => setChanging(false)} saved={() => setChanging(false)} />}
    </div>
  );
}

const isUnderWay = ({ state, deliveries }: Run): boolean => state === 'running' || deliveries.some((one) => one.state === 'waiting');

function Runs({ of: { id, timezone } }: { of: Schedule }) {
  const say = useWords();
  const { values, set } = useView(SCHEMA);
  const query = { limit: 20, ...(values.cursor && { cursor: values.cursor }) };
  const runs = useRead(
    ['runs', id, query],
    (signal) => bodyOf(api.GET('/reports/schedules/{id}/runs', { params: { path: { id }, query }, signal })),
    (last) => (last?.runs.some(isUnderWay) ? interval(EVERY_MS) : false),
  );
  return (
    <section>
      <h2>{say('runs')}</h2>
      <Read of={runs}>
        {({ runs: rows, next_cursor }) => (
          <>
            {rows.length === 0 ? <Empty filtered={false} /> : <RunList rows={rows} zone={timezone} />}
            {next_cursor && (
              <button type="button" onClick={() => set({ cursor: next_cursor })}>
                {say('older')}
              </button>
            )}
          </>
        )}
      </Read>
    </section>
  );
}

function RunList({ rows, zone }: { rows: readonly Run[]; zone: string }) {
  const say = useWords();
  const link = useLinks();
  return (
    <List
      caption={say('runs')}
      rows={rows}
      keyOf={({ slot }) => slot}
      columns={[
        { name: say('slot'), cell: ({ slot }) => <Instant at={slot} zone={zone} /> },
        {
          name: say('state'),
          cell: ({ state, error }) => (
            <>
              {say(runWords[state])}
              {error && <small> {error}</small>}
            </>
          ),
        },
        {
          name: say('export'),
          cell: ({ export_id }) => (export_id ? <Link href={link(`/exports/${export_id}`)}>{say('show')}</Link> : '–'),
        },
        { name: say('deliveries'), cell: ({ deliveries }) => <Deliveries of={deliveries} /> },
      ]}
    />
  );
}

function Deliveries({ of: deliveries }: { of: Run['deliveries'] }) {
  const say = useWords();
  if (deliveries.length === 0) return <>–</>;
  return (
    <ul>
      {deliveries.map(({ nth, kind, target, state }) => (
        <li key={nth}>
          {say(kindWords[kind])} {target}: {say(deliveryWords[state])}
        </li>
      ))}
    </ul>
  );
}
