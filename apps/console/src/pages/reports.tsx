import { type Bar, Bars } from '../charts/bars';
import { api } from '../data/client';
import { bodyOf } from '../data/failure';
import { useRead } from '../data/read';
import { one } from '../search/codecs';
import { useLinks, useView } from '../search/view';
import { Pick } from '../ui/fields';
import { lengthText } from '../ui/instant';
import { List } from '../ui/list';
import { Page } from '../ui/page';
import { RangeBar } from '../ui/range-bar';
import { Read } from '../ui/states';
import { count, percent, useWords } from '../words/words';

const TABS = ['volume', 'response', 'noise', 'heatmap'] as const;
const SCHEMA = {
  tab: one('volume', 'response', 'noise', 'heatmap'),
  'group-by': one('DAY', 'WEEK', 'MONTH'),
  priority: one('ALL', 'LOW', 'HIGH'),
};

export default function Reports() {
  const say = useWords();
  const { values, dropped, link } = useView(SCHEMA);
  return (
    <Page title={say('reports')} dropped={dropped}>
      <RangeBar />
      <Filters />
      <nav aria-label={say('reports')}>
        <ul class="segments">
          {TABS.map((tab) => (
            <li key={tab}>
              <a href={`/console${link({ tab })}`} aria-current={values.tab === tab ? 'page' : undefined}>
                {say(tab)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p class="note">{say('reportsCaveat')}</p>
      {values.tab === 'volume' ? <Volume /> : <Insight />}
    </Page>
  );
}

function Filters() {
  const say = useWords();
  const { values, set } = useView(SCHEMA);
  return (
    <form class="filters" aria-label={say('filters')} onSubmit={(event) => event.preventDefault()}>
      <label>
        {say('groupBy')}{' '}
        <select value={values['group-by']} onChange={({ currentTarget }) => set({ 'group-by': currentTarget.value as 'DAY' })}>
          <option value="DAY">{say('day')}</option>
          <option value="WEEK">{say('week')}</option>
          <option value="MONTH">{say('month')}</option>
        </select>
      </label>
      <Pick
        label={say('priority')}
        value={values.priority === 'ALL' ? '' : values.priority}
        options={[
          ['HIGH', say('high')],
          ['LOW', say('low')],
        ]}
        change={(chosen) => set({ priority: (chosen || 'ALL') as 'ALL' })}
      />
    </form>
  );
}

function useQueryOf() {
  const { values, scope, range, zone } = useView(SCHEMA);
  const { 'group-by': grouping, priority } = values;
  return {
    ...scope,
    from: new Date(range.from).toISOString(),
    until: new Date(range.until).toISOString(),
    timezone: zone,
    'group-by': grouping,
    priority,
  };
}

/** How many began in each bucket, all sources and policies together. */
function Volume() {
  const say = useWords();
  const query = useQueryOf();
  const rows = useRead(['report', query], (signal) => bodyOf(api.GET('/reports/alerts', { params: { query }, signal })));
  return (
    <Read of={rows}>
      {(list) => {
        const sums = new Map<string, number>();
        for (const [, , , bucket, n] of list as [number, number, string, string, number][]) sums.set(bucket, (sums.get(bucket) ?? 0) + n);
        const bars = [...sums].map(([label, value]): Bar => ({ label, value, says: say('began', { n: value, bucket: label }) }));
        return (
          <Bars title={say('volume')} summary={say('beganSum', { n: [...sums.values()].reduce((sum, n) => sum + n, 0) })} bars={bars} />
        );
      }}
    </Read>
  );
}

function Insight() {
  const { values } = useView(SCHEMA);
  const query = useQueryOf();
  const insights = useRead(['insights', query], (signal) => bodyOf(api.GET('/reports/alerts/insights', { params: { query }, signal })));
  return (
    <Read of={insights}>
      {({ overall, previous, top_alertnames, top_systems, heatmap }) => {
        if (values.tab === 'heatmap') return <Heatmap rows={heatmap} />;
        if (values.tab === 'noise') return <Noise now={overall} before={previous} names={top_alertnames} systems={top_systems} />;
        return <Response now={overall} before={previous} />;
      }}
    </Read>
  );
}

type Lengths = { n: number; mean?: number; p50?: number; p90?: number; min?: number; max?: number };
type Figures = {
  count: number;
  open: number;
  acknowledged: number;
  resolved: number;
  auto_resolved: number;
  mtta: Lengths;
  mttr: Lengths;
  flapping: number;
  refire_rate?: number;
};

const shown = (seconds: number | undefined): string => (seconds === undefined ? '–' : lengthText(seconds));

function Response({ now, before }: { now: Figures; before: Figures }) {
  const say = useWords();
  const rows = (['mtta', 'mttr'] as const).flatMap((kind) => [
    [say(kind), now[kind]] as const,
    [`${say(kind)}, ${say('before')}`, before[kind]] as const,
  ]);
  return (
    <>
      <List
        caption={say('response')}
        rows={rows}
        keyOf={([name]) => name}
        columns={[
          { name: say('figure'), cell: ([name]) => name },
          { name: say('mean'), cell: ([, { mean }]) => shown(mean) },
          { name: say('median'), cell: ([, { p50 }]) => shown(p50) },
          { name: say('p90'), cell: ([, { p90 }]) => shown(p90) },
          { name: say('least'), cell: ([, { min }]) => shown(min) },
          { name: say('most'), cell: ([, { max }]) => shown(max) },
          { name: say('number'), cell: ([, { n }]) => count(n) },
        ]}
      />
      <p>{say('handled', { n: now.acknowledged, of: now.count, auto: now.auto_resolved })}</p>
    </>
  );
}

function Noise({
  now,
  before,
  names,
  systems,
}: {
  now: Figures;
  before: Figures;
  names: readonly { alertname: string; count: number }[];
  systems: readonly { system_key: string; count: number }[];
}) {
  const say = useWords();
  const link = useLinks();
  return (
    <>
      <ul class="tiles">
        <li class="tile">
          <span>{say('flapping')}</span> <strong>{count(now.flapping)}</strong> <small>{say('wasN', { n: before.flapping })}</small>
        </li>
        <li class="tile">
          <span>{say('refires')}</span> <strong>{now.refire_rate === undefined ? '–' : percent(now.refire_rate)}</strong>
        </li>
        <li class="tile">
          <span>{say('stillOpen')}</span> <strong>{count(now.open)}</strong>
        </li>
      </ul>
      <div class="columns">
        <Ranks
          title={say('topNames')}
          total={now.count}
          rows={names.map(({ alertname, count: n }) => [alertname, n, link('/history', { alertname })])}
        />
        <Ranks
          title={say('topSystems')}
          total={now.count}
          rows={systems.map(({ system_key, count: n }) => [system_key, n, link('/history', { system_key })])}
        />
      </div>
    </>
  );
}

function Ranks({
  title,
  total,
  rows,
}: {
  title: string;
  total: number;
  rows: readonly (readonly [name: string, n: number, href: string])[];
}) {
  return (
    <section class="card">
      <h2>{title}</h2>
      <ol class="ranks">
        {rows.map(([name, n, href]) => (
          <li key={name}>
            <a href={`/console${href}`}>{name}</a>
            <span>
              {count(n)} ({percent(total === 0 ? 0 : n / total)})
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

const STEPS = 4;
/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);

/** Weekday by hour of the zone's clocks, in steps by quantile; sums of rows say what to look at. */
function Heatmap({ rows }: { rows: readonly (readonly number[])[] }) {
  const say = useWords();
  const all = rows
    .flat()
    .filter((n) => n > 0)
    .sort((a, b) => a - b);
  const stepOf = (n: number): number => (n === 0 ? 0 : 1 + Math.min(STEPS - 1, Math.floor((all.indexOf(n) / all.length) * STEPS)));
  const dayName = (day: number): string =>
    new Intl.DateTimeFormat(document.documentElement.lang, { weekday: 'short', timeZone: 'UTC' }).format(MONDAY + day * 86_400_000);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard
    <section class="heat" aria-label={say('heatmap')} tabIndex={0}>
      <table>
        <caption>{say('heatmapSays')}</caption>
        <thead>
          <tr>
            <td />
            {Array.from({ length: 24 }, (_, hour) => (
              <th key={hour} scope="col">
                {hour}
              </th>
            ))}
            <th scope="col">{say('sum')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, day) => (
            <tr key={dayName(day)}>
              <th scope="row">{dayName(day)}</th>
              {row.map((n, hour) => (
                <td key={`${day}-${hour + 0}`} class={`s${stepOf(n)}`}>
                  {n}
                </td>
              ))}
              <td>{count(row.reduce((sum, n) => sum + n, 0))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
