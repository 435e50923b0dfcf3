import { type Bar, Bars } from '../../charts/bars';
import { api } from '../../data/client';
import { bodyOf } from '../../data/failure';
import { useRead } from '../../data/read';
import { useLinks, useView } from '../../search/view';
import { Empty, List } from '../../ui/list';
import { Read } from '../../ui/states';
import { count, percent, useWords } from '../../words/words';
import { SCHEMA, useAsked, useBucket } from './asked';
import { HOURS } from './narrow';

type Hours = { readonly business: number; readonly off: number; readonly sleep: number };
const KINDS = ['business', 'off', 'sleep'] as const;
const sum = (of: Hours): number => of.business + of.off + of.sleep;

/** At which hours people were called, and who. */
export function InterruptionsReport() {
  const { values } = useView(SCHEMA);
  const { business, sleep } = values;
  const query = {
    ...useAsked(),
    business: business || HOURS.business,
    sleep: sleep || HOURS.sleep,
    'group-by': useBucket('NONE', 'DAY', 'WEEK', 'MONTH'),
  };
  const report = useRead(['interruptions', query], (signal) => bodyOf(api.GET('/reports/interruptions', { params: { query }, signal })));
  return (
    <Read of={report}>
      {({ buckets, assignees }) =>
        buckets.length === 0 ? (
          <Empty filtered={false} />
        ) : (
          <>
            <Totals buckets={buckets} />
            {buckets.length > 1 && <Course buckets={buckets} />}
            <Assignees rows={assignees} />
          </>
        )
      }
    </Read>
  );
}

function Totals({ buckets }: { buckets: readonly Hours[] }) {
  const say = useWords();
  const all = buckets.reduce((total, one) => total + sum(one), 0);
  return (
    <ul class="tiles">
      {KINDS.map((kind) => {
        const n = buckets.reduce((total, { [kind]: more }) => total + more, 0);
        return (
          <li key={kind} class="tile">
            <span>{say(kind)}</span> <strong>{count(n)}</strong> <small>{percent(all === 0 ? 0 : n / all)}</small>
          </li>
        );
      })}
    </ul>
  );
}

function Course({ buckets }: { buckets: readonly (Hours & { readonly bucket: string })[] }) {
  const say = useWords();
  const bars = buckets.map(({ bucket: label, business, off, sleep }): Bar => {
    const says = say('calledIn', { bucket: label, n: off + sleep, of: business + off + sleep });
    return { label, value: off + sleep, ghost: business + off + sleep, says };
  });
  return <Bars title={say('outsideWork')} summary={say('outsideWorkSays')} bars={bars} behind="all" />;
}

function Assignees({ rows }: { rows: readonly (Hours & { readonly user_id: string | null })[] }) {
  const say = useWords();
  const link = useLinks();
  return (
    <List
      caption={say('interruptions')}
      rows={rows}
      keyOf={({ user_id }) => user_id ?? ''}
      columns={[
        {
          name: say('inCharge'),
          cell: ({ user_id }) => (
            <a href={`/console${link('/alerts', { assigned_user_id: user_id ?? 'none' })}`}>{user_id ?? say('nobody')}</a>
          ),
        },
        ...KINDS.map((kind) => ({ name: say(kind), cell: (row: Hours) => count(row[kind]) })),
        { name: say('sum'), cell: (row) => count(sum(row)) },
      ]}
    />
  );
}
