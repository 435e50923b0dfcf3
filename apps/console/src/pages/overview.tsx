import { useQuery } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { type Bar, Bars } from '../charts/bars';
import { api } from '../data/client';
import { bodyOf, dataOf } from '../data/failure';
import { useHeld } from '../data/store';
import { type Scoped, useTotals } from '../data/totals';
import { one } from '../search/codecs';
import { useLinks, useView } from '../search/view';
import { session } from '../session/session';
import { alertLink } from '../ui/alert-link';
import { Instant, lengthText } from '../ui/instant';
import { Page } from '../ui/page';
import { RangeBar } from '../ui/range-bar';
import { Severity } from '../ui/severity';
import { Read } from '../ui/states';
import { count, useWords, type Word } from '../words/words';

const SCHEMA = { period: one('7', '30', '180', '365') };
/** Below this many alerts a comparison says nothing. */
const ENOUGH = 20;

export default function Overview() {
  const say = useWords();
  const { dropped, scope } = useView(SCHEMA);
  const now = useHeld(session);
  const me = now.state === 'in' ? now.me : undefined;
  const mayReport = me?.scopes.some((one) => one === 'report' || one === 'read:analytics');
  return (
    <Page title={say('overview')} dropped={dropped}>
      <RangeBar />
      <Tiles scope={scope} />
      <Trend scope={scope} />
      {mayReport ? <Durations scope={scope} /> : <MeanOnly scope={scope} />}
      <div class="columns">
        {me && me.organization.role !== 'customer' && <Burning parent={me.organization.id} />}
        <Latest scope={scope} />
      </div>
    </Page>
  );
}

function Tiles({ scope }: { scope: Scoped }) {
  const say = useWords();
  const link = useLinks();
  const { range } = useView(SCHEMA);
  const totals = useTotals(scope);
  const unassigned = useQuery({
    queryKey: ['unassigned', scope],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/alerts', { params: { query: { ...scope, assigned_user_id: ['none'], page_size: 1 } }, signal })),
    select: ({ pagination }) => pagination.total_count,
  });
  const resolved = useResolved(scope, range);
  const severities = (['critical', 'warning', 'info'] as const).map(
    (severity) => [severity, severity, link('/alerts', { severity }), totals.data?.[severity]] as const,
  );
  const tiles: readonly (readonly [Word, string, string, number | undefined])[] = [
    ['active', 'active', link('/alerts'), totals.data?.active],
    ...severities,
    ['unassigned', '', link('/alerts', { assigned_user_id: 'none' }), unassigned.data],
    ['resolved', '', link('/history'), resolved.data?.pagination.total_count],
  ];
  return (
    <section aria-label={say('overview')}>
      <ul class="tiles">
        {tiles.map(([word, kind, href, number]) => (
          <li key={word}>
            <Link href={href} class={`tile ${kind}`}>
              <span>{say(word)}</span> <strong>{number === undefined ? '–' : count(number)}</strong>
              {word === 'active' && totals.data && <small> {say('muted', { n: totals.data.muted })}</small>}
              {word === 'resolved' && <small> {say('inRange')}</small>}
            </Link>
          </li>
        ))}
      </ul>
      <Freshness totals={totals} />
    </section>
  );
}

function Freshness({ totals: { data, dataUpdatedAt } }: { totals: ReturnType<typeof useTotals> }) {
  const say = useWords();
  const { zone } = useView(SCHEMA);
  if (!data) return null;
  return (
    <>
      <p class="note">
        {say('asOf')} <Instant at={dataUpdatedAt} zone={zone} age />
      </p>
      {data.warnings.length > 0 && <p class="notice">{say('stale', { text: data.warnings.join('; ') })}</p>}
    </>
  );
}

const useResolved = (scope: Scoped, { from, until }: { from: number; until: number }) => {
  const query = { ...scope, from_date: new Date(from).toISOString(), to_date: new Date(until).toISOString(), page_size: 8 };
  return useQuery({
    queryKey: ['resolved', query],
    queryFn: ({ signal }) => dataOf(api.GET('/api/alerts/history', { params: { query }, signal })),
  });
};

function Trend({ scope }: { scope: Scoped }) {
  const say = useWords();
  const link = useLinks();
  const { values, zone, set } = useView(SCHEMA);
  const period = Number(values.period) as 7 | 30 | 180 | 365;
  const query = { ...scope, period, timezone: zone };
  const trend = useQuery({
    queryKey: ['trend', query],
    queryFn: ({ signal }) => dataOf(api.GET('/api/alerts/trend', { params: { query }, signal })),
  });
  return (
    <section aria-labelledby="trend">
      <h2 id="trend">{say('trend')}</h2>
      <div class="segments" role="group" aria-labelledby="trend">
        {(['7', '30', '180', '365'] as const).map((one) => (
          <button type="button" key={one} aria-pressed={values.period === one} onClick={() => set({ period: one })}>
            {one}
          </button>
        ))}
      </div>
      <Read of={trend}>
        {({ data_points, current_total, delta, period_label }) => {
          const bars = data_points.map(({ date, count: value }): Bar => {
            const says = say('dayResolved', { n: value, day: date });
            return { label: date, value, says, href: link('/history', { range: `${date}..${date}` }) };
          });
          const change = `${delta > 0 ? '+' : ''}${count(delta)}`;
          return (
            <Bars title={say('trend')} summary={say('trendSays', { n: current_total, label: period_label, delta: change })} bars={bars} />
          );
        }}
      </Read>
    </section>
  );
}

function Durations({ scope }: { scope: Scoped }) {
  const say = useWords();
  const { range, zone } = useView(SCHEMA);
  const query = { ...scope, from: new Date(range.from).toISOString(), until: new Date(range.until).toISOString(), timezone: zone };
  const insights = useQuery({
    queryKey: ['insights', query],
    queryFn: ({ signal }) => bodyOf(api.GET('/reports/alerts/insights', { params: { query }, signal })),
  });
  return (
    <Read of={insights}>
      {({ overall, previous, top_alertnames }) => (
        <div class="columns">
          {(['mtta', 'mttr'] as const).map((kind) => (
            <section key={kind} class="card">
              <h2>{say(kind)}</h2>
              <p class="figure">
                {overall[kind].p50 === undefined ? '–' : lengthText(overall[kind].p50)} <small>{say('median')}</small>{' '}
                <Arrow now={overall[kind]} before={previous[kind]} />
              </p>
              <p>
                {overall[kind].p90 === undefined ? '–' : lengthText(overall[kind].p90)} <small>{say('p90')}</small>
              </p>
              <p class="note">{say('over', { n: overall[kind].n })}</p>
            </section>
          ))}
          <TopNames names={top_alertnames} />
        </div>
      )}
    </Read>
  );
}

type Length = { readonly n: number; readonly p50?: number };

function Arrow({ now, before }: { now: Length; before: Length }) {
  const say = useWords();
  if (now.n < ENOUGH || before.n < ENOUGH || now.p50 === undefined || before.p50 === undefined || now.p50 === before.p50) return null;
  return (
    <small>
      {now.p50 > before.p50 ? '↑' : '↓'} {say('wasBefore', { length: lengthText(before.p50) })}
    </small>
  );
}

function TopNames({ names }: { names: readonly { alertname: string; count: number }[] }) {
  const say = useWords();
  const link = useLinks();
  return (
    <section class="card">
      <h2>{say('topNames')}</h2>
      <ol class="ranks">
        {names.slice(0, 8).map(({ alertname, count: n }) => (
          <li key={alertname}>
            <Link href={link('/history', { alertname })}>{alertname}</Link> <span>{count(n)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Without a reports scope the mean stands in. */
function MeanOnly({ scope }: { scope: Scoped }) {
  const say = useWords();
  const { range } = useView(SCHEMA);
  const query = { ...scope, from_date: new Date(range.from).toISOString(), to_date: new Date(range.until).toISOString() };
  const stats = useQuery({
    queryKey: ['stats', query],
    queryFn: ({ signal }) => dataOf(api.GET('/api/alerts/stats', { params: { query }, signal })),
  });
  return (
    <Read of={stats}>
      {({ mttr_seconds, total, top_alertnames }) => (
        <div class="columns">
          <section class="card">
            <h2>{say('mttr')}</h2>
            <p class="figure">
              {mttr_seconds === undefined ? '–' : lengthText(mttr_seconds)} <small>{say('mean')}</small>
            </p>
            <p class="note">{say('over', { n: total })}</p>
          </section>
          <TopNames names={top_alertnames} />
        </div>
      )}
    </Read>
  );
}

/** Children by active alerts, and those below a child at a click. */
function Burning({ parent }: { parent: string }) {
  const say = useWords();
  return (
    <section class="card">
      <h2>{say('burning')}</h2>
      <Children parent={parent} depth={1} />
    </section>
  );
}

const DEEPEST = 2;

function Children({ parent, depth }: { parent: string; depth: number }) {
  const say = useWords();
  const link = useLinks();
  const [open, setOpen] = useState<string>();
  const children = useQuery({
    queryKey: ['children', parent],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/alerts/totals/by-organization', { params: { query: { parent_id: parent, page_size: 10 } }, signal })),
  });
  return (
    <Read of={children}>
      {({ organizations }) => (
        <ol class="ranks">
          {organizations.map(({ organization_id: id, name, role, active, critical }) => (
            <li key={id}>
              {role !== 'customer' && depth < DEEPEST && (
                <button
                  type="button"
                  class="expand"
                  aria-expanded={open === id}
                  aria-label={name}
                  onClick={() => setOpen(open === id ? undefined : id)}
                >
                  {open === id ? '−' : '+'}
                </button>
              )}
              <Link href={link('/alerts', { org: id, below: '1' })}>{name}</Link>
              <span>
                {count(active)}, {count(critical)} {say('critical')}
              </span>
              {open === id && <Children parent={id} depth={depth + 1} />}
            </li>
          ))}
        </ol>
      )}
    </Read>
  );
}

function Latest({ scope }: { scope: Scoped }) {
  const say = useWords();
  const { range, zone } = useView(SCHEMA);
  return (
    <section class="card">
      <h2>{say('latest')}</h2>
      <Read of={useResolved(scope, range)}>
        {({ alerts }) =>
          alerts.length === 0 ? (
            <p>{say('empty')}</p>
          ) : (
            <ul class="latest">
              {alerts.map((alert) => (
                <li key={alert.id}>
                  <Severity of={alert.severity} /> <Link href={alertLink(alert)}>{alert.alertname || alert.fingerprint}</Link>{' '}
                  {alert.system_key}
                  <br />
                  <Instant at={alert.ends_at} zone={zone} age />
                </li>
              ))}
            </ul>
          )
        }
      </Read>
    </section>
  );
}
