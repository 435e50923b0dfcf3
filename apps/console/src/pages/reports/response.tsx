import { Line, type Point } from '../../charts/line';
import { api } from '../../data/client';
import { bodyOf } from '../../data/failure';
import { useRead } from '../../data/read';
import { lengthText } from '../../ui/instant';
import { List } from '../../ui/list';
import { Read } from '../../ui/states';
import { count, useWords } from '../../words/words';
import { useAsked, useBehind, useBucket } from './asked';
import { type Figures, useInsights } from './insights';

const KINDS = ['mtta', 'mttr'] as const;
const shown = (seconds: number | undefined): string => (seconds === undefined ? '–' : lengthText(seconds));

/** How fast alerts were acknowledged and resolved: by bucket, and over the range against the one before. */
export function Response() {
  const insights = useInsights();
  return (
    <>
      <Courses />
      <Read of={insights}>{({ overall, previous }) => <Compared now={overall} before={previous} />}</Read>
    </>
  );
}

function Courses() {
  const say = useWords();
  const behind = useBehind();
  const query = { ...useAsked(), 'group-by': useBucket('DAY', 'WEEK', 'MONTH') };
  const series = useRead(['series', query], (signal) => bodyOf(api.GET('/reports/alerts/series', { params: { query }, signal })));
  return (
    <Read of={series}>
      {({ buckets }) => (
        <div class="columns">
          {KINDS.map((kind) => {
            const points = buckets.map(({ bucket, from, until, [kind]: value }): Point => {
              const says = say('meanIn', { what: say(kind), length: shown(value), bucket });
              return { label: bucket, value, says, cells: [shown(value)], href: behind({ from_date: from, to_date: until }) };
            });
            const known = points.filter(({ value }) => value !== undefined).length;
            return (
              <Line
                key={kind}
                title={`${say(kind)}, ${say('mean')}`}
                summary={say('pointsOf', { n: known, of: points.length })}
                head={say('mean')}
                points={points}
              />
            );
          })}
        </div>
      )}
    </Read>
  );
}

function Compared({ now, before }: { now: Figures; before: Figures }) {
  const say = useWords();
  const rows = KINDS.flatMap((kind) => [[say(kind), now[kind]] as const, [`${say(kind)}, ${say('before')}`, before[kind]] as const]);
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
