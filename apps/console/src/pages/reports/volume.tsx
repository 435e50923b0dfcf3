import { type Bar, Bars } from '../../charts/bars';
import { Spark } from '../../charts/spark';
import { api } from '../../data/client';
import { bodyOf } from '../../data/failure';
import { useRead } from '../../data/read';
import { useView } from '../../search/view';
import { List } from '../../ui/list';
import { Read } from '../../ui/states';
import { count, percent, useWords } from '../../words/words';
import { SCHEMA, useAsked, useBehind, useBucket } from './asked';

type Point = { readonly bucket: string; readonly from: string; readonly until: string; readonly count: number };
type Group = { readonly id: string; readonly name: string; readonly buckets: readonly Point[] };

const GROUPS = ['organization', 'source', 'policy', 'severity'] as const;
const sum = (points: readonly Point[]): number => points.reduce((total, { count: n }) => total + n, 0);

/** How many began in each bucket, against the range before. */
export function Volume() {
  const say = useWords();
  const { values, set } = useView(SCHEMA);
  const behind = useBehind();
  const by = GROUPS.find((one) => one === values.by);
  const query = { ...useAsked(), 'group-by': useBucket('DAY', 'WEEK', 'MONTH'), compare: 'previous' as const, ...(by && { by }) };
  const series = useRead(['series', query], (signal) => bodyOf(api.GET('/reports/alerts/series', { params: { query }, signal })));
  return (
    <Read of={series}>
      {({ buckets, previous = [], groups, rest }) => {
        const bars = buckets.map(({ bucket, from, until, count: value }, index): Bar => {
          const says = say('began', { n: value, bucket });
          return { label: bucket, value, says, ghost: previous[index]?.count ?? 0, href: behind({ from_date: from, to_date: until }) };
        });
        const total = sum(buckets);
        return (
          <>
            <Bars
              title={say('volume')}
              summary={say('beganSum', { n: total, before: sum(previous) })}
              bars={bars}
              choose={({ first, last }) => set({ range: `${buckets[first]?.from}..${buckets[last]?.until}` })}
            />
            {groups && by && <Groups by={by} groups={groups} rest={rest?.buckets} total={total} />}
          </>
        );
      }}
    </Read>
  );
}

function Groups({
  by,
  groups,
  rest,
  total,
}: {
  by: (typeof GROUPS)[number];
  groups: readonly Group[];
  rest: readonly Point[] | undefined;
  total: number;
}) {
  const say = useWords();
  const behind = useBehind();
  const rows = [...groups, ...(rest ? [{ id: ' rest', name: say('others'), buckets: rest }] : [])];
  const nameOf = ({ id, name }: Group) => {
    const text = name || say('none');
    if (by === 'severity' && id) return <a href={`/console${behind({ severity: id })}`}>{text}</a>;
    return by === 'organization' && id !== ' rest' ? <a href={`/console${behind({ org: id, below: '1' })}`}>{text}</a> : text;
  };
  return (
    <List
      caption={say(by)}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        { name: say(by), cell: nameOf },
        { name: say('number'), cell: ({ buckets }) => count(sum(buckets)) },
        { name: say('share'), cell: ({ buckets }) => percent(total === 0 ? 0 : sum(buckets) / total) },
        { name: say('course'), cell: ({ buckets }) => <Spark values={buckets.map(({ count: n }) => n)} /> },
      ]}
    />
  );
}
